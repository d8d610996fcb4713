"""Dates as people name them, and how many months lie between them and the record's own."""

from __future__ import annotations

import re
from datetime import date, timedelta

from adr_lint.facts import occasions
from adr_lint.facts.durations import DAYS_A_MONTH
from adr_lint.regexes import regex

_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
MONTH = "(?:january|february|march|april|may|june|july|august|september|october|november|december" \
         "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\\b\\.?"  # fmt: skip
_DAY = r"(?:[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?:20[0-9][0-9])"
_PART = (
    r"(?:(?:the\s+)?(?:end|beginning|start|middle|first week|second week|third week|last week|first half|second half"
    r"|last days?|first days?|first)\s+(?:of|in)\s+(?:the\s+)?|mid[- ]|early\s+(?:in\s+)?|late\s+(?:in\s+)?)"
)
_NEXT_YEAR = r"(?:of\s+)?(?:the\s+)?(?:next|following|coming)\s+year\b"
_OF_YEAR = rf"(?:\s*(?:,|\bof\b)?\s*{_YEAR}|\s+{_NEXT_YEAR})"
_NTH_DAY = rf"(?:first|second|third|fourth|last)\s+{occasions.WEEKDAY}\s+(?:of|in)\s+"
_OF_PARTS = (
    rf"q[1-4](?:[\s/]*(?:of\s+)?{_YEAR})?|(?:the\s+)?(?:first|second|third|fourth)\s+quarter(?:\s+(?:of\s+)?{_YEAR})?"
    rf"|{occasions.SEASON}{_OF_YEAR}|(?:next|this|the coming)\s+{occasions.SEASON}\b"
)
"""What may be named as a whole, or in part: a quarter, a season."""
_IN_PARTS = rf"(?:(?:this|the|next)\s+)?year\b|(?:this|the|next)\s+(?:quarter|month)\b|{_YEAR}"
"""What is a date only in part: "the end of the year"."""
DATE = (
    rf"(?:{_YEAR}-[01]\d-[0-3]\d|{_DAY}\.[01]?\d\.{_YEAR}"
    rf"|(?:{_DAY}\s+(?:of\s+)?|{_PART}|{_NTH_DAY})?(?:next\s+)?{MONTH}{_OF_YEAR}?|{MONTH}\s+(?:the\s+)?{_DAY}\b{_OF_YEAR}?"
    rf"|{_PART}?(?:{_OF_PARTS})|{_PART}(?:{_IN_PARTS})|next month\b|{_NTH_DAY}the\s+(?:{_NEXT_YEAR}|year\b)"
    rf"|year(?:[- ]|'s )end|(?:{occasions.FEAST}|new year(?:'s)?(?:\s+(?:eve|day))?){_OF_YEAR}?"
    rf"|turn of (?:the|this) year|h[12][\s/]*{_YEAR}|{occasions.WEEK}\b(?:[\s/,]+(?:of\s+)?{_YEAR})?)"
)
"""A date, as RE2 reads it in folded text."""
_ISO = regex(rf"({_YEAR})-([01]\d)-([0-3]\d)$")
_DOTTED = regex(rf"(\d+)\.(\d+)\.({_YEAR})$")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}


def months_until(text: str, now: date | None) -> float | None:
    """Months from ``now`` to the date that ``text`` (folded) names; None where either is unknown or it is past.

    A date without a year is the next one; a month or quarter is meant to its end unless the text says otherwise.
    """
    if now is None:
        return None
    then = resolve(text, now)
    if then is None or then <= now:
        return None
    whole = (then.year - now.year) * 12 + then.month - now.month
    rest = (then.day - now.day) / DAYS_A_MONTH
    months = whole + rest
    return round(months * 2) / 2 if months >= 2 else round(months, 1)


def months_ahead(text: str, now: date) -> float | None:
    """Months from ``now`` to the date that ``text`` (folded) names, below zero for one that is past."""
    then = resolve(text, now)
    return None if then is None else (then - now).days / DAYS_A_MONTH


def days_between(first: str, last: str) -> int | None:
    """The days from one date to another (folded), both counted; None where either cannot be told.

    A month counts from its first day to its last, and a first date that is a bare number is a day of the last's month.
    """
    base = date(int(year[0]) if (year := re.search(_YEAR, f"{first} {last}")) else 2001, 1, 1)
    end = resolve(last, base - timedelta(days=1))
    if end is None:
        return None
    if first.isdigit():
        begin = _date(end.year, end.month, int(first))
    else:
        begin = resolve(first, base - timedelta(days=1))
        if begin is not None and re.fullmatch(rf"{MONTH}{_OF_YEAR}?", first.strip()):
            begin = begin.replace(day=1)
    if begin is None:
        return None
    days = (end - begin).days + 1
    return days if days > 0 else days + 365


def resolve(text: str, now: date) -> date | None:
    """The date that ``text`` names, seen from ``now``."""
    text = text.strip().rstrip(".")
    for pattern, order in ((_ISO, (1, 2, 3)), (_DOTTED, (3, 2, 1))):
        match = pattern.match(text)
        if match:
            return _date(int(match[order[0]]), int(match[order[1]]), int(match[order[2]]))
    year, named = _year_of(text, now), re.search(MONTH, text)
    quarter = re.search(r"\bq([1-4])\b", text) or re.search(r"\b(first|second|third|fourth)\s+quarter", text)
    if quarter:
        index = _ORDINALS.get(quarter[1]) or int(quarter[1])
        return _month_of(text, index * 3, year, now, start=index * 3 - 2)
    month = next((i for i, name in enumerate(_NAMES, 1) if named and name.startswith(named[0][:3])), None)
    occasion = occasions.resolve(text, year, month, now)
    if occasion is not None:
        return occasion
    if named is None or month is None:
        return _of_a_time(text, year, now)
    if year is None and month == now.month and re.search(r"\bnext\b", text):
        year = now.year + 1
    day = re.search(r"\d+", re.sub(rf"\b{_YEAR}\b", " ", text.replace(named[0], " ", 1), count=1))
    return _next(month, int(day[0]), year, now) if day else _month_of(text, month, year, now, start=month)


def _of_a_time(text: str, year: int | None, now: date) -> date | None:
    """A part of a year, quarter or month that is not named: "the end of next month", "mid-2026"."""
    if "quarter" in text:
        return _end_of(now.year, (now.month - 1) // 3 * 3 + 3)
    if re.search(r"new year|\bturn of\b", text):
        return date(year or now.year + 1, 1, 1)
    if re.search(r"\bmonth\b", text):
        return _of_this_month(text, now)
    if year is not None:
        return _within(text, year) or (date(year, 1, 1) if year > now.year else None)
    if re.search(r"\byear\b", text):
        year = now.year + ("next" in text)
        return _within(text, year) or date(year, 12, 31)
    return None


def _of_this_month(text: str, now: date) -> date | None:
    """A part of this month or, where the text says so, of the next; "next month" itself is a month from now."""
    if text == "next month":
        return now + timedelta(days=round(DAYS_A_MONTH))
    first = _end_of(now.year, now.month) + timedelta(days=1) if "next" in text else now
    return _month_of(text, first.month, first.year, now, start=first.month)


def _within(text: str, year: int) -> date | None:
    """The end of the part of a year that the text speaks of; None where it speaks of all of it."""
    if re.search(r"\b(?:first half|mid|middle|h1)\b", text):
        return date(year, 6, 30)
    if re.search(r"\b(?:beginning|start|early|first)\b", text):
        return date(year, 1, 31)
    return date(year, 12, 31) if re.search(r"\b(?:end|late|last|second half|h2)\b", text) else None


def _year_of(text: str, now: date) -> int | None:
    """The year that a date names: "2026", "of next year"."""
    match = re.search(rf"\b{_YEAR}\b", text)
    if match is not None:
        return int(match[0])
    named = re.search(MONTH, text) or re.search(rf"{occasions.SEASON}|{occasions.FEAST}|{occasions.WEEKDAY}", text)
    return now.year + 1 if named and re.search(_NEXT_YEAR, text) else None


def _month_of(text: str, month: int, year: int | None, now: date, start: int) -> date | None:
    if re.search(r"\bfirst (?:day )?of\b", text):
        return _next(start, 1, year, now)
    if re.search(r"\b(?:beginning|start|early|first week)\b", text):
        return _next(start, 4, year, now)
    if re.search(r"\b(?:mid|middle|second week|third week)\b", text):
        return _next((start + month + 1) // 2, 15, year, now)
    if year is None:
        year = now.year if _end_of(now.year, month) > now else now.year + 1
    return _end_of(year, month)


def _next(month: int, day: int, year: int | None, now: date) -> date | None:
    then = _date(year or now.year, month, day)
    if then is not None and year is None and then < now:
        return _date(now.year + 1, month, day)
    return then


def _end_of(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_now(text: str | None) -> date | None:
    """The record's own date: ``2025-03-03``, or the middle of the month where it gives no day."""
    if not text:
        return None
    parts = text.split("-")
    try:
        return date(int(parts[0]), int(parts[1]), int(parts[2]) if len(parts) > 2 else 15)
    except (ValueError, IndexError):
        return None
