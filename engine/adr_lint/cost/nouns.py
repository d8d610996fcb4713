"""What goes into total cost and what comes out, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt
from typing import Literal

from adr_lint.model import Evidence
from adr_lint.values import dataclass, field

Kind = Literal["money", "months", "people", "share", "factor", "count", "tiers"]
Per = Literal["once", "month", "year", "unit"]
Giver = Literal["flag", "declared", "table", "read", "assumed"]
GIVERS: tuple[Giver, ...] = ("flag", "declared", "table", "assumed")
"""Who gives an input, the one that counts first. What was ``read`` from prose is a hint and gives nothing."""

BUILD, BUY, HYBRID = "build", "buy", "hybrid"
OPTIONS = (BUILD, BUY, HYBRID)
LONGEST = 120
"""Months over which a break-even is looked for."""
MOST = 1e12
"""An amount or count above this is a slip of the keyboard, and would drown the rest in rounding."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that is not known exactly: a triangular distribution, or a point where all three are equal."""

    low: float
    mode: float
    high: float

    @property
    def fixed(self) -> bool:
        """Whether there is nothing uncertain about it."""
        return self.low == self.high

    def quantile(self, share: float) -> float:
        """The value below which ``share`` of the draws lie."""
        width = self.high - self.low
        if not width:
            return self.mode
        below = (self.mode - self.low) / width
        if share < below:
            return self.low + sqrt(share * width * (self.mode - self.low))
        return self.high - sqrt((1 - share) * width * (self.high - self.mode))


def point(value: float) -> Quantity:
    """A number that is known exactly."""
    return Quantity(value, value, value)


def between(low: float, high: float) -> Quantity:
    """A range, its middle being the likeliest."""
    return Quantity(low, (low + high) / 2, high)


@dataclass(frozen=True, slots=True)
class Tier:
    """The price of each unit from ``bound`` up to the next tier's."""

    bound: float
    price: float


@dataclass(frozen=True, slots=True)
class Spec:
    """One input: what it is, which facts give it, and what is assumed without them (policies/cost.yaml)."""

    name: str
    title: str
    kind: Kind
    meaning: str
    per: Per = "once"
    facts: tuple[str, ...] = ()
    default: Quantity | None = None
    source: str = ""
    least: float = 0.0
    most: float = MOST

    @property
    def flag(self) -> str:
        """The flag of ``adr-lint tco`` that gives it."""
        return f"--{self.name.replace('_', '-')}"


@dataclass(frozen=True, slots=True)
class Given:
    """An input as someone gave it: how much, in which currency, by whom, in which words and where."""

    name: str
    quantity: Quantity
    giver: Giver
    words: str
    currency: str = ""
    evidence: Evidence | None = None
    tiers: tuple[Tier, ...] = ()
    exact: bool = False
    """Given as a range, or assumed: it does not spread any further."""


@dataclass(frozen=True, slots=True)
class Missing:
    """An input without which an option cannot be reckoned, and how to give it."""

    name: str
    options: tuple[str, ...]
    meaning: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that a calculation needs, in one currency, and what it lacks."""

    currency: str
    quantities: Mapping[str, Quantity] = field(default_factory=dict)
    tiers: tuple[Tier, ...] = ()
    options: tuple[str, ...] = OPTIONS[:2]
    taken: tuple[Given, ...] = ()
    priced: bool = False
    """Whether anybody has given an amount of money, so that there is something to reckon with."""
    missing: tuple[Missing, ...] = ()
    notes: tuple[str, ...] = ()

    def lacks(self, option: str) -> tuple[str, ...]:
        """The names of the inputs that this option lacks."""
        return tuple(missing.name for missing in self.missing if option in missing.options)


@dataclass(frozen=True, slots=True)
class Band:
    """A result of many draws: the middle one, and those that a tenth lie below and above."""

    p10: float
    p50: float
    p90: float


@dataclass(frozen=True, slots=True)
class Course:
    """What one option costs up to each month, from 0 (what is paid once) to the longest horizon."""

    option: str
    months: tuple[Band, ...]
    lacks: tuple[str, ...] = ()
    """What is not counted, since it was not given: the option costs at least this much."""


@dataclass(frozen=True, slots=True)
class BreakEven:
    """From which month an option stays cheaper than buying; None where it does not within ``LONGEST`` months."""

    option: str
    p10: int | None
    p50: int | None
    p90: int | None
    cheaper: Mapping[int, float]
    """Horizon → the share of the draws in which the option has cost less by then."""


@dataclass(frozen=True, slots=True)
class Swing:
    """How far the difference moves when one input goes from its p10 to its p90 and all others stay at their median."""

    name: str
    low: float
    high: float
    at_low: float
    at_high: float

    @property
    def width(self) -> float:
        """How far it moves."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of a calculation."""

    horizons: tuple[int, ...]
    draws: int
    seed: int
    courses: tuple[Course, ...] = ()
    break_even: tuple[BreakEven, ...] = ()
    swings: tuple[Swing, ...] = ()
    """The widest first: of the first option's cost less buying's, or of the one option that is there."""
    swing_of: tuple[str, ...] = ()
    """The options whose difference (or the one whose cost) the swings are of."""
    swing_base: float = 0.0
    """That difference with every input at its median."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What went in and what came out."""

    path: str
    title: str
    approach: str
    inputs: Inputs
    result: Result
