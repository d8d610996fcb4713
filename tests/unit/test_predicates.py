"""Predicates are strictly typed: the same value of another type is another value."""

from __future__ import annotations

import pytest

from adr_lint.evaluate.predicates import certain, holds, may_hold
from adr_lint.model import HINTED, Fact, Money, Value
from adr_lint.policy.nouns import Operator, Predicate, Ref

LONG = "x" * 10_000_000


def given(**values: Value) -> dict[str, Fact]:
    return {name: Fact(name, value, "declared") for name, value in values.items()}


@pytest.mark.parametrize(
    ("value", "operator", "operand", "expected"),
    [
        (3, "is", 3, True),
        (3, "is", 3.0, True),
        ("3", "is", 3, False),
        (3, "is", "3", False),
        (True, "is", 1, False),
        (1, "is", True, False),
        (True, "is", "true", False),
        (True, "is", True, True),
        (False, "is", 0, False),
        (1e-9, "more_than", 0, True),
        (2**70, "at_least", 2**69, True),
        (2**64, "is", 2**63, False),
        (6, "at_most", 6, True),
        (6, "less_than", 6, False),
        (1000, "at_least", 1000, True),
        ("build", "in", ("build", "buy"), True),
        ("hybrid", "not_in", ("build", "buy"), True),
        ("build", "not_in", ("build", "buy"), False),
        (("a", "b"), "includes", ("b", "c"), True),
        (("a", "b"), "includes_all", ("b", "c"), False),
        (("a", "b"), "includes_all", ("b", "a"), True),
        (("a", "b"), "excludes", ("c",), True),
        (("a", "b"), "excludes", ("a", "c"), False),
        ("build", "is", "build" + "x" * 65_536, False),
        (LONG, "is", LONG[:-1], False),
        (LONG, "is", "x" * 10_000_000, True),
        ("\ud800", "is", "\ud800", True),
        ("5", "at_least", 3, False),
        (True, "at_least", 0, False),
        (Money(1_100_000, "CHF"), "at_least", 1_000_000, True),
    ],
)
def test_typed_comparison(value: Value, operator: Operator, operand: Value, expected: bool) -> None:
    assert holds(Predicate("x", operator, operand), given(x=value)) is expected


@pytest.mark.parametrize("operator", ["is", "in", "not_in", "at_least", "less_than", "includes", "excludes", "stated"])
def test_absent_fact_compares_as_false(operator: Operator) -> None:
    assert holds(Predicate("x", operator, ("a",)), {}) is False


def test_not_applicable_is_neither_stated_nor_absent() -> None:
    facts = {"x": Fact("x", "", "declared", not_applicable="we own the data centre")}
    assert holds(Predicate("x", "stated"), facts) is False
    assert holds(Predicate("x", "absent"), facts) is False
    assert holds(Predicate("x", "is", ""), facts) is False


@pytest.mark.parametrize("operator", ["stated", "absent", "is", "not_in", "at_least"])
def test_of_a_fact_that_is_hinted_at_nothing_is_certain(operator: Operator) -> None:
    facts = {"x": Fact("x", HINTED, "inferred", (), HINTED)}
    test = Predicate("x", operator, 3)
    assert [certain(test, facts, wanted=wanted) for wanted in (True, False)] == [False, False]


def test_what_a_hint_has_no_bearing_on_is_certain() -> None:
    hinted = Fact("estimate", HINTED, "inferred", (), HINTED)
    test = Predicate("timeline", "less_than", Ref("estimate"))
    assert may_hold(test, {"estimate": hinted, **given(timeline=6)}) is True
    assert may_hold(test, {"estimate": hinted}) is False  # whatever the estimate, there is no timeline
    no_timeline = Fact("timeline", "", "declared", (), "no date is set")
    assert may_hold(test, {"estimate": hinted, "timeline": no_timeline}) is False
    assert may_hold(Predicate("timeline", "stated"), {"estimate": hinted, "timeline": no_timeline}) is False


def test_comparison_with_another_fact() -> None:
    test = Predicate("timeline", "less_than", Ref("estimate", 2.0))
    assert holds(test, given(timeline=6, estimate=3)) is False
    assert holds(test, given(timeline=6, estimate=3.5)) is True
    assert holds(test, given(timeline=6)) is False


def test_amounts_of_different_currencies_do_not_compare() -> None:
    test = Predicate("a", "more_than", Ref("b"))
    assert holds(test, given(a=Money(5, "EUR"), b=Money(4, "EUR"))) is True
    assert holds(test, given(a=Money(5, "EUR"), b=Money(4, "USD"))) is False


def test_disjoint_lists() -> None:
    test = Predicate("clouds", "excludes", Ref("ours"))
    assert holds(test, given(clouds=("aws",), ours=("gcp",))) is True
    assert holds(test, given(clouds=("aws", "gcp"), ours=("gcp",))) is False
    assert holds(test, given(clouds=("aws",))) is False
