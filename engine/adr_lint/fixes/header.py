"""Fixes in a record's header: a misspelt status, and a date that is not written year-month-day."""

from __future__ import annotations

from collections.abc import Iterator

from adr_lint.fixes.edit import Edit
from adr_lint.model import Place, Record
from adr_lint.parse import Conventions, dates
from adr_lint.regexes import regex
from adr_lint.resources import data

_DATE_LINE = regex(
    r"(?im)^[ \t]*(?:[-*+][ \t]+)?(?:\*\*|__)?(?:decision )?date(?:\*\*|__)?[ \t]*:[ \t]*(?:\*\*|__)?[ \t]*"
    r"(?P<value>[^\r\n]*?)[ \t]*\r?$"
)
_AMBIGUOUS = regex(r"(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}\Z")
_HEADER_ROLES = ("header", "title", "status")


def edits(record: Record, conventions: Conventions) -> Iterator[Edit]:
    """What can be mended in the header."""
    yield from _status(record)
    for start, end in _date_values(record):
        iso = _plain(record.text[start:end], conventions)
        if iso is not None:
            yield Edit(start, end, iso, f"the date '{record.text[start:end]}' is written {iso}")


def _status(record: Record) -> Iterator[Edit]:
    if record.status_place is None:
        return
    start, end = _range(record, record.status_place)
    word = record.text[start:end]
    right = data("language/form.yaml")["misspelt"].get(word.casefold())
    if right is not None:
        cased = right.upper() if word.isupper() else right.capitalize() if word[:1].isupper() else right
        yield Edit(start, end, cased, f"the status '{word}' is spelt '{cased}'")


def _date_values(record: Record) -> Iterator[tuple[int, int]]:
    """Where the values of the dates stand: of the front matter's ``date``, and of lines "Date: …" in the header."""
    for entry in record.front_matter:
        if entry.key.casefold() == "date" and isinstance(entry.value, str):
            start, end = _range(record, entry.place)
            quoted = record.text[start : start + 1] in ("'", '"')
            yield (start + 1, end - 1) if quoted else (start, end)
    body = next((s.start for s in record.sections if s.level and s.role not in _HEADER_ROLES), len(record.text))
    head = min((section.start for section in record.sections), default=0)
    for match in _DATE_LINE.finditer(record.text, head, body):
        yield match.span("value")


def _plain(value: str, conventions: Conventions) -> str | None:
    """The date year-month-day, where the value is nothing but a date that can be meant in one way only."""
    found = dates.find(value, conventions.date, conventions.months)
    if found is None or found.iso == value or (found.start, found.end) != (0, len(value)) or len(found.iso) != 10:
        return None
    slashed = _AMBIGUOUS.match(value)
    if slashed is not None and (len(value) < 8 or max(int(slashed[1]), int(slashed[2])) <= 12):
        return None
    return found.iso


def _range(record: Record, place: Place) -> tuple[int, int]:
    start = record.line_starts[place.line - 1] + place.column - 1
    return start, record.line_starts[place.end_line - 1] + place.end_column - 1
