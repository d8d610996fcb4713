"""Expressions that are compiled late, or ahead, are what re.compile makes of them."""

from __future__ import annotations

import pickle
import re
import sys
from collections.abc import Iterator

import pytest

import adr_lint.run  # noqa: F401  # whose modules know many expressions
from adr_lint import regexes
from adr_lint.regexes import regex

TEXT = "# ADR-0007: Use Kafka\n\nStatus: Accepted on 2024-05-01 (superseded by [9](0009.md)); we pay €40,000 — a lot.\n"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """What is known of expressions is what it was, after each test; in it, nothing was compiled ahead."""
    codes, known = dict(regexes._codes), len(regexes._known)
    regexes._codes.clear()
    yield
    regexes._codes.clear()
    regexes._codes.update(codes)
    del regexes._known[known:]


def test_it_is_compiled_on_first_use() -> None:
    late = regex(r"(?P<word>kaf\w+)", re.IGNORECASE)
    assert "search" not in vars(late)
    match = late.search(TEXT)
    assert match is not None
    assert match["word"] == "Kafka"
    assert "search" in vars(late)
    assert late.groupindex == {"word": 1}


def test_a_mistake_in_one_is_raised_when_it_is_used() -> None:
    with pytest.raises(re.error, match="unterminated"):
        regex("(").search("")


def test_what_is_compiled_ahead_is_what_is_compiled_now() -> None:
    version, codes = made = pickle.loads(pickle.dumps(regexes.codes()))  # noqa: S301
    assert version == sys.version
    assert len(codes) > 100
    regexes.use(made)
    for source, flags in codes:
        ahead, now = regexes._compiled((source, flags)), re.compile(source, flags)
        assert (ahead.pattern, ahead.flags, ahead.groups) == (now.pattern, now.flags, now.groups)
        assert ahead.groupindex == now.groupindex
        text = TEXT if isinstance(source, str) else TEXT.lower().encode("latin-1", "replace")
        for part in (text, *text.splitlines()):
            assert [m.span() for m in ahead.finditer(part)] == [m.span() for m in now.finditer(part)]
            assert [m.groupdict() for m in ahead.finditer(part)] == [m.groupdict() for m in now.finditer(part)]
            assert [m.lastgroup for m in ahead.finditer(part)] == [m.lastgroup for m in now.finditer(part)]


def test_what_another_python_made_is_not_used() -> None:
    regexes.use(("3.10", regexes.codes()[1]))
    assert regexes._codes == {}
