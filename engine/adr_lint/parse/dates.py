"""Dates as people write them → ISO 8601. ``03/04/2025`` is taken month first, unless only day first is possible."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from adr_lint.regexes import regex

_DIGITS = regex(r"\d\d")
_FIRST_YEAR, _LAST_YEAR = 1970, 2100


class Found(NamedTuple):
    """A date in a text: its ISO form and where it stands."""

    iso: str
    start: int
    end: int


def pattern(months: Iterable[str]) -> re.Pattern[str]:
    """One pattern for every form of a date that has a year."""
    names = "|".join(sorted(months, key=lambda name: -len(name)))
    day, end = r"(?:\d{1,2})(?:st|nd|rd|th)?", r"(?!\.?\d)"
    return regex(
        rf"(?i)(?<![A-Za-z\d.-])(?:(?P<y>\d{{4}})(?P<s>[-/.])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}}){end}"
        rf"|(?P<d2>{day})(?:\s+of)?[\s-]{{1,3}}(?P<m2>{names})[.,]?[\s,-]{{1,3}}(?P<y2>\d{{4}}){end}"
        rf"|(?P<a>\d{{1,2}})(?P<s3>[/.-])(?P<b>\d{{1,2}})(?P=s3)(?P<y3>\d{{4}}|(?<=/)\d\d){end}"
        rf"|(?P<y4>\d{{4}})-(?P<m4>\d\d)(?![\d-])"
        rf"|(?P<m5>\b(?:{names}))[.,]?\s{{1,3}}(?P<d5>{day}),?\s{{1,3}}(?P<y5>\d{{4}}){end}"
        rf"|(?P<m6>\b(?:{names}))[.,]?\s{{1,3}}(?P<y6>\d{{4}}){end})"
    )


def find(text: str, dates: re.Pattern[str], months: Mapping[str, int]) -> Found | None:
    """The first possible date in a text; a date that cannot be (31 February) is none."""
    if _DIGITS.search(text) is None:
        return None
    for match in dates.finditer(text):
        iso = _iso(match, months)
        if iso is not None:
            return Found(iso, match.start(), match.end())
    return None


def _iso(match: re.Match[str], months: Mapping[str, int]) -> str | None:
    group = match.groupdict()
    if group["y"]:
        return _checked(int(group["y"]), int(group["m"]), int(group["d"]))
    if group["y2"]:
        return _checked(int(group["y2"]), months[group["m2"].lower()], _number(group["d2"]))
    if group["y3"]:
        year = int(group["y3"]) if len(group["y3"]) == 4 else 2000 + int(group["y3"])
        first, second = int(group["a"]), int(group["b"])
        if group["s3"] == ".":
            return _checked(year, second, first)
        return _checked(year, first, second) or _checked(year, second, first)
    if group["y4"]:
        return _checked(int(group["y4"]), int(group["m4"]), None)
    if group["y5"]:
        return _checked(int(group["y5"]), months[group["m5"].lower()], _number(group["d5"]))
    return _checked(int(group["y6"]), months[group["m6"].lower()], None)


def _number(day: str) -> int:
    return int(day.rstrip("stndrhSTNDRH"))


def _checked(year: int, month: int, day: int | None) -> str | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        whole = date(year, month, day or 1)
    except ValueError:
        return None
    return whole.isoformat() if day is not None else f"{year:04d}-{month:02d}"
