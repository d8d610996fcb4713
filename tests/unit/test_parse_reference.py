"""The option that a decision points at by number, letter, place or a word, and those that no heading calls options."""

import pytest

from adr_lint.model import Source
from adr_lint.parse import parse
from adr_lint.parse.conventions import load
from adr_lint.parse.pointers import Pointer, pointers


def chosen(text: str) -> list[str]:
    """The names of the options that a record takes."""
    return [option.name for option in parse(Source("0001-x.md", text), load()).options if option.chosen]


OPTIONS = "# Shop search\n\n## {heading}\n\n{options}\n\n## Decision\n\n{decision}\n"
BULLETS = "- Algolia\n- Elastic Cloud\n- OpenSearch on a server of ours, in the small rack"
NUMBERED = "1. Algolia: dear\n2. Elastic Cloud: dearer\n3. OpenSearch on a server of ours, in the small rack"
LETTERED = "A) Algolia\n\nB) Elastic Cloud\n\nC) OpenSearch on a server of ours, in the small rack"
DOTTED = "4.1 Algolia.\n\n4.2 Elastic Cloud.\n\n4.3 OpenSearch on a server of ours, in the small rack."
COUNTED = "We looked at (1) Algolia, (2) Elastic Cloud, and (3) OpenSearch on a server of ours, in the small rack."
COUNTED_BY_LETTER = "a) Algolia; b) Elastic Cloud; c) OpenSearch on a server of ours, in the small rack."
BY_LINES = "A. Algolia\nB. Elastic Cloud\nC. OpenSearch on a server of ours, in the small rack"
BY_COLONS = "A: Algolia. B: Elastic Cloud. C: OpenSearch on a server of ours, in the small rack."
DOTTED_LINES = "4.1 Algolia.\n4.2 Elastic Cloud.\n4.3 OpenSearch on a server of ours, in the small rack."
IN_BOLD = "**Algolia.** Dear.\n\n**Elastic Cloud.** Dearer.\n\n**OpenSearch on a server of ours, in the small rack.**"
NESTED = "1. We looked at\n    - Algolia\n    - Elastic Cloud\n    - OpenSearch on a server of ours, in the small rack"
TABLE = "| | price |\n|---|---|\n| Algolia | 900 |\n| Elastic Cloud | 600 |\n| OpenSearch in the small rack | 0 |"
COLUMNS = (
    "| Criterion | Algolia | Elastic Cloud | OpenSearch in the small rack |\n|---|---|---|---|\n| price | 9 | 6 | 0 |"
)
OWN = "OpenSearch on a server of ours, in the small rack"


@pytest.mark.parametrize("heading", ["Options", "Which roads there were"])
@pytest.mark.parametrize(
    ("options", "decision", "name"),
    [
        (BULLETS, "The last of these.", OWN),
        (BULLETS, "We take the second one.", "Elastic Cloud"),
        (BULLETS, "Option 2, because it is hosted.", "Elastic Cloud"),
        (BULLETS, "The middle one.", "Elastic Cloud"),
        (NUMBERED, "We do 3.", OWN),
        (NUMBERED, "Number one, for now.", "Algolia"),
        (NUMBERED, "3. It works without the network.", OWN),
        (LETTERED, "B. Nobody has time for more.", "Elastic Cloud"),
        (LETTERED, "C, then.", OWN),
        (DOTTED, "It is proposed to proceed in accordance with 4.3.", OWN),
        (DOTTED, "Alternative 4.1 is adopted.", "Algolia"),
        (COUNTED, "Option 2.", "Elastic Cloud"),
        (COUNTED, "(3). Two of us have done it before.", OWN),
        (COUNTED_BY_LETTER, "b), because it is hosted.", "Elastic Cloud"),
        (NUMBERED, "1. It is what the others have.", "Algolia"),
        (NUMBERED, "No. 2, with a contract for a year.", "Elastic Cloud"),
        (NUMBERED, "We're going with 3.", OWN),
        (NUMBERED, "We contract option 1.", "Algolia"),
        (LETTERED, "Adopted: (b), by five votes to three.", "Elastic Cloud"),
        (LETTERED, "Candidate A is contracted.", "Algolia"),
        (BULLETS, "Chosen: the third.", OWN),
        (BY_LINES, "A. It was in use all autumn.", "Algolia"),
        (BY_LINES, "C.", OWN),
        (BY_COLONS, "B, unanimously.", "Elastic Cloud"),
        (DOTTED_LINES, "4.3 is carried out.", OWN),
        (IN_BOLD, "The third.", OWN),
        (NESTED, "The second one.", "Elastic Cloud"),
        (TABLE, "The first row.", "Algolia"),
        (COLUMNS, "The middle column.", "Elastic Cloud"),
    ],
)
def test_what_the_decision_points_at(heading: str, options: str, decision: str, name: str) -> None:
    assert chosen(OPTIONS.format(heading=heading, options=options, decision=decision)) == [name]


@pytest.mark.parametrize(
    "decision",
    [
        "First, we measure what people search for.",
        "The first is to measure, the second to decide.",
        "One of them has to go, and we shall see which.",
        "4 months are set aside for it.",
        "Not yet.",
        "Neither.",
    ],
)
@pytest.mark.parametrize("options", [BULLETS, NUMBERED, LETTERED])
def test_what_points_at_nothing(options: str, decision: str) -> None:
    assert chosen(OPTIONS.format(heading="Options", options=options, decision=decision)) == []


@pytest.mark.parametrize(
    ("options", "decision", "name"),
    [
        ("Algolia; Elastic Cloud, for who can pay; a server of ours.", "The first.", "Algolia"),
        ("Algolia. Elastic Cloud. A server of ours, in the small rack.", "We take the third.", OWN.split(" on ")[0]),
        ("**a) Algolia**, known to all; **b) Elastic Cloud**; **c)** a server of ours.", "b).", "Elastic Cloud"),
    ],
)
def test_options_without_a_list(options: str, decision: str, name: str) -> None:
    found = chosen(OPTIONS.format(heading="Options", options=options, decision=decision))
    assert len(found) == 1
    assert found[0].startswith((name, "A server of ours"))


@pytest.mark.parametrize(
    "text",
    [
        "# Search\n\n(1) We need a search.\n\n(2) Looked at:\n\n{}\n\n(3) The third variant is adopted.\n",
        "# Search\n\nOptions on the slide: Algolia; Elastic Cloud; a server.\n\nResult: option 3\n",
        "# Search\n\n**Examined:** a) Algolia; b) Elastic Cloud; c) none.\n\n1. So.\n2. Resolved: option c).\n",
    ],
)
def test_in_a_record_without_a_place_for_its_decision(text: str) -> None:
    assert len(chosen(text.format(BULLETS))) == 1


@pytest.mark.parametrize("counted", ["A. ", "thing; ", "1. One. ", "4.1 a. "])
def test_more_than_anybody_counts_off_is_no_list_of_options(counted: str) -> None:
    text = OPTIONS.format(heading="Options", options=counted * 3000, decision="The second.")
    assert chosen(text) == []


def test_what_is_turned_down_is_not_pointed_at() -> None:
    assert chosen(OPTIONS.format(heading="Options", options=NUMBERED, decision="We rejected option 2.")) == []


def test_a_list_is_no_options_where_nothing_points_at_it() -> None:
    text = OPTIONS.format(heading="Who was asked", options=BULLETS, decision="We buy a search service.")
    assert parse(Source("0001-x.md", text), load()).options == ()


@pytest.mark.parametrize(
    "said",
    ["It is fast (1) and cheap.", "f) is what we call 2) at home.", "Algolia (2019), Elastic (2020).", "a) alone."],
)
def test_what_counts_off_nothing(said: str) -> None:
    assert parse(Source("0001-x.md", f"# Search\n\n## Options\n\n{said}\n"), load()).options == ()


def test_in_a_record_that_is_one_table() -> None:
    rows = ["| Issue | Search is slow |", "|---|---|", "| Decision | Position 2. |", "| Status | accepted |"]
    text = "# Search\n\n1. Algolia\n2. Elastic Cloud\n\n" + "\n".join(rows) + "\n"
    assert chosen(text) == ["Elastic Cloud"]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("we go with option b", [Pointer("number", "b")]),
        ("so: the former, for a year", [Pointer("place", "former")]),
        ("chosen option: d", [Pointer("number", "d"), Pointer("label", "d"), Pointer("word", "chosen")]),
        ("option 2 please", [Pointer("number", "2")]),
        ("the recommendation is to proceed with option 2", [Pointer("number", "2")]),
        ("the decision was to take the second", [Pointer("place", "second")]),
        ("so (c) is ordered for all 48 offices", [Pointer("label", "c")]),
        ("a was finally chosen for its price", [Pointer("label", "a")]),
        ("4 is a lot of people for that", []),
        ("we use 2 nodes in each of three zones", []),
        ("plan a migration", [Pointer("word", "plan"), Pointer("word", "migration")]),
    ],
)
def test_pointers(said: str, wanted: list[Pointer]) -> None:
    assert list(pointers(said)) == wanted
