"""The matrix of a record in words, shared by every form in which it is shown."""

from __future__ import annotations

from adr_lint.matrix import SIDES, Matrix, Turn
from adr_lint.model import Fact, Reading
from adr_lint.policy.template import say
from adr_lint.report.data import counts

_COMES_TO = {"build": "leans to building", "buy": "leans to buying", "even": "is even", "none": "leans neither way"}


def decided(reading: Reading) -> str:
    """What the record decides: build, buy, hybrid, or none."""
    approach = reading.facts.get("approach")
    return "none" if approach is None else str(approach.value)


def stated(matrix: Matrix) -> str:
    """``2 of 6 factors stated: 0 lean build, 2 lean buy, 0 neutral``."""
    number = counts({row.factor.name: row.leans for row in matrix.rows})
    return (
        f"{len(matrix.rows) - number['unstated']} of {len(matrix.rows)} factors stated: "
        f"{number['build']} lean build, {number['buy']} lean buy, {number['neutral']} neutral"
    )


def total(matrix: Matrix) -> str:
    """``build 1, buy 3: the matrix leans to buying by 2``."""
    sums = matrix.totals
    margin = abs(sums["build"] - sums["buy"])
    by = f" by {say(margin)}" if margin else ""
    return f"{weights(sums)}: the matrix {_COMES_TO[matrix.verdict]}{by}"


def weights(sums: dict[str, float]) -> str:
    """``build 1, buy 3``."""
    return ", ".join(f"{side} {say(sums[side])}" for side in SIDES)


def firm(matrix: Matrix) -> str:
    """How firm the verdict is, in one sentence."""
    if not matrix.decides:
        return "Nothing that leans one way is stated."
    known = [turn for turn in matrix.turns if turn.now is not None]
    unknown = len(matrix.turns) - len(known)
    if not matrix.turns:
        return "It is firm: no single fact would turn it."
    if not known:
        return "No single fact that is stated would turn it; of those that are not, each of these could:"
    more = f", and {unknown} that {'is' if unknown == 1 else 'are'} not stated" if unknown else ""
    facts = "One single fact" if len(known) == 1 else f"Each of {len(known)} single facts"
    return f"{facts} would turn it{more}:"


def turn(of: Turn) -> str:
    """``if team.engineers were 10 instead of 3: even (build 1, buy 1)``."""
    instead = f" instead of {say(of.now)}" if of.now is not None else ", which is not stated"
    return f"if {of.fact} were {say(of.then)}{instead}: {of.verdict} ({weights(dict(of.totals))})"


def evidence(fact: Fact) -> str:
    """``team.engineers = 3 (line 5)``."""
    value = f"not applicable: {fact.not_applicable}" if fact.not_applicable is not None else say(fact.value)
    return f"{fact.name} = {value}" + (f" (line {fact.evidence[0].place.line})" if fact.evidence else "")
