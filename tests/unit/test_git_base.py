"""The records as they were at a git commit, with a repository of its own for each test."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from adr_lint.base import Base
from adr_lint.discover import discover
from adr_lint.errors import UserError
from adr_lint.run import Session, Settings

RECORD = "# Use a broker\n\nStatus: accepted\n\n## Decision\n\nEvents go over Kafka.\n"
CHANGED = RECORD.replace("Kafka", "Pulsar")


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs/adr").mkdir(parents=True)
    (tmp_path / "docs/adr/0001-broker.md").write_text(RECORD, encoding="utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    return tmp_path


def test_what_is_as_it_was_or_new_has_no_text(repository: Path) -> None:
    (repository / "docs/adr/0002-new.md").write_text(RECORD, encoding="utf-8")
    base = Base("main")
    assert base.text("docs/adr/0001-broker.md") is None
    assert base.text("docs/adr/0002-new.md") is None


@pytest.mark.parametrize("name", ["0001-broker.md", "0001 geändert\nmit Umbruch.md"])
def test_a_changed_or_renamed_record_has_its_old_text(repository: Path, name: str) -> None:
    git(repository, "checkout", "-qb", "work")
    if name != "0001-broker.md":
        git(repository, "mv", "docs/adr/0001-broker.md", f"docs/adr/{name}")
    (repository / "docs/adr" / name).write_text(CHANGED, encoding="utf-8")
    assert Base("main").text(f"docs/adr/{name}") == RECORD


def test_what_the_base_did_since_is_not_held_against_the_branch(repository: Path) -> None:
    git(repository, "checkout", "-qb", "work")
    git(repository, "checkout", "-q", "main")
    (repository / "docs/adr/0001-broker.md").write_text(CHANGED, encoding="utf-8")
    git(repository, "commit", "-qam", "second")
    git(repository, "checkout", "-q", "work")
    assert Base("main").text("docs/adr/0001-broker.md") is None


def test_from_a_folder_below_the_top(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository / "docs/adr/0001-broker.md").write_text(CHANGED, encoding="utf-8")
    monkeypatch.chdir(repository / "docs")
    assert Base("HEAD").text("adr/0001-broker.md") == RECORD


def test_a_rewritten_decision_is_a_finding(repository: Path) -> None:
    (repository / "docs/adr/0001-broker.md").write_text(CHANGED, encoding="utf-8")
    session = Session(Settings(select=("accepted-record-rewritten",), base=Base("HEAD")))
    (finding,) = session.run(*discover(["docs/adr"], conventions=session.conventions)).findings
    assert (finding.rule, finding.place.line) == ("accepted-record-rewritten", 7)
    assert "“kafka” became “pulsar”" in finding.message


@pytest.mark.parametrize("ref", ["nowhere", "--output=x", "HEAD:docs", ""])
def test_a_name_that_is_no_commit(repository: Path, ref: str) -> None:
    with pytest.raises(UserError, match="git knows no commit"):
        Base(ref)
    assert not (repository / "x").exists()


def test_outside_of_a_work_tree(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no git work tree"):
        Base("main", str(tmp_path))


def test_no_git(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    with pytest.raises(UserError, match="git is not installed"):
        Base("main")
