"""The status of a record, wherever its author put it: label, table, section, sentence, badge, title, tag."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from adr_lint.model import Block, FrontMatterEntry, Place, Section
from adr_lint.parse import dated, dates, status
from adr_lint.parse.attributes import Attribute, Line, known_label, split
from adr_lint.parse.body import Body
from adr_lint.parse.conventions import Conventions, normalise
from adr_lint.regexes import regex

Placer = Callable[[int, int], Place]

_NOTHING = regex(r"(?i)\W*(?:(?:none|n/?a|null|no|-|nothing|tbd)\W*)?\Z")
_SENTENCE = regex(
    r"(?i)\bth(?:is|e)\s+(?:adr|decision|record|document|rfc|proposal|(?:architectur\w+\s+)?decision\s+record)\s+"
    r"(?:is|was|has\s+been|has\s+since\s+been)\s+(?:now\s+|been\s+)?(?P<word>[a-z]+ed|obsolete|outdated|withdrawn)\b"
)
_BADGE = regex(r"(?i)/badge/(?:adr[-_ ]|decision[-_ ])?(?:status|state)(?:[-_ ]|%20)+(?P<word>[a-z]+)[-_.?&%]")
_BRACKETED = regex(r"[\[(](?P<first>[^\[\])(]{3,40})[\])]")
_ENDED = ("superseded", "deprecated")
_MAX_LINE, _MAX_BARE_LINES = 300, 5


class Standing(NamedTuple):
    """A status, where it is said, and the day beside it."""

    status: str
    place: Place
    date: str | None


def of_record(
    body: Body,
    sections: tuple[Section, ...],
    lines: list[Line],
    attributes: list[Attribute],
    entries: tuple[FrontMatterEntry, ...],
    text: str,
    conventions: Conventions,
    place: Placer,
) -> tuple[str | None, Place | None, str | None]:
    """The first status said of the record; that it is superseded or deprecated beats what it was before."""
    said = [*_labelled(attributes, text, conventions, place), *_sections(lines, text, conventions, place)]
    said += [one for one in _sentences(body, lines, conventions, place) if not said or one.status in _ENDED]
    if not said and not any(attribute.kind == "status" for attribute in attributes):
        said.extend(_bare(lines, text, conventions, place))
    for further in (_headings, _badges):
        if not said:
            said.extend(further(body, conventions, place))
    said = said or list(_elsewhere(body, sections, text, conventions, place)) or list(_tags(entries, conventions))
    if not said:
        return None, None, None
    said.sort(key=lambda one: (one.place.line, one.place.column))
    chosen = said[0]
    for ended in _ENDED:
        if chosen.status not in ("superseded", "rejected"):
            chosen = next((one for one in said if one.status == ended), chosen)
    return chosen


def _labelled(attributes: list[Attribute], text: str, conventions: Conventions, place: Placer) -> Iterator[Standing]:
    for attribute in attributes:
        found = _of_attribute(attribute, conventions)
        if found is None and attribute.kind == "status" and attribute.block is not None:
            found = _marked(Line(attribute.block, attribute.start, len(attribute.text)), text, conventions)
        if found is None:
            continue
        where = attribute.place if attribute.block is None else _span(attribute.block, found.start, found.end, place)
        if where is not None:
            yield Standing(found.status, where, dated.in_text(attribute.text[found.end :], conventions, text))


def _of_attribute(attribute: Attribute, conventions: Conventions) -> status.Said | None:
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


def _sections(lines: list[Line], text: str, conventions: Conventions, place: Placer) -> Iterator[Standing]:
    found: list[tuple[Line, status.Said]] = []
    for line in lines:
        if not line.within_status or line.block.kind == "heading":
            continue
        said = _of_line(line, text, conventions)
        if said is not None:
            found.append((line, said))
    items = [line for line, said in found if line.block.kind == "item" and said.end == line.end and said.start == 0]
    ticked = [pair for pair in found if _box(text, pair[0].block) in ("[x]", "[X]")]
    if ticked:
        found = ticked
    elif len(items) > 2:
        return  # a list of what it might be
    made = []
    for line, said in found:
        if _box(text, line.block) != "[ ]":
            day = dated.in_text(line.block.text[line.start : line.end], conventions, text)
            made.append(Standing(said.status, _span(line.block, said.start, said.end, place), day))
    if len(made) > 1 and all(one.date for one in made):  # a history
        made = [max(reversed(made), key=lambda one: one.date or "")]
    yield from made


def _of_line(line: Line, text: str, conventions: Conventions) -> status.Said | None:
    """The status that a line of the status section begins with, perhaps behind a date, or marks among others."""
    shown = line.block.text[: line.end]
    said = status.in_value(shown, conventions, line.start, strict=True)
    if said is None:
        day = dates.find(shown[line.start :], conventions.date, conventions.months)
        if day is not None and day.start <= 2:
            said = status.in_value(shown, conventions, line.start + day.end, alone=True)
    return said or _marked(line, text, conventions)


def _marked(line: Line, text: str, conventions: Conventions) -> status.Said | None:
    """The one status of a menu that is bold: "Proposed | **Accepted** | Rejected"."""
    source = text[line.block.at(line.start) : line.block.end]
    if line.end - line.start > _MAX_LINE or ("**" not in source and "__" not in source):
        return None
    words = list(conventions.status.finditer(line.block.text, line.start, line.end))
    bold = [word for word in words if text[line.block.at(word.start()) - 2 :][:2] in ("**", "__")]
    if len(words) < 2 or len(bold) != 1:
        return None
    known = conventions.statuses.get(" ".join(bold[0][0].casefold().split()))
    return status.Said(known, *bold[0].span()) if known else None


def _box(text: str, block: Block) -> str:
    start = block.at(0)
    return text[max(0, start - 4) : start].strip() if block.kind == "item" else ""


def _sentences(body: Body, lines: list[Line], conventions: Conventions, place: Placer) -> Iterator[Standing]:
    """Whole sentences in the header, or as a heading below the title: "This ADR has been superseded by …"."""
    below = [block for block in body.blocks if block.kind == "heading"][1:2]
    for line in (*lines, *(Line(block, 0, len(block.text)) for block in below)):
        shown = line.block.text
        if not any(shown.find(verb, line.start, line.end) >= 0 for verb in (" is ", " was ", " been ")):
            continue
        for match in _SENTENCE.finditer(shown, line.start, line.end):
            known = conventions.statuses.get(match["word"].casefold())
            if known is not None:
                yield Standing(known, _span(line.block, *match.span("word"), place), None)


def _bare(lines: list[Line], text: str, conventions: Conventions, place: Placer) -> Iterator[Standing]:
    """A status that stands by itself right below the title: "Accepted, 3 March", "…, decision of 22 May. Accepted."."""
    for line in [line for line in lines if line.block.kind != "heading" and not line.within_status][:_MAX_BARE_LINES]:
        shown = line.block.text
        if line.end - line.start > _MAX_LINE:
            continue
        for match in conventions.bare_status.finditer(shown, line.start, line.end):
            word = match["word"].casefold()
            if word in conventions.statuses:
                where = _span(line.block, match.start("word"), match.end("word"), place)
                yield Standing(
                    conventions.statuses[word], where, dated.in_text(shown[match.end() : line.end], conventions, text)
                )
                return


def _headings(body: Body, conventions: Conventions, place: Placer) -> Iterator[Standing]:
    """A status in brackets in the title, or as the heading below it: "# [Rejected] Use X", "## ✅ Accepted"."""
    headings = [block for block in body.blocks if block.kind == "heading"][:2]
    for index, block in enumerate(headings):
        known = conventions.statuses.get(normalise(block.text)) if index else None
        if known is not None:
            yield Standing(known, _span(block, 0, len(block.text), place), None)
        for match in _BRACKETED.finditer(block.text) if not index else ():
            said = status.in_value(match["first"], conventions, alone=True)
            if said is not None:
                start = match.start("first")
                yield Standing(said.status, _span(block, start + said.start, start + said.end, place), None)
                return


def _badges(body: Body, conventions: Conventions, place: Placer) -> Iterator[Standing]:
    """A picture that says the status in its address: ``/badge/status-accepted-green``."""
    for link in body.links:
        match = _BADGE.search(link.target) if "/badge/" in link.target else None
        known = conventions.statuses.get(match["word"].casefold()) if match else None
        if known is not None:
            yield Standing(known, place(link.start, link.end), None)
            return


def _elsewhere(
    body: Body, sections: tuple[Section, ...], text: str, conventions: Conventions, place: Placer
) -> Iterator[Standing]:
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
                yield Standing(said.status, _span(block, said.start, said.end, place), None)


def _tags(entries: tuple[FrontMatterEntry, ...], conventions: Conventions) -> Iterator[Standing]:
    """The only tag that is a status: ``tags: [status/accepted]``."""
    for entry in entries:
        if entry.key.casefold() == "tags" and isinstance(entry.value, tuple):
            words = [str(tag).casefold().rpartition("/")[2] for tag in entry.value]
            known = [conventions.statuses[word] for word in words if word in conventions.statuses]
            if len(known) == 1:
                yield Standing(known[0], entry.place, None)


def _span(block: Block, start: int, end: int, place: Placer) -> Place:
    return place(block.at(start), block.at(end - 1) + 1)
