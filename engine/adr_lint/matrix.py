"""A record's decision matrix, weighed: which way each factor leans, what they come to, and what would turn it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from adr_lint.model import Fact, Value
from adr_lint.policy.nouns import Factor
from adr_lint.values import dataclass

Verdict = Literal["build", "buy", "even", "none"]
"""Which side weighs more; ``none`` where no factor that leans is stated."""
SIDES: tuple[Literal["build", "buy"], ...] = ("build", "buy")


@dataclass(frozen=True, slots=True)
class Row:
    """One factor of a record: which way it leans, by which facts."""

    factor: Factor
    leans: str
    """build, buy, neutral, or unstated."""
    facts: tuple[Fact, ...] = ()

    @property
    def because(self) -> str:
        """What makes it lean so, in words."""
        return self.factor.leanings.get(self.leans, "")


@dataclass(frozen=True, slots=True)
class Turn:
    """A single fact that would turn the verdict if it were another one."""

    factor: Factor
    fact: str
    now: Value | None
    """None where the record does not state it."""
    then: Value
    leans: str
    verdict: Verdict
    totals: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole matrix of one record."""

    rows: tuple[Row, ...]
    turns: tuple[Turn, ...] = ()
    """One for each factor that can turn the verdict alone; those of stated facts first."""

    @property
    def totals(self) -> dict[str, float]:
        """Side → the weight of the factors that lean to it."""
        return totals({row.factor: row.leans for row in self.rows})

    @property
    def verdict(self) -> Verdict:
        """Which side weighs more."""
        return verdict(self.totals)

    @property
    def decides(self) -> bool:
        """Whether anything is stated that leans one way, so that there is something to weigh."""
        return self.verdict != "none"


def totals(leanings: Mapping[Factor, str]) -> dict[str, float]:
    """Side → the weight of the factors that lean to it."""
    return {side: sum((factor.weight for factor, leans in leanings.items() if leans == side), 0.0) for side in SIDES}


def verdict(of: Mapping[str, float]) -> Verdict:
    """Which side weighs more."""
    if of["build"] == of["buy"]:
        return "even" if of["build"] else "none"
    return "build" if of["build"] > of["buy"] else "buy"
