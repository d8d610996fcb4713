"""The order of forward chaining: each derivation and rule in the first stratum where all it builds on is settled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from adr_lint.policy.nouns import Derivation, Fired, Predicate, Rule, facts_of, literals

Step = Derivation | Rule


class CircularError(Exception):
    """Derivations or rules that build on each other in a circle; ``path`` names them in turn."""

    def __init__(self, path: Sequence[str]) -> None:
        super().__init__(" → ".join(path))
        self.path = tuple(path)


def name_of(step: Step) -> str:
    """What others refer to it by: a derived fact's name, or ``rule <id>``."""
    return step.fact if isinstance(step, Derivation) else f"rule {step.id}"


def needs(step: Step) -> frozenset[str]:
    """The names of everything that the step looks at."""
    if isinstance(step, Derivation):
        conditions = [case.when for case in step.cases]
        found = set(step.facts)
    else:
        conditions = [step.condition, *(case.when for case in step.severity_cases)]
        found = set()
    for condition in conditions:
        for literal, _ in literals(condition):
            if isinstance(literal, Predicate):
                found.update(facts_of(literal))
            elif isinstance(literal, Fired):
                found.add(f"rule {literal.rule}")
    return frozenset(found)


def stratify(steps: Iterable[Step]) -> tuple[tuple[Step, ...], ...]:
    """Strata of steps, each in the order given. Raises ``CircularError``."""
    steps = tuple(steps)
    by_name = {name_of(step): step for step in steps}
    level: dict[str, int] = {}
    trail: list[str] = []

    def settle(name: str) -> int:
        if name in level:
            return level[name]
        if name in trail:
            raise CircularError([*trail[trail.index(name) :], name])
        step = by_name.get(name)
        if step is None:
            return -1
        trail.append(name)
        level[name] = 1 + max((settle(need) for need in sorted(needs(step))), default=-1)
        trail.pop()
        return level[name]

    for step in steps:
        settle(name_of(step))
    count = 1 + max(level.values(), default=-1)
    return tuple(tuple(step for step in steps if level[name_of(step)] == i) for i in range(count))
