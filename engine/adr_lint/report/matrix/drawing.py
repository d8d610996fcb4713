"""The matrix as a drawing: of one record its factors as bars to either side, of many a grid with one row for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

from adr_lint.matrix import Matrix, Row, Turn
from adr_lint.model import Reading
from adr_lint.policy.template import say
from adr_lint.report.html import templating
from adr_lint.report.layout import cut
from adr_lint.report.matrix import words

Pair = tuple[Reading, Matrix]

_WIDTH, _MIDDLE, _REACH, _ROW, _TOP = 960, 690, 190, 52, 96
_NAMES = {"build": "build", "buy": "buy", "neutral": "neutral", "unstated": "not stated"}
_CELL, _LINE, _LEFT = 100, 28, 340


def svg(pairs: Sequence[Pair], *, standalone: bool = True) -> str:
    """The drawing of one record, or of many.

    Without ``standalone`` it takes the colour of the page's text, and leaves it to the page to say whose it is and what
    it comes to.
    """
    view = _one(*pairs[0], standalone=standalone) if len(pairs) == 1 else _many(pairs)
    name = "m" + sha256("\n".join(reading.record.path for reading, _ in pairs).encode()).hexdigest()[:8]
    template = "matrix.svg" if len(pairs) == 1 else "matrices.svg"
    return templating.render(template, name=name, standalone=standalone, **view)


def _one(reading: Reading, matrix: Matrix, *, standalone: bool) -> dict[str, Any]:
    widest = max((row.factor.weight for row in matrix.rows), default=1.0)
    turns = {turn.factor.name: turn for turn in matrix.turns}
    lines = [words.total(matrix)] if matrix.decides else []
    lines += [words.firm(matrix), *(words.turn(turn) for turn in matrix.turns)]
    bottom = _TOP + _ROW * len(matrix.rows)
    shown = lines if standalone else []
    return {
        "title": cut(f"{reading.record.title or reading.record.path}: decision matrix", 90),
        "description": "; ".join([f"Decided: {words.decided(reading)}", words.stated(matrix), *lines]),
        "subtitle": f"decided: {words.decided(reading)}; {words.stated(matrix)}",
        "width": _WIDTH,
        "above": 0 if standalone else _TOP - 34,
        "height": bottom + 14 + (20 * (len(shown) + 1) if shown else 0),
        "middle": _MIDDLE,
        "reach": _REACH,
        "top": _TOP,
        "bottom": bottom,
        "rows": [_bar(row, turns.get(row.factor.name), _TOP + _ROW * at, widest) for at, row in enumerate(matrix.rows)],
        "lines": [{"y": bottom + 30 + 20 * at, "text": cut(line, 130)} for at, line in enumerate(shown)],
    }


def _bar(row: Row, turn: Turn | None, top: int, widest: float) -> dict[str, Any]:
    length = round(row.factor.weight / widest * (_REACH - 70))
    side = {"build": 1, "buy": -1}.get(row.leans, 0)
    said = "; ".join(words.evidence(fact) for fact in row.facts)
    other = {"build": 1, "buy": -1}.get(turn.leans, 0) if turn else 0
    weight = "" if row.factor.weight == 1 else f" × {say(row.factor.weight)}"
    return {
        "y": top,
        "title": cut(f"{row.factor.title}{weight}", 40),
        "because": cut(row.because, 60),
        "evidence": cut(said, 68),
        "leans": row.leans,
        "label": _NAMES[row.leans],
        "x": _MIDDLE if side >= 0 else _MIDDLE - length,
        "length": length if side else 0,
        "end": _MIDDLE + side * (length + 8) if side else _MIDDLE + 12,
        "anchor": "end" if side < 0 else "start",
        "turn": _ghost(turn, other, length) if turn is not None and turn.now is not None else None,
    }


def _ghost(turn: Turn, side: int, length: int) -> dict[str, Any]:
    """Where the factor would lean if the fact that turns the verdict were another one."""
    return {
        "x": _MIDDLE if side >= 0 else _MIDDLE - length,
        "length": length if side else 0,
        "label": f"{cut(say(turn.then), 22)}: {turn.verdict}",
        "end": _MIDDLE + side * (length + 8) if side else _MIDDLE - 12,
        "anchor": "start" if side > 0 else "end",
    }


def _many(pairs: Sequence[Pair]) -> dict[str, Any]:
    shown = [pair for pair in pairs if words.decided(pair[0]) != "none"]
    factors = [row.factor.title for row in pairs[0][1].rows]
    count = f"{len(shown):,} of {len(pairs):,} records decide between building and buying"
    columns = ["decided", *factors, "comes to"]
    return {
        "title": "Decision matrices",
        "description": f"{count}. One row for each, with the way each factor leans and what they come to.",
        "width": _LEFT + _CELL * len(columns) + 20,
        "height": 96 + _LINE * len(shown) + 20,
        "columns": [{"x": _LEFT + _CELL * at, "text": text} for at, text in enumerate(columns)],
        "rows": [
            {"y": 96 + _LINE * at, "name": cut(reading.record.path, 44), "cells": list(_cells(reading, matrix))}
            for at, (reading, matrix) in enumerate(shown)
        ],
    }


def _cells(reading: Reading, matrix: Matrix) -> Iterator[dict[str, Any]]:
    leanings = [words.decided(reading), *(row.leans for row in matrix.rows), matrix.verdict]
    for at, leans in enumerate(leanings):
        yield {"x": _LEFT + _CELL * at, "leans": leans, "text": "" if leans in ("unstated", "none") else leans}
