"""What a user is told about a mistake: where, an excerpt with a caret, what is allowed, what was probably meant."""

from __future__ import annotations

import pytest

from adr_lint.errors import CombinedUserError, UserError, did_you_mean, excerpt, listing, wide
from adr_lint.model import Place


def place(line: int, column: int, end_column: int, end_line: int | None = None) -> Place:
    return Place("p.yaml", line, column, end_line or line, end_column)


def test_an_error_says_all_that_it_knows() -> None:
    error = UserError(
        "'blocker' is not allowed", place=place(2, 11, 18), text="- id: x\n  severity blocker\n",
        allowed=("error", "warning"), suggestion="did you mean 'error'?",
    )  # fmt: skip
    assert str(error).split("\n") == [
        "p.yaml:2:11: 'blocker' is not allowed",
        "    2 |   severity blocker",
        "      |           ^^^^^^^",
        "  allowed: error, warning",
        "  help: did you mean 'error'?",
    ]


def test_several_mistakes_are_told_at_once() -> None:
    both = CombinedUserError([UserError("one"), UserError("two")])
    assert str(both) == "one\n\ntwo"


def caret(text: str, at: Place) -> str:
    """What stands above the carets."""
    shown, below = excerpt(text, at).split("\n")
    return shown[below.index("^") : below.rindex("^") + 1]


def test_the_caret_stands_under_the_words() -> None:
    assert caret("team: three", place(1, 7, 12)) == "three"


@pytest.mark.parametrize("text", ["x\r\nthree\r\n", "x\rthree\r", "x\nthree", "a\x0cb\x0b\u2028\x85c\nthree"])
def test_a_line_is_what_places_count_as_one(text: str) -> None:
    assert "    2 | three" in excerpt(text, place(2, 1, 6))


def test_wide_characters_move_the_caret_by_two_columns() -> None:
    shown, below = excerpt("漢字 three", place(1, 4, 9)).split("\n")
    assert wide(shown[: shown.index("three")]) == below.index("^")
    assert below.count("^") == 5
    assert excerpt("漢字", place(1, 1, 3)).count("^") == 4


def test_combining_marks_take_no_column() -> None:
    shown, below = excerpt("e\u0301e\u0301 x", place(1, 6, 7)).split("\n")
    assert wide(shown) == below.index("^") + 1


def test_a_tab_is_one_column() -> None:
    assert caret("\tthree", place(1, 2, 7)) == "three"


def test_a_long_line_is_cut_around_the_words() -> None:
    text = "a" * 500 + "three" + "b" * 500
    assert caret(text, place(1, 501, 506)) == "three"
    shown = excerpt(text, place(1, 501, 506)).split("\n")[0]
    assert shown.count("…") == 2
    assert len(shown) < 120


@pytest.mark.parametrize(
    "at", [place(9, 1, 2), place(1, 99, 100), place(1, 1, 1), place(1, 2, 3, end_line=4), place(0, 1, 1)]
)
def test_a_place_that_is_not_there_breaks_nothing(at: Place) -> None:
    assert "^" in excerpt("text", at)
    assert "^" in excerpt("", at)


def test_no_control_character_stays() -> None:
    shown = excerpt("a\x1b[31m\x07\u202eb", place(1, 1, 2))
    assert all(character.isprintable() or character == "\n" for character in shown)


@pytest.mark.parametrize(
    ("text", "columns"), [("abc", 3), ("漢字", 4), ("e\u0301", 1), ("\u200b", 0), ("", 0), ("\uff41", 2), ("é", 1)]
)
def test_columns(text: str, columns: int) -> None:
    assert wide(text) == columns


def test_a_long_listing_is_cut_and_counted() -> None:
    assert listing(["a", "b"]) == "a, b"
    assert listing([str(i) for i in range(25)]).endswith("19 and 5 more")


@pytest.mark.parametrize(
    ("word", "meant"),
    [("tem.engineers", "team.engineers"), ("Team_Engineers", "team.engineers"), ("SCALE", "scale"), ("xyzzy", None)],
)
def test_did_you_mean(word: str, meant: str | None) -> None:
    known = ["team.engineers", "scale", "timeline.months"]
    assert did_you_mean(word, known) == (f"did you mean '{meant}'?" if meant else "")
