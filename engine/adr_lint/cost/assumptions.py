"""What total cost is reckoned from, as policies/cost.yaml says it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from adr_lint.cost.nouns import MOST, Given, Quantity, Spec, between, point
from adr_lint.resources import data
from adr_lint.values import dataclass


@dataclass(frozen=True, slots=True)
class Assumptions:
    """Every input there is, and what is assumed where nobody gives it."""

    horizons: tuple[int, ...]
    specs: Mapping[str, Spec]
    salaries: Mapping[str, Given]
    """Currency → what an engineer costs a year."""


@lru_cache(maxsize=1)
def assumptions() -> Assumptions:
    """Our own assumptions."""
    return assumptions_from(data("cost.yaml"))


def assumptions_from(content: Mapping[str, Any]) -> Assumptions:
    """The assumptions that a file of this form makes."""
    specs = {entry["name"]: _spec(entry) for entry in content["inputs"]}
    salaries = {
        currency: Given("salary", point(entry["amount"]), "assumed", entry["source"], currency)
        for currency, entry in content["salary"].items()
    }
    return Assumptions(tuple(content["horizons"]), specs, salaries)


def _spec(entry: Mapping[str, Any]) -> Spec:
    return Spec(
        name=entry["name"],
        title=entry["title"],
        kind=entry["kind"],
        meaning=entry["meaning"],
        per=entry.get("per", "once"),
        facts=tuple(entry.get("facts", ())),
        default=_quantity(entry.get("default")),
        source=entry.get("source", ""),
        least=entry.get("least", 0.0),
        most=entry.get("most", 1.0 if entry["kind"] == "share" else MOST),
    )


def _quantity(value: Any) -> Quantity | None:
    if value is None:
        return None
    return between(*value) if isinstance(value, list) else point(value)
