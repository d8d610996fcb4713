"""The matrices of records as a page: an overview, and each record with its drawing, factors and what would turn it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from adr_lint.matrix import Matrix
from adr_lint.model import Reading
from adr_lint.policy.template import say
from adr_lint.report.html import figures
from adr_lint.report.matrix import words
from adr_lint.report.matrix.drawing import svg
from adr_lint.report.matrix.text import overview_rows

Pair = tuple[Reading, Matrix]


def render(pairs: Sequence[Pair]) -> str:
    """One page for all of them."""
    deciding = [pair for pair in pairs if words.decided(pair[0]) != "none"]
    count = f"{len(deciding):,} of {len(pairs):,} records decide between building and buying"
    return figures.page(
        "matrix.html",
        "Decision matrix",
        count,
        overview=overview_rows(deciding) if len(deciding) > 1 else [],
        matrices=[view(*pair) for pair in (deciding if len(pairs) > 1 else pairs)],
    )


def view(reading: Reading, matrix: Matrix) -> dict[str, Any]:
    """What the template ``_matrix.html`` shows."""
    decided = words.decided(reading)
    return {
        "title": reading.record.title or reading.record.path,
        "path": reading.record.path,
        "decided": decided,
        "stated": words.stated(matrix),
        "drawing": figures.drawing(svg([(reading, matrix)], standalone=False)),
        "rows": [
            (
                row.factor.title,
                row.leans,
                say(row.factor.weight),
                row.because,
                "; ".join(map(words.evidence, row.facts)),
            )
            for row in matrix.rows
            if decided != "none"
        ],
        "total": words.total(matrix) if matrix.decides else "",
        "firm": words.firm(matrix),
        "turns": [words.turn(turn) for turn in matrix.turns],
    }
