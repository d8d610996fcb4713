"""What the form of a record shows: silence first, then what is found."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from adr_lint.discover import from_text
from adr_lint.model import Fact
from adr_lint.run import Session, Settings

HEAD = "# 4. Use Kafka\n\nStatus: accepted\n\n"


@cache
def session() -> Session:
    return Session(Settings(today=date(2025, 6, 1)))


def facts(text: str) -> dict[str, Fact]:
    return dict(session().read(from_text(text, "docs/adr/0004-use-kafka.md")).facts)


def left(text: str) -> list[tuple[str, int]]:
    fact = facts(text).get("template.left")
    if fact is None:
        return []
    assert isinstance(fact.value, tuple)
    return list(zip(fact.value, (evidence.place.line for evidence in fact.evidence), strict=True))


@pytest.mark.parametrize(
    "body",
    [
        "The path is `/x/{tenant id}`.",
        "Write [a link][x] or [this one](0001-x.md).\n\n[x]: https://example.org",
        "- [x] done\n- [ ] open",
        "We keep a list of TODO comments (see TODO-12) in the code.",
        "## Trunk\n\nWe do trunk-based development (TBD), and TBD works.",
        "## Notes: none",
        "## Date: 3 March 2024\n\n## Decision\n\nWe take it.",
        "## 2. Options\n\n## 2.1 Kafka\n\nFine.",
        "## Options\n\n## Option 1: Kafka\n\nFine.",
        "## Picture\n\n![it](x.png)",
        "## Code\n\n```\nTBD {a b c}\n```",
        "Formats are YYYY-MM-DD.",
        "The rename of {BeginBlock, DeliverTx} is done.",
        "The page shows TBD numbers of all sites.",
        '- `[Required(Message = "This is required")]`',
        "## Manual checks (out of scope)\n\n## More\n\nFine.",
        "## This is kept for its history. Nothing here holds any more.\n\n## More\n\nFine.",
    ],
)
def test_what_only_looks_like_a_template(body: str) -> None:
    assert left(f"{HEAD}{body}\n") == []


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("TBD", "“TBD”"),
        ("- TODO: sizes", "“TODO”"),
        ("We build an index; TBD whether a second one", "“TBD”"),
        ("The sizes are TBD and will follow", "“TBD”"),
        ("To be determined.", "“To be determined.”"),
        ("[Describe the forces here]", "a bracket to be filled in"),
        ("It uses {title of option 1} for all.", "a brace to be filled in"),
        ("## Sizes", "the empty section “Sizes”"),
        ("## Sizes\n<!-- how large -->", "the empty section “Sizes”"),
        ("What becomes easier or more difficult to do because of this change?", "template text"),
    ],
)
def test_what_a_template_left(body: str, what: str) -> None:
    assert left(f"{HEAD}{body}\n") == [(what, 5)]


def test_what_a_template_left_in_the_front_matter() -> None:
    text = (
        '---\nstatus: accepted\ndate: {YYYY-MM-DD when it was decided}\ndeciders: "{list everyone}"\n---\n# Use Kafka\n'
    )
    assert [line for _, line in left(text)] == [3, 4]


def test_a_record_about_records_may_quote_their_template() -> None:
    text = "# 1. Record architecture decisions\n\n**Context** This section describes the forces at play.\n"
    assert left(text) == []


def test_a_record_about_its_series_may_show_their_template() -> None:
    table = "| a | b |\n|---|---|\n| Title | [title of the ADR] |\n"
    path = "docs/adr/pep-0004-x.md"
    assert "template.left" not in session().read(from_text(f"# PEP 4: the purpose of a PEP\n\n{table}", path)).facts
    assert "template.left" in session().read(from_text(f"# PEP 4: Kafka\n\n{table}", path)).facts


@pytest.mark.parametrize("menu", ["Accepted or Rejected", "> Accepted or Rejected", "{Proposed|Accepted|Declined}"])
def test_a_menu_of_statuses(menu: str) -> None:
    assert left(f"# Use Kafka\n\n## Status\n\n{menu}\n") == [("a menu of statuses of which none is chosen", 5)]


@pytest.mark.parametrize(
    "text",
    [
        "---\ntype: Supplement\n---\n# Notes\n\n## Decision\n\nIt is.\n",
        "# Kafka\n\nThis record is kept at https://example.org/adr.\n",
        "# 4. OUTDATED Use Kafka\n\n## Decision\n\nIt is.\n",
        "# 4. Use Kafka\n\nThis ADR was superceded by [ADR 7](0007-b.md).\n\n## Decision\n\nIt is.\n",
        "# 4. Use Kafka\n\n## Status\n\nBoth points have been implemented.\n\n## Decision\n\nIt is.\n",
        "# 4. Use Kafka\n\n## Status\n\n[proposed | accepted]\n\n## Decision\n\nIt is.\n",
        "In the context of events, facing polling, we decided for Kafka to stop it, accepting a broker.\n",
    ],
)
def test_what_owes_no_status(text: str) -> None:
    assert "status.owed" not in facts(text)


@pytest.mark.parametrize("more", ["", "## Costs\n\nTBD\n"])
def test_what_owes_a_status(more: str) -> None:
    assert "status.owed" in facts(f"# 4. Use Kafka\n\n## Decision\n\nIt is.\n\n{more}")


def test_a_folder_may_be_the_status() -> None:
    text = "# Use Kafka\n\n## Decision\n\nIt is.\n"
    assert "status.owed" not in session().read(from_text(text, "adr/accepted/use-kafka.md")).facts
    assert "status.owed" in session().read(from_text(text, "adr/payments/use-kafka.md")).facts


def test_a_glossary_among_the_records_decides_nothing() -> None:
    text = "# Terms\n\n## Broker\n\nWhat moves events.\n"
    assert "status.owed" not in session().read(from_text(text, "docs/adr/terms.md")).facts


@pytest.mark.parametrize(
    ("decision", "undecided"),
    [
        ("TBD", True),
        ("To be decided.", True),
        ("We take Kafka.\n\nTBD", False),
        ("We take Kafka.\n\n### Sizes\n\nTBD", False),
    ],
)
def test_a_decision_that_is_still_to_be_written(decision: str, undecided: bool) -> None:
    assert ("decision.undecided" in facts(f"{HEAD}## Decision\n\n{decision}\n")) is undecided


def test_an_empty_heading_for_the_other_side_is_told_once() -> None:
    text = f"{HEAD}## Consequences\n\n### Positive\n\n- It is fast.\n\n### Negative\n"
    assert "consequences.only" not in facts(text)
    assert left(text) == [("the empty section “Negative”", 11)]


@pytest.mark.parametrize(
    ("header", "wrong"),
    [
        ("Date: 2024-02-29", 0),
        ("Date: 2023-02-29", 1),
        ("Date: 31.04.2023", 1),
        ("Date: 13/13/2023", 1),
        ("Version: 3.31.2024", 0),
    ],
)
def test_dates_that_are_in_no_calendar(header: str, wrong: int) -> None:
    fact = facts(f"# Use Kafka\n\n- Status: accepted\n- {header}\n\nIt is.\n").get("dates.invalid")
    assert (len(fact.value) if fact and isinstance(fact.value, tuple) else 0) == wrong


@pytest.mark.parametrize(
    ("line", "late"),
    [
        ("It must be live by 2024-09-01.", False),
        ("It must be live by June 2024.", False),
        ("The old one had to be live by 2024-03-01.", False),
        ("It must be live by 2019-03-01.", False),
        ("The lease ends on 2024-03-01.", False),
        ("It must be live by 2024-03-01.", True),
        ("The deadline is 1 March 2024.", True),
        ("It has to be in production before the end of May 2024.", True),
    ],
)
def test_a_deadline_before_the_decision(line: str, late: bool) -> None:
    text = f"# Use Kafka\n\n* Status: accepted\n* Date: 2024-06-10\n\n## Context\n\n{line}\n"
    assert ("dates.invalid" in facts(text)) is late


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("Review by: 2025-05-31", 1),
        ("Review by: 2025-06-01", None),
        ("Next review: 1 January 2025, then yearly until 2026-01-01", 151),
        ("This will be reviewed on 2025-05-22.", 10),
        ("This was reviewed on 2025-05-22.", None),
        ("The certificate, which expires on 2025-05-22, is renewed by a script.", None),
        ("Kafka 2 was released in May 2025.", None),
    ],
)
def test_when_a_review_is_overdue(line: str, days: int | None) -> None:
    fact = facts(f"# Use Kafka\n\nStatus: accepted, 2024-01-01\n\n## Decision\n\nIt is.\n\n{line}\n").get(
        "review.overdue"
    )
    assert (fact.value if fact else None) == days


def test_facts_of_form_are_read_where_the_author_forbids_inferring() -> None:
    text = "---\nstatus: accepted\ndecision: {infer: false}\n---\n# Use Kafka\n\n## Decision\n\nTBD\n"
    assert "template.left" in facts(text)


def test_what_declared_facts_and_prose_must_agree_on() -> None:
    text = "---\ndecision: {approach: build, team.engineers: 9}\n---\n# Own queue\n\nWe are three engineers.\n"
    assert "declared.contradicted" in facts(text)
    assert "declared.contradicted" not in facts(text.replace("9", "3"))
    assert "declared.contradicted" not in facts(text.replace("team.engineers: 9", "team.engineers.not-applicable: x"))


def test_an_observed_fact_cannot_be_declared() -> None:
    fact = facts("---\ndecision: {links.broken: [x]}\n---\n# Use Kafka\n")["front-matter.faults"]
    assert "'links.broken' is observed and cannot be declared" in str(fact.value)
