"""Many candidates, one value: how a fact is resolved is said by its ``choose``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from adr_lint.facts.cues import Resolution
from adr_lint.model import Evidence, Fact, Value
from adr_lint.values import dataclass

POSITION = 100_000
"""A candidate's position is its block's number times this, and where in the block it stands."""
_MOST_EVIDENCE = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that a cue read, where, and how much it counts."""

    value: Value
    weight: float
    position: int
    evidence: Evidence
    reader: str


def resolve(name: str, candidates: Sequence[Candidate], resolution: Resolution) -> Fact | None:
    """The fact that the candidates give: the heaviest decides, and among equals what ``choose`` says."""
    within = [c for c in candidates if _within(c.value, resolution)]
    if not within:
        return None
    choose = resolution.choose
    if choose == "union":
        return _union(name, within)
    if choose == "vote":
        return _vote(name, within, resolution.threshold)
    if choose == "any":
        wanted = [c for c in within if c.value is True] or within
        return _fact(name, wanted[0].value, wanted)
    heaviest = max(c.weight for c in within)
    best = [c for c in within if c.weight == heaviest]
    best.sort(key=lambda c: c.position)
    if choose == "last":
        chosen = best[-1]
    elif choose in ("highest", "lowest"):
        sign = 1 if choose == "highest" else -1
        chosen = max(best, key=lambda c: sign * _size(c.value))
    elif choose == "sum":
        total = sum(_size(c.value) for c in best)
        return _fact(name, round(total) if float(total).is_integer() else total, best)
    else:
        chosen = best[0]
    return _fact(name, chosen.value, [chosen, *(c for c in best if c is not chosen and c.value == chosen.value)])


def _within(value: Value, resolution: Resolution) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return True
    return (resolution.least is None or value >= resolution.least) and (
        resolution.most is None or value <= resolution.most
    )


def _size(value: Any) -> float:
    return float(value) if isinstance(value, int | float) else float(getattr(value, "amount", 0))


def _fact(name: str, value: Value, candidates: Sequence[Candidate]) -> Fact:
    evidence = tuple(dict.fromkeys(c.evidence for c in candidates))[:_MOST_EVIDENCE]
    return Fact(name, value, "inferred", evidence, reader=candidates[0].reader)


def _union(name: str, candidates: Sequence[Candidate]) -> Fact:
    entries: dict[str, Candidate] = {}
    for candidate in sorted(candidates, key=lambda c: c.position):
        for entry in candidate.value if isinstance(candidate.value, tuple) else (str(candidate.value),):
            entries.setdefault(entry, candidate)
    return _fact(name, tuple(sorted(entries)), list(dict.fromkeys(entries.values())))


def _vote(name: str, candidates: Sequence[Candidate], threshold: float) -> Fact | None:
    votes: dict[Value, dict[str, float]] = defaultdict(dict)
    for candidate in candidates:
        # A cue that matches often counts once, and a little more for being repeated.
        tally = votes[candidate.value]
        tally[candidate.reader] = (
            candidate.weight
            if candidate.reader not in tally
            else min(tally[candidate.reader] + candidate.weight / 4, candidate.weight * 1.5)
        )
    sums = {value: sum(tally.values()) for value, tally in votes.items()}
    best = max(sums, key=lambda value: sums[value])
    if sums[best] < threshold or sum(1 for value in sums if sums[value] == sums[best]) > 1:
        return None
    return _fact(name, best, sorted((c for c in candidates if c.value == best), key=lambda c: (-c.weight, c.position)))
