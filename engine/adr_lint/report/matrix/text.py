"""The matrix of records for a person at a terminal: one record in full, or many as one table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adr_lint.matrix import Matrix, Row
from adr_lint.model import Reading
from adr_lint.policy.template import say
from adr_lint.report.layout import cut, table
from adr_lint.report.matrix import words
from adr_lint.report.safe import Paint, plain, safe

Pair = tuple[Reading, Matrix]


def render(reading: Reading, matrix: Matrix, *, paint: Paint = plain) -> str:
    """The factors of one record, what each rests on, which way it leans, what they come to and what would turn it."""
    record = reading.record
    lines = [paint(safe(record.path), "path") + f"  {safe(record.title)}"]
    if words.decided(reading) == "none":
        return "\n".join([*lines, "  decides nothing between building and buying; no leanings"])
    weighted = any(row.factor.weight != 1 for row in matrix.rows)
    header = ["factor", "leans", *(["weight"] if weighted else []), "because", "evidence"]
    lines += [f"  {row}" for row in table([header, *(_cells(row, weighted=weighted) for row in matrix.rows)])]
    lines.append(f"  decided: {words.decided(reading)}; {words.stated(matrix)}")
    lines += [f"  {line}" for line in _verdict(matrix)]
    return "\n".join(lines)


def _cells(row: Row, *, weighted: bool) -> list[str]:
    evidence = "; ".join(safe(cut(words.evidence(fact), 80)) for fact in row.facts)
    weight = [say(row.factor.weight)] if weighted else []
    return [safe(row.factor.title), _short(row.leans), *weight, safe(row.because), evidence]


def _verdict(matrix: Matrix) -> Iterator[str]:
    if matrix.decides:
        yield words.total(matrix)
    yield words.firm(matrix)
    yield from (f"  {safe(words.turn(turn))}" for turn in matrix.turns)


def overview(pairs: Sequence[Pair], *, paint: Paint = plain) -> str:
    """One row for each record that decides between building and buying, and how many do not."""
    shown = [pair for pair in pairs if words.decided(pair[0]) != "none"]
    lines = list(table([[safe(cell) for cell in row] for row in overview_rows(shown)]))
    lines[:1] = [paint(line, "path") for line in lines[:1]]
    left = len(pairs) - len(shown)
    if left:
        lines.append(
            f"{left:,} {'record decides' if left == 1 else 'records decide'} nothing between building and buying"
        )
    return "\n".join(lines)


def overview_rows(pairs: Sequence[Pair]) -> list[list[str]]:
    """The overview as rows of cells, the first being the header; none of no records."""
    if not pairs:
        return []
    factors = [row.factor.title.lower() for row in pairs[0][1].rows]
    return [["record", "decided", *factors, "build", "buy", "leans", "turned by"], *(_row(*pair) for pair in pairs)]


def _row(reading: Reading, matrix: Matrix) -> list[str]:
    sums = matrix.totals
    ways = sum(turn.now is not None for turn in matrix.turns)
    return [
        reading.record.path,
        words.decided(reading),
        *(_short(row.leans) for row in matrix.rows),
        say(sums["build"]),
        say(sums["buy"]),
        _short(matrix.verdict),
        f"{ways} fact{'s' if ways != 1 else ''}" if ways else "none" if matrix.decides else "-",
    ]


def _short(leans: str) -> str:
    return "-" if leans in ("unstated", "none") else leans
