"""Making observed facts: what was read off the form of a record, which no author declares."""

from __future__ import annotations

from collections.abc import Iterable

from adr_lint.model import Evidence, Fact, Place, Record, Value


def observed(name: str, value: Value, evidence: Iterable[Evidence] = ()) -> Fact:
    """An observed fact."""
    return Fact(name, value, "inferred", tuple(evidence), reader="form")


def observed_list(name: str, found: Iterable[tuple[str, Evidence]]) -> list[Fact]:
    """A list, each entry with its place; no fact where nothing was found."""
    entries = list(found)
    return [observed(name, tuple(text for text, _ in entries), (place for _, place in entries))] if entries else []


def evidence_at(record: Record, place: Place) -> Evidence:
    """A place of the record as evidence, with the words there."""
    start = record.line_starts[place.line - 1] + place.column - 1
    end = record.line_starts[place.end_line - 1] + place.end_column - 1
    return Evidence(place, " ".join(record.text[start:end].split()))


def heading_evidence(record: Record, section: int) -> Evidence:
    """A section's heading as it stands in the record."""
    start = record.sections[section].start
    line = record.text[start:].splitlines()[0] if start < len(record.text) else ""
    return record.evidence(start, start + len(line.rstrip()))
