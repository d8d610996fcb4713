"""The flags of adr-lint tco, and the way from a record to an estimate."""

from __future__ import annotations

import pytest

from adr_lint.cost.nouns import Quantity
from adr_lint.costing import Asked, asked, estimate
from adr_lint.discover import from_text
from adr_lint.errors import UserError
from adr_lint.run import Session, Settings

RECORD = """---
status: accepted
decision:
  approach: build
  team.engineers: 4
  build.estimate_months: 6
  cost.salary: EUR 7,500 a month
  cost.maintenance_share: 20 %
---
# Our own model server

| Cost (EUR) | Build | Buy (hosted) |
|---|---|---|
| Hardware | 20,000 | 0 |
| Hosting per month | 3,000 | 15,000 |

We build it.
"""


def given(**flags: str) -> Asked:
    return asked(flags)


def test_a_flag_may_be_one_value_or_a_range() -> None:
    wishes = given(
        build_months="6-9 months", overrun="2..3", maintenance_share="15-25 %", buy_monthly="EUR 120k a year"
    )
    assert [one.quantity for one in wishes.given] == [
        Quantity(6, 7.5, 9),
        Quantity(2, 2.5, 3),
        Quantity(0.15, 0.2, 0.25),
        Quantity(10_000, 10_000, 10_000),
    ]
    assert [one.exact for one in wishes.given] == [True, True, True, False]
    assert wishes.given[3].currency == "EUR"


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("build_months", "soon", "--build-months: 'soon' is no number and no range of two"),
        ("build_months", "0", "expected at least 0.1"),
        ("build_months", "-3", "expected at least 0.1"),
        ("build_months", "nan", "is no number"),
        ("overrun", "0.5", "--overrun: '0.5' cannot be; expected at least 1"),
        ("overrun", "3-2", "is no number and no range"),
        ("build_share", "150%", "expected at most 1"),
        ("build_people", "1e9", "is no number"),
        ("salary", "EUR", "--salary: 'EUR' is no amount of money"),
        ("salary", "EUR -5", "expected at least 0"),
        ("salary", "inf EUR", "is no amount of money"),
        ("salary", "EUR 99999999999999", "expected at most 1,000,000,000,000"),
        ("growth", "-200%", "expected at least -0.99"),
        ("tiers", "5:1", "--tiers: the first tier begins at 0"),
    ],
)
def test_a_flag_that_cannot_be_is_refused_with_its_name(name: str, text: str, words: str) -> None:
    with pytest.raises(UserError) as error:
        given(**{name: text})
    assert words in str(error.value)


@pytest.mark.parametrize("months", ["0", "121", "-1", "2.5", "24,x", "٣"])
def test_months_that_cannot_be_are_refused(months: str) -> None:
    with pytest.raises(UserError, match="--months"):
        asked({}, months=months)


@pytest.mark.parametrize("rate", ["", "EUR", "EUR=USD", "EUR=0USD", "EUR=1..2USD", "EUR=-1USD", "EURO=1USD"])
def test_rates_that_cannot_be_are_refused(rate: str) -> None:
    with pytest.raises(UserError, match="--rate"):
        asked({}, rates=[rate])


def test_a_currency_is_three_letters() -> None:
    with pytest.raises(UserError, match="--currency"):
        asked({}, currency="euros")
    assert asked({}, currency="eur").currency == "EUR"


def test_a_record_is_reckoned_from_its_facts_its_table_and_the_flags() -> None:
    session = Session(Settings())
    reading = session.read(from_text(RECORD, "0001.md"))
    found = estimate(reading, asked({"buy_people": "0", "spread": "0", "overrun": "2"}, months="12,36,12"))
    assert found.inputs.missing == ()
    assert found.result.horizons == (12, 36)
    build = found.result.courses[0]
    # 20,000 once; twice six months at 4 × 7,500 = 30,000 a month: 360,000.
    assert build.months[12].p50 == pytest.approx(380_000)
    # Then 3,000 and 360,000 × 0.2 / 12 = 6,000 a month for two years.
    assert build.months[36].p50 == pytest.approx(380_000 + 24 * 9_000)
    assert found.result.courses[1].months[36].p50 == pytest.approx(36 * 15_000)


def test_nothing_is_drawn_where_no_amount_is_known() -> None:
    session = Session(Settings())
    found = estimate(session.read(from_text("# Use our own broker\n\nStatus: accepted\n\nWe build it.\n", "1.md")))
    assert found.result.draws == 0
    assert found.result.courses == ()
    assert {one.name for one in found.inputs.missing} >= {"build_months", "buy_monthly"}
