"""The text of one block in the making, with the way back to the source; what a reader does not see is dropped."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from adr_lint.parse import tags
from adr_lint.regexes import regex

# Zero-width characters, directional marks and variation selectors are not seen; U+00A0 and its kin are spaces.
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
_SPECIAL = regex(f"[\u00a0\u2007\u202f{_UNSEEN}]")
_SEEN = regex(f"[^{_UNSEEN}]+")
_SPACES = {0xA0: " ", 0x2007: " ", 0x202F: " "}
_NOT_ASCII = regex(r"[^\x00-\x7f]")


class Gatherer:
    """Gathers inline text. Attributes are plain, since this is the innermost loop."""

    __slots__ = (
        "base", "careful", "code", "comments", "cuts", "deleted", "expect", "offsets", "parts", "pos", "skip",
        "special", "struck", "text",
    )  # fmt: skip

    def __init__(self, text: str, base: int) -> None:
        self.text, self.base = text, base
        self.parts: list[str] = []
        self.offsets: list[tuple[int, int]] = []
        self.pos = 0
        self.expect = -1
        """The source position that would continue the text in step."""
        self.code = False
        self.struck = self.deleted = 0
        """How deep in struck text, by Markdown and by HTML."""
        self.skip = 0
        """Where a comment ends that Markdown does not see."""
        body = text[base:] if base else text
        self.comments = "<!--" in body
        self.cuts: list[int] = []
        """Of every byte beyond a character's first, its position in the UTF-8 form: to make characters of bytes."""
        self.special = False
        if not body.isascii():
            self.special = _SPECIAL.search(body) is not None
            cuts = self.cuts
            for match in _NOT_ASCII.finditer(body):
                character = match[0]
                extra = 1 if character < "\u0800" else 2 if character < "\U00010000" else 3
                if "\ud800" <= character <= "\udfff":
                    continue  # a lone surrogate, which pulldown-cmark is given as a question mark
                cuts.extend([match.start() + len(cuts) + 1] * extra)
        self.careful = self.special
        """True where text cannot be taken as it comes."""

    def at(self, byte: int) -> int:
        """The position in the source's text of a byte of the Markdown's UTF-8 form."""
        return byte - bisect_right(self.cuts, byte) + self.base

    def take(self, value: str, start: int, end: int) -> None:
        """Text that is not in step with its source, or of which something may have to be dropped."""
        if self.struck or self.deleted:
            return
        if start < self.skip:
            if end <= self.skip or len(value) != end - start:
                return
            value, start = value[self.skip - start :], self.skip
        if self.comments and not self.code and value[0] == "<" and self._comment(start):
            return
        if len(value) == end - start:
            if not self.special:
                self._push(value, start)
                return
            for match in _SEEN.finditer(value):
                self._push(match[0].translate(_SPACES), start + match.start())
            return
        for match in _SEEN.finditer(value):
            for character in match[0].translate(_SPACES):
                self.offsets.append((self.pos, start))
                self.parts.append(character)
                self.pos += 1
        self.expect = -1

    def _push(self, value: str, start: int) -> None:
        if start != self.expect:
            self.offsets.append((self.pos, start))
        self.parts.append(value)
        self.pos += len(value)
        self.expect = start + len(value)

    def _comment(self, start: int) -> bool:
        """True where a comment begins here that Markdown itself does not see, since a blank line stands in it."""
        if not self.text.startswith("<!--", start) or self.text[start - 1 : start] == "\\":
            return False
        close = self.text.find("-->", start + 4)
        if close < 0:
            self.comments = False
            return False
        self.skip_to(close + 3)
        return True

    def line_break(self, start: int, end: int) -> None:
        """A soft or hard break: one space, which stands for the line's end."""
        if self.struck or self.deleted or start < self.skip or not self.pos:
            return
        at = end - 1
        if at > start and self.text[at] == "\n" and self.text[at - 1] == "\r":
            at -= 1
        self._push(" ", at if self.text[at : at + 1] in ("\n", "\r") else start)

    def take_code(self, value: str, start: int, end: int) -> None:
        """Inline code, whose range includes its backticks."""
        was, self.code = self.code, True
        for piece, at, after in self._code_pieces(value, start, end):
            self.take(piece, at, after)
        self.code = was

    def _code_pieces(self, value: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        pad = end - start - len(value)
        at = start + pad // 2
        if pad % 2 == 0 and (pad == 2 or self.text.startswith(value, at)):
            yield value, at, at + len(value)
            return
        at = start + 1
        while at < end and self.text[at] == "`":
            at += 1
        if value[:1] != " " and self.text[at : at + 1] in (" ", "\n", "\r"):
            at += 1
        for character in value:
            if character != " " or self.text[at : at + 1] not in ("\n", "\r"):
                found = self.text.find(character, at, end)
                at = at if found < 0 else found
            same = self.text[at : at + 1] == character or character == " "
            yield character, at, at + 1 if same else at
            at = min(at + 1, end)

    def take_inline_html(self, start: int, end: int) -> None:
        """A tag within a line: dropped, but for what it means."""
        meaning = tags.inline(self.text[start:end])
        if meaning == "strike":
            self.strike()
        elif meaning == "end strike":
            self.end_strike()
        elif meaning == "break" and self.pos and start >= self.skip:
            self.push_one(" ", start)

    def strike(self) -> None:
        """Drop what an HTML tag strikes out."""
        self.deleted += 1
        self.careful = True

    def end_strike(self) -> None:
        """Take text again."""
        self.deleted = max(0, self.deleted - 1)

    def push_one(self, character: str, start: int) -> None:
        """One character that stands for something else in the source."""
        self.offsets.append((self.pos, start))
        self.parts.append(character)
        self.pos += 1
        self.expect = -1

    def skip_to(self, position: int) -> None:
        """Drop what stands before a position of the source."""
        self.skip = position
        self.careful = True

    def clear(self) -> None:
        """Begin a new block."""
        self.parts.clear()
        self.offsets.clear()
        self.pos, self.expect = 0, -1
        if self.deleted:
            self.deleted = 0

    def replace(self, text: str, offsets: list[tuple[int, int]]) -> None:
        """Put other text in the place of what was gathered."""
        self.parts[:] = [text]
        self.offsets[:] = offsets
        self.pos = len(text)

    def is_break(self, position: int) -> bool:
        """True where the space at this position of the text stands for a line break in the source."""
        index = bisect_right(self.offsets, position, key=_first) - 1
        at, source = self.offsets[index]
        return self.text[source + position - at] in "\r\n"


def _first(pair: tuple[int, int]) -> int:
    return pair[0]


def cut(offsets: Sequence[tuple[int, int]], start: int, length: int) -> list[tuple[int, int]]:
    """The offsets of ``text[start:start + length]``."""
    index = bisect_right(offsets, start, key=_first) - 1
    position, source = offsets[index]
    kept = [(0, source + start - position)]
    kept.extend((at - start, source) for at, source in offsets[index + 1 :] if at < start + length)
    return kept
