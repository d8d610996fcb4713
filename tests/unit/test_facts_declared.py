"""Facts that the author declares, in the front matter and in tables, and what is wrong with them."""

from __future__ import annotations

import pytest

from adr_lint.facts.reading import Radar, Reader, read_facts
from adr_lint.model import Money, Reading, Source
from adr_lint.parse import parse
from adr_lint.parse.conventions import load as load_conventions
from adr_lint.policy.load import load

POLICIES = load()
READER = Reader(POLICIES.vocabulary, POLICIES.platforms)


def reading(text: str, radar: Radar | None = None) -> Reading:
    return read_facts(parse(Source("a.md", text), load_conventions()), READER, radar)


def declaring(block: str, body: str = "") -> Reading:
    return reading(f"---\ndecision:\n{block}\n---\n# T\n\n## Context\n\n{body}\n")


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("team.engineers: 4", "team.engineers", 4),
        ("timeline.months: 5 months", "timeline.months", 5),
        ("timeline.months: 2 quarters", "timeline.months", 6),
        ("timeline.months: 7.5", "timeline.months", 7.5),
        ("prototype.weeks: 3 weeks", "prototype.weeks", 3),
        ("cost.build_upfront: CHF 1.1m", "cost.build_upfront", Money(1.1e6, "CHF")),
        ("cost.build_upfront: 2200000", "cost.build_upfront", Money(2.2e6)),
        ("cost.buy_monthly: USD 120k a year", "cost.buy_monthly", Money(10_000, "USD")),
        ("cost.salary: EUR 7,500 a month", "cost.salary", Money(90_000, "EUR")),
        ("cost.unit_price: $0.0004", "cost.unit_price", Money(0.0004, "USD")),
        ("cost.maintenance_share: 20 %", "cost.maintenance_share", 0.2),
        ("product.validated: false", "product.validated", False),
        ("approach: build", "approach", "build"),
        ("expertise.lacks: monitoring", "expertise.lacks", ("monitoring",)),
        ("platforms.chosen: [sagemaker]", "platforms.chosen", ("sagemaker",)),
        ("lockin.grounds: a rule of law", "lockin.grounds", "a rule of law"),
    ],
)
def test_front_matter(line: str, name: str, value: object) -> None:
    found = declaring(f"  {line}")
    assert (found.facts[name].value, found.facts[name].source, found.faults) == (value, "declared", ())
    assert found.facts[name].evidence[0].place.line == 3


def test_nested_keys_are_the_same_as_dotted_ones() -> None:
    assert declaring("  team:\n    engineers: 6").facts["team.engineers"].value == 6


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("team.enginers: 4", "'team.enginers' is no fact", "did you mean 'team.engineers'?"),
        ("team.engineers: four", "expected a number of people", ""),
        ("team.engineers: 4.5", "expected a whole number", ""),
        ("team.engineers: -1", "expected at least 0", ""),
        ("timeline.months: soon", "expected a number of months", "write a number of months"),
        ("cost.buy_monthly: -5", "expected at least 0", ""),
        ("cost.buy_monthly: EUR -500 a month", "expected at least 0", ""),
        ("cost.build_share: 120 %", "expected at most 1", ""),
        ("cost.growth: strong", "expected a number of share", "write a share of one"),
        ("approach: bild", "did you mean 'build'?", ""),
        ("product.validated: maybe", "expected true or false", ""),
        ("expertise.lacks: [juggling]", "expected entries out of", ""),
        ("cost.build_upfront: a lot", "expected an amount of money", "write an amount"),
        ("leaning.scale: build", "is derived and cannot be declared", ""),
        ("infer: perhaps", "is true or false", ""),
    ],
)
def test_faults(line: str, message: str, hint: str) -> None:
    (fault,) = declaring(f"  {line}").faults
    assert message in fault.message
    assert hint in fault.hint
    assert fault.place.line == 3


def test_not_applicable_carries_its_reason() -> None:
    fact = declaring("  prototype.weeks.not-applicable: the vendor has no trial").facts["prototype.weeks"]
    assert fact.not_applicable == "the vendor has no trial"


def test_declared_beats_prose_and_prose_can_be_switched_off() -> None:
    prose = "We are a team of nine engineers and serve 40 models today."
    assert declaring("  team.engineers: 4", prose).facts["team.engineers"].value == 4
    found = declaring("  infer: false\n  team.engineers: 4", prose)
    assert "scale.models" not in found.facts


def test_a_table_of_facts_declares() -> None:
    table = "| Fact | Value |\n|---|---|\n| Team size | 4 engineers |\n| Timeline | 5 months |\n| Budget | tight |\n"
    found = reading(f"# T\n\n## Context\n\n{table}")
    assert (found.facts["team.engineers"].value, found.facts["team.engineers"].source) == (4, "declared")
    assert found.facts["timeline.months"].value == 5
    assert found.faults == ()


def test_one_known_label_makes_no_table_of_facts() -> None:
    table = "| Item | Value |\n|---|---|\n| Team size | 4 |\n| Colour | red |\n"
    fact = reading(f"# T\n\n## Context\n\n{table}").facts.get("team.engineers")
    assert fact is None or fact.source == "inferred"


def test_technologies_are_joined_with_the_radar() -> None:
    radar = Radar({"kubeflow": "hold", "pinecone": "trial"})
    found = declaring("  technologies: [Kubeflow, Pinecone, Zig]", "")
    assert "radar.hold" not in found.facts
    text = "---\ndecision:\n  technologies: [Kubeflow, Pinecone, Zig]\n---\n# T\n"
    facts = reading(text, radar).facts
    assert {name: facts[name].value for name in facts if name.startswith("radar.")} == {
        "radar.hold": ("Kubeflow",), "radar.trial": ("Pinecone",), "radar.unlisted": ("Zig",),
    }  # fmt: skip
