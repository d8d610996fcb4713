"""Annotations on GitHub, by the commands that its runner reads from the log."""

from __future__ import annotations

from collections.abc import Iterator

from adr_lint.model import SEVERITIES, Finding, Report
from adr_lint.report.layout import cut_end
from adr_lint.report.safe import safe, safe_block
from adr_lint.report.tally import NOTHING_READ, count_words, read_nothing, troubles
from adr_lint.report.text import statistics, summary
from adr_lint.report.view import View

SHOWN = 10
"""Of each type the runner takes ten a step, the first ones; what comes after them nobody would see."""
LONGEST = 4096
"""The characters that the runner keeps of a message."""

_TYPES = {"error": "error", "warning": "warning", "info": "notice"}


def render(report: Report, view: View) -> str:
    """The most severe findings as annotations, what could not be read or judged first; the rest is counted."""
    return "".join(f"{line}\n" for line in _lines(report, view))


def _lines(report: Report, view: View) -> Iterator[str]:
    every = [*troubles(report), *report.findings]
    left = []
    if read_nothing(report):
        yield f"::error title=adr-lint::{NOTHING_READ}"
    for severity in SEVERITIES:
        findings = [finding for finding in every if finding.severity == severity]
        yield from (_command(finding, view) for finding in findings[:SHOWN])
        if len(findings) > SHOWN:
            left.append(count_words(len(findings) - SHOWN, severity))
    if left:
        yield f"not annotated, since GitHub shows {SHOWN} of a type: {', '.join(left)}"
    if view.statistics:
        yield from statistics(report)
    if not view.quiet:
        yield summary(report)


def _command(finding: Finding, view: View) -> str:
    place = finding.place
    where = {"file": view.from_top(finding.path), "line": str(place.line)}
    if place.end_line == place.line and place.end_column > place.column:  # GitHub takes columns only within one line
        where |= {"col": str(place.column), "endColumn": str(place.end_column)}
    elif place.end_line > place.line:
        where["endLine"] = str(place.end_line)
    where["title"] = f"adr-lint: {finding.rule}"
    properties = ",".join(f"{name}={_property(value)}" for name, value in where.items())
    help_ = f"\nhelp: {finding.remediation}" if finding.remediation else ""
    return f"::{_TYPES[finding.severity]} {properties}::{_data(cut_end(finding.message + help_, LONGEST))}"


def _data(text: str) -> str:
    return safe_block(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(safe(text)).replace(":", "%3A").replace(",", "%2C")
