"""What has changed in git: renames, new files, lines, hostile names, and every way in which git cannot say."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from adr_lint.changes import Changes
from adr_lint.errors import UserError
from adr_lint.model import Evidence, Fact, Finding, Place

TEXT = "# Title\n\nOne.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n"


def git(folder: Path, *arguments: str) -> str:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environ |= {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}
    for role in ("AUTHOR", "COMMITTER"):
        environ |= {f"GIT_{role}_NAME": "Ana", f"GIT_{role}_EMAIL": "ana@example.org"}
    done = subprocess.run(["git", *arguments], cwd=folder, env=environ, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def write(folder: Path, name: str, text: str = TEXT) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def commit(folder: Path, message: str = "more") -> str:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a main branch and one that has parted from it, on which we stand."""
    folder = tmp_path / "repo"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    for name in ("docs/same.md", "docs/edited.md", "docs/staged.md", "docs/moved.md", "docs/gone.md"):
        write(folder, name)
    commit(folder)
    git(folder, "checkout", "-q", "-b", "work")
    git(folder, "checkout", "-q", "main")
    write(folder, "docs/same.md", f"{TEXT}Main goes on.\n")
    commit(folder)
    git(folder, "checkout", "-q", "work")
    monkeypatch.chdir(folder)
    return folder


def finding(path: str, line: int, *evidence: int) -> Finding:
    places = tuple(Evidence(Place(path, other, 1, other, 4), "x") for other in evidence)
    facts = (Fact("team.engineers", 3, "inferred", places),) if evidence else ()
    return Finding("r", "c", "warning", "m", "h", path, Place(path, line, 1, line, 4), facts)


def test_what_has_changed_in_commits_and_in_the_working_tree(repo: Path) -> None:
    git(repo, "mv", "docs/moved.md", "docs/new name.md")
    write(repo, "docs/new name.md", TEXT.replace("Two.", "Two, changed."))
    (repo / "docs/gone.md").unlink()
    write(repo, "docs/committed.md")
    commit(repo)
    write(repo, "docs/edited.md", TEXT.replace("Three.", "Three, changed."))
    write(repo, "docs/staged.md", f"{TEXT}More.\n")
    git(repo, "add", "docs/staged.md")
    write(repo, "docs/untracked.md")
    write(repo, ".gitignore", "ignored.md\n")
    write(repo, "docs/ignored.md")
    changes = Changes("main")
    names = ("same", "edited", "staged", "new name", "committed", "untracked", "ignored")
    assert [changes.has(f"docs/{name}.md") for name in names] == [False, True, True, True, True, True, False]
    assert changes.has("<stdin>"), "what is no file by its name is judged"


def test_lines(repo: Path) -> None:
    git(repo, "mv", "docs/moved.md", "docs/moved-2.md")
    write(repo, "docs/moved-2.md", TEXT.replace("Two.", "Two, changed."))
    write(repo, "docs/edited.md", TEXT.replace("Three.", "Three, changed.").replace("One.\n\n", ""))
    write(repo, "docs/new.md", "# Another\n\nOf its own.\n")
    commit(repo)
    changes = Changes("main")
    changed = {
        name: [line for line in range(1, 12) if changes.on_changed_line(finding(f"docs/{name}.md", line))]
        for name in ("moved-2", "edited", "new", "same")
    }
    assert changed == {"moved-2": [5], "edited": [5], "new": list(range(1, 12)), "same": []}


def test_a_finding_is_on_a_changed_line_by_its_evidence_too(repo: Path) -> None:
    write(repo, "docs/edited.md", TEXT.replace("Three.", "Three, changed."))
    changes = Changes("main")
    assert not changes.on_changed_line(finding("docs/edited.md", 1, 3, 5))
    assert changes.on_changed_line(finding("docs/edited.md", 1, 3, 7))


def test_from_a_folder_below_and_by_a_link(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(repo, "docs/edited.md", "# Other\n")
    (repo / "docs/link.md").symlink_to("edited.md")
    commit(repo)
    (repo.parent / "link").symlink_to(repo)
    monkeypatch.chdir(repo.parent / "link/docs")
    changes = Changes("main")
    assert [changes.has(name) for name in ("edited.md", "link.md", "same.md", "../docs/edited.md")] == [
        True, True, False, True,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name",
    ["a\nb.md", "--output=x.md", ":(top)x.md", 'quo"te.md', "a\tb.md", "ä.md", "*.md", "-.md", " .md", "a\\b.md"],
)
def test_hostile_names(repo: Path, name: str) -> None:
    write(repo, f"docs/{name}")
    commit(repo)
    git(repo, "branch", "-f", "base")
    assert not Changes("base").has(f"docs/{name}")
    write(repo, f"docs/{name}", TEXT.replace("Two.", "Two, changed."))
    changes = Changes("base")
    assert changes.has(f"docs/{name}")
    assert [line for line in range(1, 12) if changes.on_changed_line(finding(f"docs/{name}", line))] == [5]


@pytest.mark.skipif(sys.platform == "darwin", reason="file names are UTF-8 there")
def test_a_name_that_is_no_unicode(repo: Path) -> None:
    with open(os.fsencode(repo) + b"/docs/\xff.md", "w") as file:  # noqa: PTH123
        file.write(TEXT)
    assert Changes("main").has("docs/same.md") is False


def test_nothing_that_the_repository_names_is_run(repo: Path) -> None:
    trap = repo.parent / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {repo.parent}/sprung\ncat\n", encoding="utf-8")
    trap.chmod(0o755)
    for key in ("core.fsmonitor", "diff.external", "diff.x.command", "diff.x.textconv", "filter.x.clean",
                "filter.x.process", "filter.a=b.clean", "core.pager", "core.editor"):  # fmt: skip
        git(repo, "config", key, str(trap))
    git(repo, "config", "filter.x.required", "true")
    write(repo, ".gitattributes", "*.md diff=x filter=x\nstaged.md filter=a=b\n")
    write(repo, "docs/edited.md", TEXT.replace("Two.", "Two, changed."))
    write(repo, "docs/staged.md", TEXT.replace("Two.", "Two, changed."))
    changes = Changes("main")
    assert changes.has("docs/edited.md")
    assert changes.on_changed_line(finding("docs/staged.md", 5))
    assert not (repo.parent / "sprung").exists()


@pytest.mark.parametrize(
    ("ref", "words"),
    [
        ("mian", "git knows no commit 'mian'\n  help: did you mean 'main'?"),
        ("--help", "git knows no commit '--help'"),
        ("HEAD~99", "git knows no commit 'HEAD~99'\n  help: name a branch, a tag or a commit"),
        ("", "git knows no commit ''"),
        ("main:docs", "git knows no commit 'main:docs'"),
    ],
)
@pytest.mark.usefixtures("repo")
def test_a_commit_that_there_is_not(ref: str, words: str) -> None:
    with pytest.raises(UserError) as raised:
        Changes(ref)
    assert words in str(raised.value)


def test_a_shallow_clone(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(repo.parent, "clone", "-q", "--depth=1", "--branch=work", repo.as_uri(), "shallow")
    monkeypatch.chdir(repo.parent / "shallow")
    with pytest.raises(UserError, match="fetch-depth: 0"):
        Changes("origin/main")
    git(repo.parent / "shallow", "fetch", "-q", "--depth=1", "origin", "main")
    with pytest.raises(UserError, match=r"no commit in common\n.*fetch-depth: 0"):
        Changes("FETCH_HEAD")


def test_histories_without_a_commit_in_common(repo: Path) -> None:
    git(repo, "checkout", "-q", "--orphan", "other")
    commit(repo, "of another origin")
    with pytest.raises(UserError, match=r"no commit in common\n.*comes from"):
        Changes("main")


def test_no_repository_and_nothing_committed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(UserError, match="this is no git work tree"):
        Changes("main")
    git(tmp_path, "init", "-q")
    with pytest.raises(UserError, match="git knows no commit 'main'"):
        Changes("main")


def test_without_git(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repo))
    with pytest.raises(UserError, match="git is not installed"):
        Changes("main")


RECORD = "---\ndecision: {approach: build, timeline.months: 5}\n---\n# Our own queue\n\nWe write it ourselves.\n"


def check(folder: Path, *arguments: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "adr_lint", "check", "--select", "timeline-mismatch,team-size-mismatch", *arguments],
        cwd=folder, capture_output=True, check=False, text=True, env=os.environ | {"PYTHONUTF8": "1", "NO_COLOR": "1"},
    )  # fmt: skip
    heads = [line.partition(" ")[0] + line.partition("[")[2].partition("]")[0] for line in done.stdout.splitlines()]
    return done.returncode, " ".join(head for head in heads if head.startswith("docs/")), done.stdout + done.stderr


def test_only_changed_records_are_reported(repo: Path) -> None:
    for name in ("docs/adr/0001-a.md", "docs/adr/0002-b.md"):
        write(repo, name, RECORD)
    commit(repo)
    git(repo, "branch", "-f", "base")
    code, found, said = check(repo, "--changed-since", "base")
    assert (code, found) == (0, "")
    assert "skipped: docs/adr/0001-a.md: unchanged since base" in said
    write(repo, "docs/adr/0002-b.md", RECORD.replace("months: 5", "months: 5, team.engineers: 2"))
    (repo / "docs/adr/0003-not-text.md").write_bytes(b"\xff")
    assert check(repo, "--changed-since", "base")[0] == 2, "a changed record that cannot be read is a failure"
    commit(repo)
    git(repo, "branch", "-f", "base")
    write(repo, "docs/adr/0002-b.md", f"{RECORD}\nMore.\n")
    code, found, _ = check(repo, "--changed-since", "base")
    assert (code, found) == (1, "docs/adr/0002-b.md:2:46:timeline-mismatch"), "what cannot be read has not changed"
    assert check(repo, "--changed-since", "base", "--changed-lines")[:2] == (
        1,
        "docs/adr/0002-b.md:2:46:timeline-mismatch",
    )
    write(repo, "docs/adr/0002-b.md", RECORD.replace("months: 5", "months: 5, team.engineers: 2") + "\nMore.\n")
    assert check(repo, "--changed-since", "base", "--changed-lines")[:2] == (0, "")


def test_changed_lines_alone_and_a_commit_that_there_is_not(repo: Path) -> None:
    write(repo, "docs/adr/0001-a.md", RECORD)
    code, _, said = check(repo, "--changed-lines")
    assert code == 2
    assert said == ("error: --changed-lines needs --changed-since\n  help: name the commit: --changed-since main\n")
    code, _, said = check(repo, "--changed-since", "mian")
    assert code == 2
    assert said == "error: --changed-since mian: git knows no commit 'mian'\n  help: did you mean 'main'?\n"
