"""The lines of a record's header and what they label: "Date: 3 March", "| Status | Accepted |", ``state: accepted``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from adr_lint.model import Block, FrontMatterEntry, Place, Section
from adr_lint.parse import dates
from adr_lint.parse.body import Body
from adr_lint.parse.conventions import Conventions
from adr_lint.regexes import regex

_COLON = regex(r"[:=\uff1a]|\s[\u2013—-](?=\s)")
_LABEL_START = regex(r"[|·•;,(\[{\u2013—]|\s{2}|\s-\s|\t|\.\s")
_WORD = regex(r"\w")
_FRONT_GROUPS = frozenset({"adr", "meta", "metadata", "record", "decision", "document", "status"})
_MAX_LABEL, _MAX_LINE, _MAX_HEADER_BLOCKS = 30, 300, 40


class Line(NamedTuple):
    """One line of a block as its author wrote it: ``block.text[start:end]``."""

    block: Block
    start: int
    end: int
    within_status: bool = False


class Attribute(NamedTuple):
    """A label and its value in the header; the value is ``text[start:]`` of the line's or cell's block."""

    kind: str
    label: str
    text: str
    start: int
    block: Block | None
    place: Place | None = None


def header_lines(text: str, body: Body, sections: tuple[Section, ...]) -> Iterator[Line]:
    """The lines above the body of a record: below its title, in its status section, before the first heading."""
    wanted = {
        index: section.role for index, section in enumerate(sections) if section.role in ("header", "title", "status")
    }
    counts: dict[int, int] = {}
    for block in body.blocks:
        role = wanted.get(block.section)
        fenced = block.kind == "code" and not (role == "status" and len(block.text) <= _MAX_LABEL)
        if role is None or fenced or block.kind == "cell":
            continue
        counts[block.section] = counts.get(block.section, 0) + 1
        if counts[block.section] > _MAX_HEADER_BLOCKS or (role == "title" and block.kind == "heading"):
            continue
        yield from split(text, block, within_status=role == "status")


def split(text: str, block: Block, *, within_status: bool = False) -> Iterator[Line]:
    """The lines of a block as they stand in the source."""
    start, shown = 0, block.text
    source = text[block.offsets[0][1] : block.end]
    if "\n" in source or "\r" in source:
        space = shown.find(" ")
        while space >= 0:
            if text[block.at(space)] in "\r\n":
                yield Line(block, start, space, within_status)
                start = space + 1
            space = shown.find(" ", space + 1)
    yield Line(block, start, len(shown), within_status)


def from_front_matter(entries: tuple[FrontMatterEntry, ...], conventions: Conventions) -> Iterator[Attribute]:
    """What the keys of the front matter label."""
    for entry in entries:
        group, _, name = entry.key.casefold().rpartition(".")
        name = known_label(name, conventions) or name
        kind = conventions.labels.get(name)
        if kind is None or (group and group not in _FRONT_GROUPS):
            continue
        value = entry.value
        if isinstance(value, tuple):
            value = ", ".join(str(item) for item in value if item is not None)
        yield Attribute(kind, name, "" if value is None else str(value), 0, None, entry.place)


def from_labels(lines: list[Line], text: str, conventions: Conventions) -> Iterator[Attribute]:
    """What stands after a label at the head of a line, after a separator, or in bold before a colon."""
    for index, line in enumerate(lines):
        if line.end - line.start > _MAX_LINE * 4:
            continue
        shown = line.block.text
        for colon in _COLON.finditer(shown, line.start, line.end):
            label = _label_before(shown, line, colon.start(), text, conventions)
            if label is None:
                continue
            kind = conventions.labels[label]
            if _WORD.search(shown, colon.end(), line.end):
                yield Attribute(kind, label, shown[: line.end], colon.end(), line.block)
            elif index + 1 < len(lines):  # "Status:" and its value on the next line
                after = lines[index + 1]
                yield Attribute(kind, label, after.block.text[: after.end], after.start, after.block)
            if colon[0] not in ":=\uff1a":
                break
        else:
            if (end := _bold_label(line, text, conventions)) is not None:
                label = known_label(shown[line.start : end], conventions) or ""
                yield Attribute(conventions.labels[label], label, shown[: line.end], end, line.block)


def _bold_label(line: Line, text: str, conventions: Conventions) -> int | None:
    """Where a bold label ends at the head of a line that has no colon: "**Status** Accepted"."""
    shown, end = line.block.text, line.start
    before = line.block.at(line.start)
    for _ in range(3 if text[max(0, before - 2) : before] in ("**", "__") else 0):
        end = shown.find(" ", end + 1, min(line.end, line.start + _MAX_LABEL))
        if end < 0:
            break
        after = line.block.at(end - 1) + 1
        if text[after : after + 2] in ("**", "__") and known_label(shown[line.start : end], conventions):
            return end
    return None


def _label_before(shown: str, line: Line, colon: int, text: str, conventions: Conventions) -> str | None:
    begin = max(line.start, colon - _MAX_LABEL)
    for separator in _LABEL_START.finditer(shown, begin, colon):
        begin = separator.end()
    if begin == colon - _MAX_LABEL and begin > line.start:
        begin = colon  # a longer run of words: only a bold label may end it
    label = known_label(shown[begin:colon], conventions)
    if label is not None:
        return label
    words = shown[max(line.start, colon - _MAX_LABEL) : colon].rstrip()
    base = max(line.start, colon - _MAX_LABEL)
    for _ in range(3):
        space = words.rfind(" ")
        if space < 0:
            return None
        at = base + space + 1
        source = line.block.at(at)
        label = known_label(shown[at:colon], conventions)
        if label is not None and text[source - 1 : source] in ("*", "_"):
            return label
        words = words[:space]
    return None


def known_label(words: str, conventions: Conventions) -> str | None:
    """The label that some words before a colon are, folded; None where they are none."""
    label = words.strip(" \t*_`([{>-\"'·•#").casefold()
    if label and not label[0].isalnum():
        label = re.sub(r"^\W+", "", label)
    if label in conventions.labels:
        return label
    label = label.replace("_", " ").replace("-", " ").removeprefix("adr ")
    return label if label in conventions.labels else None


def from_tables(body: Body, sections: tuple[Section, ...], conventions: Conventions) -> Iterator[Attribute]:
    """What an attribute table says, whose labels are its first column or its header row."""
    for number, (section, rows) in enumerate(body.tables):
        role = sections[section].role
        if role not in ("header", "title", "status") and (number or section > 1):
            continue
        table = [[body.blocks[index] for index in row] for row in rows]
        head = [known_label(cell.text.rstrip(": "), conventions) for cell in table[0]]
        named = [label for label in head if label is not None and label not in conventions.statuses]
        if len(table) > 1 and len(named) >= 2:
            for label, cell in zip(head, _latest(table[1:], head, conventions), strict=False):
                if label is not None:
                    yield Attribute(conventions.labels[label], label, cell.text, 0, cell)
            continue
        for row in table:
            label = known_label(row[0].text.rstrip(": "), conventions) if len(row) > 1 else None
            if label is not None:
                yield Attribute(conventions.labels[label], label, row[1].text, 0, row[1])


def _latest(rows: list[list[Block]], head: list[str | None], conventions: Conventions) -> list[Block]:
    """Of the rows below a header row, the first; of a history of the status, that of the latest day."""
    kinds = [conventions.labels.get(label or "") for label in head]
    if len(rows) < 2 or "status" not in kinds or "date" not in kinds:
        return rows[0]
    column = kinds.index("date")
    days = [
        dates.find(row[column].text, conventions.date, conventions.months) if len(row) > column else None
        for row in rows
    ]
    if None in days:
        return rows[0]
    return max(zip(days, rows, strict=True), key=lambda pair: pair[0].iso if pair[0] else "")[1]
