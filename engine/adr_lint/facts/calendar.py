"""Dates in a record: those that cannot be, and the day on which the decision is to be looked at again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial

from adr_lint.facts.cues import LazyPattern
from adr_lint.facts.observed import observed, observed_list
from adr_lint.facts.pages import Page, Passage
from adr_lint.model import Evidence, Fact, Record
from adr_lint.parse import conventions, dates
from adr_lint.regexes import regex

_PROSE = regex(
    r"(?i)\b(?:(?:must|should|shall|will|to) be (?:reviewed|revisited|re-?evaluated|reassessed)"
    r"|review (?:by|due|date|before)|next review|revisit|re-?evaluate|reassess|look at (?:it|this) again"
    r")\b[^.\n]{0,30}?$"
)
_REVIEW = LazyPattern(
    r"be (?:reviewed|revisited|re-?evaluated|reassessed)|review (?:by|due|date|before)|next review|revisit|re-?evaluate"
    r"|reassess|look at (?:it|this) again",
    frozenset({b"review", b"revisit", b"evaluate", b"reassess", b"look at"}),
)
"""Some of each of these, for a text that is folded; a look at all of a page tells that most have none."""
_DEADLINE = regex(
    r"(?i)(?:\b(?:must|needs? to|has to|have to|shall|will) (?:be |go )?"
    r"(?:live|in production|ready|done|delivered|launched|released|finished|completed?|rolled out)\b"
    r"[^.\n;]{0,30}?\b(?:by|before|until|no later than)"
    r"|\b(?:the|our) (?:hard )?deadline (?:is|for (?:this|it|that) is)|\bdeadline:)\s*(?:the )?(?:end of )?$"
)
"""What stands before a date by which something has still to be there."""
_OBLIGES = LazyPattern(
    r"deadline|(?:must|needs? to|has to|have to|shall|will) (?:be |go )?"
    r"(?:live|in production|ready|done|delivered|launched|released|finished|complete|rolled out)",
    frozenset({b"deadline", b"must", b"need", b"has to", b"have to", b"shall", b"will"}),
)
_TWO_DIGITS = regex(r"\d\d")
_DIGIT = regex(rb"\d")
_DATED = regex(
    r"(?i)\b(?:dates?|decided|decision|accepted|approved|agreed|created|updated|proposed|written|due|on)\W{0,6}$"
)
_MAX_BEFORE = 80


class Labels:
    """What the dates are called on which a record is to be looked at again, or was."""

    def __init__(self, review: Sequence[str], reviewed: Sequence[str]) -> None:
        self.review, self.reviewed = frozenset(review), frozenset(reviewed)


def read(page: Page, labels: Labels, today: date) -> Iterator[Fact]:
    """The facts ``dates.invalid``, ``review.due`` and ``review.overdue``."""
    known, record = conventions.load(), page.record
    wrong = list(_impossible(record, known))
    due = _due(page, labels, known)
    own = _day(record.date)
    if due is not None:
        day, evidence = due
        yield observed("review.due", day.isoformat(), [evidence])
        if own is not None and day < own:
            wrong.append((f"the review is due on {day.isoformat()}, before the decision of {record.date}", evidence))
        elif day < today and not _reviewed_since(record, labels, known, day):
            yield observed("review.overdue", (today - day).days, [evidence])
    if own is not None and record.date is not None:
        wrong.extend(_late(page, record.date, known))
    yield from observed_list("dates.invalid", wrong)


def _day(iso: str | None) -> date | None:
    """An ISO date; of a month its first day."""
    return None if iso is None else date.fromisoformat(iso if len(iso) > 7 else f"{iso}-01")


def _impossible(record: Record, known: conventions.Conventions) -> Iterator[tuple[str, Evidence]]:
    """Dates in the header that are in no calendar."""
    for text, evidence in _header(record):
        for match in known.date.finditer(text) if _TWO_DIGITS.search(text) else ():
            dated = match[0] == text.strip() or _DATED.search(text, max(0, match.start() - _MAX_BEFORE), match.start())
            if dated and dates.find(match[0], known.date, known.months) is None:
                yield f"{match[0]} is in no calendar", evidence()


def _header(record: Record) -> Iterator[tuple[str, Callable[[], Evidence]]]:
    """The values of the front matter, and the blocks above the body; each with a way to its place."""
    for entry in record.front_matter:
        if (isinstance(entry.value, str) and "date" in entry.key.casefold()) or entry.key.casefold() == "decided":
            yield str(entry.value), partial(Evidence, entry.place, str(entry.value))
    for block in record.blocks:
        if record.sections[block.section].role in ("header", "title", "status") and block.kind not in ("code", "html"):
            yield block.text, partial(record.evidence, *block.span())
        elif block.section > 2:
            return


def _due(page: Page, labels: Labels, known: conventions.Conventions) -> tuple[date, Evidence] | None:
    """The latest day on which the record says that it is to be looked at again."""
    found = list(_labelled(page.record, labels.review, known))
    for passage in _speaking(page, _REVIEW):
        for iso, begin, end in _dates(passage.text, known):
            if _PROSE.search(passage.text, max(0, begin - _MAX_BEFORE), begin):
                day = _day(iso)
                if day is not None:
                    found.append((day, page.evidence(passage, begin, end)))
    return max(found, key=lambda one: one[0], default=None)


def _late(page: Page, own: str, known: conventions.Conventions) -> Iterator[tuple[str, Evidence]]:
    """Deadlines that had passed before the day, or the month, of the record itself; what lies far back is history."""
    for passage in _speaking(page, _OBLIGES):
        for iso, start, end in _dates(passage.text, known):
            shorter = min(len(iso), len(own))
            recent = int(own[:4]) - int(iso[:4]) <= 1
            if (
                recent
                and iso[:shorter] < own[:shorter]
                and _DEADLINE.search(passage.text, max(0, start - _MAX_BEFORE), start)
            ):
                yield f"the deadline {iso} lies before the decision of {own}", page.evidence(passage, start, end)


def _speaking(page: Page, words: LazyPattern) -> Iterator[Passage]:
    """The passages that speak of something and hold a digit."""
    for passage in page.saying(words):
        if passage.block.kind != "heading" and _DIGIT.search(passage.folded):
            yield passage


def _dates(text: str, known: conventions.Conventions) -> Iterator[tuple[str, int, int]]:
    """The dates in a text that are in a calendar, each in ISO form and where it stands."""
    for match in known.date.finditer(text):
        found = dates.find(match[0], known.date, known.months)
        if found is not None:
            yield found.iso, match.start(), match.end()


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
