"""Which files are found and read, and what is said of the others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from adr_lint.discover import discover, from_bytes, from_text, usual_folders
from adr_lint.errors import UserError
from adr_lint.parse import conventions
from adr_lint.texts import MAX_BYTES

CONVENTIONS = conventions.load()
RECORD = "# T\n\n## Context\n\nx\n\n## Decision\n\ny\n"


@pytest.fixture(autouse=True)
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(*paths: str, text: str = "# T\n") -> None:
    for path in paths:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text, encoding="utf-8")


def found(*paths: str) -> list[str]:
    return [source.path for source in discover(paths, conventions=CONVENTIONS)[0]]


def skipped(*paths: str) -> dict[str, str]:
    return {one.path: one.reason for one in discover(paths, conventions=CONVENTIONS)[1]}


def failed(*paths: str) -> list[str]:
    return [one.path for one in discover(paths, conventions=CONVENTIONS)[1] if one.failed]


def test_no_paths_and_nothing_there() -> None:
    write("readme.md", "docs/guide.md", "src/0001-migration.md")
    assert discover([], conventions=CONVENTIONS) == ([], [])


def test_the_usual_folders() -> None:
    write(
        "docs/adr/0001-a.md", "services/pay/docs/adr/0002-b.md", "docs/architecture/decisions/0003-c.md",
        "decisions/0004-d.md", "web/5_adrs/e.md", "pay-adrs/f.md", ".archgate/adrs/g.md",
        "src/decisions/no.md", "node_modules/x/docs/adr/no.md", ".git/adr/no.md", "docs/other/0009-no.md",
    )  # fmt: skip
    assert found() == [
        ".archgate/adrs/g.md", "decisions/0004-d.md", "docs/adr/0001-a.md", "docs/architecture/decisions/0003-c.md",
        "pay-adrs/f.md", "services/pay/docs/adr/0002-b.md", "web/5_adrs/e.md",
    ]  # fmt: skip


def test_a_folder_within_another_is_walked_once() -> None:
    write("docs/adr/adr/0001-a.md")
    assert usual_folders(CONVENTIONS) == ["docs/adr"]


def test_the_folder_that_adr_dir_names() -> None:
    write("notes/kept/0001-a.md")
    write(".adr-dir", text="notes/kept\n")
    assert found() == ["notes/kept/0001-a.md"]


@pytest.mark.parametrize("name", ["nowhere", "..", "/", ""])
def test_adr_dir_that_names_no_folder_here(name: str) -> None:
    write(".adr-dir", text=f"{name}\n")
    with pytest.raises(UserError, match=r"\.adr-dir"):
        discover([], conventions=CONVENTIONS)


def test_a_walked_folder_says_everything() -> None:
    write("x/0001-a.md", "x/ADR-2 - B.MD", "x/2025-01-02-c.markdown", "x/20250102-d.mdx", "x/DD-7.md")
    write(
        "x/README.md", "x/guide.md", "x/0000-template.md", "x/adr-template-long.md", "x/0003-e.org",
        "x/0004-f.html.erb",
    )  # fmt: skip
    write("x/0005-email-template.md", "x/0006-readme.md", "x/code.py", "x/notes.rst")
    write("x/like-a-record.md", text=RECORD)
    write("x/0007-empty.md", text=" \n")
    assert found("x") == [
        "x/0001-a.md", "x/0005-email-template.md", "x/0006-readme.md", "x/2025-01-02-c.markdown", "x/20250102-d.mdx",
        "x/ADR-2 - B.MD", "x/DD-7.md", "x/like-a-record.md",
    ]  # fmt: skip
    reasons = skipped("x")
    assert set(reasons) == {
        "x/0000-template.md", "x/0003-e.org", "x/0004-f.html.erb", "x/0007-empty.md", "x/README.md",
        "x/adr-template-long.md", "x/guide.md", "x/notes.rst",
    }  # fmt: skip
    assert reasons["x/README.md"] == "describes the folder"
    assert reasons["x/0000-template.md"] == "is a template"
    assert "Org is not read yet" in reasons["x/0003-e.org"]
    assert "neither named like a record" in reasons["x/guide.md"]
    assert failed("x") == []


def test_a_number_outside_folders_of_records_is_not_enough() -> None:
    write("docs/01-guide.md", "docs/plans/0002-plan.md", "docs/adr-0003-x.md")
    write("docs/proposals/0004-y.md", text="# Y\n\nStatus: draft\n")
    write("docs/proposals/0005-z.rst", text="Z\n=\n\nMotivation\n----------\n\nx\n")
    write("docs/proposals/0006-w.md", text=RECORD)
    assert found(".") == [
        "docs/adr-0003-x.md", "docs/proposals/0004-y.md", "docs/proposals/0005-z.rst", "docs/proposals/0006-w.md",
    ]  # fmt: skip
    assert "has a number, but" in skipped(".")["docs/01-guide.md"]
    assert found("docs/plans") == ["docs/plans/0002-plan.md"]


def test_every_markdown_file_in_a_folder_of_records_is_one() -> None:
    write(
        "docs/adr/why-pumps.md",
        "docs/adr/deep/pumps.md",
        "docs/adr/index.md",
        "docs/adr/pumps.org",
        "docs/adr/notes.txt",
    )
    assert found("docs") == ["docs/adr/deep/pumps.md", "docs/adr/why-pumps.md"]
    assert set(skipped("docs")) == {"docs/adr/index.md", "docs/adr/pumps.org"}


def test_a_readme_alone_in_its_records_folder_is_the_record() -> None:
    write("adr/0001-pumps/README.md", "adr/0002-wells/0001-x.md", "adr/0002-wells/README.md", "adr/images/README.md")
    write("adr/wells/index.md", text=RECORD)
    assert found("adr") == ["adr/0001-pumps/README.md", "adr/0002-wells/0001-x.md", "adr/wells/index.md"]
    assert set(skipped("adr")) == {"adr/0002-wells/README.md", "adr/images/README.md"}


def test_a_readme_beside_whose_folder_a_record_lies_belongs_to_it() -> None:
    write("docs/adr/adr-0007-x.md", "docs/adr/adr-0007/README.md", "docs/adr/adr-0008/README.md")
    assert found("docs") == ["docs/adr/adr-0007-x.md", "docs/adr/adr-0008/README.md"]
    assert skipped("docs") == {
        "docs/adr/adr-0007/README.md": "belongs to 'adr-0007-x.md', beside whose folder it lies",
    }


def test_a_header_beside_the_readme_comes_with_it() -> None:
    write("keps/1234-x/README.md", "keps/1235-y/README.md", "keps/1236-z/notes.md")
    Path("keps/1234-x/kep.yaml").write_text("status: implementable\n", encoding="utf-8")
    sources = discover(["keps"], conventions=CONVENTIONS)[0]
    assert [(source.path, source.beside) for source in sources] == [
        ("keps/1234-x/README.md", "status: implementable\n"), ("keps/1235-y/README.md", ""),
    ]  # fmt: skip


def test_what_lies_among_templates_is_no_record() -> None:
    write("docs/adr/templates/0001-x.md", "docs/adr/0001-y.md", "docs/adr/AGENTS.md")
    assert found("docs") == ["docs/adr/0001-y.md"]
    assert skipped("docs") == {
        "docs/adr/templates/0001-x.md": "lies among templates",
        "docs/adr/AGENTS.md": "tells coding agents how to work",
    }


def test_a_named_file_is_read_whatever_its_name() -> None:
    write("README.md", "notes.markdown")
    assert found("README.md", "notes.markdown") == ["README.md", "notes.markdown"]


def test_a_named_file_that_is_not_read_has_failed() -> None:
    write("a.org", "b.py", "c")
    write("d.md", text="")
    assert failed("a.org", "b.py", "c", "d.md") == ["a.org", "b.py", "c", "d.md"]
    assert "Org is not read" in skipped("a.org")["a.org"]
    assert ".markdown, .md, .md.erb, .mdx, .rst" in skipped("b.py")["b.py"]


def test_a_path_that_does_not_exist() -> None:
    write("docs/adr/0001-pumps.md")
    with pytest.raises(UserError, match="does not exist") as caught:
        discover(["docs/adr/0001-pump.md"], conventions=CONVENTIONS)
    assert caught.value.suggestion == "did you mean '0001-pumps.md'?"
    with pytest.raises(UserError) as caught:
        discover(["docs/nowhere/at/all.md"], conventions=CONVENTIONS)
    assert "docs/nowhere" in caught.value.suggestion


@pytest.mark.parametrize("given", ["x", "x/", "./x", ".//x/."])
def test_paths_are_shown_plainly(given: str) -> None:
    write("x/0001-a.md")
    assert found(given) == ["x/0001-a.md"]


def test_a_file_given_twice_is_read_once() -> None:
    write("x/0001-a.md")
    assert found("x", "x/0001-a.md", "./x") == ["x/0001-a.md"]
    assert skipped("x", "x/0001-a.md", "./x") == {}


def test_paths_above_and_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("x/0001-a.md", "y/z.txt")
    monkeypatch.chdir("y")
    assert found("../x") == ["../x/0001-a.md"]
    assert found(str(tmp_path / "x")) == [(tmp_path / "x/0001-a.md").as_posix()]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"a\r\nb\rc\n", "a\r\nb\rc\n"),
        (b"\xef\xbb\xbfa", "a"),
        (b"\xff\xfea\0\xe4\0", "a\u00e4"),
        (b"\xfe\xff\0a", "a"),
        ("\u00e4😀".encode(), "\u00e4😀"),
    ],
)
def test_bytes_that_are_text(raw: bytes, text: str) -> None:
    Path("0001-a.md").write_bytes(raw)
    sources, others = discover(["0001-a.md"], conventions=CONVENTIONS)
    assert [source.text for source in sources] == [text]
    assert others == []
    assert from_bytes(raw, "-").text == text


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"a\nb\xe9c", "is not UTF-8: byte 3 (line 2) is 0xE9; save it as UTF-8"),
        (b"\xef\xbb\xbf\xe9", "byte 3 (line 1)"),
        (b"a\0b", "a NUL stands at character 1"),
        (b"\xff\xfea", "is not UTF-16"),
        (b"\xff\xfe\0\0a\0\0\0", "NUL"),
        (b"a" * (MAX_BYTES + 1), "is larger than 1,048,576 bytes"),
    ],
)
def test_bytes_that_are_not(raw: bytes, reason: str) -> None:
    Path("x").mkdir()
    Path("x/0001-a.md").write_bytes(raw)
    assert found("x") == []
    assert reason in skipped("x")["x/0001-a.md"]
    assert failed("x") == ["x/0001-a.md"]
    with pytest.raises(UserError):
        from_bytes(raw, "-")


def test_a_record_of_the_largest_size_is_read() -> None:
    Path("0001-a.md").write_bytes(b"a" * MAX_BYTES)
    assert found("0001-a.md") == ["0001-a.md"]


def test_what_is_no_record_by_name_fails_nobody() -> None:
    Path("x").mkdir()
    Path("x/guide.md").write_bytes(b"\xe9")
    assert failed("x") == []
    assert "UTF-8" in skipped("x")["x/guide.md"]


def test_text_from_elsewhere() -> None:
    assert (from_text("\ufeffa", "stdin").text, from_text("a", "stdin").path) == ("a", "stdin")


def test_only_regular_files_are_read() -> None:
    Path("x").mkdir()
    os.mkfifo("x/0001-a.md")
    assert found("x", "x/0001-a.md") == []
    assert skipped("x") == {"x/0001-a.md": "is not a regular file"}
    assert failed("x") == []
    assert failed("x/0001-a.md") == ["x/0001-a.md"]


def test_links_are_followed_once() -> None:
    write("x/0002-b.md", "x/sub/0003-c.md", text=RECORD)
    Path("x/0001-a.md").symlink_to("0002-b.md")
    Path("x/0009-dangling.md").symlink_to("nowhere.md")
    Path("x/loop").symlink_to(".")
    Path("x/up").symlink_to("..")
    Path("x/alias").symlink_to("sub")
    assert found("x") == ["x/0001-a.md", "x/sub/0003-c.md"]
    assert skipped("x")["x/0002-b.md"] == "is the same file as 'x/0001-a.md', which is read"
    assert failed("x") == ["x/0009-dangling.md"]


def test_a_folder_outside_is_reached_by_a_link() -> None:
    write("elsewhere/0001-a.md", "x/0002-b.md", text=RECORD)
    Path("x/link").symlink_to("../elsewhere")
    assert found("x") == ["x/0002-b.md", "x/link/0001-a.md"]


def test_hidden_and_foreign_folders_are_not_entered() -> None:
    write("x/.git/0001-a.md", "x/node_modules/0001-a.md", "x/.venv/0001-a.md", "x/vendor/0001-a.md", "x/0001-a.md")
    assert discover(["x"], conventions=CONVENTIONS)[1] == []
    assert found("x") == ["x/0001-a.md"]
    assert found("x/vendor") == ["x/vendor/0001-a.md"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read() -> None:
    write("x/0001-a.md")
    Path("x/0001-a.md").chmod(0)
    assert failed("x") == ["x/0001-a.md"]


def test_names_that_cannot_be_printed() -> None:
    Path("x").mkdir()
    name = os.fsdecode(b"x/0001-\xff.md")
    try:
        Path(name).write_text("# T\n", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    assert found("x") == ["x/0001-\ufffd.md"]


def test_of_named_files_only_those_that_a_run_would_find() -> None:
    write("docs/adr/0001-a.md", "docs/adr/0002-b.md", "docs/adr/README.md", "docs/adr/template.md", "docs/guide.md")
    write("arch/log/notes.md", "arch/log/0003-c.md")
    named = ["./docs/adr/0001-a.md", "docs/adr/README.md", "docs/adr/template.md", "docs/guide.md", "arch/log/notes.md"]

    def only(*paths: str) -> tuple[list[str], list[str]]:
        sources, left = discover(paths, conventions=CONVENTIONS, only=[*named, "arch/log/0003-c.md"])
        return [source.path for source in sources], [f"{one.path}: {one.reason.split(' (')[0]}" for one in left]

    assert only() == (
        ["docs/adr/0001-a.md"],
        [
            "arch/log/0003-c.md: is in no folder of records",
            "arch/log/notes.md: is in no folder of records",
            "docs/adr/README.md: describes the folder",
            "docs/adr/template.md: is a template",
            "docs/guide.md: is in no folder of records",
        ],
    )
    assert only("arch/log", "docs/guide.md")[0] == ["arch/log/0003-c.md", "docs/guide.md"]


def test_a_named_file_that_is_not_there() -> None:
    write("docs/adr/0001-a.md")
    with pytest.raises(UserError, match="does not exist"):
        discover([], conventions=CONVENTIONS, only=["docs/adr/0001-b.md"])


def test_a_record_that_cannot_be_read_is_a_failure_also_where_others_name_it() -> None:
    Path("docs/adr").mkdir(parents=True)
    Path("docs/adr/0001-a.md").write_bytes(b"\xff")
    assert [one.failed for one in discover([], conventions=CONVENTIONS, only=["docs/adr/0001-a.md"])[1]] == [True]
