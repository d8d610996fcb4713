"""Whether a predicate holds of a record's facts: strictly typed, the same for every engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from adr_lint.model import Fact, Money, Value
from adr_lint.policy.nouns import Predicate, Ref


def holds(test: Predicate, facts: Mapping[str, Fact]) -> bool:
    """True when the predicate holds. What is not stated or not applicable compares as false with anything."""
    fact = facts.get(test.fact)
    if test.operator == "absent":
        return fact is None
    if fact is None or fact.not_applicable is not None:
        return False
    if test.operator == "stated":
        return True
    operand = _resolve(test.operand, fact.value, facts) if isinstance(test.operand, Ref) else test.operand
    return operand is not None and _compare(test.operator, fact.value, operand)


def may_hold(test: Predicate, facts: Mapping[str, Fact]) -> bool:
    """True when the predicate holds, or may for all that is known of facts that are only hinted at."""
    if holds(test, facts):
        return True
    fact = facts.get(test.fact)
    other = facts.get(test.operand.fact) if isinstance(test.operand, Ref) else None
    if fact is None or fact.not_applicable is not None:
        return fact is not None and fact.hinted
    return other is not None and other.hinted


def certain(test: Predicate, facts: Mapping[str, Fact], *, wanted: bool) -> bool:
    """Whether the predicate holds as wanted, whatever is the case of facts that are only hinted at."""
    return holds(test, facts) if wanted else not may_hold(test, facts)


def _resolve(ref: Ref, value: Value, facts: Mapping[str, Fact]) -> Value | None:
    other = facts.get(ref.fact)
    if other is None or other.not_applicable is not None:
        return None
    if isinstance(value, Money) and isinstance(other.value, Money) and value.currency != other.value.currency:
        return None
    number = _number(other.value)
    return other.value if number is None else number * ref.times


def _compare(operator: str, value: Value, operand: Value) -> bool:
    if operator in _SETS:
        return isinstance(value, tuple) and isinstance(operand, tuple) and _SETS[operator](set(value), set(operand))
    if operator in _ORDERS:
        left, right = _size(value), _number(operand)
        return left is not None and right is not None and _ORDERS[operator](left, right)
    if operator == "is":
        return same(value, operand)
    within = isinstance(operand, tuple) and any(same(value, entry) for entry in operand)
    return within == (operator == "in")


def same(left: Value, right: Value) -> bool:
    """Equal, and of the same type: 3 is 3.0, but neither "3" nor true."""
    a, b = _number(left), _number(right)
    if a is not None or b is not None:
        return a == b
    return type(left) is type(right) and left == right


def _size(value: Value) -> int | float | None:
    """What the orderings compare: a number itself, and of a list how many different entries it has."""
    return len(set(value)) if isinstance(value, tuple) else _number(value)


def _number(value: Value) -> int | float | None:
    if isinstance(value, Money):
        return value.amount
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value


_SETS: Mapping[str, Callable[[set[str], set[str]], bool]] = {
    "includes": lambda value, wanted: bool(value & wanted),
    "includes_all": lambda value, wanted: wanted <= value,
    "excludes": lambda value, unwanted: not value & unwanted,
}
_ORDERS: Mapping[str, Callable[[float, float], bool]] = {
    "at_least": lambda left, right: left >= right,
    "at_most": lambda left, right: left <= right,
    "more_than": lambda left, right: left > right,
    "less_than": lambda left, right: left < right,
}
