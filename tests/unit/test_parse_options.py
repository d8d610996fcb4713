"""The options that records consider, and the one they chose; first those that must not be found."""

from __future__ import annotations

import pytest

from adr_lint.model import Record, Source
from adr_lint.parse import conventions, parse

CONVENTIONS = conventions.load()


def record(text: str) -> Record:
    return parse(Source("a.md", text), CONVENTIONS)


def options(text: str) -> list[str]:
    """Names, the chosen one with a star."""
    return [option.name + "*" * option.chosen for option in record(text).options]


@pytest.mark.parametrize(
    "text",
    [
        "# T\n\n- a\n- b\n",
        "## Considered Options\n\n- {title of option 1}\n- …\n",
        "## Options\n\n- Good, because it is wet\n- Bad, because it is dry\n",
        "## Options\n\nThere were none.\n",
        "## Consequences\n\n- Wet pump\n- Dry pump\n",
        "## Cost\n\n| | Build | Per year |\n|-|-|-|\n| Wet | 1 | 2 |\n",
        "## Footprint\n\n| Place | Today | Later |\n|-|-|-|\n| North | 1 | 2 |\n",
        "```\n## Options\n\n- a\n```\n",
        "## Option\n",
    ],
)
def test_no_options(text: str) -> None:
    assert options(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("## Considered Options\n\n* Wet pump\n* Dry pump\n", ["Wet pump", "Dry pump"]),
        ("## Options\n\n1. Wet pump\n2. Dry pump\n", ["Wet pump", "Dry pump"]),
        ("## Options\n\n1. Option 1: Wet pump\n2. Option 2: Dry pump\n", ["Wet pump", "Dry pump"]),
        ("## Options\n\n- **Wet pump**: cheap, but wet\n- [Dry pump](#dry) – dry\n", ["Wet pump", "Dry pump"]),
        ("## Options\n\n- Wet pump. It leaks.\n- Dry pump (as today)\n", ["Wet pump", "Dry pump (as today)"]),
        ("## Options\n\n- Wet pump\n  - leaks\n- Dry pump\n", ["Wet pump", "Dry pump"]),
        ("## Options\n\n### Option A: Wet pump\n\nx\n\n### Option B - Dry pump\n", ["Wet pump", "Dry pump"]),
        ("## Options\n\n### 2.1 Wet pump\n\nx\n\n### B. Dry pump\n", ["Wet pump", "Dry pump"]),
        ("## Options\n\n### Wet pump\n\n#### Pros\n\n- a\n\n### Dry pump\n", ["Wet pump", "Dry pump"]),
        ("## Context\n\n### Option 1: Wet\n\n### Option 2: Dry\n", ["Wet", "Dry"]),
        ("## Options\n\n**Option 1: Wet.** It leaks.\n\n**Option 2: Dry.** No.\n", ["Wet", "Dry"]),
        (
            "## Alternatives\n\n**Alternative 1**: Wet pump\n- x\n\n**Alternative 2**: Dry pump\n",
            ["Wet pump", "Dry pump"],
        ),
        ("## Options\n\n4.1 Wet pump. Leaks.\n\n4.2 Dry pump. No.\n", ["Wet pump", "Dry pump"]),
        ("## Options\n\n| Option | Cost |\n|-|-|\n| Wet | 1 |\n| Dry | 2 |\n", ["Wet", "Dry"]),
        ("## Options\n\n| Criterion | Weight | Wet | Dry |\n|-|-|-|-|\n| Leaks | 3 | 1 | 2 |\n", ["Wet", "Dry"]),
        ("## Options\n\n| | Wet | Dry |\n|-|-|-|\n| leaks | 1 | 2 |\n", ["Wet", "Dry"]),
        ("## Options\n\n| | cost | leaks |\n|-|-|-|\n| Wet | 1 | 2 |\n| Dry | 3 | 4 |\n", ["Wet", "Dry"]),
        ("## Scores\n\n| Criterion | Wet | Dry |\n|-|-|-|\n| Leaks | 1 | 2 |\n", ["Wet", "Dry"]),
        ("## Positions\n\n- Wet\n- Dry\n", ["Wet", "Dry"]),
        ("## Options\n\n- Wet\n- Wet\n- …\n", ["Wet"]),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert [name.rstrip("*") for name in options(f"# T\n\n{text}")] == names


LIST = "# T\n\n## Options\n\n- Wet pump\n- Dry pump, used\n- No pump\n\n"


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        (LIST, []),
        (LIST + "## Decision\n\nLater.\n", []),
        (LIST + '## Decision Outcome\n\nChosen option: "Dry pump, used", because it is dry.\n', ["Dry pump, used"]),
        (LIST + "## Decision Outcome\n\nChosen option: dry pump, because.\n", ["Dry pump, used"]),
        (LIST + "## Decision Outcome\n\nChosen option:\n\n**[Wet pump](#wet)**\n", ["Wet pump"]),
        (LIST + "## Decision Outcome\n\nChosen option: option 3\n", ["No pump"]),
        (LIST + "## Decision Outcome\n\nThe preferred option is the wet pump over no pump.\n", ["Wet pump"]),
        (LIST + "## Decision\n\nWe will use a wet pump.\n", ["Wet pump"]),
        (LIST + "## Decision\n\nWe have decided to go with **Option B**.\n", ["Dry pump, used"]),
        (LIST + "## Decision\n\nA used one from the north.\n", ["Dry pump, used"]),
        (LIST + "## Decision: no pump\n", ["No pump"]),
        (LIST + "## Result\n\nDecision: wet pump\n", ["Wet pump"]),
        ("# T\n\n## Options\n\n- Wet ✅\n- Dry\n", ["Wet"]),
        ("# T\n\n## Options\n\n- Wet (chosen)\n- Dry\n", ["Wet"]),
        ("# T\n\n## Options\n\n- [ ] Wet\n- [x] Dry\n", ["Dry"]),
        ("# T\n\n## Options\n\n### A: Wet\n\n### B: Dry (selected)\n", ["Dry"]),
        ("# Wet pump for the north\n\n## Options\n\n- Wet pump\n- Dry pump\n", ["Wet pump"]),
        ("# T\n\n## Alternatives\n\n- Wet pump\n- Dry pump\n\n## Decision\n\nSteam, which a pump needs not.\n", []),
        ("# T\n\n## Options\n\n### Wet pump\n\n#### Notes\n\nDecision: a wet pump is no good.\n\n### Dry pump\n", []),
        ("# T\n\n## Rejected alternatives\n\n- Wet\n- Dry\n\n## Decision\n\nWe use steam, not wet.\n", []),
        ("# T\n\n## Decision Outcome\n\nChosen option: Steam, because.\n", ["Steam"]),
    ],
)
def test_chosen(text: str, chosen: list[str]) -> None:
    assert [option.name for option in record(text).options if option.chosen] == chosen


def test_places_and_sections() -> None:
    made = record(
        "# T\n\n## Options\n\n1. Option 1: [*Wet* pump](#w)\n2. Dry pump\n\n"
        "## Pros and Cons of the Options\n\n### Dry pump\n\n- Good, because dry\n\n### Option 1\n"
    )
    wet, dry = made.options
    assert (wet.place.line, wet.place.column, wet.place.end_column) == (5, 16, 25)
    assert (dry.place.line, dry.place.column, dry.place.end_column) == (6, 4, 12)
    assert [made.sections[option.section].title for option in made.options if option.section] == [
        "Option 1",
        "Dry pump",
    ]
