"""From the layers of a configuration to one ``Config``, the later layer over the earlier.

A value or a list of names in a later layer takes the place of the earlier one; mappings are joined key by
key; policies and overrides add up.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from adr_lint.config.globs import Glob
from adr_lint.config.nouns import Config, Names, Override, Stated, mistake
from adr_lint.config.read import Layer, layers, texts
from adr_lint.errors import did_you_mean
from adr_lint.marks import Marked


def config_from(file: str, home: str) -> Config:
    """The configuration in a file (absolute). Raises ``UserError`` for whatever is wrong in it."""
    found = layers(file)
    return Config(
        home=home,
        files=tuple(dict.fromkeys(layer.file for layer in found)),
        select=_names(_last(found, "select")) or (),
        ignore=_names(_last(found, "ignore")) or (),
        severities=_joined(found, "severities"),
        overrides=tuple(override for layer in found for override in _overrides(layer)),
        profile=_value(_last(found, "profile")),
        fail_on=_value(_last(found, "fail-on")),
        paths=_globs(_last(found, "paths")),
        exclude=_globs(_last(found, "exclude")),
        policies=tuple(_path(item) for layer in found for item in _items(layer, "policies")),
        radar=_optional_path(_last(found, "radar")),
        rings=_rings(found),
        thresholds=_thresholds(found),
        weights=_joined(found, "weights"),
        waivers=_optional_path(_last(found, "waivers", "file")),
        longest_term_days=_value(_last(found, "waivers", "longest-term-days")),
        baseline=_optional_path(_last(found, "baseline"), there=False),
    )


_Setting = tuple[Layer, Marked]
"""A setting, and the layer that it stands in."""


def _last(found: Sequence[Layer], *keys: str) -> _Setting | None:
    for layer in reversed(found):
        setting = layer.settings
        for key in keys:
            if key not in setting.value:
                break
            setting = setting.value[key]
        else:
            return layer, setting
    return None


def _items(layer: Layer, key: str) -> Iterator[_Setting]:
    setting = layer.settings.value.get(key)
    if setting is not None:
        yield from ((layer, item) for item in texts(setting))


def _value(setting: _Setting | None) -> Stated[Any] | None:
    return Stated(setting[1].value, setting[1].place) if setting else None


def _names(setting: _Setting | None) -> Names | None:
    return tuple(Stated(item.value, item.place) for item in texts(setting[1])) if setting else None


def _joined(found: Sequence[Layer], key: str) -> dict[str, Stated[Any]]:
    joined: dict[str, Stated[Any]] = {}
    for layer in found:
        if key in layer.settings.value:
            joined |= _mapping(layer.settings.value[key])
    return joined


def _mapping(setting: Marked) -> dict[str, Stated[Any]]:
    """A mapping of values, each with the place of its key, where a name may be wrong."""
    return {key.value: Stated(setting.value[key.value].value, key.place) for key in setting.keys}


def _overrides(layer: Layer) -> Iterator[Override]:
    for entry in layer.settings.value.get("overrides", Marked([], layer.settings.place)).value:
        has = entry.value
        yield Override(
            files=tuple(glob.value for glob in _globs((layer, has["files"]))),
            select=_names((layer, has["select"])) if "select" in has else None,
            ignore=(_names((layer, has["ignore"])) if "ignore" in has else None) or (),
            severities=_mapping(has["severities"]) if "severities" in has else {},
            place=entry.place,
        )


def _globs(setting: _Setting | None) -> tuple[Stated[Glob], ...]:
    if setting is None:
        return ()
    layer, patterns = setting
    found = tuple(Stated(Glob(item.value, layer.globs_from), item.place) for item in texts(patterns))
    for glob in found:
        if not glob.value.is_sound():
            raise mistake(f"'{glob.value.pattern}' is no pattern for names of files", glob.place)
    return found


def _optional_path(setting: _Setting | None, *, there: bool = True) -> Stated[str] | None:
    return None if setting is None else _path(setting, there=there)


def _path(setting: _Setting, *, there: bool = True) -> Stated[str]:
    """A path made absolute; with ``there`` it must exist."""
    layer, path = setting
    full = os.path.normpath(os.path.join(layer.folder, path.value))  # noqa: PTH118
    if there and not os.path.exists(full):  # noqa: PTH110
        folder, name = os.path.split(full)
        near = did_you_mean(name, os.listdir(folder)) if os.path.isdir(folder) else ""  # noqa: PTH112, PTH208
        raise mistake(
            f"there is no '{path.value}'", path.place, suggestion=near or "a path is relative to the file it stands in"
        )
    return Stated(full, path.place)


def _rings(found: Sequence[Layer]) -> Mapping[str, Stated[str]]:
    rings = _joined(found, "rings")
    names: dict[str, str] = {}
    for role, name in rings.items():
        other = names.setdefault(name.value.casefold(), role)
        if other != role:
            raise mistake(f"two rings are called '{name.value}': {other} and {role}", name.place)
    return rings


def _thresholds(found: Sequence[Layer]) -> Mapping[str, Stated[Mapping[str, Stated[float]]]]:
    factors: dict[str, Stated[Mapping[str, Stated[float]]]] = {}
    for layer in found:
        for name, sides in _joined([layer], "thresholds").items():
            factor = name.replace("-", "_")
            bounds = dict(factors[factor].value) if factor in factors else {}
            bounds |= {side: Stated(bound.value, bound.place) for side, bound in sides.value.items()}
            factors[factor] = Stated(bounds, sides.place)
    return factors
