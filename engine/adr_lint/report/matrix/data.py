"""The matrix of a record for programs, in the form of schemas/matrix.schema.json."""

from __future__ import annotations

from typing import Any

from adr_lint.matrix import Matrix, Turn
from adr_lint.model import Reading
from adr_lint.report.data import counts, fact_data, record_data, value_data
from adr_lint.report.matrix import words


def matrix_data(reading: Reading, matrix: Matrix) -> dict[str, Any]:
    """A record's factors, which way each leans and why, what they come to, and what would turn it."""
    leaning = {row.factor.name: row.leans for row in matrix.rows}
    return record_data(reading) | {
        "approach": words.decided(reading),
        "factors": [
            {
                "factor": row.factor.name,
                "title": row.factor.title,
                "weight": row.factor.weight,
                "leans": row.leans,
                "because": row.because,
                "evidence": [fact_data(fact) for fact in row.facts],
            }
            for row in matrix.rows
        ],
        "leans": leaning,
        "counts": counts(leaning),
        "totals": matrix.totals,
        "verdict": matrix.verdict,
        "turns": [_turn(turn) for turn in matrix.turns],
    }


def _turn(turn: Turn) -> dict[str, Any]:
    return {
        "factor": turn.factor.name,
        "fact": turn.fact,
        "stated": turn.now is not None,
        "from": None if turn.now is None else value_data(turn.now),
        "to": value_data(turn.then),
        "leans": turn.leans,
        "verdict": turn.verdict,
        "totals": dict(turn.totals),
    }
