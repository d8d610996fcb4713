"""Nothing from a record, a file name or a policy gives orders to a terminal or to a CI runner."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adr_lint.cli.options import wants_colour
from adr_lint.errors import wide
from adr_lint.report.data import dumps
from adr_lint.report.layout import cut, table, wrap
from adr_lint.report.safe import coloured, plain, safe, safe_block

anything = st.text(st.characters() | st.sampled_from("\x1b\x9b\x07\u202e\u2066\u200b\r\n\t:#[] "))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("a\rb\nc\td", "a\\x0db\\x0ac d"),
        ("\x9b2J", "\\x9b2J"),
        ("\x7f", "\\x7f"),
        ("a\u202eb\u2066", "a\\u202eb\\u2066"),
        ("\u2028", "\\u2028"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
        ("漢字 é e\u0301 😀\u00a0x", "漢字 é e\u0301 😀\u00a0x"),
        ("::error::x", "\\x3a:error::x"),
        ("x ::warning::y", "x \\x3a:warning::y"),
        ("std::vector", "std::vector"),
        ("a ##[error]b", "a ##\\x5berror]b"),
        ("## [link]", "## [link]"),
    ],
)
def test_safe(text: str, shown: str) -> None:
    assert safe(text) == shown


@given(anything)
def test_what_is_safe_is_one_line_without_orders(text: str) -> None:
    shown = safe(text)
    assert shown.isprintable() or all(c.isprintable() or wide(c) <= 2 for c in shown)
    assert not set(shown) & set("\x1b\x9b\r\n\u2028\u202e\u2066\u200b")
    assert not shown.strip().startswith("::")
    assert "##[" not in shown
    shown.encode("utf-8")


@given(anything)
def test_a_block_keeps_its_lines(text: str) -> None:
    assert safe_block(text).split("\n") == [safe(line) for line in text.split("\n")]


@given(anything)
def test_json_is_safe_and_says_the_same(text: str) -> None:
    written = dumps({"words": text})
    assert json.loads(written) == {"words": text}
    assert not set(written) & set("\x1b\x9b\r\u2028\u202e\u2066\u200b")
    assert "##[" not in written
    written.encode("utf-8")


@given(anything, st.integers(20, 100))
def test_no_wrapped_line_begins_with_an_order(text: str, width: int) -> None:
    for line in wrap(safe(text), width, first="  help: ", rest=" " * 8):
        assert not line.strip().startswith("::")


def test_a_line_is_wrapped_by_columns() -> None:
    lines = wrap("one two three", 9, first="> ", rest="  ")
    assert lines == ["> one two", "  three"]
    assert wrap("漢字" * 10, 12) == ["漢字漢字漢字", "漢字漢字漢字", "漢字漢字漢字", "漢字"]
    address = "https://example.org/" + "x" * 60
    assert wrap(f"see {address} there", 40) == ["see", address, "there"]
    assert wrap("", 40, first="x: ") == ["x:"]


@given(st.lists(st.text(st.sampled_from("ab漢é字")), max_size=20), st.integers(12, 40))
def test_wrapping_loses_nothing_and_keeps_the_width(words: list[str], width: int) -> None:
    lines = wrap(" ".join(words), width, rest="  ")
    assert "".join("".join(lines).split()) == "".join(words)
    for line in lines:
        assert wide(line) <= width or len(line.split()) == 1


def test_columns_are_aligned_by_what_a_terminal_shows() -> None:
    rows = list(table([["漢字", "x"], ["ab", "y"]]))
    assert rows == ["漢字  x", "ab    y"]
    assert list(table([])) == []


def test_long_words_are_cut() -> None:
    assert cut("a \n b") == "a b"
    assert cut("x" * 100) == "x" * 59 + "…"


def test_paint() -> None:
    assert plain("x", "error") == "x"
    assert coloured("x", "error") == "\x1b[1;31mx\x1b[0m"
    assert coloured("", "error") == ""


@pytest.mark.parametrize(
    ("color", "environ", "to_file", "terminal", "wanted"),
    [
        ("auto", {}, False, True, True),
        ("auto", {}, False, False, False),
        ("auto", {}, True, True, False),
        ("auto", {"NO_COLOR": "1"}, False, True, False),
        ("auto", {"NO_COLOR": ""}, False, True, True),
        ("auto", {"TERM": "dumb"}, False, True, False),
        ("auto", {"CLICOLOR": "0"}, False, True, False),
        ("auto", {"CLICOLOR": "1"}, False, False, False),
        ("auto", {"FORCE_COLOR": "1"}, False, False, True),
        ("auto", {"FORCE_COLOR": "0"}, False, False, False),
        ("auto", {"CLICOLOR_FORCE": "1"}, False, False, True),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, True, False),
        ("auto", {"FORCE_COLOR": "1"}, True, True, False),
        ("always", {"NO_COLOR": "1", "TERM": "dumb"}, True, False, True),
        ("never", {"FORCE_COLOR": "1"}, False, True, False),
    ],
)
def test_when_to_colour(color: str, environ: dict[str, str], to_file: bool, terminal: bool, wanted: bool) -> None:
    assert wants_colour(color, environ, to_file=to_file, terminal=terminal) is wanted
