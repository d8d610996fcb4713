"""Inputs for the tests of total cost, written as short as they are meant."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from adr_lint.cost.nouns import OPTIONS, Inputs, Quantity, Tier, between, point


def inputs(
    numbers: Mapping[str, float] = MappingProxyType({}),
    *,
    tiers: tuple[Tier, ...] = (),
    hybrid: bool = False,
    **values: float | tuple[float, float],
) -> Inputs:
    """Complete inputs: a number is exact, a pair is a range; what is not named is nothing, the overrun none."""
    given: dict[str, float | tuple[float, float]] = {"overrun": 1, "build_share": 1, "tiers": 1, **numbers, **values}
    return Inputs(
        "EUR",
        {name: _quantity(value) for name, value in given.items()},
        tiers,
        OPTIONS if hybrid else OPTIONS[:2],
        priced=True,
    )


def _quantity(value: float | tuple[float, float]) -> Quantity:
    return between(*value) if isinstance(value, tuple) else point(value)
