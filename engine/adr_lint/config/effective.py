"""The settings that hold for one record, each with where it comes from: what ``adr-lint config show`` prints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from adr_lint.config.lookup import baseline_file, waiver_file
from adr_lint.config.nouns import Config, Override, Stated, shown
from adr_lint.model import Place
from adr_lint.values import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its key, its value, and the place where it is stated; None for a default."""

    key: str
    value: Any
    place: Place | None


def settings_of(config: Config, path: str) -> list[Setting]:
    """The settings for the record at ``path`` (absolute), in the order of the schema."""
    holding = [override for override in config.overrides if override.holds(path)]
    return list(_settings(config, holding))


def _settings(config: Config, holding: list[Override]) -> Iterator[Setting]:
    selects = [override.select for override in holding if override.select is not None]
    ignores = (*config.ignore, *(name for override in holding for name in override.ignore))
    severities = dict(config.severities)
    for override in holding:
        severities |= override.severities
    yield from _list("paths", [Stated(glob.value.pattern, glob.place) for glob in config.paths], "the usual folders")
    yield from _list("exclude", [Stated(glob.value.pattern, glob.place) for glob in config.exclude], None)
    yield _one("profile", config.profile, "recommended")
    yield from _list("select", selects[-1] if selects else config.select, "every rule")
    yield from _list("ignore", ignores, None)
    for rule, severity in severities.items():
        yield Setting(f"severities.{rule}", severity.value, severity.place)
    yield _one("fail-on", config.fail_on, "warning")
    yield from _list("policies", [Stated(shown(p.value), p.place) for p in config.policies], "adr-lint's own")
    yield _one("radar", _as_shown(config.radar), None)
    for role, name in config.rings.items():
        yield Setting(f"rings.{role}", name.value, name.place)
    for factor, sides in config.thresholds.items():
        for side, bound in sides.value.items():
            yield Setting(f"thresholds.{factor.replace('_', '-')}.{side}", bound.value, bound.place)
    for factor, weight in config.weights.items():
        yield Setting(f"weights.{factor.replace('_', '-')}", weight.value, weight.place)
    yield _one("waivers.file", _as_shown(config.waivers), waiver_file(config))
    yield _one("waivers.longest-term-days", config.longest_term_days, None)
    yield _one("baseline", _as_shown(config.baseline), baseline_file(config))


def _list(key: str, values: Any, default: str | None) -> Iterator[Setting]:
    for value in values:
        yield Setting(key, value.value, value.place)
    if not values:
        yield Setting(key, default, None)


def _one(key: str, stated: Stated[Any] | None, default: str | None) -> Setting:
    return Setting(key, stated.value, stated.place) if stated else Setting(key, default, None)


def _as_shown(path: Stated[str] | None) -> Stated[str] | None:
    return Stated(shown(path.value), path.place) if path else None
