"""Findings with what they are known again by, for formats whose readers compare one run with the next."""

from __future__ import annotations

from adr_lint.fingerprint import fingerprints
from adr_lint.model import Finding, Report, Suppressed
from adr_lint.report.tally import texts_of, troubles
from adr_lint.report.view import View
from adr_lint.values import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """A finding, its path from the repository's top and its fingerprint; and what suppresses it, where it is."""

    finding: Finding
    path: str
    fingerprint: str
    suppressed: Suppressed | None = None


def known(report: Report, view: View) -> list[Known]:
    """All findings of a report: the live ones, then the suppressed, then what could not be read or judged."""
    suppressed = {len(report.findings) + index: one for index, one in enumerate(report.suppressed)}
    every = [*report.findings, *(one.finding for one in report.suppressed), *troubles(report)]
    paths = {path: view.from_top(path) for path in {finding.path for finding in every}}
    marks = fingerprints(every, texts_of(report), paths)
    return [
        Known(finding, paths[finding.path], mark, suppressed.get(index))
        for index, (finding, mark) in enumerate(zip(every, marks, strict=True))
    ]
