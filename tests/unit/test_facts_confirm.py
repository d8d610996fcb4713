"""Inferred facts become declared ones, and not a byte besides changes."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from adr_lint.errors import UserError
from adr_lint.facts.confirm import confirmed, unconfirmed
from adr_lint.model import Fact, Money, Reading, Source
from adr_lint.run import Session, Settings

FACTS = (
    Fact("cost.build_upfront", Money(1_100_000, "CHF"), "inferred"),
    Fact("lockin.grounds", 'the act says: "no" # never', "inferred"),
    Fact("platforms.considered", ("azure-ml", "sagemaker"), "inferred"),
    Fact("prototype.done", False, "inferred"),
    Fact("team.engineers", 4, "inferred"),
)


@cache
def session() -> Session:
    return Session(Settings())


def read(text: str) -> Reading:
    return session().read(Source("r.md", text))


def offered(text: str) -> tuple[Fact, ...]:
    return unconfirmed(read(text), session().policies.vocabulary)


BODIES = {
    "no front matter": "# Our own runner\n\nStatus: accepted\n",
    "other front matter": "---\nstatus: accepted\n---\n# Our own runner\n",
    "front matter, CRLF": "---\r\nstatus: accepted\r\n---\r\n# Our own runner\r\n",
    "no front matter, CRLF": "# Our own runner\r\n\r\nText",
    "a block": "---\nstatus: accepted\ndecision:\n  approach: build\n# a comment\ntags: [a]\n---\n# Our own runner\n",
    "a block, indented by four": "---\ndecision:\n    # why\n    approach: build\n---\n# Our own runner\n",
    "a block at the end of the text": "---\ndecision:\n  approach: build\n---",
    "an empty block": "---\ndecision:\nstatus: accepted\n---\n# Our own runner\n",
    "empty front matter": "---\n---\n# Our own runner\n",
    "a rule and prose": "---\nSome prose between two rules.\n---\n# Our own runner\n",
    "no line end": "# Our own runner",
}


@pytest.mark.parametrize("text", BODIES.values(), ids=BODIES)
def test_facts_are_read_back_and_the_rest_stays(text: str) -> None:
    written = confirmed(text, "r.md", FACTS)
    found = read(written)
    assert found.faults == found.record.faults == ()
    for fact in FACTS:
        assert (found.facts[fact.name].value, found.facts[fact.name].source) == (fact.value, "declared")
    same = next((at for at, (a, b) in enumerate(zip(text, written, strict=False)) if a != b), len(text))
    added = len(written) - len(text)
    assert written[same + added :] == text[same:]
    assert ("\r\n" in text) == ("\r\n" in written)
    assert "\n" not in written.replace("\r\n", "") or "\r\n" not in text


REFUSED = {
    "TOML": ("+++\nstatus = 'accepted'\n+++\n# Own\n", 1),
    "a block on one line": ("---\ndecision: {approach: build}\n---\n# Own\n", 2),
    "a word": ("---\nstatus: accepted\ndecision: build\n---\n# Own\n", 3),
    "a list": ("---\ndecision:\n  - build\n---\n# Own\n", 3),
}


@pytest.mark.parametrize(("text", "line"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_added_to_is_refused_at_its_place(text: str, line: int) -> None:
    with pytest.raises(UserError) as refused:
        confirmed(text, "r.md", FACTS)
    assert refused.value.place is not None
    assert refused.value.place.line == line
    assert refused.value.suggestion


def test_nothing_to_confirm_where_nothing_of_the_kind_is_decided() -> None:
    assert offered("# Dates are stored in UTC\n\nWe are four engineers.\n") == ()


def test_declared_facts_are_not_asked_for_again() -> None:
    text = (
        "# Our own runner\n\n## Context\n\nWe are a team of four engineers.\n\n## Decision\n\nWe build it ourselves.\n"
    )
    facts = offered(text)
    assert {"approach", "team.engineers"} <= {fact.name for fact in facts}
    assert offered(confirmed(text, "r.md", facts)) == ()


def test_what_is_observed_is_nothing_to_declare() -> None:
    text = "# Our own runner\n\n## Decision\n\nWe build it ourselves for now, until June.\n\n## Costs\n\nTBD\n"
    observed = {"status.owed", "template.left", "decision.interim", "revisit.stated"}
    assert observed <= read(text).facts.keys()
    assert not observed & {fact.name for fact in offered(text)}


@pytest.mark.parametrize("doubt", ["approach.doubtful", "approach.rivals", "approach.thin"])
def test_a_confirmed_approach_leaves_no_doubt(doubt: str) -> None:
    reading = read("# Our own runner\n\n## Decision\n\nWe build it ourselves.\n")
    facts = {**reading.facts, doubt: Fact(doubt, True, "inferred")}
    told = unconfirmed(replace(reading, facts=facts), session().policies.vocabulary)
    assert [fact.name for fact in told if fact.name.startswith("approach")] == ["approach"]
