"""Reads a configuration file and what it extends, to layers of settings that each know their places."""

from __future__ import annotations

import os
from collections.abc import Iterator

from adr_lint import marks
from adr_lint.config import packages, toml
from adr_lint.config.nouns import FILES, PYPROJECT, mistake, shown
from adr_lint.errors import UserError, did_you_mean
from adr_lint.given import text_of
from adr_lint.marks import Marked
from adr_lint.policy import fits
from adr_lint.values import dataclass

MAX_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Layer:
    """What one file says."""

    file: str
    """As it is shown."""
    folder: str
    """Absolute: what the paths in it are relative to."""
    globs_from: str
    """Absolute: where its globs begin. Of an installed package, the folder of the file that extends it."""
    settings: Marked


def layers(file: str) -> tuple[Layer, ...]:
    """The layers of a configuration file (absolute): what it extends first, itself last. Raises ``UserError``."""
    return tuple(_layers(file, None, ()))


def _layers(file: str, globs_from: str | None, outer: tuple[str, ...]) -> Iterator[Layer]:
    folder = os.path.dirname(file)  # noqa: PTH120
    own = Layer(shown(file), folder, globs_from or folder, _settings(file))
    extended = own.settings.value.get("extends")
    for base in texts(extended) if extended else ():
        yield from _extended(base, own, (*outer, os.path.realpath(file)))
    yield own


def texts(setting: Marked) -> list[Marked]:
    """The entries of a setting that is one text or a list of texts."""
    return setting.value if isinstance(setting.value, list) else [setting]


def _extended(base: Marked, layer: Layer, outer: tuple[str, ...]) -> Iterator[Layer]:
    name: str = base.value
    if not is_path(name):
        yield from _package(base, layer, outer)
        return
    path = os.path.normpath(os.path.join(layer.folder, name))  # noqa: PTH118
    if not os.path.isfile(path):  # noqa: PTH113
        folder = os.path.dirname(path)  # noqa: PTH120
        near = os.listdir(folder) if os.path.isdir(folder) else ()  # noqa: PTH112, PTH208
        raise mistake(
            f"there is no configuration file '{name}'", base.place,
            suggestion=did_you_mean(os.path.basename(path), near) or "a path is relative to this file",  # noqa: PTH119
        )  # fmt: skip
    if os.path.realpath(path) in outer:
        raise mistake(f"'{name}' extends itself, by way of this file", base.place, suggestion="take one of them out")
    yield from _layers(path, None if layer.globs_from == layer.folder else layer.globs_from, outer)


def is_path(name: str) -> bool:
    """Whether a name in ``extends`` is a path; else it is an installed package's."""
    return "/" in name or os.sep in name or name.endswith((".yaml", ".yml", ".toml"))


def _package(base: Marked, layer: Layer, outer: tuple[str, ...]) -> Iterator[Layer]:
    name: str = base.value
    known = packages.installed()
    folder = packages.folder(known[name]) if name in known else None
    if folder is None:
        what = f"no installed package offers policies as '{name}'" if name not in known else (
            f"the package '{known[name]}', which offers policies as '{name}', cannot be found"
        )  # fmt: skip
        raise mistake(
            what, base.place, allowed=tuple(known),
            suggestion=did_you_mean(name, known) or "a file is named with its ending, such as './base.yaml'",
        )  # fmt: skip
    for file in FILES:
        path = os.path.join(folder, file)  # noqa: PTH118
        if os.path.isfile(path):  # noqa: PTH113
            yield from _layers(path, layer.globs_from, outer)
            return
    policies = Marked({"policies": Marked(".", base.place)}, base.place, (Marked("policies", base.place),))
    yield Layer(base.place.path, folder, layer.globs_from, policies)


def _settings(file: str) -> Marked:
    """What a file says, checked against the schema. Raises ``UserError``."""
    text = _text(file)
    name = shown(file)
    if not file.endswith(".toml"):
        settings = marks.load(text, name)
        if settings.value is None:
            return Marked({}, settings.place)
    else:
        settings = toml.load(text, name)
        for key in ("tool", "adr-lint") if os.path.basename(file) == PYPROJECT else ():  # noqa: PTH119
            if not isinstance(settings.value, dict) or key not in settings.value:
                raise UserError(f"{name} has no table [tool.adr-lint]")
            settings = settings.value[key]
    fits.check(settings, text, "config")
    return settings


def _text(file: str) -> str:
    return text_of(file, shown=shown(file), kind="configuration file", read_as="a configuration", most=MAX_BYTES)
