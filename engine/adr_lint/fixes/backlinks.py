"""Fixes of supersession that is said on one side only: the new record names the one that it replaced."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from adr_lint.corpus import Outline, Survey
from adr_lint.fixes.edit import Edit
from adr_lint.fixes.links import escaped
from adr_lint.model import Block, Record
from adr_lint.parse.markup import markup_of
from adr_lint.regexes import regex

_BULLET = regex(r"[ \t>]*(?:[-+]|\*+)[ \t]+")
_BRACKETS = str.maketrans({"[": "(", "]": ")", "\n": " ", "\r": " ", "`": "'", "<": "(", ">": ")"})


def edits(record: Record, outline: Outline, survey: Survey) -> Iterator[Edit]:
    """A line behind the status for every record that this one supersedes by that one's word, and does not name."""
    olds = survey.unreturned.get(outline.path, ())
    place = record.status_place
    if not olds or place is None:
        return
    at = record.line_starts[place.line - 1] + place.column - 1
    block = next((b for b in record.blocks if b.kind != "heading" and b.span()[0] <= at < b.end), None)
    for old in olds:
        path = posixpath.relpath(old.path, posixpath.dirname(outline.path) or ".")
        what = f"'Supersedes' with a link to {path} is added"
        if block is None:
            yield from _front_matter(record, place.line, path, what)
        elif block.kind in ("paragraph", "item") and not _in_attribute(record, block):
            yield _behind(record, block, _link(record, old.title.translate(_BRACKETS), escaped(path)), what)


def _in_attribute(record: Record, block: Block) -> bool:
    """True of ``:status: accepted`` in AsciiDoc, whose header allows no other line behind it."""
    return record.text.startswith(":", record.text.rfind("\n", 0, block.at(0)) + 1)


def _link(record: Record, title: str, path: str) -> str:
    return f"xref:{path}[{title}]" if markup_of(record.path) == "AsciiDoc" else f"[{title}]({path})"


def _behind(record: Record, block: Block, link: str, what: str) -> Edit:
    """A line of its own behind a block: another item of a list, or another paragraph."""
    end = record.text.find("\n", block.end)
    end = len(record.text) if end < 0 else end - (record.text[end - 1] == "\r")
    newline = _newline(record.text)
    if block.kind == "item":
        start = record.text.rfind("\n", 0, block.at(0)) + 1
        bullet = _BULLET.match(record.text, start)
        return Edit(end, end, f"{newline}{bullet[0] if bullet else '- '}Supersedes: {link}", what)
    return Edit(end, end, f"{newline}{newline}Supersedes {link}", what)


def _front_matter(record: Record, line: int, path: str, what: str) -> Iterator[Edit]:
    """A key ``supersedes`` behind the line of the status, where there is none yet."""
    if any(entry.key.casefold() == "supersedes" for entry in record.front_matter):
        return
    if not any(entry.key.casefold() == "status" and entry.place.line == line for entry in record.front_matter):
        return
    at = record.line_starts[line]
    quoted = path.replace("\\", "\\\\").replace('"', '\\"')
    yield Edit(at, at, f'supersedes: "{quoted}"{_newline(record.text)}', what)


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
