"""What a number that was believed is worth: people, months or weeks, also of a span between two dates."""

from __future__ import annotations

from datetime import date

from adr_lint.facts import dates, durations
from adr_lint.facts import numbers as counts
from adr_lint.facts.learned.features import PEOPLE
from adr_lint.facts.learned.view import Number
from adr_lint.model import Value
from adr_lint.policy.nouns import FactType
from adr_lint.regexes import regex

_UNTIL = "timeline.months"
"""The one fact for which a date says how long it is until then; to the others it is where a span begins or ends."""
_TO = rb"\s*(?:to|until|till|through|up to|and|-|\x96)\s*(?:and including\s+)?(?:the\s+)?"
_ENDS = regex(_TO + rb"(T+|20\d\d\b)")
_BEGINS = regex(rb"(T+|N+)" + _TO + rb"\Z")
_THROUGHOUT = regex(rb"\b(?:all|whole|throughout|entire)(?:\s+of)?\s+(?:the\s+)?\Z")
_COUNTED = (
    regex(rb"(D+)(?:,|\s+(?:of|in|over|from))?\s+(?:the\s+|from\s+)?(?:(?:T+|N+)" + _TO + rb")?\Z"),
    regex(rb"\W{0,3}(D+)"),
)
"""A span of time right before or after a date, which says the same and says it better: "six weeks, May to June"."""
_YEARS = regex(r"(20\d\d)\s*(?:to|until|till|through|and|-|\x96)\s*(20\d\d)")
_MONTHS_A_YEAR = 12


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
    in_time = fact.unit in ("months", "weeks")
    if number.letter == "D":
        return durations.weeks(number.said) if fact.unit == "weeks" else durations.months(number.said)
    if number.letter == "T" and in_time:
        return dates.months_until(number.said, now) if fact.name == _UNTIL else _span(fact.unit, number)
    if number.letter == PEOPLE:
        return number.listed if fact.unit == "people" else None
    if number.letter == "N":
        return _years(number) if in_time and fact.name != _UNTIL else None if in_time else counts.number(number.said)
    return None


def _span(unit: str, number: Number) -> float | None:
    """How long it is from a date to that which the sentence joins to it: "from 20 January to 10 February"."""
    passage, sentence = number.sentence.passage, number.sentence
    masked, folded = passage.masked, passage.folded
    told = _COUNTED[0].search(masked[sentence.start : number.start])
    start = sentence.start
    after = _ENDS.match(masked, number.end, sentence.end)
    before = _BEGINS.search(masked[sentence.start : number.start])
    if told is None:
        start = after.end() if after is not None else number.end
        told = _COUNTED[1].match(masked[start : sentence.end])
    if told is not None:
        said = folded[start + told.start(1) : start + told.end(1)].decode("latin-1")
        return durations.weeks(said) if unit == "weeks" else durations.months(said)
    if after is not None:
        first, last = number.said, folded[slice(*after.span(1))].decode("latin-1")
    elif before is not None:
        first = folded[sentence.start + before.start(1) : sentence.start + before.end(1)].decode("latin-1")
        last = number.said
    elif unit == "weeks" and _THROUGHOUT.search(masked[sentence.start : number.start]):
        first = last = number.said
    else:
        return None
    days = dates.days_between(first, last)
    if days is None:
        return None
    return durations.weeks(f"{days} days") if unit == "weeks" else round(days / durations.DAYS_A_MONTH)


def _years(number: Number) -> float | None:
    """The months of the years that are named with their first and last: "2026 to 2028"."""
    passage, sentence = number.sentence.passage, number.sentence
    for match in _YEARS.finditer(passage.folded[sentence.start : sentence.end].decode("latin-1")):
        begin = sentence.start + match.start()
        if begin <= number.start < sentence.start + match.end():
            return (int(match[2]) - int(match[1]) + 1) * _MONTHS_A_YEAR
    return None
