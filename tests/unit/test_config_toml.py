"""Places in TOML: every key and value stands where the text has it, and the values are tomllib's."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest

from adr_lint.config import toml
from adr_lint.errors import UserError
from adr_lint.marks import Marked

TEXT = '''# a project
[project]
name = "x" # a comment with = and [
dependencies = [
  "a", # one
  'b',
]
text = """several
"" lines" [no.header]"""
literal = \'\'\'it's 'here\'\'\'
date = 1979-05-27 07:32:00
[tool.adr-lint]
select = ["matrix", "it\\"s"]
severities = {no-exit-plan = "error", "x = y" = "info", a.b = 1}
waivers.file = "w.yaml"
[ tool . "adr-lint" . thresholds.team-size ]
build = 8
[[tool.adr-lint.overrides]]
files = "a/**"
[tool.adr-lint.overrides.severities]
one = "info"
[[tool.adr-lint.overrides]]
files = []
nested = [[1, 2], [{x = 1}]]
"'''


def walk(node: Marked, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Marked]]:
    yield path, node
    if isinstance(node.value, dict | list):
        for step, value in node.value.items() if isinstance(node.value, dict) else enumerate(node.value):
            yield from walk(value, (*path, step))


def words(text: str, node: Marked) -> str:
    """What stands at a node's place."""
    lines = text.split("\n")
    place = node.place
    if place.line == place.end_line:
        return lines[place.line - 1][place.column - 1 : place.end_column - 1]
    between = lines[place.line - 1 : place.end_line]
    return "\n".join([between[0][place.column - 1 :], *between[1:-1], between[-1][: place.end_column - 1]])


@pytest.mark.parametrize("text", [TEXT.rstrip('"'), TEXT.rstrip('"').replace("\n", "\r\n")], ids=["lf", "crlf"])
def test_every_value_stands_where_it_says(text: str) -> None:
    marked = toml.load(text, "pyproject.toml")
    assert marked.plain() == tomllib.loads(text)
    values = 0
    for path, node in walk(marked):
        if not isinstance(node.value, dict | list):
            assert tomllib.loads(f"v = {words(text, node)}")["v"] == node.value, path
            values += 1
        for key in node.keys:
            assert next(iter(tomllib.loads(f"{words(text, key)} = 0"))) == key.value
    assert values == 18


def test_a_path_leads_to_its_place() -> None:
    marked = toml.load(TEXT.rstrip('"'), "pyproject.toml")
    assert marked.at(["tool", "adr-lint", "overrides", 1, "files"]).line == 23
    assert marked.at(["tool", "adr-lint", "overrides", 0, "severities", "one"], key=True).line == 21
    assert marked.at(["tool", "adr-lint", "waivers", "file"], key=True).column == 9


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("a = x\n", 1, 5), ("a = [1,\n", 1, 8), ("[a\n", 1, 3), ("a = 1\na = 2\n", 2, 6), ('a = "\n', 1, 6)],
)
def test_what_is_no_toml_is_told_with_its_place(text: str, line: int, column: int) -> None:
    with pytest.raises(UserError, match="not valid TOML") as raised:
        toml.load(text, "p.toml")
    assert raised.value.place is not None
    assert (raised.value.place.line, raised.value.place.column) == (line, column)


def test_what_is_nested_without_end_is_refused() -> None:
    with pytest.raises(UserError):
        toml.load("a = " + "[" * 100_000, "p.toml")
    with pytest.raises(UserError):
        toml.load("a = " + "[" * 5_000 + "]" * 5_000, "p.toml")
