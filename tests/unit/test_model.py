"""A block's text and the source's: from one to the other and back, and cut in parts."""

from __future__ import annotations

import pytest

from adr_lint.model import Block

SOURCE = "- a **bold**\n  word [here](x.md)."
TEXT = "a bold word here."


@pytest.fixture
def block() -> Block:
    starts = ((0, "a "), (2, "bold"), (7, "word "), (12, "here"), (16, "."))
    offsets = [(at, SOURCE.rindex(words)) for at, words in starts]
    offsets.insert(2, (6, SOURCE.index("\n")))
    return Block("item", TEXT, tuple(offsets), len(SOURCE), 0)


def test_each_character_is_found_in_the_source_and_back(block: Block) -> None:
    for position, letter in enumerate(TEXT):
        place = block.at(position)
        assert SOURCE[place] == letter or (letter, SOURCE[place]) == (" ", "\n")
        assert block.position(place) == position


def test_mark_up_belongs_to_what_follows_it(block: Block) -> None:
    assert block.position(SOURCE.index("**")) == TEXT.index("bold")
    assert block.position(SOURCE.index("[here")) == TEXT.index("here")
    assert block.position(SOURCE.index("](")) == TEXT.index(".")


def test_what_is_outside_is_at_an_end(block: Block) -> None:
    assert block.position(0) == 0
    assert block.position(len(SOURCE) + 9) == len(TEXT)
    assert block.at(len(TEXT)) == len(SOURCE)


def test_a_part_keeps_the_steps_between_text_and_source(block: Block) -> None:
    part = block.part(2, 16)
    assert part.text == "bold word here"
    assert [part.at(i) for i in range(len(part.text))] == [block.at(i) for i in range(2, 16)]
    assert part.end == SOURCE.index("](")
