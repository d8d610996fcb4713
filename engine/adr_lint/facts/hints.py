"""Facts that are neither known nor absent: what the prose states too vaguely, and what it need not state."""

from __future__ import annotations

from adr_lint.model import HINTED, Evidence, Fact

_NOT_ASKED_FOR = "not asked for of such a record"


def hint(name: str, evidence: tuple[Evidence, ...], reader: str) -> Fact:
    """That these words may state a fact: what asks for its absence does not hold, and what it excuses is excused."""
    return Fact(name, HINTED, "inferred", evidence, HINTED, reader)


def not_asked_for(name: str, evidence: tuple[Evidence, ...], reader: str) -> Fact:
    """That a record need not state a fact, given these words: what asks for its absence does not hold."""
    return Fact(name, _NOT_ASKED_FOR, "inferred", evidence, _NOT_ASKED_FOR, reader)
