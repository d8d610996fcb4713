"""The cells of a table in AsciiDoc, row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from adr_lint.regexes import regex
from adr_lint.values import dataclass

_CELL = regex(r"(?<!\\)(?:(?<![^\s|])(?:(\d{1,2})(?:\.\d{1,2})?([*+])|\.\d{1,2}\+)?[<^>]?(?:\.[<^>])?[a-z]?)?\|")
_COLUMNS = regex(r"\bcols\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\],]*))")
_REPEATED = regex(r"(\d{1,3})\*")
_SEPARATORS = {"!": r"!", ",": ",", ":": ":"}
_WIDEST = 200
_MOST_REPEATED = 1_000
"""Cells that ``3*|`` and the like may add to a table; beyond that each stands once."""

Cell = tuple[int, int]
"""The range of the source's text that a cell holds."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table between its delimiters: ``text[start:end]``."""

    text: str
    start: int
    end: int
    mark: str
    """The first character of its delimiter: ``|``, ``!``, ``,`` or ``:``."""
    style: str
    """The line in brackets above it."""


def cells_of(table: Table) -> Iterator[list[Cell]]:
    """The rows of a table."""
    if table.mark in ",:" or ("format" in table.style and ("csv" in table.style or "dsv" in table.style)):
        yield from _separated(table)
        return
    cells, breaks = _cells(table)
    width = _width(table.style) or _in_first_line(table, cells)
    row: list[Cell] = []
    left = _MOST_REPEATED
    for (start, end), repeat in zip(cells, breaks, strict=True):
        left -= repeat - 1
        for _ in range(repeat if left > 0 else 1):
            row.append((start, end))
            if len(row) >= width:
                yield row
                row = []
    if row:
        yield row


def _cells(table: Table) -> tuple[list[Cell], list[int]]:
    pattern = _CELL if table.mark == "|" else re.compile(r"(?<!\\)()()!")
    found = list(pattern.finditer(table.text, table.start, table.end))
    if not found:
        return [], []
    ends = [match.start() for match in found[1:]] + [table.end]
    cells = [_trimmed(table.text, match.end(), end) for match, end in zip(found, ends, strict=True)]
    counts = [min(int(match[1]), _WIDEST) if match[1] and match[1] != "0" else 1 for match in found]
    return cells, counts


def _in_first_line(table: Table, cells: list[Cell]) -> int:
    """How many cells stand in the first line of the table that has any."""
    if not cells:
        return 1
    first = cells[0][0]
    end = min((at for at in (table.text.find(mark, first, table.end) for mark in "\r\n") if at >= 0), default=table.end)
    return max(1, sum(start <= end for start, _ in cells[:_WIDEST] if start <= end))


def _width(style: str) -> int:
    match = _COLUMNS.search(style)
    if match is None:
        return 0
    value = next(group for group in match.groups() if group is not None)
    if value.strip().isdigit():
        return 1
    columns = [part.strip() for part in re.split(r"[,;]", value)]
    count = sum(int(repeated[1]) if (repeated := _REPEATED.match(part)) else 1 for part in columns)
    return min(count, _WIDEST)


def _separated(table: Table) -> Iterator[list[Cell]]:
    mark = ":" if table.mark == ":" or "dsv" in table.style else ","
    at = table.start
    for line in table.text[table.start : table.end].splitlines(keepends=True):
        cells, begin = [], at
        for part in line.split(mark)[:_WIDEST]:
            start, end = _trimmed(table.text, begin, begin + len(part))
            if table.text[start : start + 1] == '"' == table.text[end - 1 : end] and end - start > 1:
                start, end = start + 1, end - 1
            cells.append((start, end))
            begin += len(part) + 1
        if line.strip():
            yield cells
        at += len(line)


def _trimmed(text: str, start: int, end: int) -> Cell:
    kept = text[start:end]
    begin = start + len(kept) - len(kept.lstrip())
    return (start, start) if begin >= end else (begin, start + len(kept.rstrip()))
