"""Profiles keep rules of our own and change severities; what a user selects or sets goes before them."""

from __future__ import annotations

from pathlib import Path

import pytest

from adr_lint.discover import from_text
from adr_lint.errors import UserError
from adr_lint.policy.load import load
from adr_lint.policy.profiles import profile, profiles
from adr_lint.run import Session, Settings

RECORD = "---\ndecision: {approach: build, team.engineers: 3}\n---\n# Own queue\n\n- Date: 2023-02-29\n\nTBD\n"
OURS = """chapter: ours
title: House rules
rules:
  - {id: ours, severity: info, summary: s, when: {approach: build}, message: m, remediation: r, rationale: r}
"""


def found(**settings: object) -> dict[str, str]:
    report = Session(Settings(**settings)).run([from_text(RECORD, "docs/adr/0001-own-queue.md")])  # type: ignore[arg-type]
    return {finding.rule: finding.severity for finding in report.findings}


def test_legacy_has_only_what_is_broken() -> None:
    assert found(profile="legacy") == {"date-invalid": "warning"}


def test_recommended_is_the_default_and_strict_makes_warnings_of_remarks() -> None:
    usual, strict = found(), found(profile="strict")
    assert usual == found(profile="recommended")
    assert usual.keys() == strict.keys()
    assert {"info", "warning"} <= set(usual.values())
    assert set(strict.values()) == {"warning"}


def test_what_is_selected_or_set_goes_before_the_profile() -> None:
    assert found(profile="legacy", select=("placeholder-left",)) == {"placeholder-left": "warning"}
    assert found(profile="legacy", ignore=("date-invalid",)) == {}
    some = found(profile="strict", severities={"status-missing": "info", "placeholder-left": "error"})
    assert some["placeholder-left"] == "error"


def test_rules_of_the_users_own_stay(tmp_path: Path) -> None:
    policy = tmp_path / "ours.yaml"
    policy.write_text(OURS, encoding="utf-8")
    assert found(profile="legacy", policies=[str(policy)]) == {"date-invalid": "warning", "ours": "info"}


def test_every_rule_that_a_profile_names_exists() -> None:
    known = {rule.id for rule in load().rules}
    for one in profiles().values():
        assert set(one.rules or ()) <= known


def test_a_profile_that_does_not_exist() -> None:
    with pytest.raises(UserError, match="no profile 'strikt'") as raised:
        profile("strikt")
    assert "did you mean 'strict'?" in str(raised.value)
