"""A configuration as frozen values; what a file states keeps the place where it is stated."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Generic, TypeVar

from adr_lint.config.globs import Glob
from adr_lint.errors import UserError
from adr_lint.model import Place, Severity
from adr_lint.values import dataclass, field

T = TypeVar("T")

FILES = ("adr-lint.yaml", ".adr-lint.yaml", "adr-lint.yml", ".adr-lint.yml")
PYPROJECT = "pyproject.toml"
WAIVERS = "adr-lint-waivers.yaml"
BASELINE = "adr-lint-baseline.json"


@dataclass(frozen=True, slots=True)
class Stated(Generic[T]):
    """A value of a setting, and where it is stated."""

    value: T
    place: Place


Names = tuple[Stated[str], ...]
"""Rules or chapters."""


@dataclass(frozen=True, slots=True)
class Override:
    """Other settings for the records that the globs hold for."""

    files: tuple[Glob, ...]
    select: Names | None
    """Instead of what is selected for all; None where the override says nothing of it."""
    ignore: Names
    severities: Mapping[str, Stated[Severity]]
    place: Place

    def holds(self, path: str) -> bool:
        """Whether it is about the record at ``path`` (absolute)."""
        return any(glob.holds(path) for glob in self.files)


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that a configuration file says, with what it extends; of no file: the defaults."""

    home: str
    """The folder (absolute) where waivers and the baseline are looked for: of the file, else of the repository."""
    files: tuple[str, ...] = ()
    """The files that it comes from, as they are shown: what is extended first, the file that was found last."""
    select: Names = ()
    ignore: Names = ()
    severities: Mapping[str, Stated[Severity]] = field(default_factory=dict)
    overrides: tuple[Override, ...] = ()
    profile: Stated[str] | None = None
    fail_on: Stated[str] | None = None
    paths: tuple[Stated[Glob], ...] = ()
    exclude: tuple[Stated[Glob], ...] = ()
    policies: Names = ()
    """Paths, as those below are: absolute."""
    radar: Stated[str] | None = None
    rings: Mapping[str, Stated[str]] = field(default_factory=dict)
    thresholds: Mapping[str, Stated[Mapping[str, Stated[float]]]] = field(default_factory=dict)
    """Factor → side → where it begins to lean so."""
    weights: Mapping[str, Stated[float]] = field(default_factory=dict)
    """Factor → how much it counts beside the others."""
    waivers: Stated[str] | None = None
    longest_term_days: Stated[int] | None = None
    baseline: Stated[str] | None = None

    @property
    def file(self) -> str:
        """The file that was found, as it is shown; empty of the defaults."""
        return self.files[-1] if self.files else ""


def shown(path: str) -> str:
    """A path as the user would write it from where they stand, with forward slashes."""
    return os.path.relpath(path).replace(os.sep, "/")


def mistake(message: str, place: Place, *, allowed: tuple[str, ...] = (), suggestion: str = "") -> UserError:
    """An error at a place of a configuration file, which is read again for the excerpt."""
    with open(place.path, encoding="utf-8-sig", newline="") as file:  # noqa: PTH123
        return UserError(message, place=place, text=file.read(), allowed=allowed, suggestion=suggestion)
