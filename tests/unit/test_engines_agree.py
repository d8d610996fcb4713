"""The two engines give the same judgements, in the same order, on thousands of random policies and facts."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_policies import facts, policy_set

from adr_lint.evaluate.durable import available
from adr_lint.evaluate.judgement import Judgement
from adr_lint.evaluate.python import PythonEvaluator

missing = available()


def shown(judgement: Judgement) -> object:
    return (
        [(verdict.rule.id, verdict.severity) for verdict in judgement.verdicts],
        sorted(judgement.facts.items(), key=lambda item: item[0]),
    )


@pytest.mark.skipif(missing is not None, reason=f"durable-rules cannot be imported here: {missing}")
@settings(max_examples=2000, deadline=None)
@given(st.integers(0, 2**48))
def test_engines_agree(seed: int) -> None:
    from adr_lint.evaluate.chaining import DurableEvaluator

    random = Random(seed)  # a reproducible policy from the seed, not a secret
    policies = policy_set(random)
    durable, oracle = DurableEvaluator(policies), PythonEvaluator(policies)
    try:
        for _ in range(4):
            known = facts(random)
            assert shown(durable.judge(known)) == shown(oracle.judge(known))
    finally:
        durable.close()


def test_the_random_policies_do_something() -> None:
    """They fire, derive and stay silent: the property above compares more than nothing with nothing."""
    fired = derived = silent = severities = 0
    for seed in range(200):
        random = Random(seed)
        policies, known = policy_set(random), facts(random)
        judgement = PythonEvaluator(policies).judge(known)
        fired += len(judgement.verdicts)
        silent += len(policies.rules) - len(judgement.verdicts)
        derived += len(judgement.facts) - len(known)
        severities += sum(verdict.severity != "warning" for verdict in judgement.verdicts)
    assert min(fired, silent, derived) > 150
    assert severities > 30
