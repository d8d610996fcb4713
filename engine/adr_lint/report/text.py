"""Findings for a person at a terminal: excerpt, evidence, remediation, and one line that sums up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from adr_lint.errors import excerpt
from adr_lint.model import SEVERITIES, Fact, Finding, Report, Skipped
from adr_lint.policy.template import say
from adr_lint.report.layout import cut, wrap
from adr_lint.report.safe import Paint, plain, safe, safe_block


def render(report: Report, *, paint: Paint = plain, width: int = 100, verbose: bool = False) -> str:
    """The whole report. ``width`` is in terminal columns; ``verbose`` names every skipped file."""
    texts = {reading.record.path: reading.record.text for reading in report.readings}
    parts = ["\n".join(_finding(finding, texts, paint, width)) for finding in report.findings]
    parts.append("\n".join(_closing(report, paint, verbose=verbose)))
    return "\n\n".join(parts) + "\n"


def _finding(finding: Finding, texts: Mapping[str, str], paint: Paint, width: int) -> Iterator[str]:
    place = finding.place
    head = f"{paint(safe(finding.path), 'path')}:{place.line}:{place.column}: "
    label = paint(f"{finding.severity}[{finding.rule}]", finding.severity)
    yield f"{head}{label} {safe(finding.message)}"
    text = texts.get(finding.path, "")
    if text:
        for line in safe_block(excerpt(text, place)).split("\n"):
            yield paint(line, "dim")
    for fact in finding.evidence:
        yield from wrap(_evidence(fact), width, first="  evidence: ", rest=" " * 12)
    if finding.remediation:
        for line in wrap(safe(finding.remediation), width, first="  help: ", rest=" " * 8):
            yield paint(line, "help")


def _evidence(fact: Fact) -> str:
    value = safe(say(fact.value))
    said = ", ".join(f"“{safe(cut(e.words, 90))}” (line {e.place.line})" for e in fact.evidence[:3])
    declared = " (declared)" if fact.source == "declared" else ""
    if fact.source == "declared" or not said:
        return f"{fact.name} = {value}{declared}" + (f", line {fact.evidence[0].place.line}" if fact.evidence else "")
    return f"{fact.name} = {value}, {said}"


def _closing(report: Report, paint: Paint, *, verbose: bool) -> Iterator[str]:
    for failure in report.failures:
        yield f"{paint('failed', 'error')}: {safe(failure.path)}: {safe(failure.reason)}"
    yield from skipped_lines(report.skipped, verbose=verbose)
    yield summary(report, paint)


def skipped_lines(skipped: Iterable[Skipped], *, verbose: bool) -> Iterator[str]:
    """What was found and not read, with the reason: failures in full, the rest grouped by reason."""
    grouped: dict[str, list[str]] = {}
    for one in skipped:
        if one.failed:
            yield f"not read: {safe(one.path)}: {safe(one.reason)}"
        else:
            grouped.setdefault(one.reason, []).append(one.path)
    for reason, paths in grouped.items():
        if verbose or len(paths) <= 2:
            yield from (f"skipped: {safe(path)}: {safe(reason)}" for path in paths)
        else:
            more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
            yield f"skipped: {safe(paths[0])}{more}: {safe(reason)}"


def summary(report: Report, paint: Paint = plain) -> str:
    """``8 records read, 2 files skipped; 5 findings: 1 error, 3 warnings, 1 info``."""
    read = _count(len(report.readings), "record") + " read"
    skipped = f", {_count(len(report.skipped), 'file')} skipped" if report.skipped else ""
    failed = f", {_count(len(report.failures), 'record')} could not be judged" if report.failures else ""
    if not report.findings:
        return f"{read}{skipped}{failed}; {paint('no findings', 'good')}"
    counts = ", ".join(
        paint(_count(report.count(severity), severity), severity) for severity in SEVERITIES if report.count(severity)
    )
    return f"{read}{skipped}{failed}; {_count(len(report.findings), 'finding')}: {counts}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 or noun == "info" else f"{number:,} {noun}s"
