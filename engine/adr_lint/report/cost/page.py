"""The total cost of records' options as a page: totals, chart, and where every input comes from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from adr_lint.cost.nouns import Estimate, Given
from adr_lint.model import Passed
from adr_lint.report.cost import chart, words
from adr_lint.report.html import figures


def render(estimates: Sequence[tuple[Estimate, Sequence[Passed]]]) -> str:
    """One page for all of them."""
    count = f"{len(estimates):,} records" if len(estimates) != 1 else "one record"
    return figures.page("cost.html", "Total cost", count, estimates=[view(*pair) for pair in estimates])


def view(estimate: Estimate, passed: Sequence[Passed] = ()) -> dict[str, Any]:
    """What the template ``_cost.html`` shows."""
    inputs = estimate.inputs
    courses = words.known(estimate)
    given = [one for one in inputs.taken if one.giver != "assumed"]
    assumed = [one for one in inputs.taken if one.giver == "assumed"]
    drawn = chart.drawable(estimate)
    return {
        "title": estimate.title or estimate.path,
        "path": estimate.path,
        "headline": words.headline(estimate),
        "options": [words.NAMES[course.option] for course in courses],
        "totals": words.totals(estimate),
        "break_even": [f"{words.breaks_even(even)} {words.chances(even)}" for even in estimate.result.break_even],
        "chart": figures.drawing(chart.svg(estimate, standalone=False)) if drawn else "",
        "missing": [words.missing(missing) for missing in inputs.missing],
        "inputs": [
            (caption, last, [_row(one) for one in rows])
            for caption, last, rows in (
                ("Taken from the record and the flags", "in the words", given),
                ("Assumed; each can be given by its flag", "because", assumed),
            )
            if rows
        ],
        "notes": words.notes(estimate, passed),
    }


def _row(given: Given) -> tuple[str, str, str, str]:
    spec = words.spec_of(given.name)
    return (
        spec.title,
        words.value_of(given),
        spec.flag if given.giver == "assumed" else words.origin(given),
        given.words,
    )
