"""When an approach is given, is doubtful or leaves others open, and when a record says too little."""

import pytest

from adr_lint.facts.approach import Answer, Sums, facts, not_asked_for, settle, thin
from adr_lint.model import Fact

BY_CUES = {"build": 6.0}


def likely(build: float = 0.0, buy: float = 0.0, hybrid: float = 0.0, none: float = 0.0) -> dict[str, float]:
    """What the weights make of a record, by label."""
    return {"approach=build": build, "approach=buy": buy, "approach=hybrid": hybrid, "approach=none": none}


@pytest.mark.parametrize(
    ("cues", "weights", "answer"),
    [
        ({}, likely(build=0.9, none=0.02), Answer("build")),
        ({}, likely(build=0.6, none=0.3), Answer("build", doubtful=True)),
        ({}, likely(build=0.8, none=0.15), Answer("build")),
        ({}, likely(build=0.6, buy=0.4, none=0.02), Answer("build", rivals=("buy",))),
        ({}, likely(build=0.6, buy=0.4, hybrid=0.5, none=0.02), Answer("build", rivals=("buy", "hybrid"))),
        ({}, likely(build=0.6, buy=0.4, none=0.1), Answer("build", rivals=("buy",))),
        ({}, likely(build=0.55, buy=0.5, none=0.3), Answer("build", doubtful=True)),
        ({}, likely(build=0.3, none=0.6), Answer("none")),
        (BY_CUES, likely(build=0.6, buy=0.4), Answer("build")),
        (BY_CUES, likely(build=0.3, buy=0.5), Answer("build", rivals=("buy",))),
        (BY_CUES, likely(build=0.03, buy=0.9), Answer("buy")),
        ({"build": 9.0, "buy": 4.0}, likely(build=0.03, buy=0.9), Answer("buy")),
        ({"build": 13.0, "buy": 4.0}, likely(build=0.03, buy=0.9), Answer("build", rivals=("buy",))),
        ({"build": 13.0, "buy": 4.0}, likely(build=0.6, buy=0.9), Answer("build")),
        (BY_CUES, likely(none=0.99), Answer("none")),
    ],
)
def test_what_is_decided_and_how_surely(cues: dict[str, float], weights: dict[str, float], answer: Answer) -> None:
    found = settle(cues, weights)
    assert (found.value, found.doubtful, found.rivals) == (answer.value, answer.doubtful, answer.rivals)


def test_an_answer_that_is_left_open_is_a_fact() -> None:
    sums = Sums({"build": 6.0}, {})
    assert facts(sums, Answer("build")).keys() == {"approach"}
    assert facts(sums, Answer("build", rivals=("buy",)))["approach.rivals"].value == ("buy",)
    assert facts(sums, Answer("build", doubtful=True)).keys() == {"approach", "approach.doubtful"}


def firmness(weights: dict[str, float]) -> float:
    return settle({}, weights).firmness


def test_the_less_speaks_for_no_decision_the_firmer_an_answer_is() -> None:
    assert firmness(likely(build=0.95, none=0.01)) > firmness(likely(build=0.95, none=0.02))
    assert firmness(likely(build=0.6, none=0.5)) == pytest.approx(0.0)


def test_an_answer_of_likelihood_one_is_not_beyond_all_doubt() -> None:
    assert firmness(likely(build=1.0)) == pytest.approx(11.5, abs=0.1)


def test_kinds_of_facts_that_such_decisions_rest_on_are_counted() -> None:
    names = ("team.engineers", "team.other", "options.count", "timeline.months")
    stated = {name: Fact(name, 3, "inferred") for name in names}
    assert thin(Answer("build", firmness=3.1), stated, ()) is None
    short = thin(Answer("build", firmness=3.0), stated, ())
    assert short is not None
    assert (short.name, short.value) == ("approach.thin", True)
    many = ("budget", "build", "cost", "expertise", "growth")
    assert (
        thin(Answer("build", firmness=0.0), {f"{kind}.said": Fact(f"{kind}.said", 3, "inferred") for kind in many}, ())
        is None
    )


def test_a_record_that_says_too_little_is_asked_for_nothing_that_such_decisions_rest_on() -> None:
    known = ["prototype.done", "hybrid.boundary", "status"]
    short = Fact("approach.thin", True, "inferred")
    assert not_asked_for("build", None, known) == set()
    assert not_asked_for("build", short, known) == {"prototype.done", "hybrid.boundary"}
    assert not_asked_for("hybrid", None, known) == {"hybrid.boundary"}
