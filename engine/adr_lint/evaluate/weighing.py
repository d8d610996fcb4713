"""Weighs the matrix of a record, and finds the single facts that would turn what it comes to.

What would turn it follows from the matrix's own table: the values that its conditions name are tried one by one, each
against the same conditions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from adr_lint.evaluate.predicates import holds
from adr_lint.matrix import Matrix, Row, Turn, totals, verdict
from adr_lint.model import Fact, Value
from adr_lint.policy.nouns import (
    All,
    AnyOf,
    Condition,
    Derivation,
    Factor,
    FactType,
    Fired,
    PolicySet,
    Predicate,
    literals,
)

_UNSTATED = "unstated"


def weigh(facts: Mapping[str, Fact], policies: PolicySet, factors: Sequence[Factor] | None = None) -> Matrix:
    """The matrix of a record with these facts; ``factors`` are the policies' own with other weights.

    A record that decides nothing of this kind has no leanings.
    """
    factors = policies.factors if factors is None else factors
    approach = facts.get("approach")
    if approach is None or approach.value == "none":
        return Matrix(tuple(Row(factor, _UNSTATED) for factor in factors))
    tables = {derivation.fact: derivation for derivation in policies.derivations}
    rows = tuple(_row(factor, tables[factor.fact], facts) for factor in factors)
    leanings = {row.factor: row.leans for row in rows}
    found = [
        turn
        for row in rows
        if (turn := _turn(row, tables[row.factor.fact], facts, policies.vocabulary, leanings)) is not None
    ]
    return Matrix(rows, tuple(sorted(found, key=lambda turn: turn.now is None)))


def _row(factor: Factor, table: Derivation, facts: Mapping[str, Fact]) -> Row:
    shown = tuple(facts[name] for name in factor.facts if name in facts)
    return Row(factor, _leaning(table, facts), shown)


def _leaning(table: Derivation, facts: Mapping[str, Fact]) -> str:
    return next((case.value for case in table.cases if _true(case.when, facts)), _UNSTATED)


def _true(condition: Condition, facts: Mapping[str, Fact]) -> bool:
    if isinstance(condition, Predicate):
        return holds(condition, facts)
    if isinstance(condition, All):
        return all(_true(part, facts) for part in condition.parts)
    if isinstance(condition, AnyOf):
        return any(_true(part, facts) for part in condition.parts)
    assert not isinstance(condition, Fired)  # noqa: S101  # a leaning rests on facts alone
    return not _true(condition.part, facts)


def _turn(
    row: Row,
    table: Derivation,
    facts: Mapping[str, Fact],
    vocabulary: Mapping[str, FactType],
    leanings: Mapping[Factor, str],
) -> Turn | None:
    """The least change of one of the factor's facts that gives the other side the verdict, or else makes it even."""
    before = verdict(totals(leanings))
    found: list[tuple[bool, float, int, Turn]] = []
    for order, (name, value) in enumerate(_candidates(row.factor, table, vocabulary)):
        leans = _leaning(table, {**facts, name: Fact(name, value, "declared")})
        sums = totals({**leanings, row.factor: leans})
        after = verdict(sums)
        if after in (before, "none") or before == "none":
            continue
        stated = facts.get(name)
        now = stated.value if stated is not None and stated.not_applicable is None else None
        turn = Turn(row.factor, name, now, value, leans, after, sums)
        found.append((after == "even", _distance(now, value), order, turn))
    return min(found, key=lambda one: one[:3])[3] if found else None


def _candidates(factor: Factor, table: Derivation, vocabulary: Mapping[str, FactType]) -> Iterator[tuple[str, Value]]:
    """The values at which the factor's table turns: those that its conditions name, and their neighbours."""
    seen: set[tuple[str, Value]] = set()
    for case in table.cases:
        for test, _ in literals(case.when):
            if isinstance(test, Predicate) and test.fact in factor.facts:
                for value in _values(test, vocabulary[test.fact]):
                    if (test.fact, value) not in seen:
                        seen.add((test.fact, value))
                        yield test.fact, value


def _values(test: Predicate, kind: FactType) -> Iterator[Value]:
    operand = test.operand
    if test.operator in ("at_least", "at_most", "more_than", "less_than"):
        if isinstance(operand, int | float):
            yield from (_number(value, kind) for value in (operand, operand + 1, operand - 1) if _possible(value, kind))
    elif test.operator == "in" and isinstance(operand, tuple):
        yield from operand
    elif test.operator == "is" and isinstance(operand, bool | int | float | str):
        yield operand


def _possible(value: float, kind: FactType) -> bool:
    above = kind.minimum is None or value >= kind.minimum
    whole = kind.kind != "integer" or float(value).is_integer()
    return above and whole and (kind.maximum is None or value <= kind.maximum)


def _number(value: float, kind: FactType) -> Value:
    return int(value) if kind.kind == "integer" or float(value).is_integer() else value


def _distance(now: Value | None, then: Value) -> float:
    if isinstance(now, int | float) and isinstance(then, int | float):
        return abs(float(then) - float(now))
    return 0.0
