"""Amounts of money: "CHF 1.1m", "$ 2,900 a month", "€412k", "1.2 million euros", "120,000 USD per year"."""

from __future__ import annotations

from adr_lint.facts.numbers import FIGURE, number
from adr_lint.facts.text import DASH
from adr_lint.model import Money
from adr_lint.regexes import regex

_SIGNS = {"$": "USD", "\x80": "EUR", "\xa3": "GBP", "us$": "USD", "a$": "AUD", "c$": "CAD", "\xa5": "JPY", "fr.": "CHF"}
_CODES = "eur|usd|chf|gbp|sek|nok|dkk|jpy|inr|aud|cad|pln|czk|brl|sgd|nzd"
_NAMES = {"euro": "EUR", "euros": "EUR", "dollar": "USD", "dollars": "USD", "pound": "GBP", "pounds": "GBP",
          "francs": "CHF", "kronor": "SEK", "rupees": "INR"}  # fmt: skip
_MARK = rf"(?:us\$|a\$|c\$|[$\x80\xa3\xa5]|(?:{_CODES})\b|fr\.)"
_AMOUNT = rf"(?:{FIGURE})(?:\s?(?:k|mn?|mio|bn|million|billion|thousand)\b)?"
_RANGE = rf"{_AMOUNT}(?:\s*(?:-|{DASH}|to)\s*(?:{_MARK})?\s?{_AMOUNT})?"
_SPELT = r"(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|half a|a)\s+(?:hundred thousand|million|thousand))"
_EVERY = (
    r"(?:\s?(?:/|per|a|an|each|every)\s?(?:month|mo\b|year|yr\b|annum|quarter|day)"
    r"|\s(?:monthly|yearly|annually|p\.a\.))?"
)
SIGNED = rf"(?:us\$|a\$|c\$|[$\x80\xa3\xa5])\s?{_RANGE}{_EVERY}"
"""An amount that opens with a sign, which no word boundary precedes."""
MONEY = (
    rf"(?:~\s?)?(?:{_MARK}\s?{_RANGE}|(?:{_RANGE}|{_SPELT})\s?(?:[$\x80\xa3]|(?:{_CODES})\b|(?:{'|'.join(_NAMES)})\b))"
    rf"{_EVERY}"
)
"""An amount with its currency and, where given, its period, as RE2 reads it in folded text."""

_PERIOD = regex(
    r"\s?(?:(?:/|per|a|an|each|every)\s?(month|mo|year|yr|annum|quarter|day)|(monthly|yearly|annually|p\.a\.))\s*$"
)
_CURRENCY = regex(rf"us\$|a\$|c\$|[$\x80\xa3\xa5]|\b(?:{_CODES})\b|fr\.|(?:{'|'.join(_NAMES)})\b")
_NEGATIVE = regex(r"(?:^|[^\w.,])-\s?\d")
_MONTHS = {"month": 1, "mo": 1, "monthly": 1, "quarter": 3, "year": 12, "yr": 12, "annum": 12, "yearly": 12,
           "annually": 12, "p.a.": 12, "day": 1 / 30.4375}  # fmt: skip


def money(text: str) -> tuple[Money, float | None] | None:
    """The amount (of a range the upper end) and the months that it pays for, None where it is paid once."""
    text = text.strip().lstrip("~ ")
    period = _PERIOD.search(text)
    months = _MONTHS[period[1] or period[2]] if period else None
    amount = number(bare(text))
    return None if amount is None else (Money(amount, currency_in(text)), months)


def bare(text: str) -> str:
    """The figures alone, without currency and period."""
    text = _CURRENCY.sub(" ", _PERIOD.sub("", text))
    return text.replace("  ", " ").strip().lstrip("~ ")


def for_period(text: str, unit: str) -> Money | None:
    """The amount for a ``unit`` of "a month" or "a year", one for another period turned into it; else as it stands."""
    found = money(text)
    if found is None:
        return None
    amount, months = found
    factor = -1.0 if _NEGATIVE.search(text) else 1.0
    if months is not None and unit in ("a month", "a year"):
        factor *= _MONTHS[unit.removeprefix("a ")] / months
    return Money(round(amount.amount * factor, 6), amount.currency)


def currency_in(text: str) -> str:
    """The currency that ``text`` (folded) names first, or an empty string."""
    match = _CURRENCY.search(text)
    return _SIGNS.get(match[0]) or _NAMES.get(match[0]) or match[0].upper() if match else ""


def per_month(text: str) -> Money | None:
    """The amount as a monthly one, where the text says how often it is paid."""
    found = money(text)
    if found is None or found[1] is None:
        return None
    return Money(round(found[0].amount / found[1], 2), found[0].currency)
