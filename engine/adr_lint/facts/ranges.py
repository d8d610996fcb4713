"""Both ends of what may be a range: "2-3", "15 to 25 %", "6-9 months", "EUR 9k-12k a month", as flags give them."""

from __future__ import annotations

import re

from adr_lint.facts import durations, money, numbers
from adr_lint.facts.text import fold
from adr_lint.regexes import regex

Ends = tuple[float, float]

_PARTS = regex(r"^(.*?\S)\s*(?:\.\.|\x96|\bto\b|(?<=[\da-z%])-)\s*(\S.*)$")
_SUFFIX = regex(r"^[\d.,' ]+([a-z]+)$")
_SPAN = regex(r"^(.*?[\d\s])(days?|weeks?|months?|mos?|quarters?|years?|yrs?)$")


def number(text: str) -> Ends | None:
    """Both ends of a number or of a range of two; None where the text says anything else."""
    return _ends(_folded(text))


def share(text: str) -> Ends | None:
    """The same as shares of one: "20 %" is 0.2."""
    folded = _folded(text)
    found = _ends(re.sub(r"\s?%", "", folded))
    if found is None or "%" not in folded:
        return found
    return found[0] / 100, found[1] / 100


def months(text: str) -> Ends | None:
    """The same in months, a number alone being one of months."""
    folded = _folded(text)
    span = _SPAN.match(folded)
    unit = durations.in_months(span[2]) if span else 1.0
    found = _ends(span[1].strip() if span else folded)
    return None if found is None else (found[0] * unit, found[1] * unit)


def amount(text: str, unit: str) -> tuple[Ends, str] | None:
    """Both ends of an amount of money and its currency, for a ``unit`` of "a month" or "a year" where that is asked."""
    folded = _folded(text)
    upper = money.for_period(folded, unit)
    if upper is None:
        return None
    bare = money.bare(folded)
    ends = _ends(bare)
    if ends is None or ends[1] == 0:
        return (upper.amount, upper.amount), upper.currency
    return (upper.amount * ends[0] / ends[1], upper.amount), upper.currency


def _ends(text: str) -> Ends | None:
    negative = text.startswith("-")
    if negative:
        found = numbers.number(text[1:])
        return None if found is None else (-found, -found)
    parts = _PARTS.match(text)
    if parts is None:
        single = numbers.number(text)
        return None if single is None else (single, single)
    low, high = parts[1], parts[2]
    suffix = _SUFFIX.match(high)
    if suffix and _SUFFIX.match(low) is None:
        low += suffix[1]  # 9-12k
    first, last = numbers.number(low), numbers.number(high)
    return None if first is None or last is None or first > last else (first, last)


def _folded(text: str) -> str:
    return " ".join(fold(text).decode("latin-1").split())
