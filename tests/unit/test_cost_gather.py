"""Who gives an input, in which currency, and what is missing and asked for."""

from __future__ import annotations

import pytest

from adr_lint.cost.assumptions import assumptions
from adr_lint.cost.gather import gather, tiers_of
from adr_lint.cost.nouns import Given, Inputs, Tier, between, point
from adr_lint.model import Fact, Facts, FactSource, Money, Value

KNOWN = assumptions()
WHOLE: dict[str, Value] = {
    "approach": "build",
    "build.estimate_months": 6,
    "team.engineers": 4,
    "cost.salary": Money(90_000, "EUR"),
    "cost.build_upfront": Money(10_000, "EUR"),
    "cost.build_monthly": Money(2_000, "EUR"),
    "cost.buy_upfront": Money(0, "EUR"),
    "cost.buy_monthly": Money(9_000, "EUR"),
}


def facts(source: FactSource = "declared", /, **_: object) -> Facts:
    return {name: Fact(name, value, source) for name, value in WHOLE.items()}


def changed(**values: Value | None) -> Facts:
    """The whole facts with some replaced (``cost__salary``) and those that are None left out."""
    new = {name.replace("__", "."): value for name, value in values.items()}
    return {name: Fact(name, value, "declared") for name, value in (WHOLE | new).items() if value is not None}


def missing(inputs: Inputs) -> dict[str, tuple[str, ...]]:
    return {one.name: one.options for one in inputs.missing}


def test_nothing_is_missing_where_all_is_declared() -> None:
    inputs = gather(facts(), (), KNOWN)
    assert inputs.missing == ()
    assert inputs.notes == ()
    assert inputs.currency == "EUR"
    assert inputs.options == ("build", "buy")
    assert {one.name for one in inputs.taken if one.giver == "assumed"} == {
        "overrun", "build_share", "maintenance_share", "buy_people", "spread",
    }  # fmt: skip


def test_a_stated_amount_may_be_off_by_the_spread_and_a_range_is_taken_as_it_is() -> None:
    ranged = Given("buy_monthly", between(8_000, 10_000), "flag", "8-10k", "EUR", exact=True)
    inputs = gather(facts(), [ranged, Given("spread", point(0.1), "flag", "10%")], KNOWN)
    assert inputs.quantities["build_monthly"].low == pytest.approx(1_800)
    assert inputs.quantities["build_monthly"].high == pytest.approx(2_200)
    assert (inputs.quantities["buy_monthly"].low, inputs.quantities["buy_monthly"].high) == (8_000, 10_000)


def test_a_flag_beats_a_fact_and_a_fact_a_table() -> None:
    table = [Given("buy_monthly", point(1), "table", "1", "EUR"), Given("units", point(5), "table", "5")]
    flag = Given("salary", point(1), "flag", "1", "EUR")
    inputs = gather(facts(), [*table, flag], KNOWN)
    assert inputs.quantities["buy_monthly"].mode == 9_000
    assert inputs.quantities["salary"].mode == 1


def test_rows_of_a_table_for_one_input_are_added_up() -> None:
    rows = [Given("build_monthly", point(amount), "table", "", "EUR") for amount in (300, 200)]
    inputs = gather(changed(cost__build_monthly=None), rows, KNOWN)
    assert inputs.quantities["build_monthly"].mode == 500


@pytest.mark.parametrize(
    ("gone", "name", "options"),
    [
        ("cost__salary", "salary", ("build", "buy")),
        ("build__estimate_months", "build_months", ("build",)),
        ("team__engineers", "build_people", ("build",)),
        ("cost__build_upfront", "build_upfront", ("build",)),
        ("cost__build_monthly", "build_monthly", ("build",)),
        ("cost__buy_upfront", "buy_upfront", ("buy",)),
        ("cost__buy_monthly", "buy_monthly", ("buy",)),
    ],
)
def test_a_missing_input_is_named_and_asked_for(gone: str, name: str, options: tuple[str, ...]) -> None:
    inputs = gather(changed(**{gone: None}), (), KNOWN)
    assert missing(inputs) == {name: options}
    (one,) = inputs.missing
    assert f"--{name.replace('_', '-')} " in one.remedy
    assert "or declare " in one.remedy
    assert name not in inputs.quantities
    assert inputs.lacks(options[0]) == (name,)


def test_what_was_read_from_prose_is_offered_and_not_used() -> None:
    found = dict(changed(cost__buy_monthly=None))
    found["cost.buy_monthly"] = Fact("cost.buy_monthly", Money(1, "EUR"), "inferred")
    inputs = gather(found, (), KNOWN)
    assert missing(inputs) == {"buy_monthly": ("buy",)}
    assert "the prose says" in inputs.missing[0].remedy


def test_a_fact_that_does_not_apply_gives_nothing() -> None:
    found = dict(facts())
    found["cost.buy_upfront"] = Fact("cost.buy_upfront", "none", "declared", not_applicable="none")
    assert missing(gather(found, (), KNOWN)) == {"buy_upfront": ("buy",)}


def test_dollars_have_an_assumed_salary_and_other_currencies_ask() -> None:
    dollars = {
        f"cost__{name}": Money(1_000, "USD")
        for name in ("build_upfront", "build_monthly", "buy_upfront", "buy_monthly")
    }
    inputs = gather(changed(cost__salary=None, **dollars), (), KNOWN)
    assert inputs.missing == ()
    assert inputs.quantities["salary"].mode == 188_000


def test_a_price_by_the_unit_needs_the_units_and_no_monthly_charge() -> None:
    unit = changed(cost__buy_monthly=None, cost__unit_price=Money(0.002, "EUR"))
    assert missing(gather(unit, (), KNOWN)) == {"units": ("buy",)}
    whole = changed(cost__buy_monthly=None, cost__unit_price=Money(0.002, "EUR"), cost__units=1e6)
    inputs = gather(whole, (), KNOWN)
    assert inputs.missing == ()
    assert inputs.tiers == (Tier(0.0, 1.0),)
    assert inputs.quantities["unit_price"].mode == 0.002


def test_tiers_beat_a_price_by_the_unit() -> None:
    both = changed(cost__unit_price=Money(1, "EUR"), cost__tiers=("0:0.003", "1000:0.002"), cost__units=10)
    inputs = gather(both, (), KNOWN)
    assert inputs.tiers == (Tier(0, 0.003), Tier(1000, 0.002))
    assert "unit_price" not in inputs.quantities
    assert any("those by tier are used" in note for note in inputs.notes)


def test_money_for_the_work_replaces_people_and_salary() -> None:
    priced = changed(
        cost__build_development=Money(5, "EUR"), team__engineers=None, cost__salary=None, cost__buy_people=0
    )
    inputs = gather(priced, (), KNOWN)
    assert inputs.missing == ()
    assert "build_share" not in inputs.quantities


def test_another_currency_is_kept_apart_until_a_rate_is_given() -> None:
    mixed = changed(cost__buy_monthly=Money(9_000, "USD"))
    inputs = gather(mixed, (), KNOWN)
    assert missing(inputs) == {"buy_monthly": ("buy",)}
    assert "--rate USD=…EUR" in inputs.missing[0].remedy
    for rates, amount in (({("USD", "EUR"): 0.9}, 8_100), ({("EUR", "USD"): 1.25}, 7_200)):
        converted = gather(mixed, (), KNOWN, rates=rates)
        assert converted.missing == ()
        assert converted.quantities["buy_monthly"].mode == pytest.approx(amount)
        assert len(converted.notes) == 1
    assert gather(mixed, (), KNOWN, rates={("GBP", "EUR"): 2.0}).missing != ()


def test_the_currency_asked_for_is_the_one_that_counts() -> None:
    inputs = gather(facts(), (), KNOWN, currency="USD")
    assert inputs.currency == "USD"
    assert {"salary", "build_upfront", "build_monthly", "buy_monthly"} == set(missing(inputs))
    assert inputs.quantities["buy_upfront"].mode == 0, "nothing is nothing in every currency"


def test_an_amount_without_currency_is_said_to_be_taken_as_the_others() -> None:
    inputs = gather(changed(cost__buy_monthly=Money(9_000)), (), KNOWN)
    assert inputs.missing == ()
    assert "names no currency; taken as EUR" in inputs.notes[0]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("cost__buy_monthly", Money(-1, "EUR")),
        ("cost__buy_monthly", Money(float("nan"), "EUR")),
        ("cost__buy_monthly", Money(float("inf"), "EUR")),
        ("cost__buy_monthly", Money(1e13, "EUR")),
        ("build__estimate_months", 0),
        ("build__estimate_months", 1e300),
        ("team__engineers", -3),
        ("cost__tiers", ("a:b",)),
    ],
)
def test_what_cannot_be_is_said_and_not_used(name: str, value: Value) -> None:
    inputs = gather(changed(**{name: value}), (), KNOWN)
    assert len(inputs.notes) == 1
    assert "is not used; expected" in inputs.notes[0]
    assert all(0 <= q.low <= q.high <= 1e13 for q in inputs.quantities.values())


def test_a_hybrid_is_reckoned_where_it_is_decided_or_given() -> None:
    assert missing(gather(changed(approach="hybrid"), (), KNOWN)) == {"hybrid_share": ("hybrid",)}
    inputs = gather(changed(cost__hybrid_share=0.3), (), KNOWN)
    assert inputs.options == ("build", "buy", "hybrid")
    assert inputs.missing == ()
    # Sums of its own make up for the prices of both sides, and only for the hybrid.
    own = changed(
        cost__hybrid_share=0.3, cost__hybrid_upfront=Money(1, "EUR"), cost__hybrid_monthly=Money(1, "EUR"),
        cost__buy_monthly=None, cost__buy_upfront=None, cost__build_monthly=None, cost__build_upfront=None,
    )  # fmt: skip
    assert set(missing(gather(own, (), KNOWN)).values()) == {("build",), ("buy",)}


@pytest.mark.parametrize(
    "entries", [(), ("5:1",), ("0:1", "0:2"), ("0:1", "9:2", "8:3"), ("0:-1",), ("0:nan",), ("0",), ("0:1", "inf:2")]
)
def test_tiers_that_cannot_be_are_refused(entries: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"tier|bound"):
        tiers_of(entries)


def test_every_assumption_says_why() -> None:
    for spec in KNOWN.specs.values():
        assert (spec.default is None) == (not spec.source), spec.name
        assert spec.kind != "money" or spec.default is None, "a price is asked for, never assumed"
    assert all(given.words for given in KNOWN.salaries.values())
