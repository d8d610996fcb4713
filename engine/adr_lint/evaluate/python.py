"""The plain evaluator: walks the conditions as they are written.

It is the oracle that the durable-rules evaluator is tested against, and stands in for it where
durable-rules cannot be imported. It shares no code with that one but the predicates and the nouns.
"""

from __future__ import annotations

from collections.abc import Mapping

from adr_lint.evaluate.judgement import Judgement, Verdict, derive
from adr_lint.evaluate.predicates import certain
from adr_lint.model import Fact, Severity
from adr_lint.policy.nouns import All, AnyOf, Condition, Derivation, Fired, Not, PolicySet, Predicate, Rule


class PythonEvaluator:
    """Judges by recursion over the conditions."""

    name = "python"

    def __init__(self, policies: PolicySet) -> None:
        self._policies = policies

    def judge(self, facts: Mapping[str, Fact]) -> Judgement:
        """Derive, and fire rules, stratum by stratum."""
        known = dict(facts)
        fired: dict[str, Verdict] = {}
        for stratum in self._policies.strata:
            for step in stratum:
                if isinstance(step, Derivation):
                    derived = derive(step, [c for c in step.cases if self._true(c.when, known, fired)], known)
                    if derived is not None:
                        known[derived.name] = derived
                elif self._true(step.condition, known, fired):
                    fired[step.id] = Verdict(step, self._severity(step, known, fired))
        return Judgement(known, tuple(fired[rule.id] for rule in self._policies.rules if rule.id in fired))

    def _severity(self, rule: Rule, facts: Mapping[str, Fact], fired: Mapping[str, Verdict]) -> Severity:
        for case in rule.severity_cases:
            if self._true(case.when, facts, fired):
                return case.severity
        return rule.severity

    def _true(
        self, condition: Condition, facts: Mapping[str, Fact], fired: Mapping[str, Verdict], *, wanted: bool = True
    ) -> bool:
        """Whether the condition comes out as wanted, whatever is the case of facts that are only hinted at."""
        if isinstance(condition, Predicate):
            return certain(condition, facts, wanted=wanted)
        if isinstance(condition, Fired):
            return (condition.rule in fired) == wanted
        if isinstance(condition, Not):
            return self._true(condition.part, facts, fired, wanted=not wanted)
        assert isinstance(condition, All | AnyOf)  # noqa: S101  # the union's last members
        every = all if isinstance(condition, All) == wanted else any
        return every(self._true(part, facts, fired, wanted=wanted) for part in condition.parts)
