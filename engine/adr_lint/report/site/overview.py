"""The first page of the site: how many of what, and the table of all records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from adr_lint.model import SEVERITIES, Finding, Reading, Report
from adr_lint.policy.nouns import Rule
from adr_lint.report.tally import count_words, suppressed_words

_APPROACHES = ("build", "buy", "hybrid", "none")
_STATUSES = ("draft", "proposed", "accepted", "rejected", "deprecated", "superseded", "not stated")
_MOST_YEARS = 12


def view(
    title: str,
    report: Report,
    findings: Mapping[str, Sequence[Finding]],
    pages: Mapping[str, str],
    technologies: Mapping[str, Sequence[Mapping[str, Any]]],
    rules: Mapping[str, Rule],
) -> dict[str, Any]:
    """What the template ``site_overview.html`` shows."""
    rows = [
        _row(reading, findings[reading.record.path], pages, technologies.get(reading.record.path, ()))
        for reading in report.readings
    ]
    return {
        "title": title,
        "summary": _summary(report),
        "cards": _cards(rows),
        "choices": [
            {"key": "status", "title": "Status", "options": _present(rows, "status", _STATUSES)},
            {"key": "approach", "title": "Approach", "options": _present(rows, "approach", _APPROACHES)},
            {"key": "severity", "title": "Findings", "options": [*SEVERITIES, "none"]},
            {"key": "year", "title": "Year", "options": _years(rows)},
        ],
        "rows": rows,
        "rules": _rules(report.findings, rules),
        "unread": [
            *({"path": one.path, "reason": one.reason} for one in report.skipped),
            *({"path": one.path, "reason": one.reason} for one in report.failures),
        ],
    }


def approach_of(reading: Reading) -> str:
    """What a record decides: build, buy, hybrid or none."""
    fact = reading.facts.get("approach")
    return str(fact.value) if fact is not None and fact.not_applicable is None else "none"


def _summary(report: Report) -> str:
    words = [count_words(len(report.readings), "record")]
    for severity in SEVERITIES:
        count = report.count(severity)
        if count:
            words.append(count_words(count, severity))
    return ", ".join([*words, *([] if report.findings else ["no findings"])]) + suppressed_words(report)


def _row(
    reading: Reading,
    findings: Sequence[Finding],
    pages: Mapping[str, str],
    technologies: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    record = reading.record
    counts = Counter(finding.severity for finding in findings)
    approach = approach_of(reading)
    status = record.status or "not stated"
    words = [record.title, record.path, *(str(one["name"]) for one in technologies), *(f.rule for f in findings)]
    return {
        "number": record.number or "",
        "href": pages[record.path],
        "title": record.title or record.path,
        "path": record.path,
        "status": status,
        "date": record.date or "",
        "year": (record.date or "undated")[:4] if record.date else "undated",
        "approach": approach,
        "severities": " ".join(counts) or "none",
        "weight": sum(counts[severity] * 1000**power for power, severity in enumerate(reversed(SEVERITIES))),
        "badges": [
            {"severity": severity, "words": count_words(counts[severity], severity)}
            for severity in SEVERITIES
            if counts[severity]
        ],
        "search": " ".join(words).casefold(),
    }


def _cards(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    severities = Counter(one for row in rows for one in str(row["severities"]).split())
    return [
        _card("Approach", "approach", Counter(row["approach"] for row in rows), _APPROACHES),
        _card("Status", "status", Counter(row["status"] for row in rows), _STATUSES),
        _card("Records with findings", "severity", severities, (*SEVERITIES, "none"), styled=True),
        _card("By year", "year", Counter(row["year"] for row in rows), _years(rows)[-_MOST_YEARS:]),
    ]


def _card(title: str, key: str, counts: Counter[str], names: Sequence[str], *, styled: bool = False) -> dict[str, Any]:
    most = max(counts.values(), default=0) or 1
    bars = [
        {"name": name, "count": counts[name], "share": round(100 * counts[name] / most, 1),
         "query": f"{key}={name.replace(' ', '+')}", "style": name if styled else "plain"}
        for name in names
        if counts[name]
    ]  # fmt: skip
    return {"title": title, "bars": bars}


def _years(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    return sorted({str(row["year"]) for row in rows})


def _present(rows: Sequence[Mapping[str, Any]], key: str, names: Sequence[str]) -> list[str]:
    there = {row[key] for row in rows}
    return [name for name in names if name in there]


def _rules(findings: Sequence[Finding], rules: Mapping[str, Rule]) -> list[dict[str, Any]]:
    counts = Counter(finding.rule for finding in findings)
    worst: dict[str, int] = {}
    for finding in findings:
        place = SEVERITIES.index(finding.severity)
        worst[finding.rule] = min(place, worst.get(finding.rule, place))
    return [
        {"id": rule, "count": counts[rule], "severity": SEVERITIES[worst[rule]],
         "summary": rules[rule].summary if rule in rules else ""}
        for rule in sorted(counts, key=lambda rule: (worst[rule], -counts[rule], rule))
    ]  # fmt: skip
