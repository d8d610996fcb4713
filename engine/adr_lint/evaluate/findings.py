"""From verdicts to findings: the message with its evidence, and the place where the finding stands."""

from __future__ import annotations

from collections.abc import Iterator

from adr_lint.evaluate.judgement import Judgement, Verdict
from adr_lint.model import Fact, Facts, Finding, Place, Reading
from adr_lint.policy.nouns import Predicate, Rule, literals
from adr_lint.policy.template import render


def findings_of(reading: Reading, judgement: Judgement) -> tuple[Finding, ...]:
    """The findings of every verdict, in the order of the policies: one, or one for each entry of a list."""
    return tuple(
        _finding(reading, facts, verdict)
        for verdict in judgement.verdicts
        for facts in _each(verdict.rule, judgement.facts)
    )


def _each(rule: Rule, facts: Facts) -> Iterator[Facts]:
    """The facts as each finding of the rule sees them: the list of its ``each`` is one entry with its own place."""
    if not rule.each:
        yield facts
        return
    fact = facts[rule.each]
    entries = fact.value if isinstance(fact.value, tuple) else (str(fact.value),)
    placed = len(fact.evidence) == len(entries)
    for i, entry in enumerate(entries):
        evidence = (fact.evidence[i],) if placed else fact.evidence
        yield {**facts, rule.each: Fact(fact.name, entry, fact.source, evidence, reader=fact.reader)}


def _finding(reading: Reading, facts: Facts, verdict: Verdict) -> Finding:
    rule = verdict.rule
    evidence = tuple(facts[name] for name in rule.evidence if name in facts and facts[name].not_applicable is None)
    return Finding(
        rule=rule.id,
        chapter=rule.chapter,
        severity=verdict.severity,
        message=render(rule.message, facts),
        remediation=render(rule.remediation, facts),
        path=reading.record.path,
        place=_place(reading, rule, evidence),
        evidence=evidence,
    )


def _place(reading: Reading, rule: Rule, evidence: tuple[Fact, ...]) -> Place:
    """Where the first piece of evidence stands; of a rule of absence, where the record decides, or its title."""
    for fact in evidence:
        if fact.evidence:
            return fact.evidence[0].place
    approach = reading.facts.get("approach")
    if approach is not None and approach.evidence and _looks_at(rule, "approach"):
        return approach.evidence[0].place
    return reading.record.title_place


def _looks_at(rule: Rule, fact: str) -> bool:
    return any(isinstance(test, Predicate) and test.fact == fact for test, _ in literals(rule.condition))
