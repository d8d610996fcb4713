"""Declared costs that cannot be right, and the many that may."""

from __future__ import annotations

import pytest

from adr_lint.facts.plausible import NAME, find
from adr_lint.model import Fact, Facts, FactSource, Money, Value

EIGHT_FOR_A_YEAR: dict[str, Value] = {"approach": "build", "team.engineers": 8, "build.estimate_months": 12}


def facts(source: FactSource = "declared", **values: Value) -> Facts:
    named = {name.replace("__", "."): value for name, value in values.items()}
    return {name: Fact(name, value, source) for name, value in (EIGHT_FOR_A_YEAR | named).items()}


def reason(known: Facts) -> str | None:
    found = find(known, {NAME})
    return str(found[NAME].value) if found else None


def test_no_cost_is_no_reason() -> None:
    assert reason(facts()) is None


@pytest.mark.parametrize(
    "development",
    [
        Money(50_000, "EUR"),  # 8 × 54,900 = 439,200 at the least; a tenth of it is 43,920
        Money(1, "CHF"),  # nothing is assumed of what people cost there
        Money(1),
    ],
)
def test_what_may_be_right_is_left_alone(development: Money) -> None:
    assert reason(facts(cost__build_development=development)) is None


def test_a_tenth_of_the_wages_is_too_little() -> None:
    found = reason(facts(cost__build_development=Money(40_000, "EUR")))
    assert found == "development at EUR 40,000, whose people alone would cost EUR 440,000"


def test_the_share_and_the_number_of_those_who_build_count() -> None:
    assert reason(facts(cost__build_development=Money(40_000, "EUR"), cost__build_people=2)) is None
    assert reason(facts(cost__build_development=Money(40_000, "EUR"), cost__build_share=0.5)) is None


def test_only_what_is_declared_counts() -> None:
    assert reason(facts("inferred", cost__build_development=Money(1, "EUR"))) is None
    assert reason(facts("inferred", cost__build_monthly=Money(0, "EUR"))) is None


def test_running_for_nothing_is_said_of_what_is_built() -> None:
    assert reason(facts(cost__build_monthly=Money(0, "EUR"))) == "running one's own at nothing a month"
    assert reason(facts(cost__build_monthly=Money(1, "EUR"))) is None
    assert reason(facts(approach="buy", cost__build_monthly=Money(0, "EUR"))) is None


def test_a_vocabulary_without_the_fact_and_an_author_who_states_it_are_respected() -> None:
    known = facts(cost__build_monthly=Money(0, "EUR"))
    assert find(known, ()) == {}
    assert find({**known, NAME: Fact(NAME, "own words", "declared")}, {NAME}) == {}
