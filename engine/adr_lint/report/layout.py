"""Lines and columns of text at a terminal, where some characters take two columns and some none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adr_lint.errors import wide


def wrap(text: str, width: int, *, first: str = "", rest: str = "") -> list[str]:
    """``text`` in lines of at most ``width`` columns, the first beginning with ``first`` and the others with ``rest``.

    A long word such as an address is never broken; a run of wide characters, which has no spaces, is.
    """
    lines: list[str] = []
    line, taken, empty = first, wide(first), True
    for word in text.split():
        for piece in [word] if word.isascii() else _pieces(word, max(width - wide(rest), 2)):
            columns = wide(piece)
            if not empty and taken + 1 + columns > width:
                lines.append(line)
                line, taken, empty = rest, wide(rest), True
            line, taken = (line + piece, taken + columns) if empty else (f"{line} {piece}", taken + 1 + columns)
            empty = False
    return [*lines, line.rstrip()]


def _pieces(word: str, width: int) -> Iterator[str]:
    if wide(word) <= width or wide(word) == len(word):
        yield word
        return
    piece, taken = "", 0
    for character in word:
        columns = wide(character)
        if taken + columns > width and character != ":":  # no line may begin with "::", see safe
            yield piece
            piece, taken = "", 0
        piece += character
        taken += columns
    yield piece


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows in aligned columns."""
    widths = [max(wide(cell) for cell in column) for column in zip(*rows, strict=True)] if rows else []
    for row in rows:
        cells = [cell + " " * (width - wide(cell)) for cell, width in zip(row, widths, strict=True)]
        yield "  ".join(cells).rstrip()


def cut(words: str, limit: int = 60) -> str:
    """``words`` on one line, the end left out where they are long."""
    return cut_end(" ".join(words.split()), limit)


def cut_end(text: str, limit: int) -> str:
    """``text`` as it stands, the end left out where it is long."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
