"""The report for programs, in the form of schemas/report.schema.json."""

from __future__ import annotations

from typing import Any

from adr_lint import __version__
from adr_lint.model import SEVERITIES, Finding, Report, Suppressed
from adr_lint.report.data import dumps, fact_data, record_data, skipped_data
from adr_lint.report.tally import by_rule
from adr_lint.report.view import View

FORMAT = 1
"""Version of the form; it changes when a reader of the old form would be misled."""


def render(report: Report, view: View) -> str:
    """Findings, live and suppressed, records, what was skipped and what failed."""
    return dumps(
        {
            "format": FORMAT,
            "tool": {"name": "adr-lint", "version": __version__, "engine": report.engine},
            "summary": {
                "records": len(report.readings),
                "skipped": len(report.skipped),
                "failures": len(report.failures),
                "findings": {severity: report.count(severity) for severity in SEVERITIES},
                "suppressed": len(report.suppressed),
                "rules": by_rule(report.findings),
            },
            "findings": [finding_data(finding) for finding in report.findings],
            "suppressed": [suppressed_data(one) for one in view.listed(report)],
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


def suppressed_data(one: Suppressed) -> dict[str, Any]:
    """A finding that is accepted: by what, why, by whom and until when."""
    by = {"kind": one.kind, "reason": one.reason, "owner": one.owner, "expires": one.expires}
    return finding_data(one.finding) | {"suppressed": by}
