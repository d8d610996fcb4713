"""The comments in a record, in every kind of block but code: of its markup, and of YAML in the front matter."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from adr_lint.model import Record
from adr_lint.parse import frontmatter
from adr_lint.parse.gather import Gatherer
from adr_lint.parse.markdown import events_of
from adr_lint.parse.markup import markup_of
from adr_lint.regexes import regex
from adr_lint.values import dataclass

_OF_YAML = regex(r"(?m)(?:^|(?<=[ \t]))#[^\r\n]*")
_OF_RST = regex(r"(?m)^([ \t]{0,40})\.\.[ \t]+(\S[^\r\n]*(?:\r?\n\1[ \t]+\S[^\r\n]*)*)")
_FOREIGN = regex(r"<!--([^<>]{0,1000})-->")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: ``text[start:end]`` with its marks; ``said`` is what stands in it."""

    start: int
    end: int
    said: str
    closed: bool = True
    """False of an HTML comment that goes on to the end of the record."""
    yaml: bool = False
    """True of one in the front matter."""
    alone: bool = False
    """True of one that has its lines for itself in any case."""
    foreign: bool = False
    """True of an HTML comment in a markup that has none: its readers see it as text."""


def comments(record: Record) -> list[Comment]:
    """The comments of a record, in order."""
    text = record.text
    body = frontmatter.read(text, record.path)[2]
    of_yaml = [
        Comment(match.start(), match.end(), match[0][1:].strip(), yaml=True)
        for match in _OF_YAML.finditer(text, 0, body)
    ]
    markup = markup_of(record.path)
    if markup == "Markdown":
        return of_yaml + list(_of_html(text, body))
    own = list(_of_asciidoc(text, body) if markup == "AsciiDoc" else _of_rst(record, body))
    within = _Spans([(comment.start, comment.end) for comment in own] + _code(record))
    foreign = [
        Comment(match.start(), match.end(), " ".join(match[1].split()), foreign=True)
        for match in _FOREIGN.finditer(text, body)
        if not within.hold(match.start())
    ]
    return of_yaml + sorted(own + foreign, key=lambda comment: comment.start)


def _of_asciidoc(text: str, start: int) -> Iterator[Comment]:
    from adr_lint.parse import asciidoc  # few records are

    for begin, end in asciidoc.comments(text, start):
        said = text[begin:end]
        line = said.startswith("//") and not said.startswith("////")
        inner = said[2:] if line else "\n".join(said.splitlines()[1:-1])
        yield Comment(begin, end, " ".join(inner.split()), alone=True)


def _of_rst(record: Record, start: int) -> Iterator[Comment]:
    code = _Spans(_code(record))
    for match in _OF_RST.finditer(record.text, start):
        if not code.hold(match.end(1)):
            yield Comment(match.start(), match.end(), " ".join(match[2].split()), alone=True)


def _code(record: Record) -> list[tuple[int, int]]:
    return [block.span() for block in record.blocks if block.kind == "code"]


class _Spans:
    """Ranges of the text, none within another, in which a place is looked up."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._spans = sorted(spans)

    def hold(self, position: int) -> bool:
        """Whether a place lies in one of them."""
        at = bisect_right(self._spans, (position, len(self._spans) and self._spans[-1][1])) - 1
        return at >= 0 and position < self._spans[at][1]


def _of_html(text: str, start: int) -> Iterator[Comment]:
    at = Gatherer(text, start).at
    pieces: list[tuple[int, int]] | None = None
    for event, where in events_of(text[start:]):
        if event == {"Start": "HtmlBlock"}:
            pieces = []
        elif event == {"End": "HtmlBlock"} and pieces is not None:
            yield from _in_pieces(text, pieces)
            pieces = None
        elif "Html" in event and pieces is not None:
            pieces.append((at(where["start"]), at(where["end"])))
        elif "InlineHtml" in event:
            yield from _in_pieces(text, [(at(where["start"]), at(where["end"]))])


def _in_pieces(text: str, pieces: list[tuple[int, int]]) -> Iterator[Comment]:
    """The comments in a run of HTML, which may be broken up by the marks of a block quote or a list."""
    raw = "".join(text[start:end] for start, end in pieces)
    position = 0
    while (found := raw.find("<!--", position)) >= 0:
        close = raw.find("-->", found + 4)
        end = close + 3 if close >= 0 else len(raw)
        said = raw[found + 4 : close if close >= 0 else end]
        yield Comment(_source(pieces, found), _source(pieces, end - 1) + 1, " ".join(said.split()), close >= 0)
        position = end


def _source(pieces: list[tuple[int, int]], position: int) -> int:
    for start, end in pieces:
        if position < end - start:
            return start + position
        position -= end - start
    return pieces[-1][1]
