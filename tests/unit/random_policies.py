"""Random policies and facts from a seed: small, odd, and quick to make."""

from __future__ import annotations

from random import Random

from adr_lint.model import HINTED, SEVERITIES, Evidence, Fact, Money, Place, Value
from adr_lint.policy.nouns import (
    All,
    AnyOf,
    Case,
    Condition,
    Derivation,
    Fired,
    Not,
    PolicySet,
    Predicate,
    Ref,
    Rule,
    SeverityCase,
)
from adr_lint.policy.order import stratify

NUMBERS = ("n0", "n1", "n2")
CHOICES = ("c0", "c1")
LISTS = ("l0", "l1")
FLAGS = ("f0", "f1")
MONEY = ("m0", "m1")
WORDS = ("build", "buy", "3", "true", "")
ODD_NUMBERS = (0, 1, 2, 3, 3.0, 2.999999999, 1e-9, -1, 2**70, 12)


def _words(random: Random) -> tuple[str, ...]:
    return tuple(random.choices(WORDS, k=random.randint(1, 3)))


def _predicate(random: Random, derived: list[str], rules: list[str]) -> Condition:
    name = random.choice([*NUMBERS, *CHOICES, *LISTS, *FLAGS, *MONEY, *derived * 3, *(rules and ["rule"])])
    if name == "rule":
        return Fired(random.choice(rules))
    if random.random() < 0.2:
        return Predicate(name, random.choice(("stated", "absent")))
    if name in NUMBERS or (name in derived and random.random() < 0.3):
        operand: Value | Ref = random.choice(ODD_NUMBERS)
        if random.random() < 0.3:
            operand = Ref(random.choice(NUMBERS), random.choice((0.5, 1.0, 2.0)))
        return Predicate(name, random.choice(("at_least", "at_most", "more_than", "less_than", "is")), operand)
    if name in LISTS or (name in derived and random.random() < 0.3):
        if random.random() < 0.2:
            return Predicate(name, "excludes", Ref(random.choice(LISTS)))
        return Predicate(name, random.choice(("includes", "includes_all", "excludes")), _words(random))
    if name in FLAGS:
        return Predicate(name, "is", random.random() < 0.5)
    if name in MONEY:
        limit: Value | Ref = 50 if random.random() < 0.5 else Ref("m1", 2.0)
        return Predicate(name, random.choice(("more_than", "at_most")), limit)
    if random.random() < 0.5:
        return Predicate(name, "is", random.choice(WORDS))
    return Predicate(name, random.choice(("in", "not_in")), _words(random))


def condition(random: Random, derived: list[str], rules: list[str], depth: int = 0) -> Condition:
    """A random condition over the facts above, the derived ones and the rules given."""
    kind = random.random() * (1 + depth)
    if kind > 0.7:
        return _predicate(random, derived, rules)
    if kind < 0.15:
        return Not(condition(random, derived, rules, depth + 1))
    parts = tuple(condition(random, derived, rules, depth + 1) for _ in range(random.choice((0, 1, 2, 2, 3))))
    return All(parts) if kind < 0.4 else AnyOf(parts)


def policy_set(random: Random) -> PolicySet:
    """Up to four derived facts and six rules, which build on each other, in a shuffled order."""
    derivations: list[Derivation] = []
    for i in range(random.randint(0, 4)):
        known = [derivation.fact for derivation in derivations]
        if random.random() < 0.3:
            names = tuple(random.choices([*CHOICES, *known], k=random.randint(1, 4)))
            derivations.append(Derivation(f"d{i}", "count", facts=names, value=random.choice(WORDS)))
        else:
            cases = [Case(random.choice(WORDS), condition(random, known, [])) for _ in range(random.randint(0, 4))]
            derivations.append(Derivation(f"d{i}", "first" if random.random() < 0.5 else "collect", tuple(cases)))
    derived = [derivation.fact for derivation in derivations]
    rules: list[Rule] = []
    for i in range(random.randint(1, 6)):
        earlier = [rule.id for rule in rules]
        severities = [
            SeverityCase(random.choice(SEVERITIES), condition(random, derived, earlier))
            for _ in range(random.randint(0, 2))
        ]
        when = condition(random, derived, earlier)
        rules.append(Rule(f"r{i}", "c", "warning", "", when, "", "", "", (), (), tuple(severities)))
    steps: list[Derivation | Rule] = [*derivations, *rules]
    random.shuffle(steps)
    in_order = tuple(step for step in steps if isinstance(step, Rule))
    return PolicySet({}, tuple(derivations), in_order, (), (), {}, stratify(steps))


def facts(random: Random) -> dict[str, Fact]:
    """Facts of every kind, some missing, some not applicable or only hinted at, in a random order."""
    values: dict[str, Value] = {
        **{name: random.choice((*ODD_NUMBERS, random.randint(-5, 20))) for name in NUMBERS},
        **{name: random.choice(WORDS) for name in CHOICES},
        **{name: _words(random) for name in LISTS},
        **{name: random.random() < 0.5 for name in FLAGS},
        **{name: Money(random.random() * 100, random.choice(("EUR", "USD", ""))) for name in MONEY},
    }
    evidence = (Evidence(Place("r.md", 1, 1, 1, 2), "w"),)
    made = [
        Fact(name, value, "inferred", evidence, random.choice((None, None, None, None, "not for us", HINTED)))
        for name, value in values.items()
        if random.random() < 0.7
    ]
    random.shuffle(made)
    return {fact.name: fact for fact in made}
