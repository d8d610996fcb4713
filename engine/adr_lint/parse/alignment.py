"""Finding again, in its source, text that a parser gives without its place."""

from __future__ import annotations

import re
from bisect import bisect_right

from adr_lint.regexes import regex

_WORD = regex(r"\S+")
_EMBEDDED_ADDRESS = regex(r"\s{0,200}<[^<>]{0,2000}>`__?")
_NEAR = 2_000
"""How many characters ahead a word is looked for: further than any address that mark-up holds."""


class Aligner:
    """Gathers the text of one block after another, word by word, and where in the source each word stands.

    Text comes in the order of the source; a word that mark-up has changed beyond recognition is placed where the
    last one ended.
    """

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.cursor = start
        """Where what was found last ends."""
        self._lines = [start, *(start + match.end() for match in re.finditer(r"\r\n|\n|\r", text[start:]))]
        self.clear()

    def clear(self) -> None:
        """Begin a new block."""
        self.parts: list[str] = []
        self.offsets: list[tuple[int, int]] = []
        self.position, self._expect, self._space = 0, -1, False

    def line(self, number: int) -> int:
        """Where a line of the parsed text starts, counted from 1."""
        return self._lines[min(max(number, 1), len(self._lines)) - 1]

    def seek(self, number: int | None) -> None:
        """Go to a line, unless the cursor stands in it."""
        if number is not None and bisect_right(self._lines, self.cursor) != number:
            self.cursor = self.line(number)

    def take(self, value: str) -> None:
        """Add text, with its white space as single spaces."""
        for match in _WORD.finditer(value):
            self._space = self._space or match.start() > 0
            self._word(match[0])
            self._space = False
        self._space = value[-1:].isspace() or (self._space and not value.strip())

    def _word(self, word: str) -> None:
        found = self.text.find(word, self.cursor, self.cursor + _NEAR)
        at = self.cursor if found < 0 else found
        if self._space and self.parts:
            self.parts.append(" ")
            self.position += 1
            self._expect += 1
        if at != self._expect:
            if self.parts and self.parts[-1] == " ":
                self.offsets.append((self.position - 1, max(self.cursor - (found < 0), 0)))
            self.offsets.append((self.position, at))
        self.parts.append(word)
        self.position += len(word)
        self.cursor = at + len(word) if found >= 0 else at
        self._expect = at + len(word)

    def at(self, position: int) -> int:
        """Where the first word from this position of the block's text on stands in the source."""
        if position < self.position and "".join(self.parts)[position] == " ":
            position += 1
        place, source = next(pair for pair in reversed(self.offsets) if pair[0] <= position)
        return source + position - place

    def skip_address(self) -> None:
        """Pass over the address in what was a link with its address beside its text."""
        match = _EMBEDDED_ADDRESS.match(self.text, self.cursor)
        if match is not None:
            self.cursor = match.end()
