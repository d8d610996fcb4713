"""From verdicts to findings: the message with its evidence, and the place where the finding stands."""

from __future__ import annotations

from adr_lint.evaluate.judgement import Judgement, Verdict
from adr_lint.model import Fact, Finding, Place, Reading
from adr_lint.policy.template import render


def findings_of(reading: Reading, judgement: Judgement) -> tuple[Finding, ...]:
    """One finding for every verdict, in the order of the policies."""
    return tuple(_finding(reading, judgement, verdict) for verdict in judgement.verdicts)


def _finding(reading: Reading, judgement: Judgement, verdict: Verdict) -> Finding:
    rule, facts = verdict.rule, judgement.facts
    evidence = tuple(facts[name] for name in rule.evidence if name in facts and facts[name].not_applicable is None)
    return Finding(
        rule=rule.id,
        chapter=rule.chapter,
        severity=verdict.severity,
        message=render(rule.message, facts),
        remediation=render(rule.remediation, facts),
        path=reading.record.path,
        place=_place(reading, evidence),
        evidence=evidence,
    )


def _place(reading: Reading, evidence: tuple[Fact, ...]) -> Place:
    """Where the first piece of evidence stands; of a rule of absence, the record's title."""
    for fact in evidence:
        if fact.evidence:
            return fact.evidence[0].place
    approach = reading.facts.get("approach")
    if approach is not None and approach.evidence:
        return approach.evidence[0].place
    return reading.record.title_place
