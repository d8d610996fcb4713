"""Where the data of adr-lint lies: inside an installed package, or at the top of a checkout.

Parsing our own YAML would cost more than all the rest of a cold start, so a build (also an editable one)
leaves it beside the package as JSON (``hatch_build.py``). The JSON is used only while it is what the YAML
says; in a checkout whose policies were edited since, the YAML is read.
"""

from __future__ import annotations

import json
import os
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from adr_lint.marks import load, load_plain

if TYPE_CHECKING:
    from pathlib import Path

PACKAGE = os.path.dirname(os.path.realpath(__file__))  # noqa: PTH120
COMPILED = f"{PACKAGE}/compiled.json"


def folder(name: str) -> Path:
    """``path`` as a path object, whose module a run on one record does without."""
    from pathlib import Path

    return Path(path(name))


def path(name: str) -> str:
    """The folder ``policies`` or ``schemas``. Raises ``FileNotFoundError`` for a broken installation."""
    for root in (PACKAGE, os.path.dirname(os.path.dirname(PACKAGE))):  # noqa: PTH120
        if os.path.isdir(found := f"{root}/{name}"):  # noqa: PTH112
            return found
    raise FileNotFoundError(f"adr-lint's own folder '{name}' is missing: the installation is incomplete; reinstall it")


def read(path: str) -> bytes:
    """All of a file. Raises ``OSError``."""
    with open(path, "rb") as file:  # noqa: PTH123
        return file.read()


def names(pattern: str) -> list[str]:
    """Our own data files that match, such as ``facts/*.yaml``, relative to ``policies`` and sorted."""
    root = folder("policies")
    return sorted(path.relative_to(root).as_posix() for path in root.glob(pattern))


def data(name: str) -> Any:
    """The values of one of our own data files, such as ``records.yaml``. Not to be changed by the caller."""
    raw = read(f"{path('policies')}/{name}")
    stamp, text = _compiled().get(name, (None, ""))
    return json.loads(text) if stamp == _stamp(raw) else _parsed(name, raw)


def compile_all() -> str:
    """All our data as JSON: of each file the stamp of the YAML that it was made from, and itself as a JSON text."""
    files = {}
    for name in names("**/*.yaml"):
        raw = read(f"{path('policies')}/{name}")
        files[name] = [_stamp(raw), json.dumps(_parsed(name, raw), ensure_ascii=False, separators=(",", ":"))]
    return json.dumps(files, ensure_ascii=False, separators=(",", ":"))


def _parsed(name: str, raw: bytes) -> Any:
    from yaml import YAMLError

    text = raw.decode("utf-8")
    try:
        return load_plain(text)
    except YAMLError:
        load(text, f"policies/{name}")  # says where
        raise


def _stamp(raw: bytes) -> str:
    return f"{len(raw)}-{zlib.crc32(raw):08x}"


@lru_cache(maxsize=1)
def _compiled() -> dict[str, tuple[str, str]]:
    try:
        found = json.loads(read(COMPILED))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
