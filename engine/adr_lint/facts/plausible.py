"""A declared cost that cannot be right by the other facts declared: reckoned in a line, without the model of cost."""

from __future__ import annotations

from collections.abc import Collection

from adr_lint.model import Evidence, Fact, Facts, Money
from adr_lint.resources import data

NAME = "cost.implausible"
READER = "plausible"


def find(facts: Facts, vocabulary: Collection[str]) -> dict[str, Fact]:
    """The fact that a declared cost is implausible, where one is and the vocabulary has such a fact."""
    if NAME in facts or NAME not in vocabulary:
        return {}
    reason, evidence = _reason(facts)
    return {NAME: Fact(NAME, reason, "inferred", evidence, reader=READER)} if reason else {}


def _reason(facts: Facts) -> tuple[str, tuple[Evidence, ...]]:
    development = _declared(facts, "cost.build_development")
    if development is not None and isinstance(development.value, Money):
        labour = _labour(facts, development.value.currency)
        if labour is not None and development.value.amount < labour * data("cost.yaml")["implausible_below"]:
            least = Money(float(f"{labour:.2g}"), development.value.currency)
            return f"development at {development.value}, whose people alone would cost {least}", development.evidence
    running = _declared(facts, "cost.build_monthly")
    if running is not None and isinstance(running.value, Money) and running.value.amount == 0 and _built(facts):
        return "running one's own at nothing a month", running.evidence
    return "", ()


def _labour(facts: Facts, currency: str) -> float | None:
    """What the declared people cost for the declared months at the least; None where that is not declared."""
    people = _declared(facts, "cost.build_people") or _declared(facts, "team.engineers")
    months = _declared(facts, "build.estimate_months")
    floor = data("cost.yaml")["salary_floor"].get(currency)
    if people is None or months is None or floor is None:
        return None
    share = _declared(facts, "cost.build_share")
    numbers = [people.value, months.value, 1 if share is None else share.value]
    if not all(isinstance(number, int | float) for number in numbers):
        return None
    count, span, part = map(float, numbers)  # type: ignore[arg-type]
    return count * part * span / 12 * float(floor)


def _declared(facts: Facts, name: str) -> Fact | None:
    fact = facts.get(name)
    return fact if fact is not None and fact.source == "declared" and fact.not_applicable is None else None


def _built(facts: Facts) -> bool:
    approach = facts.get("approach")
    return approach is not None and approach.value == "build"
