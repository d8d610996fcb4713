"""What was read from records, as data for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from adr_lint.model import Fact, Money, Reading, Skipped, Value
from adr_lint.policy.nouns import Factor, FactType
from adr_lint.report.safe import safe_json

_AT_ONCE = 4096
"""Pieces of JSON that are joined before more are made."""


def dumps(data: Any) -> str:
    """JSON with a line end, the same bytes for the same data; ``json.dumps`` would list all its pieces to join them."""
    pieces = json.JSONEncoder(ensure_ascii=False, indent=1).iterencode(data)
    batches = iter(lambda: "".join(islice(pieces, _AT_ONCE)), "")
    return safe_json("".join([*batches, "\n"]))


def record_data(reading: Reading) -> dict[str, Any]:
    """What a record says of itself."""
    record = reading.record
    return {
        "path": record.path,
        "title": record.title,
        "status": record.status,
        "date": record.date,
        "number": record.number,
        "format": record.format,
    }


def fact_data(fact: Fact) -> dict[str, Any]:
    """One fact, with every place that it was read from."""
    data: dict[str, Any] = {"name": fact.name, "value": value_data(fact.value), "source": fact.source}
    if fact.not_applicable is not None:
        data["not_applicable"] = fact.not_applicable
    if fact.reader:
        data["reader"] = fact.reader
    data["evidence"] = [
        {"line": e.place.line, "column": e.place.column, "end_line": e.place.end_line,
         "end_column": e.place.end_column, "words": e.words}
        for e in fact.evidence
    ]  # fmt: skip
    return data


def value_data(value: Value) -> Any:
    """A fact's value as JSON has it: a list, or an amount with its currency as a mapping."""
    if isinstance(value, Money):
        return {"amount": value.amount, "currency": value.currency}
    return list(value) if isinstance(value, tuple) else value


def facts_of(reading: Reading, factors: Sequence[Factor], *, explain: bool) -> dict[str, Any]:
    """A record with its facts, its leanings and, to explain, what was passed over."""
    stated = {name: fact for name, fact in reading.facts.items() if fact.source != "derived"}
    derived = {name: fact for name, fact in reading.facts.items() if fact.source == "derived"}
    data = record_data(reading) | {
        "facts": [fact_data(fact) for _, fact in sorted(stated.items())],
        "derived": [fact_data(fact) for _, fact in sorted(derived.items())],
        "leans": leans(reading.facts, factors),
    }
    if explain:
        data["passed_over"] = [
            {"fact": p.fact, "reader": p.reader, "reason": p.reason, "line": p.evidence.place.line,
             "column": p.evidence.place.column, "words": p.evidence.words}
            for p in reading.passed
        ]  # fmt: skip
    return data


def leans(facts: Mapping[str, Fact], factors: Sequence[Factor]) -> dict[str, str]:
    """Which way each factor leans; a record that decides nothing of this kind has no leanings."""
    approach = facts.get("approach")
    decides = approach is not None and approach.value != "none"
    return {
        factor.name: str(facts[factor.fact].value) if decides and factor.fact in facts else "unstated"
        for factor in factors
    }


def counts(leaning: Mapping[str, str]) -> dict[str, int]:
    """How many factors lean to building, to buying, neither way, and how many are not stated."""
    return {side: sum(value == side for value in leaning.values()) for side in ("build", "buy", "neutral", "unstated")}


def skipped_data(skipped: Iterable[Skipped]) -> list[dict[str, Any]]:
    """What was found and not read, and why."""
    return [{"path": s.path, "reason": s.reason, "failed": s.failed} for s in skipped]


def vocabulary_data(vocabulary: Iterable[FactType]) -> list[dict[str, Any]]:
    """Every fact that there is."""
    return [
        {"name": f.name, "type": f.kind, "unit": f.unit, "values": list(f.values), "minimum": f.minimum,
         "maximum": f.maximum, "derived": f.derived, "meaning": f.meaning, "labels": list(f.labels)}
        for f in vocabulary
    ]  # fmt: skip
