"""Which lines of a record a directive reaches: a block, a section, or all of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from adr_lint.errors import line_of, lines_of
from adr_lint.model import Record
from adr_lint.parse.comments import Comment
from adr_lint.regexes import regex

_MARKS = regex(r"[\s>*+-]*(?:\d+[.)])?\s*")
_END = 10**9

Lines = tuple[int, int]
"""The first and the last line, both included."""


class Reach:
    """The lines that the directives of one record reach; each is looked up, however many directives there are."""

    def __init__(self, record: Record, found: Sequence[Comment]) -> None:
        self._record = record
        self._lines = lines_of(record.text)
        self._alone: dict[Lines, bool] = {}
        self._blocks, self._tables = _extents(record)
        own = {line for comment in found if self._is_alone(comment) for line in self._range(comment)}
        self._next = _next_lines(self._lines, own)
        self._starts = [section.start for section in record.sections]
        self._sections = _section_lines(record)

    def of(self, comment: Comment, verb: str) -> Lines:
        """The lines that a directive reaches.

        Alone on its line it reaches the block that follows, a table as a whole; beside text, the block it stands in
        (of a table: the row).
        """
        if verb == "ignore-file":
            return 1, _END
        lines = self._range(comment)
        if comment.yaml:
            return self._of_yaml(comment, lines[0], section=verb == "ignore-section")
        if verb == "ignore-section":
            return self._section(comment)
        next_ = first = self._next[lines[-1]] if self._is_alone(comment) else 0
        if comment.alone:  # what AsciiDoc and reStructuredText write above a block belongs to it
            while next_ and next_ not in self._blocks:
                next_ = self._next[next_]
        if next_:
            _, last, table = self._blocks.get(next_, (next_, next_, -1))
            return first, max(last, self._tables.get(table, last))
        around = [self._blocks.get(line, (line, line, -1)) for line in lines]
        return min(first for first, _, _ in around), max(last for _, last, _ in around)

    def _range(self, comment: Comment) -> range:
        place = self._record.place(comment.start, comment.end)
        return range(place.line, place.end_line + 1)

    def _is_alone(self, comment: Comment) -> bool:
        lines = self._range(comment)
        if comment.alone:
            return True
        if comment.yaml:
            return line_of(self._lines, lines[0]).lstrip().startswith("#")
        key = lines[0], lines[-1]
        if key not in self._alone:
            around = "\n".join(self._lines[lines[0] - 1 : lines[-1]])
            self._alone[key] = _MARKS.fullmatch(_without_comments(around)) is not None
        return self._alone[key]

    def _section(self, comment: Comment) -> Lines:
        """The section that it stands in, with those under it; before the first heading, what stands there."""
        at = bisect_right(self._starts, comment.start) - 1
        if at >= 0:
            return self._sections[at]
        return 1, self._sections[0][0] - 1 if self._sections else _END

    def _of_yaml(self, comment: Comment, line: int, *, section: bool) -> Lines:
        """In the front matter: its own line; alone on it, the next key with what is indented under it."""
        if section:
            return 1, next((i for i in range(line, len(self._lines)) if _closes(self._lines[i])), line) + 1
        first = self._next[line] if self._is_alone(comment) else 0
        if not first:
            return line, line
        indent = _indent(self._lines[first - 1])
        last = first
        while last < len(self._lines) and not _closes(self._lines[last]) and _goes_on(self._lines[last], indent):
            last += 1
        return first, last


def _without_comments(text: str) -> str:
    kept, position = [], 0
    while (found := text.find("<!--", position)) >= 0 and (close := text.find("-->", found)) >= 0:
        kept.append(text[position:found])
        position = close + 3
    return "".join([*kept, text[position:]])


def _extents(record: Record) -> tuple[dict[int, tuple[int, int, int]], dict[int, int]]:
    """Line → first and last line of its block and its table (-1 of none); table → its last line."""
    blocks: dict[int, tuple[int, int, int]] = {}
    tables: dict[int, int] = {}
    for block in record.blocks:
        start, end = block.span()
        place = record.place(start, max(start, end - 1))
        for line in range(place.line, place.end_line + 1):
            first, last, _ = blocks.get(line, (place.line, place.end_line, -1))
            blocks[line] = min(first, place.line), max(last, place.end_line), block.table
        if block.table >= 0:
            tables[block.table] = max(tables.get(block.table, 0), place.end_line)
    return blocks, tables


def _next_lines(lines: Sequence[str], own: set[int]) -> list[int]:
    """Of every line (from 1), the next one with something on it that is no directive; 0 where there is none."""
    found = [0] * (len(lines) + 1)
    for number in range(len(lines) - 1, 0, -1):
        after = number + 1
        found[number] = after if after not in own and lines[after - 1].strip(" \t>") else found[after]
    return found


def _section_lines(record: Record) -> list[Lines]:
    """Of every section, from its heading to the next of its level or above."""
    starts = [record.place(section.start, section.start).line for section in record.sections]
    found: list[Lines] = [(start, _END) for start in starts]
    open_: list[int] = []
    for i, section in enumerate(record.sections):
        while open_ and (record.sections[open_[-1]].level >= section.level or not record.sections[open_[-1]].level):
            ended = open_.pop()
            found[ended] = starts[ended], starts[i] - 1
        open_.append(i)
    return found


def _closes(line: str) -> bool:
    return line.rstrip() in ("---", "...")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _goes_on(line: str, indent: int) -> bool:
    """Whether a line of YAML belongs to the key above it, which is indented so far."""
    return _indent(line) > indent or (_indent(line) == indent and line.lstrip().startswith("- "))
