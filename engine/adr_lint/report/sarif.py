"""SARIF 2.1.0, which code hosts and editors read, within what GitHub's code scanning takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from zlib import compressobj

from adr_lint import __version__
from adr_lint.model import SEVERITIES, Report
from adr_lint.policy.nouns import Rule
from adr_lint.report.data import dumps
from adr_lint.report.known import Known, known
from adr_lint.report.layout import cut_end
from adr_lint.report.rule_pages import rule_help
from adr_lint.report.sarif_result import LEVELS, notification_data, result_data
from adr_lint.report.tally import NOT_JUDGED, NOT_READ, NOTHING_READ, passed_over, read_nothing, troubles
from adr_lint.report.view import View

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MAX_RESULTS = 25_000
MAX_BYTES = 10_000_000
"""Compressed by gzip; GitHub says 10 MB."""
MAX_NOTIFICATIONS = 1_000
MAX_TEXT = 1_024
"""Characters that GitHub keeps of a rule's descriptions."""

_FORM_RULES = {
    NOT_READ: "A file that should have been read and could not be.",
    NOT_JUDGED: "A record that was read and could not be judged.",
    "no-record": "A file that was found and is no record.",
    "by-request": "A file that the settings exclude, or that has not changed.",
    "left-out": "More findings than GitHub takes in one upload.",
}


def render(report: Report, view: View) -> str:
    """All findings, the suppressed ones marked as such; of too many the most severe."""
    every = [one for one in known(report, view) if one.suppressed is None or view.suppressed]
    every = [one for one in every if one.finding.rule not in (NOT_READ, NOT_JUDGED)]
    keep = min(len(every), MAX_RESULTS)
    while True:
        text = dumps(_log(report, view, _most_severe(every, keep), len(every) - keep))
        size = _gzipped(text)
        if size <= MAX_BYTES or not keep:
            return text
        keep = min(keep - 1, int(keep * MAX_BYTES / size * 0.95))


def _most_severe(every: Sequence[Known], keep: int) -> list[Known]:
    """As many as ``keep``, in their order: live ones before suppressed ones, then by severity."""
    ranked = sorted(
        range(len(every)), key=lambda i: (every[i].suppressed is not None, SEVERITIES.index(every[i].finding.severity))
    )
    return [every[index] for index in sorted(ranked[:keep])]


def _gzipped(text: str) -> int:
    if len(text) * 4 <= MAX_BYTES:
        return 0
    packer = compressobj(wbits=31)
    return len(packer.compress(text.encode("utf-8"))) + len(packer.flush())


def _log(report: Report, view: View, shown: Sequence[Known], left_out: int) -> dict[str, Any]:
    rules = _rules(view.policies.rule_by_id, shown)
    numbers = {rule["id"]: number for number, rule in enumerate(rules)}
    driver = {
        "name": "adr-lint",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": rules,
        "notifications": [{"id": name, "shortDescription": {"text": text}} for name, text in _FORM_RULES.items()],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The top of the repository."}}},
        "invocations": [
            {
                "executionSuccessful": not read_nothing(report) and not troubles(report),
                "toolExecutionNotifications": _notifications(report, view, left_out),
            }
        ],
        "results": [result_data(one, numbers, view) for one in shown],
        "properties": {"engine": report.engine, "records": len(report.readings)},
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rules(known_rules: Mapping[str, Rule], shown: Sequence[Known]) -> list[dict[str, Any]]:
    """The rules that have results; those of a record's form are in no policy."""
    found = []
    for name, chapter in sorted({(one.finding.rule, one.finding.chapter) for one in shown}):
        words = name.replace("-", " ").capitalize() + "."
        rule = known_rules.get(name)
        found.append(_rule(rule) if rule else {"id": name, "shortDescription": {"text": words}, **_kind(chapter)})
    return found


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": cut_end(rule.summary, MAX_TEXT)},
        "fullDescription": {"text": cut_end(rule.rationale, MAX_TEXT)},
        "help": {"text": f"{rule.rationale}\n\n{rule.remediation}", "markdown": rule_help(rule)},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        **_kind(rule.chapter),
    }


def _kind(chapter: str) -> dict[str, Any]:
    return {"properties": {"tags": ["architecture-decision-record", chapter]}}


def _notifications(report: Report, view: View, left_out: int) -> list[dict[str, Any]]:
    found = [notification_data(NOT_READ, "error", NOTHING_READ, "", view)] if read_nothing(report) else []
    found += [notification_data(each.rule, "error", each.message, each.path, view) for each in troubles(report)]
    found += [
        notification_data("by-request" if one.by_request else "no-record", "note", one.reason, one.path, view)
        for one in passed_over(report)
    ]
    if len(found) > MAX_NOTIFICATIONS:
        more = len(found) - MAX_NOTIFICATIONS
        found = [*found[:MAX_NOTIFICATIONS], notification_data("no-record", "note", f"{more:,} files more", "", view)]
    if left_out:
        found.append(
            notification_data("left-out", "warning", f"{left_out:,} findings more, the least severe", "", view)
        )
    return found
