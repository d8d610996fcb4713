"""What the weights make of a record's approach; its sentences are judged one by one only while that can matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from operator import add

from adr_lint.facts.learned.record import LIKELY, STEPS, Zones, by_zone, likely, said, steps
from adr_lint.facts.learned.weights import Heads

_NOTHING = "approach=none"


def decides(
    records: Heads,
    decisions: Heads,
    parts: Zones,
    sums: Mapping[str, float],
    chosen: Iterable[tuple[str, float]],
    *,
    certain: bool,
) -> dict[str, float] | None:
    """How likely each answer is, by ``approach=answer``; ``sums`` and ``chosen`` are as ``record.said`` has them.

    Unless it is ``certain`` that this is wanted: None where no answer can be likelier than that nothing is decided. For
    most records the words alone tell, whatever the heads would make of the sentences, or of those of the longest zones.
    """
    sentences = by_zone(parts.decides)
    found = said(sentences, parts.whole, sums, chosen)
    size = len(found)
    leads = records.leads(found, _NOTHING, size)
    left = sorted(sentences, key=lambda where: len(sentences[where]))
    while left:
        if not certain and not _may_lead(leads, records, decisions, left):
            return None
        where = left.pop(0)
        told = likely((where, decisions.judge(sentence.features(), LIKELY)) for sentence in sentences[where])
        found |= told
        leads = _lifted(leads, records, told)
    return records.judge(found, size=size)


def _may_lead(leads: tuple[int, ...], records: Heads, decisions: Heads, left: Iterable[str]) -> bool:
    """Whether an answer can come to lead over nothing by the sentences of the zones that are left."""
    return max(map(sum, zip(leads, *(_most(records, decisions, where) for where in left), strict=True))) > 0


@lru_cache
def _most(records: Heads, decisions: Heads, where: str) -> tuple[int, ...]:
    """By how much the sentences of a zone can at most bring each answer forward."""
    most = tuple(0 for _ in records.labels)
    for label in decisions.labels:
        told = [_lifted(most, records, set(steps(label, where, p))) for p in (0.0, *STEPS)]
        most = tuple(map(max, *told))
    return most


def _lifted(leads: tuple[int, ...], records: Heads, features: set[str]) -> tuple[int, ...]:
    """The leads over nothing with further features."""
    return tuple(map(add, leads, records.gains(features, _NOTHING)))
