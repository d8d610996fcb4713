"""One change of a text, and what a text is after its changes."""

from __future__ import annotations

from collections.abc import Sequence

from adr_lint.values import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """``text[start:end]`` becomes ``text``; ``what`` says it in words."""

    start: int
    end: int
    text: str
    what: str


def applied(text: str, edits: Sequence[Edit]) -> str:
    """The text after its edits, which are in order and do not overlap."""
    parts, at = [], 0
    for edit in edits:
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, text[at:]])
