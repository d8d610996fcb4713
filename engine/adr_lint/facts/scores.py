"""The record's own tables of figures: weighted scores of options, and totals that do not follow.

A table of scores has a column (or row) of weights and the options as columns (or rows). Which way the author
computed the totals (weighted sum, weighted mean, weights in percent, scores weighted already) is taken from
the table itself: the way by which most totals come out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from adr_lint.facts.numbers import figure
from adr_lint.facts.text import fold
from adr_lint.model import Block, Evidence, Fact, Record, Table
from adr_lint.regexes import regex
from adr_lint.values import dataclass

_NUMBER = regex(r"-?(?:\d{1,3}(?:[.,']\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)")
_CELL = regex(
    rb"^[\s~=\x80$\xa3(*]*(?:chf|eur|usd|gbp)?\s*-?\d[\d.,']*\s*(?:%|x|k|m|bn|points?|pts|/\s*\d+)?[\s)*]*"
    rb"(?:chf|eur|usd|gbp|\x80|\$)?(?:\s*\([^)]*\))?\s*(?:\*|<-.*)?$"
)
_WEIGHT = regex(rb"^\W*(?:weight\w*|wt|importance|gewicht\w*|factor|priority weight)\W*(?:\(?%\)?|\(.*\))?\W*$")
_TOTAL = regex(
    rb"\b(?:total|sum|weighted (?:total|score|sum|average)|overall(?: score)?"
    rb"|result|final score|score total|grand total)\b"
)
_IN_HEADER = regex(rb"\((?:weight:?\s*)?x?\s*(\d+(?:[.,]\d+)?)\s*(%|x)?\)|\b(\d+(?:[.,]\d+)?)\s*%")
_EMPTY = frozenset({b"", b"-", b"\x96", b"n/a", b"none", b"nil"})
_SCORING = regex(
    rb"\b(?:scor\w*|points?|totals?|ranked|ranking|matrix|weighted|top of the table|comes? first|came first|wins? on)\b"
)
_DESPITE = regex(
    rb"\b(?:although|though|despite|in spite|even so|nevertheless|nonetheless|but|however|yet|still|not the highest"
    rb"|passed over|pass over|overrid\w*|we prefer|because|since|reason)\b"
)

_IN_PROSE = regex(r"(?i)\bweight\w*[^.\n]{0,40}?(?<![\d/.])(?P<shares>\d{1,2} ?%?(?: ?/ ?\d{1,2} ?%?){2,})(?![\d/.]\d)")
_HUNDRED = 100
_NEAR_WHOLE = 0.8
"""Weights farther from a whole were not meant as shares of it."""
_ROUNDING = 0.005

_CHOSE = regex(
    r"(?i)\bwe\s+(?:therefore\s+|will\s+)?(?:choose|chose|select|pick|take|go\s+with|decided?\s+(?:for|on))\b"
)


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table as cells, so turned that options are columns."""

    cells: tuple[tuple[Block, ...], ...]

    def number(self, row: int, column: int) -> tuple[float, int] | None:
        """The number in a cell and how many decimals it is printed with."""
        return _number(self.cells[row][column])


def _number(cell: Block) -> tuple[float, int] | None:
    folded = fold(cell.text).strip()
    if folded in _EMPTY:
        return 0.0, 0
    if not _CELL.match(folded):
        return None
    match = _NUMBER.search(folded.decode("latin-1"))
    if match is None:
        return None
    value = figure(match[0].lstrip("-")) * (-1 if match[0].startswith("-") else 1)
    decimals = re.search(r"[.,](\d+)$", match[0])
    shown = len(decimals[1]) if (decimals and value != int(value)) or (decimals and len(decimals[1]) < 3) else 0
    return value, shown


def read(record: Record) -> list[Fact]:
    """The facts ``scores.*`` of a record."""
    mismatches: list[tuple[str, Evidence]] = []
    facts: list[Fact] = []
    for table in record.tables:
        grids = _grids(record, table)
        for grid in grids:
            found = _scored(record, grid, mismatches)
            if found:
                facts = facts or found
                break
        else:
            for grid in grids:
                mismatches.extend(_sums(record, grid))
    mismatches.extend(_shares(record))
    if mismatches:
        text = "; ".join(dict.fromkeys(message for message, _ in mismatches))
        evidence = tuple(dict.fromkeys(place for _, place in mismatches))
        facts.append(Fact("scores.mismatch", text, "inferred", evidence, reader="scores"))
    return facts


def _grids(record: Record, table: Table) -> list[_Grid]:
    width = max((len(row) for row in table.rows), default=0)
    if width < 2 or len(table.rows) < 2 or any(len(row) != width for row in table.rows):
        return []
    cells = tuple(tuple(record.blocks[index] for index in row) for row in table.rows)
    return [_Grid(cells), _Grid(tuple(zip(*cells, strict=True)))]


def _scored(record: Record, grid: _Grid, mismatches: list[tuple[str, Evidence]]) -> list[Fact]:
    """The facts of a table of scores with its options as columns; none where it is no such table."""
    header = [fold(cell.text) for cell in grid.cells[0]]
    column = next((i for i, text in enumerate(header) if i and _WEIGHT.match(text)), None)
    rows = range(1, len(grid.cells))
    totals = next((r for r in rows if _TOTAL.search(fold(grid.cells[r][0].text))), None)
    criteria = [r for r in rows if r != totals and not _TOTAL.search(fold(grid.cells[r][0].text))]
    weights = [_weight(grid, r, column) for r in criteria]
    columns = [c for c in range(1, len(header)) if c != column]
    if len(columns) < 2 or len(criteria) < 2 or any(weight is None for weight in weights):
        return []
    scores = [[grid.number(r, c) for r in criteria] for c in columns]
    if any(score is None for row in scores for score in row):
        return []
    known = [float(weight) for weight in weights if weight is not None]
    if column is not None and (said := _incomplete([grid.cells[r][column] for r in criteria], known)):
        mismatches.append((said, record.evidence(*grid.cells[0][column].span())))
    plain = [[score[0] for score in row if score] for row in scores]
    stated = [grid.number(totals, c) if totals is not None else None for c in columns]
    computed = _totals(known, plain, stated)
    for c, total, shown in zip(columns, computed, stated, strict=True):
        if shown is not None and totals is not None and not _same(total, shown):
            name = grid.cells[0][c].text.strip()
            message = f"{name}: {shown[0]:g} should be {_shown(total, shown[1])}"
            mismatches.append((message, record.evidence(*grid.cells[totals][c].span())))
    return _ranking(record, [grid.cells[0][c] for c in columns], computed)


def _incomplete(cells: Sequence[Block], weights: Sequence[float]) -> str:
    """What shares of a whole come to, where that is not the whole; empty where they do, or are no shares."""
    whole = 100.0 if all(cell.text.strip().endswith("%") for cell in cells) else 1.0
    if whole == 1.0 and not all(0 < weight < 1 for weight in weights):
        return ""
    total = sum(weights)
    if (
        not _NEAR_WHOLE * whole <= total <= whole / _NEAR_WHOLE
        or abs(total - whole) <= _ROUNDING * len(weights) * whole
    ):
        return ""
    sign = " %" if whole > 1 else ""
    return f"the weights come to {total:.4g}{sign}, not {whole:g}{sign}"


def _shares(record: Record) -> Iterator[tuple[str, Evidence]]:
    """Weights in prose, as "40/30/20", that do not come to a hundred."""
    for block in record.blocks:
        if block.kind in ("code", "html") or "eight" not in block.text:
            continue
        for match in _IN_PROSE.finditer(block.text):
            total = sum(int(number) for number in re.findall(r"\d+", match["shares"]))
            if total != _HUNDRED and _NEAR_WHOLE * _HUNDRED <= total <= _HUNDRED / _NEAR_WHOLE:
                evidence = record.evidence(block.at(match.start("shares")), block.at(match.end("shares") - 1) + 1)
                yield f"the weights {match['shares']} come to {total}, not 100", evidence


def _weight(grid: _Grid, row: int, column: int | None) -> float | None:
    if column is not None:
        found = grid.number(row, column)
        return found[0] if found else None
    match = _IN_HEADER.search(fold(grid.cells[row][0].text))
    return figure((match[1] or match[3]).decode()) if match else None


def _totals(
    weights: Sequence[float], scores: Sequence[Sequence[float]], stated: Sequence[tuple[float, int] | None]
) -> list[float]:
    """Totals by the way of computing that gives most of the stated ones."""
    sums = [sum(w * s for w, s in zip(weights, row, strict=True)) for row in scores]
    whole = sum(weights) or 1.0
    ways = [sums, [s / 100 for s in sums], [s / whole for s in sums], [sum(row) for row in scores]]
    ways += [[s / 10 for s in sums]]

    def agreeing(way: Sequence[float]) -> int:
        return sum(1 for total, shown in zip(way, stated, strict=True) if shown is not None and _same(total, shown))

    best = max(ways, key=agreeing)
    if agreeing(best):
        return best
    if all(shown is None for shown in stated):
        return [s / whole for s in sums] if abs(whole - 100) < 0.5 else sums
    # No total comes out: the way that is nearest in size is the one that was meant.
    return min(
        ways[:3], key=lambda way: sum(abs(t - s[0]) / (abs(s[0]) or 1) for t, s in zip(way, stated, strict=True) if s)
    )


def _same(total: float, shown: tuple[float, int]) -> bool:
    return bool(abs(total - shown[0]) <= 0.5 * 10 ** -shown[1] + 1e-9)


def _shown(total: float, decimals: int) -> str:
    return f"{total:.{decimals}f}"


def _ranking(record: Record, names: Sequence[Block], totals: Sequence[float]) -> list[Fact]:
    order = sorted(range(len(totals)), key=lambda i: -totals[i])
    first, second = order[0], order[1]
    best = totals[first]
    if best <= 0:
        return []
    place = (record.evidence(*names[first].span()),)
    facts = [
        Fact("scores.best", round(best, 4), "inferred", place, reader="scores"),
        Fact("scores.best_option", names[first].text.strip(), "inferred", place, reader="scores"),
        Fact("scores.margin", round((best - totals[second]) / best * 100, 2), "inferred",
             (*place, record.evidence(*names[second].span())), reader="scores"),
    ]  # fmt: skip
    chosen = _chosen(record, names)
    if chosen is not None:
        evidence = (record.evidence(*names[chosen].span()),)
        facts.append(Fact("scores.chosen", round(totals[chosen], 4), "inferred", evidence, reader="scores"))
        reason = _reason(record) if chosen != first else None
        if reason is not None:
            facts.append(Fact("scores.reason", True, "inferred", (reason,), reader="scores"))
    return facts


def _chosen(record: Record, names: Sequence[Block]) -> int | None:
    """Which of the options was chosen: the decision names it first, a sentence takes it alone, or it is marked."""
    keys = [fold(name.text).strip(b" *`\"'") for name in names]
    for block in record.blocks:
        if "decision" in record.sections[block.section].roles and block.kind in ("paragraph", "item"):
            text = fold(block.text)
            found = sorted((text.find(key), i) for i, key in enumerate(keys) if len(key) > 2 and key in text)
            if found:
                return found[0][1]
    for block in record.blocks:
        match = _CHOSE.search(block.text) if block.kind in ("paragraph", "item") else None
        if match is not None:
            text = fold(block.text)[match.end() :]
            named = [i for i, key in enumerate(keys) if len(key) > 2 and key in text]
            if len(named) == 1:
                return named[0]
    for name in (fold(option.name) for option in record.options if option.chosen):
        marked = [i for i, key in enumerate(keys) if key and (key in name or name in key)]
        if len(marked) == 1:
            return marked[0]
    return None


def _reason(record: Record) -> Evidence | None:
    for block in record.blocks:
        if block.kind in ("cell", "code", "html", "heading"):
            continue
        folded = fold(block.text)
        if _SCORING.search(folded) and _DESPITE.search(folded):
            return record.evidence(*block.span())
    return None


def _sums(record: Record, grid: _Grid) -> Iterator[tuple[str, Evidence]]:
    """Totals that are not the sum of the figures before them, where those of other rows are."""
    header = [fold(cell.text) for cell in grid.cells[0]]
    column = len(header) - 1
    if column < 3 or not _TOTAL.search(header[column]):
        return
    right, wrong = 0, []
    for row in range(1, len(grid.cells)):
        numbers = [grid.number(row, c) for c in range(1, column + 1)]
        if any(number is None for number in numbers):
            continue
        *parts, total = [number for number in numbers if number]
        exact = sum(part[0] for part in parts)
        slack = 0.5 * 10 ** -max(part[1] for part in [*parts, total]) * (len(parts) - 1)
        if abs(exact - total[0]) <= slack + 1e-9:
            right += 1
        else:
            wrong.append((row, total, exact))
    if right > len(wrong):
        for row, total, exact in wrong:
            name = grid.cells[row][0].text.strip()
            yield (
                f"{name}: {total[0]:g} should be {_shown(exact, total[1])}",
                record.evidence(*grid.cells[row][column].span()),
            )
