"""What the learned reader looks at of a whole record, to tell what it decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from adr_lint.facts.learned.view import Hits, Sentence, sentences
from adr_lint.facts.learned.words import COMMON, Word, Words
from adr_lint.facts.pages import Page, Passage
from adr_lint.values import dataclass

LIKELY = 0.1
"""The least likelihood that a sentence's head is looked at from."""
_STEPS = (LIKELY, 0.25, 0.5, 0.75)
_SUMS = (0.5, 1.5, 3.0, 5.0, 8.0)
_DECIDING = frozenset({"title", "chosen", "update", "decision", "option"})
"""Zones whose sentences are judged one by one; all are where a record has no place for its decision."""
_PLACES = frozenset({"chosen", "update", "decision"})
_ASIDE = frozenset({"consequences", "positive", "negative", "links", "confirmation"})
_PRODUCTS = (b"H", b"S", b"E")


def zone(passage: Passage) -> str:
    """Which part of a record a passage belongs to, as far as its decision is concerned."""
    roles = passage.roles
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
    products: frozenset[str]
    """Elsewhere: where products are named, and by whom such are operated (``around~H``)."""


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
    found = [(sentence, where[sentence.place]) for sentence in sentences(page, hits, words, chosen)]
    return Zones(found, frozenset(named))


def of_record(
    judged: Iterable[tuple[Sentence, str, Mapping[str, float]]],
    products: Iterable[str],
    sums: Mapping[str, float],
    chosen: Iterable[tuple[str, float]],
) -> set[str]:
    """The features of a record.

    Each sentence comes with its zone and with what the heads of decisions make of it, ``products`` are those of
    ``Zones``, ``sums`` is what the cues say for each answer, ``chosen`` are the products that the record takes: who
    operates each, and how firmly it is taken.
    """
    found = set(products)
    likeliest: dict[tuple[str, str], float] = {}
    for sentence, where, likely in judged:
        found.update(_words(where, sentence.words))
        for label, p in likely.items():
            likeliest[where, label] = max(p, likeliest.get((where, label), 0.0))
    for (where, label), p in likeliest.items():
        found.update(f"{label}@{where}>{step}" for step in _STEPS if p >= step)
    for value, total in sums.items():
        found.update(f"sum:{value}>{step}" for step in _SUMS if total >= step)
    for hosting, weight in chosen:
        found.add(f"takes:{hosting}{'' if weight >= 2 else '?'}")
    return found


def _words(where: str, words: Iterable[Word]) -> Iterator[str]:
    content = [word for word in words if word.text not in COMMON]
    for word in content:
        yield f"{where}:{word.stem}"
        if word.cluster:
            yield f"{where}~{word.cluster}"
    for first, second in pairwise(content):
        yield f"{where}:{first.stem} {second.stem}"
        if first.cluster and second.cluster:
            yield f"{where}~{first.cluster} {second.cluster}"
