"""Markdown to blocks of prose: what a reader sees, with the way back from every character to the source.

pulldown-cmark (through pyromark) does the parsing and gives ranges in UTF-8 bytes; here its events become
blocks. This is the innermost loop of the tool: plain attributes and few calls, on purpose.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import Any

import pyromark

from adr_lint.model import Block, BlockKind, Link
from adr_lint.parse import tags
from adr_lint.parse.body import Body, Heading, Names
from adr_lint.parse.gather import Gatherer, cut
from adr_lint.regexes import regex

_Range = dict[str, int]

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_GFM
)
_BREAKS = ("SoftBreak", "HardBreak")

_HASHES = regex(r"(#{2,6}|#(?=[A-Z]))(?=[^\s#])")
_MAX_LEAD = 32
_MAX_BOLD_HEADING = 100
_RUN_IN = regex(r"(?:\A|\n[ \t]*\n)\*\*([^*\n]{1,60})(?:[.:?]\*\*|\*\*[.:])[ \t]*\S")
_LEAST_RUN_IN = 3
"""So many paragraphs, each with a lead of its own in bold, and the leads are the record's headings."""

# What a block stands in: a list item before and after its first block, a block quote, a footnote.
_ITEM, _ITEM_SAID, _QUOTE, _NOTE = range(4)


def read(text: str, start: int, names: Names) -> Body:
    """The blocks of ``text[start:]``."""
    events = events_of(text[start:] if start else text)
    reader = _Reader(text, start, names)
    reader.run(events)
    return reader.body


def events_of(body: str) -> Any:
    """What pulldown-cmark finds in Markdown, each event with its range in UTF-8 bytes (see ``Gatherer.at``)."""
    try:
        return pyromark.events_with_range(body, options=_OPTIONS)
    except UnicodeEncodeError:  # lone surrogates; a question mark takes the same one character
        return pyromark.events_with_range(body.encode("utf-8", "replace").decode(), options=_OPTIONS)


class _Reader(Gatherer):
    """Makes blocks of pulldown-cmark's events, whose names the handlers bear."""

    __slots__ = (
        "body", "bold_end", "bolds", "column", "containers", "depth", "heading_level", "heading_start", "level",
        "names", "quotes", "raw", "run_in", "section",
    )  # fmt: skip

    def __init__(self, text: str, base: int, names: Names) -> None:
        super().__init__(text, base)
        self.names = names
        self.body = Body()
        self.bolds, self.bold_end = 0, -1
        self.heading_start = self.heading_level = 0
        self.containers: list[int] = []
        self.section, self.level, self.depth, self.quotes = -1, 0, 0, 0
        self.column = -1
        self.raw: list[tuple[int, int]] = []
        self.run_in: bool | None = None

    def run(self, events: Iterable[Any]) -> None:  # noqa: C901  # one loop: a call for each event costs a fifth more
        """Take the events in order."""
        parts, offsets, cuts, base, comments = self.parts, self.offsets, self.cuts, self.base, self.comments
        for event, where in events:
            if event.__class__ is str:
                if event in _BREAKS:
                    self.line_break(self.at(where["start"]), self.at(where["end"]))
            elif "Text" in event:
                value = event["Text"]
                start, end = where["start"], where["end"]
                if cuts:
                    start -= bisect_right(cuts, start)
                    end -= bisect_right(cuts, end)
                start += base
                end += base
                if end - start != len(value) or self.careful or (comments and value[0] == "<"):
                    self.take(value, start, end)
                else:
                    if start != self.expect:
                        offsets.append((self.pos, start))
                    parts.append(value)
                    self.pos += end - start
                    self.expect = end
            elif "End" in event:
                name = event["End"]
                handler = _ENDS.get(name if name.__class__ is str else next(iter(name)))
                if handler is not None:
                    handler(self, where)
            elif "Start" in event:
                value = event["Start"]
                handler = _STARTS.get(value if value.__class__ is str else next(iter(value)))
                if handler is not None:
                    handler(self, value, where)
            elif "Code" in event:
                self.take_code(event["Code"], self.at(where["start"]), self.at(where["end"]))
            elif "InlineHtml" in event:
                self.take_inline_html(self.at(where["start"]), self.at(where["end"]))
            elif "Html" in event:
                self.raw.append((self.at(where["start"]), self.at(where["end"])))
        self._flush_prose()

    # Blocks.

    def _flush(self, kind: BlockKind, depth: int = 0, row: int = -1, empty_at: int = -1) -> bool:
        """Make a block of what was gathered. True unless there was nothing."""
        parts = self.parts
        text = parts[0] if len(parts) == 1 else "".join(parts)
        offsets = tuple(self.offsets)
        self.clear()
        kept = text.strip()
        if not kept:
            if empty_at < 0:
                return False
            text, offsets = "", ((0, empty_at),)
        elif len(kept) != len(text):
            offsets = tuple(cut(offsets, len(text) - len(text.lstrip()), len(kept)))
            text = kept
        if self.section < 0 and kind != "heading":
            self.section, self.body.preamble = 0, True
        position, source = offsets[-1]
        end = source + len(text) - position
        if row < 0:
            block = Block(kind, text, offsets, end, self.section, depth, self.quotes > 0)
        else:
            table = len(self.body.tables) - 1
            block = Block(kind, text, offsets, end, self.section, depth, self.quotes > 0, row, self.column, table)
        self.body.blocks.append(block)
        return True

    def _flush_prose(self, kind: BlockKind = "paragraph") -> None:
        """Make a paragraph, item or quote of what was gathered, by what it stands in."""
        if not self.pos:
            self.deleted = 0
            return
        container = self.containers[-1] if self.containers else _NOTE
        if container == _ITEM:
            if self._flush("item", self.depth):
                self.containers[-1] = _ITEM_SAID
        elif container == _ITEM_SAID:
            self._flush(kind, self.depth)
        elif container == _QUOTE:
            self._flush("quote", self.depth)
        else:
            self._flush(kind)

    def _heading(self, level: int, start: int) -> None:
        """Make a heading of what was gathered."""
        self.section += 1
        if self._flush("heading", level):
            self.body.headings.append(Heading(self.body.blocks[-1].text, level, start))
        else:
            self.section -= 1

    def _start_Paragraph(self, _value: Any, _where: _Range) -> None:  # noqa: N802  # pulldown-cmark's name
        self._flush_prose()
        self.bolds, self.bold_end = 0, -1

    def _end_Paragraph(self, where: _Range) -> None:  # noqa: N802
        if self.containers or not self.pos:
            self._flush_prose()
            return
        start = self.at(where["start"])
        if self.bolds == 1 and self.bold_end > 0:
            self._bold_paragraph(start)
        elif self.text[start] == "#" and (match := _HASHES.match(self.text, start)):
            self._hash_paragraph(len(match[1]), start)
        elif (head := self._lead()) > 0:
            self._split(head, 2, start)
        else:
            self._flush("paragraph")

    def _lead(self) -> int:
        """Where the text begins after a section's name that stands before it in plain words (``Decision: we …``)."""
        if self.level > 1:
            return 0
        text = "".join(self.parts)
        colon = text.find(": ", 0, _MAX_LEAD)
        if colon <= 0 or not text[0].isupper() or not self.names.is_lead(text[:colon]):
            return 0
        return colon + 2

    def _bold_paragraph(self, start: int) -> None:
        """A paragraph that begins bold: a heading, a heading and its text, or a paragraph."""
        text = "".join(self.parts)
        bold, rest = text[: self.bold_end].strip(), text[self.bold_end :].lstrip(" :")
        level = min(self.level + 1, 6)
        if len(bold) > _MAX_BOLD_HEADING or self.names.is_status(bold):
            self._flush("paragraph")
        elif not rest:
            broken = any(self.is_break(offset) for offset, character in enumerate(text) if character == " ")
            if broken or bold.endswith((".", ",", ";", "!")):
                self._flush("paragraph")
            else:
                self._heading(level, start)
        else:
            head = len(text) - len(rest)
            ended = bold.endswith((":", ".", "?")) or text[self.bold_end : head].strip() in (":", ".")
            lead = ended and self.level <= 1 and self._leads(bold)  # "**Decision.** We will …"
            if lead or (self.is_break(head - 1) and self.names.is_section(bold)):
                self._split(head, level, start)
            else:
                self._flush("paragraph")

    def _leads(self, bold: str) -> bool:
        """Whether bold words before a paragraph are its heading: by their name, or since each paragraph has some."""
        return self.names.is_lead(bold) or (not self.names.is_section(bold) and self._has_run_in_headings())

    def _has_run_in_headings(self) -> bool:
        if self.run_in is None:
            leads = [match[1] for match in _RUN_IN.finditer(self.text)]
            self.run_in = len(leads) >= _LEAST_RUN_IN and len(leads) == len(set(leads))  # minutes repeat their speakers
        return self.run_in

    def _hash_paragraph(self, hashes: int, start: int) -> None:
        """``##Heading``: no heading to Markdown, but one to its author."""
        text = "".join(self.parts)
        head = next((i + 1 for i, character in enumerate(text) if character == " " and self.is_break(i)), len(text))
        if head > _MAX_BOLD_HEADING * 2:
            self._flush("paragraph")
        else:
            self._split(head, hashes, start, drop=hashes)
            self.level = hashes

    def _split(self, head: int, level: int, start: int, drop: int = 0) -> None:
        """A heading of what stands before ``head``, less ``drop`` characters, and a paragraph of what stands after."""
        text, offsets = "".join(self.parts), self.offsets.copy()
        title = text[drop:head].rstrip()
        self.replace(title, cut(offsets, drop, len(title)))
        self._heading(level, start)
        if head < len(text):
            self.replace(text[head:], cut(offsets, head, len(text) - head))
            self._flush("paragraph")

    def _start_Strong(self, _value: Any, _where: _Range) -> None:  # noqa: N802
        self.bolds += 1 if self.bolds or not self.pos else 2

    def _end_Strong(self, _where: _Range) -> None:  # noqa: N802
        if self.bold_end < 0:
            self.bold_end = self.pos

    def _start_Link(self, value: Any, where: _Range) -> None:  # noqa: N802
        target = next(iter(value.values()))["dest_url"]
        self.body.links.append(Link(target, self.at(where["start"]), self.at(where["end"])))

    _start_Image = _start_Link  # noqa: N815

    def _start_Strikethrough(self, _value: Any, _where: _Range) -> None:  # noqa: N802
        self.struck += 1
        self.careful = True

    def _end_Strikethrough(self, _where: _Range) -> None:  # noqa: N802
        self.struck -= 1

    def _start_Heading(self, value: Any, where: _Range) -> None:  # noqa: N802
        self._flush_prose()
        self.heading_start = self.at(where["start"])
        self.heading_level = int(value["Heading"]["level"][1])

    def _end_Heading(self, _where: _Range) -> None:  # noqa: N802
        if self.containers:
            self._flush_prose()
            return
        before = self.section
        self._heading(self.heading_level, self.heading_start)
        if self.section != before:
            self.level = self.heading_level

    def _start_List(self, _value: Any, _where: _Range) -> None:  # noqa: N802
        self._flush_prose()
        self.depth += 1

    def _end_List(self, _where: _Range) -> None:  # noqa: N802
        self.depth -= 1

    def _start_Item(self, _value: Any, _where: _Range) -> None:  # noqa: N802
        self._flush_prose()
        self.containers.append(_ITEM)

    def _start_BlockQuote(self, _value: Any, _where: _Range) -> None:  # noqa: N802
        self._flush_prose()
        self.containers.append(_QUOTE)
        self.quotes += 1

    def _start_FootnoteDefinition(self, _value: Any, _where: _Range) -> None:  # noqa: N802
        self._flush_prose()
        self.containers.append(_NOTE)

    def _end_Item(self, _where: _Range) -> None:  # noqa: N802
        self._flush_prose()
        self.containers.pop()

    _end_FootnoteDefinition = _end_Item  # noqa: N815

    def _end_BlockQuote(self, _where: _Range) -> None:  # noqa: N802
        self._end_Item(_where)
        self.quotes -= 1

    def _start_CodeBlock(self, _value: Any, _where: _Range) -> None:  # noqa: N802
        self._flush_prose()
        self.code = True

    def _end_CodeBlock(self, _where: _Range) -> None:  # noqa: N802
        self._flush("code", self.depth)
        self.code = False

    # Tables.

    def _start_Table(self, _value: Any, _where: _Range) -> None:  # noqa: N802
        self._flush_prose()
        if self.section < 0:
            self.section, self.body.preamble = 0, True
        self.body.tables.append((self.section, []))

    def _start_TableHead(self, _value: Any, _where: _Range) -> None:  # noqa: N802
        self.body.tables[-1][1].append([])
        self.column = -1

    _start_TableRow = _start_TableHead  # noqa: N815

    def _start_TableCell(self, _value: Any, _where: _Range) -> None:  # noqa: N802
        self.column += 1

    def _end_TableCell(self, where: _Range) -> None:  # noqa: N802
        rows = self.body.tables[-1][1]
        self._flush("cell", 0, len(rows) - 1, self.at(where["start"]))
        rows[-1].append(len(self.body.blocks) - 1)

    # HTML blocks.

    def _start_HtmlBlock(self, _value: Any, _where: _Range) -> None:  # noqa: N802
        self._flush_prose()
        self.raw.clear()

    def _end_HtmlBlock(self, _where: _Range) -> None:  # noqa: N802
        # pulldown-cmark leaves out a carriage return that ends a line by itself; it parts words all the same.
        lines = [(start, end + (self.text[end : end + 1] == "\r")) for start, end in self.raw]
        raw = "".join(self.text[start:end] for start, end in lines)
        pairs, position = [], 0
        for start, end in lines:
            pairs.append((position, start))
            position += end - start
        self.raw.clear()
        level = 0
        for token in tags.tokens(raw):
            source = _source(pairs, token.start)
            if token.kind == "text":
                self._html_text(raw[token.start : token.end], token.start, pairs)
            elif token.kind == "strike":
                self.strike()
            elif token.kind == "end strike":
                self.end_strike()
            elif token.kind == "open comment":
                self.skip_to(max(self.skip, self.text.find("-->", source) + 3))
            else:
                self._html_break(level)
                level = 0
            if token.kind == "heading" and not self.containers:
                self.heading_start, level = source, token.level
        self._html_break(level)
        self.clear()

    def _html_break(self, level: int) -> None:
        """End a block of HTML text: a heading of this level, or a paragraph."""
        if not level:
            self._flush_prose("html")
        elif self.pos:
            self._heading(level, self.heading_start)
            self.level = level

    def _html_text(self, text: str, base: int, pairs: list[tuple[int, int]]) -> None:
        for value, start, end in tags.runs(text):
            source = _source(pairs, base + start)
            if value != " ":
                self.take(value, source, source + end - start)
            elif self.pos and self.parts[-1] != " " and source >= self.skip:
                self.take(value, source, source + 1)


def _source(pairs: list[tuple[int, int]], position: int) -> int:
    """Where a position of an HTML block's own lines, put together, stands in the source."""
    at, source = pairs[bisect_right(pairs, position, key=lambda pair: pair[0]) - 1]
    return source + position - at


def _handlers(prefix: str) -> dict[str, Any]:
    return {name.removeprefix(prefix): handler for name, handler in vars(_Reader).items() if name.startswith(prefix)}


_STARTS, _ENDS = _handlers("_start_"), _handlers("_end_")
