"""The matrix, weighed: it agrees with what is derived for the rules, and what would turn it does."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from test_schemas import REGISTRY

from adr_lint.discover import from_text
from adr_lint.evaluate.python import PythonEvaluator
from adr_lint.evaluate.weighing import weigh
from adr_lint.matrix import Matrix
from adr_lint.model import Fact, Facts, Value
from adr_lint.policy.load import load
from adr_lint.policy.weights import weighted
from adr_lint.report.matrix import drawing, page, text, words
from adr_lint.report.matrix.data import matrix_data
from adr_lint.run import Session, Settings

POLICIES = load()
EVALUATOR = PythonEvaluator(POLICIES)


def facts(**values: Value | None) -> Facts:
    named = {name.replace("__", "."): value for name, value in values.items()}
    return {name: Fact(name, value, "declared") for name, value in named.items() if value is not None}


def turns(matrix: Matrix) -> list[tuple[str, Value | None, Value, str]]:
    return [(turn.fact, turn.now, turn.then, turn.verdict) for turn in matrix.turns]


def test_a_record_that_decides_nothing_has_no_leanings() -> None:
    for approach in (None, "none"):
        matrix = weigh(facts(approach=approach, team__engineers=3), POLICIES)
        assert {row.leans for row in matrix.rows} == {"unstated"}
        assert (matrix.verdict, matrix.turns) == ("none", ())


def test_nothing_turns_what_is_not_stated_or_far_ahead() -> None:
    assert weigh(facts(approach="build"), POLICIES).turns == ()
    one_way = facts(approach="buy", team__engineers=3, timeline__months=2, scale__models=9)
    assert weigh(one_way, POLICIES).turns == ()


def test_the_least_change_that_gives_the_other_side_the_verdict() -> None:
    matrix = weigh(facts(approach="build", team__engineers=12), POLICIES)
    assert matrix.totals == {"build": 1, "buy": 0}
    assert turns(matrix)[0] == ("team.engineers", 12, 5, "buy")
    assert all(now is None and verdict == "even" for _, now, _, verdict in turns(matrix)[1:])


def test_an_even_matrix_is_turned_by_what_leaves_a_side() -> None:
    matrix = weigh(facts(approach="build", team__engineers=3, timeline__months=15), POLICIES)
    assert matrix.verdict == "even"
    assert turns(matrix)[:2] == [("timeline.months", 15, 11, "buy"), ("team.engineers", 3, 6, "build")]


def test_weights_decide() -> None:
    factors = weighted(POLICIES.factors, {"team-size": 5, "timeline": 2})
    known = facts(approach="build", team__engineers=3, timeline__months=15, requirements__kind="specialized")
    matrix = weigh(known, POLICIES, factors)
    assert matrix.totals == {"build": 3, "buy": 5}
    assert turns(matrix)[0] == ("team.engineers", 3, 6, "build")


def test_a_fact_that_does_not_apply_leans_neither_way() -> None:
    known = {**facts(approach="build"), "team.engineers": Fact("team.engineers", "no team", "declared", (), "no team")}
    matrix = weigh(known, POLICIES)
    assert [row.leans for row in matrix.rows] == ["unstated"] * 6
    (row,) = [row for row in matrix.rows if row.facts]
    assert words.evidence(row.facts[0]) == "team.engineers = not applicable: no team"


KNOWN = st.fixed_dictionaries(
    {
        "approach": st.sampled_from(["build", "buy", "hybrid"]),
        "scale__models": st.none() | st.integers(0, 2_000),
        "scale__level": st.sampled_from([None, "small", "medium", "large", "very-large"]),
        "timeline__months": st.none() | st.floats(0, 24).map(lambda months: round(months, 1)),
        "team__engineers": st.none() | st.integers(0, 20),
        "budget__model": st.sampled_from([None, "upfront-available", "limited-upfront", "opex-preferred"]),
        "requirements__kind": st.sampled_from([None, "specialized", "standard"]),
        "expertise__level": st.sampled_from([None, "deep-infrastructure", "ml-focused"]),
    }
)
WEIGHTS = st.dictionaries(
    st.sampled_from(["scale", "timeline", "team-size", "budget"]), st.sampled_from([0.5, 2.0, 3.0])
)


@settings(max_examples=60, deadline=None)
@given(KNOWN, WEIGHTS)
def test_leanings_are_those_of_the_rules_and_a_turn_turns(known: dict[str, Value], weights: dict[str, float]) -> None:
    stated = facts(**known)
    factors = weighted(POLICIES.factors, weights)
    matrix = weigh(stated, POLICIES, factors)
    derived = EVALUATOR.judge(stated).facts
    for row in matrix.rows:
        fact = derived.get(row.factor.fact)
        assert row.leans == ("unstated" if fact is None else fact.value)
    for turn in matrix.turns:
        changed = {**stated, turn.fact: Fact(turn.fact, turn.then, "declared")}
        after = weigh(changed, POLICIES, factors)
        assert after.verdict == turn.verdict != matrix.verdict
        assert after.totals == dict(turn.totals)
        assert turn.now != turn.then


RECORD = """---
status: accepted
decision: {{approach: build, team.engineers: 3, timeline.months: 14, requirements.kind: specialized}}
---
# {title}

We build it.
"""


def test_data_is_by_its_schema() -> None:
    session = Session(Settings())
    pairs = []
    for number, title in enumerate(("One", "Two")):
        reading = session.read(from_text(RECORD.format(title=title), f"{number}.md"))
        pairs.append((reading, weigh(reading.facts, session.policies)))
    data = {"records": [matrix_data(*pair) for pair in pairs], "skipped": []}
    schema = REGISTRY.contents("https://adr-lint.dev/schemas/matrix.schema.json")
    validator = Draft202012Validator(schema, registry=REGISTRY)
    assert [error.message for error in validator.iter_errors(json.loads(json.dumps(data)))] == []


@pytest.mark.parametrize("count", [1, 2])
def test_drawings_and_pages_escape_what_a_record_says(count: int) -> None:
    hostile = "</title><script>alert(1)</script>\x1b[31m"
    session = Session(Settings())
    reading = session.read(from_text(RECORD.format(title=f"`{hostile}`"), f"{hostile}.md"))
    pairs = [(reading, weigh(reading.facts, session.policies))] * count
    for made in (drawing.svg(pairs), drawing.svg(pairs, standalone=False), page.render(pairs)):
        assert "<script" not in made
        assert "&lt;script&gt;" in made
        assert "\x1b" not in made
    assert "<style" not in drawing.svg(pairs, standalone=False)
    assert "\x1b" not in text.render(*pairs[0]) + text.overview(pairs)
