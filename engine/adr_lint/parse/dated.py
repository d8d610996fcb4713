"""The date of a record: beside a label, in a line of the header, in its change log, in its name."""

from __future__ import annotations

from collections.abc import Iterable

from adr_lint.model import Section
from adr_lint.parse import dates
from adr_lint.parse.attributes import Attribute, Line
from adr_lint.parse.body import Body
from adr_lint.parse.conventions import Conventions, normalise
from adr_lint.regexes import regex

_DECIDED = "decision|decided|agreed|accepted|approved|adopted|ratified|dated?|meeting|signed|status"
_DECIDED_ON = regex(rf"(?i)\b(?:{_DECIDED}|written|as of)\b")
_OF_A_RECORD = regex(rf"(?i)\b(?:{_DECIDED}|proposed|proposal|draft(?:ed)?|minutes|memo|letter|paper|record|adr)\b")
_SOME_OTHER_DAY = regex(
    r"(?i)\b(?:before|by|until|till|from|since|after|through|due|live"
    r"|(?:ends?|ended|expires?|expired|stops?|starts?|began|begins|opens?|out|off)(?:\s+on)?)\s+\Z"
)
_DIGITS_ONLY = regex(r"\W*((?:19|20)\d\d)([01]\d)([0-3]\d)\W*\Z")
_MAX_LINE, _SHORT_LINE, _LOG_START = 300, 60, 16
_WHOLE_DAY = len("2025-01-30")
_TOP = 5
"""So many blocks at the top of a record may say when it was written, be they a title, minutes or a letter."""


def of_record(
    text: str,
    body: Body,
    sections: tuple[Section, ...],
    attributes: list[Attribute],
    lines: list[Line],
    conventions: Conventions,
    others: tuple[str | None, str | None, str | None],
) -> str | None:
    """The date that the header says, else one of ``others`` (beside the status, in the title, in the file's name).

    The first day of the change log comes before the name of the file, and what is said in passing after it.
    """
    by_status, in_title, in_name = others
    said = _labelled(text, attributes, conventions) or _in_lines(text, lines, conventions)
    return (
        said
        or by_status
        or in_title
        or _first_of_log(body, sections, conventions)
        or in_name
        or _in_passing(text, body, conventions)
    )


def in_text(words: str, conventions: Conventions, whole: str = "") -> str | None:
    """The first date in some words, month first where other dates in the ``whole`` text are."""
    found = dates.find(words, conventions.date, conventions.months)
    if found is not None and "/" in words[found.start : found.end] and whole and dates.is_month_first(whole):
        found = dates.find(words, conventions.date, conventions.months, month_first=True)
    return found.iso if found else None


def _labelled(text: str, attributes: list[Attribute], conventions: Conventions) -> str | None:
    best: tuple[int, str] | None = None
    for attribute in attributes:
        if attribute.kind != "date":
            continue
        value = attribute.text[attribute.start : attribute.start + _SHORT_LINE]
        digits = _DIGITS_ONLY.match(value)
        iso = in_text("-".join(digits.groups()) if digits else value, conventions, text)
        rank = conventions.date_rank.get(attribute.label, len(conventions.date_rank))
        if iso is not None and (best is None or rank < best[0]):
            best = rank, iso
    return best[1] if best else None


def _in_lines(text: str, lines: list[Line], conventions: Conventions) -> str | None:
    for line in lines:
        if not line.within_status and line.end - line.start <= _MAX_LINE:
            shown = line.block.text[line.start : line.end]
            found = dates.find(shown, conventions.date, conventions.months)
            if found is None or _SOME_OTHER_DAY.search(shown, 0, found.start):
                continue
            if len(shown) <= _SHORT_LINE * 2 or _DECIDED_ON.search(shown[: found.start]):
                return in_text(shown, conventions, text)
    return None


def _first_of_log(body: Body, sections: tuple[Section, ...], conventions: Conventions) -> str | None:
    """The earliest day of a change log, whose lines or cells begin with a day."""
    logs = {index for index, section in enumerate(sections) if normalise(section.title) in conventions.logs}
    if not logs:
        return None
    whole = " ".join(block.text for block in body.blocks if block.section in logs)
    days: Iterable[str | None] = (
        in_text(block.text[: _LOG_START * 2], conventions, whole)
        for block in body.blocks
        if block.section in logs and _begins_with_day(block.text, conventions)
    )
    return min((day for day in days if day is not None), default=None)


def _in_passing(text: str, body: Body, conventions: Conventions) -> str | None:
    """The day that the first blocks name beside what they are: "Minutes of the board, 30 January 2025"."""
    for block in body.blocks[:_TOP]:
        shown = block.text[:_MAX_LINE]
        found = dates.find(shown, conventions.date, conventions.months) if block.kind != "code" else None
        if found is None or len(found.iso) < _WHOLE_DAY or _SOME_OTHER_DAY.search(shown, 0, found.start):
            continue
        sentence = shown.rfind(". ", 0, found.start) + 1
        around = shown[max(sentence, found.start - _SHORT_LINE) : found.end + _SHORT_LINE]
        if block.kind == "heading" or _OF_A_RECORD.search(around):
            return in_text(shown, conventions, text)
    return None


def _begins_with_day(words: str, conventions: Conventions) -> bool:
    found = dates.find(words[: _LOG_START * 2], conventions.date, conventions.months)
    return found is not None and found.start <= _LOG_START
