"""The header of a record: title, number, status and date, wherever its author put them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from adr_lint.model import Block, FrontMatterEntry, Place, Section
from adr_lint.parse import dates, names, status
from adr_lint.parse.conventions import Conventions, normalise
from adr_lint.parse.markdown import Body
from adr_lint.parse.sections import title_heading

Placer = Callable[[int, int], Place]

_COLON = re.compile(r"[:=]|\s[\u2013—-](?=\s)")
_LABEL_START = re.compile(r"[|·•;,(\[{\u2013—]|\s{2}|\s-\s|\t")
_WORD = re.compile(r"\w")
_NOTHING = re.compile(r"(?i)\W*(?:(?:none|n/?a|null|no|-|nothing|tbd)\W*)?\Z")
_DECIDED_ON = re.compile(
    r"(?i)\b(?:decision|decided|agreed|accepted|approved|adopted|ratified|written|dated?|meeting|signed|as of|status)\b"
)
_FRONT_GROUPS = frozenset({"adr", "meta", "metadata", "record", "decision", "document"})
_MAX_LABEL, _MAX_LINE, _MAX_HEADER_BLOCKS = 30, 300, 40
_SHORT_LINE = 60


@dataclass(frozen=True, slots=True)
class Head:
    """What the header says."""

    title: str
    title_place: Place
    status: str | None
    status_place: Place | None
    date: str | None
    number: str | None


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


def read(
    path: str,
    text: str,
    body: Body,
    sections: tuple[Section, ...],
    entries: tuple[FrontMatterEntry, ...],
    conventions: Conventions,
    place: Placer,
) -> Head:
    """Title, number, status and date."""
    lines = list(_header_lines(text, body, sections))
    attributes = [
        *_front(entries, conventions),
        *_labels(lines, text, conventions),
        *_cells(body, sections, conventions),
    ]
    file = names.file_name(path, conventions.own_folder)
    title, title_place, heading_number = _title(body, sections, entries, attributes, file, conventions, place)
    said, status_place, status_date = _status(body, sections, lines, attributes, text, conventions, place)
    return Head(
        title=title,
        title_place=title_place,
        status=said,
        status_place=status_place,
        date=_date(attributes, lines, conventions) or status_date or file.date,
        number=heading_number or _number(attributes) or file.number,
    )


# Where the header's words are.


def _header_lines(text: str, body: Body, sections: tuple[Section, ...]) -> Iterator[Line]:
    wanted = {
        index: section.role for index, section in enumerate(sections) if section.role in ("header", "title", "status")
    }
    counts: dict[int, int] = {}
    for block in body.blocks:
        role = wanted.get(block.section)
        if role is None or block.kind in ("code", "cell"):
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


def _front(entries: tuple[FrontMatterEntry, ...], conventions: Conventions) -> Iterator[Attribute]:
    for entry in entries:
        group, _, name = entry.key.casefold().rpartition(".")
        kind = conventions.labels.get(name) or conventions.labels.get(name.replace("_", " ").replace("-", " "))
        if kind is None or (group and group not in _FRONT_GROUPS):
            continue
        value = entry.value
        if isinstance(value, tuple):
            value = ", ".join(str(item) for item in value if item is not None)
        yield Attribute(kind, name, "" if value is None else str(value), 0, None, entry.place)


def _labels(lines: list[Line], text: str, conventions: Conventions) -> Iterator[Attribute]:
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
            if colon[0] not in ":=":
                break


def _label_before(shown: str, line: Line, colon: int, text: str, conventions: Conventions) -> str | None:
    begin = max(line.start, colon - _MAX_LABEL)
    for separator in _LABEL_START.finditer(shown, begin, colon):
        begin = separator.end()
    if begin == colon - _MAX_LABEL and begin > line.start:
        begin = colon  # a longer run of words: only a bold label may end it
    label = _known(shown[begin:colon], conventions)
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
        label = _known(shown[at:colon], conventions)
        if label is not None and text[source - 1 : source] in ("*", "_"):
            return label
        words = words[:space]
    return None


def _known(words: str, conventions: Conventions) -> str | None:
    label = words.strip(" \t*_`([{>-\"'·•#").casefold()
    if label and not label[0].isalnum():
        label = re.sub(r"^\W+", "", label)
    if label in conventions.labels:
        return label
    label = label.replace("_", " ").replace("-", " ")
    return label if label in conventions.labels else None


def _cells(body: Body, sections: tuple[Section, ...], conventions: Conventions) -> Iterator[Attribute]:
    for number, (section, rows) in enumerate(body.tables):
        role = sections[section].role
        if role not in ("header", "title", "status") and (number or section > 1):
            continue
        table = [[body.blocks[index] for index in row] for row in rows]
        head = [_known(cell.text.rstrip(": "), conventions) for cell in table[0]]
        if len(table) > 1 and sum(label is not None for label in head) >= 2:
            for label, cell in zip(head, table[1], strict=False):
                if label is not None:
                    yield Attribute(conventions.labels[label], label, cell.text, 0, cell)
            continue
        for row in table:
            label = _known(row[0].text.rstrip(": "), conventions) if len(row) > 1 else None
            if label is not None:
                yield Attribute(conventions.labels[label], label, row[1].text, 0, row[1])


# What they say.


def _title(
    body: Body,
    sections: tuple[Section, ...],
    entries: tuple[FrontMatterEntry, ...],
    attributes: list[Attribute],
    file: names.FileName,
    conventions: Conventions,
    place: Placer,
) -> tuple[str, Place, str | None]:
    headings = [block for block in body.blocks if block.kind == "heading"]
    index = title_heading(body.headings, conventions)
    number = None
    if index >= 0:
        block = headings[index]
        text, number = names.title(block.text)
        if text and not names.is_generic(block.text) and normalise(text) != "title":
            return text, place(block.at(0), block.end), number
    for entry in entries:
        if entry.key.casefold() == "title" and isinstance(entry.value, str) and entry.value.strip():
            text, front_number = names.title(entry.value.strip())
            return text or entry.value.strip(), entry.place, number or front_number
    for block in body.blocks:
        if (
            block.kind != "heading"
            and sections[block.section].role == "title"
            and _names_title(sections[block.section])
        ):
            text, own = names.title(block.text)
            return text or block.text, place(block.at(0), block.end), number or own
    for attribute in attributes:
        if attribute.kind == "title" and attribute.block is not None and attribute.text[attribute.start :].strip():
            block = attribute.block
            text, own = names.title(attribute.text[attribute.start :].strip())
            return text, place(block.at(attribute.start), block.end), number or own
    at = headings[index].at(0) if index >= 0 else 0
    end = headings[index].end if index >= 0 else 0
    return file.title, place(at, end), number


def _names_title(section: Section) -> bool:
    return normalise(section.title) == "title"


def _status(
    body: Body,
    sections: tuple[Section, ...],
    lines: list[Line],
    attributes: list[Attribute],
    text: str,
    conventions: Conventions,
    place: Placer,
) -> tuple[str | None, Place | None, str | None]:
    """The first status said of the record; that it is superseded or deprecated beats what it was before."""
    said: list[tuple[str, Place, str | None]] = []
    for attribute in attributes:
        found = _status_of(attribute, conventions)
        if found is None:
            continue
        where = attribute.place if attribute.block is None else _span(attribute.block, found.start, found.end, place)
        if where is not None:
            said.append((found.status, where, _date_in(attribute.text[found.end :], conventions)))
    said.extend(_status_sections(lines, text, conventions, place))
    if not said:
        said.extend(_elsewhere(body, sections, text, conventions, place))
    if not said:
        return None, None, None
    said.sort(key=lambda one: (one[1].line, one[1].column))
    chosen = said[0]
    if chosen[0] not in ("superseded", "deprecated", "rejected"):
        chosen = next((one for one in said if one[0] == "superseded"), chosen)
    return chosen


def _status_of(attribute: Attribute, conventions: Conventions) -> status.Said | None:
    text, start = attribute.text, attribute.start
    if attribute.kind == "status":
        return status.in_value(text, conventions, start)
    if attribute.kind == "version":  # "Version: 1.2, approved"
        for part in re.finditer(r"[^,;·|(]+", text[start:]):
            word = part[0].strip(" )").casefold()
            if word in conventions.statuses:
                at = start + part.start() + len(part[0]) - len(part[0].lstrip())
                return status.Said(conventions.statuses[word], at, at + len(word))
    if attribute.kind == "superseded" and not _NOTHING.match(text[start:]) and not text[start:].strip().startswith("{"):
        return status.Said("superseded", start, len(text))
    return None


def _status_sections(
    lines: list[Line], text: str, conventions: Conventions, place: Placer
) -> Iterator[tuple[str, Place, str | None]]:
    found: list[tuple[Line, status.Said]] = []
    for line in lines:
        if not line.within_status or line.block.kind == "heading":
            continue
        said = status.in_value(line.block.text[: line.end], conventions, line.start, strict=True)
        if said is not None:
            found.append((line, said))
    items = [line for line, said in found if line.block.kind == "item" and said.end == line.end and said.start == 0]
    ticked = [pair for pair in found if _box(text, pair[0].block) in ("[x]", "[X]")]
    if ticked:
        found = ticked
    elif len(items) > 2:
        return  # a list of what it might be
    for line, said in found:
        if _box(text, line.block) != "[ ]":
            after = line.block.text[said.end : line.end]
            yield said.status, _span(line.block, said.start, said.end, place), _date_in(after, conventions)


def _box(text: str, block: Block) -> str:
    start = block.at(0)
    return text[max(0, start - 4) : start].strip() if block.kind == "item" else ""


def _elsewhere(
    body: Body, sections: tuple[Section, ...], text: str, conventions: Conventions, place: Placer
) -> Iterator[tuple[str, Place, str | None]]:
    """A line "Status: accepted" anywhere in the prose, such as in a footer; the word must stand there alone."""
    for block in body.blocks:
        if block.kind in ("code", "cell") or sections[block.section].role in ("header", "title", "status"):
            continue
        if "tatus" not in block.text and "TATUS" not in block.text:
            continue
        for line in split(text, block):
            shown = line.block.text
            colon = shown.find(":", line.start, line.end)
            if colon < 0 or conventions.labels.get(_known(shown[line.start : colon], conventions) or "") != "status":
                continue
            said = status.in_value(shown[: line.end], conventions, colon + 1, strict=True)
            if said is not None:
                yield said.status, _span(block, said.start, said.end, place), None


def _span(block: Block, start: int, end: int, place: Placer) -> Place:
    return place(block.at(start), block.at(end - 1) + 1)


def _date_in(text: str, conventions: Conventions) -> str | None:
    found = dates.find(text, conventions.date, conventions.months)
    return found.iso if found else None


def _date(attributes: list[Attribute], lines: list[Line], conventions: Conventions) -> str | None:
    best: tuple[int, str] | None = None
    for attribute in attributes:
        if attribute.kind != "date":
            continue
        iso = _date_in(attribute.text[attribute.start : attribute.start + _SHORT_LINE], conventions)
        rank = conventions.date_rank.get(attribute.label, len(conventions.date_rank))
        if iso is not None and (best is None or rank < best[0]):
            best = rank, iso
    if best is not None:
        return best[1]
    for line in lines:
        if not line.within_status and line.end - line.start <= _MAX_LINE:
            shown = line.block.text[line.start : line.end]
            found = dates.find(shown, conventions.date, conventions.months)
            if found is not None and (len(shown) <= _SHORT_LINE * 2 or _DECIDED_ON.search(shown[: found.start])):
                return found.iso
    return None


def _number(attributes: list[Attribute]) -> str | None:
    for attribute in attributes:
        if attribute.kind == "number":
            match = re.match(r"\W*[A-Za-z]{0,12}[-_ #]{0,2}(\d{1,6})\W*\Z", attribute.text[attribute.start :])
            if match is not None:
                return match[1]
    return None
