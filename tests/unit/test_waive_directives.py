"""Directives in records, in every kind of block: which lines they reach, and what is wrong with the others."""

from __future__ import annotations

import pytest

from adr_lint.discover import from_text
from adr_lint.model import Place, Record
from adr_lint.parse import conventions, parse
from adr_lint.waive.directives import MOST_WRONG, Directives, directives_of

RULES = ("no-exit-plan", "tco-horizon")
ALL = 10**9
SAYS = "adr-lint: ignore no-exit-plan reason: the contract ends in May"
HTML = f"<!-- {SAYS} -->"


def record(text: str, name: str = "a.md") -> Record:
    return parse(from_text(text, name), conventions.load())


def read(text: str, name: str = "a.md") -> Directives:
    return directives_of(record(text, name), RULES, ["pitfalls"])


def reach(text: str) -> list[tuple[int, int]]:
    found = read(text)
    assert found.wrong == ()
    return [(one.first, one.last) for one in found.valid]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        (f"{HTML}\n# Title\n\nText.\n", 2, 2),
        (f"# Title {HTML}\n\nText.\n", 1, 1),
        (f"# Title\n\n{HTML}\nA paragraph\nof two lines.\n\nAnother.\n", 4, 5),
        (f"# Title\n\n{HTML}\n\n\nA paragraph\nof two lines.\n", 6, 7),
        (f"# Title\n\nA paragraph\nof two lines. {HTML}\n\nAnother.\n", 3, 4),
        (f"# Title\n\n{HTML} To Markdown a block\nof its own.\n", 3, 3),
        (f"# Title\n\nA paragraph\n{HTML}\nof three lines.\n\nAnother.\n", 5, 5),
        (f"# Title\n\n- one\n- two {HTML}\n  goes on\n- three\n", 4, 5),
        (f"# Title\n\n- one\n  {HTML}\n- two\n  goes on\n- three\n", 5, 6),
        (f"# Title\n\n1. {HTML}\n   one\n2. two\n", 4, 4),
        (f"# Title\n\n- one\n  - two {HTML}\n    goes on\n  - three\n", 4, 5),
        (f"# Title\n\n| a | b |\n|---|---|\n| c {HTML} | d |\n| e | f |\n", 5, 5),
        (f"# Title\n\n{HTML}\n\n| a | b |\n|---|---|\n| c | d |\n| e | f |\n\nText.\n", 5, 8),
        (f"# Title\n\n> quote\n> goes on {HTML}\n\nText.\n", 3, 4),
        (f"# Title\n\n> {HTML}\n> quote\n> goes on\n\nText.\n", 4, 5),
        (f"# Title\n\nText[^1].\n\n[^1]: A note {HTML}\n    goes on\n", 5, 6),
        (f"# Title\n\n   {HTML}\nText.\n", 4, 4),
        (f"# Title\n\n- one\n\n      indented in it\n\n  {HTML}\n\n  goes on\n", 9, 9),
        (f"# Title\n\n<div>\n{HTML}\nText.\n</div>\n", 5, 5),
        (f"# Title\r\n\r\n{HTML}\r\nText\r\ngoes on.\r\n", 4, 5),
        (f"# Größe 🚀\n\nFür {HTML}\n", 3, 3),
        (f"# Title\n\n<!-- {SAYS}\nand is not renewed -->\nText.\n", 5, 5),
        (f"# Title\n\n{HTML}\n<!-- another comment -->\nText.\n", 4, 4),
        (f"# Title\n\n{HTML}", 3, 3),
        (f"---\n# {SAYS}\nstatus: accepted\n---\n# Title\n", 3, 3),
        (f"---\nstatus: accepted # {SAYS}\ndate: 2025-01-01\n---\n# Title\n", 2, 2),
        (f"---\n# {SAYS}\ndecision:\n  approach: build\n  team.engineers: 3\ndate: 2025-01-01\n---\n# T\n", 3, 5),
        (f"---\n# {SAYS}\ntags:\n- a\n- b\ndate: 2025-01-01\n---\n# T\n", 3, 5),
        (f"---\nstatus: accepted\n# {SAYS}\n---\n# T\n", 4, 4),
    ],
)
def test_a_directive_reaches_its_block(text: str, first: int, last: int) -> None:
    assert reach(text) == [(first, last)]


def test_several_above_one_another_reach_the_same_block() -> None:
    other = HTML.replace("no-exit-plan", "tco-horizon")
    assert reach(f"# Title\n\n{HTML}\n{other}\n\nText.\n") == [(6, 6), (6, 6)]


SECTION = HTML.replace("ignore", "ignore-section")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        (f"# T\n\n## A\n\n{SECTION}\n\nText.\n\n### B\n\nText.\n\n## C\n", 3, 12),
        (f"# T\n\n## A\n\nText. {SECTION}\n\n## C\n", 3, 6),
        (f"# T\n\n## A\n\n### B\n\n- one {SECTION}\n\n## C\n", 5, 8),
        (f"# T\n\n{SECTION}\n\n## A\n\nText.\n", 1, ALL),
        (f"{SECTION}\n\n# T\n\nText.\n", 1, 2),
        (f"Text. {SECTION}\n", 1, ALL),
        (f"---\n# {SAYS.replace('ignore', 'ignore-section')}\nstatus: accepted\n---\n# T\n", 1, 4),
    ],
)
def test_a_directive_for_a_section(text: str, first: int, last: int) -> None:
    assert reach(text) == [(first, last)]


@pytest.mark.parametrize(
    "text",
    [f"# T\n\nText. {HTML.replace('ignore', 'ignore-file')}\n",
     f"---\n# {SAYS.replace('ignore', 'ignore-file')}\n---\n# T\n"],
)  # fmt: skip
def test_a_directive_for_the_file(text: str) -> None:
    assert reach(text) == [(1, ALL)]


@pytest.mark.parametrize(
    "text",
    [
        f"# T\n\n```markdown\n{HTML}\n```\n",
        f"# T\n\n~~~\n{HTML}\n~~~\n",
        f"# T\n\n    {HTML}\n",
        f"# T\n\nWrite `{HTML}` above it.\n",
        f"# T\n\n- one\n\n  ```\n  {HTML}\n  ```\n",
        "# T\n\n<!-- adr-lint finds nothing here -->\n",
        "# T\n\n<!-- see adr-lint: ignore -->\n",
        "# T\n\nadr-lint: ignore no-exit-plan reason: it is prose\n",
        "# T\n\n# adr-lint: ignore no-exit-plan reason: a heading, and no comment\n",
    ],
)
def test_what_is_no_directive(text: str) -> None:
    assert read(text) == Directives()


def test_several_rules_and_a_reason_of_several_lines() -> None:
    found = read(
        "# T\n\n<!-- adr-lint: ignore no-exit-plan, tco-horizon\n     reason: one: two,\n     three -->\nText.\n"
    ).valid
    assert [list(one.rules) for one in found] == [["no-exit-plan", "tco-horizon"]]
    assert found[0].reason == "one: two, three"
    assert found[0].rules["tco-horizon"] == Place("a.md", 3, 37, 3, 48)
    assert found[0].covers("tco-horizon", Place("a.md", 6, 1, 6, 2))
    assert not found[0].covers("close-call", Place("a.md", 6, 1, 6, 2))
    assert not found[0].covers("tco-horizon", Place("a.md", 7, 1, 7, 2))


@pytest.mark.parametrize(
    ("said", "words", "column"),
    [
        ("adr-lint: ignore no-exit-plan", "it gives no reason (add 'reason:", 1),
        ("adr-lint: ignore no-exit-plan reason:", "it gives no reason", 1),
        ("adr-lint: ignore no-exit-plan reason: …", "it gives no reason", 1),
        ("adr-lint: ignore no-exit-plan because it ends", "there is no rule 'because'", 36),
        ("adr-lint: ignore no-exit-plann reason: x", "'no-exit-plann' (did you mean 'no-exit-plan'?)", 23),
        ("adr-lint: ignore zzz reason: x", "there is no rule 'zzz' (adr-lint rules lists them all)", 23),
        ("adr-lint: ignore pitfalls reason: x", "'pitfalls' is a chapter (name its rules one by one)", 23),
        ("adr-lint: ignore reason: x", "it names no rule (write '<!-- adr-lint: ignore RULE reason:", 1),
        ("adr-lint: ignor no-exit-plan reason: x", "'ignor' is no directive (did you mean 'ignore'?)", 1),
        ("adr-lint: disable no-exit-plan reason: x", "'disable' is no directive (write", 1),
        ("adr-lint-disable no-exit-plan", "it says nothing that is a directive", 1),
        ("ADR_lint: ignore no-exit-plan reason: x", "it says nothing that is a directive", 1),
        ("adr-lint:", "it says nothing that is a directive", 1),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_place(said: str, words: str, column: int) -> None:
    found = read(f"# T\n\n<!-- {said} -->\nText.\n")
    assert found.valid == ()
    assert words in found.wrong[0].says
    assert (found.wrong[0].place.line, found.wrong[0].place.column) == (3, column)


def test_a_comment_that_is_not_closed() -> None:
    assert "is not closed" in read("# T\n\n<!-- adr-lint: ignore no-exit-plan reason: x\n\nText.\n").wrong[0].says


def test_the_name_may_be_written_in_capitals() -> None:
    assert len(read(f"# T\n\n{HTML.replace('adr-lint: ignore', 'ADR-lint: IGNORE')}\nText.\n").valid) == 1


@pytest.mark.parametrize(
    "text",
    [
        HTML * 3_000,
        f"{HTML}\n" * 3_000,
        f"# T {SECTION}\n" * 3_000,
        HTML + "<!-- adr-lint: " * 20_000,
        "---\n" + f"# {SAYS}\na:\n" * 3_000 + " - x\n" * 3_000 + "---\n",
        f"<!-- adr-lint: ignore {'tco-horizon, ' * 20_000} reason: x -->",
        "<!-- adr-lint: ignore zzz reason: x -->\n" * 3_000,
    ],
    ids=["one line", "many lines", "many headings", "never closed", "front matter", "many rules", "all wrong"],
)
def test_hostile_records_end(text: str) -> None:
    found = read(text)
    assert found.valid or found.wrong
    assert len(found.wrong) <= MOST_WRONG


def test_a_lone_surrogate_does_no_harm() -> None:
    assert reach(f"# T \ud800\n\n{HTML}\nText.\n") == [(4, 4)]


@pytest.mark.parametrize(
    ("name", "text", "first", "last"),
    [
        ("a.adoc", f"= T\n\n// {SAYS}\nA paragraph\nof two lines.\n\nAnother.\n", 4, 5),
        ("a.adoc", f"= T\n\nA paragraph\n// {SAYS}\nof three lines.\n\nAnother.\n", 5, 5),
        ("a.adoc", f"= T\n\n// {SAYS}\n[cols=2]\n|===\n|a |b\n|c |d\n|===\n\nText.\n", 4, 7),
        ("a.adoc", f"= T\n\n////\n{SAYS}\nand not renewed\n////\nText.\n", 7, 7),
        ("a.adoc", f"= T\n// {SAYS}\n:status: accepted\n:date: 2025-01-01\n\nText.\n", 3, 3),
        ("a.adoc", f"= T\n\n// {SAYS.replace('ignore', 'ignore-file')}\nText.\n", 1, ALL),
        ("a.adoc", f"= T\n\n== S\n\n// {SAYS.replace('ignore', 'ignore-section')}\nText.\n\n== U\n", 3, 7),
        ("a.adoc", f"---\n# {SAYS}\nstatus: accepted\n---\n= T\n", 3, 3),
        ("a.rst", f"T\n=\n\n.. {SAYS}\n\nA paragraph\nof two lines.\n\nAnother.\n", 6, 7),
        ("a.rst", f"T\n=\n\n.. {SAYS}\n   and is not renewed\n\nText.\n", 7, 7),
        ("a.rst", f"T\n=\n\n* one\n\n  .. {SAYS}\n\n* two\n  goes on\n", 8, 9),
        ("a.rst", f"T\n=\n\n.. {SAYS}\n\n.. list-table::\n\n   * - a\n     - b\n   * - c\n     - d\n\nText.\n", 6, 11),
    ],
)
def test_comments_of_other_markups_reach_their_blocks(name: str, text: str, first: int, last: int) -> None:
    found = read(text, name)
    assert (found.wrong, [(one.first, one.last) for one in found.valid]) == ((), [(first, last)])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.adoc", f"= T\n\n----\n// {SAYS}\n<!-- {SAYS} -->\n----\n"),
        ("a.rst", f"T\n=\n\nSee::\n\n    .. {SAYS}\n\n    {HTML}\n"),
        ("a.adoc", f"= T\n\n// {HTML[:9]}\n// another comment\n"),
    ],
)
def test_examples_in_code_accept_nothing(name: str, text: str) -> None:
    assert read(text, name) == Directives()


@pytest.mark.parametrize(
    ("name", "form"), [("a.adoc", "AsciiDoc has no comments of HTML"), ("a.rst", "write '.. adr-lint: ignore RULE")]
)
def test_a_comment_of_html_is_text_elsewhere(name: str, form: str) -> None:
    found = read(f"T\n=\n\n{HTML}\n\nText.\n", name)
    assert found.valid == ()
    assert form in found.wrong[0].says
    assert (found.wrong[0].place.line, found.wrong[0].place.column) == (4, 1)
