"""What the learned reader looks at of a whole record, to tell what it decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from adr_lint.facts.learned.view import Hits, Sentence, sentences
from adr_lint.facts.learned.words import Word, Words
from adr_lint.facts.pages import Page, Passage
from adr_lint.facts.roles import OVERTURNED
from adr_lint.values import dataclass

LIKELY = 0.1
"""The least likelihood that a sentence's head is looked at from."""
STEPS = (LIKELY, 0.25, 0.5, 0.75)
"""What a likelihood has to reach for each feature that it gives."""
_SUMS = (0.5, 1.5, 3.0, 5.0, 8.0)
_DECIDING = frozenset({"title", "chosen", "update", "decision", "option"})
"""Zones whose sentences are judged one by one; all are where a record has no place for its decision."""
_PLACES = frozenset({"chosen", "update", "decision"})
_ASIDE = frozenset({"consequences", "positive", "negative", "links", "confirmation"})
_PRODUCTS = (b"H", b"S", b"E")


def zone(passage: Passage) -> str:
    """Which part of a record a passage belongs to, as far as its decision is concerned."""
    roles = passage.roles
    if OVERTURNED in roles:
        return "passed"
    for role, name in (("title-line", "title"), ("chosen-name", "chosen"), ("update", "update")):
        if role in roles:
            return name
    if passage.rejected:
        return "passed"
    if "option-name" in roles:
        return "option"
    if "decision" in roles and not roles & (_ASIDE | {"options", "option"}):
        return "decision"
    if roles & {"options", "option"}:
        return "weighed"
    return "after" if roles & _ASIDE else "around"


@dataclass(frozen=True, slots=True)
class Zones:
    """A record by its zones."""

    decides: Sequence[tuple[Sentence, str]]
    """The sentences to be judged one by one, with their zones."""
    whole: frozenset[str]
    """Features of the whole record: its words, and where products are named elsewhere and who operates them."""


def zones(page: Page, hits: Hits, words: Words) -> Zones:
    """A page by its zones."""
    where = [zone(passage) for passage in page.passages]
    placed = not _PLACES.isdisjoint(where)
    chosen = {at for at, name in enumerate(where) if name in _DECIDING or (not placed and name != "passed")}
    named = {
        f"{where[at]}~{letter.decode()}"
        for at, passage in enumerate(page.passages)
        if at not in chosen and passage.mentions
        for letter in _PRODUCTS
        if letter in passage.masked
    }
    named.update([f"w:{word.stem}" for word in words.among(page.masked) if not word.common])
    found = [(sentence, where[sentence.place]) for sentence in sentences(page, hits, words, chosen)]
    return Zones(found, frozenset(named))


def by_zone(decides: Iterable[tuple[Sentence, str]]) -> dict[str, list[Sentence]]:
    """The sentences of each zone."""
    found: dict[str, list[Sentence]] = {}
    for sentence, where in decides:
        found.setdefault(where, []).append(sentence)
    return found


def said(
    sentences: Mapping[str, Iterable[Sentence]],
    whole: Iterable[str],
    sums: Mapping[str, float],
    chosen: Iterable[tuple[str, float]],
) -> set[str]:
    """The features of a record before its sentences are judged; how many they are is its size.

    ``sentences`` are those of each zone, ``whole`` is that of ``Zones``, ``sums`` is what the cues say for each answer,
    ``chosen`` are the products that the record takes: who operates each, and how firmly it is taken.
    """
    found = set(whole)
    for where, those in sentences.items():
        found |= _words(where, those)
    for value, total in sums.items():
        found.update(f"sum:{value}>{step}" for step in _SUMS if total >= step)
    for hosting, weight in chosen:
        found.add(f"takes:{hosting}{'' if weight >= 2 else '?'}")
    return found


def likely(judged: Iterable[tuple[str, Mapping[str, float]]]) -> set[str]:
    """The other features of a record: what the heads of decisions make of its sentences, each given with its zone."""
    likeliest: dict[tuple[str, str], float] = {}
    for where, heads in judged:
        for label, p in heads.items():
            likeliest[where, label] = max(p, likeliest.get((where, label), 0.0))
    return {feature for (where, label), p in likeliest.items() for feature in steps(label, where, p)}


def steps(label: str, where: str, p: float) -> list[str]:
    """The features of a zone whose likeliest sentence is this likely to say what ``label`` does."""
    return [f"{label}@{where}>{step}" for step in STEPS if p >= step]


def _words(where: str, sentences: Iterable[Sentence]) -> set[str]:
    """The words of a zone and their meanings, one by one and in pairs."""
    words: set[Word] = set()
    pairs: set[tuple[Word, Word]] = set()
    for sentence in sentences:
        content = [word for word in sentence.words if not word.common]
        words.update(content)
        pairs.update(pairwise(content))
    found = {f"{where}:{word.stem}" for word in words}
    found.update([f"{where}~{word.cluster}" for word in words if word.cluster])
    found.update([f"{where}:{a.stem} {b.stem}" for a, b in pairs])
    found.update([f"{where}~{a.cluster} {b.cluster}" for a, b in pairs if a.cluster and b.cluster])
    return found
