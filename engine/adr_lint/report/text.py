"""Findings for a person at a terminal: excerpt, evidence, remediation, and one line that sums up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from adr_lint.errors import excerpt
from adr_lint.model import SEVERITIES, Fact, Finding, Report, Skipped
from adr_lint.policy.template import say
from adr_lint.report.layout import cut, wrap
from adr_lint.report.safe import Paint, plain, safe, safe_block
from adr_lint.report.tally import by_rule, count_words, suppressed_words, texts_of
from adr_lint.report.view import View

_LONGER_THAN_A_CHOICE = 12


def render(report: Report, view: View) -> str:
    """The whole report; of a quiet one the findings alone."""
    texts = texts_of(report)
    parts = ["\n".join(finding_lines(finding, texts, view)) for finding in report.findings]
    if view.statistics and report.findings:
        parts.append("\n".join(statistics(report)))
    if not view.quiet:
        parts.append("\n".join(_closing(report, view)))
    return "\n\n".join(parts) + "\n" if parts else ""


def statistics(report: Report) -> Iterator[str]:
    """How many findings each rule has, the most frequent rule first."""
    yield from (f"{count:>5}  {safe(rule)}" for rule, count in by_rule(report.findings).items())


def finding_lines(finding: Finding, texts: Mapping[str, str], view: View) -> Iterator[str]:
    """One finding: its place and message, the excerpt, the evidence and the remediation."""
    place, paint, width = finding.place, view.paint, view.width
    head = f"{paint(safe(finding.path), 'path')}:{place.line}:{place.column}: "
    label = paint(f"{finding.severity}[{finding.rule}]", finding.severity)
    yield f"{head}{label} {safe(finding.message)}"
    text = texts.get(finding.path, "")
    if text:
        for line in safe_block(excerpt(text, place)).split("\n"):
            yield paint(line, "dim")
    for fact in [fact for fact in finding.evidence if not _is_said(fact, finding)]:
        yield from wrap(_evidence(fact), width, first="  evidence: ", rest=" " * 12)
    if finding.remediation:
        for line in wrap(safe(finding.remediation), width, first="  help: ", rest=" " * 8):
            yield paint(line, "help")


def _is_said(fact: Fact, finding: Finding) -> bool:
    """Whether the message and the excerpt say already what the fact does: a text, at the finding's own place."""
    value = fact.value
    if not isinstance(value, str) or len(value) < _LONGER_THAN_A_CHOICE or value not in finding.message:
        return False
    return [evidence.place for evidence in fact.evidence] == [finding.place]


def _evidence(fact: Fact) -> str:
    value = safe(say(fact.value))
    said = ", ".join(f"“{safe(cut(e.words, 90))}” (line {e.place.line})" for e in fact.evidence[:3])
    declared = " (declared)" if fact.source == "declared" else ""
    if fact.source == "declared" or not said:
        return f"{fact.name} = {value}{declared}" + (f", line {fact.evidence[0].place.line}" if fact.evidence else "")
    return f"{fact.name} = {value}, {said}"


def _closing(report: Report, view: View) -> Iterator[str]:
    for failure in report.failures:
        yield f"{view.paint('failed', 'error')}: {safe(failure.path)}: {safe(failure.reason)}"
    yield from skipped_lines(report.skipped, verbose=view.verbose)
    yield summary(report, view.paint)


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
    """``8 records read, 2 files skipped; 5 findings: 1 error, 3 warnings, 1 info; 2 suppressed (2 baseline)``."""
    read = count_words(len(report.readings), "record") + " read"
    skipped = f", {count_words(len(report.skipped), 'file')} skipped" if report.skipped else ""
    failed = f", {count_words(len(report.failures), 'record')} could not be judged" if report.failures else ""
    found = paint("no findings", "good")
    if report.findings:
        counts = {severity: report.count(severity) for severity in SEVERITIES}
        listed = ", ".join(paint(count_words(count, each), each) for each, count in counts.items() if count)
        found = f"{count_words(len(report.findings), 'finding')}: {listed}"
    return f"{read}{skipped}{failed}; {found}{suppressed_words(report)}"
