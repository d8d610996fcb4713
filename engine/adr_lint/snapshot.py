"""What every run begins with, made ahead: checked policies, cues, names and chains, as a pickle beside the package.

Making them costs more than reading a record. A build (also an editable one) leaves them made (``hatch_build.py``). They
are used only while their stamp says that neither our data nor the code that makes them has changed since. A pickle can
do whatever code can; this one lies beside the code, is written where that is, and is as trusted.
"""

from __future__ import annotations

import zlib
from _pickle import loads  # pickle itself, ten times as long to import, is needed only to keep
from collections.abc import Iterator, Mapping
from copyreg import dispatch_table
from functools import lru_cache
from io import BytesIO
from os import listdir
from types import MappingProxyType
from typing import Any

from adr_lint import regexes, resources, values

PATH = f"{resources.PACKAGE}/snapshot.pickle"
_PROTOCOL = 5
_CODE = ("policy", "facts", "facts/learned", "evaluate", "parse")
_DATA = ("facts", "language", "platforms", "radar")


@lru_cache
def kept(name: str) -> Any:
    """What was kept by this name; None where there is nothing, or it is of another making."""
    part = _parts().pop(name, None)
    try:
        return None if part is None else loads(part)  # see above
    except Exception:  # of a Python that this one does not understand: it is made anew
        return None


def keep(made: Mapping[str, Any]) -> None:
    """Keep what was made, each by its name."""
    parts = {name: _pickled(value) for name, value in made.items()}
    with open(PATH, "wb") as file:  # noqa: PTH123
        file.write(_pickled((_stamp(), parts)))


def _pickled(value: Any) -> bytes:
    import pickle

    file = BytesIO()
    pickler = pickle.Pickler(file, _PROTOCOL)
    pickler.dispatch_table = {**dispatch_table, MappingProxyType: lambda view: (_view, (dict(view),))}
    pickler.dump(value)
    return file.getvalue()


def _view(data: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(data)


@lru_cache(maxsize=1)
def _parts() -> dict[str, bytes]:
    """Each is taken out when it is read."""
    try:
        found: tuple[str, dict[str, bytes]] = loads(resources.read(PATH))  # see above
    except Exception:  # missing, or cut short
        return {}
    stamp, parts = found
    if stamp != _stamp():
        return {}
    regexes.use(loads(parts["regexes"]))
    values.use(loads(parts["inits"]))
    return parts


def _stamp() -> str:
    crc = 0
    for folder, name in _sources():
        crc = zlib.crc32(resources.read(f"{folder}/{name}"), zlib.crc32(name.encode(), crc))
    return f"{crc:08x}"


def _sources() -> Iterator[tuple[str, str]]:
    """Folder and name of every file of which the snapshot is made."""
    for top, folders, ending in ((resources.PACKAGE, _CODE, ".py"), (resources.path("policies"), _DATA, ".yaml")):
        for folder in (top, *(f"{top}/{name}" for name in folders)):
            yield from ((folder, name) for name in sorted(listdir(folder)) if name.endswith(ending))  # noqa: PTH208
