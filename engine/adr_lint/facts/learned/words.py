"""Words as the learned reader sees them: cut to their stems, and grouped into clusters of like meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from adr_lint.facts.cues import PARTED
from adr_lint.regexes import regex
from adr_lint.values import dataclass

_TOKEN = regex(rb"[a-z]+(?:'[a-z]+)?|[A-Z]+|[?!]")
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


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One token: itself, its stem, and its cluster (empty where it belongs to none). ``Words`` has each once."""

    text: str
    stem: str
    cluster: str
    common: bool
    """Whether it only joins others."""
    features: tuple[str, ...]
    """What a sentence has of it, whatever stands beside it."""


class Words(dict[bytes, Sequence[Word]]):
    """The words of each piece of masked text between blanks, looked up once and kept."""

    def __init__(self, clusters: Mapping[str, str]) -> None:
        """``clusters``: from stems to meanings."""
        self._clusters = clusters
        self._known: dict[bytes, Word] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return Words, (self._clusters,)

    def of(self, masked: bytes) -> Sequence[Word]:
        """The words of a masked text; a number, an amount or a product is one letter."""
        return list(chain.from_iterable(map(self.__getitem__, masked.split())))

    def among(self, masked: bytes) -> set[Word]:
        """The different words of a masked text, in which blocks may be parted."""
        pieces = set(masked.replace(PARTED, b" ").split())
        return set(chain.from_iterable(map(self.__getitem__, pieces)))

    def forget(self) -> None:
        """Give back the memory of the words that were met."""
        self.clear()
        self._known.clear()

    def __missing__(self, piece: bytes) -> Sequence[Word]:
        found = []
        for token in _TOKEN.findall(piece):
            word = self._known.get(token)
            if word is None:
                word = self._known[token] = self._word(token)
            found.append(word)
        made = self[piece] = tuple(found)
        return made

    def _word(self, token: bytes) -> Word:
        text = token.decode("latin-1")
        if not text[0].islower():
            return _with_features(text[0], text[0], text[0])
        stemmed = stem(text)
        return _with_features(text, stemmed, self._clusters.get(stemmed, ""))


def _with_features(text: str, stem: str, cluster: str) -> Word:
    common = text in COMMON
    means = (f"c:{cluster}",) if cluster and not common else ()
    return Word(text, stem, cluster, common, (f"u:{stem}", *means))


def stem(word: str) -> str:
    """The word without its ending, at least three letters of it."""
    if len(word) > 4:
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return word
