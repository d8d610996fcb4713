"""What sections are for, and the shape of a record."""

from __future__ import annotations

import pytest

from adr_lint.model import Record, Source
from adr_lint.parse import conventions, parse
from adr_lint.parse.conventions import normalise

CONVENTIONS = conventions.load()


def record(text: str, path: str = "a.md") -> Record:
    return parse(Source(path, text), CONVENTIONS)


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Context", "context"),
        ("1. Context", "context"),
        ("3.2 Context:", "context"),
        ("IV. Context", "context"),
        ("(2) Context", "context"),
        ("Considered Options 💡", "considered options"),
        ("📌 Links (optional)", "links"),
        ("What\u2019s next?", "what's next"),
        ("2 Options", "options"),
        ("3", "3"),
        ("I agree", "i agree"),
        ("", ""),
    ],
)
def test_headings_are_compared_without_ornaments(heading: str, name: str) -> None:
    assert normalise(heading) == name


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Context and Problem Statement", "context"),
        ("Who we are", "context"),
        ("The present situation of the plant", "context"),
        ("Decision Drivers", "drivers"),
        ("What the pump has to do", "drivers"),
        ("Considered Options", "options"),
        ("Alternatives to the alternative", "options"),
        ("Pros and Cons of the Options", "options"),
        ("Not chosen", "options"),
        ("Option 2: wet pumps", "option"),
        ("Option B – wet pumps", "option"),
        ("Alternative #3", "option"),
        ("[option 1] - wet pumps", "option"),
        ("Option: no pump", "option"),
        ("Solution 1: wet pumps", "option"),
        ("Solution: wet pumps", "decision"),
        ("Decision Outcome", "decision"),
        ("Decision: wet pumps", "decision"),
        ("Options (February)", "options"),
        ("What we do instead", "decision"),
        ("Not decided here", "other"),
        ("Why", "rationale"),
        ("Why not the others", "rationale"),
        ("Consequences", "consequences"),
        ("Positive Consequences", "positive"),
        ("Cons", "negative"),
        ("What can go wrong", "negative"),
        ("Migration plan", "plan"),
        ("Next steps", "plan"),
        ("Who runs it", "operations"),
        ("Maintenance", "operations"),
        ("TCO", "cost"),
        ("Total cost, 36 months", "cost"),
        ("When to revisit", "confirmation"),
        ("Related decisions", "links"),
        ("Deciders", "header"),
        ("Status", "status"),
        ("Pumps of the north", "other"),
        ("Accosted contexture", "other"),
        ("Decisionless", "other"),
    ],
)
def test_roles(heading: str, role: str) -> None:
    made = record(f"# Pumps\n\n## {heading}\n\nx\n")
    assert made.sections[1].role == role


def test_roles_of_the_sections_around() -> None:
    made = record(
        "x\n\n# Pumps\n\n## Options\n\n### Wet\n\n#### Pros\n\n### Dry\n\n## Decision\n\n### Money\n\n# Appendix\n"
    )
    assert [(section.title, section.roles) for section in made.sections] == [
        ("", ("header",)),
        ("Pumps", ("title",)),
        ("Options", ("options", "title")),
        ("Wet", ("option", "options", "title")),
        ("Pros", ("positive", "option", "options", "title")),
        ("Dry", ("option", "options", "title")),
        ("Decision", ("decision", "title")),
        ("Money", ("cost", "decision", "title")),
        ("Appendix", ("links",)),
    ]
    assert [made.text[section.start :][:3] for section in made.sections[1:3]] == ["# P", "## "]


def test_a_section_named_like_an_option_discusses_it() -> None:
    made = record("# Pumps\n\n## Options\n\n- Wet pump\n- Dry pump\n\n## Wet pump\n\n### Notes\n\n## Dry rot\n")
    assert [(section.title, section.roles) for section in made.sections[2:]] == [
        ("Wet pump", ("option", "title")),
        ("Notes", ("other", "option", "title")),
        ("Dry rot", ("other", "title")),
    ]
    assert [option.section for option in made.options] == [2, None]


@pytest.mark.parametrize(
    ("headings", "path", "shape"),
    [
        (["Status", "Context", "Decision", "Consequences"], "a.md", "nygard"),
        (["Context", "The Decision", "Consequences"], "a.md", "nygard"),
        (["Context and Problem Statement", "Considered Options"], "a.md", "madr"),
        (["Considered Options", "Decision Outcome", "Context", "Consequences", "Decision"], "a.md", "madr"),
        (["Issue", "Decision", "Assumptions", "Constraints", "Positions"], "a.md", "tyree-akerman"),
        (["Decision", "Rationale", "Status", "Consequences"], "a.md", "merson"),
        (["Summary", "Motivation", "Drawbacks"], "a.md", "rfc"),
        (["Pumps"], "rfcs/a.md", "rfc"),
        (["Pumps"], "rfc-0001-a.md", "rfc"),
        (["Pumps"], "a.md", "plain"),
        ([], "a.md", "plain"),
    ],
)
def test_formats(headings: list[str], path: str, shape: str) -> None:
    assert record("# T\n\n" + "\n\nx\n\n".join(f"## {heading}" for heading in headings), path).format == shape


def test_y_statement() -> None:
    text = "# T\n\nIn the context of pumps,\n\nfacing leaks, we decided for wet ones to achieve calm.\n"
    assert record(text).format == "y-statement"
    assert record(text.replace("decided", "waited")).format == "plain"


def test_a_record_in_one_table_has_a_shape() -> None:
    rows = "".join(f"| {name} | x |\n" for name in ["Decision", "Assumptions", "Constraints", "Positions", "Argument"])
    assert record(f"# T\n\n| Issue | x |\n|-|-|\n{rows}").format == "tyree-akerman"
