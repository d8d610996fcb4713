"""Globs over paths with forward slashes; they end in linear time, since a pull request may bring them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from adr_lint.regexes import regex
from adr_lint.values import dataclass

WILD = regex(r"[*?\[]")

_PIECE = regex(r"\*\*/|\*\*|\*|\?|\[(!?)([^\]]+)\]|.", re.DOTALL)


@dataclass(frozen=True)
class Glob:
    """A pattern that holds for records below a folder: ``*`` and ``?`` within a name, ``**`` across folders.

    A pattern that names a folder holds for everything in it.
    """

    pattern: str
    folder: str
    """Absolute: where the pattern begins."""

    def holds(self, path: str) -> bool:
        """Whether the file at ``path`` (absolute) is meant."""
        relative = os.path.relpath(path, self.folder).replace(os.sep, "/")
        return self._regex.fullmatch(relative) is not None

    def is_sound(self) -> bool:
        """False where the pattern means nothing, such as a range that runs backwards."""
        import re2

        try:
            return self._regex is not None
        except re2.error:
            return False

    @cached_property
    def _regex(self) -> Any:
        import re2  # linear whatever the pattern; only where there is one

        options = re2.Options()
        options.log_errors = False
        options.dot_nl = True
        pattern = self.pattern.removeprefix("./").rstrip("/")
        return re2.compile("".join(_pieces(pattern if pattern not in ("", ".") else "**")) + "(?:/.*)?", options)


def _pieces(pattern: str) -> Iterator[str]:
    for piece in _PIECE.finditer(pattern):
        text = piece[0]
        if text == "**/":
            yield "(?:.*/)?"
        elif text == "**":
            yield ".*"
        elif text == "*":
            yield "[^/]*"
        elif text == "?":
            yield "[^/]"
        elif piece[2]:
            yield f"[{'^' if piece[1] else ''}{_characters(piece[2])}]"
        else:
            yield re.escape(text)


def _characters(text: str) -> str:
    """What stands in a glob's brackets, as a class of a regular expression; a hyphen between two makes a range."""
    return re.sub(r"[\\\[\]^]", lambda match: "\\" + match[0], text)
