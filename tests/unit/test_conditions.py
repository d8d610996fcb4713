"""Conditions as a policy has them become checked predicates, and what does not fit the vocabulary is refused."""

from __future__ import annotations

from typing import Any

import pytest

from adr_lint.evaluate.predicates import holds
from adr_lint.model import Fact, Value
from adr_lint.policy.conditions import ConditionReader, PolicyMistake
from adr_lint.policy.nouns import All, FactType, Predicate

VOCABULARY = {
    fact.name: fact
    for fact in (
        FactType("platforms", "list", "some platforms"),
        FactType("others", "list", "other platforms"),
        FactType("count", "integer", "a count"),
        FactType("kind", "choice", "a kind", values=("a", "b")),
    )
}


def read(data: dict[str, Any]) -> Predicate:
    condition = ConditionReader(VOCABULARY, ()).all_of(data, ())
    assert isinstance(condition, Predicate)
    return condition


def given(name: str, value: Value) -> dict[str, Fact]:
    return {name: Fact(name, value, "declared")}


@pytest.mark.parametrize(
    ("value", "operator", "number", "expected"),
    [
        (("x", "y"), "at_least", 2, True),
        (("x",), "at_least", 2, False),
        (("x", "x"), "at_least", 2, False),
        (("x",), "at_most", 1, True),
        (("x", "y"), "at_most", 1, False),
        (("x", "y"), "more_than", 1, True),
        (("x", "y"), "less_than", 2, False),
        ((), "at_least", 1, False),
        ((), "less_than", 1, True),
    ],
)
def test_the_orderings_compare_how_many_different_entries_a_list_has(
    value: tuple[str, ...], operator: str, number: int, expected: bool
) -> None:
    assert holds(read({"platforms": {operator: number}}), given("platforms", value)) is expected


def test_a_list_that_is_not_stated_has_no_length() -> None:
    assert holds(read({"platforms": {"at_most": 1}}), {}) is False


def test_a_text_has_no_length() -> None:
    assert holds(Predicate("kind", "at_least", 1), given("kind", "ab")) is False


def test_a_length_and_a_membership_hold_together() -> None:
    condition = ConditionReader(VOCABULARY, ()).all_of({"platforms": {"includes": "x", "at_least": 2}}, ())
    assert condition == All((Predicate("platforms", "includes", ("x",)), Predicate("platforms", "at_least", 2)))


@pytest.mark.parametrize(
    ("data", "path", "words"),
    [
        ({"platforms": {"at_least": "two"}}, ("platforms", "at_least"), "a number expected, not 'two'"),
        ({"platforms": {"at_least": True}}, ("platforms", "at_least"), "a number expected, not True"),
        ({"platforms": {"at_least": {"fact": "others"}}}, ("platforms", "at_least"), "a number expected"),
        ({"platforms": {"at_lest": 2}}, ("platforms", "at_lest"), "'at_lest' is no comparison for 'platforms'"),
        ({"kind": {"at_least": 2}}, ("kind", "at_least"), "'at_least' is no comparison for 'kind'"),
        ({"count": {"includes": 2}}, ("count", "includes"), "'includes' is no comparison for 'count'"),
    ],
)
def test_what_is_wrong_with_a_comparison_is_said_with_its_place(
    data: dict[str, Any], path: tuple[str, ...], words: str
) -> None:
    with pytest.raises(PolicyMistake, match=words) as caught:
        read(data)
    assert caught.value.path == path
