"""Records under their configurations: what each is judged by, what the command line changes, what is left out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from adr_lint.discover import from_text
from adr_lint.errors import UserError
from adr_lint.model import Report, Skipped, Source
from adr_lint.workspace import Flags, Workspace, counted

RECORD = "---\ndecision: {approach: build, timeline.months: 5, team.engineers: 4}\n---\n# Our own queue\n"
BOTH = ("team-size-mismatch", "timeline-mismatch")


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def sources(*paths: str) -> list[Source]:
    return [from_text(RECORD, path) for path in paths]


def run(*paths: str, **flags: Any) -> Report:
    return Workspace(Flags(engine="python", **flags)).run(sources(*paths or ("docs/adr/1.md",)))


def found(report: Report) -> list[tuple[str, str, str]]:
    return sorted((f.path, f.rule, f.severity) for f in report.findings if f.rule in BOTH)


def rules(report: Report) -> set[str]:
    return {finding.rule for finding in report.findings}


@pytest.mark.usefixtures("repo")
def test_without_a_configuration_all_rules_judge() -> None:
    assert set(BOTH) < rules(run())


def test_each_record_is_judged_by_the_configuration_nearest_to_it(repo: Path) -> None:
    write(repo / "adr-lint.yaml", "select: [timeline-mismatch]\n")
    write(repo / "b/adr-lint.yaml", "select: [team-size-mismatch]\nseverities: {team-size-mismatch: error}\n")
    report = run("b/1.md", "a/1.md", "c/1.md")
    assert found(report) == [
        ("a/1.md", "timeline-mismatch", "warning"),
        ("b/1.md", "team-size-mismatch", "error"),
        ("c/1.md", "timeline-mismatch", "warning"),
    ]
    assert [reading.record.path for reading in report.readings] == ["a/1.md", "b/1.md", "c/1.md"]
    assert found(run("b/1.md", isolated=True))[0][2] == "warning"
    assert found(run("b/1.md", config="adr-lint.yaml")) == [("b/1.md", "timeline-mismatch", "warning")]


def test_overrides_the_later_over_the_earlier(repo: Path) -> None:
    write(
        repo / "adr-lint.yaml",
        "select: [matrix]\nseverities: {timeline-mismatch: error}\noverrides:\n"
        "  - {files: 'old/**', severities: {timeline-mismatch: info, team-size-mismatch: info}}\n"
        "  - {files: 'old/2*', select: [timeline-mismatch]}\n"
        "  - {files: 'old/3*', ignore: [timeline-mismatch]}\n"
        "  - {files: 'new/', select: [criteria]}\n",
    )
    report = run("a.md", "new/1.md", "old/1.md", "old/2.md", "old/3.md")
    assert found(report) == [
        ("a.md", "team-size-mismatch", "warning"),
        ("a.md", "timeline-mismatch", "error"),
        ("old/1.md", "team-size-mismatch", "info"),
        ("old/1.md", "timeline-mismatch", "info"),
        ("old/2.md", "timeline-mismatch", "info"),
        ("old/3.md", "team-size-mismatch", "info"),
    ]
    assert {f.chapter for f in report.findings if f.path == "new/1.md"} == {"criteria"}


def test_what_the_command_line_selects_goes_before_what_files_select_and_ignore(repo: Path) -> None:
    write(
        repo / "adr-lint.yaml",
        "select: [radar]\nignore: [matrix]\nseverities: {timeline-mismatch: info}\n"
        "overrides: [{files: '**', ignore: [timeline-mismatch]}]\n",
    )
    assert found(run(select=("matrix",), ignore=("team-size-mismatch",))) == [
        ("docs/adr/1.md", "timeline-mismatch", "info")
    ]


def test_what_it_ignores_is_added(repo: Path) -> None:
    write(repo / "adr-lint.yaml", "select: [matrix]\nignore: [timeline-mismatch]\n")
    assert found(run()) == [("docs/adr/1.md", "team-size-mismatch", "warning")]
    assert found(run(ignore=("team-size-mismatch",))) == []


@pytest.mark.usefixtures("repo")
def test_a_run_without_a_rule_is_refused() -> None:
    with pytest.raises(UserError, match="no rule is left"):
        run(select=("matrix",), ignore=("matrix",))


def test_thresholds_move_the_matrix_and_what_is_said_of_it(repo: Path) -> None:
    write(repo / "adr-lint.yaml", "thresholds: {team-size: {buy: 3}, timeline: {build: 5, buy: 2}}\n")
    write(repo / "b/adr-lint.yaml", "thresholds: {team-size: {buy: 4}, timeline: {build: 9, buy: 5}}\n")
    report = run("a.md", "b/1.md")
    assert found(report) == [("b/1.md", rule, "warning") for rule in BOTH]
    said = next(f for f in report.findings if f.rule == "team-size-mismatch")
    assert "with 4 people or fewer" in said.message
    leaning = {r.record.path: r.facts["leaning.timeline"].value for r in report.readings}
    assert leaning == {"a.md": "build", "b/1.md": "buy"}


def test_policies_and_a_radar_of_the_configuration(repo: Path) -> None:
    write(
        repo / "shared/own.yaml",
        "chapter: own\nrules:\n  - id: four\n    severity: info\n    summary: Four build.\n"
        "    when: {team.engineers: 4}\n    message: Four.\n    remediation: Ask.\n    rationale: Four.\n",
    )
    write(repo / "shared/radar.yaml", "technologies: [{name: Kafka, ring: Caution}]\n")
    write(repo / "adr-lint.yaml", "policies: [shared]\n")
    with pytest.raises(UserError, match="radar"):
        run()  # the folder of policies holds what is none
    write(repo / "adr-lint.yaml", "policies: shared/own.yaml\nradar: shared/radar.yaml\nrings: {hold: Caution}\n")
    assert "four" in rules(run())
    record = "---\ndecision: {approach: build, technologies: [kafka]}\n---\n# Kafka\n"
    report = Workspace(Flags(engine="python")).run([from_text(record, "deep/1.md")])
    assert "hold-technology-adopted" in rules(report)


def test_paths_where_the_command_names_none(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(repo / "services/a/adr/1.md", RECORD)
    write(repo / "services/b/adr/1.md", RECORD)
    write(repo / "docs/2.md", RECORD)
    write(repo / "adr-lint.yaml", "paths: [docs, 'services/*/adr']\n")
    assert Workspace(Flags()).paths() == ["docs", "services/a/adr", "services/b/adr"]
    monkeypatch.chdir(repo / "docs")
    assert Workspace(Flags()).paths() == [".", "../services/a/adr", "../services/b/adr"]
    write(repo / "adr-lint.yaml", "paths: [docs, nowhere]\n")
    with pytest.raises(UserError, match=r"adr-lint.yaml:1:15: 'nowhere' leads to no file or folder"):
        Workspace(Flags()).paths()


def test_what_is_excluded_is_skipped_by_request(repo: Path) -> None:
    write(repo / "adr-lint.yaml", "exclude: ['**/drafts/*']\n")
    given = [Skipped("a/drafts/2.md", "is not UTF-8", failed=True), Skipped("a/x.md", "is empty")]
    kept, skipped = Workspace(Flags()).without_excluded(sources("a/1.md", "a/drafts/1.md"), given)
    assert [source.path for source in kept] == ["a/1.md"]
    assert [(s.path, s.failed, s.by_request) for s in skipped] == [
        ("a/drafts/1.md", False, True), ("a/drafts/2.md", False, True), ("a/x.md", False, False),
    ]  # fmt: skip
    assert skipped[0].reason == "excluded by '**/drafts/*' (adr-lint.yaml:1:11)"


def test_each_configuration_says_what_fails(repo: Path) -> None:
    write(repo / "adr-lint.yaml", "select: [matrix]\nfail-on: error\n")
    write(repo / "b/adr-lint.yaml", "select: [matrix]\n")
    space = Workspace(Flags(engine="python"))
    failing = {f.path for f in space.run(sources("a.md", "b/1.md")).findings if space.fails(f)}
    assert failing == {"b/1.md"}
    strict = Workspace(Flags(engine="python", fail_on="never"))
    assert not any(map(strict.fails, strict.run(sources("b/1.md")).findings))


def test_what_counts() -> None:
    assert [len(counted(level)) for level in ("never", "error", "warning", "info")] == [0, 1, 2, 3]


@pytest.mark.usefixtures("repo")
def test_nothing_to_judge_is_an_empty_report() -> None:
    report = Workspace(Flags(engine="python")).run([], [Skipped("a", "is empty")])
    assert (report.readings, report.findings, len(report.skipped)) == ((), (), 1)
