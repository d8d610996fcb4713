"""Draws from the inputs, and what the draws say: bands, break-even, and which input moves the outcome most."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import numpy as np

from adr_lint.cost.model import Array, Draws, costs
from adr_lint.cost.nouns import BUY, LONGEST, Band, BreakEven, Course, Inputs, Quantity, Result, Swing

DRAWS = 10_000
SEED = 1


def simulate(
    inputs: Inputs, horizons: Sequence[int], *, decided: str = "", draws: int = DRAWS, seed: int = SEED
) -> Result:
    """The result for these horizons (months, each from 1 to ``LONGEST``); the same for the same inputs and seed.

    What moves the outcome most is said of the option that was ``decided``, against buying.
    """
    horizons = tuple(sorted(set(horizons)))
    drawn = {name: _draw(name, quantity, draws, seed) for name, quantity in inputs.quantities.items()}
    cost = costs(inputs, drawn, LONGEST)
    complete = [option for option in inputs.options if not inputs.lacks(option)]
    rivals = [option for option in complete if option != BUY] if BUY in complete else []
    swing_of = _swing_of(complete, decided)
    base, swings = _swings(inputs, swing_of, horizons[-1]) if swing_of else (0.0, ())
    return Result(
        horizons=horizons,
        draws=draws,
        seed=seed,
        courses=tuple(
            Course(option, _bands(cost[option][:, : horizons[-1] + 1]), inputs.lacks(option))
            for option in inputs.options
        ),
        break_even=tuple(_break_even(option, cost[option], cost[BUY], horizons) for option in rivals),
        swings=swings,
        swing_of=swing_of,
        swing_base=base,
    )


def _draw(name: str, quantity: Quantity, draws: int, seed: int) -> Array:
    """Each input has a stream of its own, so that another input does not change what is drawn for it."""
    if quantity.fixed:
        return np.full((1, 1), quantity.mode)
    uniform = np.random.default_rng([seed, crc32(name.encode())]).random((draws, 1))
    width = quantity.high - quantity.low
    below = (quantity.mode - quantity.low) / width
    rising = quantity.low + np.sqrt(uniform * width * (quantity.mode - quantity.low))
    falling = quantity.high - np.sqrt((1.0 - uniform) * width * (quantity.high - quantity.mode))
    return np.where(uniform < below, rising, falling)


def _bands(cost: Array) -> tuple[Band, ...]:
    tenth, middle, ninetieth = np.percentile(cost, [10, 50, 90], axis=0)
    return tuple(Band(*map(float, column)) for column in zip(tenth, middle, ninetieth, strict=True))


def _break_even(option: str, cost: Array, bought: Array, horizons: Sequence[int]) -> BreakEven:
    dearer = cost > bought
    # The month after the last in which it had cost more: from there on it stays cheaper.
    last = np.where(dearer.any(axis=1), dearer.shape[1] - np.argmax(dearer[:, ::-1], axis=1), 0)
    tenths = np.percentile(last, [10, 50, 90], method="inverted_cdf")
    p10, p50, p90 = (int(month) if month <= LONGEST else None for month in tenths)
    cheaper = {horizon: float(np.mean(cost[:, horizon] < bought[:, horizon])) for horizon in horizons}
    return BreakEven(option, p10, p50, p90, cheaper)


def _swing_of(complete: Sequence[str], decided: str) -> tuple[str, ...]:
    """What was decided (or building) less buying where both are known; else the first option that is."""
    others = sorted((option for option in complete if option != BUY), key=lambda option: option != decided)
    if BUY in complete and others:
        return others[0], BUY
    return tuple(complete[:1])


def _swings(inputs: Inputs, of: tuple[str, ...], months: int) -> tuple[float, tuple[Swing, ...]]:
    """The outcome with every input at its median, and how far each input alone moves it."""
    medians = {name: np.full((1, 1), quantity.quantile(0.5)) for name, quantity in inputs.quantities.items()}

    def outcome(changed: Draws) -> tuple[float, ...]:
        cost = costs(inputs, {**medians, **changed}, months)
        end = cost[of[0]][:, -1] - (cost[of[1]][:, -1] if len(of) > 1 else 0.0)
        return tuple(map(float, end))

    found = []
    for name, quantity in inputs.quantities.items():
        if not quantity.fixed:
            low, high = quantity.quantile(0.1), quantity.quantile(0.9)
            found.append(Swing(name, low, high, *outcome({name: np.array([[low], [high]])})))
    found = [swing for swing in found if swing.width > 0]
    return outcome({})[0], tuple(sorted(found, key=lambda swing: (-swing.width, swing.name)))
