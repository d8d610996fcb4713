"""What reporters count and gather alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from adr_lint.model import Finding, Place, Report, Skipped, Suppressed

NOT_READ, NOT_JUDGED = "not-read", "not-judged"
NOTHING_READ = "nothing was read as a record, so nothing was judged"


def by_rule(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings each rule has, the most frequent rule first."""
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding.rule] = counts.get(finding.rule, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def by_kind(suppressed: Iterable[Suppressed]) -> dict[str, int]:
    """How many findings each kind of suppression holds, in the order of the kinds' names."""
    counts: dict[str, int] = {}
    for one in suppressed:
        counts[one.kind] = counts.get(one.kind, 0) + 1
    return dict(sorted(counts.items()))


def read_nothing(report: Report) -> bool:
    """True where no record was read, and not because the user wanted none of them."""
    return not report.readings and not any(skipped.by_request for skipped in report.skipped)


def troubles(report: Report) -> list[Finding]:
    """What could not be read or judged, in the form of findings, for formats that have no other place for it."""
    found = [_trouble(NOT_READ, one.path, one.reason) for one in report.skipped if one.failed]
    return found + [_trouble(NOT_JUDGED, failure.path, failure.reason) for failure in report.failures]


def _trouble(rule: str, path: str, reason: str) -> Finding:
    what = "not read" if rule == NOT_READ else "not judged"
    return Finding(rule, "adr-lint", "error", f"{what}: {reason}", "", path, Place(path, 1, 1, 1, 1))


def accepted_by(one: Suppressed) -> str:
    """What suppresses a finding, in words: ``waiver by Ana, until 2026-05-31: it ends in May``."""
    owner = f" by {one.owner}" if one.owner else ""
    until = f", until {one.expires}" if one.expires else ""
    reason = f": {one.reason}" if one.reason else ""
    return f"{one.kind}{owner}{until}{reason}"


def texts_of(report: Report) -> Mapping[str, str]:
    """The texts of the records that have findings, by path."""
    return {reading.record.path: reading.record.text for reading in report.readings}


def passed_over(report: Report) -> list[Skipped]:
    """What was found and is no record."""
    return [one for one in report.skipped if not one.failed]


def count_words(number: int, noun: str) -> str:
    """``1 record``, ``2 records``, ``3 info``."""
    return f"{number:,} {noun}" if number == 1 or noun in ("info", "suppressed") else f"{number:,} {noun}s"


def suppressed_words(report: Report) -> str:
    """``; 3 suppressed (2 baseline, 1 inline)``, or nothing where none is."""
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in by_kind(report.suppressed).items())
    return f"; {count_words(len(report.suppressed), 'suppressed')} ({kinds})" if kinds else ""
