"""Dates as people write them → ISO 8601. ``03/04/2025`` is taken day first, unless only month first is possible."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from adr_lint.regexes import regex

_DIGITS = regex(r"\d\d")
_SLASHED = regex(r"(?<![\w/])(\d{1,2})/(\d{1,2})/\d{2,4}(?![\w/])")
_FIRST_YEAR, _LAST_YEAR = 1970, 2100


class Found(NamedTuple):
    """A date in a text: its ISO form and where it stands."""

    iso: str
    start: int
    end: int


def pattern(months: Iterable[str]) -> re.Pattern[str]:
    """One pattern for every form of a date that has a year."""
    names = "|".join(sorted(months, key=lambda name: -len(name)))
    day, end, of = r"(?:\d{1,2})(?:st|nd|rd|th|er|\.|º)?", r"(?!\.?\d)", r"(?:\s+(?:of|de|di))?"
    time = r"(?:\s\d\d:\d\d(?::\d\d)?(?:\s[A-Z]{2,5})?)?"
    return regex(
        rf"(?i)(?<![A-Za-z\d.-])(?:(?P<y>\d{{4}})(?P<s>[-/.])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}}){end}"
        rf"|(?P<d2>{day}){of}[\s-]{{1,3}}(?P<m2>{names})[.,]?{of}[\s,-]{{1,3}}(?P<y2>\d{{4}}|(?<=-)\d\d){end}"
        rf"|(?P<a>\d{{1,2}})(?P<s3>[/.-])(?P<b>\d{{1,2}})(?P=s3)(?P<y3>\d{{4}}|(?<=/)\d\d){end}"
        rf"|(?P<y4>\d{{4}})-(?P<m4>\d\d)(?:-\?\?)?(?![\d-])"
        rf"|(?P<m5>\b(?:{names}))[.,]?\s{{1,3}}(?P<d5>{day}),?{time}\s{{1,3}}(?P<y5>\d{{4}}){end}"
        rf"|(?P<m6>\b(?:{names}))[.,]?\s{{1,3}}(?P<y6>\d{{4}}){end}"
        rf"|(?P<y7>\d{{4}})\s{{1,2}}(?P<m7>{names})[.,]?\s{{1,2}}(?P<d7>{day})(?!\d)"
        r"|(?P<y8>\d{4})\s?[年년]\s?(?P<m8>\d{1,2})\s?[月월]\s?(?P<d8>\d{1,2})\s?[日일]?)"
    )


def find(text: str, dates: re.Pattern[str], months: Mapping[str, int], *, month_first: bool = False) -> Found | None:
    """The first possible date in a text; a date that cannot be (31 February) is none.

    ``month_first`` says how ``03/04/2025`` is meant; five in six of such dates that can be told have their day first.
    """
    if _DIGITS.search(text) is None:
        return None
    for match in dates.finditer(text):
        iso = _iso(match, months, month_first=month_first)
        if iso is not None:
            return Found(iso, match.start(), match.end())
    return None


def _iso(match: re.Match[str], months: Mapping[str, int], *, month_first: bool) -> str | None:
    group = match.groupdict()
    if group["y"]:
        return _checked(int(group["y"]), int(group["m"]), int(group["d"]))
    if group["y2"]:
        return _checked(_year(group["y2"]), months[group["m2"].lower()], _number(group["d2"]))
    if group["y3"]:
        year, first, second = _year(group["y3"]), int(group["a"]), int(group["b"])
        if group["s3"] == ".":
            return _checked(year, second, first)
        if not month_first or group["s3"] == "-":
            first, second = second, first
        return _checked(year, first, second) or _checked(year, second, first)
    if group["y4"]:
        return _checked(int(group["y4"]), int(group["m4"]), None)
    if group["y5"]:
        return _checked(int(group["y5"]), months[group["m5"].lower()], _number(group["d5"]))
    if group["y6"]:
        return _checked(int(group["y6"]), months[group["m6"].lower()], None)
    if group["y7"]:
        return _checked(int(group["y7"]), months[group["m7"].lower()], _number(group["d7"]))
    return _checked(int(group["y8"]), int(group["m8"]), int(group["d8"]))


def is_month_first(text: str) -> bool:
    """True where some date with slashes in a text has its month first, and none has its day first."""
    pairs = [(int(match[1]), int(match[2])) for match in _SLASHED.finditer(text)]
    return any(second > 12 >= first for first, second in pairs) and all(first <= 12 for first, _ in pairs)


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _number(day: str) -> int:
    return int(day.rstrip("stndrheSTNDRHE.º"))


def _checked(year: int, month: int, day: int | None) -> str | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        whole = date(year, month, day or 1)
    except ValueError:
        return None
    return whole.isoformat() if day is not None else f"{year:04d}-{month:02d}"
