"""Numbers, spans, dates and amounts in a text, each overwritten by a letter, so that cues stay small.

Folded text has no capitals: ``four engineers in 5 months`` is read as ``NNNN engineers in DDDDDDDD``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from adr_lint.facts import dates, durations, linear, money, numbers, occasions
from adr_lint.regexes import regex

_UNIT = regex(
    r"(?<![a-z])(?:days?|weeks?|sprints?|fortnights?|months?|mos?|quarters?|years?|yrs?|semesters?)'?(?: and a half)?$"
)
_MONEY = regex(
    r"[$\x80\xa3\xa5]|\b(?:eur|usd|chf|gbp|sek|nok|dkk|jpy|inr|aud|cad|pln|czk|brl|sgd|nzd|euros?|dollars?|pounds?|francs|kronor|rupees)\b|fr\."
)
_OF_NEXT_YEAR = regex(rf"{dates.MONTH}.*\byear$")
_DATE = regex(
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|q[1-4]|20\d\d-|\.20\d\d"
    r"|(?:first|second|third|fourth) quarter|year|quarter|month$|h[12][ /]*20|[a-z][ -]20\d\d$"
    rf"|{occasions.FEAST}|{occasions.SEASON}|{occasions.WEEKDAY}|{occasions.WEEK}"
)
_OF_A_TIME = regex(
    r"(?:the )?(?:end|beginning|start|middle|turn|last days?|first (?:half|days?) of|second half of)\b"
    r"|(?:the )?(?:first|second|third|fourth) quarter|early|late|mid\b|new year|year|next month"
    rf"|(?:first|second|third|fourth|last) {occasions.WEEKDAY}"
)
"""What begins a point of time though it ends in a unit of it."""


class Numbers:
    """One pattern for all of them, compiled when first needed."""

    def __init__(self) -> None:
        self._pattern: Any = None

    def mask(self, text: str, folded: bytes, masked: bytearray) -> None:
        """Overwrite every number in ``masked``, which is ``folded`` with the products masked."""
        if self._pattern is None:
            counted = rf"{numbers.COUNT}(?:{numbers.OF_HUNDRED}|{durations.OF_COUNT})?"
            parts = (dates.DATE, money.MONEY, counted, durations.WITHOUT_COUNT)
            source = "|".join(f"(?:{part})" for part in parts)
            self._pattern = linear.compiled(
                rf"\b(?:{source})|{money.SIGNED}", longest=True, groups=False, memory=32 << 20
            )
        for match in self._pattern.finditer(bytes(masked)):
            start, end = match.span()
            words = folded[start:end].decode("latin-1")
            kind = kind_of(words)
            if kind == "T" and words in ("may", "mar") and not text[start].isupper():
                continue
            if words[0] == "0" and words[1:].isdigit():
                continue  # the number of a record, which counts nothing
            masked[start:end] = kind.encode() * (end - start)


@lru_cache(maxsize=4096)
def kind_of(words: str) -> str:
    """The letter for what was found: T date, M money, P percentage, D duration, N count."""
    if words[-1] == "%" or words.endswith(("percent", "per cent")):
        return "P"
    if _MONEY.search(words):
        return "M"
    if _OF_NEXT_YEAR.search(words):
        return "T"
    if _UNIT.search(words) and not _OF_A_TIME.match(words):
        return "D"
    return "T" if _DATE.search(words) else "N"
