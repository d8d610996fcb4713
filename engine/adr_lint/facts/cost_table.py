"""The record's own table of costs: options as columns (or rows), what they cost once and by the month in the cells.

Careful rather than complete: a cell counts where it is an amount and nothing else, its row says what kind of cost it
is, and its column is one of building, buying or a mix of both. What is passed over is kept, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from adr_lint.cost.nouns import BUILD, Given, point
from adr_lint.facts import money
from adr_lint.facts.text import fold
from adr_lint.model import Block, Evidence, Passed, Record, Table
from adr_lint.regexes import regex
from adr_lint.resources import data
from adr_lint.values import dataclass

READER = "cost-table"
_ITEMS = {
    "upfront": "{side}_upfront",
    "development": "build_development",
    "monthly": "{side}_monthly",
    "yearly": "{side}_monthly",
}
_ASIDE = regex(r"\s*\([^()]*\)\s*$")


@dataclass(frozen=True, slots=True)
class CostTable:
    """What was taken from a record's cost tables, and what was not and why."""

    taken: tuple[Given, ...] = ()
    passed: tuple[Passed, ...] = ()


@dataclass(frozen=True, slots=True)
class _Cell:
    """One cell under an option, with the texts that say what it is."""

    block: Block
    label: str
    option: str
    around: str
    """The label and the heading of the labels' column, folded."""


def read_costs(record: Record, chosen: Sequence[str] = (), approach: str = "none") -> CostTable:
    """The costs in the record's tables. ``chosen`` names the option that was taken, ``approach`` says what it is."""
    reader = _Reader(record, data("cost.yaml")["table"], {_folded(name): approach for name in chosen if name})
    for table in record.tables:
        reader.read(table)
    return CostTable(tuple(reader.taken), tuple(reader.passed))


class _Reader:
    def __init__(self, record: Record, words: Mapping[str, Any], known: Mapping[str, str]) -> None:
        self.record, self.known = record, known
        self.options = {side: _any_of(names) for side, names in words["options"].items()}
        self.items = {item: _any_of(names) for item, names in words["items"].items()}
        self.taken: list[Given] = []
        self.before: frozenset[str] = frozenset()
        """What an earlier table gave; two tables are two views of a thing, not two things to add up."""
        self.passed: list[Passed] = []

    def read(self, table: Table) -> None:
        cells = [[self.record.blocks[index] for index in row] for row in table.rows]
        if len(cells) < 2 or len(cells[0]) < 2 or any(len(row) != len(cells[0]) for row in cells):
            return
        self.before = frozenset(given.name for given in self.taken)
        for grid in (cells, [list(column) for column in zip(*cells, strict=True)]):
            sides = {at: self._side(cell.text) for at, cell in enumerate(grid[0]) if at}
            if sum(1 for side in sides.values() if side) >= 2:
                for cell in self._cells(grid, self._single(sides, grid[0])):
                    self._take(cell)
                return

    def _side(self, name: str) -> str:
        """Whether an option of this name is built, bought or both; empty where the name does not say."""
        folded = _folded(name)
        if self.known.get(folded) in self.options:
            return self.known[folded]
        if self.options["hybrid"].search(folded):
            return "hybrid"
        found = [side for side in ("build", "buy") if self.options[side].search(folded)]
        return found[0] if len(found) == 1 else ""

    def _single(self, sides: Mapping[int, str], header: Sequence[Block]) -> dict[int, str]:
        """The columns to read: of two that are both built or both bought, the one that was chosen, or neither."""
        out = {}
        for at, side in sides.items():
            rivals = [other for other, its in sides.items() if its == side]
            chosen = [other for other in rivals if _folded(header[other].text) in self.known]
            if side and (len(rivals) == 1 or chosen == [at]):
                out[at] = side
            elif side and not chosen and rivals[0] == at:
                names = " and ".join(f"“{header[other].text}”" for other in rivals)
                self._pass(header[at], f"{names} are both to {side}; which of them counts is not said")
        return out

    def _cells(self, grid: Sequence[Sequence[Block]], sides: Mapping[int, str]) -> Iterator[_Cell]:
        corner = _folded(grid[0][0].text)
        for row in grid[1:]:
            for at, side in sides.items():
                yield _Cell(row[at], row[0].text, side, f"{_folded(row[0].text)} {corner}")

    def _take(self, cell: _Cell) -> None:
        text = _folded(cell.block.text)
        if not any(character.isdigit() for character in text):
            return
        currency = money.currency_in(text) or money.currency_in(cell.around)
        found = money.money(_ASIDE.sub("", text))
        item = self._item(cell, period=found[1] if found else None)
        if found is None or not currency:
            if item or currency:
                self._pass(cell.block, "no plain amount of money" if currency else "no currency in cell or heading")
            return
        if item in ("", "total", "growth"):
            reason = {"total": "a total, not a part", "growth": "for another scale, or for one unit"}
            self._pass(cell.block, reason.get(item, f"“{cell.label}” says neither once nor by the month"))
            return
        name = _ITEMS[item].format(side=cell.option)
        if item == "development" and cell.option != BUILD:
            name = f"{cell.option}_upfront"
        if name in self.before:
            self._pass(cell.block, "an earlier table gave it")
            return
        months = found[1] or (12.0 if item == "yearly" else 1.0)
        amount = found[0].amount / months if name.endswith("_monthly") else found[0].amount
        words = f"{cell.label}: {cell.block.text}"
        self.taken.append(Given(name, point(round(amount, 6)), "table", words, currency, self._evidence(cell.block)))

    def _item(self, cell: _Cell, *, period: float | None) -> str:
        """What kind of cost a cell is: by how often it is paid, else by the label, else by the labels' heading."""
        label = _folded(cell.label)
        for item in ("total", "growth"):
            if self.items[item].search(label):
                return item
        if period is not None:
            return "monthly"
        for text in (label, cell.around):
            for item in ("yearly", "monthly", "development", "upfront"):
                if self.items[item].search(text):
                    return item
        return ""

    def _evidence(self, block: Block) -> Evidence:
        return self.record.evidence(*block.span())

    def _pass(self, block: Block, reason: str) -> None:
        self.passed.append(Passed("cost", READER, self._evidence(block), reason))


def _any_of(names: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z\d])(?:{'|'.join(re.escape(name) for name in names)})(?![a-z\d])")


def _folded(text: str) -> str:
    return " ".join(fold(text).decode("latin-1").replace("**", "").split())
