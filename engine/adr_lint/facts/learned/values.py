"""What a number that was believed is worth: people, months or weeks, also of a span between two dates."""

from __future__ import annotations

from datetime import date

from adr_lint.facts import dates, durations
from adr_lint.facts.learned.features import PEOPLE
from adr_lint.facts.learned.view import Number
from adr_lint.model import Value
from adr_lint.policy.nouns import FactType
from adr_lint.regexes import regex

_UNTIL = "timeline.months"
"""The one fact for which a date says how long it is until then; to the others it is where a span begins or ends."""
_TO = rb"\s*(?:to|until|till|through|up to|and|-|\x96)\s*(?:and including\s+)?(?:the\s+)?"
_ENDS = regex(_TO + rb"(T+)")
_BEGINS = regex(rb"(T+|N+)" + _TO + rb"\Z")
_THROUGHOUT = regex(rb"\b(?:all|whole|throughout|entire)(?:\s+of)?\s+(?:the\s+)?\Z")
_COUNTED_BEFORE = regex(rb"(D+)(?:,|\s+(?:of|in|over|from))?\s+(?:the\s+|from\s+)?(?:(?:T+|N+)" + _TO + rb")?\Z")
_COUNTED_AFTER = regex(rb"\W{0,3}(D+)")
"""A span of time right before or after a date, which says the same and says it better: "six weeks, May to June"."""
_YEARS = regex(r"(20\d\d)\s*(?:to|until|till|through|and|-|\x96)\s*(20\d\d)")
_A_YEAR = regex(r"20\d\d")
"""Whoever counts thousands of anything that decides mostly parts the thousands: "2,026 models"."""
_MONTHS_A_YEAR, _DAYS_A_WEEK = 12, 7


def value_of(fact: FactType, number: Number, now: date | None) -> Value | None:
    """The value in the fact's unit; None where the number is none of the kind."""
    value = _worth(fact, number, now)
    if value is None:
        return None
    whole = round(value)
    if fact.kind == "integer":
        return whole if float(value).is_integer() else None
    return whole if abs(value - whole) < 0.05 else round(value, 2)


def _worth(fact: FactType, number: Number, now: date | None) -> float | None:
    if number.letter == "D":
        parts = [_counted(fact.unit, part) for part in number.parts or (number.said,)]
        return None if None in parts else sum(part for part in parts if part is not None)
    if number.letter == PEOPLE:
        return number.worth if fact.unit == "people" else None
    if fact.unit not in ("months", "weeks"):
        return number.worth if number.letter == "N" and _counts(number) else None
    if fact.name == _UNTIL:
        return dates.months_until(number.said, now) if number.letter == "T" else None
    if number.letter == "T":
        return _span(fact.unit, number)
    return _years(number) if number.letter == "N" else None


def _counts(number: Number) -> bool:
    """Whether it may be a count: neither a year, nor a mark out of ten ("9/10"), nor so many of anything in a time."""
    said = number.sentence.passage.folded
    sliced = said[max(0, number.start - 1) : number.start], said[number.end : number.end + 1]
    return b"/" not in sliced and not _A_YEAR.fullmatch(number.said)


def _counted(unit: str, said: str) -> float | None:
    return durations.weeks(said) if unit == "weeks" else durations.months(said)


def _span(unit: str, number: Number) -> float | None:
    """How long it is from a date to that which the sentence joins to it: "from 20 January to 10 February"."""
    passage, sentence = number.sentence.passage, number.sentence
    before, rest = passage.masked[sentence.start : number.start], passage.masked[number.end : sentence.end]

    def said(start: int, group: tuple[int, int]) -> str:
        return passage.folded[start + group[0] : start + group[1]].decode("latin-1")

    counted, ends = _COUNTED_BEFORE.search(before), _ENDS.match(rest)
    if counted is not None:
        return _counted(unit, said(sentence.start, counted.span(1)))
    counted = _COUNTED_AFTER.match(rest, ends.end() if ends is not None else 0)
    if counted is not None:
        return _counted(unit, said(number.end, counted.span(1)))
    begins = _BEGINS.search(before)
    if ends is not None:
        days = dates.days_between(number.said, said(number.end, ends.span(1)))
    elif begins is not None:
        days = dates.days_between(said(sentence.start, begins.span(1)), number.said)
    elif unit == "weeks" and _THROUGHOUT.search(before):
        days = dates.days_between(number.said, number.said)
    else:
        return None
    if days is None:
        return None
    return round(days / _DAYS_A_WEEK, 2) if unit == "weeks" else round(days / durations.DAYS_A_MONTH)


def _years(number: Number) -> float | None:
    """The months of the years that are named with their first and last: "2026 to 2028"."""
    passage, sentence = number.sentence.passage, number.sentence
    for match in _YEARS.finditer(passage.folded[sentence.start : sentence.end].decode("latin-1")):
        begin = sentence.start + match.start()
        if begin <= number.start < sentence.start + match.end():
            return (int(match[2]) - int(match[1]) + 1) * _MONTHS_A_YEAR
    return None
