"""Our dataclasses behave as the library's do."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any

import pytest

from adr_lint import values
from adr_lint.model import Money, Place


def declared(dataclass: Any, **options: Any) -> Any:
    @dataclass(**options)
    class Shape:
        """A shape."""

        name: str
        sides: int = 3
        tags: dict[str, int] = dataclasses.field(default_factory=dict, compare=False, repr=False)

        def __str__(self) -> str:
            return self.name

    return Shape


KINDS = [
    {},
    {"slots": True},
    {"eq": False},
    {"frozen": True},
    {"frozen": True, "slots": True},
    {"frozen": True, "slots": True, "eq": False},
    {"frozen": True, "slots": True, "order": True},
]


@pytest.mark.parametrize("options", KINDS)
def test_they_are_what_the_library_makes(options: dict[str, Any]) -> None:
    ours, theirs = declared(values.dataclass, **options), declared(dataclasses.dataclass, **options)
    for arguments in (("a",), ("a", 4), ("a", 4, {"x": 1})):
        one, other = ours(*arguments), theirs(*arguments)
        assert (repr(one), str(one)) == (repr(other), str(other))
        assert dataclasses.asdict(one) == dataclasses.asdict(other)
        assert repr(dataclasses.replace(one, sides=9)) == repr(dataclasses.replace(other, sides=9))
        assert (one == ours(*arguments)) == (other == theirs(*arguments))
        assert (one != ours("b")) == (other != theirs("b"))
        assert (copy.copy(one) == one) == (copy.copy(other) == other)
    assert ours("a").tags is not ours("a").tags
    assert hasattr(ours("a"), "__dict__") == hasattr(theirs("a"), "__dict__")
    assert (ours.__hash__ is None) == (theirs.__hash__ is None)
    assert ours.__match_args__ == theirs.__match_args__


@pytest.mark.parametrize("options", KINDS)
def test_wrong_arguments_are_type_errors(options: dict[str, Any]) -> None:
    shape = declared(values.dataclass, **options)
    wrong: list[tuple[Any, ...]] = [(), ("a", 1, {}, 2)]
    for arguments in wrong:
        with pytest.raises(TypeError, match="__init__"):
            shape(*arguments)


def test_frozen_ones_refuse_to_change() -> None:
    place = Place("a.md", 1, 1, 1, 2)
    with pytest.raises(dataclasses.FrozenInstanceError):
        place.line = 2  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del place.line


def test_equal_ones_hash_alike_and_kinds_differ() -> None:
    assert {Money(3.0, "EUR"), Money(3.0, "EUR"), Money(3.0)} == {Money(3.0), Money(3.0, "EUR")}
    assert declared(values.dataclass)("a") != declared(values.dataclass)("a")  # equal fields, another class


def test_ordered_ones_sort_by_their_fields() -> None:
    places = [Place("b", 1, 1, 1, 1), Place("a", 2, 1, 2, 1), Place("a", 1, 9, 1, 9)]
    assert sorted(places) == [places[2], places[1], places[0]]
    assert places[1] <= places[0]
    assert places[0] > places[2]
    assert places[0] >= places[0]


def test_they_can_be_sent_to_another_process() -> None:
    place = Place("a.md", 1, 1, 1, 2)
    assert pickle.loads(pickle.dumps(place)) == place  # noqa: S301
