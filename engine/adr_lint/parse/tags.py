"""HTML inside Markdown: tags are stripped, comments dropped, headings and breaks kept; each step is linear."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from adr_lint.regexes import regex

TokenKind = Literal["text", "break", "heading", "end heading", "open comment", "strike", "end strike"]

_TAG = regex(r"<(/?)([A-Za-z][A-Za-z0-9-]*)[^<>]*>|<[!?][^<>]*>")
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "dfn", "em", "font", "i", "img", "input", "kbd", "label"}
    | {"mark", "q", "ruby", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)
_STRIKE = frozenset({"s", "del", "strike"})
_RAW = frozenset({"script", "style"})
_RUN = regex(r"\s+|&#?\w{1,32};|(?:[^\s&]|&(?!#?\w{1,32};))+")


class Token(NamedTuple):
    """A piece of HTML: ``text`` is ``raw[start:end]``; of a heading, ``level`` says which."""

    kind: TokenKind
    start: int
    end: int
    level: int = 0


def tokens(raw: str) -> Iterator[Token]:
    """The pieces of an HTML block; ``open comment`` comes last where a comment is not closed within it."""
    position, length = 0, len(raw)
    while position < length:
        found = raw.find("<", position)
        if found < 0:
            found = length
        if found > position:
            yield Token("text", position, found)
        if found == length:
            return
        if raw.startswith("<!--", found):
            close = raw.find("-->", found + 4)
            if close < 0:
                yield Token("open comment", found, length)
                return
            position = close + 3
            continue
        match = _TAG.match(raw, found)
        if match is None:
            yield Token("text", found, found + 1)
            position = found + 1
            continue
        position = match.end()
        closing, name = match[1], (match[2] or "").lower()
        if name in _RAW and not closing:
            close = raw.find(f"</{name}", position)
            position = length if close < 0 else close
        elif name in _STRIKE:
            yield Token("end strike" if closing else "strike", found, position)
        elif len(name) == 2 and name[0] == "h" and name[1] in "123456":
            yield Token("end heading" if closing else "heading", found, position, int(name[1]))
        elif name and name not in _INLINE:
            yield Token("break", found, position)


def runs(text: str) -> Iterator[tuple[str, int, int]]:
    """The words, decoded entities and single spaces of a text token, each with its range."""
    for match in _RUN.finditer(text):
        value = match[0]
        if value.isspace():
            yield " ", match.start(), match.start() + 1
        elif value[0] == "&" and value[-1] == ";":
            from html import unescape  # a table of all entities: only where there is one

            yield unescape(value), match.start(), match.end()
        else:
            yield value, match.start(), match.end()


def inline(raw: str) -> TokenKind | None:
    """What an inline tag means: a break, struck text, or nothing."""
    match = _TAG.match(raw)
    name = (match[2] or "").lower() if match else ""
    if name in _STRIKE:
        return "end strike" if match and match[1] else "strike"
    return "break" if name == "br" else None
