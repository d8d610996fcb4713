"""What the words, sentences and numbers of a record say together: what it decides, and which facts it states.

A record that estimates a build and speaks of its reserve hardly buys, whatever words its decision has; who buys
hardly gives dependence on vendors as the reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp

from adr_lint.facts import odds
from adr_lint.facts.odds import likelihood
from adr_lint.values import dataclass

LEAST = 0.01
"""What is less likely of a sentence or a number is nothing at all."""
OF_OTHERS = 0.05
"""What counts as nothing where it speaks for something else: below lies how long a record is, not what it says."""
APPROACH = "approach="
"""How the labels of what is decided begin."""


class Weighing:
    """Linear models over the log odds of what is likely, one for each of ``labels``."""

    def __init__(self, labels: Sequence[str], biases: Sequence[float], weights: Mapping[str, Sequence[float]]) -> None:
        """``weights`` has for each label that may be likely a weight for each of ``labels``."""
        self.labels, self._weights = labels, weights
        self._nothing = {label: log_odds(label, 0.0, OF_OTHERS) for label in weights}
        self._biases = list(biases)
        for label, row in weights.items():
            nothing = self._nothing[label]
            self._biases = [bias + weight * nothing for bias, weight in zip(self._biases, row, strict=True)]

    def totals(self, likely: Mapping[str, float]) -> list[float]:
        """What the models come to, given how likely each label is; what is not named is not likely."""
        totals = self._biases
        for label, p in likely.items():
            row = self._weights.get(label)
            if row is not None:
                more = log_odds(label, p, OF_OTHERS) - self._nothing[label]
                totals = [total + weight * more for total, weight in zip(totals, row, strict=True)]
        return totals


@dataclass(frozen=True, slots=True)
class Joint:
    """The models of what is decided and those of which facts are stated."""

    approach: Weighing
    facts: Weighing
    alone: Mapping[str, float]
    """What the log odds of each fact by itself count, beside all others."""
    thresholds: Mapping[str, float]
    """The probability from which each fact is believed."""

    def decided(self, likely: Mapping[str, float]) -> dict[str, float]:
        """The share of each answer, given how likely each is by the record's words, and each fact by its sentences."""
        totals = self.approach.totals(likely)
        top = max(totals)
        shares = [exp(total - top) for total in totals]
        whole = sum(shares)
        return {label: share / whole for label, share in zip(self.approach.labels, shares, strict=True)}

    def stated(self, likely: Mapping[str, float]) -> dict[str, float]:
        """How likely each fact is stated, given the shares of the answers and how likely each fact is by itself."""
        found: dict[str, float] = {}
        for label, total in zip(self.facts.labels, self.facts.totals(likely), strict=True):
            total += self.alone[label] * log_odds(label, likely.get(label, 0.0), LEAST)
            found[label] = likelihood(total)
        return found


def bounds(label: str, least: float) -> tuple[float, float]:
    """What a likelihood counts as at the least and at the most; of one sentence among many it says less."""
    return (0.001, 0.999) if label.startswith(APPROACH) else (least, 0.99)


def log_odds(label: str, p: float, least: float) -> float:
    """What the likelihood of a label counts as."""
    return odds.log_odds(p, *bounds(label, least))
