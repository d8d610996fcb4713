"""Amounts, ranges and inputs of total cost in words, shared by every form in which an estimate is shown."""

from __future__ import annotations

from collections.abc import Iterable
from math import floor, log10

from adr_lint.cost.assumptions import assumptions
from adr_lint.cost.nouns import LONGEST, Band, BreakEven, Course, Estimate, Given, Missing, Quantity, Spec, Swing
from adr_lint.model import Passed
from adr_lint.policy.template import say

NAMES = {"build": "Build", "buy": "Buy", "hybrid": "Hybrid"}
GIVEN_BY = {"flag": "flag", "declared": "declared", "table": "cost table"}
_PARTS = {
    "build": {"build_people", "build_development", "build_upfront", "build_monthly"},
    "buy": {"buy_upfront", "buy_monthly", "unit_price", "tiers"},
    "hybrid": {"hybrid_upfront", "hybrid_monthly"},
}
_PER = {"month": " a month", "year": " a year", "unit": " a unit"}


def figures(amount: float) -> str:
    """An amount to three figures, which is more than such an estimate knows."""
    if not amount:
        return "0"
    places = 2 - floor(log10(abs(amount)))
    if places <= 0:
        return f"{round(amount, places):,.0f}"
    return f"{amount:.{places}f}".rstrip("0").rstrip(".")


def short(amount: float) -> str:
    """An amount for an axis: 250k, 1.5m."""
    for size, letter in ((1e9, "bn"), (1e6, "m"), (1e3, "k")):
        if abs(amount) >= size:
            return f"{amount / size:.3g}{letter}"
    return f"{amount:.3g}"


def band(of: Band) -> str:
    """``591,000 (521,000 to 665,000)``, or one amount where there is nothing uncertain about it."""
    low, middle, high = figures(of.p10), figures(of.p50), figures(of.p90)
    return middle if low == high else f"{middle} ({low} to {high})"


def spec_of(name: str) -> Spec:
    """The input of this name."""
    return assumptions().specs[name]


def amount_of(spec: Spec, quantity: Quantity, currency: str) -> str:
    """A quantity with its unit: ``EUR 9,000 to 12,000 a month``, ``15 to 25 %``, ``6 months``."""
    factor = 100.0 if spec.kind == "share" else 1.0
    low, high = (_number(value * factor) for value in (quantity.low, quantity.high))
    ends = low if low == high else f"{low} to {high}"
    if spec.kind == "money":
        return f"{currency} {ends}{_PER.get(spec.per, '')}".strip()
    unit = {"share": " %", "months": " months" if ends != "1" else " month"}.get(spec.kind, "")
    return f"{ends}{unit}"


def value_of(given: Given) -> str:
    """What was given, with its unit."""
    if given.tiers:
        return ", ".join(f"{_number(tier.bound)}: {_number(tier.price)}" for tier in given.tiers)
    return amount_of(spec_of(given.name), given.quantity, given.currency)


def ends(swing: Swing) -> str:
    """From where to where an input goes, to three figures."""
    low, high = float(f"{swing.low:.3g}"), float(f"{swing.high:.3g}")
    return amount_of(spec_of(swing.name), Quantity(low, low, high), "")


def origin(given: Given) -> str:
    """Who gave it, and where: ``declared, line 6``, ``--salary``, ``assumed``."""
    if given.giver == "flag":
        return spec_of(given.name).flag
    if given.giver == "assumed":
        return "assumed"
    return GIVEN_BY[given.giver] + (f", line {given.evidence.place.line}" if given.evidence else "")


def breaks_even(even: BreakEven) -> str:
    """From which month an option stays cheaper than buying, in one sentence."""
    name = NAMES[even.option]
    if even.p50 == 0 and even.p90 == 0:
        return f"{name} is cheaper than buying from the start."
    if even.p10 is None:
        return f"{name} does not become cheaper than buying within {LONGEST} months, in nine draws of ten."
    if even.p10 == even.p90:
        return f"{name} is cheaper than buying from month {even.p10} on."
    if even.p50 is None:
        within = f"within {LONGEST} months in half of the draws or more"
        return f"{name} does not become cheaper than buying {within}; in a tenth of them, from month {even.p10} on."
    late = f"month {even.p90}" if even.p90 is not None else f"not within {LONGEST} months"
    return f"{name} is cheaper than buying from month {even.p50} on (range: month {even.p10} to {late})."


def chances(even: BreakEven) -> str:
    """How likely it is to have cost less by each horizon."""
    parts = [f"after {_months(months)} in {_percent(share)} of the draws" for months, share in even.cheaper.items()]
    return f"It has cost less than buying {', '.join(parts)}."


def moved(estimate: Estimate) -> str:
    """What the swings are of: ``Build less Buy after 36 months``."""
    months = _months(estimate.result.horizons[-1])
    return f"{' less '.join(NAMES[option] for option in estimate.result.swing_of)} after {months}"


def known(estimate: Estimate) -> list[Course]:
    """The options of which at least a part of the cost is known, by more than assumptions."""
    given = {one.name for one in estimate.inputs.taken if one.giver != "assumed"}
    courses = estimate.result.courses
    return [c for c in courses if not c.lacks or (given & _PARTS[c.option] and c.months[-1].p90)]


def totals(estimate: Estimate) -> list[list[str]]:
    """A row for each horizon: its name, and what each option of which something is known has cost by then."""
    courses = known(estimate)
    rows = [
        [_months(months), *(("at least " if c.lacks else "") + band(c.months[months]) for c in courses)]
        for months in estimate.result.horizons
    ]
    return rows if courses else []


def missing(one: Missing) -> str:
    """What is missing, for which options, and how to give it."""
    return f"{one.meaning} (for {say(one.options)}): {one.remedy}"


def notes(estimate: Estimate, passed: Iterable[Passed]) -> list[str]:
    """What was converted, or not taken as it stands in the record, and why."""
    return [*estimate.inputs.notes, *(f"line {p.evidence.place.line} “{p.evidence.words}”: {p.reason}" for p in passed)]


def headline(estimate: Estimate) -> str:
    """What the numbers are, in one sentence."""
    currency = f" in {estimate.inputs.currency}" if estimate.inputs.currency else ""
    draws = f"{estimate.result.draws:,} draws"
    return f"Total cost{currency}: the middle of {draws}, in brackets the range in which four of five lie."


def _months(count: int) -> str:
    return f"{count} month" if count == 1 else f"{count} months"


def _percent(share: float) -> str:
    if 0 < share < 0.01:
        return "less than 1 %"
    if 0.99 < share < 1:
        return "more than 99 %"
    return f"{share * 100:.0f} %"


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
