"""Which option a block speaks of: by its section, its list item, its table's column or row, or its place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from adr_lint.facts.roles import Parents
from adr_lint.facts.text import fold
from adr_lint.model import Block, Option, Record
from adr_lint.regexes import regex

_AGAINST = regex(rb"alternativ|reject|discard|not chosen|why not|other options|set aside")
_LABEL_BEFORE = regex(r"\(?(?:\b\w{1,3}|\d{1,2}\.\d{1,2})[).:\u2013—-]{0,2}\s*\Z")
_LONGEST_LABEL = 9
_LIST_LABEL = regex(
    rb"^\W*(?:(?:option|alternative|variant|candidate|position)\s+)?(?:(?:[a-h]|\d{1,2})\s*[.:)\x96-]+\s*)?"
)
_SHORTEST, _LONGEST_START = 3, 200
"""Of an option's name for a block that begins with it to be its own, and how much of a block is looked at; in bytes."""


class Attribution:
    """The options of a record, and which of them its blocks, asked for in reading order, are of."""

    def __init__(self, record: Record, parents: Parents) -> None:
        self.names_one = False
        """Whether the block asked about last is the name of an option, or opens with it."""
        self._record, self._parents = record, parents
        self._placed = sorted(zip(_places(record), record.options, strict=True), key=lambda pair: pair[0])
        self._decided = any(option.chosen for option in record.options)
        self._by_section = {o.section: o for o in record.options if o.section is not None}
        self._names = [(_key(option.name), option) for option in record.options]
        self._current: Option | None = None
        self._current_section, self._current_depth = -1, 0
        self._columns: dict[tuple[int, int], Option] = {}
        self._rows: dict[tuple[int, int], Option] = {}

    def of(self, block: Block, folded: bytes) -> tuple[bool, bool]:
        """Whether it is of an option not chosen, and whether of the chosen one."""
        self.names_one = False
        option = self._option(block, folded) if self._names else None
        if option is None:
            return False, False
        rejected = not option.chosen and (self._decided or bool(_AGAINST.search(self._heading(block))))
        return rejected, option.chosen

    def parts(self, blocks: Sequence[tuple[int, Block]]) -> Sequence[tuple[int, Block]]:
        """The blocks, each with its place among those of the record, one that counts off options in a part for each."""
        if len(self._placed) < 2:
            return blocks
        places = [place for place, _ in self._placed]
        return [part for order, block in blocks for part in _by_option(order, block, places)]

    def _heading(self, block: Block) -> bytes:
        around = (block.section, *self._parents[block.section])
        return fold(" / ".join(self._record.sections[index].title for index in around))

    def _option(self, block: Block, folded: bytes) -> Option | None:
        for section in (block.section, *self._parents[block.section]):
            if section in self._by_section:
                self.names_one = block.kind == "heading" and section == block.section
                return self._by_section[section]
        if block.kind == "cell":
            return self._of_cell(block, folded)
        roles = self._record.sections[block.section].roles
        if "options" not in roles and "option" not in roles:
            self._current = None
            return None if "decision" in roles else self._at_its_place(block)
        named = self._named(folded)
        if named is not None:
            self._current, self._current_section, self._current_depth = named, block.section, block.depth
        elif block.section != self._current_section or (block.kind == "item" and block.depth <= self._current_depth):
            self._current = None
        return self._current

    def _at_its_place(self, block: Block) -> Option | None:
        """The option whose name stands in the block, of a record that lists its options under another heading."""
        start = block.at(0)
        for place, option in self._placed:
            if start <= place < block.end and option.section is None and block.kind in ("item", "paragraph"):
                self.names_one = True
                return option
        return None

    def _of_cell(self, block: Block, folded: bytes) -> Option | None:
        named = self._named(folded)
        if named is not None and block.row == 0:
            self._columns[block.table, block.column] = named
        if named is not None and block.column == 0:
            self._rows[block.table, block.row] = named
        return self._rows.get((block.table, block.row)) or self._columns.get((block.table, block.column))

    def _named(self, folded: bytes) -> Option | None:
        start = _LIST_LABEL.sub(b"", folded[:_LONGEST_START])
        for key, option in self._names:
            if len(key) >= _SHORTEST and start.startswith(key):
                self.names_one = True
                return option
        return None


def _key(name: str) -> bytes:
    return _LIST_LABEL.sub(b"", fold(name)).strip(b" .:*`\"'")


def _places(record: Record) -> Iterator[int]:
    """Where in the source the name of each option begins."""
    places = (option.place for option in record.options)
    return (record.line_starts[place.line - 1] + place.column - 1 for place in places)


def _by_option(order: int, block: Block, places: Sequence[int]) -> Iterator[tuple[int, Block]]:
    """The block, one that counts off several options in a part for each."""
    first, last = bisect_left(places, block.at(0)), bisect_left(places, block.end)
    starts = [_before_label(block, place) for place in places[first:last]] if last - first > 1 else []
    bounds = [0, *starts[1:], len(block.text)]
    for start, end in pairwise(bounds):
        yield order, block.part(start, end) if len(bounds) > 2 else block


def _before_label(block: Block, place: int) -> int:
    """Where in the block's text the number or letter stands before the name that begins at a place of the source."""
    at = block.position(place)
    label = _LABEL_BEFORE.search(block.text, max(0, at - _LONGEST_LABEL), at)
    return label.start() if label else at
