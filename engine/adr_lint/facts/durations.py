"""Spans of time: "18-24 months", "a year and a half", "two sprints", "half a year", as months or weeks."""

from __future__ import annotations

import re

from adr_lint.facts.numbers import NUMBER, number
from adr_lint.facts.text import DASH
from adr_lint.regexes import regex

DAYS_A_MONTH = 30.4375
WEEKS_A_MONTH = 4.348
_WEEKS_IN_PLANS = 4
"""People who plan in weeks count so many to a month, ..."""
_HALF_A_YEAR = 26
"""... up to half a year of them."""

_UNIT = r"(?:days?|weeks?|sprints?|fortnights?|months?|mos?\b|quarters?|years?|yrs?\b|semesters?)"
_EFFORT = (
    r"(?:(?:working|calendar|business|person|man|engineer|engineering|developer|dev|staff|elapsed|full"
    r"|contract|financial|fiscal|budget)[- ])?"
)
_FIRST = rf"(?:first|coming)[- ]{_EFFORT}year"
"""What one year's costs are said to be of."""
_HALF = rf"half (?:a|of a) {_UNIT}|(?:an? )?half[- ]{_UNIT}|an? {_UNIT} and a half|{NUMBER} and a half {_UNIT}"
OF_COUNT = rf"(?:\s+and a half|[\s-]?1/2)?(?:\s*[-{DASH}]\s*|\s+|){_EFFORT}{_UNIT}(?:\b|')"
"""What makes a count before it one of units of time."""
WITHOUT_COUNT = (
    rf"(?:(?:(?:about|around|roughly|nearly|almost|just|only|another)\s+)*"
    rf"(?:{_HALF}|(?:an?|one|another)\s+{_EFFORT}{_UNIT})|{_FIRST})(?:\b|')"
)
"""A span of time that no count begins. Both are as RE2 reads them in folded text."""
_IN_MONTHS = {
    "day": 1 / DAYS_A_MONTH, "week": 1 / WEEKS_A_MONTH, "sprint": 2 / WEEKS_A_MONTH, "fortnight": 2 / WEEKS_A_MONTH,
    "month": 1.0, "mo": 1.0, "quarter": 3.0, "semester": 6.0, "year": 12.0, "yr": 12.0,
}  # fmt: skip
_PARTS = regex(rf"^(?P<count>.*?)\s*[-\x96]?\s*{_EFFORT}(?P<unit>{_UNIT})'?$")
_A_HALF = regex(r"^(.*?)\s*(?:and a half|1/2)$")
_QUALIFIER = regex(r"^(?:(?:about|around|roughly|nearly|almost|just|only|another)\s+)+(?=an?\b|half)")


def months(text: str) -> float | None:
    """The span that ``text`` (folded) says, in months; of a range the upper end. Days and weeks to quarters of one."""
    value = _months(text)
    if value is None or not re.search(r"day|week|sprint|fortnight", text):
        return value
    spoken = round(value * WEEKS_A_MONTH, 2)
    if "day" not in text and spoken < _HALF_A_YEAR:
        value = spoken / _WEEKS_IN_PLANS
    return max(round(value * 4) / 4, round(value, 2) if value < 0.2 else 0.25)


def _months(text: str) -> float | None:
    text = _QUALIFIER.sub("", text.strip())
    extra = 0.0
    match = re.fullmatch(rf"an? ({_UNIT}) and a half", text)
    if match:
        return round(1.5 * in_months(match[1]), 4)
    match = re.fullmatch(rf"(?:an? )?half[- ](?:an? |of an? )?({_UNIT})", text)
    if match:
        return round(0.5 * in_months(match[1]), 4)
    match = _PARTS.match(text)
    if not match:
        return None
    count = match["count"].strip()
    half = _A_HALF.match(count)
    if half:
        count, extra = half[1], 0.5
    value = 1.0 if count in ("a", "an", "one", "another", "first", "coming") else number(count)
    return None if value is None else round((value + extra) * in_months(match["unit"]), 4)


def weeks(text: str) -> float | None:
    """The span in weeks: days and weeks as they are, months as people who plan count them (a month's trial: 4)."""
    value = _months(text)
    if value is None:
        return None
    if re.search(r"(?:week|sprint|fortnight)", text):
        return round(value * WEEKS_A_MONTH, 2)
    if "day" in text:
        return round(value * DAYS_A_MONTH / (5 if "working" in text or "business" in text else 7), 2)
    spoken = value * _WEEKS_IN_PLANS
    return round(spoken if spoken < _HALF_A_YEAR - _WEEKS_IN_PLANS else value * WEEKS_A_MONTH, 1)


def in_months(word: str) -> float:
    """How many months one of a unit of time is."""
    return _IN_MONTHS[word.rstrip("s")]
