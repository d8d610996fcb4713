"""The report for programs, in the form of schemas/report.schema.json."""

from __future__ import annotations

from typing import Any

from adr_lint import __version__
from adr_lint.model import SEVERITIES, Finding, Report
from adr_lint.report.data import dumps, fact_data, record_data, skipped_data

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
            "skipped": skipped_data(report.skipped),
            "failures": [{"path": f.path, "reason": f.reason} for f in report.failures],
        }
    )


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
