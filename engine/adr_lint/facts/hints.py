"""Facts that the prose may state, too vaguely to take: none of them is known, and none is absent."""

from __future__ import annotations

from adr_lint.model import Evidence, Fact

HINTED = "hinted at, and not more"


def hint(name: str, evidence: tuple[Evidence, ...], reader: str) -> Fact:
    """That these words may state a fact."""
    return Fact(name, HINTED, "inferred", evidence, HINTED, reader)
