"""The one place where text of unknown origin becomes safe for a terminal and a CI log, and where styles are applied."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from adr_lint.regexes import regex

_STYLES = {"error": "1;31", "warning": "1;33", "info": "1;36", "path": "1", "dim": "2", "good": "1;32", "help": "36"}

Paint = Callable[[str, str], str]
"""From a text and a style's name to the text in that style."""

# GitHub's runner obeys '::command' at the start of a printed line, and '##[command]' anywhere in one.
_COMMAND = regex(r"(?:(?<=\s)|(?<![\s\S])):(?=:)|(?<=##)\[")
# What JSON may hold as it is and a terminal must not get: controls, marks of direction, what cannot be seen.
_IN_JSON = regex("[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb]")
_IN_JSON_BEYOND = regex("[\U000e0000-\U000e0fff]")


def safe(text: str) -> str:
    """One line of text, with line ends, control characters, escape sequences and direction overrides made visible."""
    return _COMMAND.sub(lambda match: _visible(match[0]), visible(text))


def visible(text: str) -> str:
    """One line of text with whatever cannot be seen in it made visible; for pages, which obey no workflow commands."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if _harmless(c) else _visible(c) for c in text)


def safe_block(text: str) -> str:
    """As ``safe``, for text of several lines."""
    return "\n".join(safe(line) for line in text.split("\n"))


def safe_json(text: str) -> str:
    """JSON whose texts hold nothing that a terminal or a CI log would obey; the data stays the same."""
    text = _IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    text = _IN_JSON_BEYOND.sub(_pair, text)
    return text.replace("##[", "##\\u005b")


def _pair(match: re.Match[str]) -> str:
    above = ord(match[0]) - 0x10000
    return f"\\u{0xD800 + (above >> 10):04x}\\u{0xDC00 + (above & 0x3FF):04x}"


def _harmless(character: str) -> bool:
    return character.isprintable() or unicodedata.category(character) in ("Zs", "Mn", "Me")


def _visible(character: str) -> str:
    if character == "\t":
        return " "
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def plain(text: str, _style: str) -> str:
    """No colour."""
    return text


def coloured(text: str, style: str) -> str:
    """ANSI colour."""
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if text else text
