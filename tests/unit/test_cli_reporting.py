"""``--format``: what it may ask for, and several formats at once."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from test_cli import RULES, folder, run

from adr_lint.cli.reporting import REPORTERS, Target, targets, view_of
from adr_lint.errors import UserError

__all__ = ["folder"]


@pytest.mark.parametrize(
    ("given", "output", "wanted"),
    [
        ([], None, [Target("text", None)]),
        ([], "out.txt", [Target("text", "out.txt")]),
        (["json"], "-", [Target("json", None)]),
        (["json:-"], None, [Target("json", None)]),
        (["json:out:put.json", "text"], None, [Target("json", "out:put.json"), Target("text", None)]),
        (["text:a.txt", "text"], None, [Target("text", "a.txt"), Target("text", None)]),
    ],
)
def test_where_formats_go(given: Sequence[str], output: str | None, wanted: list[Target]) -> None:
    assert targets(given, output) == wanted


@pytest.mark.parametrize(
    ("given", "output", "words"),
    [
        (["jsn"], None, "there is no format 'jsn'\n  allowed: text, json"),
        (["jsn"], None, "did you mean 'json'?"),
        (["text,json"], None, "repeat --format, once for each"),
        ([""], None, "there is no format ''"),
        (["json:"], None, "names no file after the colon"),
        (["json", "text"], None, "'json' and 'text' would both go to standard output\n  help: give all but one a file"),
        (["json:a", "text:./a"], None, "'json' and 'text' would both go to the file './a'"),
        (["json:a", "text"], "b", "-o is for a single format, and here are 2\n  help: name the file beside its format"),
        (["json:a"], "b", "--format names the file 'a' and -o another, 'b'"),
    ],
)
def test_a_clash_is_said(given: Sequence[str], output: str | None, words: str) -> None:
    with pytest.raises(UserError) as caught:
        targets(given, output)
    assert words in str(caught.value)


def test_several_formats_at_once(folder: Path) -> None:
    done = run(folder, "check", *RULES, "--format", "json:out.json", "--format", "text", "--format", "text:out.txt")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == run(folder, "check", *RULES).stdout
    assert (folder / "out.txt").read_text(encoding="utf-8") == done.stdout
    assert (folder / "out.json").read_text(encoding="utf-8") == run(folder, "check", *RULES, "--format", "json").stdout


def test_files_alone_leave_the_summary_on_standard_error(folder: Path) -> None:
    arguments = ["check", *RULES, "--format", "json:out.json", "--format", "text:out.txt"]
    done = run(folder, *arguments)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "1 record read; 2 findings: 2 warnings\n")
    assert run(folder, *arguments, "--quiet").stderr == ""


@pytest.mark.parametrize("form", REPORTERS)
def test_statistics_are_on_standard_error_where_no_format_has_them(folder: Path, form: str) -> None:
    done = run(folder, "check", *RULES, "--statistics", "--format", form)
    assert ("1  timeline-mismatch" in done.stderr) is (form in ("sarif", "gitlab", "junit", "checkstyle"))
    if not done.stderr:
        assert re.search(r'"timeline-mismatch": 1|1  timeline-mismatch|timeline-mismatch</code> \| 1 \|', done.stdout)


def test_quiet_still_says_what_failed(folder: Path) -> None:
    (folder / "docs/adr/0002-x.md").write_bytes(b"# \xff")
    done = run(folder, "check", *RULES, "--quiet")
    assert done.returncode == 2
    assert "0002-x.md" not in done.stdout
    assert done.stderr.startswith("not read: docs/adr/0002-x.md: is not UTF-8")


def test_exit_zero_is_for_findings_alone(folder: Path) -> None:
    assert run(folder, "check", *RULES, "--exit-zero").returncode == 0
    (folder / "docs/adr/0002-x.md").write_bytes(b"# \xff")
    assert run(folder, "check", *RULES, "--exit-zero").returncode == 2


def test_a_file_that_cannot_be_written_is_said_and_the_others_are_whole(folder: Path) -> None:
    done = run(
        folder, "check", *RULES, "--format", "json:out.json", "--format", "text:no/where.txt", "--format", "text"
    )
    assert done.returncode == 2
    assert done.stderr == "error: no/where.txt: cannot be written: No such file or directory\n"
    json.loads((folder / "out.json").read_text(encoding="utf-8"))
    assert sorted(path.name for path in folder.iterdir()) == ["docs", "out.json"]


@pytest.mark.parametrize("form", REPORTERS)
def test_the_same_run_gives_the_same_bytes(folder: Path, form: str) -> None:
    outputs = {
        run(folder, "check", "--format", form, environ={"PYTHONHASHSEED": seed}).stdout for seed in ("1", "2", "77")
    }
    assert len(outputs) == 1
    assert outputs != {""}


@pytest.mark.parametrize("form", [form for form in REPORTERS if form != "text"])
def test_what_programs_read_is_utf8_whatever_the_terminal_has(folder: Path, form: str) -> None:
    record = folder / "docs/adr/0001-x.md"
    record.rename(record.with_name("0001-größe-漢.md"))
    plain = run(folder, "check", "--format", form)
    other = run(folder, "check", "--format", form, environ={"PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"})
    assert other.stdout == plain.stdout


@pytest.mark.parametrize("form", REPORTERS)
def test_a_reader_that_goes_away_changes_no_verdict(folder: Path, form: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = run(folder, "check", "--format", form, "--format", "json:out.json", stdout=writer)
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (1, "")
    json.loads((folder / "out.json").read_text(encoding="utf-8"))


def test_showing_files_judges_nothing_and_fails_where_one_is_not_read(folder: Path) -> None:
    assert run(folder, "check", "--show-files").returncode == 0
    (folder / "docs/adr/0002-x.md").write_bytes(b"# \xff")
    done = run(folder, "check", "--show-files")
    assert done.returncode == 2
    assert done.stdout.endswith("save it as UTF-8\n1 record, 1 not read\n")


def test_suppressed_findings_are_marked_in_sarif_or_left_out_on_request(folder: Path) -> None:
    record = folder / "docs/adr/0001-x.md"
    text = record.read_text(encoding="utf-8")
    comment = "<!-- adr-lint: ignore-file timeline-mismatch reason: the date is a wish and no promise -->"
    record.write_text(f"{text}\n{comment}\n", encoding="utf-8")

    def results(*more: str) -> list[tuple[str, str]]:
        done = run(folder, "check", *RULES, "--format", "sarif", *more)
        assert done.returncode == 1
        found = json.loads(done.stdout)["runs"][0]["results"]
        return [(one["ruleId"], one.get("suppressions", [{"kind": "live"}])[0]["kind"]) for one in found]

    assert results() == [("team-size-mismatch", "live"), ("timeline-mismatch", "inSource")]
    assert results("--no-suppressed") == [("team-size-mismatch", "live")]
    assert "1 suppressed" in run(folder, "check", *RULES, "--no-suppressed").stdout


def test_every_format_is_documented() -> None:
    page = Path(__file__).parents[2].joinpath("docs/formats.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([a-z]+)`", page, re.MULTILINE)) == set(REPORTERS)


def test_paths_count_from_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "svc/payments"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    (tmp_path / ".git").write_text("gitdir: elsewhere", encoding="utf-8")
    assert view_of(None).from_top("docs/a.md") == "svc/payments/docs/a.md"
