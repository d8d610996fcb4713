"""The comments in a record: of HTML in every kind of block but code, and of YAML in the front matter."""

from __future__ import annotations

from collections.abc import Iterator

from adr_lint.parse import frontmatter
from adr_lint.parse.gather import Gatherer
from adr_lint.parse.markdown import events_of
from adr_lint.regexes import regex
from adr_lint.values import dataclass

_OF_YAML = regex(r"(?m)(?:^|(?<=[ \t]))#[^\r\n]*")


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


def comments(text: str, path: str) -> list[Comment]:
    """The comments of a record, in order."""
    body = frontmatter.read(text, path)[2]
    of_yaml = [
        Comment(match.start(), match.end(), match[0][1:].strip(), yaml=True)
        for match in _OF_YAML.finditer(text, 0, body)
    ]
    return of_yaml + list(_of_html(text, body))


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
