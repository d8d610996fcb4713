"""Words as the learned reader sees them: cut to their stems, and grouped into clusters of like meaning."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from adr_lint.values import dataclass, field

_TOKEN = re.compile(rb"[a-z]+(?:'[a-z]+)?|[A-Z]+|[?!]")
_ENDINGS = (
    "ations", "ation", "ingly", "ments", "ment", "ings", "edly", "ing", "ies", "ers", "ed", "er", "es", "ly", "s",
)  # fmt: skip
COMMON = frozenset(
    [
        "a", "an", "and", "are", "as", "at", "be", "been", "by", "for", "from", "he", "her", "his", "i", "in", "is",
        "it", "its", "of", "on", "or", "our", "she", "that", "the", "their", "there", "these", "they", "this", "those",
        "to", "us", "was", "we", "were", "with", "you",
    ]
)  # fmt: skip
"""Words that join others: they count where they touch a neighbour, not on their own account."""


@dataclass(frozen=True, slots=True)
class Word:
    """One token: itself, its stem, and its cluster (empty where it belongs to none)."""

    text: str
    stem: str
    cluster: str


@dataclass
class Words:
    """Tokens of masked text, each looked up once."""

    clusters: Mapping[str, str]
    """From stems to meanings."""
    _known: dict[bytes, Word] = field(default_factory=dict)

    def of(self, masked: bytes) -> Sequence[Word]:
        """The words of a masked text; a number, an amount or a product is one letter."""
        known = self._known
        found = []
        for token in _TOKEN.findall(masked):
            word = known.get(token)
            if word is None:
                word = known[token] = self._word(token)
            found.append(word)
        return found

    def _word(self, token: bytes) -> Word:
        text = token.decode("latin-1")
        if not text[0].islower():
            return Word(text[0], text[0], text[0])
        stemmed = stem(text)
        return Word(text, stemmed, self.clusters.get(stemmed, ""))


def stem(word: str) -> str:
    """The word without its ending, at least three letters of it."""
    if len(word) > 4:
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return word
