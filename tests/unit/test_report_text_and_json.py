"""The two reporters on reports made by hand: what is shown, what is counted, and the JSON against its schema."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from reports import ACCEPTED, FACT, FINDING, HOSTILE, WHERE, hostile, reading, report

from adr_lint.errors import wide
from adr_lint.model import Evidence, Fact, Failure, Money, Report, Skipped, Suppressed, Value
from adr_lint.policy.schema import validator
from adr_lint.report import json as for_programs
from adr_lint.report.safe import coloured
from adr_lint.report.text import render, skipped_lines, summary
from adr_lint.report.view import View


def test_a_finding_in_full() -> None:
    assert render(report(FINDING), View(width=60)).split("\n") == [
        "a.md:3:8: warning[small-team] 3 build.",
        "    3 | We are three engineers.",
        "      |        ^^^^^^^^^^^^^^^",
        "  evidence: team.engineers = 3, “three engineers” (line 3)",
        "  help: Ask for help. Ask for help. Ask for help. Ask for",
        "        help. Ask for help. Ask for help. Ask for help. Ask",
        "        for help. Ask for help. Ask for help. Ask for help.",
        "        Ask for help.",
        "",
        "1 record read; 1 finding: 1 warning",
        "",
    ]


def test_lines_keep_the_width_also_where_characters_are_wide() -> None:
    words = "自社の基盤を三人で作ります" * 8
    fact = Fact("subject", words, "inferred", (Evidence(WHERE, words),))
    shown = render(report(replace(FINDING, remediation=words, evidence=(fact,))), View(width=50))
    assert all(wide(line) <= 50 for line in shown.split("\n"))


def test_colour_adds_nothing_but_colour() -> None:
    shown = render(report(FINDING), View(paint=coloured))
    assert "\x1b[1;33mwarning[small-team]\x1b[0m" in shown
    for code in ("1", "1;33", "2", "36", "0"):
        shown = shown.replace(f"\x1b[{code}m", "")
    assert shown == render(report(FINDING), View())


@pytest.mark.parametrize("bad", HOSTILE)
def test_a_hostile_report_gives_no_orders(bad: str) -> None:
    for shown in (render(hostile(bad), View(statistics=True)), for_programs.render(hostile(bad), View())):
        assert not set(shown) & set("\x1b\x9b\r\u2028\u202e\u2066\u200b\x00")
        assert "##[" not in shown
        assert not any(line.strip().startswith("::") for line in shown.split("\n"))
        shown.encode("utf-8")


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (report(), "1 record read; no findings"),
        (report(readings=()), "0 records read; no findings"),
        (report(skipped=(Skipped("b.md", "is empty"),)), "1 record read, 1 file skipped; no findings"),
        (report(failures=(Failure("a.md", "x"),)), "1 record read, 1 record could not be judged; no findings"),
        (
            report(FINDING, FINDING, replace(FINDING, severity="error"), replace(FINDING, severity="info")),
            "1 record read; 4 findings: 1 error, 2 warnings, 1 info",
        ),
        (report(readings=(reading(),) * 1200), "1,200 records read; no findings"),
        (
            report(suppressed=(ACCEPTED, replace(ACCEPTED, kind="inline"), ACCEPTED)),
            "1 record read; no findings; 3 suppressed (1 inline, 2 waiver)",
        ),
    ],
)
def test_summary(given: Report, line: str) -> None:
    assert summary(given) == line


def test_quiet_is_findings_alone_and_nothing_without_them() -> None:
    full = report(FINDING, skipped=(Skipped("b.md", "is empty"),), failures=(Failure("a.md", "x"),))
    quiet = render(full, View(quiet=True))
    assert render(full, View()).startswith(f"{quiet}\n")
    assert "b.md" not in quiet
    assert render(report(), View(quiet=True)) == ""


def test_statistics_count_by_rule_the_most_frequent_first() -> None:
    others = [replace(FINDING, rule=rule) for rule in ("b-rule", "c-rule", "a-rule", "c-rule")]
    shown = render(report(*others), View(statistics=True)).split("\n\n")
    assert shown[-2] == "    2  c-rule\n    1  a-rule\n    1  b-rule"
    assert render(report(), View(statistics=True)) == render(report(), View())


def test_a_suppressed_finding_is_in_the_json_and_not_among_the_findings() -> None:
    data = json.loads(for_programs.render(report(suppressed=(ACCEPTED,)), View()))
    assert data["findings"] == []
    assert data["suppressed"][0]["rule"] == "small-team"
    assert data["suppressed"][0]["suppressed"] == {
        "kind": "waiver", "reason": "The contract ends in May.", "owner": "data group", "expires": "2026-05-31",
    }  # fmt: skip


def test_suppressed_findings_are_counted_where_they_are_not_listed() -> None:
    data = json.loads(for_programs.render(report(suppressed=(ACCEPTED,)), View(suppressed=False)))
    assert (data["suppressed"], data["summary"]["suppressed"]) == ([], 1)


def test_skipped_files_are_grouped_and_those_that_failed_never_are() -> None:
    skipped = [Skipped(f"{i}.md", "is a template") for i in range(9)]
    skipped += [Skipped("x.md", "cannot be read", failed=True), Skipped("y.md", "cannot be read", failed=True)]
    assert list(skipped_lines(skipped, verbose=False)) == [
        "not read: x.md: cannot be read",
        "not read: y.md: cannot be read",
        "skipped: 0.md and 8 more: is a template",
    ]
    assert len(list(skipped_lines(skipped, verbose=True))) == 11


EVERY_VALUE: tuple[Value, ...] = (True, 3, 2.5, "word", ("a", "b"), Money(12.5, "EUR"))


def test_json_fits_its_schema_whatever_it_holds() -> None:
    facts = tuple(Fact(f"f{i}", value, "declared", (), "no need" if i else None) for i, value in enumerate(EVERY_VALUE))
    full = report(
        replace(FINDING, evidence=(*facts, FACT)), replace(FINDING, remediation=""),
        skipped=(Skipped("b.md", "is empty"), Skipped("c.md", "cannot be read", failed=True)),
        failures=(Failure("a.md", "the engine failed"),), suppressed=(ACCEPTED, Suppressed(FINDING, "baseline")),
    )  # fmt: skip
    for one in (full, report(), report(readings=()), replace(full, engine="python")):
        data = json.loads(for_programs.render(one, View()))
        assert [error.message for error in validator("report").iter_errors(data)] == []
    assert data["summary"] == {
        "records": 1, "skipped": 2, "failures": 1, "findings": {"error": 0, "warning": 2, "info": 0},
        "suppressed": 2, "rules": {"small-team": 2},
    }  # fmt: skip
    assert [fact["value"] for fact in data["findings"][0]["evidence"]] == [
        True, 3, 2.5, "word", ["a", "b"], {"amount": 12.5, "currency": "EUR"}, 3,
    ]  # fmt: skip


def test_the_schema_refuses_what_is_not_a_report() -> None:
    data = json.loads(for_programs.render(report(FINDING), View()))
    data["findings"][0]["severity"] = "blocker"
    data["more"] = 1
    del data["tool"]["engine"]
    assert len(list(validator("report").iter_errors(data))) == 3
    live = json.loads(for_programs.render(report(FINDING, suppressed=(ACCEPTED,)), View()))
    live["findings"][0]["suppressed"] = live["suppressed"][0]["suppressed"]
    del live["suppressed"][0]["suppressed"]["kind"]
    assert len(list(validator("report").iter_errors(live))) == 2


def test_the_same_report_gives_the_same_bytes() -> None:
    assert for_programs.render(report(FINDING), View()) == for_programs.render(report(FINDING), View())
