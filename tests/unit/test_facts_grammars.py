"""Numbers, spans, dates and amounts, as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adr_lint.facts import dates, durations, money, numbers
from adr_lint.facts.masks import Numbers, kind_of
from adr_lint.facts.text import fold, sentence_at, sentences
from adr_lint.model import Money


def folded(text: str) -> str:
    return fold(text).decode("latin-1")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4", 4), ("four", 4), ("sixty-five", 65), ("half a dozen", 6), ("two dozen", 24), ("a dozen", 12),
        ("a couple", 2), ("a pair", 2), ("two hundred and fifty", 250), ("a thousand", 1000), ("three thousand", 3000),
        ("1,540", 1540), ("1.540", 1540), ("1,5", 1.5), ("2.75", 2.75), ("1,234,567.5", 1234567.5),
        ("1.234.567,5", 1234567.5),
        ("2 600", 2600), ("2'600", 2600), ("3k", 3000), ("1.2 million", 1200000), ("4-5", 5), ("4–5", 5), ("4 to 6", 6),
        ("two or three", 3), ("about 300", 300), ("more than forty", 40), ("100+", 100), ("0.5", 0.5),
    ],
)  # fmt: skip
def test_number(text: str, value: float) -> None:
    assert numbers.number(folded(text)) == value


@pytest.mark.parametrize("text", ["", "many", "x", "-", "to", "engineers"])
def test_no_number(text: str) -> None:
    assert numbers.number(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5 months", 5), ("five months", 5), ("4-5 months", 5), ("18–24 months", 24), ("a year and a half", 18),
        ("two and a half years", 30), ("half a year", 6), ("a quarter", 3), ("three quarters", 9), ("6-month", 6),
        ("two sprints", 1), ("six weeks", 1.5), ("sixteen weeks", 4), ("26 weeks", 6),
        ("90 days", 3), ("1 week", 0.25), ("2 engineer-months", 2),
        ("three person-months", 3), ("a month", 1), ("a little over five months", 5), ("2 yrs", 24),
        ("first year", 12), ("coming fiscal year", 12), ("three contract years", 36),
    ],
)  # fmt: skip
def test_months(text: str, value: float) -> None:
    assert durations.months(folded(text)) == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("three weeks", 3),
        ("three weeks'", 3),
        ("10 working days", 2),
        ("14 days", 2),
        ("a month", 4),
        ("a quarter", 12),
        ("half a year", 26.1),
        ("two sprints", 4),
    ],
)
def test_weeks(text: str, value: float) -> None:
    assert durations.weeks(folded(text)) == pytest.approx(value, abs=0.05)


@pytest.mark.parametrize(
    ("text", "now", "months"),
    [
        ("1 August 2025", "2025-03-01", 5), ("August 1, 2025", "2025-03-01", 5), ("2025-08-01", "2025-03-01", 5),
        ("1.8.2025", "2025-03-01", 5), ("the first week of August", "2025-03-03", 5), ("1 February", "2025-08-01", 6),
        ("end of Q3", "2025-03-31", 6), ("Q2 2026", "2025-06-30", 12), ("mid-June", "2025-03-15", 3),
        ("the end of the year", "2025-06-30", 6), ("November", "2025-05-31", 6), ("New Year", "2025-03-01", 10),
        ("Christmas 2026", "2025-12-24", 12), ("New Year's Eve 2026", "2025-10-01", 3),
        ("the third quarter", "2025-03-30", 6), ("1 September next year", "2025-03-01", 18),
        ("the first of December", "2025-07-01", 5), ("August of 2026", "2025-08-31", 12),
        ("March of next year", "2025-02-28", 13), ("the end of June next year", "2025-06-30", 12),
        ("the last days of October", "2025-07-31", 3), ("turn of the year", "2025-06-01", 7),
        ("the end of next month", "2025-06-30", 1), ("next month", "2025-06-10", 1),
        ("mid next year", "2025-06-30", 12),
        ("H1 2026", "2025-12-30", 6), ("the second half of 2026", "2025-12-31", 12), ("mid-2026", "2025-12-30", 6),
        ("early 2026", "2025-10-31", 3), ("late 2026", "2025-12-31", 12), ("year's end", "2025-06-30", 6),
        ("midsummer", "2025-03-24", 3), ("Easter", "2025-12-05", 4), ("Easter 2026", "2025-04-05", 12),
        ("Black Friday", "2025-09-28", 2), ("Thanksgiving", "2025-09-27", 2),
        ("Christmas next year", "2025-12-24", 12),
        ("spring 2026", "2025-10-16", 6), ("the summer of next year", "2025-07-16", 12),
        ("next spring", "2025-11-16", 5),
        ("early next summer", "2025-12-04", 6),
        ("the end of summer 2026", "2025-08-29", 12),
        ("this autumn", "2025-07-16", 3),
        ("winter of next year", "2025-02-15", 23), ("next spring", "2025-03-16", 13),
        ("the last Friday in November", "2025-08-28", 3), ("the first Monday of March", "2025-12-02", 3),
        ("the second Tuesday in May 2026", "2025-11-12", 6), ("last Friday of the year", "2025-06-26", 6),
        ("calendar week 40", "2025-07-03", 3), ("KW 12/2026", "2025-12-20", 3),
        ("end of next may", "2023-05-30", 12), ("next may", "2023-02-01", 4),
    ],
)  # fmt: skip
def test_months_until(text: str, now: str, months: float) -> None:
    assert dates.months_until(folded(text), date.fromisoformat(now)) == pytest.approx(months, abs=0.1)


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("20 january", "10 february", 22), ("1", "21 september", 21), ("july", "september", 92),
        ("january", "end of march", 90), ("february", "february", 28), ("10 december", "5 january", 27),
        ("july 2025", "15 august 2025", 46),
    ],
)  # fmt: skip
def test_days_between(first: str, last: str, days: int) -> None:
    assert dates.days_between(first, last) == days


@pytest.mark.parametrize(("first", "last"), [("31", "the cold store"), ("the door", "1 may"), ("40", "1 may")])
def test_no_days_between(first: str, last: str) -> None:
    assert dates.days_between(first, last) is None


@pytest.mark.parametrize(
    ("text", "now"), [("1 March 2024", "2025-03-01"), ("31 February 2026", "2025-03-01"), ("2025-13-45", "2025-03-01")]
)
def test_no_months_until(text: str, now: str) -> None:
    assert dates.months_until(folded(text), date.fromisoformat(now)) is None


def test_without_a_date_of_its_own_a_record_gives_no_months() -> None:
    assert dates.months_until("1 august 2025", None) is None
    assert dates.parse_now(None) is None
    assert dates.parse_now("2025-02-30") is None
    assert dates.parse_now("2025-02") == date(2025, 2, 15)


@pytest.mark.parametrize(
    ("text", "amount", "currency", "months"),
    [
        ("CHF 1.1m", 1.1e6, "CHF", None), ("$2,900 a month", 2900, "USD", 1), ("€412k", 412e3, "EUR", None),
        ("€1.540", 1540, "EUR", None), ("1.2 million euros", 1.2e6, "EUR", None),
        ("120,000 USD per year", 120e3, "USD", 12),
        ("£5-10k/month", 10e3, "GBP", 1), ("a million dollars", 1e6, "USD", None),
    ],
)  # fmt: skip
def test_money(text: str, amount: float, currency: str, months: float | None) -> None:
    assert money.money(folded(text)) == (Money(amount, currency), months)


def test_money_by_the_month() -> None:
    assert money.per_month("$120,000 per year") == Money(10000, "USD")
    assert money.per_month("$5m") is None


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("by Black Friday", "by TTTTTTTTTTTT"),
        ("on the last Friday of the year", "on the TTTTTTTTTTTTTTTTTTTTTTT"),
        ("in the second half of 2026", "in TTTTTTTTTTTTTTTTTTTTTTT"),
        ("in summer 2026, not by summer", "in TTTTTTTTTTT, not by summer"),
        ("at the end of next month", "at TTTTTTTTTTTTTTTTTTTTT"),
        ("fall back to week 12", "fall back to week NN"),
        ("four of us", "NNNN of us"), ("in 5 months", "in DDDDDDDD"), ("by 1 May 2026", "by TTTTTTTTTT"),
        ("it may fail", "it may fail"), ("In May", "in TTT"), ("costs $4k a month", "costs MMMMMMMMMMM"),
        ("10 % of her week", "PPPP of her week"), ("v2 of it", "v2 of it"),
    ],
)  # fmt: skip
def test_masks(text: str, masked: str) -> None:
    out = bytearray(fold(text))
    Numbers().mask(text, fold(text), out)
    assert out.decode("latin-1") == masked


def test_sentences_are_not_ended_by_abbreviations_and_decimals() -> None:
    text = fold("We use e.g. Kafka v1.5. It costs approx. 4.5 kg. Fine! Is it? Yes.")
    starts = sentences(text)
    assert [text[a:b].strip() for a, b in (sentence_at(starts, len(text), start) for start in starts)] == [
        b"we use e.g. kafka v1.5.", b"it costs approx. 4.5 kg.", b"fine!", b"is it?", b"yes.",
    ]  # fmt: skip


@given(st.text(max_size=80))
def test_folding_keeps_positions(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(alphabet="0123456789 .,'-kmonthsyearweekq/$€%a", max_size=30))
def test_grammars_take_anything(text: str) -> None:
    plain = folded(text)
    numbers.number(plain)
    numbers.percent(plain)
    durations.months(plain)
    durations.weeks(plain)
    money.money(plain)
    dates.months_until(plain, date(2025, 1, 1))
    assert not plain or kind_of(plain) in "TMPDN"
