"""The header of a record: title, number, status and date, wherever its author put them."""

from __future__ import annotations

import re

from adr_lint.model import FrontMatterEntry, Place, Section
from adr_lint.parse import dated, names, standing
from adr_lint.parse.attributes import Attribute, from_front_matter, from_labels, from_tables, header_lines
from adr_lint.parse.body import Body
from adr_lint.parse.conventions import Conventions, normalise
from adr_lint.parse.standing import Placer
from adr_lint.values import dataclass


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
    said, status_place, status_date = standing.of_record(
        body, sections, lines, attributes, entries, text, conventions, place
    )
    in_title = names.date_in_title(heading) if (heading := _title_heading(sections)) else None
    return Head(
        title=title,
        title_place=title_place,
        status=said,
        status_place=status_place,
        date=dated.of_record(text, body, sections, attributes, lines, conventions, (status_date, in_title, file.date)),
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


def _title_heading(sections: tuple[Section, ...]) -> str:
    index = next((i for i, section in enumerate(sections) if section.role == "title"), -1)
    return sections[index].title if index >= 0 else ""


def _front_title(entries: tuple[FrontMatterEntry, ...]) -> FrontMatterEntry | None:
    return next(
        (e for e in entries if e.key.casefold() == "title" and isinstance(e.value, str) and e.value.strip()), None
    )


def _names_title(section: Section) -> bool:
    return normalise(section.title) == "title"


def _number(attributes: list[Attribute]) -> str | None:
    for attribute in attributes:
        if attribute.kind == "number":
            match = re.match(r"\W*[A-Za-z]{0,12}[-_ #]{0,2}(\d{1,6})\W*\Z", attribute.text[attribute.start :])
            if match is not None:
                return match[1]
    return None
