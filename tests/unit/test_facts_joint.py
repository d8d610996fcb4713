"""What the words, sentences and numbers of a record say together."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adr_lint.facts.learned import weights
from adr_lint.facts.learned.joint import LEAST, Joint, Weighing, log_odds
from adr_lint.facts.learned.judge import Verdict, Verdicts
from adr_lint.facts.learned.view import Sentence, sentences
from adr_lint.facts.reading import Reader, read_facts, view
from adr_lint.model import Fact, Source
from adr_lint.parse import parse
from adr_lint.parse.conventions import load as conventions
from adr_lint.policy.load import load

INPUTS = {"approach=build": [1.0, 0.0], "approach=buy": [0.0, 1.0], "build.estimate_months": [0.5, -0.5]}
PLAIN = Joint(
    Weighing(["approach=build", "approach=buy"], [0.0, 0.0], INPUTS),
    Weighing(["lockin.risk"], [0.0], {"approach=buy": [1.0], "lockin.risk": [0.5]}),
    {"lockin.risk": 0.5},
    {"lockin.risk": 0.4},
)


@given(st.dictionaries(st.sampled_from([*INPUTS, "of no model"]), st.floats(0, 1)))
def test_the_shares_of_the_answers_come_to_one(likely: dict[str, float]) -> None:
    assert sum(PLAIN.decided(likely).values()) == pytest.approx(1.0)


def test_what_the_sentences_state_can_turn_what_the_words_say() -> None:
    words = {"approach=build": 0.4, "approach=buy": 0.6}
    assert PLAIN.decided(words)["approach=buy"] > 0.5
    assert PLAIN.decided({**words, "build.estimate_months": 0.9})["approach=build"] > 0.5


def test_a_fact_is_the_likelier_where_what_is_decided_goes_with_it() -> None:
    risk = {"lockin.risk": 0.4}
    bought, built = (PLAIN.stated({**risk, "approach=buy": p})["lockin.risk"] for p in (0.9, 0.1))
    assert bought > 0.4 > built


def test_what_is_hardly_likely_says_no_less_than_what_is_not_named() -> None:
    assert PLAIN.stated({"lockin.risk": LEAST / 2}) == PLAIN.stated({})
    assert log_odds("lockin.risk", 0.0, LEAST) == log_odds("lockin.risk", LEAST, LEAST)
    assert log_odds("lockin.risk", 1.0, LEAST) == log_odds("lockin.risk", 0.995, LEAST)


def test_the_other_sentences_move_along_with_the_likeliest() -> None:
    verdicts = Verdicts()
    verdicts.add([Verdict(label, p, sentence()) for label, p in (("risk", 0.5), ("risk", 0.2), ("else", 0.3))])
    verdicts.shifted({"risk": 0.9})
    found = [verdict.probability for verdict in verdicts.ranked("risk")]
    assert found[0] == pytest.approx(0.9)
    assert 0.2 < found[1] < 0.9
    assert verdicts.ranked("else")[0].probability == 0.3


def test_what_was_learned_has_a_threshold_for_every_fact() -> None:
    joint = weights.joint()
    assert joint is not None
    assert joint.thresholds.keys() == joint.alone.keys() == set(joint.facts.labels)
    assert set(joint.approach.labels) == {f"approach={answer}" for answer in ("build", "buy", "hybrid", "none")}
    assert set(joint.facts.labels) <= {label for kind in ("statements", "numbers") for label in labels(kind)}


def test_an_answer_that_only_the_weights_give_quotes_the_sentence_that_says_it_most() -> None:
    found = approach("We take Wexlo's plan and they run it.", "It is theirs to run.")
    assert found.value == "buy"
    assert "Wexlo" in found.evidence[0].words


def test_what_else_a_record_states_tells_how_its_decision_is_meant() -> None:
    bought, built = (approach("The second.", said) for said in (BUYING, BUILDING))
    assert (bought.value, built.value) == ("buy", "build")


BUYING = """The contract runs for two years, at 900 euros a month, and the data can be exported as JSON should we leave.
We tried it for four weeks in spring. Being tied to one supplier is a risk that we accept."""
BUILDING = """It takes the three of us four months, which we have doubled. Two of us look after it afterwards, one day a
week, and are on call for it. None of us has run a cluster before. The help pages will be served from it too."""


def approach(decided: str, said: str) -> Fact:
    parts = {"Context": "People do not find things.", "Decision": decided, "Notes": said}
    text = "# Search for the shop\n" + "".join(f"\n## {title}\n\n{part}\n" for title, part in parts.items())
    policies = load()
    reader = Reader.of(policies.vocabulary, policies.platforms)
    return read_facts(parse(Source("r.md", text), conventions()), reader).facts["approach"]


def sentence() -> Sentence:
    policies = load()
    reader = Reader.of(policies.vocabulary, policies.platforms)
    seen = view(parse(Source("r.md", "# Search\n\nIt will be hard to leave.\n"), conventions()), reader)
    return list(sentences(seen.page, seen.hits, reader.words))[-1]


def labels(kind: str) -> Sequence[str]:
    found = weights.heads(kind)
    assert found is not None
    return found.labels
