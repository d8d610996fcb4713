"""Which rules take part: by rule or by chapter."""

from __future__ import annotations

from collections.abc import Sequence

from adr_lint.errors import UserError, did_you_mean
from adr_lint.policy.nouns import Fired, PolicySet, Predicate, Rule, literals


def select(policies: PolicySet, keep: Sequence[str], drop: Sequence[str]) -> frozenset[str]:
    """The identifiers of the rules to report: those named by ``keep`` (all where empty), less those of ``drop``.

    Names are rules or chapters; a rule named in ``keep`` outright stays although ``drop`` has its chapter.
    Raises ``UserError`` for a name that is neither.
    """
    known = [*(rule.id for rule in policies.rules), *policies.chapters]
    for name in (*keep, *drop):
        if name not in known:
            raise UserError(
                f"there is no rule or chapter '{name}'",
                allowed=() if did_you_mean(name, known) else policies.chapters,
                suggestion=did_you_mean(name, known) or "'adr-lint rules' lists them all",
            )
    kept = {rule.id for rule in policies.rules if not keep or rule.id in keep or rule.chapter in keep}
    dropped = {rule.id for rule in policies.rules if rule.id in drop or (rule.chapter in drop and rule.id not in keep)}
    return frozenset(kept - dropped)


def always(policies: PolicySet, drop: Sequence[str]) -> frozenset[str]:
    """The rules that are reported whatever is selected, less those that ``drop`` names."""
    return frozenset(rule.id for rule in policies.rules if rule.always and rule.id not in drop)


def needed(policies: PolicySet, selected: frozenset[str]) -> frozenset[str]:
    """The selected rules and those whose firing they look at; the rest is not even compiled."""
    by_id = policies.rule_by_id
    behind: dict[str, set[str]] = {}
    for derivation in policies.derivations:
        for case in derivation.cases:
            for literal, _ in literals(case.when):
                if isinstance(literal, Fired):
                    behind.setdefault(derivation.fact, set()).add(literal.rule)
    wanted = set(selected) | set().union(*behind.values())
    pending = list(wanted)
    while pending:
        for literal, _ in _literals(by_id[pending.pop()]):
            if isinstance(literal, Fired) and literal.rule not in wanted:
                wanted.add(literal.rule)
                pending.append(literal.rule)
    return frozenset(wanted)


def _literals(rule: Rule) -> list[tuple[Predicate | Fired, bool]]:
    conditions = [rule.condition, *(case.when for case in rule.severity_cases)]
    return [literal for condition in conditions for literal in literals(condition)]


def restrict(policies: PolicySet, selected: frozenset[str]) -> PolicySet:
    """The policies without the rules that nobody asked for."""
    if len(selected) == len(policies.rules):
        return policies
    wanted = needed(policies, selected)
    rules = tuple(rule for rule in policies.rules if rule.id in wanted)
    strata = tuple(
        tuple(step for step in stratum if not isinstance(step, Rule) or step.id in wanted)
        for stratum in policies.strata
    )
    return PolicySet(
        policies.vocabulary, policies.derivations, rules, policies.factors, policies.platforms, policies.chapters,
        strata,
    )  # fmt: skip
