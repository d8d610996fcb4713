"""The JSON Schemas are sound, refuse what is wrong with words and a place, and fit what we ship."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from adr_lint import marks, resources
from adr_lint.policy.decision_schema import decision_schema
from adr_lint.policy.load import load
from adr_lint.policy.schema import mistakes, validator

SCHEMAS = sorted(resources.folder("schemas").glob("*.schema.json"))
REGISTRY: Registry[Any] = Registry().with_resources(
    (content["$id"], Resource.from_contents(content))
    for content in (json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS)
)
POLICIES = resources.folder("policies")
EXAMPLES = Path(__file__).parents[2] / "examples"
NOT_POLICIES = {"records.yaml", "cost.yaml", "profiles.yaml"}

GOOD: list[tuple[str, str]] = [
    ("radar", "technologies: []"),
    (
        "radar",
        "title: Ours\ndate: 2025-10\nowner: us\nrings: {hold: Caution}\nquadrants: [tools]\ntechnologies:\n"
        "  - {name: Kafka, ring: Caution, aliases: [Apache Kafka], quadrant: tools, since: 2024-01-31, note: old,"
        " owner: us, review: 2026-01, link: 'https://example.org'}",
    ),
    ("waivers", "waivers: []"),
    (
        "waivers",
        "waivers:\n  - rule: no-exit-plan\n    record: docs/adr/0007-x.md\n    owner: data group\n"
        "    reason: The contract ends in May 2026 anyway.\n    expires: 2026-05-31",
    ),
    ("config", "{}"),
    (
        "config",
        "extends: ../base.yaml\npaths: [docs/decisions]\nselect: [pitfalls, no-exit-plan]\nignore: [radar]\n"
        "severities: {no-exit-plan: error}\nfail-on: warning\npolicies: [policies/own.yaml]\nradar: radar.yaml\n"
        "rings: {hold: Caution}\nwaivers: {file: waivers.yaml, longest-term-days: 180}\nbaseline: old.json\n"
        "thresholds: {scale: {build: 500, buy: 500}, team-size: {build: 8}}\nweights: {team-size: 2, budget: 0.5}\n"
        "overrides: [{files: 'legacy/**', ignore: [structure], severities: {no-prototype: info}}]\n"
        "exclude: 'drafts/**'",
    ),
    ("decision", "{}"),
    (
        "decision",
        "status: accepted\ndate: 2025-01-31\ndeciders: [Ana, Bo]\nconsulted: Cem\ninformed:\ntags: {any: thing}",
    ),
    ("decision", "decision: {approach: build, team.engineers: 4, team: {engineers: 4}, infer: false}"),
    ("decision", "decision: {technologies: [kafka], technologies.use: production, platforms.chosen: sagemaker}"),
    ("decision", "decision: {timeline: {months: {not-applicable: nobody waits}}, cost.buy_monthly: EUR 4200}"),
    ("decision", "decision: {timeline.months: 5 months, cost: {build_upfront: 20000}, prototype.weeks: 2.5}"),
    ("platform", "{platform: x-ml, name: X ML, vendor: X}"),
    ("policy", "{chapter: own, rules: []}"),
]

BAD: list[tuple[str, str, str, int]] = [
    ("radar", "technologies:\n  - {name: Kafka}", "an entry of 'technologies' lacks 'ring'", 2),
    ("radar", "technologies:\n  - {name: Kafka, ring: 4}", "'ring' must be a text, not 4", 2),
    ("radar", "rings: {holt: Caution}\ntechnologies: []", "did you mean 'hold'?", 1),
    ("radar", "technologies:\n  - {name: A, ring: hold, since: last May}", "does not fit 'since'", 2),
    ("radar", "technologies:\n  - {name: A, ring: hold, alias: [B]}", "unknown key 'alias'", 2),
    ("radar", "rings: {hold: Caution}", "the file lacks 'technologies'", 1),
    ("waivers", "[]", "the file must be a mapping, not []", 1),
    ("waivers", "waivers:\n  - {rule: no-exit-plan}", "lacks 'record', 'owner', 'reason', 'expires'", 2),
    (
        "waivers",
        "waivers:\n  - rule: No Exit Plan\n    record: a.md\n    owner: us\n    reason: it ends in May\n"
        "    expires: 2026-05-31",
        "does not fit 'rule'",
        2,
    ),
    (
        "waivers",
        "waivers:\n  - rule: no-exit-plan\n    record: a.md\n    owner: us\n    reason: it ends in May\n"
        "    expires: 31.05.2026",
        "does not fit 'expires'",
        6,
    ),
    (
        "waivers",
        "waivers:\n  - rule: no-exit-plan\n    record: /etc/a.md\n    owner: us\n    reason: it ends in May\n"
        "    expires: 2026-05-31",
        "does not fit 'record'",
        3,
    ),
    ("config", "selct: [matrix]", "did you mean 'select'?", 1),
    ("config", "select: matrix", "'select' must be a list", 1),
    ("config", "fail-on: warn", "allowed: error, warning, info, never", 1),
    ("config", "severities:\n  no-exit-plan: fatal", "'fatal' is not allowed for 'no-exit-plan'", 2),
    ("config", "policies: 3", "'policies' must be a text or a list, not 3", 1),
    ("config", "thresholds:\n  team-size: {bild: 8}", "did you mean 'build'?", 2),
    ("config", "thresholds: {team-size: {build: many}}", "'build' must be a number", 1),
    ("config", "waivers: {longest-term-days: 0}", "less than the minimum of 1", 1),
    ("config", "weights: {team-size: 0}", "'team-size'", 1),
    ("config", "overrides:\n  - {ignore: [matrix]}", "an entry of 'overrides' lacks 'files'", 2),
    ("config", "rings: {adopt: 1}", "'adopt' must be a text, not 1", 1),
    ("decision", "decision:\n  aproach: build", "did you mean 'approach'?", 2),
    ("decision", "decision:\n  approach: bild", "did you mean 'build'?", 2),
    ("decision", "decision:\n  team:\n    enginers: 3", "unknown key 'enginers'", 3),
    ("decision", "decision:\n  team.engineers: three", "'team.engineers' must be a whole number", 2),
    ("decision", "decision:\n  team.engineers: 3.5", "'team.engineers' must be a whole number", 2),
    ("decision", "decision:\n  team.engineers: -1", "less than the minimum of 0", 2),
    ("decision", "decision:\n  expertise.lacks: [monitorin]", "did you mean 'monitoring'?", 2),
    ("decision", "decision:\n  timeline.months: {not-applicabel: no}", "unknown key 'not-applicabel'", 2),
    ("decision", "decision:\n  leaning.scale: buy", "unknown key 'leaning.scale'", 2),
    ("decision", "decision:\n  infer: maybe", "'infer' must be true or false", 2),
    ("decision", "decision: buy it", "'decision' must be a mapping", 1),
    ("platform", "{platform: x-ml, name: X ML}", "the file lacks 'vendor'", 1),
    ("platform", "{platform: x-ml, name: X ML, vendor: X, cloud: aws-eu}", "did you mean 'aws'?", 1),
    ("policy", "rules:\n  - {id: a}", "lacks", 2),
    ("policy", "chapter: own\nruls: []", "did you mean 'rules'?", 2),
]


def found(schema: str, text: str) -> list[str]:
    return [str(mistake) for mistake in mistakes(marks.load(text, "file.yaml"), text, schema)]


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_a_schema_is_valid_and_every_reference_in_it_resolves(path: Path) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(content)
    assert content["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert content["$id"].endswith(f"/{path.name}")
    resolver = REGISTRY.resolver(content["$id"])
    for reference in references(content):
        resolver.lookup(reference)  # raises where it leads nowhere


def references(node: object) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        return own + [reference for value in node.values() for reference in references(value)]
    return [reference for value in node for reference in references(value)] if isinstance(node, list) else []


@pytest.mark.parametrize(("schema", "text"), GOOD)
def test_what_is_right_passes(schema: str, text: str) -> None:
    assert found(schema, text) == []


@pytest.mark.parametrize(("schema", "text", "words", "line"), BAD)
def test_what_is_wrong_is_said_with_its_place(schema: str, text: str, words: str, line: int) -> None:
    errors = found(schema, text)
    assert any(words in error and error.startswith(f"file.yaml:{line}:") for error in errors), errors


@pytest.mark.parametrize(
    "path", sorted({*POLICIES.glob("*.yaml"), *POLICIES.glob("facts/*.yaml")}), ids=lambda p: p.name
)
def test_our_policies_pass(path: Path) -> None:
    if path.name not in NOT_POLICIES:
        text = path.read_text(encoding="utf-8")
        assert [str(mistake) for mistake in mistakes(marks.load(text, path.name), text, "policy")] == []


@pytest.mark.parametrize("path", sorted(POLICIES.glob("platforms/*.yaml")), ids=lambda p: p.name)
def test_our_platforms_pass(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [str(mistake) for mistake in mistakes(marks.load(text, path.name), text, "platform")] == []
    assert marks.load(text, path.name).plain()["platform"] == path.stem


def test_the_example_radar_passes() -> None:
    text = (EXAMPLES / "radar.yaml").read_text(encoding="utf-8")
    assert [str(mistake) for mistake in mistakes(marks.load(text, "radar.yaml"), text, "radar")] == []


def test_radars_of_rule_examples_pass() -> None:
    radars = [
        example["radar"]
        for rule in load().rules
        for kind in ("bad", "good")
        for example in rule.examples.get(kind, ())
        if "radar" in example
    ]
    assert radars
    for radar in radars:
        assert list(validator("radar").iter_errors(radar)) == []


def test_the_decision_schema_is_what_the_vocabulary_gives() -> None:
    committed = json.loads((resources.folder("schemas") / "decision.schema.json").read_text(encoding="utf-8"))
    assert committed == decision_schema(load().vocabulary)


def test_the_decision_schema_has_every_fact_that_can_be_declared() -> None:
    vocabulary = load().vocabulary
    known = decision_schema(vocabulary)["properties"]["decision"]["properties"]
    for fact in vocabulary.values():
        assert (fact.name in known) is fact.declarable
