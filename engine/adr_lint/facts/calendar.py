"""Dates in a record: those that cannot be, and the day on which the decision is to be looked at again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from adr_lint.facts.observed import observed, observed_list
from adr_lint.model import Evidence, Fact, Record
from adr_lint.parse import conventions, dates
from adr_lint.regexes import regex

_PROSE = regex(
    r"(?i)\b(?:(?:must|should|shall|will|to) be (?:reviewed|revisited|re-?evaluated|reassessed)"
    r"|review (?:by|due|date|before)|next review|revisit|re-?evaluate|reassess|look at (?:it|this) again"
    r")\b[^.\n]{0,30}?$"
)
_REVIEW = regex(r"(?i)review|revisit|evaluat|reassess|look at")
"""A word of each of these."""
_DEADLINE = regex(
    r"(?i)(?:\b(?:must|needs? to|has to|have to|shall|will) (?:be |go )?"
    r"(?:live|in production|ready|done|delivered|launched|released|finished|completed?|rolled out)\b"
    r"[^.\n;]{0,30}?\b(?:by|before|until|no later than)"
    r"|\b(?:the|our) (?:hard )?deadline (?:is|for (?:this|it|that) is)|\bdeadline:)\s*(?:the )?(?:end of )?$"
)
"""What stands before a date by which something has still to be there."""
_DUE = regex(r"(?i)deadline|\b(?:by|before|until|than)\b")
"""A word of each of these."""
_DIGIT = regex(r"\d")
_DATED = regex(
    r"(?i)\b(?:dates?|decided|decision|accepted|approved|agreed|created|updated|proposed|written|due|on)\W{0,6}$"
)
_MAX_BEFORE = 80


class Labels:
    """What the dates are called on which a record is to be looked at again, or was."""

    def __init__(self, review: Sequence[str], reviewed: Sequence[str]) -> None:
        self.review, self.reviewed = frozenset(review), frozenset(reviewed)


def read(record: Record, labels: Labels, today: date) -> Iterator[Fact]:
    """The facts ``dates.invalid``, ``review.due`` and ``review.overdue``."""
    known = conventions.load()
    wrong = list(_impossible(record, known))
    due = _due(record, labels, known)
    own = _day(record.date)
    if due is not None:
        day, evidence = due
        yield observed("review.due", day.isoformat(), [evidence])
        if own is not None and day < own:
            wrong.append((f"the review is due on {day.isoformat()}, before the decision of {record.date}", evidence))
        elif day < today and not _reviewed_since(record, labels, known, day):
            yield observed("review.overdue", (today - day).days, [evidence])
    if own is not None and record.date is not None:
        wrong.extend(_late(record, record.date, known))
    yield from observed_list("dates.invalid", wrong)


def _day(iso: str | None) -> date | None:
    """An ISO date; of a month its first day."""
    return None if iso is None else date.fromisoformat(iso if len(iso) > 7 else f"{iso}-01")


def _impossible(record: Record, known: conventions.Conventions) -> Iterator[tuple[str, Evidence]]:
    """Dates in the header that are in no calendar."""
    for text, evidence in _header(record):
        for match in known.date.finditer(text):
            dated = match[0] == text.strip() or _DATED.search(text, max(0, match.start() - _MAX_BEFORE), match.start())
            if dated and dates.find(match[0], known.date, known.months) is None:
                yield f"{match[0]} is in no calendar", evidence


def _header(record: Record) -> Iterator[tuple[str, Evidence]]:
    """The values of the front matter, and the blocks above the body."""
    for entry in record.front_matter:
        if (isinstance(entry.value, str) and "date" in entry.key.casefold()) or entry.key.casefold() == "decided":
            yield str(entry.value), Evidence(entry.place, str(entry.value))
    for block in record.blocks:
        if record.sections[block.section].role in ("header", "title", "status") and block.kind not in ("code", "html"):
            yield block.text, record.evidence(*block.span())
        elif block.section > 2:
            return


def _due(record: Record, labels: Labels, known: conventions.Conventions) -> tuple[date, Evidence] | None:
    """The latest day on which the record says that it is to be looked at again."""
    found = list(_labelled(record, labels.review, known))
    for block in record.blocks:
        if block.kind in ("code", "heading") or not (_DIGIT.search(block.text) and _REVIEW.search(block.text)):
            continue
        start = 0
        while (said := _next(block.text, start, known)) is not None:
            iso, begin, end = said
            if _PROSE.search(block.text, max(0, begin - _MAX_BEFORE), begin):
                day = _day(iso)
                if day is not None:
                    found.append((day, record.evidence(block.at(begin), block.at(end - 1) + 1)))
            start = end
    return max(found, key=lambda one: one[0], default=None)


def _late(record: Record, own: str, known: conventions.Conventions) -> Iterator[tuple[str, Evidence]]:
    """Deadlines that had passed before the day, or the month, of the record itself; what lies far back is history."""
    for block in record.blocks:
        if block.kind in ("code", "heading") or not (_DIGIT.search(block.text) and _DUE.search(block.text)):
            continue
        start = 0
        while (said := _next(block.text, start, known)) is not None:
            iso, start, end = said
            shorter = min(len(iso), len(own))
            recent = int(own[:4]) - int(iso[:4]) <= 1
            if (
                recent
                and iso[:shorter] < own[:shorter]
                and _DEADLINE.search(block.text, max(0, start - _MAX_BEFORE), start)
            ):
                evidence = record.evidence(block.at(start), block.at(end - 1) + 1)
                yield f"the deadline {iso} lies before the decision of {own}", evidence
            start = end


def _next(text: str, start: int, known: conventions.Conventions) -> tuple[str, int, int] | None:
    for match in known.date.finditer(text, start):
        found = dates.find(match[0], known.date, known.months)
        if found is not None:
            return found.iso, match.start(), match.end()
    return None


def _labelled(
    record: Record, labels: frozenset[str], known: conventions.Conventions
) -> Iterator[tuple[date, Evidence]]:
    for entry in record.front_matter:
        if _plain(entry.key) in labels:
            found = dates.find(str(entry.value), known.date, known.months)
            day = _day(found.iso) if found else None
            if day is not None:
                yield day, Evidence(entry.place, f"{entry.key}: {entry.value}")
    for block in record.blocks:
        label, colon, rest = block.text[:120].partition(":")
        if colon and _plain(label.strip(" *_")) in labels:
            found = dates.find(rest, known.date, known.months)
            day = _day(found.iso) if found else None
            if day is not None:
                yield day, record.evidence(*block.span())


def _plain(label: str) -> str:
    return label.casefold().replace("-", " ").replace("_", " ")


def _reviewed_since(record: Record, labels: Labels, known: conventions.Conventions, due: date) -> bool:
    return any(day >= due for day, _ in _labelled(record, labels.reviewed, known))
