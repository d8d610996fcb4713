"""The report as data, in the form of schemas/report.schema.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from adr_lint import __version__
from adr_lint.model import SEVERITIES, Fact, Finding, Money, Reading, Report, Value
from adr_lint.policy.nouns import Factor

FORMAT = 1
"""Version of the form; it changes when a reader of the old form would be misled."""


def render(report: Report) -> str:
    """Findings, records, what was skipped and what failed."""
    return dumps(
        {
            "format": FORMAT,
            "tool": {"name": "adr-lint", "version": __version__, "engine": report.engine},
            "summary": {
                "records": len(report.readings),
                "skipped": len(report.skipped),
                "failures": len(report.failures),
                "findings": {severity: report.count(severity) for severity in SEVERITIES},
            },
            "findings": [finding_data(finding) for finding in report.findings],
            "records": [record_data(reading) for reading in report.readings],
            "skipped": [{"path": s.path, "reason": s.reason, "failed": s.failed} for s in report.skipped],
            "failures": [{"path": f.path, "reason": f.reason} for f in report.failures],
        }
    )


def dumps(data: Any) -> str:
    """JSON with a line end, the same bytes for the same data; what UTF-8 cannot hold is escaped."""
    text = json.dumps(data, ensure_ascii=False, indent=1)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = json.dumps(data, ensure_ascii=True, indent=1)
    return text + "\n"


def finding_data(finding: Finding) -> dict[str, Any]:
    """One finding."""
    return {
        "path": finding.path,
        "rule": finding.rule,
        "chapter": finding.chapter,
        "severity": finding.severity,
        "message": finding.message,
        "remediation": finding.remediation,
        "line": finding.place.line,
        "column": finding.place.column,
        "end_line": finding.place.end_line,
        "end_column": finding.place.end_column,
        "evidence": [fact_data(fact) for fact in finding.evidence],
    }


def record_data(reading: Reading) -> dict[str, Any]:
    """What a record says of itself."""
    record = reading.record
    return {
        "path": record.path,
        "title": record.title,
        "status": record.status,
        "date": record.date,
        "number": record.number,
        "format": record.format,
    }


def fact_data(fact: Fact) -> dict[str, Any]:
    """One fact, with every place that it was read from."""
    data: dict[str, Any] = {"name": fact.name, "value": value_data(fact.value), "source": fact.source}
    if fact.not_applicable is not None:
        data["not_applicable"] = fact.not_applicable
    if fact.reader:
        data["reader"] = fact.reader
    data["evidence"] = [
        {"line": e.place.line, "column": e.place.column, "end_line": e.place.end_line,
         "end_column": e.place.end_column, "words": e.words}
        for e in fact.evidence
    ]  # fmt: skip
    return data


def value_data(value: Value) -> Any:
    """A fact's value as JSON has it: a list, or an amount with its currency as a mapping."""
    if isinstance(value, Money):
        return {"amount": value.amount, "currency": value.currency}
    return list(value) if isinstance(value, tuple) else value


def facts_of(reading: Reading, factors: tuple[Factor, ...], *, explain: bool) -> dict[str, Any]:
    """A record with its facts, its leanings and, to explain, what was passed over."""
    stated = {name: fact for name, fact in reading.facts.items() if fact.source != "derived"}
    derived = {name: fact for name, fact in reading.facts.items() if fact.source == "derived"}
    data = record_data(reading) | {
        "facts": [fact_data(fact) for _, fact in sorted(stated.items())],
        "derived": [fact_data(fact) for _, fact in sorted(derived.items())],
        "leans": leans(reading.facts, factors),
    }
    if explain:
        data["passed_over"] = [
            {"fact": p.fact, "reader": p.reader, "reason": p.reason, "line": p.evidence.place.line,
             "column": p.evidence.place.column, "words": p.evidence.words}
            for p in reading.passed
        ]  # fmt: skip
    return data


def leans(facts: Mapping[str, Fact], factors: tuple[Factor, ...]) -> dict[str, str]:
    """Which way each factor leans; a record that decides nothing of this kind has no leanings."""
    approach = facts.get("approach")
    decides = approach is not None and approach.value != "none"
    return {
        factor.name: str(facts[factor.fact].value) if decides and factor.fact in facts else "unstated"
        for factor in factors
    }
