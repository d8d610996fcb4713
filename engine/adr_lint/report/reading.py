"""What was read from records, and how their factors lean, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adr_lint.errors import wide
from adr_lint.model import Fact, Reading
from adr_lint.policy.nouns import Factor, FactType
from adr_lint.policy.template import say
from adr_lint.report.data import leans
from adr_lint.report.safe import Paint, plain, safe


def facts_text(reading: Reading, *, explain: bool, paint: Paint = plain) -> str:
    """The facts of one record as a table: name, value, source, place and words."""
    record = reading.record
    lines = [paint(safe(record.path), "path") + f"  {safe(record.title)}", f"  read as {record.format}"]
    stated = [fact for _, fact in sorted(reading.facts.items()) if fact.source != "derived"]
    rows = [[fact.name, _value(fact), fact.source, _where(fact)] for fact in stated]
    lines += [f"  {row}" for row in table(rows)] or ["  no facts"]
    if explain:
        lines += [f"  read by {fact.reader}: {fact.name}" for fact in stated if fact.reader]
        for p in reading.passed:
            said = f"{p.fact}, “{safe(_cut(p.evidence.words))}”: {safe(p.reason)}"
            lines.append(f"  passed over at line {p.evidence.place.line}: {said}")
    return "\n".join(lines)


def matrix_text(reading: Reading, factors: Sequence[Factor], *, paint: Paint = plain) -> str:
    """The six factors of one record, what each rests on and which way it leans."""
    record, facts = reading.record, reading.facts
    approach = facts["approach"].value if "approach" in facts else "none"
    lines = [paint(safe(record.path), "path") + f"  {safe(record.title)}"]
    if approach == "none":
        return "\n".join([*lines, "  decides nothing between building and buying; no leanings"])
    leaning = leans(facts, tuple(factors))
    rows = [["factor", "leans", "because", "evidence"]]
    for factor in factors:
        lean = leaning[factor.name]
        shown = [facts[name] for name in factor.facts if name in facts]
        evidence = "; ".join(f"{fact.name} = {_value(fact)}{_line(fact)}" for fact in shown)
        rows.append([factor.title, lean if lean != "unstated" else "-", factor.leanings.get(lean, ""), evidence])
    lines += [f"  {row}" for row in table(rows)]
    counts = {side: sum(value == side for value in leaning.values()) for side in ("build", "buy", "neutral")}
    stated = sum(counts.values())
    lines.append(
        f"  decided: {approach}; {stated} of {len(factors)} factors stated: "
        f"{counts['build']} lean build, {counts['buy']} lean buy, {counts['neutral']} neutral"
    )
    return "\n".join(lines)


def vocabulary_text(vocabulary: Sequence[FactType]) -> str:
    """Every fact: name, type, and what it means."""
    lines = []
    for fact in vocabulary:
        kind = f"{fact.kind} ({fact.unit})" if fact.unit else fact.kind
        lines.append(f"{fact.name}: {kind}{', derived' if fact.derived else ''}")
        lines.append(f"    {fact.meaning}")
        if fact.values:
            lines.append(f"    values: {', '.join(fact.values)}")
    return "\n".join(lines) + "\n"


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows in aligned columns, by terminal columns."""
    widths = [max(wide(cell) for cell in column) for column in zip(*rows, strict=True)] if rows else []
    for row in rows:
        cells = [cell + " " * (width - wide(cell)) for cell, width in zip(row, widths, strict=True)]
        yield "  ".join(cells).rstrip()


def _value(fact: Fact) -> str:
    if fact.not_applicable is not None:
        return f"not applicable: {safe(_cut(fact.not_applicable))}"
    return safe(_cut(say(fact.value)))


def _line(fact: Fact) -> str:
    return f" (line {fact.evidence[0].place.line})" if fact.evidence else ""


def _where(fact: Fact) -> str:
    return "; ".join(f"{e.place.line}:{e.place.column} “{safe(_cut(e.words))}”" for e in fact.evidence[:3])


def _cut(words: str, limit: int = 60) -> str:
    words = " ".join(words.split())
    return words if len(words) <= limit else f"{words[: limit - 1].rstrip()}…"
