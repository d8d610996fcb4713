"""Front matter: dotted keys, each value with its place; whatever is wrong with it, the body is read."""

from __future__ import annotations

import pytest

from adr_lint.model import Record, Source
from adr_lint.parse import conventions, parse

CONVENTIONS = conventions.load()


def record(text: str) -> Record:
    return parse(Source("a.md", text), CONVENTIONS)


def test_keys_are_flattened() -> None:
    made = record(
        "---\n# a comment\nstatus: accepted\ndecision:\n  team:\n    engineers: 4\n    cloud: true\n"
        "tags: [a, 2]\nempty: []\nnothing:\noptions:\n  - name: x\n    cost: 1.5\n  - y\n---\n# A\n"
    )
    assert {entry.key: entry.value for entry in made.front_matter} == {
        "status": "accepted",
        "decision.team.engineers": 4,
        "decision.team.cloud": True,
        "tags": ("a", 2),
        "empty": (),
        "nothing": None,
        "options.0.name": "x",
        "options.0.cost": 1.5,
        "options.1": "y",
    }
    places = {entry.key: (entry.place.line, entry.place.column) for entry in made.front_matter}
    assert places["status"] == (3, 9)
    assert places["decision.team.engineers"] == (6, 16)
    assert places["tags"] == (8, 7)
    assert places["options.1"] == (14, 5)
    assert made.title == "A"
    assert not made.faults


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("---\nstatus: accepted\nstatus: draft\n---\n# A\n", 3, "twice"),
        ("---\na: [b\n---\n# A\n", 2, "not valid YAML"),
        ("---\na: b: c\n---\n# A\n", 2, "not valid YAML"),
        ("---\na: &x [1]\nb: *x\n---\n# A\n", 3, "alias"),
        ("+++\na = 1\n+++\n# A\n", 1, "TOML"),
    ],
)
def test_faults_say_where_and_the_body_is_read(text: str, line: int, words: str) -> None:
    made = record(text)
    assert len(made.faults) == 1
    assert made.faults[0].place.line == line
    assert words in made.faults[0].message
    assert made.title == "A"
    assert made.front_matter == ()
    assert [block.text for block in made.blocks] == ["A"]


@pytest.mark.parametrize(
    "text",
    [
        "---\n# A\n",
        "---\n\nSome words, and: [more\n\n---\n",
        "---\njust words\n---\n",
        "x\n---\na: b\n---\n",
        "----\na: b\n---\n",
    ],
)
def test_a_rule_at_the_top_is_no_front_matter(text: str) -> None:
    made = record(text)
    assert made.front_matter == ()
    assert made.blocks


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_kind(end: str) -> None:
    made = record(end.join(["---", "a: 1", "b: 2", "---", "# A", ""]))
    assert [(entry.key, entry.place.line) for entry in made.front_matter] == [("a", 2), ("b", 3)]
    assert made.title_place.line == 5


def test_closing_by_dots_and_at_the_very_end() -> None:
    assert record("---\na: 1\n...\nx").front_matter[0].value == 1
    assert record("---\na: 1\n---").front_matter[0].value == 1
