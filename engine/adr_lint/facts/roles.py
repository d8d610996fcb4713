"""What each block of a record is: the roles of its sections, its own in the title, the header, a table, a decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from adr_lint.facts.dates import MONTH
from adr_lint.facts.text import fold
from adr_lint.model import Block, Record
from adr_lint.regexes import regex

OVERTURNED = "overturned"
"""The role of what once decided and does so no more."""
_UPDATE = regex(
    rb"\b(?:updates?|amend(?:ment|ed)|addendum|revision|revers(?:ed|al)|overturned|reconsider(?:ed|ation)|postscript|added|later)\b"
)
_UPDATES = regex(
    rb"\W*(?:(?:later|second|third|first|last) )?(?:updated?|amend(?:ment|ed)|addendum|postscript|p\.? ?s\b\.?|revision"
    rb"|revised|erratum|afterword)(?: \d)?(?:\W{0,2}[:(\x96-]|\W{0,2}(?:of|from|in|on|as of)? ?[^.:]{0,12}\d)"
)
"""How a block begins that is a later update, and so are those that follow it under the same heading."""
_DATED = regex(
    rf"\W*(?:20\d\d\b|(?:(?:early|mid|late|end of|\d{{1,2}}(?:st|nd|rd|th|\.)?(?: of)?)[ -])?{MONTH}\b)".encode()
)
"""How headings begin of a record that tells its story in order."""
_FIRST_BLOCKS, _SHORTEST_UPDATE = 2, 40
"""An update comes after the title and the header; what is shorter, in bytes, is a line of it."""
_ROWS = {
    b"decision": "decision", b"chosen option": "decision", b"outcome": "decision", b"solution": "decision",
    b"constraints": "drivers", b"assumptions": "drivers", b"requirements": "drivers", b"drivers": "drivers",
    b"positions": "options", b"options": "options", b"alternatives": "options", b"argument": "rationale",
    b"rationale": "rationale", b"implications": "consequences", b"consequences": "consequences",
    b"issue": "context", b"context": "context", b"problem": "context", b"background": "context",
    b"update": "update", b"amendment": "update", b"addendum": "update",
    b"date": "header", b"dated": "header", b"updated": "header", b"last updated": "header", b"last changed": "header",
    b"last modified": "header", b"revised": "header", b"reviewed": "header", b"decided on": "header",
    b"version": "header", b"status": "header", b"state": "header", b"author": "header", b"authors": "header",
    b"reviewers": "header", b"approvers": "header", b"deciders": "header",
}  # fmt: skip
"""A table of two columns may be the record: what the left cell calls the right one."""
_MAY_DECIDE = frozenset({"other", "plan", "rationale"})
"""Where a record without a section for its decision may state it."""
_NEVER_DECIDES = frozenset({"options", "option", "consequences", "links", "drivers", "context"})
_STATES_A_DECISION = regex(
    rb"\bwe (?:have )?(?:decided (?:for|to|on)|chose|opted for|selected|went with)\b"
    rb"|(?:^|[.:;!?] )(?:(?:so|hence|therefore|thus|decided)[:,]? )?(?:we|it is|it's)(?:'ll| will| shall)?(?: now)?"
    rb" (?:subscribe to|sign (?:up )?(?:with|for|a)|take|adopt|choose|go (?:with|for)|pick|buy|procure|install|build"
    rb"|write|move to|switch to|stay with|settle (?:on|for))\b"
)
_BELOW_TITLE = frozenset({"title"})
"""The roles of what stands between a title and the first section."""
_NO_LINKS = frozenset({"other"})
"""Those of prose under a heading of links, such as people under "Resources"."""
_LINK = regex(r"\]\(|\]\[|\[\[|://")
_HEADER_LINE = 80
_LABELLED = regex(r"\W*\w[\w /]{1,25}\W{0,3}:")
_GOES_ON = regex(r"[a-z\d]{2}\)?[.!?]\s+[A-Z][a-z']+(?: \(?[a-z]+){2}")
"""A further sentence, where a label has no more than values."""

Parents = Sequence[tuple[int, ...]]


def parents_of(record: Record) -> Parents:
    """For each section of the record the sections around it, innermost first."""
    found: list[tuple[int, ...]] = []
    stack: list[int] = []
    for index, section in enumerate(record.sections):
        while stack and record.sections[stack[-1]].level >= section.level:
            stack.pop()
        found.append(tuple(reversed(stack)))
        stack.append(index)
    return found


class Roles:
    """The roles of a record's blocks, asked for in reading order: what a row is follows from its first cell."""

    def __init__(self, record: Record, parents: Parents) -> None:
        self._record, self._parents = record, parents
        self._updated = self._updates()
        self._sections: dict[int, tuple[frozenset[str], bytes]] = {}
        self._first_heading = next((i for i, block in enumerate(record.blocks) if block.kind == "heading"), -1)
        self._undecided = not any(section.role == "decision" for section in record.sections)
        self._cells = _Cells()
        self._updated_in = -1
        self._together: dict[tuple[object, ...], frozenset[str]] = {}

    def of(self, order: int, block: Block, folded: bytes, more: Iterable[str | None]) -> tuple[frozenset[str], bytes]:
        """The roles of a block (``more`` among them), and the folded headings that it stands under, innermost first.

        ``order`` is its place among the record's blocks, -1 for a title that is none of them.
        """
        if block.section not in self._sections:
            self._sections[block.section] = self._of_section(block.section)
        roles, heading = self._sections[block.section]
        if "header" in roles and order > 0 and (self._first_heading < 0 or _is_text(block)):
            roles = _BELOW_TITLE
        elif "links" in roles and _is_text(block) and _LINK.search(self._record.text, block.at(0), block.end) is None:
            roles = _NO_LINKS
        extra: list[str] = [block.kind, *filter(None, more)]
        if self._updates_from(order, block, folded):
            extra.append("update")
        if block.kind == "cell":
            heading = self._cells.heads(block, folded) + heading
            if block.column == 1 and self._cells.role:
                extra.append(self._cells.role)
        titled = order == self._first_heading and self._record.sections[block.section].level == 1
        if order == -1 or titled:
            extra.append("title-line")
        may = self._undecided and not roles & _NEVER_DECIDES
        if may and (roles & _MAY_DECIDE or _STATES_A_DECISION.search(folded)):
            extra.append("decision")
        key = (roles, *extra)
        if key not in self._together:
            self._together[key] = roles.union(extra)
        return self._together[key], heading

    def _updates_from(self, order: int, block: Block, folded: bytes) -> bool:
        """Whether the block is an update under another heading, or stands below one."""
        if block.section == self._updated_in:
            return block.kind in ("paragraph", "item")
        begins = block.kind in ("paragraph", "item") and len(folded) >= _SHORTEST_UPDATE and _UPDATES.match(folded)
        if begins and order > _FIRST_BLOCKS:
            self._updated_in = block.section
        return self._updated_in == block.section

    def _of_section(self, index: int) -> tuple[frozenset[str], bytes]:
        sections = self._record.sections
        section = sections[index]
        roles: set[str] = set(section.roles)
        if section.role != "title":
            roles.discard("title")
        if index in self._updated:
            roles.add("update")
        around = [sections[i] for i in (index, *self._parents[index])]
        return frozenset(roles), fold(" / ".join(s.title for s in around if s.role != "title" or s is section))

    def _updates(self) -> set[int]:
        """Sections that are a later update, as are all but the first with dates for headings, and those inside them."""
        sections = self._record.sections
        found: set[int] = set()
        level = min((section.level for section in sections if section.level > 1), default=0)
        dated = [
            i for i, section in enumerate(sections) if section.level == level and _DATED.match(fold(section.title))
        ]
        for index, section in enumerate(sections):
            named = section.level > 1 and _UPDATE.search(fold(section.title))
            if named or index in dated[1:] or any(parent in found for parent in self._parents[index]):
                found.add(index)
        return found


class _Cells:
    """Of a table's cells, what their row and their column are called, and what that makes of them."""

    def __init__(self) -> None:
        self.role: str | None = None
        """What the first cell of the row at hand makes of the second."""
        self._rows: dict[tuple[int, int], bytes] = {}
        self._columns: dict[tuple[int, int], bytes] = {}

    def heads(self, block: Block, folded: bytes) -> bytes:
        """The heads of a cell, ready to stand before its section's heading."""
        row, column = (block.table, block.row), (block.table, block.column)
        if block.row == 0:
            self._columns[column] = folded
        if block.column == 0:
            self._rows[row] = folded
            self.role = _ROWS.get(folded.strip(b" :*"))
        heads = [] if block.column == 0 else [self._rows.get(row, b"")]
        if block.row:
            heads.append(self._columns.get(column, b""))
        return b"".join(head + b" / " for head in heads if head)


def _is_text(block: Block) -> bool:
    """Whether a block that stands where a header or links do is text all the same, as where a memo begins."""
    if len(block.text) < _HEADER_LINE:
        return False
    return _LABELLED.match(block.text) is None or _GOES_ON.search(block.text) is not None
