"""Where a record contradicts itself: a declared fact and the prose, the front matter's status and the body's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from adr_lint.facts.observed import observed_list
from adr_lint.model import Evidence, Fact, Facts, Money, Record, Value
from adr_lint.parse import conventions, status
from adr_lint.regexes import regex

_LABEL = regex(r"(?i)(?:decision |current )?status\s*:\s*")


def read(record: Record, given: Mapping[str, Fact], inferred: Facts, compared: Sequence[str]) -> list[Fact]:
    """The fact ``declared.contradicted``. ``compared`` names the facts of which prose speaks plainly enough."""
    found = [*_statuses(record)]
    for name in compared:
        declared, said = given.get(name), inferred.get(name)
        if declared is None or said is None or declared.not_applicable is not None or not said.evidence:
            continue
        if declared.reader == "front-matter" and _differ(declared.value, said.value):
            place = declared.evidence[0].place
            words = (
                f"{declared.evidence[0].words}, but line {said.evidence[0].place.line} says “{said.evidence[0].words}”"
            )
            found.append((words, Evidence(place, declared.evidence[0].words)))
    return observed_list("declared.contradicted", found)


def _differ(declared: Value, said: Value) -> bool:
    if isinstance(declared, Money) and isinstance(said, Money):
        return declared.currency == said.currency and declared.amount != said.amount
    return type(declared) is type(said) and declared != said


def _statuses(record: Record) -> Iterator[tuple[str, Evidence]]:
    """The front matter's status, where the section for the status or a line of the header says another."""
    entry = next((e for e in record.front_matter if e.key.casefold() == "status" and isinstance(e.value, str)), None)
    if entry is None:
        return
    known = conventions.load()
    front = status.in_value(str(entry.value), known)
    if front is None:
        return
    for block in record.blocks:
        role = record.sections[block.section].role
        label = _LABEL.match(block.text) if role in ("header", "title") else None
        if block.kind not in ("paragraph", "item", "quote") or (role != "status" and label is None):
            continue
        start = label.end() if label is not None else 0
        said = status.in_value(block.text, known, start, strict=label is None, alone=label is not None)
        if said is not None and said.status != front.status:
            evidence = record.evidence(block.at(said.start), block.at(said.end - 1) + 1)
            yield (
                f"status: {entry.value}, but line {evidence.place.line} says “{evidence.words}”",
                Evidence(entry.place, f"status: {entry.value}"),
            )
        return
