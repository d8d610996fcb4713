"""Prose to facts: short texts, each with what must and what must not be read from it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adr_lint.facts.cues import LazyPattern
from adr_lint.facts.pages import page_of
from adr_lint.facts.reading import Reader, read_facts
from adr_lint.marks import load_plain
from adr_lint.model import Reading, Source
from adr_lint.parse import Conventions, parse
from adr_lint.parse.conventions import load as load_conventions
from adr_lint.policy.load import load

CASES: list[dict[str, Any]] = load_plain((Path(__file__).parent / "reader_cases.yaml").read_text(encoding="utf-8"))[
    "cases"
]


@cache
def reader() -> Reader:
    policies = load()
    return Reader(policies.vocabulary, policies.platforms)


@cache
def conventions() -> Conventions:
    return load_conventions()


def reading(text: str) -> Reading:
    return read_facts(parse(Source("record.md", text), conventions()), reader())


def record(case: dict[str, Any]) -> str:
    body = case["say"] if case["say"].startswith("#") else f"## Context\n\n{case['say']}"
    head = f"Date: {case['date']}\n\n" if "date" in case else ""
    return f"# A decision\n\n{head}{body}\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["say"][:60])
def test_case(case: dict[str, Any]) -> None:
    facts = reading(record(case)).facts
    wanted = {name: tuple(value) if isinstance(value, list) else value for name, value in case.get("facts", {}).items()}
    assert {name: facts[name].value if name in facts else None for name in wanted} == wanted
    assert [name for name in case.get("none", ()) if name in facts] == []
    assert [name for name in case.get("stated", ()) if name not in facts] == []


def places_agree(text: str, found: Reading) -> None:
    lines = text.split("\n")
    for fact in found.facts.values():
        for evidence in fact.evidence:
            place = evidence.place
            first = lines[place.line - 1][place.column - 1 :]
            assert first.startswith(evidence.words.split()[0] if evidence.words else "")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["say"][:60])
def test_evidence_stands_where_it_is_said_to(case: dict[str, Any]) -> None:
    text = record(case)
    places_agree(text, reading(text))


def test_evidence_counts_columns_in_characters_across_mark_up_and_lines() -> None:
    text = "# Ä – title\n\n## Context\n\n“Well”, **we are a team\nof six** engineers – üblich.\n"
    evidence = reading(text).facts["team.engineers"].evidence[0]
    assert (evidence.place.line, evidence.place.column, evidence.words) == (5, 20, "team of six** engineers")
    assert (evidence.place.end_line, evidence.place.end_column) == (6, 19)


def test_what_parts_the_blocks_within_may_stand_in_a_text() -> None:
    said = "## Context\n\nNothing{0}here{0}{0}counts.\n\nWe are four engineers.\n\n## Decision\n\nWe use it.\n"
    plain, hostile = (
        reading(f"# A queue{character}\n\n" + said.format(character)).facts for character in (" ", "\x1e")
    )
    assert hostile["team.engineers"] == plain["team.engineers"]


@given(st.lists(st.sampled_from(["Nothing.", "Do it.", "To do, to do.", "To", "do."]), max_size=8))
def test_passages_are_found_by_what_they_say(blocks: list[str]) -> None:
    page = page_of(parse(Source("r.md", "\n\n".join(blocks)), conventions()), reader().products, reader().numbers)
    found = list(page.saying(LazyPattern("to +do|do it", None)))
    assert found == [passage for passage in page.passages if passage.text in ("Do it.", "To do, to do.")]


def test_what_was_passed_over_says_why() -> None:
    passed = reading("# T\n\n## Context\n\nIf we had a team of ten engineers, we would do it.\n").passed
    assert any(p.fact == "team.engineers" and p.reason.startswith("hypothetical") for p in passed)


SCRAPS = """we are a team of five engineers in 3 months by 1 May $4k a month {x} % not if … – “quoted” nobody runs
Kubernetes SageMaker ourselves. | a | 12 2025-13-45 half dozen weeks é 漢 \x00 \u200b"""
WORDS = st.sampled_from([*SCRAPS.split(), "\n\n## Decision\n\n-", "|\n|---|---|\n"])


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_any_text_is_read(text: str) -> None:
    found = reading(text)
    assert found.facts["approach"].value in ("build", "buy", "hybrid", "none")
    for fact in found.facts.values():
        for evidence in fact.evidence:
            assert evidence.place.line >= 1
            assert evidence.place.column >= 1


def test_a_count_that_is_part_of_a_list_of_people_quotes_the_list() -> None:
    say = "The team is two backend developers, one tester and a student."
    text = f"# Search\n\n## Context\n\n{say}\n\n## Decision\n\nWe build our own search service.\n"
    team = reading(text).facts["team.engineers"]
    assert team.value == 4
    assert team.evidence[0].words.endswith("one tester and a student")
