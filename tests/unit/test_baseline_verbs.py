"""``adr-lint baseline`` as a team uses it: accept what is there, go on, and take out what is gone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from adr_lint.cli import run

RECORD = """---
status: accepted
decision: {approach: build, timeline.months: 5, team.engineers: 4}
---
# Our own queue

We write our own queue.
"""
RULES = "select: [timeline-mismatch, team-size-mismatch, unused-suppression]\n"


@pytest.fixture(autouse=True)
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    write("adr-lint.yaml", RULES)
    write("docs/adr/0001-queue.md", RECORD)
    return tmp_path


def write(name: str, text: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


def said(capsys: pytest.CaptureFixture[str]) -> str:
    captured = capsys.readouterr()
    return captured.out + captured.err


def entries(file: str = "adr-lint-baseline.json") -> list[tuple[str, str]]:
    return [(one["record"], one["rule"]) for one in json.loads(Path(file).read_text(encoding="utf-8"))["findings"]]


def test_what_was_there_is_accepted_and_what_is_new_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check"]) == 1
    assert run(["baseline", "create"]) == 0
    assert "adr-lint-baseline.json: 2 findings accepted on 1 record" in said(capsys)
    assert entries() == [
        ("docs/adr/0001-queue.md", "team-size-mismatch"),
        ("docs/adr/0001-queue.md", "timeline-mismatch"),
    ]
    assert run(["check"]) == 0
    assert "no findings; 2 suppressed (2 baseline)" in said(capsys)
    write("docs/adr/0001-queue.md", RECORD.replace("---\nstatus", "---\ndate: 2025-01-31\nstatus"))
    assert run(["check"]) == 0
    write("docs/adr/0002-cache.md", RECORD)
    assert run(["check"]) == 1
    assert run(["check", "--isolated", "--select", "timeline-mismatch", "docs/adr/0001-queue.md"]) == 1


def test_it_is_the_same_from_any_folder(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir("docs/adr")
    assert run(["baseline", "create", "."]) == 0
    assert said(capsys).startswith("../../adr-lint-baseline.json: 2 findings")
    assert run(["check", "."]) == 0
    monkeypatch.chdir("../..")
    assert run(["check"]) == 0
    assert entries()[0][0] == "docs/adr/0001-queue.md"


def test_prune_takes_out_what_is_gone_and_says_what(capsys: pytest.CaptureFixture[str]) -> None:
    write("docs/adr/0002-cache.md", RECORD)
    run(["baseline", "create"])
    before = Path("adr-lint-baseline.json").read_bytes()
    assert run(["baseline", "prune"]) == 0
    assert Path("adr-lint-baseline.json").read_bytes() == before
    write("docs/adr/0001-queue.md", RECORD.replace(", team.engineers: 4", ""))
    Path("docs/adr/0002-cache.md").unlink()
    said(capsys)
    assert run(["baseline", "prune"]) == 0
    assert said(capsys).splitlines() == [
        "gone: docs/adr/0001-queue.md: team-size-mismatch",
        "gone: docs/adr/0002-cache.md: team-size-mismatch",
        "gone: docs/adr/0002-cache.md: timeline-mismatch",
        "adr-lint-baseline.json: 3 findings taken out, 1 left",
    ]
    assert entries() == [("docs/adr/0001-queue.md", "timeline-mismatch")]


def test_of_records_that_were_not_read_nothing_is_taken_out() -> None:
    write("docs/adr/0002-cache.md", RECORD)
    run(["baseline", "create"])
    write("docs/adr/0002-cache.md", "# Nothing of the kind\n")
    assert run(["baseline", "prune", "docs/adr/0001-queue.md"]) == 0
    assert len(entries()) == 4


def test_one_that_is_there_is_written_over_only_by_force(capsys: pytest.CaptureFixture[str]) -> None:
    run(["baseline", "create"])
    write("docs/adr/0001-queue.md", RECORD.replace(", team.engineers: 4", ""))
    assert run(["baseline", "create"]) == 2
    assert "there is a baseline already" in said(capsys)
    assert run(["baseline", "create", "--force"]) == 0
    assert len(entries()) == 1


def test_a_file_of_another_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["baseline", "create", "--baseline", "old/accepted.json"]) == 2
    assert "cannot be written" in said(capsys)
    write("adr-lint.yaml", f"{RULES}baseline: accepted.json\n")
    assert run(["check"]) == 2
    assert run(["baseline", "create"]) == 0
    assert run(["check"]) == 0
    assert run(["check", "--baseline", "accepted.json", "--isolated", "--select", "timeline-mismatch"]) == 0


def test_each_configuration_has_its_own() -> None:
    write("services/pay/adr-lint.yaml", RULES)
    write("services/pay/docs/adr/0001-queue.md", RECORD)
    assert run(["baseline", "create"]) == 0
    assert len(entries()) == 2
    assert entries("services/pay/adr-lint-baseline.json")[0][0] == "docs/adr/0001-queue.md"
    assert run(["check"]) == 0


def test_findings_about_suppressions_are_not_accepted(capsys: pytest.CaptureFixture[str]) -> None:
    unused = "<!-- adr-lint: ignore timeline-mismatch reason: it is elsewhere -->\nWe write"
    write("docs/adr/0001-queue.md", RECORD.replace("We write", unused))
    assert run(["baseline", "create"]) == 0
    assert len(entries()) == 2
    assert run(["check"]) == 1
    assert "unused-suppression" in said(capsys)


def test_nothing_to_read_and_what_cannot_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    Path("docs/adr/0002-x.md").write_bytes(b"\xff")
    assert run(["baseline", "create"]) == 2
    assert "0002-x.md: is not UTF-8" in said(capsys)
    assert len(entries()) == 2, "what could be read is accepted"
    assert run(["baseline", "prune", "adr-lint.yaml"]) == 2
