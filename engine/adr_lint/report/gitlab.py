"""GitLab's Code Quality report, which merge requests show: a list of findings as JSON."""

from __future__ import annotations

from typing import Any

from adr_lint.model import Report
from adr_lint.report.data import dumps
from adr_lint.report.known import Known, known
from adr_lint.report.safe import safe
from adr_lint.report.view import View

_SEVERITIES = {"error": "critical", "warning": "major", "info": "info"}


def render(report: Report, view: View) -> str:
    """Live findings, and what could not be read or judged; there is no place in it for what is suppressed."""
    return dumps([_entry(one) for one in known(report, view) if one.suppressed is None])


def _entry(one: Known) -> dict[str, Any]:
    finding, place = one.finding, one.finding.place
    return {
        "description": safe(finding.message),
        "check_name": finding.rule,
        "fingerprint": one.fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "content": {"body": safe(finding.remediation)},
        "location": {"path": one.path, "lines": {"begin": place.line, "end": max(place.line, place.end_line)}},
    }
