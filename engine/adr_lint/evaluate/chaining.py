"""The durable-rules evaluator: forward chaining in strata, with the matching done by durable-rules.

Before a stratum the predicates that it needs are evaluated once each, to symbols; durable-rules says which
conjunctions of symbols hold; what they derive is settled before the next stratum. The engine never sees a
value or a word of a record.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from adr_lint.errors import UserError
from adr_lint.evaluate.durable import PAGE_SYMBOLS, Conjunction, DurableMatcher
from adr_lint.evaluate.judgement import Judgement, Verdict, derive
from adr_lint.evaluate.predicates import certain
from adr_lint.evaluate.symbols import MAX_ALTERNATIVES, Symbols, TooManyAlternativesError
from adr_lint.model import Fact
from adr_lint.policy.nouns import Condition, Derivation, Fired, PolicySet, Predicate, Rule
from adr_lint.snapshot import kept
from adr_lint.values import dataclass


@dataclass(frozen=True, slots=True)
class _Goal:
    """What a matching conjunction stands for: which step of its stratum, and which condition (0: the rule fires)."""

    step: int
    part: int


class _Asked:
    """The predicates of a stratum by the fact that each is about: of a fact that is absent none needs a look."""

    def __init__(self, entries: Iterable[tuple[int, Predicate | Fired, bool]]) -> None:
        self._of: dict[str, list[tuple[int, Predicate, bool]]] = {}
        self._fired: list[tuple[int, str, bool]] = []
        self._absent: set[int] = set()
        """What is true where no fact is stated."""
        for symbol, predicate, wanted in entries:
            if isinstance(predicate, Fired):
                self._fired.append((symbol, predicate.rule, wanted))
                continue
            self._of.setdefault(predicate.fact, []).append((symbol, predicate, wanted))
            if certain(predicate, {}, wanted=wanted):
                self._absent.add(symbol)

    def true(self, facts: Mapping[str, Fact], fired: Collection[str]) -> set[int]:
        """The symbols that are true of the facts, given the rules that have fired."""
        found = self._absent.copy()
        for name in facts.keys() & self._of.keys():
            for symbol, predicate, wanted in self._of[name]:
                (found.add if certain(predicate, facts, wanted=wanted) else found.discard)(symbol)
        found.update(symbol for symbol, rule, wanted in self._fired if (rule in fired) == wanted)
        return found


@dataclass(frozen=True, slots=True)
class Chains:
    """Policies as durable-rules is given them: of each stratum its conjunctions, their goals, and what is asked."""

    conjunctions: tuple[tuple[Conjunction, ...], ...]
    goals: tuple[tuple[_Goal, ...], ...]
    asked: tuple[_Asked, ...]


def chains_of(policies: PolicySet) -> Chains:
    """The chains of policies. Raises ``UserError`` where they are too large."""
    symbols = Symbols()
    strata, goals, asked = [], [], []
    for stratum in policies.strata:
        compiled = [
            (conjunction, _Goal(number, part))
            for number, step in enumerate(stratum)
            for part, condition in enumerate(_conditions(step))
            for conjunction in _compiled(symbols, condition, step)
        ]
        used = {symbol for conjunction, _ in compiled for symbol in conjunction}
        strata.append(tuple(conjunction for conjunction, _ in compiled))
        goals.append(tuple(goal for _, goal in compiled))
        asked.append(_Asked(entry for entry in symbols.entries() if entry[0] in used))
    return Chains(tuple(strata), tuple(goals), tuple(asked))


class DurableEvaluator:
    """Judges with durable-rules. Raises ``UserError`` for policies too large for it, ``EngineError`` if missing."""

    name = "durable"

    def __init__(self, policies: PolicySet) -> None:
        self._policies = policies
        ahead = kept("policies")
        made = kept("chains") if ahead is not None and ahead[1] is policies else None
        self._chains: Chains = chains_of(policies) if made is None else made
        self._matcher = DurableMatcher(self._chains.conjunctions)

    def judge(self, facts: Mapping[str, Fact]) -> Judgement:
        """Derive, and fire rules, stratum by stratum. Raises ``EngineError``."""
        known = dict(facts)
        fired: dict[str, Verdict] = {}
        for number, stratum in enumerate(self._policies.strata):
            true = self._chains.asked[number].true(known, fired)
            reached: dict[int, set[int]] = {}
            goals = self._chains.goals[number]
            for index in self._matcher.match(number, true):
                reached.setdefault(goals[index].step, set()).add(goals[index].part)
            for place, step in enumerate(stratum):
                parts = reached.get(place, set())
                if isinstance(step, Derivation):
                    derived = derive(step, [case for i, case in enumerate(step.cases) if i in parts], known)
                    if derived is not None:
                        known[derived.name] = derived
                elif 0 in parts:
                    fired[step.id] = _verdict(step, parts)
        return Judgement(known, tuple(fired[rule.id] for rule in self._policies.rules if rule.id in fired))

    def close(self) -> None:
        """Give back what durable-rules holds."""
        self._matcher.close()


def check_bounds(policies: PolicySet) -> None:
    """Raise ``UserError`` for conditions that are too large for durable-rules."""
    symbols = Symbols()
    for stratum in policies.strata:
        for step in stratum:
            for condition in _conditions(step):
                _compiled(symbols, condition, step)


def _conditions(step: Derivation | Rule) -> list[Condition]:
    if isinstance(step, Derivation):
        return [case.when for case in step.cases]
    return [step.condition, *(case.when for case in step.severity_cases)]


def _verdict(rule: Rule, parts: set[int]) -> Verdict:
    for i, case in enumerate(rule.severity_cases, start=1):
        if i in parts:
            return Verdict(rule, case.severity)
    return Verdict(rule, rule.severity)


def _compiled(symbols: Symbols, condition: Condition, step: Derivation | Rule) -> list[Conjunction]:
    try:
        found = symbols.compile(condition)
    except TooManyAlternativesError:
        raise _too_large(step, f"conditions with more than {MAX_ALTERNATIVES} alternatives") from None
    if any(len(conjunction) > PAGE_SYMBOLS for conjunction in found):
        raise _too_large(step, f"more than {PAGE_SYMBOLS} conditions that must hold at once")
    return found


def _too_large(step: Derivation | Rule, what: str) -> UserError:
    name = f"the rule '{step.id}'" if isinstance(step, Rule) else f"the derived fact '{step.fact}'"
    origin = f"{step.origin}: " if isinstance(step, Rule) and step.origin else ""
    return UserError(
        f"{origin}{name} has {what}",
        suggestion="name a part of them as a derived fact under 'derive:', and ask for that",
    )
