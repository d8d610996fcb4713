"""Days that people name without a number: feasts, seasons, weeks of the calendar, "the last Friday in March"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from adr_lint.regexes import regex

SEASON = r"(?:spring|summer|autumn|fall|winter)"
WEEKDAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
FEAST = r"(?:christmas|midsummer|easter|thanksgiving|black friday)"
WEEK = r"(?:calendar week|cw|kw)\s?[0-5]?\d"
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}
_OF_WEEK = regex(rf"\b(first|second|third|fourth|last)\s+({WEEKDAY})")
_OF_CALENDAR = regex(r"(?:week|cw|kw)\s?(\d+)")
_SEASON = regex(rf"\b{SEASON}\b")
_FEAST = regex(rf"\b{FEAST}\b")
_BEGINNING = regex(r"\b(?:beginning|start|early|first)\b")
_END = regex(r"\b(?:end|late|last)\b")
_FIRST_MONTH = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_FAR = timedelta(days=90)
"""What lies nearer than this is hardly called the next spring, but this one."""


def resolve(text: str, year: int | None, month: int | None, now: date) -> date | None:
    """The day that ``text`` (folded) names, with its year and month where it names them; None where it names none."""
    if match := _OF_WEEK.search(text):
        return _weekday(_ORDINALS[match[1]], _WEEKDAYS.index(match[2]), year, month, now)
    if match := _OF_CALENDAR.search(text):
        return _next(partial(_week, int(match[1])), year, now)
    if match := _FEAST.search(text):
        return _next(_FEASTS[match[0]], year, now)
    if match := _SEASON.search(text):
        return _season(text, match[0], year, now)
    return None


def _season(text: str, season: str, year: int | None, now: date) -> date | None:
    """Its middle, or where the text says so its first days or its last."""
    first = _FIRST_MONTH[season]

    def within(of: int) -> date:
        begins = date(of, first, 1)
        if _BEGINNING.search(text):
            return begins + timedelta(days=3)
        return begins + timedelta(days=89 if _END.search(text) else 45)

    return _next(within, year, now + _FAR if "next" in text and year is None else now)


def _weekday(nth: int, weekday: int, year: int | None, month: int | None, now: date) -> date | None:
    """Such a day of a month; where there is none, of the year."""

    def within(of: int) -> date:
        if nth < 0:
            end = date(of + 1, 1, 1) if month in (None, 12) else date(of, (month or 0) + 1, 1)
            return end - timedelta(days=(end.weekday() - weekday - 1) % 7 + 1)
        begin = date(of, month or 1, 1)
        return begin + timedelta(days=(weekday - begin.weekday()) % 7 + 7 * nth)

    return _next(within, year, now)


def _next(within: Callable[[int], date | None], year: int | None, now: date) -> date | None:
    """The day within a year; where no year is named, the next one."""
    if year is not None:
        return within(year)
    then = within(now.year)
    return then if then is not None and then >= now else within(now.year + 1)


def _week(week: int, year: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, 5)
    except ValueError:
        return None


def _easter(year: int) -> date:
    """Easter Sunday, by the anonymous Gregorian algorithm (Nature, 20 April 1876; Meeus, Astronomical Algorithms)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), f = divmod(b, 4), (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    rest = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * rest) // 451
    month, day = divmod(h + rest - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _thanksgiving(year: int) -> date:
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 21)


_FEASTS: dict[str, Callable[[int], date]] = {
    "christmas": lambda year: date(year, 12, 24),
    "midsummer": lambda year: date(year, 6, 24),
    "easter": _easter,
    "thanksgiving": _thanksgiving,
    "black friday": lambda year: _thanksgiving(year) + timedelta(days=1),
}
