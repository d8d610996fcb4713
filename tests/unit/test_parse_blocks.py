"""Blocks of prose: what a reader sees, and the way from every character back to the source."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from adr_lint.model import Block, Record, Source
from adr_lint.parse import conventions, parse

CONVENTIONS = conventions.load()


def record(text: str, path: str = "0001-x.md") -> Record:
    return parse(Source(path, text), CONVENTIONS)


def shown(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in record(text).blocks]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []),
        (" \n\n", []),
        ("# A\n\ntext", [("heading", "A"), ("paragraph", "text")]),
        ("A\n=\n\nB\n-\n", [("heading", "A"), ("heading", "B")]),
        ("##Context\nWhy.\n", [("heading", "Context"), ("paragraph", "Why.")]),
        ("#42 is fixed", [("paragraph", "#42 is fixed")]),
        ("#tag it", [("paragraph", "#tag it")]),
        ("**Status**\n\nx", [("heading", "Status"), ("paragraph", "x")]),
        ("__Decision__:\n\nx", [("heading", "Decision:"), ("paragraph", "x")]),
        ("**Context**\nWe have two.", [("heading", "Context"), ("paragraph", "We have two.")]),
        ("**Decision.** We use pumps.", [("heading", "Decision."), ("paragraph", "We use pumps.")]),
        ("**Pumps.** They leak.", [("paragraph", "Pumps. They leak.")]),
        (
            "**Pumps.** They leak.\n\n**So?** We rent.\n\n**The bill**: ten a day.",
            [
                ("heading", "Pumps."),
                ("paragraph", "They leak."),
                ("heading", "So?"),
                ("paragraph", "We rent."),
                ("heading", "The bill:"),
                ("paragraph", "ten a day."),
            ],
        ),
        (
            "**Ann:** Rent.\n\n**Ben:** Own.\n\n**Ann:** Rent!",
            [("paragraph", "Ann: Rent."), ("paragraph", "Ben: Own."), ("paragraph", "Ann: Rent!")],
        ),
        (
            "## Context\n\n**Pumps.** Leak.\n\n**Hoses.** Leak.\n\n**Taps.** Leak.",
            [
                ("heading", "Context"),
                ("paragraph", "Pumps. Leak."),
                ("paragraph", "Hoses. Leak."),
                ("paragraph", "Taps. Leak."),
            ],
        ),
        ("**Never mind.**", [("paragraph", "Never mind.")]),
        ("**Accepted**", [("paragraph", "Accepted")]),
        ("**a** and **b**", [("paragraph", "a and b")]),
        ("- **Cost**", [("item", "Cost")]),
        ("<h2>Pumps</h2>\n\nx", [("heading", "Pumps"), ("paragraph", "x")]),
        ("<h2><b>Wet</b> pumps", [("heading", "Wet pumps")]),
        ("- a\n- b\n  - c\n\n1. d\n", [("item", "a"), ("item", "b"), ("item", "c"), ("item", "d")]),
        ("- a\n\n  more\n", [("item", "a"), ("paragraph", "more")]),
        ("- [x] a\n- [ ] b\n", [("item", "a"), ("item", "b")]),
        ("> said\n> so", [("quote", "said so")]),
        ("> [!NOTE]\n> said", [("quote", "said")]),
        ("> - a", [("item", "a")]),
        ("> ## a", [("quote", "a")]),
        ("```\n# no heading\n```", [("code", "# no heading")]),
        ("    indented", [("code", "indented")]),
        ("| a | b |\n|---|---|\n| 1 | |\n", [("cell", "a"), ("cell", "b"), ("cell", "1"), ("cell", "")]),
        ("a<!-- no -->b", [("paragraph", "ab")]),
        ("a <!-- no\nno --> b", [("paragraph", "a  b")]),
        ("<!-- no\n\nno -->\n\nb", [("paragraph", "b")]),
        ("a <!-- no\n\n## no\n\n- no --> b", [("paragraph", "a"), ("item", "b")]),
        ("<div>\n<!-- no\n\nno -->\n</div>\n\nb", [("paragraph", "b")]),
        ("a \\<!-- b", [("paragraph", "a <!-- b")]),
        ("a <!-- b", [("paragraph", "a <!-- b")]),
        ("`<!-- a -->` b", [("paragraph", "<!-- a --> b")]),
        ("<details>\n<summary>Sum</summary>\n\nbody\n\n</details>", [("html", "Sum"), ("paragraph", "body")]),
        ("<p>a &amp; b</p>\n<p>c<br>d</p>", [("html", "a & b"), ("html", "c"), ("html", "d")]),
        ("<style>no</style>\n<p>a</p>", [("html", "a")]),
        ("a <b>b</b><br>c", [("paragraph", "a b c")]),
        ("~~no~~ yes", [("paragraph", "yes")]),
        ("<s>no</s> yes <del>no</del>", [("paragraph", "yes")]),
        ("<s>no\n\nyes", [("paragraph", "yes")]),
        ("[text](http://a.b) ![alt](c.png) <http://d.e>", [("paragraph", "text alt http://d.e")]),
        ("`code` ``a ` b`` *i* __b__ \\* &lt; &nbsp;x", [("paragraph", "code a ` b i b * <  x")]),
        ("a\u00a0b\u200bc\ufeff", [("paragraph", "a bc")]),
        ("a\nb  \nc\\\nd", [("paragraph", "a b c d")]),
        ("a\r\nb\r\rc", [("paragraph", "a b"), ("paragraph", "c")]),
        ("a[^1]\n\n[^1]: note", [("paragraph", "a"), ("paragraph", "note")]),
        ("[a]: http://b.c\n\nd", [("paragraph", "d")]),
    ],
)
def test_what_a_reader_sees(text: str, blocks: list[tuple[str, str]]) -> None:
    assert shown(text) == blocks


def test_levels_of_headings_of_every_kind() -> None:
    text = "# A\n\n## B\n\n**C**\n\nx\n\n**D**\n\n<h3>E</h3>\n\n**F**\n\n##G\n"
    assert [(section.title, section.level) for section in record(text).sections] == [
        ("A", 1), ("B", 2), ("C", 3), ("D", 3), ("E", 3), ("F", 4), ("G", 2),
    ]  # fmt: skip


def test_sections_of_blocks_with_and_without_a_preamble() -> None:
    assert [block.section for block in record("x\n\n# A\n\ny\n\n## B\n\nz").blocks] == [0, 1, 1, 2, 2]
    assert [block.section for block in record("# A\n\ny\n\n## B\n\nz").blocks] == [0, 0, 1, 1]
    assert record("x").sections[0].level == 0


def test_depth_and_quotes() -> None:
    blocks = record("- a\n  - b\n    - c\n\n> q\n>\n> - d\n").blocks
    assert [(block.text, block.depth, block.quoted) for block in blocks] == [
        ("a", 1, False), ("b", 2, False), ("c", 3, False), ("q", 0, True), ("d", 1, True),
    ]  # fmt: skip


def test_tables() -> None:
    made = record("# T\n\n| a | b |\n|--|--|\n| c |\n| d | *e* | f |\n\n> | g |\n> |---|\n")
    assert [[[made.blocks[cell].text for cell in row] for row in table.rows] for table in made.tables] == [
        [["a", "b"], ["c", ""], ["d", "e"]],
        [["g"]],
    ]
    cell = next(block for block in made.blocks if block.text == "e")
    assert (cell.table, cell.row, cell.column, cell.section) == (0, 2, 1, 0)
    assert made.place(cell.at(0), cell.end).line == 6


@pytest.mark.parametrize(
    ("text", "needle", "line", "column"),
    [
        ("# Ünï **wörd** x\n", "wörd", 1, 9),
        ("> a\n> needle", "needle", 2, 3),
        ("- x\n  lazy *needle*", "needle", 2, 9),
        ("a\r\nb\rneedle", "needle", 3, 1),
        ("---\ntitle: ä\n---\n\nneedle", "needle", 5, 1),
        ("😀 &amp; needle", "needle", 1, 9),
        ("| a | b |\n|---|---|\n| x \\| y | `needle` |", "needle", 3, 13),
        ("<p>\n  needle</p>", "needle", 2, 3),
        ("a ``x` needle`` b", "needle", 1, 8),
        ("> `a\n> needle` c", "needle", 2, 3),
        ("**Context.** needle", "needle", 1, 14),
        ("##Context\nneedle", "needle", 2, 1),
        ("[needle](u)", "needle", 1, 2),
        ("\ufeff\u200bneedle", "needle", 1, 3),
    ],
)
def test_places(text: str, needle: str, line: int, column: int) -> None:
    made = record(text)
    block = next(block for block in made.blocks if needle in block.text)
    start = block.text.index(needle)
    place = made.place(block.at(start), block.at(start + len(needle) - 1) + 1)
    assert (place.line, place.column, place.end_line, place.end_column) == (line, column, line, column + len(needle))


def test_a_space_for_a_line_end_stands_at_its_start() -> None:
    for text in ["a\r\nb", "a\nb", "a\rb", "a\r\n  b"]:
        block = record(text).blocks[0]
        assert (block.text, block.at(1), text[block.at(2)]) == ("a b", 1, "b")


def test_lines_end_as_editors_see_them() -> None:
    assert record("a\nb\r\nc\rd").line_starts == (0, 2, 5, 7)
    assert record("").line_starts == (0,)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000, "*_" * 10_000, ">" * 5_000, "- " * 3_000 + "x", "`" * 20_000, "<!--" * 5_000, "<" * 20_000,
        "<div><!--" * 3_000, "<a " * 20_000, "~~a " * 10_000, "# " * 5_000, "**" * 10_000, "&#0;" * 5_000,
        "a" * 1_000_000, "a " * 500_000, "|" * 20_000, "|a" * 100 + "\n" + "|-" * 100 + "\n" + "|x\n" * 100,
        "\n".join("> " * depth + "a" for depth in range(400)), "\n".join("  " * depth + "- a" for depth in range(400)),
        "---\n" + "a: " * 5_000 + "\n---\n", "---\n" + "[" * 5_000 + "\n---\n", "+++\n" * 1_000, "\0", "\ud800 a",
        "\r" * 10_000,
        "Status: " * 20_000, "## Options\n\n" + "- a (b " * 10_000, "**Chosen option**: " * 5_000, "x, " * 50_000,
        "# " + "1." * 20_000, "# " + "ADR-" * 20_000, "# " + "(" * 20_000, "Date: " + "1/" * 50_000,
        "# " + "! " * 20_000,
    ],
    ids=lambda text: repr(text[:12]),
)  # fmt: skip
def test_hostile_text_makes_a_record(text: str) -> None:
    made = record(text)
    assert made.text == text
    check_places(made)


FRAGMENTS = st.sampled_from(
    [
        "# ", "## Status", "\n", "\n\n", "\r\n", "\r", "- ", "  ", "    ", "1. ", "> ", "**", "*", "_", "`", "``",
        "```\n",
        "| a | b |\n|---|---|\n", "|", "~~", "<!--", "-->", "<b>", "</b>", "<s>", "<h2>", "</h2>", "<div>\n", "<br>",
        "&amp;", "&nbsp;", "&#x200b;", "\\", "[x](y)", "![a](b)", "[^1]", "[^1]: ", "---\n", "+++\n", "===\n", "ä",
        "😀", "\u00a0", "\u200b", "\t", "Status: accepted", "Date: 3 March 2025", "Option 1: x", "Chosen option: ",
        "**Context.** ", "a", "word ",
        "\0", "\ud800", "\u2028", "\x85", "key: value\n", "- [x] ",
    ]
)  # fmt: skip


@given(st.lists(FRAGMENTS, max_size=40).map("".join))
@example("<h2>## Status\r|")
@settings(max_examples=400, deadline=None)
def test_every_character_leads_back_to_its_own(text: str) -> None:
    check_places(record(text))


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_makes_a_record(text: str) -> None:
    check_places(record(text))


def check_places(made: Record) -> None:
    starts = made.line_starts
    for block in made.blocks:
        assert 0 <= block.section < len(made.sections)
        assert block.offsets[0][0] == 0
        assert list(block.offsets) == sorted(block.offsets)
        for position in range(0, len(block.text), max(1, len(block.text) // 300)):
            source = block.at(position)
            assert 0 <= source < len(made.text)
            assert same(block, position, made.text), (block, position)
            place = made.place(source, source + 1)
            assert starts[place.line - 1] + place.column - 1 == source
    for section in made.sections:
        assert section.roles[0] == section.role
    for table in made.tables:
        assert all(made.blocks[cell].kind == "cell" for row in table.rows for cell in row)
    for option in made.options:
        assert option.name
    if made.status is not None:
        assert made.status_place is not None


def same(block: Block, position: int, source: str) -> bool:
    """The character is the source's own, or one that stands for what is there."""
    character, own = block.text[position], source[block.at(position)]
    if character == own:
        return True
    if character == " ":
        return block.kind == "code" or own in "<&" or own.isspace()  # a tab in code may stand for several spaces
    return own == "&" or (character == "?" and "\ud800" <= own <= "\udfff") or character == "\ufffd"
