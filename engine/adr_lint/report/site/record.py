"""The page of one record: its text with the findings beside the lines they stand on, its matrix and its facts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from adr_lint.matrix import Matrix
from adr_lint.model import Fact, Finding, Reading, Suppressed
from adr_lint.policy.template import say
from adr_lint.report.layout import cut
from adr_lint.report.matrix import page
from adr_lint.report.site.overview import approach_of
from adr_lint.report.tally import accepted_by

_LINE_END = re.compile(r"\r\n|\n|\r")
_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_HEADING = re.compile(r"\s{0,3}#{1,6}(?:\s|$)")


def view(
    reading: Reading,
    text: str,
    findings: Sequence[Finding],
    accepted: Sequence[Suppressed],
    matrix: Matrix | None,
) -> dict[str, Any]:
    """What the template ``site_record.html`` shows."""
    numbered = [_finding(finding, number) for number, finding in enumerate(findings, 1)]
    stated = [fact for _, fact in sorted(reading.facts.items()) if fact.source != "derived"]
    return {
        "record": reading.record,
        "approach": approach_of(reading),
        "findings": numbered,
        "accepted": [
            {"rule": one.finding.rule, "line": one.finding.place.line, "by": accepted_by(one)} for one in accepted
        ],
        "matrix": None if matrix is None else _matrix(reading, matrix),
        "lines": _lines(text, numbered),
        "facts": [_fact(fact) for fact in stated],
    }


def _finding(finding: Finding, number: int) -> dict[str, Any]:
    return {
        "number": number,
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "remediation": finding.remediation,
        "line": finding.place.line,
        "evidence": [_fact(fact) for fact in finding.evidence],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    value = f"not applicable: {fact.not_applicable}" if fact.not_applicable is not None else say(fact.value)
    return {
        "name": fact.name,
        "value": cut(value, 120),
        "source": fact.source,
        "lines": sorted({evidence.place.line for evidence in fact.evidence}),
    }


def _matrix(reading: Reading, matrix: Matrix) -> dict[str, Any]:
    shown = page.view(reading, matrix)
    return {
        "drawing": shown["drawing"],
        "summary": [shown["stated"], shown["total"], shown["firm"]],
        "turns": shown["turns"],
        "rows": [
            {
                "title": row.factor.title,
                "leans": row.leans,
                "because": row.because,
                "evidence": [*map(_fact, row.facts)],
            }
            for row in matrix.rows
        ],
    }


def _lines(text: str, findings: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines of a record as they are in its file, each with the findings that stand on it."""
    lines = _LINE_END.split(text)
    if lines and not lines[-1]:
        lines.pop()
    on_line: dict[int, list[dict[str, Any]]] = {}
    for finding in findings:
        on_line.setdefault(min(max(finding["line"], 1), max(len(lines), 1)), []).append(finding)
    fenced = False
    shown = []
    for number, line in enumerate(lines, 1):
        fence = _FENCE.match(line) is not None
        fenced ^= fence
        heading = not fenced and not fence and _HEADING.match(line) is not None
        shown.append({"text": line.expandtabs(4), "heading": heading, "findings": on_line.get(number, [])})
    return shown
