"""What moves on the radar against a commit: read from git without running anything of the repository's."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from adr_lint.cli import run
from adr_lint.errors import UserError
from adr_lint.past import past
from adr_lint.radar.chart import Blip, Chart, Move
from adr_lint.radar.diff import changes

USE_KAFKA = "# 1. Use Kafka for events\n\nStatus: accepted\n\nDate: 2024-01-01\n"
LEAVE_KAFKA = "# 2. Replace Kafka with RabbitMQ\n\nStatus: accepted\n\nDate: 2025-01-01\n"


def chart(**rings: str) -> Chart:
    move = Move("adopt", "2025-01-01", record="docs/adr/0001-x.md", line=1)
    return Chart(tuple(Blip(name, ring, "q", records=(move,)) for name, ring in rings.items()), ("q",))


def git(folder: Path, *arguments: str) -> str:
    said = ["-c", "user.email=a@example.org", "-c", "user.name=a", "-c", "init.defaultBranch=main"]
    return subprocess.run(["git", *said, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one record committed, and the test standing in it."""
    folder = tmp_path / "repository"
    (folder / "docs" / "adr").mkdir(parents=True)
    (folder / "docs" / "adr" / "0001-kafka.md").write_text(USE_KAFKA, encoding="utf-8")
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "first")
    monkeypatch.chdir(folder)
    return folder


def moved(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[str, str, str | None, str | None]]:
    assert run(["radar", "diff", *arguments, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)["changes"]
    return [(one["kind"], one["name"], one["before"], one["after"]) for one in found]


def test_two_charts_that_agree_have_no_changes() -> None:
    assert changes(chart(Kafka="adopt", Rust="trial"), chart(Kafka="adopt", Rust="trial")) == ()


def test_what_is_new_gone_and_moved_is_told_in_this_order() -> None:
    before, after = chart(a="adopt", b="assess", c="trial"), chart(b="adopt", c="hold", d="trial")
    assert [(c.kind, c.name, c.before, c.after) for c in changes(before, after)] == [
        ("new", "d", "", "trial"), ("in", "b", "assess", "adopt"), ("out", "c", "trial", "hold"),
        ("gone", "a", "adopt", ""),
    ]  # fmt: skip


def test_nothing_moves_in_a_clean_work_tree(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert repository.is_dir()
    assert moved(capsys, "HEAD") == []


def test_a_new_record_moves_technologies(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / "docs" / "adr" / "0002-rabbit.md").write_text(LEAVE_KAFKA, encoding="utf-8")
    assert moved(capsys, "main", "docs") == [("new", "RabbitMQ", None, "adopt"), ("out", "Kafka", "adopt", "hold")]


def test_a_folder_that_is_new_holds_nothing_before(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / "more").mkdir()
    (repository / "more" / "0002-rabbit.md").write_text(LEAVE_KAFKA, encoding="utf-8")
    assert [one[:2] for one in moved(capsys, "main", "more")] == [("new", "Kafka"), ("new", "RabbitMQ")]


def test_the_radar_file_is_read_as_it_was(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = repository / "radar.yaml"
    file.write_text("technologies:\n  - {name: Rust, ring: assess}\n", encoding="utf-8")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "second")
    file.write_text("technologies:\n  - {name: Rust, ring: adopt}\n", encoding="utf-8")
    assert moved(capsys, "HEAD", "--radar", "radar.yaml") == [("in", "Rust", "assess", "adopt")]
    assert moved(capsys, "HEAD~1", "--radar", "radar.yaml") == [("new", "Rust", None, "adopt")]


def test_from_a_folder_below_the_same_is_seen(
    repository: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / "docs" / "adr" / "0002-rabbit.md").write_text(LEAVE_KAFKA, encoding="utf-8")
    monkeypatch.chdir(repository / "docs")
    assert [one[:2] for one in moved(capsys, "main", "adr")] == [("new", "RabbitMQ"), ("out", "Kafka")]


def test_a_branch_is_held_against_where_it_parted(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(repository, "checkout", "-qb", "work")
    git(repository, "checkout", "-q", "main")
    (repository / "docs" / "adr" / "0003-rust.md").write_text("# 3. Use Rust\n\nStatus: accepted\n", encoding="utf-8")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "on main")
    git(repository, "checkout", "-q", "work")
    assert moved(capsys, "main") == []


def test_nothing_of_the_repository_is_run(repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    trap, ran = tmp_path / "trap", tmp_path / "ran"
    trap.write_text(f"#!/bin/sh\ntouch '{ran}'\ncat\n", encoding="utf-8")
    trap.chmod(0o755)
    (repository / ".gitattributes").write_text("*.md diff=trap filter=trap\n", encoding="utf-8")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "attributes")
    for name in ("diff.trap.textconv", "diff.external", "filter.trap.smudge", "core.fsmonitor", "core.pager"):
        git(repository, "config", name, str(trap))
    assert moved(capsys, "HEAD") == []
    assert not ran.exists()


def test_links_and_large_files_of_a_commit_are_not_laid_out(repository: Path, tmp_path: Path) -> None:
    (repository / "docs" / "link.md").symlink_to("/etc/passwd")
    (repository / "docs" / "large.md").write_text("x" * (2 << 20), encoding="utf-8")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "second")
    assert past("HEAD").lay_out(tmp_path / "out", lambda _: True) == 1
    assert [p.name for p in (tmp_path / "out").rglob("*") if p.is_file()] == ["0001-kafka.md"]


@pytest.mark.parametrize("ref", ["nope", "--output=x", "HEAD:docs", ""])
def test_what_is_no_commit_is_said(repository: Path, ref: str) -> None:
    with pytest.raises(UserError, match="git knows no commit"):
        past(ref)
    assert [p.name for p in repository.iterdir() if p.name != ".git"] == ["docs"]


def test_outside_of_a_work_tree_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError, match="no git work tree"):
        past("HEAD")


def test_the_words_for_people_and_for_a_pull_request(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / "docs" / "adr" / "0002-rabbit.md").write_text(LEAVE_KAFKA, encoding="utf-8")
    assert run(["radar", "diff", "main"]) == 0
    assert "  >  Kafka     moves out: adopt to hold  docs/adr/0002-rabbit.md:1" in capsys.readouterr().out
    assert run(["radar", "diff", "main", "--format", "markdown"]) == 0
    assert "| Kafka | moves out: adopt to hold | <code>docs/adr/0002-rabbit.md:1</code> |" in capsys.readouterr().out
