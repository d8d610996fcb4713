"""Likelihoods as log odds, which can be added up, and back."""

from __future__ import annotations

from math import exp, log

_FAR = 30.0
"""Beyond it nothing gets likelier that a float could tell from certain."""


def log_odds(p: float, least: float, most: float | None = None) -> float:
    """The log odds of a likelihood; what is beyond ``least`` or ``most`` (else 1 - ``least``) counts as that."""
    p = min(max(p, least), 1 - least if most is None else most)
    return log(p / (1 - p))


def likelihood(total: float) -> float:
    """The likelihood whose log odds these are."""
    return 1 / (1 + exp(max(-_FAR, min(_FAR, -total))))
