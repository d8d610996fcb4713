"""action.yml: its steps run as GitHub's runner runs them, on records and inputs that mean harm."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from adr_lint.values import dataclass

TOP = Path(__file__).parent.parent
ACTION: dict[str, Any] = yaml.safe_load((TOP / "action.yml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
INSTALL, CHECK = STEPS
WORKFLOWS = sorted((TOP / ".github/workflows").glob("*.yml"))
BUILD = "---\nstatus: accepted\ndecision: {approach: build, team.engineers: 3}\n---\n# Our own queue\n\nWe write it.\n"
HOSTILE = "\n::error::pwned\n##[error]pwned `\"' $(touch pwned) %0A::warning::pwned ${{ github.token }}"
COMMAND = re.compile(r"^\s*::|##\[")


@dataclass(frozen=True, slots=True)
class Done:
    """What a step leaves behind."""

    code: int
    log: str
    outputs: dict[str, str]
    summary: str

    @property
    def commands(self) -> list[str]:
        """The lines that the runner obeys."""
        return [line for line in self.log.split("\n") if COMMAND.search(line)]


class Runner:
    """As much of GitHub's runner as a step sees."""

    def __init__(self, folder: Path) -> None:
        self.workspace = folder / "work space"
        self.temp = folder / "temp"
        self.files = {name: folder / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_PATH")}
        for made in (self.workspace, self.temp):
            made.mkdir()

    def write(self, name: str, text: str) -> None:
        path = self.workspace / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def git(self, *arguments: str) -> str:
        command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"]
        done = subprocess.run([*command, *arguments], cwd=self.workspace, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def run(self, step: dict[str, Any], base: str = "", **inputs: str) -> Done:
        script = self.temp / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        given = {name: str(known["default"]) for name, known in ACTION["inputs"].items()}
        given |= {name.replace("_", "-"): value for name, value in inputs.items()}
        environment = {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "HOME": os.environ.get("HOME", "/"),
            "GITHUB_WORKSPACE": str(self.workspace), "GITHUB_ACTION_PATH": str(TOP), "RUNNER_TEMP": str(self.temp),
            **{name: str(file) for name, file in self.files.items()},
            **{name: _filled(value, given, base) for name, value in step["env"].items()},
        }  # fmt: skip
        for name, value in os.environ.items():
            if name.startswith("PIP_"):
                environment.setdefault(name, value)
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]  # what 'shell: bash' stands for
        done = subprocess.run(command, cwd=self.workspace, env=environment, capture_output=True, text=True, check=False)
        output, summary = (self.files[name] for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"))
        lines = output.read_text(encoding="utf-8").splitlines() if output.exists() else []
        return Done(
            done.returncode, done.stdout + done.stderr, dict(line.split("=", 1) for line in lines),
            summary.read_text(encoding="utf-8") if summary.exists() else "",
        )  # fmt: skip


def _filled(value: str, inputs: dict[str, str], base: str) -> str:
    if value.startswith("${{ inputs."):
        return inputs[value.removeprefix("${{ inputs.").removesuffix(" }}")]
    return base if value.startswith("${{ github.event.") else value


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


def test_a_clean_record_passes(runner: Runner) -> None:
    runner.write("docs/adr/0001-kafka.md", "# Use Kafka\n\nStatus: accepted\n")
    done = runner.run(CHECK)
    assert (done.code, done.commands) == (0, [])
    assert done.outputs == {"errors": "0", "warnings": "0", "infos": "0"}
    assert done.summary.startswith("## adr-lint: no findings in 1 record\n")


def test_findings_are_annotated_counted_and_summed_up(runner: Runner) -> None:
    runner.write("docs/adr/0001-queue.md", BUILD)
    done = runner.run(CHECK, formats="github, markdown sarif")
    assert done.code == 1
    assert done.outputs["warnings"] == str(len([line for line in done.commands if line.startswith("::warning ")]))
    assert done.outputs["errors"] == "0"
    assert Path(done.outputs["sarif"]).read_text(encoding="utf-8").startswith("{")
    assert "team-size-mismatch" in done.summary


def test_where_things_go_can_be_said(runner: Runner) -> None:
    runner.write("docs/adr/0001-queue.md", BUILD)
    done = runner.run(CHECK, formats="text\nsarif:out.sarif junit:out.xml json", fail_on="never")
    assert (done.code, done.outputs["sarif"], done.summary) == (0, "out.sarif", "")
    assert "warning[team-size-mismatch]" in done.log
    assert (runner.workspace / "out.sarif").exists()
    assert (runner.workspace / "out.xml").exists()


def test_paths_policies_and_configuration(runner: Runner) -> None:
    runner.write("a b/0001-queue.md", BUILD)
    runner.write("-o.md", BUILD)
    runner.write("own.yaml", "fail-on: error\n")
    done = runner.run(CHECK, paths="a b\n-o.md\n", config="own.yaml")
    assert done.code == 0
    assert {match[1] for line in done.commands if (match := re.search(r"file=([^,]*),", line))} == {
        "a b/0001-queue.md",
        "-o.md",
    }
    assert runner.run(CHECK, paths="a b", policies="nowhere.yaml").code == 2


def test_only_what_a_pull_request_changes(runner: Runner) -> None:
    runner.write("docs/adr/0001-queue.md", BUILD)
    runner.git("init", "-q")
    runner.git("add", ".")
    runner.git("commit", "-qm", "first")
    base = runner.git("rev-parse", "HEAD")
    runner.write("docs/adr/0002-kafka.md", "# Use Kafka\n\nStatus: accepted\n")
    runner.git("add", ".")
    runner.git("commit", "-qm", "second")
    assert runner.run(CHECK, base, changed_only="true").code == 0
    done = runner.run(CHECK, changed_only="true")
    assert done.code == 1
    assert "so all records are judged" in done.log
    assert runner.run(CHECK, changed_only="yes").code == 2


def test_records_that_mean_harm(runner: Runner) -> None:
    names = [
        "-rf.md",
        "$(touch pwned).md",
        "`touch pwned`.md",
        "a\n::error::pwned\n.md",
        "b ##[error]pwned.md",
        "c'\";.md",
    ]
    for name in names:
        runner.write(f"docs/adr/{name}", BUILD.replace("We write it.", f"TBD {HOSTILE}"))
    done = runner.run(CHECK, formats="github markdown sarif text:report.txt")
    assert done.code == 1
    assert done.outputs.keys() == {"errors", "warnings", "infos", "sarif"}
    assert done.commands
    for line in done.commands:
        assert re.match(r"::(error|warning|notice) file=docs/adr/[^,]*,line=\d+,", line), line
        assert "##[" not in line
    assert not list(runner.workspace.rglob("pwned"))
    done = runner.run(CHECK, formats="text")
    assert done.commands == []


@pytest.mark.parametrize("name", sorted(ACTION["inputs"].keys() - {"version"}))
@pytest.mark.parametrize("value", ['"; touch pwned; "', "$(touch pwned)", "`touch pwned`", "' ; touch pwned '", "* -h"])
def test_inputs_that_mean_harm(runner: Runner, name: str, value: str) -> None:
    runner.write("docs/adr/0001-queue.md", BUILD)
    done = runner.run(CHECK, **{name: value})
    assert done.code == 2
    assert not list(runner.workspace.rglob("pwned"))


def test_a_summary_that_is_too_long_is_left_out(runner: Runner) -> None:
    runner.write("docs/adr/0001-queue.md", BUILD)
    before = "x" * 1_048_000
    runner.files["GITHUB_STEP_SUMMARY"].write_text(before, encoding="utf-8")
    done = runner.run(CHECK)
    assert done.summary == before
    assert "too long to be shown" in done.log


@pytest.mark.parametrize("version", ["latest", "1.0 --index-url=http://example.org", "1.0\nx", "-r", "$(touch pwned)"])
def test_a_version_that_is_none(runner: Runner, version: str) -> None:
    done = runner.run(INSTALL, version=version)
    assert (done.code, done.commands) == (
        2,
        ["::error title=adr-lint::the input 'version' is no version, such as 0.1.0"],
    )
    assert not list(runner.workspace.rglob("pwned"))


@pytest.mark.skipif(
    os.environ.get("ADR_LINT_INSTALLS") != "required", reason="installs the package anew, as .ci/run asks"
)
def test_installing_heeds_no_module_of_the_repository(runner: Runner) -> None:
    for name in ("venv.py", "pip.py", "json.py"):
        runner.write(name, "open('pwned', 'w')\n")
    done = runner.run(INSTALL)
    assert done.code == 0, done.log
    folder = Path(runner.files["GITHUB_PATH"].read_text(encoding="utf-8").strip())
    assert [path.name for path in folder.iterdir()] == ["adr-lint"]
    installed = subprocess.run([folder / "adr-lint", "--version"], capture_output=True, text=True, check=True)
    assert installed.stdout.startswith("adr-lint ")
    assert not (runner.workspace / "pwned").exists()


# What must hold of the files whatever the steps do.


def test_no_script_is_put_together_from_expressions() -> None:
    files = [TOP / "action.yml", *WORKFLOWS]
    scripts = [step["run"] for file in files for step in _steps(file) if "run" in step]
    assert len(scripts) > 5
    assert [script for script in scripts if "${{" in script] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_pins_what_it_uses_and_may_do_little(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert job["permissions"].keys() <= {"contents", "id-token"}
        assert job["permissions"].get("contents", "read") == "read"
    for step in _steps(path):
        if step.get("uses", "./") != "./":
            assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", step["uses"])
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


def _steps(path: Path) -> list[dict[str, Any]]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    if "runs" in content:
        return list(content["runs"]["steps"])
    return [step for job in content["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("path", [TOP / "action.yml", *WORKFLOWS], ids=lambda path: path.name)
def test_the_schema(path: Path) -> None:
    kind = "actions" if path.name == "action.yml" else "workflows"
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.github-{kind}", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_documented_workflow() -> None:
    text = (TOP / "docs/github-action.md").read_text(encoding="utf-8")
    workflow = yaml.safe_load(re.findall(r"```yaml\n(name: .*?)```", text, re.DOTALL)[0])
    assert workflow["permissions"] == {"contents": "read"}
    named = set(re.findall(r"(?m)^\| `([\w-]+)` \|", text))
    assert named == ACTION["inputs"].keys() | ACTION["outputs"].keys()
