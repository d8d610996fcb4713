"""Records from text: front matter, blocks of prose, sections, header, options."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, count
from operator import add

from adr_lint.model import Place, Record, Source, Table
from adr_lint.parse import erb, frontmatter, header, markdown, options, sections, shape
from adr_lint.parse.body import Names
from adr_lint.parse.conventions import Conventions, normalise
from adr_lint.parse.markup import markup_of
from adr_lint.regexes import regex

__all__ = ["Conventions", "Positions", "parse"]

_LINE_END = regex(r"\r\n|\n|\r")


class Positions:
    """Lines and columns of offsets into one text."""

    __slots__ = ("line_starts", "path")

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        if "\r" in text:
            self.line_starts = (0, *(match.end() for match in _LINE_END.finditer(text)))
        else:
            ends = accumulate(map(len, text.split("\n")[:-1]))
            self.line_starts = (0, *map(add, ends, count(1)))  # each line end is a character, too

    def place(self, start: int, end: int) -> Place:
        """The place of ``text[start:end]``."""
        line = bisect_right(self.line_starts, start)
        end_line = bisect_right(self.line_starts, end)
        column, end_column = start - self.line_starts[line - 1] + 1, end - self.line_starts[end_line - 1] + 1
        return Place(self.path, line, column, end_line, end_column)


def parse(source: Source, conventions: Conventions) -> Record:
    """The record in a source. Any text gives one; what is wrong with its form is in its ``faults``."""
    text, path = source.text, source.path
    positions = Positions(path, text)
    entries, faults, start = frontmatter.read(text, path)
    prose = erb.blank(text) if path.casefold().endswith(".erb") else text
    names = Names(
        is_section=lambda title: sections.names_section(title, conventions),
        is_lead=lambda title: sections.leads_section(title, conventions),
        is_status=lambda title: normalise(title) in conventions.statuses,
    )
    markup = markup_of(path)
    if markup == "AsciiDoc":
        from adr_lint.parse import asciidoc  # few records are

        body = asciidoc.read(text, start, names)
    elif markup == "reStructuredText":
        from adr_lint.parse import rst  # few records are, and docutils need not be there

        body, beyond = rst.read(text, start, names, path)
        faults += beyond
    else:
        body = markdown.read(prose, start, names)
    titled = any(entry.key.casefold() == "title" and entry.value for entry in entries)
    parts = sections.sections(body, conventions, start, titled=titled)
    said = (*entries, *frontmatter.beside(source.beside, path)) if source.beside else entries
    head = header.read(path, prose, body, parts, said, conventions, positions.place)
    found, parts = options.read(prose, body, parts, conventions, positions.place)
    return Record(
        path=path,
        text=text,
        title=head.title,
        title_place=head.title_place,
        format=shape.format_of(path, body, parts, conventions),
        status=head.status,
        status_place=head.status_place,
        date=head.date,
        number=head.number,
        front_matter=entries,
        sections=parts,
        blocks=tuple(body.blocks),
        tables=tuple(Table(tuple(map(tuple, rows)), section) for section, rows in body.tables),
        options=found,
        faults=faults,
        links=tuple(body.links),
        line_starts=positions.line_starts,
    )
