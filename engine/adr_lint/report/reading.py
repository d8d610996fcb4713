"""What was read from records, and how their factors lean, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from adr_lint.model import Fact, Reading
from adr_lint.policy.nouns import FactType
from adr_lint.policy.template import say
from adr_lint.report.layout import cut, table, wrap
from adr_lint.report.safe import Paint, plain, safe


def facts_text(reading: Reading, *, explain: bool, paint: Paint = plain) -> str:
    """The facts of one record as a table: name, value, source, place and words; to explain, also why."""
    record = reading.record
    lines = [paint(safe(record.path), "path") + f"  {safe(record.title)}"]
    lines.append(f"  read as {record.format}")
    faults = (*record.faults, *reading.faults)
    lines += [f"  {paint('error', 'error')} at line {fault.place.line}: {safe(fault.message)}" for fault in faults]
    facts = [fact for _, fact in sorted(reading.facts.items())]
    stated = [fact for fact in facts if fact.source != "derived"]
    derived = [fact for fact in facts if fact.source == "derived"]
    lines += [f"  {row}" for row in table([_row(fact) for fact in stated])] or ["  no facts"]
    if explain:
        lines += ["  derived:", *(f"    {row}" for row in table([_row(fact)[:2] for fact in derived]))]
        lines += ["  read by:", *(f"    {row}" for row in table([[f.name, safe(f.reader)] for f in stated]))]
        lines.append("  passed over:" if reading.passed else "  nothing was passed over")
        for p in reading.passed:
            at = f"{p.evidence.place.line}:{p.evidence.place.column}"
            lines.append(f"    {at} {p.fact}, “{safe(cut(p.evidence.words))}”: {safe(p.reason)} ({safe(p.reader)})")
    return "\n".join(lines)


def vocabulary_text(vocabulary: Sequence[FactType], width: int = 100) -> str:
    """Every fact: name, type, what it may hold, and what it means."""
    lines: list[str] = []
    for fact in vocabulary:
        kind = f"{fact.kind} ({safe(fact.unit)})" if fact.unit else fact.kind
        lines.append(f"{safe(fact.name)}: {kind}{', derived' if fact.derived else ''}")
        lines += wrap(safe(fact.meaning), width, first="    ", rest="    ")
        if fact.values:
            lines += wrap(safe(", ".join(fact.values)), width, first="    values: ", rest=" " * 12)
        bounds = [
            f"{word} {say(n)}" for word, n in (("at least", fact.minimum), ("at most", fact.maximum)) if n is not None
        ]
        if bounds and not fact.derived:
            lines.append(f"    {', '.join(bounds)}")
    return "\n".join([*lines, "", f"{len(vocabulary)} facts"]) + "\n"


def _row(fact: Fact) -> list[str]:
    return [fact.name, _value(fact), fact.source, _where(fact)]


def _value(fact: Fact) -> str:
    if fact.not_applicable is not None:
        return f"not applicable: {safe(cut(fact.not_applicable))}"
    return safe(cut(say(fact.value)))


def _line(fact: Fact) -> str:
    return f" (line {fact.evidence[0].place.line})" if fact.evidence else ""


def _where(fact: Fact) -> str:
    return "; ".join(f"{e.place.line}:{e.place.column} “{safe(cut(e.words))}”" for e in fact.evidence[:3])
