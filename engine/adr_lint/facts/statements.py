"""The Y-statement, a whole record in one sentence, cut into the parts that other records have sections for."""

from __future__ import annotations

from collections.abc import Iterator

from adr_lint.facts.text import fold
from adr_lint.model import Block
from adr_lint.regexes import regex

_PARTS = (
    ("context", regex(rb"in the context of\b")),
    ("drivers", regex(rb"\bfacing\b")),
    ("decision", regex(rb"\bwe (?:have )?(?:decided|decide|chose|choose|opted|opt|settled) (?:for|on|to)\b")),
    ("passed", regex(rb"\b(?:and (?:rejected|not|did not choose)|(?:and )?(?:neglected|against)|rather than|over)\b")),
    ("rationale", regex(rb"\b(?:in order )?to achieve\b")),
    ("consequences", regex(rb"\baccepting(?: that| the)?\b")),
)  # fmt: skip
_OPENING = regex(rb"^\W*in the context of\b")


def parts(block: Block) -> Iterator[tuple[str, Block]]:
    """The parts of a block that is a Y-statement, each with its role (``passed``: what was decided against)."""
    folded = fold(block.text)
    if not _OPENING.match(folded):
        return
    starts: list[tuple[int, str]] = []
    at = 0
    for role, pattern in _PARTS:
        found = pattern.search(folded, at)
        if found is not None:
            starts.append((found.start() if starts else 0, role))
            at = found.end()
    if {"decision", "context"} - {role for _, role in starts}:
        return
    ends = [*(start for start, _ in starts[1:]), len(block.text)]
    for (start, role), end in zip(starts, ends, strict=True):
        yield role, block.part(start, end)
