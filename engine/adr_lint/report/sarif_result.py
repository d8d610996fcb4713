"""The parts of a SARIF log: one finding, one notification, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from adr_lint.model import Finding, Place, Suppressed
from adr_lint.policy.template import say
from adr_lint.report.known import Known
from adr_lint.report.layout import cut
from adr_lint.report.safe import safe
from adr_lint.report.tally import accepted_by
from adr_lint.report.view import View

MAX_LOCATIONS = 1_000
_PLACEHOLDER = re.compile(r"\{\d+\}")
LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def result_data(one: Known, numbers: Mapping[str, int], view: View) -> dict[str, Any]:
    """One finding; ``numbers`` has the place of each rule among the rules."""
    finding = one.finding
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": numbers[finding.rule],
        "level": LEVELS[finding.severity],
        "message": {"text": _message(finding.message)},
        "locations": [{"physicalLocation": _physical(finding.place, view)}],
        # Under a name of our own: GitHub's upload works out "primaryLocationLineHash" and warns of any other value.
        "partialFingerprints": {"adrLint/v1": one.fingerprint},
        "properties": {"remediation": finding.remediation},
    }
    related = [
        {"id": number, "physicalLocation": _physical(place, view), "message": {"text": _message(words)}}
        for number, (place, words) in enumerate(_evidence(finding), start=1)
    ][: MAX_LOCATIONS - 1]
    if related:
        result["relatedLocations"] = related
    if one.suppressed is not None:
        result["suppressions"] = [_suppression(one.suppressed)]
    return result


def _evidence(finding: Finding) -> Iterator[tuple[Place, str]]:
    for fact in finding.evidence:
        for evidence in fact.evidence:
            yield evidence.place, f"{fact.name} = {cut(say(fact.value), 200)}"


def _suppression(one: Suppressed) -> dict[str, Any]:
    said = {name: value for name, value in (("owner", one.owner), ("expires", one.expires)) if value}
    return {
        "kind": "inSource" if one.kind == "inline" else "external",
        "status": "accepted",
        "justification": one.reason or accepted_by(one),
        "properties": {"suppressedBy": one.kind, **said},
    }


def notification_data(name: str, level: str, text: str, path: str, view: View) -> dict[str, Any]:
    """Something about the run, and the file that it concerns, where it concerns one."""
    where = {"locations": [{"physicalLocation": {"artifactLocation": _artifact(path, view)}}]} if path else {}
    return {"descriptor": {"id": name}, "level": level, "message": {"text": _message(text)}, **where}


def _physical(place: Place, view: View) -> dict[str, Any]:
    region = {
        "startLine": place.line, "startColumn": place.column, "endLine": place.end_line, "endColumn": place.end_column,
    }  # fmt: skip
    return {"artifactLocation": _artifact(place.path, view), "region": region}


def _artifact(path: str, view: View) -> dict[str, str]:
    """A relative reference below the repository's top, or the address of a file that lies outside."""
    found = view.from_top(path)
    if found.startswith("/"):
        return {"uri": f"file://{_quoted(found)}"}
    return {"uri": _quoted(found), "uriBaseId": "%SRCROOT%"}


def _quoted(path: str) -> str:
    return quote(path, safe="/", errors="replace")


def _message(text: str) -> str:
    """Text in which nothing is a link, a placeholder or an order to whoever shows it."""
    text = safe(text).replace("](", "] (")
    return text.replace("{", "{{").replace("}", "}}") if _PLACEHOLDER.search(text) else text
