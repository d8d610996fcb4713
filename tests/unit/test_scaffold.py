"""New records and the files of ``adr-lint init``."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml

from adr_lint import resources
from adr_lint.discover import from_text
from adr_lint.errors import UserError
from adr_lint.run import Session, Settings
from adr_lint.scaffold import setup
from adr_lint.scaffold.origin import Origin
from adr_lint.scaffold.record import folder_of, new_record

DAY = date(2026, 3, 1)
COMMIT = "0" * 39 + "1"
GITHUB = Origin("https://github.com/acme/adr-lint.git", COMMIT)
ELSEWHERE = Origin("https://git.example.org/adr-lint", COMMIT)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([], "0001-our-queue.md"),
        (["README.md", "template.md"], "0001-our-queue.md"),
        (["0009-a.md", "0010-b.md"], "0011-our-queue.md"),
        (["7-a.md"], "8-our-queue.md"),
        (["999-a.md"], "1000-our-queue.md"),
        (["ADR-004-a.md"], "ADR-005-our-queue.md"),
        (["012_a.md"], "013_our_queue.md"),
        (["2024-01-02-a.md", "2024-05-01-b.md"], "2026-03-01-our-queue.md"),
        (["0003-a.md", "2024-05-01-b.md"], "0004-our-queue.md"),
    ],
)
def test_a_new_record_is_called_as_the_others_are(names: list[str], expected: str) -> None:
    assert new_record("Our queue", names, DAY).name == expected


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("  Größe\tder   Queue! ", "grosse-der-queue"),
        ("決定 の 記録", "決定-の-記録"),
        ("../../etc/passwd", "etc-passwd"),
        ("a " * 80, "-".join("a" * 30)),
        ("x" * 300, "x" * 60),
    ],
)
def test_the_name_of_a_title(title: str, slug: str) -> None:
    assert new_record(title, [], DAY).name == f"0001-{slug}.md"


@pytest.mark.parametrize("title", ["", "  ", "!?", "a\x1b[31m"])
def test_a_title_without_a_name(title: str) -> None:
    with pytest.raises(UserError, match="no name for a file"):
        new_record(title, [], DAY)


def test_several_folders_are_a_question(tmp_path: Path) -> None:
    folders = [str(tmp_path / name) for name in "ab"]
    assert folder_of(folders) == "docs/decisions"
    Path(folders[0]).mkdir()
    assert folder_of(folders) == folders[0]
    Path(folders[1]).mkdir()
    with pytest.raises(UserError, match="several folders"):
        folder_of(folders)


def test_of_a_fresh_record_only_the_blanks_are_reported() -> None:
    text = new_record("Our {date} queue {heading}", [], DAY).text
    assert "# 1. Our {date} queue {heading}\n" in text
    report = Session(Settings()).run([from_text(text, "0001-x.md")])
    assert {(finding.rule, finding.severity) for finding in report.findings} == {("placeholder-left", "info")}
    assert len(report.findings) == len(re.findall(r"(?m)^(?:\* )?\[", text))


def test_every_fact_of_the_template_is_one_once_its_sign_is_taken_off() -> None:
    text = new_record("Our queue", [], DAY).text
    opened, count = re.subn(r"(?m)^  # ([a-z]\w*(?:\.\w+)?: )", r"  \1", text)
    assert count > 15
    report = Session(Settings()).run([from_text(opened, "0001-x.md")])
    assert "front-matter-invalid" not in {finding.rule for finding in report.findings}
    declared = [fact for fact in report.readings[0].facts.values() if fact.source == "declared"]
    assert len(declared) >= count


def test_the_template_names_only_rules_that_there_are() -> None:
    text = (resources.folder("policies") / "templates/record.md").read_text(encoding="utf-8")
    rules = {rule.id for rule in Session(Settings()).policies.rules}
    said = {
        name for group in re.findall(r"\(([a-z-]+(?:, [a-z-]+)*)\)", text) for name in group.split(", ") if "-" in name
    }
    assert len(said) > 15
    assert said <= rules


@pytest.mark.parametrize("origin", [GITHUB, ELSEWHERE, Origin(), Origin("/srv/adr-lint", COMMIT)], ids=str)
def test_the_workflow_fits_its_schema_and_pins(origin: Origin, tmp_path: Path) -> None:
    path = tmp_path / "workflow.yml"
    path.write_text(setup.workflow(origin), encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(path)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    steps = workflow["jobs"]["adr-lint"]["steps"]
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", step["uses"]) for step in steps if "uses" in step)
    assert not any("${{" in step.get("run", "") or "/srv" in step.get("run", "") for step in steps)


def test_the_hook() -> None:
    (entry,) = yaml.safe_load(setup.hook(GITHUB))
    assert (entry["repo"], entry["rev"], entry["hooks"]) == (GITHUB.url, COMMIT, [{"id": "adr-lint"}])
    (entry,) = yaml.safe_load(setup.hook(Origin()))
    assert entry["hooks"][0]["additional_dependencies"][0].startswith("adr-lint==")


def test_where_the_action_is() -> None:
    assert GITHUB.action == f"acme/adr-lint@{COMMIT}"
    assert Origin("git@github.com:acme/adr-lint", COMMIT).action == f"acme/adr-lint@{COMMIT}"
    assert ELSEWHERE.action == ""
    assert ELSEWHERE.requirement == f"adr-lint @ git+https://git.example.org/adr-lint@{COMMIT}"


def test_the_configuration() -> None:
    assert yaml.safe_load(setup.configuration(["docs/adr", "a: b"])) == {
        "paths": ["docs/adr", "a: b"],
        "fail-on": "warning",
    }
    assert yaml.safe_load(setup.configuration(["[x]/adr"])) == {"fail-on": "warning"}


# The verbs.


def adr_lint(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "adr_lint", *arguments]
    return subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)


def test_init_gives_a_green_check_and_writes_over_nothing(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "docs/adr").mkdir(parents=True)
    (tmp_path / "docs/adr/0001-queue.md").write_text("# Queue\n\nStatus: accepted\n\nTBD\n", encoding="utf-8")
    assert adr_lint(tmp_path, "check").returncode == 1
    done = adr_lint(tmp_path, "init", "--yes")
    assert (done.returncode, done.stderr) == (0, "")
    names = ["adr-lint.yaml", ".pre-commit-config.yaml", ".github/workflows/adr-lint.yml", "adr-lint-baseline.json"]
    before = {name: (tmp_path / name).read_bytes() for name in names}
    assert adr_lint(tmp_path, "check").returncode == 0
    again = adr_lint(tmp_path, "init", "--yes")
    assert again.stdout.count("already") == 4
    assert before == {name: (tmp_path / name).read_bytes() for name in names}


def test_init_shows_what_to_add_to_a_hook_file_that_is_there(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".pre-commit-config.yaml").write_text("repos: []\n", encoding="utf-8")
    done = adr_lint(tmp_path, "init", "--yes")
    assert "add under 'repos':\n\n  - repo: " in done.stdout
    assert (tmp_path / ".pre-commit-config.yaml").read_text(encoding="utf-8") == "repos: []\n"
    assert "no baseline: no records found" in done.stdout


def test_init_needs_a_repository_and_somebody_to_ask(tmp_path: Path) -> None:
    assert "not the top of a git repository" in adr_lint(tmp_path, "init", "--yes").stderr
    (tmp_path / ".git").mkdir()
    done = adr_lint(tmp_path, "init")
    assert (done.returncode, [path.name for path in tmp_path.iterdir()]) == (2, [".git"])
    assert "add --yes" in done.stderr


def test_new_does_not_write_over_a_record(tmp_path: Path) -> None:
    first = adr_lint(tmp_path, "new", "Our", "queue", "--folder", "log", "--today", "2026-03-01")
    assert (first.returncode, first.stdout) == (0, "log/0001-our-queue.md\n")
    assert "date: 2026-03-01\n" in (tmp_path / "log/0001-our-queue.md").read_text(encoding="utf-8")
    assert adr_lint(tmp_path, "new", "Our queue", "--folder", "log").stdout == "log/0002-our-queue.md\n"
    (tmp_path / "file").touch()
    assert adr_lint(tmp_path, "new", "x", "--folder", "file").returncode == 2
