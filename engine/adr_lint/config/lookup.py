"""The configuration of any record, and the policies that it asks for."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from adr_lint.config import names
from adr_lint.config.find import Finder
from adr_lint.config.nouns import BASELINE, WAIVERS, Config, shown
from adr_lint.policy.load import load
from adr_lint.policy.nouns import PolicySet


class Lookup:
    """Configurations, each read once: the nearest to a record, or the one that was named, or none."""

    def __init__(self, named: str | None = None, *, isolated: bool = False) -> None:
        self._named, self._isolated = named, isolated
        self._finder = Finder()
        self._configs: dict[str, Config] = {}

    def of(self, path: str) -> Config:
        """The configuration of the record at ``path``, or of a folder. Raises ``UserError`` for what is wrong in it."""
        file, home = self._find(path)
        key = file or home
        if key not in self._configs:
            self._configs[key] = Config(home) if file is None else self._read(file, home)
        return self._configs[key]

    @staticmethod
    def _read(file: str, home: str) -> Config:
        from adr_lint.config.build import config_from  # with all that reads a file: only where there is one

        return config_from(file, home)

    def _find(self, path: str) -> tuple[str | None, str]:
        if self._isolated:
            return None, ""
        if self._named is not None:
            file = os.path.abspath(self._named)  # noqa: PTH100
            return file, os.path.dirname(file)  # noqa: PTH120
        full = os.path.abspath(path)  # noqa: PTH100  # links are not followed: the path is what the user sees
        found = self._finder.find(full if os.path.isdir(full) else os.path.dirname(full))  # noqa: PTH112, PTH120
        return found.file, found.home or os.getcwd()  # noqa: PTH109


def waiver_file(config: Config) -> str | None:
    """The file of waivers, as it is shown: the one that is stated, or the one beside the configuration."""
    return shown(config.waivers.value) if config.waivers else _beside(config, WAIVERS)


def baseline_file(config: Config) -> str | None:
    """The baseline, as it is shown: the one that is stated, there or not, or the one beside the configuration."""
    return shown(config.baseline.value) if config.baseline else _beside(config, BASELINE)


def baseline_to_write(config: Config) -> str:
    """Where a baseline for the records of a configuration belongs, as it is shown."""
    return baseline_file(config) or shown(os.path.join(config.home or os.getcwd(), BASELINE))  # noqa: PTH109, PTH118


def _beside(config: Config, name: str) -> str | None:
    path = os.path.join(config.home, name)  # noqa: PTH118
    return shown(path) if config.home and os.path.isfile(path) else None  # noqa: PTH113


def policy_paths(config: Config, more: Sequence[str] = ()) -> tuple[str, ...]:
    """The policies beside our own: of the configuration, and ``more``."""
    return (*(shown(path.value) for path in config.policies), *more)


def policies_of(config: Config, more: Sequence[str] = ()) -> PolicySet:
    """All policies, with the configuration's thresholds and weights. Raises ``UserError``, also for an unknown name."""
    policies = load(policy_paths(config, more), adjust=partial(names.thresholds, config))
    names.check(config, policies)
    if not config.weights:
        return policies
    return replace(policies, factors=names.weighed(config, policies.factors))
