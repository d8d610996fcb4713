"""reStructuredText to the same blocks as Markdown's. docutils parses; nothing is fetched, inserted, run or printed.

docutils is an optional extra and slow to import: this module imports it when the first such record is read.
It gives lines at best, so that ``alignment`` finds the text again for evidence.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from adr_lint.extras import require
from adr_lint.model import Block, BlockKind, Fault, Link, Place
from adr_lint.parse.alignment import Aligner
from adr_lint.parse.body import Body, Heading, Names
from adr_lint.regexes import regex

if TYPE_CHECKING:
    from docutils import nodes

MAX_LENGTH = 200_000
"""Of a text, in characters; docutils takes far longer than Markdown's parser."""
_MAX_PARAGRAPH = 10_000
"""Of lines without an empty one between; docutils takes time with the square of it."""

_PARAGRAPH = regex(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
_UNKNOWN_ROLE = regex(r"(?s):[\w:.+-]+:`~?(.*?)(?:\s*<[^<>]*>)?`(?::[\w:.+-]+:)?\Z")
_DOCUMENT = regex(r":doc:`(?:[^`<>]*<([^<>`\s]+)>|([^<>`\s]+))`\Z")
_UNSEEN = frozenset({
    "comment", "footnote_reference", "citation_reference", "image", "label", "meta", "pending", "raw",
    "substitution_definition", "system_message", "transition",
})  # fmt: skip
_CODE = frozenset({"literal_block", "doctest_block", "math_block", "option_list"})
_PROSE = frozenset({"paragraph", "rubric", "caption", "attribution", "term"})


def read(text: str, start: int, names: Names, path: str) -> tuple[Body, tuple[Fault, ...]]:
    """The blocks of ``text[start:]``, and why they are plain paragraphs where docutils cannot read it."""
    why = f"is longer than {MAX_LENGTH:,} characters" if len(text) - start > MAX_LENGTH else ""
    if not why and any(len(match[0]) > _MAX_PARAGRAPH for match in _PARAGRAPH.finditer(text, start)):
        why = f"has a paragraph longer than {_MAX_PARAGRAPH:,} characters"
    if not why:
        reader = _Reader(text, start, names)
        try:
            reader.document(_parse(text[start:]))
            return reader.body, ()
        except RecursionError:
            why = "is nested too deeply"
        except (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError):  # docutils' own
            why = "is beyond docutils"
    reader = _Reader(text, start, names)
    for match in _PARAGRAPH.finditer(text, start):
        reader.plain(match[0], match.start())
    place = Place(path, 1, 1, 1, 1)
    return reader.body, (Fault(f"the text {why}, and is not read as reStructuredText", place, "divide it"),)


def _parse(text: str) -> nodes.document:
    require("reStructuredText", "rst", "docutils")
    from docutils.frontend import get_default_settings
    from docutils.parsers.rst import Parser, roles
    from docutils.utils import new_document

    settings = get_default_settings(Parser)
    settings.file_insertion_enabled = settings.raw_enabled = False
    settings.report_level, settings.halt_level, settings.warning_stream = 5, 6, False
    settings.line_length_limit, settings.syntax_highlight = _MAX_PARAGRAPH, "none"
    document = new_document("record", settings)
    kept = dict(roles._roles)  # type: ignore[attr-defined]  # a record's roles would be those of the next one too
    try:
        Parser().parse(text, document)
    finally:
        roles._roles.clear()  # type: ignore[attr-defined]
        roles._roles.update(kept)  # type: ignore[attr-defined]
    return document


class _Reader:
    """Makes blocks of docutils' nodes."""

    def __init__(self, text: str, start: int, names: Names) -> None:
        self.source = Aligner(text, start)
        self.names = names
        self.body = Body()
        self.section, self.level, self.depth, self.quotes = -1, 0, 0, 0
        self.item = False
        """True before the first block of a list item."""
        self.targets: dict[str, str] = {}

    def document(self, document: nodes.document) -> None:
        """Take a whole text."""
        found: Any = document.findall(lambda node: getattr(node, "tagname", "") == "target")
        for target in found:
            self.targets.update(dict.fromkeys(target["names"], target.get("refuri", "")))
        self.children(document)

    def plain(self, text: str, start: int) -> None:
        """Take a paragraph as it stands."""
        self.source.cursor = start
        self.source.take(text)
        self.flush("paragraph")

    def children(self, node: nodes.Node) -> None:
        """Take what stands in a node, each by its kind."""
        for child in node.children:
            name = child.tagname  # type: ignore[attr-defined]
            if name in _UNSEEN or name == "target":
                continue
            if name in _CODE:
                self._inline(child)  # its line is that of its end
                self.flush("code", self.depth)
            elif name in _PROSE:
                self.paragraph(child)
            else:
                handler: Callable[[Any], None] = getattr(self, f"_{name}", self.children)
                handler(child)

    def gather(self, node: nodes.Node) -> None:
        """Take the text of a node from its line on."""
        self.source.seek(node.line)
        self._inline(node)

    def _inline(self, node: nodes.Node) -> None:
        for child in node.children:
            name = child.tagname  # type: ignore[attr-defined]
            if name == "#text":
                self.source.take(child.astext())
            elif name == "problematic":
                self._unknown(child.astext())
            elif name == "reference":
                self._reference(child)
            elif name not in _UNSEEN:
                self._inline(child)

    def _unknown(self, said: str) -> None:
        """A role of Sphinx or of nobody; ``:doc:`` leads to a file, named without its extension."""
        role = _UNKNOWN_ROLE.match(said)
        before = self.source.position
        self.source.take(role[1] if role else said)
        document = _DOCUMENT.match(said)
        if document is not None and self.source.position > before:
            begin = self.source.at(before)
            self.source.skip_address()
            self.body.links.append(Link(document[1] or document[2], begin, max(begin, self.source.cursor)))

    def _reference(self, node: Any) -> None:
        before = self.source.position
        self._inline(node)
        target = node.get("refuri") or self.targets.get(node.get("refname", ""))
        if target and self.source.position > before:
            begin = self.source.at(before)
            self.source.skip_address()
            self.body.links.append(Link(target, begin, max(begin, self.source.cursor)))

    def flush(self, kind: BlockKind, depth: int = 0, row: int = -1, column: int = -1) -> bool:
        """Make a block of what was gathered. True unless there was nothing."""
        source = self.source
        text, offsets = "".join(source.parts), tuple(source.offsets)
        source.clear()
        if not text:
            if row < 0:
                return False
            offsets = ((0, source.cursor),)
        self.begin(kind)
        position, at = offsets[-1]
        end = min(at + len(text) - position, len(source.text))
        table = -1 if row < 0 else len(self.body.tables) - 1
        self.body.blocks.append(
            Block(kind, text, offsets, end, self.section, depth, self.quotes > 0, row, column, table)
        )
        return True

    def begin(self, kind: BlockKind) -> None:
        """Make a part before the first heading where something stands there."""
        if self.section < 0 and kind != "heading":
            self.section, self.body.preamble = 0, True

    # Blocks.

    def heading(self, level: int) -> None:
        """Make a heading of what was gathered."""
        start = self.source.offsets[0][1] if self.source.offsets else self.source.cursor
        self.section += 1
        if self.flush("heading", min(level, 6)):
            self.body.headings.append(Heading(self.body.blocks[-1].text, min(level, 6), start))
        else:
            self.section -= 1

    def paragraph(self, node: nodes.Node) -> None:
        """Make a paragraph, item or quote, by what it stands in; or a heading, where it is bold and named like one."""
        self.gather(node)
        bold = len(node.children) == 1 and node.children[0].tagname == "strong"  # type: ignore[attr-defined]
        if bold and not self.depth and not self.quotes and self.names.is_section("".join(self.source.parts)):
            self.heading(self.level + 1)
        elif self.item:
            self.item = not self.flush("item", self.depth)
        else:
            self.flush("quote" if self.quotes and not self.depth else "paragraph", self.depth)

    def _section(self, node: nodes.Node) -> None:
        self.level += 1
        self.children(node)
        self.level -= 1

    def _title(self, node: nodes.Node) -> None:
        if getattr(node.parent, "tagname", "") != "section":
            self.paragraph(node)
            return
        self.source.seek(node.line and node.line - 1)  # docutils gives the line below
        self._inline(node)
        self.heading(self.level)

    def _list(self, node: nodes.Node) -> None:
        self.depth += 1
        for child in node.children:
            self.item = True
            self.children(child)
        self.item = False
        self.depth -= 1

    _bullet_list = _enumerated_list = _definition_list = _list

    def _field(self, node: nodes.Node) -> None:
        """``:Status: accepted`` reads as ``Status: accepted``."""
        name, value = node.children[0], node.children[1]
        inside: Any = value.children
        self.source.seek(node.line)
        self._inline(name)
        self.source.take(": ")
        if inside and inside[0].tagname == "paragraph":
            self._inline(inside[0])
            del inside[0]
        self.flush("paragraph")
        self.children(value)

    def _block_quote(self, node: nodes.Node) -> None:
        """An indented list is a list to its author, not a quotation."""
        lists = all(child.tagname.endswith("_list") for child in node.children)  # type: ignore[attr-defined]
        self.quotes += not lists
        self.children(node)
        self.quotes -= not lists

    def _line_block(self, node: nodes.Node) -> None:
        self.gather(node)
        self.flush("paragraph", self.depth)

    def _table(self, node: nodes.Node) -> None:
        rows = [
            row
            for part in node.findall(lambda child: getattr(child, "tagname", "") in ("thead", "tbody"))
            for row in part.children
        ]
        if not rows:  # a malformed one
            return
        self.begin("cell")
        self.body.tables.append((self.section, []))
        for index, row in enumerate(rows):
            cells: list[int] = []
            self.body.tables[-1][1].append(cells)
            for column, cell in enumerate(row.children):
                inside: Any = cell.children
                for child in inside:
                    if child.tagname not in _UNSEEN:
                        self.source.take(" ")
                        self.gather(child)
                self.flush("cell", 0, index, column)
                cells.append(len(self.body.blocks) - 1)
