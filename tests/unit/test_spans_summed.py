"""Spans of time that are listed part by part, and lists that are none."""

import pytest

from adr_lint.facts.learned.spans import summed, with_unit
from adr_lint.facts.masks import Numbers

NUMBERS = Numbers()


def parts(text: str) -> list[tuple[str, ...]]:
    """What each list of spans in a text adds up."""
    folded = text.lower().encode("latin-1")
    masked = bytearray(folded)
    NUMBERS.mask(text, folded, masked)
    return [tuple(found.parts) for found in summed(folded, bytes(masked), 0, len(folded))]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Room 2 months, delivery 3 months, software 2 months", ("2 months", "3 months", "2 months")),
        ("six weeks for the broker, three for the adapters", ("six weeks", "three weeks")),
        ("Two months of work and two for the audit.", ("two months", "two months")),
        ("ten weeks for the log, six for the loader and a month of drills", ("ten weeks", "six weeks", "a month")),
    ],
)
def test_parts_are_added_up(text: str, said: tuple[str, ...]) -> None:
    assert parts(text) == [said]


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("Runtime three months, features three, solver two: eight.", "eight months"),
        ("One month to rack, one to wire it, one to validate: three.", "three months"),
        ("design 3 weeks, store 5 weeks, online path 7 weeks, about four months altogether", "about four months"),
        ("two months and three weeks, in all three months", "three months"),
    ],
)
def test_a_total_that_is_told_stands_for_its_parts(text: str, total: str) -> None:
    assert parts(text) == [(total,)]


@pytest.mark.parametrize(
    "text",
    [
        "two months for the engine, three engineers",
        "It took 4 months in 2023, and 5 months in 2024.",
        "sixteen weeks, say four months",
        "three months; option 2, too",
        "four months.",
        "two months for 300, and 5 % for the rest",
    ],
)
def test_other_numbers_are_not_added(text: str) -> None:
    assert parts(text) == []


@pytest.mark.parametrize(
    ("text", "count", "heading", "said"),
    [
        ("weeks: six and a half", "six", "", "six and a half weeks"),
        ("in months, four for the engine", "four", "", "four months"),
        ("3", "3", "engine / months / plan", "3 months"),
        ("9", "9", "effort (weeks) / value / plan", "9 weeks"),
        ("300", "300", "months", ""),
        ("12", "12", "price per month / value", ""),
        ("weeks pass, and the six of us wait", "six", "", ""),
    ],
)
def test_a_count_takes_its_unit_from_before_it_or_from_the_heads_of_its_cell(
    text: str, count: str, heading: str, said: str
) -> None:
    start = text.index(count)
    assert with_unit(text.encode(), start, start + len(count), heading.encode()) == said
