"""AsciiDoc to the same blocks as Markdown's: the part of its block grammar that records use, line by line.

Nothing is included, run or fetched. docs/decisions/0007 says why this is our own. One pass over the lines with a stack
of what is open, whose height is bounded.
"""

from __future__ import annotations

from adr_lint.model import Block, BlockKind
from adr_lint.parse import asciidoc_lines as lines
from adr_lint.parse.asciidoc_inline import InlineReader, Match
from adr_lint.parse.asciidoc_tables import Table, cells_of
from adr_lint.parse.body import Body, Heading, Names
from adr_lint.parse.gather import cut
from adr_lint.values import dataclass, field

_MOST_IN_NAME = 3
"""Spaces in the line that names the author."""
_DEEPEST = 50
"""How many blocks or lists may be open in one another; what goes deeper is read as if it did not."""


@dataclass(slots=True)
class _Open:
    """A delimited block that holds others."""

    mark: str
    quote: bool
    lists: list[str]
    """The markers of the lists that were open around it."""


@dataclass(slots=True)
class _Pending:
    """What stands above a block and is about it."""

    style: str = ""
    titles: list[tuple[int, int]] = field(default_factory=list)


def read(text: str, start: int, names: Names) -> Body:
    """The blocks of ``text[start:]``."""
    reader = _Reader(text, start, names)
    reader.run()
    return reader.body


def comments(text: str, start: int) -> list[tuple[int, int]]:
    """Where the comments stand that are a line of their own."""
    reader = _Reader(text, start, Names(_never, _never, _never))
    reader.run()
    return reader.remarks


def _never(_name: str) -> bool:
    return False


class _Reader(InlineReader):
    """Makes blocks of lines."""

    __slots__ = (
        "attached", "body", "end", "headed", "inside", "kind", "level", "lines", "lists", "names", "open", "pending",
        "remarks", "section", "start", "titled",
    )  # fmt: skip

    def __init__(self, text: str, base: int, names: Names) -> None:
        super().__init__(text, base)
        self.names = names
        self.body = Body()
        self.links = self.body.links
        self.remarks: list[tuple[int, int]] = []
        spans = (match.span(1) for match in lines.LINE.finditer(text, base) if match.end() > match.start())
        self.lines = [(start, start + len(text[start:end].rstrip())) for start, end in spans]
        self.open: list[_Open] = []
        self.lists: list[str] = []
        self.pending = _Pending()
        self.section, self.level = -1, 0
        self.start = self.end = -1
        """Of the paragraph that is being read."""
        self.kind: BlockKind = "paragraph"
        self.inside: list[tuple[int, int]] = []
        """The comments among its lines."""
        self.attached = self.titled = False
        self.headed = True
        """True while the document's header goes on."""

    def run(self) -> None:
        """Take the lines in order."""
        number = 0
        while number < len(self.lines):
            number = self._line(number)
        self._paragraph()

    def _line(self, number: int) -> int:
        """Take what begins at a line; the number of the line behind it."""
        start, end = self.lines[number]
        line = self.text[start:end]
        if not line:
            self._paragraph()
            self.headed = self.headed and not self.titled
            return number + 1
        if line.startswith("//") and not line.startswith("///"):
            self.remarks.append((start, end))
            self.inside.append((start, end))
            return number + 1
        if lines.DIRECTIVE.match(line) is not None:
            self.inside.append((start, end))
            return number + 1
        mark = lines.VERBATIM.match(line) or lines.CONTAINER.match(line) or lines.TABLE.match(line)
        if mark is not None:
            setext = mark[0][0] in "-+=" and self._underlined(start, end)
            return number + 1 if setext else self._delimited(mark[0], number)
        if self.start >= 0 and self._goes_on(line, start, end):
            return number + 1
        self._begin(line, start, end)
        return number + 1

    def _goes_on(self, line: str, start: int, end: int) -> bool:
        """Whether a line goes on with the paragraph or item that is being read."""
        in_list = self.lists and (lines.ITEM.match(line) or lines.TERM.match(line))
        if line == "+" or in_list or line.startswith(("* ", "- ")):
            self._paragraph()
            return False
        if lines.is_style(line) and not self.lists:
            self._paragraph()
            return False
        if self._underlined(start, end):
            return True
        if lines.TITLE.match(line) and not self.open:
            self._paragraph()
            return False
        self.end = end
        return True

    def _begin(self, line: str, start: int, end: int) -> None:
        """Take a line at which no paragraph is being read."""
        self.inside.clear()
        title = lines.TITLE.match(line)
        attribute = lines.ATTRIBUTE.match(line)
        item = lines.ITEM.match(line)
        term = None if item else lines.TERM.match(line)
        if attribute is not None:
            self._attribute_entry(attribute, start)
        elif title is not None and not self.open:
            closed = len(title[1]) if line.endswith(f" {title[1]}") else 0
            self._heading(len(title[1]), start, start + title.start(2), end - closed)
        elif lines.is_style(line) or lines.ANCHOR.match(line):
            self.pending.style = line if not lines.ANCHOR.match(line) else self.pending.style
        elif line.rstrip() == "+":
            self.attached = bool(self.lists)
        elif lines.RULE.match(line) or lines.MACRO.match(line):
            self._end_lists()
        elif (block_title := lines.BLOCK_TITLE.match(line)) is not None and item is None:
            self.pending.titles.append((start + 1, start + block_title.end(1)))
        elif item is not None:
            self._item(item, line, start, end)
        elif term is not None:
            self._term(term, start, end)
        elif self.headed and self.titled:
            self._under_title(line, start, end)
        else:
            self._plain_paragraph(line, start, end)

    def _plain_paragraph(self, line: str, start: int, end: int) -> None:
        if not self.attached and line[0] not in " \t":
            self._end_lists()
        self.attached = False
        self._say_titles()
        self.kind = "paragraph"
        if lines.STYLED_CODE.match(self.pending.style) or (line[0] in " \t" and not self.lists):
            self.kind = "code"
        elif lines.STYLED_QUOTE.match(self.pending.style) or line.startswith("> "):
            self.kind = "quote"
            start += 2 * line.startswith("> ")
        self.pending = _Pending()
        self.start, self.end = start, end

    def _attribute_entry(self, match: Match, start: int) -> None:
        """``:status: accepted`` in the document's header reads as ``status: accepted``; elsewhere it is only known."""
        name, value = match[2], match[4] or ""
        if not (match[1] or match[3]):
            self.define(name, value)
        if not value or self.body.headings[1:] or lines.SETTINGS.match(name) or match[1]:
            return
        skip = lines.PREFIX.match(name)
        begin = start + match.start(2) + (skip.end() if skip else 0)
        self._plain(begin, start + match.end(2))
        self._plain(start + match.end(2), start + match.end(2) + 1)
        self.push_one(" ", start + match.end(2) + 1)
        self.inline(start + match.start(4), start + match.end(4))
        self._flush("paragraph")

    def _under_title(self, line: str, start: int, end: int) -> None:
        """The lines of the author and of the revision, right below the title."""
        if lines.REVISION.match(line):
            self.inline(start, end)
            self._flush("paragraph")
        elif "@" not in line and (":" in line or line.count(" ") > _MOST_IN_NAME):
            self.headed = False
            self._plain_paragraph(line, start, end)

    # Blocks.

    def _flush(self, kind: BlockKind, depth: int = 0, row: int = -1, column: int = -1, empty_at: int = -1) -> bool:
        """Make a block of what was gathered. True unless there was nothing."""
        text, offsets = "".join(self.parts), list(self.offsets)
        self.clear()
        kept = text.strip()
        if not kept:
            if empty_at < 0:
                return False
            text, offsets = "", [(0, empty_at)]
        elif len(kept) != len(text):
            offsets = cut(offsets, len(text) - len(text.lstrip()), len(kept))
            text = kept
        if self.section < 0 and kind != "heading":
            self.section, self.body.preamble = 0, True
        position, source = offsets[-1]
        end = min(source + len(text) - position, len(self.text))
        quoted = any(one.quote for one in self.open)
        table = len(self.body.tables) - 1 if row >= 0 else -1
        self.body.blocks.append(Block(kind, text, tuple(offsets), end, self.section, depth, quoted, row, column, table))
        return True

    def _paragraph(self) -> None:
        """End the paragraph or item that is being read."""
        start, end, kind = self.start, self.end, self.kind
        self.start = -1
        if start < 0:
            return
        depth = len(self.lists)
        if kind == "code":
            self._plain(start, end)
            self._flush("code", depth)
            return
        at = start
        for first, after in self.inside:
            if at <= first < end:
                self.inline(at, first)
                at = min(lines.past_break(self.text, after), end)
        self.inline(at, end)
        text = "".join(self.parts).strip()
        if kind == "paragraph" and not depth and not self.open and self._is_bold(start, end):
            if self.names.is_section(text):
                self._made_heading(self.level + 1, start)
                return
        elif kind == "paragraph" and any(one.quote for one in self.open):
            kind = "quote"
        self._flush(kind, depth)

    def _is_bold(self, start: int, end: int) -> bool:
        line = self.text[start:end].strip()
        return len(line) > 2 and line[0] == "*" == line.rstrip(":")[-1] and "\n" not in line

    def _heading(self, level: int, at: int, start: int, end: int) -> None:
        self._end_lists()
        self.pending = _Pending()
        self.inline(start, end)
        self.level = level
        self.titled, self.headed = True, self.headed and level == 1
        self._made_heading(level, at)

    def _made_heading(self, level: int, at: int) -> None:
        """Make a heading of what was gathered."""
        self.section += 1
        if self._flush("heading", min(level, 6)):
            self.body.headings.append(Heading(self.body.blocks[-1].text, min(level, 6), at))
        else:
            self.section -= 1

    def _underlined(self, start: int, end: int) -> bool:
        """Take the line below a title of one line; False where it is something else."""
        match = lines.UNDERLINE.match(self.text, start, end)
        above = self.end - self.start
        single = self.start >= 0 and self.kind == "paragraph" and not self.lists and not self.open
        if match is None or not single or abs(len(match[1]) - above) > 1 or "\n" in self.text[self.start : self.end]:
            return False
        begin, stop, self.start = self.start, self.end, -1
        self._heading(lines.LEVELS[match[1][0]], begin, begin, stop)
        return True

    def _say_titles(self) -> None:
        """The title of a block is a line of its own, or a heading where it is named like a section."""
        for start, end in self.pending.titles:
            self.inline(start, end)
            if not self.open and not self.lists and self.names.is_section("".join(self.parts).strip()):
                self._made_heading(self.level + 1, start - 1)
            else:
                self._flush("paragraph", len(self.lists))
        self.pending.titles.clear()

    # Lists.

    def _end_lists(self) -> None:
        self._paragraph()
        self.lists.clear()

    def _enter(self, marker: str) -> None:
        """Go to the list of a marker: back out to one that is open, or into a new one."""
        if marker in self.lists:
            del self.lists[self.lists.index(marker) + 1 :]
        elif len(self.lists) < _DEEPEST:
            self.lists.append(marker)

    def _item(self, match: Match, line: str, start: int, end: int) -> None:
        self._say_titles()
        self.pending = _Pending()
        mark = match[1]
        self._enter("1." if mark[:1].isdigit() else "<>" if mark[0] == "<" else "a." if mark[0].isalpha() else mark)
        box = lines.BOX.match(line, match.end())
        self.start, self.end, self.kind = start + (box or match).end(), end, "item"
        self.attached = False

    def _term(self, match: Match, start: int, end: int) -> None:
        """``Status:: accepted`` reads as an item ``Status: accepted``; named like a section, the term is a heading."""
        self._say_titles()
        self.pending = _Pending()
        self.inline(start + match.start(1), start + match.end(1))
        if not self.open and not self.lists and self.names.is_lead("".join(self.parts).strip()):
            self._made_heading(self.level + 1, start)
            self.start, self.end, self.kind = start + match.end(), end, "paragraph"
        else:
            self._enter(match[2])
            self.start, self.end, self.kind = start + match.end(), end, "item"
            self.push_one(":", start + match.start(2))
            self.push_one(" ", start + match.start(2) + 1)
        self.start = min(self.start, end)
        self.attached = False

    # Delimited blocks.

    def _delimited(self, mark: str, number: int) -> int:
        """Take a delimiter, and what it holds where that is nothing but text; the number of the line behind it."""
        self._paragraph()
        if not self.attached and not any(one.mark == mark for one in self.open):
            self.lists.clear()
        self.attached = False
        if mark[0] in "|!,:":
            return self._table(mark, number)
        code = mark[0] in "-.+/`" and mark != "--"
        if code or (mark == "--" and lines.STYLED_CODE.match(self.pending.style)):
            return self._verbatim(mark, number)
        level = next((i for i in range(len(self.open) - 1, -1, -1) if self.open[i].mark == mark), -1)
        if level >= 0:
            self.lists = self.open[level].lists
            del self.open[level:]
        elif len(self.open) < _DEEPEST:
            self._say_titles()
            quote = mark[0] == "_" or lines.STYLED_QUOTE.match(self.pending.style) is not None
            self.open.append(_Open(mark, quote, list(self.lists)))
            self.lists = []
        self.pending = _Pending()
        return number + 1

    def _verbatim(self, mark: str, number: int) -> int:
        after = self._closing(mark, number)
        start, end = self.lines[number][1], self.lines[after - 1][1]
        closed = self.text[slice(*self.lines[after - 1])].rstrip() == mark and after - 1 > number
        if mark[0] == "/" or self.pending.style.startswith("[comment"):
            self.remarks.append((self.lines[number][0], end))
        else:
            self._say_titles()
            self._plain(start, self.lines[after - 1][0] if closed else end)
            self._flush("code", len(self.lists))
        self.pending = _Pending()
        return after

    def _closing(self, mark: str, number: int) -> int:
        """The number of the line behind the one that closes a delimited block; behind the last one without it."""
        for other in range(number + 1, len(self.lines)):
            start, end = self.lines[other]
            if end - start >= len(mark) and self.text.startswith(mark, start) and self.text[start:end].rstrip() == mark:
                return other + 1
        return len(self.lines)

    def _table(self, mark: str, number: int) -> int:
        after = self._closing(mark, number)
        last = self.lines[after - 1]
        closed = after - 1 > number and self.text[slice(*last)].rstrip() == mark
        table = Table(self.text, self.lines[number][1], last[0] if closed else last[1], mark[0], self.pending.style)
        self._say_titles()
        self.pending = _Pending()
        if self.section < 0:
            self.section, self.body.preamble = 0, True
        rows = list(cells_of(table))
        if not rows:
            return after
        made: list[list[int]] = []
        self.body.tables.append((self.section, made))
        for row, cells in enumerate(rows):
            made.append([])
            for column, (start, end) in enumerate(cells):
                self.inline(start, end)
                self._flush("cell", 0, row, column, empty_at=start)
                made[-1].append(len(self.body.blocks) - 1)
        return after
