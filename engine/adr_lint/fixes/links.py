"""Fixes of links that lead nowhere, where exactly one record can be meant."""

from __future__ import annotations

from collections.abc import Iterator

from adr_lint.corpus import Outline, Survey
from adr_lint.corpus.links import candidate, is_broken
from adr_lint.corpus.outline import pointer_of
from adr_lint.fixes.edit import Edit
from adr_lint.model import Link, Record

_MACROS = ("xref:", "link:", "<<")
"""What a link of AsciiDoc begins with."""
_ESCAPED = {" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E"}


def edits(record: Record, outline: Outline, survey: Survey) -> Iterator[Edit]:
    """The targets that can be mended, each where it is written: in the link, or in the definition that it refers to."""
    seen: set[int] = set()
    for link in record.links:
        pointer = pointer_of(record, link)
        if pointer is None or not is_broken(outline, pointer, survey):
            continue
        meant = candidate(outline, pointer, survey)
        start = _written(record, link) if meant else -1
        if start >= 0 and start not in seen:
            seen.add(start)
            path, mark, part = link.target.partition("#")
            dotted = "./" if path.startswith("./") and not meant.startswith(".") else ""
            target = f"{dotted}{escaped(meant)}{mark}{part}"
            yield Edit(start, start + len(link.target), target, f"the link to '{link.target}' leads to '{target}'")


def escaped(path: str) -> str:
    """A path as a link's target has it."""
    return "".join(_ESCAPED.get(character, character) for character in path)


def _written(record: Record, link: Link) -> int:
    """Where a link's target is written; -1 where it is not written as it is read."""
    text = record.text
    if text.startswith(_MACROS, link.start):
        return text.find(link.target, link.start, link.end)
    start = text.rfind("](", link.start, link.end)
    if start >= 0:
        return text.find(link.target, start, link.end)
    label = text[link.start : link.end].rpartition("[")[2].rstrip("]")
    definition = text.find(f"[{label}]:")
    while definition >= 0:
        end = text.find("\n", definition)
        found = text.find(link.target, definition + len(label) + 3, end if end >= 0 else len(text))
        if found >= 0:
            return found
        definition = text.find(f"[{label}]:", definition + 1)
    return -1
