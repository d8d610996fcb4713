"""Cues: the phrase language, mistakes in read blocks, contexts, resolution."""

from __future__ import annotations

import re
from typing import Any

import pytest
import re2

from adr_lint.facts import linear
from adr_lint.facts.choose import Candidate, resolve
from adr_lint.facts.cues import Resolution
from adr_lint.facts.phrases import Family, PhraseError, compile_family, compile_phrase
from adr_lint.facts.reading import Reader, language
from adr_lint.model import Evidence, Place, Value
from adr_lint.policy.load import load
from adr_lint.policy.nouns import FactType

FAMILIES: dict[str, Family] = {"run": compile_family(["run*", "operate"], {})}
DATA = language()


@pytest.mark.parametrize(
    ("phrase", "text", "matches"),
    [
        ("team of {count}", "a team of NNN", True),
        ("team of {count}", "a team of people", False),
        ("self-hosted", "self hosted", True),
        ("self-hosted", "selfhosted", True),
        ("engineer*", "engineering", True),
        ("engineer", "engineers", False),
        ("(build|buy) it", "buy it", True),
        ("[very] large", "large", True),
        ("we ~2 run", "we will gladly run", True),
        ("we ~2 run", "we will very gladly run", False),
        ("we <run> it", "we are running", False),
        ("<run> it", "running it", True),
        ("use <hosted>", "use HHHH", True),
        ("use <hosted>", "use SSSS", False),
        ("^ {duration} (:|,)", "DDDD: go", True),
        ("{count} (.|,)", "we are NN.", True),
        ("a, b", "a, b", True),
        ("the end $", "the end", True),
    ],
)
def test_phrases(phrase: str, text: str, matches: bool) -> None:
    compiled = compile_phrase(phrase, FAMILIES)
    assert (re2.search(compiled.source, text) is not None) == matches
    if matches:
        assert all(any(re2.search(rf"\b{word}", text) for word in atom) for atom in compiled.atoms)


@pytest.mark.parametrize("phrase", ["(a|b", "a)", "<nothing>", "{nothing}", "{", "a (|b)"])
def test_phrases_that_cannot_be_read(phrase: str) -> None:
    with pytest.raises(PhraseError):
        compile_phrase(phrase, FAMILIES)


@pytest.mark.parametrize(
    ("read", "message"),
    [
        ({"cues": [{"say": "a"}, {"say": "(a"}]}, "my.fact: cue 1: ')' is missing"),
        ({"cues": [{"say": "a", "vaule": 1}]}, "there is no key 'vaule'"),
        ({"cues": [{"value": True}]}, "the key 'say' is missing"),
        ({"quess": []}, "read has no key 'quess'"),
        ({"cues": [{"say": "x", "slot": "lumb"}]}, "slot 'lumb' means nothing here; it may be lump, monthly"),
        ({"cues": [{"say": "a", "allow": "nonsense"}]}, "there is no context 'nonsense'"),
    ],
)
def test_mistakes_in_a_read_block_name_the_fact_and_the_cue(read: dict[str, Any], message: str) -> None:
    fact = FactType("my.fact", "flag", "Mine.", read=read)
    with pytest.raises(ValueError, match=r"my\.fact") as caught:
        Reader({"my.fact": fact}, (), DATA)
    assert message in str(caught.value)


def test_every_cue_of_ours_compiles() -> None:
    policies = load()
    reader = Reader(policies.vocabulary, policies.platforms, DATA)
    entries = [entry for index in (reader.first, reader.rest) for found in index._by_first.values() for entry in found]
    for cue in {id(cue): cue for _, cue, _ in entries}.values():
        for number in range(len(cue.pattern.phrases)):
            cue.pattern.compiled(number)
        for condition in (cue.under, cue.with_, cue.without):
            assert condition is None or linear.compiled(condition.source)


def candidate(value: Value, weight: float = 1, position: int = 0, reader: str = "r/1") -> Candidate:
    return Candidate(value, weight, position, Evidence(Place("a", 1, 1, 1, 2), str(value)), reader)


@pytest.mark.parametrize(
    ("choose", "values", "result"),
    [
        ("first", [(3, 1, 5), (4, 2, 9), (5, 2, 7)], 5),
        ("last", [(3, 1, 5), (4, 2, 9), (5, 2, 7)], 4),
        ("highest", [(3, 1, 1), (9, 1, 2)], 9),
        ("lowest", [(3, 1, 1), (9, 1, 2)], 3),
        ("sum", [(3, 1, 1), (9, 1, 2)], 12),
        ("any", [(False, 1, 1), (True, 1, 2)], True),
        ("union", [("b", 1, 1), ("a", 1, 2), ("b", 1, 3)], ("a", "b")),
    ],
)
def test_resolution(choose: str, values: list[tuple[Value, float, int]], result: Value) -> None:
    fact = resolve("f", [candidate(*value) for value in values], Resolution(choose))
    assert fact is not None
    assert fact.value == result


def test_votes_need_the_threshold_and_no_tie() -> None:
    votes = [candidate("a", 2, 1, "f/1"), candidate("b", 1, 2, "f/2")]
    assert resolve("f", votes, Resolution("vote", 1.5)) == resolve("f", votes[:1], Resolution("vote", 1.5))
    assert resolve("f", votes, Resolution("vote", 3)) is None
    assert resolve("f", [votes[1], candidate("a", 1, 1, "f/1")], Resolution("vote", 0.5)) is None


@pytest.mark.parametrize(("file", "group"), [("choices", "own"), ("choices", "vendor"), ("form", "alternative")])
def test_phrases_that_are_looked_for_in_a_whole_page_do_not_ask_where_a_block_ends(file: str, group: str) -> None:
    data = language()[file]
    for phrase in data.get("phrases", data)[group]:
        assert not phrase.startswith("^")
        assert re.search(r"[a-z*>][)\]]*\Z", phrase)
