"""Facts of one team that two live records state differently at about the same time."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from adr_lint.corpus.outline import Outline
from adr_lint.model import Evidence, Fact, Value
from adr_lint.regexes import regex

Found = tuple[str, Evidence]

_OURS = regex(r"(?i)\b(?:we|us|our|ours)\b")
"""What is read from prose must be said of ourselves."""


def found(outlines: Sequence[Outline], data: Mapping[str, Any]) -> dict[str, list[Found]]:
    """By the path of the later record. ``data`` is ``across`` of policies/language/form.yaml."""
    facts, opposed, days = data.get("facts", ()), data.get("opposed", ()), data.get("days", 0)
    teams: dict[str, list[Outline]] = defaultdict(list)
    for outline in outlines:
        if outline.live and outline.date is not None and len(outline.date) > 7:
            teams[outline.folder].append(outline)
    result: dict[str, list[Found]] = defaultdict(list)
    for team in teams.values():
        team.sort(key=lambda outline: (outline.date, outline.path))
        for name in facts:
            stating = [outline for outline in team if _stated(outline, name)]
            for earlier, later in pairwise(stating):
                if _near(earlier, later, days) and _differ(earlier.facts[name].value, later.facts[name].value):
                    said = _said(later.facts[name], earlier.facts[name], earlier)
                    if said[1] not in (place for _, place in result[later.path]):  # under another name
                        result[later.path].append(said)
        for one, other in opposed:
            for earlier, later in pairwise([o for o in team if _stated(o, one) or _stated(o, other)]):
                if _near(earlier, later, days):
                    result[later.path].extend(_opposed(earlier, later, one, other))
    return result


def _stated(outline: Outline, name: str) -> bool:
    fact = outline.facts.get(name)
    if fact is None or fact.not_applicable is not None or not fact.evidence:
        return False
    return fact.source == "declared" or _OURS.search(fact.evidence[0].words) is not None


def _near(earlier: Outline, later: Outline, days: int) -> bool:
    first, second = (date.fromisoformat(outline.date or "") for outline in (earlier, later))
    return (second - first).days <= days


def _differ(one: Value, other: Value) -> bool:
    if isinstance(one, tuple) and isinstance(other, tuple):
        return not set(one) & set(other)
    return one != other


def _said(fact: Fact, before: Fact, earlier: Outline) -> Found:
    words = f"{fact.name}: “{fact.evidence[0].words}” here, and “{before.evidence[0].words}” in {_name(earlier)}"
    return words, fact.evidence[0]


def _opposed(earlier: Outline, later: Outline, one: str, other: str) -> Iterator[Found]:
    for mine, theirs in ((one, other), (other, one)):
        if _stated(later, mine) and _stated(earlier, theirs):
            fact, before = later.facts[mine], earlier.facts[theirs]
            values = (fact.value, before.value)
            if all(isinstance(value, tuple) for value in values) and set(values[0]) & set(values[1]):  # type: ignore[arg-type]
                yield _said(fact, before, earlier)


def _name(outline: Outline) -> str:
    return posixpath.basename(outline.path)
