"""What a policy file says, as frozen values: fact types, conditions, derivations and rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Literal

from adr_lint.model import Severity, Value
from adr_lint.values import dataclass, field

FactKind = Literal["flag", "integer", "number", "text", "choice", "list", "money"]

Operator = Literal[
    "is", "in", "not_in", "at_least", "at_most", "more_than", "less_than",
    "includes", "includes_all", "excludes", "stated", "absent",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class FactType:
    """One entry of the vocabulary: what a fact is called, what it may hold, and how it is read."""

    name: str
    kind: FactKind
    meaning: str
    unit: str = ""
    values: tuple[str, ...] = ()
    """Of a choice: every value it may have. Of a list: every entry, or empty where any word may stand."""
    minimum: float | None = None
    maximum: float | None = None
    labels: tuple[str, ...] = ()
    """What a table of facts in a record may call it, in lower case."""
    read: Mapping[str, Any] = field(default_factory=dict, compare=False)
    """How it is read from prose: the ``read`` block as it stands in the file (see adr_lint.facts)."""
    derived: bool = False
    observed: bool = False
    """Read off the record's form or off other records, so that no author declares it. An observed list has
    a piece of evidence for every entry, or none at all."""

    @property
    def declarable(self) -> bool:
        """True where an author may state it."""
        return not (self.derived or self.observed)


@dataclass(frozen=True, slots=True)
class Ref:
    """Another fact's number as an operand, times a factor; or another fact's list."""

    fact: str
    times: float = 1.0


@dataclass(frozen=True, slots=True)
class Predicate:
    """A predicate over one fact. A comparison with a fact that is absent or not applicable is false."""

    fact: str
    operator: Operator
    operand: Value | Ref | None = None


@dataclass(frozen=True, slots=True)
class Fired:
    """True when the rule has fired on the record."""

    rule: str


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; true of no parts."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds; false of no parts."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Condition


Condition = Predicate | Fired | All | AnyOf | Not


def literals(condition: Condition, *, positive: bool = True) -> Iterator[tuple[Predicate | Fired, bool]]:
    """Every predicate of a condition in reading order, each with whether it stands under an even number of nots."""
    if isinstance(condition, Predicate | Fired):
        yield condition, positive
    elif isinstance(condition, Not):
        yield from literals(condition.part, positive=not positive)
    else:
        for part in condition.parts:
            yield from literals(part, positive=positive)


def facts_of(test: Predicate) -> tuple[str, ...]:
    """The facts that a predicate looks at: its own, and the one it is compared with."""
    return (test.fact, test.operand.fact) if isinstance(test.operand, Ref) else (test.fact,)


@dataclass(frozen=True, slots=True)
class Case:
    """A value, and the condition under which it is the derived fact's value (or one of its entries)."""

    value: str
    when: Condition


@dataclass(frozen=True, slots=True)
class Derivation:
    """A fact derived from others.

    ``first``: the value of the first case that holds; ``collect``: the list of the values of all that hold
    (absent where none does); ``count``: how many of ``facts`` are stated and equal ``value``.
    """

    fact: str
    kind: Literal["first", "collect", "count"]
    cases: tuple[Case, ...] = ()
    facts: tuple[str, ...] = ()
    value: str = ""


def surely_stated(condition: Condition, derived: Mapping[str, Derivation]) -> frozenset[str]:
    """The facts that must be stated wherever the condition holds, those behind a derived fact included."""
    if isinstance(condition, Predicate):
        if condition.operator == "absent":
            return frozenset()
        names = frozenset(facts_of(condition))
        source = derived.get(condition.fact)
        if source is None or source.kind != "first":
            return names
        wanted = condition.operand if condition.operator == "in" else (condition.operand,)
        cases = [
            case.when
            for case in source.cases
            if condition.operator not in ("is", "in") or (isinstance(wanted, tuple) and case.value in wanted)
        ]
        return names | surely_stated(AnyOf(tuple(cases)), derived)
    if isinstance(condition, All):
        return frozenset().union(*(surely_stated(part, derived) for part in condition.parts))
    if isinstance(condition, AnyOf) and condition.parts:
        return frozenset.intersection(*(surely_stated(part, derived) for part in condition.parts))
    return frozenset()


@dataclass(frozen=True, slots=True)
class SeverityCase:
    """The severity that a rule has where the condition holds, instead of its own."""

    severity: Severity
    when: Condition


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: when it fires, and everything that is said when it does."""

    id: str
    chapter: str
    severity: Severity
    summary: str
    """When it fires, in one line."""
    condition: Condition
    message: str
    remediation: str
    rationale: str
    references: tuple[str, ...]
    evidence: tuple[str, ...]
    """The facts that are quoted as evidence, the first stated one giving the finding its place."""
    severity_cases: tuple[SeverityCase, ...] = ()
    each: str = ""
    """The observed list of which every entry is a finding of its own; one finding for the record where empty."""
    always: bool = False
    """Reported whichever rules were asked for, unless it is ignored by name: without it the others mislead."""
    examples: Mapping[str, Any] = field(default_factory=dict, compare=False)
    """``{"bad": [{"record": …}], "good": […]}``, as they stand in the file."""
    origin: str = ""
    """The policy file that it comes from."""


@dataclass(frozen=True, slots=True)
class Factor:
    """One row of the decision matrix."""

    name: str
    title: str
    facts: tuple[str, ...]
    """The facts that the row looks at."""
    leanings: Mapping[str, str] = field(default_factory=dict, compare=False)
    """``build``, ``buy``, ``neutral`` → what makes it lean so, in words."""
    weight: float = 1.0
    """How much it counts beside the others."""

    @property
    def fact(self) -> str:
        """The derived fact that holds the leaning."""
        return f"leaning.{self.name}"


@dataclass(frozen=True, slots=True)
class Platform:
    """What is known of a hosted platform, for the reader (names), the rules (limitations) and the documentation."""

    id: str
    name: str
    vendor: str
    aliases: tuple[str, ...]
    cloud: str = ""
    strengths: tuple[str, ...] = ()
    limitations: tuple[Mapping[str, Any], ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class PolicySet:
    """All policies of a run, checked: names resolve, types fit, derivations do not go in circles."""

    vocabulary: Mapping[str, FactType]
    derivations: tuple[Derivation, ...]
    rules: tuple[Rule, ...]
    factors: tuple[Factor, ...]
    platforms: tuple[Platform, ...]
    chapters: Mapping[str, str]
    """Chapter → its title."""
    strata: tuple[tuple[Derivation | Rule, ...], ...]
    """Derivations and rules in an order in which each finds what it builds on already settled."""

    @cached_property
    def rule_by_id(self) -> Mapping[str, Rule]:
        """The rules by their identifiers."""
        return {rule.id: rule for rule in self.rules}
