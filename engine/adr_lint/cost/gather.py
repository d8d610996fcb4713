"""From facts, a cost table and flags to the inputs of a calculation, in one currency, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from adr_lint.cost.assumptions import Assumptions
from adr_lint.cost.nouns import (
    BUILD,
    BUY,
    GIVERS,
    HYBRID,
    OPTIONS,
    Given,
    Giver,
    Inputs,
    Missing,
    Quantity,
    Spec,
    Tier,
    point,
)
from adr_lint.model import Fact, Facts, Money
from adr_lint.values import dataclass, field

Rates = Mapping[tuple[str, str], float]
"""What one of the first currency is worth in the second."""

_METAVAR = {"money": "AMOUNT", "months": "MONTHS", "people": "NUMBER", "share": "SHARE", "factor": "FACTOR",
            "count": "NUMBER", "tiers": "BOUND:PRICE,…"}  # fmt: skip


def gather(
    facts: Facts, others: Sequence[Given], known: Assumptions, *, rates: Rates | None = None, currency: str = ""
) -> Inputs:
    """The inputs, each by the giver that counts first (flag, declared fact, cost table, assumption).

    ``others`` are those of flags and of the cost table; several of a table for one input are added up. What was read
    from prose is too uncertain to reckon with: where nobody gives the input, it is offered as a hint.
    """
    gathering = _Gathering(known, rates or {}, currency)
    gathering.collect([*others, *_of_facts(facts, known)])
    approach = facts.get("approach")
    wanted = approach is not None and approach.value == HYBRID
    return gathering.inputs(hybrid=wanted or any(name.startswith("hybrid") for name in gathering.chosen))


def metavar(spec: Spec) -> str:
    """What stands for the value of the input's flag."""
    return _METAVAR[spec.kind]


def out_of_bounds(spec: Spec, quantity: Quantity) -> str:
    """What is expected instead of a value that cannot be; empty where it can."""
    if not quantity.low >= spec.least:  # also of what is no number
        return f"expected at least {spec.least:g}"
    return "" if quantity.high <= spec.most else f"expected at most {spec.most:,.0f}"


def tiers_of(entries: Iterable[str]) -> tuple[Tier, ...]:
    """Tiers written as ``bound:price``, the first from 0. Raises ``ValueError`` saying what is wrong."""
    tiers = []
    for entry in entries:
        bound, colon, price = entry.partition(":")
        try:
            tier = Tier(float(bound.replace("_", "")), float(price))
        except ValueError:
            raise ValueError(f"'{entry.strip()}' is no bound:price, such as 1000000:0.002") from None
        if not colon or not (0 <= tier.bound <= 1e15 and 0 <= tier.price <= 1e12):
            raise ValueError(f"'{entry.strip()}' is no bound and price that can be")
        tiers.append(tier)
    if not tiers or tiers[0].bound != 0 or any(b.bound <= a.bound for a, b in pairwise(tiers)):
        raise ValueError("the first tier begins at 0 and each further one above the last")
    return tuple(tiers)


def _of_facts(facts: Facts, known: Assumptions) -> Iterator[Given]:
    for spec in known.specs.values():
        for name in spec.facts:
            fact = facts.get(name)
            if fact is not None and fact.not_applicable is None:
                yield _of_fact(spec, fact)


def _of_fact(spec: Spec, fact: Fact) -> Given:
    evidence = fact.evidence[0] if fact.evidence else None
    words = evidence.words if evidence else ""
    giver: Giver = "declared" if fact.source == "declared" else "read"
    value = fact.value
    if isinstance(value, Money):
        return Given(spec.name, point(value.amount), giver, words, value.currency, evidence)
    if isinstance(value, tuple):
        return Given(spec.name, point(1.0), giver, ", ".join(value), evidence=evidence, tiers=_tiers(value))
    number = float(value) if isinstance(value, int | float) else float("nan")
    return Given(spec.name, point(number), giver, words, evidence=evidence)


def _tiers(entries: tuple[str, ...]) -> tuple[Tier, ...]:
    try:
        return tiers_of(entries)
    except ValueError:
        return ()


@dataclass
class _Gathering:
    known: Assumptions
    rates: Rates
    currency: str
    chosen: dict[str, list[Given]] = field(default_factory=dict)
    missing: dict[str, Missing] = field(default_factory=dict)
    hints: dict[str, Given] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def collect(self, offered: Sequence[Given]) -> None:
        """Keep of each input what the first giver gives, in one currency."""
        self.hints = {one.name: one for one in offered if one.giver == "read"}
        for name, spec in self.known.specs.items():
            for giver in GIVERS:
                given = [one for one in offered if one.name == name and one.giver == giver]
                if given:
                    sound = [one for one in given if self._sound(spec, one)]
                    self.chosen[name] = sound if giver == "table" else sound[:1]
                    break
        self.chosen = {name: given for name, given in self.chosen.items() if given}
        self._one_currency()

    def _sound(self, spec: Spec, given: Given) -> bool:
        wrong = out_of_bounds(spec, given.quantity)
        if spec.kind == "tiers" and not given.tiers:
            wrong = "expected bound:price, the first bound being 0, each further one above the last"
        if wrong:
            self.notes.append(f"{spec.meaning}: “{given.words}”{_at(given)} is not used; {wrong}")
        return not wrong

    def _one_currency(self) -> None:
        named = [one.currency for given in self.chosen.values() for one in given if one.currency]
        self.currency = self.currency or (Counter(named).most_common(1)[0][0] if named else "")
        for name in list(self.chosen):
            spec = self.known.specs[name]
            if spec.kind == "money":
                self.chosen[name] = [self._converted(spec, one) for one in self.chosen[name]]
            if name in self.missing:
                del self.chosen[name]

    def _converted(self, spec: Spec, given: Given) -> Given:
        if given.currency == self.currency or not given.quantity.high:
            return replace(given, currency=self.currency)
        if not given.currency:
            said = f"{spec.meaning}: “{given.words}”{_at(given)}"
            self.notes.append(f"{said} names no currency; taken as {self.currency}")
            return replace(given, currency=self.currency)
        pair = (given.currency, self.currency)
        rate = self.rates.get(pair) or 1 / self.rates[pair[::-1]] if {pair, pair[::-1]} & set(self.rates) else None
        if rate is None:
            remedy = f"“{given.words}”{_at(given)} is not in {pair[1]}: give --rate {pair[0]}=…{pair[1]}"
            self.missing[spec.name] = Missing(spec.name, _options_of(spec.name), spec.meaning, remedy)
            return given
        q = given.quantity
        self.notes.append(f"{spec.meaning}: “{given.words}”{_at(given)} at {rate:.6g} {pair[1]} for one {pair[0]}")
        return replace(given, currency=pair[1], quantity=Quantity(q.low * rate, q.mode * rate, q.high * rate))

    def inputs(self, *, hybrid: bool) -> Inputs:
        """What was collected, with what is assumed and what is missing."""
        options = OPTIONS if hybrid else OPTIONS[:2]
        used = list(self._used(options))
        for name in used:
            self._assume(name)
        if {"unit_price", "tiers"} <= set(self.chosen):
            self.notes.append("prices are given by unit and by tier; those by tier are used")
        for name, needing in self._needs(options):
            if needing and name not in self.chosen:
                self._miss(name, needing)
        quantities = {name: self._sum(name) for name in used if name in self.chosen}
        self._assume("spread")
        tiers = next((one.tiers for one in self.chosen.get("tiers", ())), ())
        if not tiers and "unit_price" in quantities:
            tiers = (Tier(0.0, 1.0),)
        return Inputs(
            currency=self.currency,
            quantities={name: self._spread(name, quantity) for name, quantity in quantities.items()},
            tiers=tiers,
            options=options,
            taken=tuple(one for name in [*used, "spread"] for one in self.chosen.get(name, ())),
            priced=self._priced(used),
            missing=tuple(self._for(options, name) for name in self.known.specs if name in self.missing),
            notes=tuple(self.notes),
        )

    def _priced(self, used: Iterable[str]) -> bool:
        paid = (name for name in used if self.known.specs[name].kind in ("money", "tiers"))
        return any(one.giver != "assumed" for name in paid for one in self.chosen.get(name, ()))

    def _used(self, options: tuple[str, ...]) -> Iterator[str]:
        """The inputs that matter, given what there is, in the order of the file."""
        there = set(self.chosen)
        idle: set[str] = {"spread"}
        idle |= {"build_people", "build_share"} if "build_development" in there else set()
        idle |= {"maintenance_share"} if "run_people" in there else set()
        idle |= {"unit_price"} if "tiers" in there else set()
        idle |= {"units"} if not there & {"unit_price", "tiers"} else set()
        idle |= {"growth", "build_usage_share", "buy_usage_share"} if "growth" not in there else set()
        idle |= {name for name in self.known.specs if name.startswith("hybrid")} if HYBRID not in options else set()
        yield from (name for name in self.known.specs if name not in idle)

    def _assume(self, name: str) -> None:
        spec = self.known.specs[name]
        if name in self.chosen or name in self.missing:
            return
        if name == "salary" and self.currency in self.known.salaries:
            self.chosen[name] = [self.known.salaries[self.currency]]
        elif spec.default is not None:
            self.chosen[name] = [Given(name, spec.default, "assumed", spec.source, exact=True)]

    def _needs(self, options: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each input that something cannot be reckoned without, and the options that need it."""
        there = set(self.chosen) | set(self.missing)
        own = tuple(option for option in options if option != BUY)
        bought = tuple(option for option in options if option != BUILD)

        def unless(mixed: str, needing: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(option for option in needing if option != HYBRID or mixed not in there)

        yield "build_months", own
        if "build_development" not in there:
            yield "build_people", own
        if "build_development" not in there or "run_people" in there:
            yield "salary", options
        elif self._sum_or_zero("buy_people") > 0:
            yield "salary", bought
        yield "build_upfront", unless("hybrid_upfront", own)
        yield "build_monthly", unless("hybrid_monthly", own)
        yield "buy_upfront", unless("hybrid_upfront", bought)
        if there & {"unit_price", "tiers"}:
            yield "units", unless("hybrid_monthly", bought)
        else:
            yield "buy_monthly", unless("hybrid_monthly", bought)
        if HYBRID in options:
            yield "hybrid_share", (HYBRID,)

    def _miss(self, name: str, needing: tuple[str, ...]) -> None:
        if name not in self.missing:
            spec = self.known.specs[name]
            declare = f", or declare {spec.facts[0]}" if spec.facts else ""
            hint = self.hints.get(name)
            prose = f"; the prose says “{hint.words}”{_at(hint)}" if hint else ""
            remedy = f"give {spec.flag} {metavar(spec)}{declare}{prose}"
            self.missing[name] = Missing(name, needing, spec.meaning, remedy)

    def _for(self, options: tuple[str, ...], name: str) -> Missing:
        missing = self.missing[name]
        return replace(missing, options=tuple(option for option in missing.options if option in options))

    def _sum_or_zero(self, name: str) -> float:
        return self._sum(name).high if name in self.chosen else 0.0

    def _sum(self, name: str) -> Quantity:
        parts = [one.quantity for one in self.chosen[name]]
        return Quantity(*(sum(map(side, parts)) for side in _SIDES))

    def _spread(self, name: str, quantity: Quantity) -> Quantity:
        """An amount that was stated as one figure may be off, either way."""
        given = self.chosen[name]
        if self.known.specs[name].kind not in ("money", "tiers") or not quantity.fixed or any(g.exact for g in given):
            return quantity
        spread = self._sum("spread").mode
        return Quantity(quantity.mode * (1 - spread), quantity.mode, quantity.mode * (1 + spread))


_SIDES: tuple[Callable[[Quantity], float], ...] = (lambda q: q.low, lambda q: q.mode, lambda q: q.high)


def _options_of(name: str) -> tuple[str, ...]:
    side, _, _ = name.partition("_")
    sides = {"build": (BUILD, HYBRID), "buy": (BUY, HYBRID), "unit": (BUY, HYBRID), "hybrid": (HYBRID,)}
    return sides.get(side, OPTIONS)


def _at(given: Given) -> str:
    return f" (line {given.evidence.place.line})" if given.evidence else ""
