"""Words of like meaning (policies/language/meanings.yaml), by their stems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from adr_lint.facts.learned.words import stem


def by_stem(meanings: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """From the stem of each word to the meaning that names it first."""
    found: dict[str, str] = {}
    for meaning, words in meanings.items():
        for word in words:
            found.setdefault(stem(word), meaning)
    return found
