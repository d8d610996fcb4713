"""The hooks that other repositories use, run by the real pre-commit; and what they promise, run without it."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

TOP = Path(__file__).parent.parent
HOOKS: dict[str, dict[str, Any]] = {
    hook["id"]: hook for hook in yaml.safe_load((TOP / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
}
CLEAN = "# Use Kafka\n\nStatus: accepted\n"
BUILD = "---\nstatus: accepted\ndecision: {approach: build, team.engineers: 3}\n---\n# Our own queue\n\nWe write it.\n"
WANTED = os.environ.get("ADR_LINT_INSTALLS") == "required"


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    write(folder, "README.md", "# TBD\n")
    write(folder, "docs/adr/README.md", "# Our decisions\n")
    write(folder, "docs/adr/0001-kafka.md", CLEAN)
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "first")
    return folder


def hook(folder: Path, name: str, *files: str) -> subprocess.CompletedProcess[str]:
    """What pre-commit runs, by the manifest."""
    known = HOOKS[name]
    command = [sys.executable, "-m", "adr_lint", *shlex.split(known["entry"])[1:], *known.get("args", ())]
    return subprocess.run([*command, *files], cwd=folder, capture_output=True, text=True, check=False)


def test_a_file_that_is_no_record_passes_and_is_named(repository: Path) -> None:
    done = hook(repository, "adr-lint", "README.md", "docs/adr/README.md")
    assert done.returncode == 0
    assert "skipped: README.md: is in no folder of records" in done.stdout
    assert "skipped: docs/adr/README.md: describes the folder" in done.stdout


def test_a_record_is_judged_beside_a_file_that_is_none(repository: Path) -> None:
    write(repository, "docs/adr/0002-queue.md", BUILD)
    done = hook(repository, "adr-lint", "README.md", "docs/adr/0002-queue.md")
    assert done.returncode == 1
    assert "docs/adr/0002-queue.md:3:" in done.stdout
    assert "warning[team-size-mismatch]" in done.stdout


def test_only_what_the_configuration_names_is_a_record(repository: Path) -> None:
    write(repository, "adr-lint.yaml", "paths: [log]\n")
    write(repository, "log/0001-queue.md", BUILD)
    assert hook(repository, "adr-lint", "log/0001-queue.md").returncode == 1
    assert hook(repository, "adr-lint", "docs/adr/0001-kafka.md").returncode == 0


@pytest.mark.parametrize("name", ["-o0001-kafka.md", "--policy=x.md"])
def test_a_name_like_an_option_is_a_file(repository: Path, name: str) -> None:
    write(repository, name, BUILD)
    done = hook(repository, "adr-lint", name)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"skipped: {name}: " in done.stdout


def test_a_record_that_is_superseded_by_one_of_another_batch(repository: Path) -> None:
    write(repository, "docs/adr/0002-old.md", "# 2. Old queue\n\nStatus: superseded by [3](0003-new.md)\n")
    write(repository, "docs/adr/0003-new.md", "# 3. New queue\n\nStatus: accepted\n\nSupersedes [2](0002-old.md)\n")
    for name in ("0002-old.md", "0003-new.md"):
        assert hook(repository, "adr-lint", f"docs/adr/{name}").returncode == 0


def test_all_records_are_read_at_once(repository: Path) -> None:
    write(repository, "docs/adr/0001-queue.md", CLEAN)
    done = hook(repository, "adr-lint-all")
    assert done.returncode == 1
    assert "error[number-duplicated]" in done.stdout


@pytest.mark.parametrize(
    ("name", "file", "runs"),
    [
        ("adr-lint", "docs/adr/0001-kafka.MD", True),
        ("adr-lint", "src/main.py", False),
        ("adr-lint-all", "docs/adr/0001-kafka.md", True),
        ("adr-lint-all", "adr-lint.yaml", True),
        ("adr-lint-all", "adr-lint-waivers.yaml", True),
        ("adr-lint-all", "team/pyproject.toml", True),
        ("adr-lint-all", "src/main.py", False),
    ],
)
def test_for_which_files_a_hook_runs(name: str, file: str, runs: bool) -> None:
    assert (re.search(HOOKS[name]["files"], file) is not None) is runs


# With the real pre-commit.


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of the files as they are here, for pre-commit to install from."""
    folder: Path = tmp_path_factory.mktemp("source") / "adr-lint"
    listed = git(TOP, "ls-files", "--cached", "--others", "--exclude-standard", "-z").split("\0")
    for name in filter(None, listed):
        if (TOP / name).is_file() and not name.startswith(("tests/", "docs/")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((TOP / name).read_bytes())
    git(folder, "init", "-q")
    git(folder, "add", "-f", ".")
    git(folder, "commit", "-qm", "as it is here")
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, source: Path) -> dict[str, str]:
    """An environment whose pre-commit has installed the hooks, with all that they need."""
    if not WANTED:
        pytest.skip("installs the package anew; .ci/run asks for it (ADR_LINT_INSTALLS=required)")
    environment = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("pre-commit"))}
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):  # set where the tests themselves run in a hook
        environment.pop(name, None)
    folder: Path = tmp_path_factory.mktemp("installing")
    git(folder, "init", "-q")
    configuration(folder, source)
    done = pre_commit(folder, environment, "install-hooks")
    assert done.returncode == 0, done.stdout + done.stderr
    return environment


def configuration(folder: Path, source: Path) -> None:
    revision = git(source, "rev-parse", "HEAD").strip()
    hooks = "".join(f"      - id: {name}\n" for name in HOOKS)
    write(folder, ".pre-commit-config.yaml", f"repos:\n  - repo: {source}\n    rev: {revision}\n    hooks:\n{hooks}")
    git(folder, "add", ".pre-commit-config.yaml")


def pre_commit(folder: Path, environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pre_commit", *arguments, "--color=never"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_hooks_on_a_fresh_repository(repository: Path, source: Path, home: dict[str, str]) -> None:
    configuration(repository, source)
    done = pre_commit(repository, home, "run", "--all-files", "--verbose")
    assert done.returncode == 0, done.stdout
    assert "skipped: README.md: is in no folder of records" in done.stdout
    write(repository, "docs/adr/0002-queue.md", BUILD)
    git(repository, "add", ".")
    done = pre_commit(repository, home, "run")
    assert done.returncode == 1
    assert done.stdout.count("warning[team-size-mismatch]") == 2


def test_batches_find_what_one_run_finds(repository: Path, source: Path, home: dict[str, str]) -> None:
    """pre-commit splits what does not fit on a command line; names this long do not."""
    deep = "/".join(["architecture" * 15] * 5)
    for number in range(10, 180):
        write(repository, f"docs/adr/{deep}/{number:04}-queue.md", BUILD)
    configuration(repository, source)
    git(repository, "add", ".")
    done = pre_commit(repository, home, "run", "adr-lint", "--all-files")
    assert done.returncode == 1
    assert done.stdout.count("warning[team-size-mismatch]") == 170
    assert done.stdout.count(" read") > 1
