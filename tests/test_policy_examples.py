"""Every example of every rule is a test: a bad record gets the finding, a good one does not."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from adr_lint.discover import from_text
from adr_lint.model import Finding
from adr_lint.policy.load import load
from adr_lint.policy.nouns import Rule
from adr_lint.radar import radar_from
from adr_lint.run import Session, Settings

POLICIES = load()
WAIVERS = "waivers.yaml"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@cache
def session() -> Session:
    return Session(Settings())


def examples(kind: str) -> list[Any]:
    return [
        pytest.param(rule, example, id=f"{rule.id}-{kind}-{i}")
        for rule in POLICIES.rules
        for i, example in enumerate(rule.examples.get(kind, ()), start=1)
    ]


class Before:
    """A git base at which the example was another text."""

    def __init__(self, text: str) -> None:
        self._text = text

    def text(self, path: str) -> str | None:
        return self._text if path.endswith("example.md") else None


def session_of(example: dict[str, Any]) -> Session:
    """A session of its own for an example that brings its surroundings."""
    more: dict[str, Any] = {}
    if "radar" in example:
        more["radar"] = radar_from(example["radar"])
    if "base" in example:
        more["base"] = Before(example["base"])
    if "today" in example:
        more["today"] = date.fromisoformat(str(example["today"]))
    if "waivers" in example:
        more["waivers"] = WAIVERS
    return Session(Settings(**more)) if more else session()


def findings(rule: Rule, example: dict[str, Any]) -> list[Finding]:
    path = example.get("path", "example.md")
    texts = {path: example["record"], **example.get("beside", {})}
    if "waivers" in example:
        Path(WAIVERS).write_text(json.dumps({"waivers": example["waivers"]}, indent=1), encoding="utf-8")
    report = session_of(example).run([from_text(text, name) for name, text in texts.items()])
    assert report.failures == ()
    found = [finding for finding in report.findings if finding.path in (path, WAIVERS)]
    if rule.id != "front-matter-invalid":
        assert not any(finding.rule == "front-matter-invalid" for finding in found), "its own front matter is wrong"
    return [finding for finding in found if finding.rule == rule.id]


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
