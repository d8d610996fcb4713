"""Checkstyle's XML, which Jenkins and review bots read: the files that have findings, each with its findings."""

from __future__ import annotations

from adr_lint.model import Finding, Report
from adr_lint.report import xml
from adr_lint.report.tally import troubles
from adr_lint.report.view import View

VERSION = "4.3"
"""Of the form: what readers of Checkstyle's files have known the longest."""


def render(report: Report, _view: View) -> str:
    """Live findings, and what could not be read or judged; there is no place in it for what is suppressed."""
    document = xml.root("checkstyle", version=VERSION)
    files: dict[str, list[Finding]] = {}
    for finding in (*troubles(report), *report.findings):
        files.setdefault(finding.path, []).append(finding)
    for path, findings in sorted(files.items()):
        file = xml.child(document, "file", name=path)
        for finding in findings:
            xml.child(
                file, "error", line=str(finding.place.line), column=str(finding.place.column),
                severity=finding.severity, message=finding.message,
                source=f"adr-lint.{finding.chapter}.{finding.rule}",
            )  # fmt: skip
    return xml.document(document)
