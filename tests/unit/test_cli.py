"""The command line as others start it: exit codes, pipes, files, and what is imported for what."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from adr_lint.evaluate import available
from adr_lint.policy.schema import validator

RECORD = """---
status: accepted
decision: {approach: build, team.engineers: 3, timeline.months: 5}
---
# Our own model server

We are three engineers.
"""
ENVIRON = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "SYSTEMROOT")}
COMMAND = [sys.executable, "-m", "adr_lint"]
RULES = ["--select", "team-size-mismatch,timeline-mismatch"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "docs/adr").mkdir(parents=True)
    (tmp_path / "docs/adr/0001-x.md").write_text(RECORD, encoding="utf-8")
    return tmp_path


def run(folder: Path, *arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:
    environ = ENVIRON | {"PYTHONUTF8": "1"} | more.pop("environ", {})
    return subprocess.run(
        [*COMMAND, *arguments], cwd=folder, env=environ, text=True, timeout=60, check=False,
        **{"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | more,
    )  # fmt: skip


def loaded(folder: Path, *arguments: str) -> set[str]:
    """The modules that are imported for a command."""
    code = (
        "import sys\nfrom adr_lint.cli import run\nrun(sys.argv[1:])\nprint('\\n'.join(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder, env=ENVIRON, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    return set(done.stderr.split())


HEAVY = {
    "docutils",
    "jsonschema",
    "rich",
    "difflib",
    "multiprocessing",
    "asyncio",
    "importlib.metadata",
    "unittest",
    "http",
    "numpy",
    "matplotlib",
    "jinja2",
}


def test_a_plain_run_imports_only_what_it_uses(folder: Path) -> None:
    modules = loaded(folder, "check", *RULES)
    others = {f"adr_lint.report.{name}" for name in ("json", "sarif", "markdown", "rule_pages")}
    others |= {"adr_lint.fingerprint", "adr_lint.cli.about", "xml.etree.ElementTree"}
    assert not modules & (HEAVY | others)
    assert {"adr_lint.run", "adr_lint.report.text"} <= modules


def test_help_imports_no_stage(folder: Path) -> None:
    assert not loaded(folder, "--help") & (HEAVY | {"adr_lint.run", "adr_lint.facts", "adr_lint.parse", "re2"})


def test_rules_read_no_record(folder: Path) -> None:
    assert not loaded(folder, "rules") & (HEAVY | {"adr_lint.run", "adr_lint.facts", "adr_lint.discover"})


@pytest.mark.skipif(available() is not None, reason="durable-rules cannot be imported here")
@pytest.mark.parametrize("form", ["text", "json"])
def test_the_engines_give_the_same_bytes(folder: Path, form: str) -> None:
    outputs = [run(folder, "check", "--format", form, "--engine", engine) for engine in ("durable", "python")]
    assert outputs[0].stdout.replace('"engine": "durable"', '"engine": "python"') == outputs[1].stdout
    assert {done.returncode for done in outputs} == {1}


def test_an_engine_that_is_not_there_is_said(folder: Path) -> None:
    (folder / "durable_rules_engine.py").write_text("raise ImportError('not here')", encoding="utf-8")
    done = run(folder, "check", "--engine", "durable", environ={"PYTHONPATH": str(folder)})
    assert done.returncode == 2
    assert done.stderr.startswith("error: durable-rules ")
    assert "--engine python" in done.stderr
    done = run(folder, "check", *RULES, environ={"PYTHONPATH": str(folder)})
    assert done.returncode == 1
    done = run(folder, "--version", environ={"PYTHONPATH": str(folder)})
    assert done.returncode == 0
    assert "not here" in done.stdout


def test_the_output_file_is_written_whole_with_the_summary_on_standard_error(folder: Path) -> None:
    target = folder / "report.json"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    done = run(folder, "check", *RULES, "--format", "json", "--output", "report.json")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "1 record read; 2 findings: 2 warnings\n"
    assert list(validator("report").iter_errors(json.loads(target.read_text(encoding="utf-8")))) == []
    assert target.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in folder.iterdir()) == ["docs", "report.json"], "no partial file is left"


def test_a_report_through_a_link_leaves_the_link(folder: Path) -> None:
    (folder / "real.txt").touch()
    (folder / "link.txt").symlink_to("real.txt")
    run(folder, "check", *RULES, "-o", "link.txt")
    assert (folder / "link.txt").is_symlink()
    assert "timeline-mismatch" in (folder / "real.txt").read_text(encoding="utf-8")


def test_a_failed_write_leaves_nothing_behind(folder: Path) -> None:
    (folder / "taken").mkdir()
    done = run(folder, "check", *RULES, "-o", "taken")
    assert done.returncode == 2
    assert "taken: cannot be written" in done.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["docs", "taken"]


def test_a_dash_is_standard_output(folder: Path) -> None:
    assert run(folder, "check", *RULES, "-o", "-").stdout == run(folder, "check", *RULES).stdout


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
def test_a_fifo_is_never_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "docs/adr/0002-x.md")
    done = run(folder, "check", *RULES)
    assert done.returncode == 1
    assert "0002-x.md: is not a regular file" in done.stdout
    done = run(folder, "check", *RULES, "docs/adr/0002-x.md")
    assert done.returncode == 2, "named by the user, so it should have been read"


@pytest.mark.parametrize("verb", ["check", "facts", "matrix"])
def test_a_reader_that_goes_away_changes_no_verdict(folder: Path, verb: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = run(folder, verb, stdout=writer)
    finally:
        os.close(writer)
    assert done.stderr == ""
    assert done.returncode == (1 if verb == "check" else 0)


@pytest.mark.skipif(shutil.which("sh") is None, reason="no shell here")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_closed_descriptor_changes_no_verdict(folder: Path, closed: str) -> None:
    for form in ("text", "json"):
        command = ["sh", "-c", f'exec "$@" {closed}', "sh", *COMMAND, "check", "--format", form]
        done = subprocess.run(command, cwd=folder, env=ENVIRON, capture_output=True, text=True, timeout=60, check=False)
        assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
@pytest.mark.parametrize("arguments", [["check"], ["rules"], ["--help"]])
def test_a_full_disk_is_said(folder: Path, arguments: list[str]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = run(folder, *arguments, stdout=full)
    assert done.returncode == 2
    assert "No space left" in done.stderr
    assert "bug" not in done.stderr


@pytest.mark.parametrize("verb", ["check", "facts", "matrix"])
def test_reading_nothing_is_never_a_success(tmp_path: Path, verb: str) -> None:
    (tmp_path / "empty").mkdir()
    for arguments in ([], ["empty"], ["."], ["-"]):
        done = run(tmp_path, verb, *arguments)
        assert done.returncode == 2
        assert done.stderr.startswith("error: ")


def test_an_ascii_terminal_gets_escapes(folder: Path) -> None:
    done = run(folder, "explain", "team-size-mismatch", environ={"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert done.stdout.isascii()


def test_an_unexpected_error_is_one_line_and_on_request_more(folder: Path) -> None:
    sabotage = """
import adr_lint.discover
def broken(*a, **k): raise ZeroDivisionError("oh")
adr_lint.discover.discover = broken
"""
    (folder / "sitecustomize.py").write_text(sabotage, encoding="utf-8")
    there = {"PYTHONPATH": str(folder)}
    done = run(folder, "check", environ=there)
    assert done.returncode == 2
    assert done.stderr.startswith("error: ZeroDivisionError: oh\n  this is a bug in adr-lint")
    assert "Traceback" not in done.stderr
    for more in (run(folder, "check", "--traceback", environ=there),
                 run(folder, "check", environ=there | {"ADR_LINT_TRACEBACK": "1"})):  # fmt: skip
        assert more.returncode == 2, "1 would say that there are findings"
        assert "Traceback" in more.stderr


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_an_interrupt_is_quiet(folder: Path) -> None:
    (folder / "sitecustomize.py").write_text(
        "import os, signal, adr_lint.discover\n"
        "adr_lint.discover.discover = lambda *a, **k: os.kill(os.getpid(), signal.SIGINT)\n",
        encoding="utf-8",
    )
    assert signal.getsignal(signal.SIGINT) is not signal.SIG_IGN
    done = run(folder, "check", environ={"PYTHONPATH": str(folder)})
    assert done.returncode == 130
    assert done.stderr.strip() == ""


def test_pages_of_rules_are_written_checked_and_renewed(folder: Path) -> None:
    assert run(folder, "docs", "-o", "pages").returncode == 0
    pages = folder / "pages"
    assert run(folder, "docs", "-o", "pages", "--check").returncode == 0
    before = {path.name: path.read_bytes() for path in pages.iterdir()}
    assert "README.md" in before
    (pages / "no-exit-plan.md").unlink()
    (pages / "README.md").write_text("stale\n", encoding="utf-8")
    done = run(folder, "docs", "-o", "pages", "--check")
    assert done.returncode == 1
    assert "-stale" in done.stdout
    assert "+# no-exit-plan" in done.stdout
    assert not (pages / "no-exit-plan.md").exists(), "--check writes nothing"
    run(folder, "docs", "-o", "pages")
    assert {path.name: path.read_bytes() for path in pages.iterdir()} == before


def test_every_rule_can_be_explained(folder: Path) -> None:
    listed = json.loads(run(folder, "rules", "--format", "json").stdout)
    assert len({rule["id"] for rule in listed}) == len(listed) > 10
    for chapter in sorted({rule["chapter"] for rule in listed}):
        done = run(folder, "explain", chapter)
        assert done.returncode == 0
        assert all(f"\n{r['id']}  " in f"\n{done.stdout}" for r in listed if r["chapter"] == chapter)


@pytest.mark.parametrize("name", ["policy", "platform", "radar", "decision", "config", "waivers", "report"])
def test_every_schema_is_printed(folder: Path, name: str) -> None:
    done = run(folder, "schema", name)
    assert done.returncode == 0
    assert json.loads(done.stdout)["$schema"].endswith("2020-12/schema")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_a_script_for_the_shell(folder: Path, shell: str) -> None:
    done = run(folder, "completion", shell)
    assert done.returncode == 0
    assert "_ADR_LINT_COMPLETE" in done.stdout
    program = shutil.which(shell)
    if program:
        assert subprocess.run([program, "-n"], input=done.stdout, text=True, check=False).returncode == 0


def test_facts_and_their_vocabulary_agree(folder: Path) -> None:
    known = {fact["name"]: fact for fact in json.loads(run(folder, "facts", "--vocabulary", "--format", "json").stdout)}
    record = json.loads(run(folder, "facts", "--explain", "--format", "json").stdout)["records"][0]
    assert {fact["name"] for fact in (*record["facts"], *record["derived"])} <= set(known)
    assert all(known[fact["name"]]["derived"] for fact in record["derived"])
    assert not any(known[fact["name"]]["derived"] for fact in record["facts"])
    assert record["leans"]["team_size"] == "buy"
    assert "passed_over" in record


def test_a_record_that_decides_nothing_has_no_leanings(folder: Path) -> None:
    record = RECORD.replace("approach: build", "approach: none")
    (folder / "docs/adr/0001-x.md").write_text(record, encoding="utf-8")
    for verb in ("facts", "matrix"):
        read = json.loads(run(folder, verb, "--format", "json").stdout)["records"][0]
        assert set(read["leans"].values()) == {"unstated"}


@pytest.mark.parametrize("module", ["numpy", "matplotlib"])
def test_an_extra_that_is_not_installed_is_named(folder: Path, module: str) -> None:
    code = f"import sys; sys.modules[{module!r}] = None\nfrom adr_lint.cli import run\nsys.exit(run(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, "tco", "docs/adr", "--format", "svg"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == (
        f"error: adr-lint tco needs {module}, which is not installed\n  help: pip install 'adr-lint[charts]'\n"
    )


def test_a_chart_is_of_one_record_and_written_whole(folder: Path) -> None:
    record = folder / "0001.md"
    record.write_text("# Use a queue\n\nStatus: accepted\n\nWe buy it.\n", encoding="utf-8")
    given = ["--buy-upfront", "0", "--buy-monthly", "USD 900", "--format", "png"]
    done = run(folder, "tco", "0001.md", *given, "-o", "cost.png")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (folder / "cost.png").read_bytes().startswith(b"\x89PNG")
    (folder / "0002.md").write_bytes(record.read_bytes())
    done = run(folder, "tco", "0001.md", "0002.md", *given, "-o", "both.png")
    assert done.returncode == 2
    assert "a chart is of one record, and 2 were read" in done.stderr
    done = run(folder, "tco", "0001.md", "--format", "svg")
    assert done.returncode == 2
    assert "there is nothing to draw" in done.stderr
