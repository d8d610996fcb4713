"""A summary for a pull request, as Markdown: what was found, and the decision matrix of each record that decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from adr_lint.model import SEVERITIES, Fact, Finding, Reading, Report
from adr_lint.policy.nouns import Factor
from adr_lint.policy.template import say
from adr_lint.report.data import counts, leans
from adr_lint.report.layout import cut
from adr_lint.report.markdown_text import code, prose, row
from adr_lint.report.tally import (
    NOTHING_READ,
    by_rule,
    count_words,
    passed_over,
    read_nothing,
    suppressed_words,
    troubles,
)
from adr_lint.report.view import View
from adr_lint.values import dataclass

LIMIT = 1_000_000
"""In bytes, of all pieces; GitHub shows nothing of a summary of more than 1,024 kB, and the heads need less than 2."""


@dataclass(frozen=True, slots=True)
class _Section:
    """A part of the summary; of its pieces as many are shown as there is room for."""

    head: Sequence[str]
    pieces: Sequence[str]
    foot: Sequence[str] = ()


def render(report: Report, view: View) -> str:
    """The most severe findings first; what does not fit is counted."""
    room = LIMIT
    lines: list[str] = []
    for section in _sections(report, view):
        shown, room = _fit(section, room)
        lines += [*shown, ""]
    return "\n".join(lines)


def _fit(section: _Section, room: int) -> tuple[list[str], int]:
    lines = list(section.head)
    for number, piece in enumerate(section.pieces):
        room -= len(piece.encode()) + 1
        if room < 0:
            lines += ["", f"{len(section.pieces) - number:,} more are left out, since the summary would grow too long."]
            break
        lines.append(piece)
    return [*lines, *section.foot], max(room, 0)


def _sections(report: Report, view: View) -> Iterator[_Section]:
    yield _Section(list(_head(report)), ())
    failed = troubles(report)
    if failed:
        items = [f"- {code(view.from_top(one.path))}: {prose(one.message)}" for one in failed]
        yield _Section(["### Not read or not judged", ""], items)
    if report.findings:
        findings = sorted(report.findings, key=lambda finding: SEVERITIES.index(finding.severity))
        head = [row("", "Rule", "Where", "Finding", "What to do"), row(*["---"] * 5)]
        yield _Section(["### Findings", "", *head], [_finding(finding, view) for finding in findings])
    if view.statistics and report.findings:
        rows = [row(code(rule), f"{count:,}") for rule, count in by_rule(report.findings).items()]
        yield _Section(["### By rule", "", row("Rule", "Findings"), row("---", "---:")], rows)
    deciding = [reading for reading in report.readings if _approach(reading) != "none"]
    if deciding:
        tables = ["\n".join(_matrix(reading, view)) for reading in deciding]
        yield _Section(["### Decision matrix", ""], tables)
    if view.listed(report):
        rows = [
            row(code(s.finding.rule), code(f"{view.from_top(s.finding.path)}:{s.finding.place.line}"), s.kind,
                prose(s.reason), prose(s.owner), prose(s.expires))
            for s in view.listed(report)
        ]  # fmt: skip
        head = [row("Rule", "Where", "By", "Reason", "Owner", "Until"), row(*["---"] * 6)]
        yield _Section([*_fold(f"Suppressed: {len(rows):,}"), *head], rows, ["", "</details>"])
    skipped = passed_over(report)
    if skipped:
        items = [f"- {code(view.from_top(one.path))}: {prose(one.reason)}" for one in skipped]
        yield _Section(_fold(f"Skipped: {count_words(len(skipped), 'file')}"), items, ["", "</details>"])


def _fold(title: str) -> list[str]:
    return [f"<details><summary>{title}</summary>", ""]


def _head(report: Report) -> Iterator[str]:
    found = count_words(len(report.findings), "finding") if report.findings else "no findings"
    yield f"## adr-lint: {found} in {count_words(len(report.readings), 'record')}"
    severities = {severity: report.count(severity) for severity in SEVERITIES}
    listed = ", ".join(count_words(count, severity) for severity, count in severities.items() if count)
    nothing = "Not everything could be read or judged" if troubles(report) else "Nothing to do"
    if read_nothing(report):
        nothing = NOTHING_READ.capitalize()
    yield from ("", f"{listed or nothing}{suppressed_words(report)}.")


def _finding(finding: Finding, view: View) -> str:
    where = f"{view.from_top(finding.path)}:{finding.place.line}"
    return row(
        finding.severity, code(finding.rule), code(where), prose(finding.message), prose(finding.remediation, 800)
    )


def _approach(reading: Reading) -> str:
    fact = reading.facts.get("approach")
    return str(fact.value) if fact is not None else "none"


def _matrix(reading: Reading, view: View) -> Iterator[str]:
    """The factors of a record, which way each leans and why, and what they come to."""
    record, facts, factors = reading.record, reading.facts, view.factors(reading)
    leaning = leans(facts, factors)
    yield f"#### {code(view.from_top(record.path))} {prose(record.title, 200)}"
    yield from ("", row("Factor", "Leans", "Because", "Evidence"), row(*["---"] * 4))
    for factor in factors:
        lean = leaning[factor.name]
        because = prose(factor.leanings.get(lean, ""))
        yield row(prose(factor.title), lean if lean != "unstated" else "–", because, _evidence(factor, facts))
    number = counts(leaning)
    yield ""
    stated = len(factors) - number["unstated"]
    yield (
        f"Decided: **{prose(_approach(reading))}**. {stated} of {len(factors)} factors stated: "
        f"{number['build']} lean build, {number['buy']} lean buy, {number['neutral']} neutral."
    )
    yield ""


def _evidence(factor: Factor, facts: Mapping[str, Fact]) -> str:
    stated = [facts[name] for name in factor.facts if name in facts]
    return "; ".join(f"{code(fact.name)} = {_value(fact)}" for fact in stated)


def _value(fact: Fact) -> str:
    if fact.not_applicable is not None:
        return prose(f"not applicable: {fact.not_applicable}", 100)
    said = f"{cut(say(fact.value))}"
    words = f" (line {fact.evidence[0].place.line}: “{cut(fact.evidence[0].words)}”)" if fact.evidence else ""
    return prose(said + words, 200)
