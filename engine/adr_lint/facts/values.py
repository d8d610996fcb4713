"""From what a cue matched to the value of its fact."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from adr_lint.facts import dates, durations, money, numbers
from adr_lint.facts.cues import Cue
from adr_lint.model import Value

_LONGEST = 160
_YEAR = 12


def value_of(cue: Cue, slots: tuple[str, ...], match: Any, folded: bytes, now: date | None, words: str) -> Value | None:
    """The value that a match gives; None where its words say none (a date in the past, an amount without a period)."""
    if cue.slot == "lump" and any(map(_is_rate, _amounts(slots, match, folded))):
        return None
    if cue.value is not None:
        return cue.value
    if cue.fact.kind == "flag":
        return True
    if not slots:
        return words[:_LONGEST] if cue.fact.kind == "text" else None
    found: list[float | Value] = []
    for group, slot in enumerate(slots, 1):
        start, end = match.span(group)
        if start < 0 or ((slot == "money") != (cue.fact.kind == "money") and cue.fact.kind != "text"):
            continue  # an amount beside a duration is not the duration
        value = _slot(cue, slot, folded[start:end].decode("latin-1"), now)
        if value is None:
            return None
        found.append(value)
    if not found:
        return words[:_LONGEST] if cue.fact.kind == "text" else None
    if cue.fact.kind == "text":
        return words[:_LONGEST]
    total = sum(found) if len(found) > 1 and all(isinstance(v, int | float) for v in found) else found[0]  # type: ignore[arg-type]
    return _typed(cue, total)


def _amounts(slots: tuple[str, ...], match: Any, folded: bytes) -> Iterator[str]:
    spans = (match.span(group) for group, slot in enumerate(slots, 1) if slot == "money")
    return (folded[start:end].decode("latin-1") for start, end in spans if start >= 0)


def _is_rate(amount: str) -> bool:
    """Whether an amount is paid again within the year."""
    found = money.money(amount)
    return found is not None and found[1] is not None and found[1] < _YEAR


def _slot(cue: Cue, slot: str, text: str, now: date | None) -> float | Value | None:
    if slot in ("count", "some"):
        return numbers.number(text)
    if slot == "percent":
        share = numbers.percent(text)
        return None if share is None else round(1 + share, 3) if cue.slot == "surcharge" else share
    if slot == "duration":
        return durations.weeks(text) if cue.fact.unit == "weeks" else durations.months(text)
    if slot == "date":
        return dates.months_until(text, now)
    if cue.slot == "monthly":
        return money.per_month(text)
    found = money.money(text)
    return found[0] if found else None


def _typed(cue: Cue, value: Any) -> Value | None:
    fact = cue.fact
    if fact.kind == "integer":
        return round(value) if isinstance(value, int | float) and float(value).is_integer() else None
    if fact.kind == "number":
        if not isinstance(value, int | float):
            return None
        near = round(value)
        return near if abs(value - near) < 0.05 else round(float(value), 2)
    if fact.kind == "money":
        return value if not isinstance(value, int | float) else None
    return value  # type: ignore[no-any-return]
