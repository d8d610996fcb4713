"""Reading that stops early finds what reading everything finds."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_policies import CHOICES, FLAGS, LISTS, MONEY, NUMBERS, facts, policy_set

from adr_lint.discover import from_text
from adr_lint.evaluate.outlook import Outlook
from adr_lint.evaluate.python import PythonEvaluator
from adr_lint.facts.reading import FIRST
from adr_lint.model import Fact
from adr_lint.policy.load import load
from adr_lint.run import Session, Settings

ALL = (*NUMBERS, *CHOICES, *LISTS, *FLAGS, *MONEY)
TEAM = "# Use Kafka\n\n## Decision\n\nWe are three engineers and use topics for everything.\n"
ANY_APPROACH = """chapter: ours
title: House rules
rules:
  - id: three-is-few
    severity: error
    summary: Three people.
    {scope}
    when: {{team.engineers: {{at_most: 3}}}}
    message: "{{team.engineers}} people are few."
    remediation: Ask for one more this week.
    rationale: Two on call, one on leave.
"""


@settings(max_examples=1000, deadline=None)
@given(st.integers(0, 2**48))
def test_where_the_outlook_is_closed_nothing_more_would_have_fired(seed: int) -> None:
    random = Random(seed)
    policies, known = policy_set(random), facts(random)
    first = frozenset(random.sample(ALL, k=random.randint(1, len(ALL))))
    declared = random.sample(sorted(known), k=min(len(known), random.randint(0, 2)))
    settled = {name: fact for name, fact in known.items() if name in first or name in declared}
    evaluator, outlook = PythonEvaluator(policies), Outlook(policies, first)
    if not outlook.open(settled):
        assert evaluator.judge(settled).verdicts == evaluator.judge(known).verdicts
    few = PythonEvaluator(outlook.narrowed(settled)).judge(known)
    assert few.verdicts == evaluator.judge(known).verdicts
    if outlook.closed(settled):
        assert evaluator.judge(known).verdicts == ()


def test_the_property_above_is_about_something() -> None:
    """Of random policies and facts, the outlook is open for many, not so for many, and closed for some."""
    closed = open_ = 0
    for seed in range(200):
        random = Random(seed)
        policies, known = policy_set(random), facts(random)
        first = frozenset(random.sample(ALL, k=len(ALL) - 2))
        settled = {name: known[name] for name in first if name in known}
        closed += Outlook(policies, first).closed(settled)
        open_ += Outlook(policies, first).open(settled)
    assert 40 < open_ < 160
    assert 10 < closed < 200 - open_


@pytest.mark.parametrize(
    ("approach", "status", "open_"),
    [
        ("none", "accepted", False),
        ("build", "superseded", False),
        ("build", None, True),
        ("hybrid", "proposed", True),
        ("buy", "accepted", True),
    ],
)
def test_our_own_rules_look_no_further_than_approach_and_status(approach: str, status: str | None, open_: bool) -> None:
    known = {"approach": Fact("approach", approach, "inferred")}
    if status:
        known["status"] = Fact("status", status, "declared")
    outlook = Outlook(load(), FIRST)
    assert (outlook.open(known), outlook.closed(known)) == (open_, not open_)
    assert outlook.open(known) is open_  # from what it remembers


def test_a_record_without_a_status_is_read_no_further_and_judged_all_the_same() -> None:
    facts = (Fact("approach", "none", "inferred"), Fact("status.owed", True, "inferred"))
    outlook, known = Outlook(load(), FIRST), {fact.name: fact for fact in facts}
    assert (outlook.open(known), outlook.closed(known)) == (False, False)


def test_only_what_is_asked_for_is_read() -> None:
    source = from_text(TEAM, "docs/adr/0001.md")
    assert "team.engineers" not in Session(Settings(every_fact=False)).read(source).facts
    assert Session(Settings()).read(source).facts["team.engineers"].value == 3


@pytest.mark.parametrize("scope", ["", "applies_to: {approach: none}", "applies_to: {approach: [build, none]}"])
def test_rules_of_users_that_judge_any_record_have_all_its_facts(tmp_path: Path, scope: str) -> None:
    policy = tmp_path / "ours.yaml"
    policy.write_text(ANY_APPROACH.format(scope=scope), encoding="utf-8")
    session = Session(Settings(policies=[str(policy)], select=("ours",), every_fact=False))
    report = session.run([from_text(TEAM, "docs/adr/0001.md")])
    assert [(f.rule, f.message) for f in report.findings] == [("three-is-few", "3 people are few.")]
