"""Every example of every rule is a test: a bad record gets the finding, a good one does not."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from adr_lint.discover import from_text
from adr_lint.model import Finding
from adr_lint.policy.load import load
from adr_lint.policy.nouns import Rule
from adr_lint.radar import radar_from
from adr_lint.run import Session, Settings

POLICIES = load()


@cache
def session() -> Session:
    return Session(Settings())


def examples(kind: str) -> list[Any]:
    return [
        pytest.param(rule, example, id=f"{rule.id}-{kind}-{i}")
        for rule in POLICIES.rules
        for i, example in enumerate(rule.examples.get(kind, ()), start=1)
    ]


def findings(rule: Rule, example: dict[str, Any]) -> list[Finding]:
    it = session()
    if "radar" in example:
        it = Session(Settings(radar=radar_from(example["radar"])))
    report = it.run([from_text(example["record"], "example.md")])
    assert report.failures == ()
    faults = [finding for finding in report.findings if finding.rule == "front-matter-invalid"]
    assert not faults, "the example's own front matter is wrong"
    return [finding for finding in report.findings if finding.rule == rule.id]


@pytest.mark.parametrize(("rule", "example"), examples("bad"))
def test_bad_example_gets_the_finding(rule: Rule, example: dict[str, Any]) -> None:
    found = findings(rule, example)
    assert len(found) == 1
    finding = found[0]
    assert finding.severity == example.get("severity", finding.severity)
    assert example.get("message", "") in finding.message
    assert finding.place.line == example.get("line", finding.place.line)
    assert finding.remediation


@pytest.mark.parametrize(("rule", "example"), examples("good"))
def test_good_example_stays_silent(rule: Rule, example: dict[str, Any]) -> None:
    assert findings(rule, example) == []


@pytest.mark.parametrize("rule", POLICIES.rules, ids=lambda rule: rule.id)
def test_every_rule_is_whole(rule: Rule) -> None:
    """What a user is owed: two examples each way, reasons, and a remediation that is more than a word."""
    assert len(rule.examples.get("bad", ())) >= 2
    assert len(rule.examples.get("good", ())) >= 2
    assert len(rule.remediation.split()) >= 8
    assert len(rule.rationale.split()) >= 10
    assert rule.references
