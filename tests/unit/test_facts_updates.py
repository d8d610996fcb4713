"""What a later update takes back decides nothing; what it leaves stands."""

from __future__ import annotations

import pytest

from adr_lint.facts.pages import Page
from adr_lint.facts.reading import Reader, read_facts
from adr_lint.facts.roles import OVERTURNED
from adr_lint.model import Source
from adr_lint.parse import parse
from adr_lint.parse.conventions import load as load_conventions
from adr_lint.policy.load import load

RECORD = """# Search for the catalogue

Status: accepted

## Context

We are five engineers. Customers type what they want in words that our database does not know.

## Decision

We build our own search service on OpenSearch and run it on our cluster.

## {heading}

{said}
"""
BOUGHT = "We buy Algolia, whose contract runs for a year. The cluster is given back."


def page(text: str) -> Page:
    return reader().page(parse(Source("record.md", text), load_conventions()))


def reader() -> Reader:
    policies = load()
    return Reader.of(policies.vocabulary, policies.platforms)


def overturned(text: str) -> list[str]:
    return [passage.text for passage in page(text).passages if OVERTURNED in passage.roles]


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Update, 3 March 2025", f"The decision above is withdrawn. {BOUGHT}"),
        ("Amendment", f"This replaces the decision of January. {BOUGHT}"),
        ("Addendum of 30 September", f"We have changed our minds. {BOUGHT}"),
        ("Overturned", BOUGHT),
        ("Notes", f"Update of 13 October, which reverses the above plan for good. {BOUGHT}"),
        ("Notes", f"Minutes are in the wiki.\n\nPostscript (June): the choice no longer holds.\n\n{BOUGHT}"),
    ],
)
def test_an_update_turns_a_decision_round(heading: str, said: str) -> None:
    text = RECORD.format(heading=heading, said=said)
    assert overturned(text) == [
        "Search for the catalogue",
        "Decision",
        "We build our own search service on OpenSearch and run it on our cluster.",
    ]
    facts = read_facts(parse(Source("record.md", text), load_conventions()), reader()).facts
    assert facts["approach"].value == "buy"
    assert facts["platforms.chosen"].value == ("algolia",)
    assert facts["team.engineers"].value == 5


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Update, 3 March 2025", "The service is live. The first invoice for the machines was half of what we feared."),
        ("Notes", "The decision of the fashion team on Algolia was withdrawn; it is no concern of ours."),
        ("Consequences", "Update the runbooks: what they say of the decision above is withdrawn."),
        ("Consequences", "Updates of the index are reversed where the import fails, and are then made anew at night."),
    ],
)
def test_what_turns_nothing_round(heading: str, said: str) -> None:
    assert overturned(RECORD.format(heading=heading, said=said)) == []


def test_a_record_that_tells_its_story_in_order() -> None:
    text = (
        "# Search\n\n## March\n\nWe build our own search.\n\n## What happened\n\nIt was slow.\n\n"
        "## October\n\nThe plan of March is void. We take Algolia.\n"
    )
    assert [passage.text for passage in page(text).passages if "update" in passage.roles] == [
        "October",
        "The plan of March is void. We take Algolia.",
    ]
    assert "We build our own search." in overturned(text)


def test_a_decision_whose_heading_takes_it_back() -> None:
    text = "# Search\n\n## Decision (no longer valid)\n\nWe build it.\n\n## Decision\n\nWe take Algolia.\n"
    assert overturned(text) == ["Decision (no longer valid)", "We build it."]


def test_the_last_of_several_updates_counts() -> None:
    text = RECORD.format(
        heading="Update 1",
        said=f"The decision is withdrawn. {BOUGHT}\n\n## Update 2\n\nUpdate 1 is reversed. We run OpenSearch.",
    )
    assert f"The decision is withdrawn. {BOUGHT}" in overturned(text)
    assert "Update 1 is reversed. We run OpenSearch." not in overturned(text)
