"""Which rules may still fire on a record while only some of its facts are settled."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Set
from dataclasses import replace

from adr_lint.evaluate.predicates import holds
from adr_lint.model import Fact
from adr_lint.policy.nouns import All, AnyOf, Condition, Derivation, Not, PolicySet, Predicate, Rule, facts_of, literals
from adr_lint.policy.order import name_of, needs
from adr_lint.policy.template import placeholders
from adr_lint.values import dataclass, field


@dataclass(slots=True)
class _Alive:
    """The rules that may fire on records that are alike in the first facts."""

    first: Mapping[str, Fact]
    rules: list[Rule]
    owed: list[tuple[frozenset[str], Rule]]
    """The rules, each with the facts, of those that are first or observed, without which it cannot fire."""
    others: dict[str, frozenset[str]] = field(default_factory=dict)
    """By rule, once it is asked for: the other facts that it looks at."""
    policies: PolicySet | None = None
    """See ``Outlook.narrowed``."""


class Outlook:
    """Says of a record whether it is worth reading any further than the facts that are read first."""

    def __init__(self, policies: PolicySet, first: Collection[str]) -> None:
        """``first`` names the facts that are settled, stated or not, before the others are read.

        Observed facts are read whatever comes of it, some only after all records; no record is read further for them.
        """
        self._first = frozenset(first)
        observed = {name for name, fact in policies.vocabulary.items() if fact.observed}
        steps: list[Derivation | Rule] = [*policies.derivations, *policies.rules]
        self._steps = {name_of(step): step for step in steps}
        self._read = self._first | observed
        self._policies, self._rules = policies, policies.rules
        self._alive: dict[tuple[object, ...], _Alive] = {}
        self._known: dict[tuple[str, frozenset[str]], frozenset[str]] = {}

    def closed(self, facts: Mapping[str, Fact]) -> bool:
        """Whether no rule can fire on a record of which ``facts``, and all that are observed, are settled."""
        stated = facts.keys()
        return not any(
            owed <= stated and self._possible(rule.condition, facts, self._read)
            for owed, rule in self._candidates(facts).owed
        )

    def open(self, facts: Mapping[str, Fact]) -> bool:
        """Whether a rule that looks at facts not settled yet may fire on a record of which ``facts`` are settled."""
        alive = self._candidates(facts)
        return any(
            not self._others(rule, alive) <= facts.keys() and self._possible(rule.condition, facts, self._first)
            for rule in alive.rules
        )

    def narrowed(self, facts: Mapping[str, Fact]) -> PolicySet:
        """The policies without the rules that cannot fire by the first facts, and without what only these build on."""
        alive = self._candidates(facts)
        if alive.policies is None:
            rules = [name_of(rule) for rule in alive.rules]
            wanted = frozenset(rules).union(*(self._behind(rule, frozenset()) for rule in alive.rules))
            alive.policies = replace(
                self._policies,
                derivations=tuple(step for step in self._policies.derivations if name_of(step) in wanted),
                rules=tuple(alive.rules),
                strata=tuple(
                    tuple(step for step in steps if name_of(step) in wanted) for steps in self._policies.strata
                ),
            )
        return alive.policies

    def _candidates(self, facts: Mapping[str, Fact]) -> _Alive:
        """The rules that may fire by the first facts alone, of which there are few: most records are alike in them."""
        first = {name: facts[name] for name in self._first & facts.keys()}
        key = tuple((name, fact.value, fact.not_applicable) for name, fact in sorted(first.items()))
        if key not in self._alive:
            possible = [rule for rule in self._rules if self._possible(rule.condition, first, self._first)]
            owed = [(_owed(rule.condition, self._read), rule) for rule in possible]
            self._alive[key] = _Alive(first, possible, owed)
        return self._alive[key]

    def _dead(self, rule: Rule, first: Mapping[str, Fact]) -> frozenset[str]:
        """The facts of alternatives that the first facts have ruled out, and of nothing else in the rule."""
        severity = (_names(case.when) for case in rule.severity_cases)
        return _names(rule.condition) - self._live(rule.condition, first).union(*severity)

    def _live(self, condition: Condition, first: Mapping[str, Fact]) -> frozenset[str]:
        if not self._possible(condition, first, self._first):
            return frozenset()
        if isinstance(condition, All | AnyOf):
            return frozenset().union(*(self._live(part, first) for part in condition.parts))
        return _names(condition)

    def _others(self, rule: Rule, alive: _Alive) -> frozenset[str]:
        """The facts that decide whether the rule fires and what it says, less those that are read in any case."""
        found = alive.others.get(rule.id)
        if found is None:
            dead = self._dead(rule, alive.first)
            key = (rule.id, dead)
            if key not in self._known:
                self._known[key] = self._behind(rule, dead) - self._steps.keys() - self._read
            found = alive.others[rule.id] = self._known[key]
        return found

    def _behind(self, rule: Rule, dead: frozenset[str]) -> frozenset[str]:
        """Facts, derivations and rules that decide whether the rule fires, and what it says."""
        seen: set[str] = set()
        texts = (rule.message, rule.remediation)
        said = (name for text in texts for name, _ in placeholders(text))
        pending = [*rule.evidence, *said, *(needs(rule) - dead)]
        while pending:
            name = pending.pop()
            if name not in seen:
                seen.add(name)
                pending += needs(self._steps[name]) if name in self._steps else ()
        return frozenset(seen)

    def _possible(
        self, condition: Condition, facts: Mapping[str, Fact], settled: Set[str], *, wanted: bool = True
    ) -> bool:
        """Whether the condition may come out as wanted, whatever the facts that are neither settled nor stated."""
        if isinstance(condition, Predicate):
            known = all(name in settled or name in facts for name in facts_of(condition))
            return not known or holds(condition, facts) == wanted
        if isinstance(condition, Not):
            return self._possible(condition.part, facts, settled, wanted=not wanted)
        if isinstance(condition, All | AnyOf):
            every = all if isinstance(condition, All) == wanted else any
            return every(self._possible(part, facts, settled, wanted=wanted) for part in condition.parts)
        return True  # whether another rule fires


def _owed(condition: Condition, settled: Set[str]) -> frozenset[str]:
    """Facts without which the condition cannot hold, as far as they are settled."""
    if isinstance(condition, All):
        return frozenset().union(*(_owed(part, settled) for part in condition.parts))
    if isinstance(condition, Predicate) and condition.operator != "absent" and settled >= {*facts_of(condition)}:
        return frozenset([condition.fact])
    return frozenset()


def _names(condition: Condition) -> frozenset[str]:
    """The facts that a condition looks at."""
    return frozenset(name for test, _ in literals(condition) if isinstance(test, Predicate) for name in facts_of(test))
