"""Whether the decision of an accepted record is still the one that was accepted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from adr_lint.model import Evidence, Fact, Record
from adr_lint.regexes import regex

_WORD = regex(r"[^\W_]+")
_MOST_SHOWN = 12
_LATER = regex(r"(?i)\b(?:updates?|amend(?:ment|ed)|addendum|revision|postscript|supersed\w+|erratum)\b")
_RETIRED = ("superseded", "deprecated", "rejected")


def read(record: Record, before: Record) -> Fact | None:
    """The fact ``decision.rewritten`` of a record that was accepted, given what it was before."""
    if before.status != "accepted" or record.status in _RETIRED:
        return None
    then, now = list(_said(before)), list(_said(record))
    old, new = [word for word, _ in then], [word for word, _ in now]
    if old == new or not old or _same_but_spelling(old, new):
        return None
    start = next(i for i, (one, other) in enumerate(zip_longest(old, new)) if one != other)
    was, became = _shown(old, new, start), _shown(new, old, start)
    place = now[min(start, len(now) - 1)][1] if now else Evidence(record.title_place, record.title)
    text = f"“{was}” became “{became}”" if was and became else f"“{was}” is gone" if was else f"“{became}” was added"
    return Fact("decision.rewritten", text, "inferred", (place,), reader="git")


def _said(record: Record) -> Iterator[tuple[str, Evidence]]:
    """The words of the decision, each with its place; what is marked as a later update is no part of it."""
    for block in record.blocks:
        section = record.sections[block.section]
        if "decision" not in section.roles or block.kind in ("heading", "code", "html") or _LATER.search(section.title):
            continue
        if _LATER.match(block.text):
            continue
        for match in _WORD.finditer(block.text):
            start = block.at(match.start())
            yield match[0].casefold(), record.evidence(start, start + len(match[0]))


def _same_but_spelling(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether as many words stand there as before, and those that differ differ by letters, not by figures."""
    if len(old) != len(new):
        return False
    changed = [(one, other) for one, other in zip(old, new, strict=True) if one != other]
    return len(changed) <= 3 and all(_near(one, other) for one, other in changed)


def _near(one: str, other: str) -> bool:
    if any(character.isdigit() for character in one + other):
        return False
    common = len(set(one) & set(other))
    return len(one) > 3 and abs(len(one) - len(other)) <= 1 and common >= max(len(set(one)), len(set(other))) - 1


def _shown(words: Sequence[str], others: Sequence[str], start: int) -> str:
    """What stands in one of two texts from where they part to where they are the same again."""
    end = len(words)
    tail = 0
    while tail < min(len(words), len(others)) - start and words[-1 - tail] == others[-1 - tail]:
        tail += 1
    end -= tail
    shown = " ".join(words[start : min(end, start + _MOST_SHOWN)])
    return f"{shown} …" if end - start > _MOST_SHOWN else shown
