"""Whether the record decides between owning and letting a vendor operate, and for which."""

from __future__ import annotations

from collections.abc import Sequence

from adr_lint.facts.choose import Candidate
from adr_lint.facts.pages import Page
from adr_lint.facts.platforms import Choice
from adr_lint.model import Evidence, Fact

BUILD, BUY, HYBRID = "build", "buy", "hybrid"
_ENOUGH = 3.0


def read(page: Page, chosen: Sequence[Choice], candidates: Sequence[Candidate]) -> Fact:
    """The fact ``approach``; ``none`` unless there is real evidence of such a decision."""
    sums, evidence = _sums(page, chosen, candidates)
    value = _decide(sums)
    shown = tuple(dict.fromkeys(evidence.get(value, ())))[:4]
    return Fact("approach", value, "inferred", shown, reader="approach")


def _sums(
    page: Page, chosen: Sequence[Choice], candidates: Sequence[Candidate]
) -> tuple[dict[str, float], dict[str, list[Evidence]]]:
    by_reader: dict[tuple[str, str], float] = {}
    evidence: dict[str, list[Evidence]] = {}
    for candidate in sorted(candidates, key=lambda c: -c.weight):
        value = str(candidate.value)
        key = (value, candidate.reader)
        seen = by_reader.get(key, 0.0)
        by_reader[key] = candidate.weight if not seen else min(seen + candidate.weight / 4, candidate.weight * 1.5)
        evidence.setdefault(value, []).append(candidate.evidence)
    sums: dict[str, float] = {}
    for (value, _), weight in by_reader.items():
        sums[value] = sums.get(value, 0.0) + weight
    best: dict[tuple[str, str], float] = {}
    for choice in chosen:
        product = choice.mention.product
        value = {"hosted": BUY, "self-hosted": BUILD}.get(product.hosting, "")
        if value:
            weight = choice.weight if value == BUY else choice.weight * 0.5
            best[value, product.id] = max(best.get((value, product.id), 0.0), weight)
            evidence.setdefault(value, []).append(page.evidence(choice.passage, choice.mention.start, choice.mention.end))
    for value in (BUY, BUILD):
        weights = sorted((w for (v, _), w in best.items() if v == value), reverse=True)
        if weights:
            sums[value] = sums.get(value, 0.0) + weights[0] + sum(weights[1:]) / 4
            sums[f"product-{value}"] = weights[0]
    return sums, evidence


def _decide(sums: dict[str, float]) -> str:
    build, buy, hybrid = sums.get(BUILD, 0.0), sums.get(BUY, 0.0), sums.get(HYBRID, 0.0)
    against = sums.get("none", 0.0)
    if hybrid - against >= _ENOUGH and hybrid >= 0.6 * max(build, buy):
        return HYBRID
    best = max(build, buy)
    if best - against < _ENOUGH:
        return "none"
    return BUILD if build >= buy else BUY
