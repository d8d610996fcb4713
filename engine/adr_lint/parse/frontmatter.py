"""The YAML front matter of a record: flattened to dotted keys, each value with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator

from adr_lint.errors import UserError
from adr_lint.marks import Marked, load
from adr_lint.model import Fault, FrontMatterEntry, Place
from adr_lint.regexes import regex

_OPEN = regex(r"(---|\+\+\+)[ \t]*(?:\r\n|\n|\r)")
_CLOSE = regex(r"(?:(?<=\n)|(?<=\r))(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)")
_TOML_CLOSE = regex(r"(?:(?<=\n)|(?<=\r))\+\+\+[ \t]*(?:\r\n|\n|\r|\Z)")
_KEY = regex(r"(?:\s|#[^\r\n]*)*[A-Za-z_\"'][\w .\"'-]*:")


def read(text: str, path: str) -> tuple[tuple[FrontMatterEntry, ...], tuple[Fault, ...], int]:
    """The entries, what is wrong with them, and where the text after the front matter starts."""
    opening = _OPEN.match(text)
    if opening is None:
        return (), (), 0
    if opening[1] == "+++":
        return _toml(text, path, opening.end())
    closing = _CLOSE.search(text, opening.end())
    if closing is None:
        return (), (), 0
    yaml = text[opening.end() : closing.start()]
    try:
        marked = load(yaml, path, line_offset=1)
    except UserError as error:
        if not _KEY.match(yaml):
            return (), (), 0  # prose between two rules
        place = error.place or Place(path, 1, 1, 1, 4)
        return (), (Fault(error.message, place, error.suggestion),), closing.end()
    if isinstance(marked.value, dict):
        return tuple(_flatten("", marked)), (), closing.end()
    return (), (), closing.end() if marked.value is None else 0


def beside(yaml: str, path: str) -> tuple[FrontMatterEntry, ...]:
    """The entries of a header that is kept in another file; their place is the record's beginning."""
    place = Place(path, 1, 1, 1, 1)
    return tuple(FrontMatterEntry(entry.key, entry.value, place) for entry in read(f"---\n{yaml}\n---\n", path)[0])


def bounds(text: str) -> tuple[int, int] | None:
    """Where the YAML of a record's front matter starts and ends, without its fences; None where it has none."""
    opening = _OPEN.match(text)
    closing = _CLOSE.search(text, opening.end()) if opening is not None and opening[1] == "---" else None
    if opening is None or closing is None:
        return None
    if read(text, "")[2] == 0:
        return None  # prose between two rules
    return opening.end(), closing.start()


def _toml(text: str, path: str, start: int) -> tuple[tuple[FrontMatterEntry, ...], tuple[Fault, ...], int]:
    closing = _TOML_CLOSE.search(text, start)
    if closing is None:
        return (), (), 0
    fault = Fault(
        "TOML front matter is not read",
        Place(path, 1, 1, 1, 4),
        "write it as YAML between two lines of ---",
    )
    return (), (fault,), closing.end()


def _flatten(key: str, node: Marked) -> Iterator[FrontMatterEntry]:
    value = node.value
    prefix = f"{key}." if key else ""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _flatten(f"{prefix}{name}", item)
    elif isinstance(value, list):
        if any(isinstance(item.value, (dict, list)) for item in value):
            for index, item in enumerate(value):
                yield from _flatten(f"{prefix}{index}", item)
        else:
            yield FrontMatterEntry(key, tuple(item.value for item in value), node.place)
    else:
        yield FrontMatterEntry(key, value, node.place)
