"""What an evaluator has found out about one record, before it is worded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from adr_lint.model import Evidence, Fact, Severity
from adr_lint.policy.nouns import All, AnyOf, Case, Condition, Derivation, Fired, Not, Predicate, Rule, facts_of
from adr_lint.values import dataclass

_APPROACH, _RIVALS = "approach", "approach.rivals"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A rule that fired, with the severity that it has on this record."""

    rule: Rule
    severity: Severity


@dataclass(frozen=True, slots=True)
class Judgement:
    """The facts of a record with those derived from them, and the rules that fired, in the order of the policies."""

    facts: Mapping[str, Fact]
    verdicts: tuple[Verdict, ...]


class Evaluator(Protocol):
    """Judges records by a set of policies. Both engines have this interface and give the same judgements."""

    name: str

    def judge(self, facts: Mapping[str, Fact]) -> Judgement:
        """Derive, and fire rules. Raises ``EngineError`` where the engine fails on this record."""


def otherwise(facts: Mapping[str, Fact]) -> Iterator[Mapping[str, Fact]]:
    """The facts as they would be with each other approach that the record's words leave open."""
    rivals = facts[_RIVALS].value if _RIVALS in facts else ()
    for rival in rivals if isinstance(rivals, tuple) else (rivals,):
        yield {**facts, _APPROACH: replace(facts[_APPROACH], value=rival)}


def derive(derivation: Derivation, holding: list[Case], facts: Mapping[str, Fact]) -> Fact | None:
    """The derived fact, given which of its cases hold (in order); None where it is not stated."""
    if derivation.kind == "count":
        counted = [facts[name] for name in derivation.facts if name in facts and facts[name].value == derivation.value]
        evidence = tuple(e for fact in counted for e in fact.evidence)
        return Fact(derivation.fact, len(counted), "derived", evidence, reader=derivation.fact)
    if not holding:
        return None
    if derivation.kind == "first":
        case = holding[0]
        return Fact(derivation.fact, case.value, "derived", _evidence(case.when, facts), reader=derivation.fact)
    values = tuple(dict.fromkeys(case.value for case in holding))
    evidence = tuple(dict.fromkeys(e for case in holding for e in _evidence(case.when, facts)))
    return Fact(derivation.fact, values, "derived", evidence, reader=derivation.fact)


def _evidence(condition: Condition, facts: Mapping[str, Fact]) -> tuple[Evidence, ...]:
    names = dict.fromkeys(_named(condition))
    return tuple(e for name in names if name in facts for e in facts[name].evidence)


def _named(condition: Condition) -> list[str]:
    """The facts that a condition asks to be stated, leaving out what it asks to be missing."""
    if isinstance(condition, Predicate):
        return [] if condition.operator == "absent" else list(facts_of(condition))
    if isinstance(condition, Fired | Not):
        return []
    assert isinstance(condition, All | AnyOf)  # noqa: S101  # the union's last members
    return [name for part in condition.parts for name in _named(part)]
