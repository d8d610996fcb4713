"""Conditions to conjunctions: equal in truth to the conditions, bounded in number."""

from __future__ import annotations

from random import Random

import pytest
from random_policies import condition, facts

from adr_lint.evaluate.predicates import holds
from adr_lint.evaluate.symbols import MAX_ALTERNATIVES, Symbols, TooManyAlternativesError
from adr_lint.policy.nouns import All, AnyOf, Case, Condition, Derivation, Not, Predicate
from adr_lint.policy.order import CircularError, stratify

A, B, C = (Predicate(name, "stated") for name in "abc")


def test_equal_predicates_share_a_symbol() -> None:
    symbols = Symbols()
    assert symbols.compile(All((A, B))) == [(0, 1)]
    assert symbols.compile(All((B, A))) == [(0, 1)]
    assert symbols.compile(Not(A)) == [(2,)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (All(()), [()]),
        (AnyOf(()), []),
        (Not(All(())), []),
        (All((A, Not(A))), []),
        (AnyOf((A, A)), [(0,)]),
        (All((AnyOf((A, B)), C)), [(0, 1), (1, 2)]),
        (Not(AnyOf((A, B))), [(0, 1)]),
    ],
)
def test_compile(given: Condition, expected: list[tuple[int, ...]]) -> None:
    assert Symbols().compile(given) == expected


def test_compiled_is_true_where_the_condition_is() -> None:
    agreed = 0
    for seed in range(2000):
        random = Random(seed)
        given, known, symbols = condition(random, [], []), facts(random), Symbols()
        alternatives = symbols.compile(given)
        true = {n for n, p, wanted in symbols.entries() if isinstance(p, Predicate) and holds(p, known) == wanted}
        expected = _true(given, known)
        assert any(set(alternative) <= true for alternative in alternatives) == expected
        agreed += expected
    assert 300 < agreed < 1700


def _true(given: Condition, known: object) -> bool:
    if isinstance(given, Predicate):
        return holds(given, known)  # type: ignore[arg-type]
    if isinstance(given, Not):
        return not _true(given.part, known)
    assert isinstance(given, All | AnyOf)
    return (all if isinstance(given, All) else any)(_true(part, known) for part in given.parts)


def test_too_many_alternatives_are_refused_and_quickly() -> None:
    wide = All(tuple(AnyOf(tuple(Predicate(f"n{i}", "is", j) for j in range(10))) for i in range(30)))
    with pytest.raises(TooManyAlternativesError):
        Symbols().compile(wide)
    flat = AnyOf(tuple(Predicate("n", "is", j) for j in range(MAX_ALTERNATIVES)))
    assert len(Symbols().compile(flat)) == MAX_ALTERNATIVES


def test_circles_are_refused_with_their_path() -> None:
    steps = [
        Derivation("a", "first", (Case("x", Predicate("b", "stated")),)),
        Derivation("b", "first", (Case("x", Predicate("c", "stated")),)),
        Derivation("c", "count", facts=("a",), value="x"),
    ]
    with pytest.raises(CircularError) as raised:
        stratify(steps)
    assert raised.value.path == ("a", "b", "c", "a")
