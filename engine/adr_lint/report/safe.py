"""The one place where text of unknown origin becomes safe for a terminal, and where styles are applied."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

_STYLES = {"error": "1;31", "warning": "1;33", "info": "1;36", "path": "1", "dim": "2", "good": "1;32", "help": "36"}

Paint = Callable[[str, str], str]
"""From a text and a style's name to the text in that style."""


def safe(text: str) -> str:
    """``text`` with control characters, escape sequences, lone surrogates and direction overrides made visible."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if c == "\n" or _harmless(c) else _visible(c) for c in text)


def _harmless(character: str) -> bool:
    return character.isprintable() or unicodedata.category(character) in ("Zs", "Mn", "Me")


def _visible(character: str) -> str:
    if character == "\t":
        return " "
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def plain(text: str, _style: str) -> str:
    """No colour."""
    return text


def coloured(text: str, style: str) -> str:
    """ANSI colour."""
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if text else text
