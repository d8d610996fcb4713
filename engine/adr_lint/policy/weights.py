"""Other weights for the factors of the matrix than their policy's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from adr_lint.errors import UserError, did_you_mean
from adr_lint.policy.nouns import Factor


def weighted(factors: Sequence[Factor], weights: Mapping[str, float]) -> tuple[Factor, ...]:
    """The factors with these weights by their names. Raises ``UserError`` for a name that is none of them."""
    known = {plain(factor.name) for factor in factors}
    for name in weights:
        if plain(name) not in known:
            raise UserError(
                f"'{name}' is no factor of the matrix",
                allowed=sorted(known),
                suggestion=did_you_mean(name, known),
            )
    by_name = {plain(name): weight for name, weight in weights.items()}
    return tuple(replace(factor, weight=by_name.get(plain(factor.name), factor.weight)) for factor in factors)


def plain(name: str) -> str:
    """A factor's name as people write it: ``team-size``."""
    return name.replace("_", "-")
