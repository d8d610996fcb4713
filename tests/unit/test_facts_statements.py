"""A Y-statement is cut into the parts that other records have sections for."""

from __future__ import annotations

import pytest

from adr_lint.facts.statements import parts
from adr_lint.model import Block

SENTENCE = (
    "In the context of parcel tracking, facing a price list that went up, we decided for Nominatim on our own servers "
    "and against Mapbox, to achieve a stable bill, accepting that imports are ours."
)


def block(text: str, start: int = 0) -> Block:
    return Block("paragraph", text, ((0, start),), start + len(text), 0)


def test_the_parts_in_order() -> None:
    found = [(role, part.text) for role, part in parts(block(SENTENCE))]
    assert [role for role, _ in found] == ["context", "drivers", "decision", "passed", "rationale", "consequences"]
    assert found[2][1].startswith("we decided for Nominatim")
    assert found[3][1].startswith("and against Mapbox")
    assert "".join(text for _, text in found) == SENTENCE


def test_a_part_knows_its_place() -> None:
    for _, part in parts(block(SENTENCE, start=40)):
        assert part.at(0) == 40 + SENTENCE.index(part.text)


@pytest.mark.parametrize(
    "text",
    [
        "We decided for Nominatim and against Mapbox.",
        "Facing rising bills we chose it in the context of parcel tracking.",
        "In the context of parcel tracking nothing was decided.",
        "",
    ],
)
def test_other_prose_is_left_whole(text: str) -> None:
    assert list(parts(block(text))) == []
