"""YAML with positions, bounded: every value knows its line and column, and no input makes it large or deep.

Plain scalars are resolved by the YAML 1.2 core schema. PyYAML, a quarter of what a run on one record would take
otherwise, is imported with the first text that is YAML (``compose.py``).
"""

from __future__ import annotations

import math
import re
from typing import Any

from adr_lint.model import Place
from adr_lint.regexes import regex
from adr_lint.values import dataclass

MAX_DEPTH = 40
MAX_VALUES = 50_000

RESOLVERS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("bool", regex(r"^(?:true|True|TRUE|false|False|FALSE)$"), "tTfF"),
    ("null", regex(r"^(?:~|null|Null|NULL|)$"), "~nN\0"),
    ("int", regex(r"^[-+]?(?:0|[1-9][0-9]*)$"), "-+0123456789"),
    (
        "float",
        regex(r"^[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)\.[0-9]*|(?:0|[1-9][0-9]*)(?=[eE]))(?:[eE][-+]?[0-9]+)?$"),
        "-+.0123456789",
    ),
)


@dataclass(frozen=True, slots=True)
class Marked:
    """A YAML value with its place. Mappings hold ``Marked`` keys and values, sequences ``Marked`` items."""

    value: Any
    place: Place
    keys: tuple[Marked, ...] = ()

    def plain(self) -> Any:
        """The value without positions."""
        if isinstance(self.value, dict):
            return {key: item.plain() for key, item in self.value.items()}
        if isinstance(self.value, list):
            return [item.plain() for item in self.value]
        return self.value

    def at(self, path: tuple[str | int, ...] | list[str | int], *, key: bool = False) -> Place:
        """The place of what ``path`` leads to (as far as it leads), or with ``key`` of the last key itself."""
        node = self
        place = self.place
        for step in path:
            if isinstance(node.value, dict) and step in node.value:
                place = next(k.place for k in node.keys if k.value == step) if key else node.value[step].place
                node = node.value[step]
            elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                place = node.place
            else:
                break
        return place


def load(text: str, path: str, *, line_offset: int = 0) -> Marked:
    """Parse one YAML document with positions.

    ``line_offset`` is added to every line (of front matter: the lines above it). Raises ``UserError`` with
    the place where the text stops being YAML, repeats a key, or exceeds the bounds.
    """
    from adr_lint.marks.compose import Composer

    return Composer(text, path, line_offset).document()


def load_plain(text: str) -> Any:
    """The values of a YAML text of our own making, fast and without positions. Raises ``yaml.YAMLError``."""
    from adr_lint.marks.compose import plain

    return plain(text)


def core_scalar(text: str) -> bool | int | float | str | None:
    """A plain scalar by the YAML 1.2 core schema: true, false, null, a number of at most 18 digits, or its text."""
    for tag, pattern, first in RESOLVERS:
        if (text[:1] or "\0") in first and pattern.match(text):
            if tag == "bool":
                return text[0] in "tT"
            if tag == "null":
                return None
            if len(text) > 18:
                return text
            number = int(text) if tag == "int" else float(text)
            return number if math.isfinite(number) else text
    return text
