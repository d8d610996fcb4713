"""What each option costs up to each month, for any number of draws at once.

Month 0 is what is paid once at the start. While it is built, the people who build it are paid; once it is there, its
running and its upkeep. A hybrid builds one share of the whole and buys the rest.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from adr_lint.cost.nouns import BUILD, BUY, HYBRID, Inputs, Tier

Array = NDArray[np.float64]
Draws = Mapping[str, Array]
"""Of each input its draws, one column with a row for each draw."""


def costs(inputs: Inputs, draws: Draws, months: int) -> dict[str, Array]:
    """Option → what it has cost after 0, 1, … ``months`` months, a row for each draw.

    What the inputs lack is not counted (``Inputs.lacks`` names it), so that an option costs at least as much.
    """
    month = np.arange(months, dtype=np.float64)[np.newaxis, :]
    model = _Model(inputs, draws, month)
    out = {BUILD: model.build(1.0), BUY: model.buy(1.0)}
    if HYBRID in inputs.options:
        out[HYBRID] = model.hybrid()
    return out


def tier_cost(units: Array, tiers: tuple[Tier, ...]) -> Array:
    """What so many units cost, each at the price of the tier that it falls into."""
    bounds = [tier.bound for tier in tiers[1:]] + [np.inf]
    total = np.zeros_like(units)
    for tier, above in zip(tiers, bounds, strict=True):
        total += np.clip(units - tier.bound, 0.0, above - tier.bound) * tier.price
    return total


class _Model:
    def __init__(self, inputs: Inputs, draws: Draws, month: Array) -> None:
        self.tiers, self.draws, self.month = inputs.tiers, draws, month
        self.rows = max((len(column) for column in draws.values()), default=1)
        self.usage = (1.0 + self._of("growth")) ** (month / 12.0)

    def build(self, share: float | Array) -> Array:
        """What it costs to build and run this share of the whole oneself."""
        return self._cumulated(self._of("build_upfront") * share, self._made(share) + self._machines(share))

    def buy(self, share: float | Array) -> Array:
        """What it costs to have this share of the whole as a service."""
        return self._cumulated(self._of("buy_upfront") * share, self._charges(share) + self._carers(share))

    def hybrid(self) -> Array:
        """One share built, the rest bought; sums given for the hybrid itself count instead of shares of both."""
        if "hybrid_share" not in self.draws:
            return self._cumulated(self._of("hybrid_upfront"), np.zeros_like(self.month))
        own = self._of("hybrid_share")
        rest = 1.0 - own
        once = self._of("build_upfront") * own + self._of("buy_upfront") * rest
        running = self._machines(own) + self._charges(rest)
        if "hybrid_upfront" in self.draws:
            once = self._of("hybrid_upfront")
        if "hybrid_monthly" in self.draws:
            running = self._of("hybrid_monthly") * np.ones_like(self.month)
        return self._cumulated(once, self._made(own) + running + self._carers(rest))

    def _of(self, name: str) -> Array:
        return self.draws.get(name, np.zeros((1, 1)))

    def _cumulated(self, once: Array, monthly: Array) -> Array:
        start = np.broadcast_to(once, (self.rows, 1))
        return np.concatenate([start, start + np.cumsum(np.broadcast_to(monthly, (self.rows, self.month.size)), 1)], 1)

    def _building(self) -> Array:
        """Of each month the part in which it is still being built."""
        return np.clip(self._of("build_months") * self._of("overrun") - self.month, 0.0, 1.0)

    def _made(self, share: float | Array) -> Array:
        """The people, while they build and afterwards."""
        if "build_months" not in self.draws:
            return np.zeros_like(self.month)
        salary = self._of("salary") / 12.0
        if "build_development" in self.draws:
            rate = self._of("build_development") / self._of("build_months")
        else:
            rate = self._of("build_people") * self._of("build_share") * salary
        if "run_people" in self.draws:
            upkeep = self._of("run_people") * salary
        else:
            development = rate * self._of("build_months") * self._of("overrun")
            upkeep = development * self._of("maintenance_share") / 12.0
        building = self._building()
        return (building * rate + (1.0 - building) * upkeep) * share

    def _machines(self, share: float | Array) -> Array:
        if "build_months" not in self.draws:
            return np.zeros_like(self.month)
        following = self._of("build_usage_share")
        price = self._of("build_monthly") * (1.0 - following + following * self.usage)
        return (1.0 - self._building()) * price * share

    def _charges(self, share: float | Array) -> Array:
        following = self._of("buy_usage_share")
        price = self._of("buy_monthly") * (1.0 - following + following * self.usage)
        if self.tiers:
            factor = self.draws.get("tiers", self._of("unit_price"))
            price = price + tier_cost(self._of("units") * self.usage, self.tiers) * factor
        return price * share

    def _carers(self, share: float | Array) -> Array:
        return self._of("buy_people") * self._of("salary") / 12.0 * share
