"""The header of a record: title, number, status and date, wherever its author put them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from adr_lint.model import Block, FrontMatterEntry, Place, Section
from adr_lint.parse import dates, names, status
from adr_lint.parse.attributes import (
    Attribute,
    Line,
    from_front_matter,
    from_labels,
    from_tables,
    header_lines,
    known_label,
    split,
)
from adr_lint.parse.body import Body
from adr_lint.parse.conventions import Conventions, normalise
from adr_lint.regexes import regex
from adr_lint.values import dataclass

Placer = Callable[[int, int], Place]

_NOTHING = regex(r"(?i)\W*(?:(?:none|n/?a|null|no|-|nothing|tbd)\W*)?\Z")
_DECIDED_ON = regex(
    r"(?i)\b(?:decision|decided|agreed|accepted|approved|adopted|ratified|written|dated?|meeting|signed|as of|status)\b"
)
_MAX_LINE, _SHORT_LINE, _MAX_BARE_LINES = 300, 60, 5


@dataclass(frozen=True, slots=True)
class Head:
    """What the header says."""

    title: str
    title_place: Place
    status: str | None
    status_place: Place | None
    date: str | None
    number: str | None


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
    lines = list(header_lines(text, body, sections))
    attributes = [
        *from_front_matter(entries, conventions),
        *from_labels(lines, text, conventions),
        *from_tables(body, sections, conventions),
    ]
    file = names.file_name(path, conventions.own_folder)
    title, title_place, heading_number = _title(body, sections, entries, attributes, file, place)
    said, status_place, status_date = _status(body, sections, lines, attributes, text, conventions, place)
    return Head(
        title=title,
        title_place=title_place,
        status=said,
        status_place=status_place,
        date=_date(attributes, lines, conventions) or status_date or file.date,
        number=heading_number or _number(attributes) or file.number,
    )


def _title(
    body: Body,
    sections: tuple[Section, ...],
    entries: tuple[FrontMatterEntry, ...],
    attributes: list[Attribute],
    file: names.FileName,
    place: Placer,
) -> tuple[str, Place, str | None]:
    headings = [block for block in body.blocks if block.kind == "heading"]
    index = next((i for i, section in enumerate(sections) if section.role == "title"), -1) - int(body.preamble)
    number = None
    given = _front_title(entries)
    if index >= 0:
        block = headings[index]
        text, number = names.title(block.text)
        if number is None and file.number is not None:
            text, number = names.without_number(text, file.number)
        useful = text and not names.is_generic(block.text) and normalise(text) != "title"
        if useful and (block.depth == 1 or given is None):
            return text, place(block.at(0), block.end), number
    if given is not None:
        text, front_number = names.title(str(given.value).strip())
        return text or str(given.value).strip(), given.place, number or front_number
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


def _front_title(entries: tuple[FrontMatterEntry, ...]) -> FrontMatterEntry | None:
    return next(
        (e for e in entries if e.key.casefold() == "title" and isinstance(e.value, str) and e.value.strip()), None
    )


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
    if not said and not any(attribute.kind == "status" for attribute in attributes):
        said.extend(_bare(lines, conventions, place))
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


def _bare(lines: list[Line], conventions: Conventions, place: Placer) -> Iterator[tuple[str, Place, str | None]]:
    """A status that stands by itself right below the title: "Accepted, 3 March", "…, decision of 22 May. Accepted."."""
    for line in [line for line in lines if line.block.kind != "heading" and not line.within_status][:_MAX_BARE_LINES]:
        shown = line.block.text
        if line.end - line.start > _MAX_LINE:
            continue
        for match in conventions.bare_status.finditer(shown, line.start, line.end):
            word = match["word"].casefold()
            if word in conventions.statuses:
                where = _span(line.block, match.start("word"), match.end("word"), place)
                yield conventions.statuses[word], where, _date_in(shown[match.end() : line.end], conventions)
                return


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
            if (
                colon < 0
                or conventions.labels.get(known_label(shown[line.start : colon], conventions) or "") != "status"
            ):
                continue
            said = status.in_value(shown[: line.end], conventions, colon + 1, alone=True)
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
