"""What a hostile block costs is bounded: sentences have a longest length, and a phrase counts so often in a block."""

from __future__ import annotations

from itertools import pairwise

from adr_lint.discover import from_text
from adr_lint.facts.reading import Reader, read_facts
from adr_lint.facts.text import LONGEST_SENTENCE, sentences
from adr_lint.parse import conventions, parse
from adr_lint.policy.load import load


def test_long_sentences_are_cut_at_spaces() -> None:
    folded = b"we run it ourselves " * 1_000
    starts = sentences(folded)
    assert len(starts) >= len(folded) // LONGEST_SENTENCE
    assert all(b - a <= LONGEST_SENTENCE for a, b in pairwise([*starts, len(folded)]))
    assert all(folded[start - 1 : start] == b" " for start in starts[1:])


def test_a_block_without_spaces_is_cut_all_the_same() -> None:
    starts = sentences(b"x" * 9_001)
    assert [b - a for a, b in pairwise([*starts, 9_001])] == [2_000, 2_000, 2_000, 2_000, 1_001]


def test_ordinary_sentences_are_left_whole() -> None:
    assert sentences(b"one is e.g. short. two is not. three") == [0, 19, 31]


def test_a_phrase_is_taken_only_so_often_from_one_block() -> None:
    policies = load()
    reader = Reader(policies.vocabulary, policies.platforms)
    text = "# T\n\n## Decision\n\n" + "There are three of us and we build our own platform. " * 2_000
    reading = read_facts(parse(from_text(text, "t.md"), conventions.load()), reader)
    assert reading.facts["team.engineers"].value == 3
    assert len(reading.facts["team.engineers"].evidence) <= 300
