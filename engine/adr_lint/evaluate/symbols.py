"""From conditions to conjunctions of symbols, the only thing that durable-rules is given.

Each distinct predicate, and each distinct negated one, is a symbol: a number. A condition becomes the
alternatives of its disjunctive normal form, every alternative a conjunction of symbols.
"""

from __future__ import annotations

from collections.abc import Iterator

from adr_lint.policy.nouns import All, AnyOf, Condition, Fired, Not, Predicate

MAX_ALTERNATIVES = 256

Literal = tuple[Predicate | Fired, bool]
"""A predicate, and whether it must hold (or must not)."""

Conjunction = tuple[int, ...]


class TooManyAlternativesError(ValueError):
    """A condition has more alternatives than are sound to hand to durable-rules."""


class Symbols:
    """Numbers for predicates: equal predicates get equal numbers."""

    def __init__(self) -> None:
        self._numbers: dict[Literal, int] = {}

    def number(self, literal: Literal) -> int:
        """The literal's symbol."""
        return self._numbers.setdefault(literal, len(self._numbers))

    def entries(self) -> Iterator[tuple[int, Predicate | Fired, bool]]:
        """Every symbol with the predicate that it stands for, and whether that must hold."""
        for (predicate, wanted), number in self._numbers.items():
            yield number, predicate, wanted

    def compile(self, condition: Condition) -> list[Conjunction]:
        """The alternatives of a condition, each as sorted symbols. No alternative: it can never hold.

        Raises ``TooManyAlternativesError``.
        """
        found: dict[Conjunction, None] = {}
        for alternative in _alternatives(condition, holds=True):
            if not any((predicate, not wanted) in alternative for predicate, wanted in alternative):
                found[tuple(sorted(self.number(literal) for literal in alternative))] = None
        return list(found)


Alternative = tuple[Literal, ...]
"""Literals in the order in which they are read (a set's order would change from run to run)."""


def _alternatives(condition: Condition, *, holds: bool) -> list[Alternative]:
    if isinstance(condition, Predicate | Fired):
        return [((condition, holds),)]
    if isinstance(condition, Not):
        return _alternatives(condition.part, holds=not holds)
    assert isinstance(condition, All | AnyOf)  # noqa: S101  # the union's last members
    parts = (_alternatives(part, holds=holds) for part in condition.parts)
    if isinstance(condition, All) != holds:
        return _bounded(list(dict.fromkeys(alternative for part in parts for alternative in part)))
    product: list[Alternative] = [()]
    for part in parts:
        product = _bounded(list(dict.fromkeys(_crossed(product, part))))
    return product


def _crossed(left: list[Alternative], right: list[Alternative]) -> Iterator[Alternative]:
    if len(left) * len(right) > 16 * MAX_ALTERNATIVES:
        raise TooManyAlternativesError
    return (tuple(dict.fromkeys(a + b)) for a in left for b in right)


def _bounded(alternatives: list[Alternative]) -> list[Alternative]:
    if len(alternatives) > MAX_ALTERNATIVES:
        raise TooManyAlternativesError
    return alternatives
