"""The total cost of a record's options for programs, in the form of schemas/tco.schema.json."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from adr_lint.cost.nouns import Band, BreakEven, Course, Estimate, Given, Missing, Swing
from adr_lint.model import Passed

FORMAT = 1


def estimate_data(estimate: Estimate, passed: Iterable[Passed] = ()) -> dict[str, Any]:
    """One record's estimate; amounts are to the hundredth."""
    result = estimate.result
    return {
        "path": estimate.path,
        "title": estimate.title,
        "approach": estimate.approach,
        "currency": estimate.inputs.currency,
        "horizons": list(result.horizons),
        "draws": result.draws,
        "seed": result.seed,
        "options": [_course(course, result.horizons) for course in result.courses],
        "break_even": [_break_even(even) for even in result.break_even],
        "sensitivity": {"of": list(result.swing_of), "inputs": [_swing(swing) for swing in result.swings]},
        "taken": [_given(given) for given in estimate.inputs.taken],
        "missing": [_missing(missing) for missing in estimate.inputs.missing],
        "notes": list(estimate.inputs.notes),
        "passed_over": [
            {"line": p.evidence.place.line, "column": p.evidence.place.column, "words": p.evidence.words,
             "reason": p.reason}
            for p in passed
        ],
    }  # fmt: skip


def _course(course: Course, horizons: Iterable[int]) -> dict[str, Any]:
    return {
        "option": course.option,
        "complete": not course.lacks,
        "lacks": list(course.lacks),
        "totals": [{"months": months, **_band(course.months[months])} for months in horizons],
        "by_month": [_band(band) for band in course.months],
    }


def _band(band: Band) -> dict[str, float]:
    return {"p10": round(band.p10, 2), "p50": round(band.p50, 2), "p90": round(band.p90, 2)}


def _break_even(even: BreakEven) -> dict[str, Any]:
    return {
        "option": even.option,
        "against": "buy",
        "month": {"p10": even.p10, "p50": even.p50, "p90": even.p90},
        "cheaper": [{"months": months, "share": round(share, 4)} for months, share in even.cheaper.items()],
    }


def _swing(swing: Swing) -> dict[str, Any]:
    return {
        "name": swing.name,
        "low": round(swing.low, 6),
        "high": round(swing.high, 6),
        "at_low": round(swing.at_low, 2),
        "at_high": round(swing.at_high, 2),
        "swing": round(swing.width, 2),
    }


def _given(given: Given) -> dict[str, Any]:
    data: dict[str, Any] = {
        "name": given.name,
        "low": given.quantity.low,
        "likeliest": given.quantity.mode,
        "high": given.quantity.high,
        "currency": given.currency,
        "giver": given.giver,
        "words": given.words,
    }
    if given.tiers:
        data["tiers"] = [{"from": tier.bound, "price": tier.price} for tier in given.tiers]
    if given.evidence is not None:
        data["line"], data["column"] = given.evidence.place.line, given.evidence.place.column
    return data


def _missing(missing: Missing) -> dict[str, Any]:
    return {
        "name": missing.name,
        "options": list(missing.options),
        "meaning": missing.meaning,
        "remedy": missing.remedy,
    }
