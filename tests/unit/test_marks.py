"""YAML with positions: YAML 1.2 scalars, places, repeated keys, and bounds that no input gets past."""

from __future__ import annotations

import json

import pytest

from adr_lint import marks
from adr_lint.errors import UserError
from adr_lint.marks import core_scalar, load, load_plain


def refusal(text: str, line_offset: int = 0) -> UserError:
    with pytest.raises(UserError) as raised:
        load(text, "p.yaml", line_offset=line_offset)
    return raised.value


def at(text: str, line_offset: int = 0) -> tuple[int, int]:
    place = refusal(text, line_offset).place
    assert place is not None
    return place.line, place.column


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True), ("True", True), ("FALSE", False), ("no", "no"), ("yes", "yes"), ("on", "on"), ("Off", "Off"),
        ("~", None), ("null", None), ("", None), ("0", 0), ("-7", -7), ("+5", 5), ("0123", "0123"), ("0x1F", "0x1F"),
        ("0o17", "0o17"), ("1_000", "1_000"), ("12:30:00", "12:30:00"), ("2025-01-31", "2025-01-31"), (".5", 0.5),
        ("1.", 1.0), ("1e3", 1000.0), ("-1.5E-2", -0.015), (".inf", ".inf"), (".nan", ".nan"), ("1e999", "1e999"),
        ("-1e999", "-1e999"), ("9" * 19, "9" * 19), ("=", "="), ("<<", "<<"), ("\uff11\uff12", "\uff11\uff12"),
    ],
)  # fmt: skip
def test_plain_scalars_follow_the_core_schema_of_yaml_1_2(text: str, value: object) -> None:
    found = core_scalar(text)
    assert found == value
    assert type(found) is type(value)
    assert load(f"a: {text}", "p.yaml").plain() == {"a": value}


@pytest.mark.parametrize("text", ["'3'", '"true"', "|\n  3", "!!int '3'", "! 3"])
def test_what_is_quoted_or_tagged_is_text(text: str) -> None:
    assert isinstance(load(f"a: {text}", "p.yaml").plain()["a"], str)


def test_a_tag_constructs_nothing() -> None:
    assert load("!!python/object/apply:os.system ['true']", "p.yaml").plain() == ["true"]


def test_no_number_is_one_that_json_cannot_hold() -> None:
    json.dumps(load("[1e308, 1e309, -1e309]", "p.yaml").plain(), allow_nan=False)


def test_the_two_readers_agree() -> None:
    text = "a: no\nb: 0123\nc: [1, 2.5, ~, true]\nd: {e: 'x', f: 2025-01-31}\n"
    assert load(text, "p.yaml").plain() == load_plain(text)


def test_every_value_and_key_knows_its_place() -> None:
    marked = load("rules:\n  - id: one\n    when: {a: 1}\n", "p.yaml", line_offset=3)
    place = marked.at(["rules", 0, "id"])
    assert (place.line, place.column, place.end_line, place.end_column) == (5, 9, 5, 12)
    assert marked.at(["rules", 0, "when"], key=True).column == 5
    assert marked.at(["rules", 0, "when", "a"]).column == 15
    assert marked.at(["rules", 9, "id"]) == marked.at(["rules"]), "as far as the path leads"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("odd", ["x\x85y", "x\u2028y", "x\u2029y", "é漢😀"])
def test_lines_are_counted_as_editors_count_them(end: str, odd: str) -> None:
    marked = load(f"a: '{odd}'{end}b: 1{end}", "p.yaml")
    place = marked.at(["b"])
    assert (place.line, place.column) == (2, 4)


def test_a_mark_of_byte_order_shifts_nothing() -> None:
    assert load("\ufeffa: 1\nb: 2", "p.yaml").at(["b"]).column == 4
    assert load("\ufeffa: x", "p.yaml").at(["a"]).end_column == 6


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: 1\na: 2", (2, 1), "the key 'a' stands here twice"),
        ("{a: 1, a: 2}", (1, 8), "stands here twice"),
        ("a: b: c", (1, 5), "not valid YAML"),
        ("a: @x", (1, 4), "not valid YAML"),
        ("a: 'x\nb: 1\n\n", (2, 5), "not valid YAML"),
        ("a: [1,\n  2\n", (2, 4), "not valid YAML"),
        ("a:\n\t- b", (2, 1), "not valid YAML"),
        ("? [1]\n: 2", (1, 3), "a key must be a single word"),
        ("a: 1\n---\nb: 1", (2, 1), "a second YAML document"),
        ("a: 1\nb: \x07", (2, 4), "U+0007"),
        ("a: \ud800", (1, 4), "U+D800"),
        ("a: &x [1]\nb: *x", (2, 4), "alias *x"),
        ("a: *nowhere", (1, 4), "alias *nowhere"),
    ],
)
def test_a_mistake_has_its_place(text: str, place: tuple[int, int], words: str) -> None:
    assert words in refusal(text).message
    assert at(text) == place
    assert at(text, line_offset=10) == (place[0] + 10, place[1])


def test_tabs_are_named() -> None:
    assert "tabs" in refusal("a:\n\t- b").suggestion


def test_an_alias_may_repeat_a_single_value() -> None:
    assert load("a: &x 3\nb: *x\nc: &n ~\nd: *n\n&k e: *x", "p.yaml").plain() == {
        "a": 3, "b": 3, "c": None, "d": None, "e": 3,
    }  # fmt: skip


def test_an_alias_bomb_does_not_go_off() -> None:
    lines = ["l0: &l0 [x, x]"] + [f"l{i}: &l{i} [{', '.join([f'*l{i - 1}'] * 9)}]" for i in range(1, 10)]
    assert "alias" in refusal("\n".join(lines)).message


DEEP = {
    "just": "[" * 42,
    "far": "[" * 100_000,
    "mappings": "{a: " * 50,
    "items": "- " * 60,
    "indented": "".join(f"{' ' * i}a:\n" for i in range(60)),
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_depth_is_bounded(text: str) -> None:
    assert "levels deep" in refusal(text).message


def test_size_is_bounded() -> None:
    assert "values" in refusal("[" + "1," * (marks.MAX_VALUES + 1) + "1]").message


@pytest.mark.parametrize("text", ["", "# only a comment", "---\n", "~"])
def test_nothing_is_nothing(text: str) -> None:
    assert load(text, "p.yaml").plain() is None
