"""What moves between two charts of the same organisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from adr_lint.radar.chart import Blip, Chart, Move
from adr_lint.radar.file import ROLES, normalise
from adr_lint.radar.known import known

Kind = Literal["new", "in", "out", "gone", "differs", "agrees"]
KINDS: tuple[Kind, ...] = ("new", "in", "out", "gone", "differs", "agrees")


@dataclass(frozen=True, slots=True)
class Change:
    """One technology that is not where it was."""

    kind: Kind
    """new, in (towards adopt), out (away from it), gone; differs: records and radar file do no longer agree; agrees:
    they do again."""
    name: str
    before: str
    """The role of the ring that it was on; empty where it is new."""
    after: str
    by: Move | None
    """The record that says so; None where the radar file does."""


def changes(before: Chart, after: Chart) -> tuple[Change, ...]:
    """What moved, by kind and name."""
    was, now = _by_key(before), _by_key(after)
    found = [_change(was.get(key), now.get(key)) for key in sorted(was.keys() | now.keys())]
    made = [change for change in found if change is not None]
    return tuple(sorted(made, key=lambda c: (KINDS.index(c.kind), c.name.casefold(), c.name)))


def _by_key(chart: Chart) -> dict[str, Blip]:
    return {normalise(known().name(blip.name)): blip for blip in chart.blips}


def _change(was: Blip | None, now: Blip | None) -> Change | None:
    if now is None:
        return Change("gone", was.name, was.ring, "", None) if was is not None else None
    if was is None:
        return Change("new", now.name, "", now.ring, _by(now))
    if was.ring != now.ring:
        kind: Kind = "in" if ROLES.index(now.ring) < ROLES.index(was.ring) else "out"
        return Change(kind, now.name, was.ring, now.ring, _by(now))
    if was.records_say != now.records_say:
        kind = "differs" if now.records_say else "agrees"
        last = next((m for m in reversed(now.records) if m.ring == now.records_say), None)
        return Change(kind, now.name, now.ring, now.records_say or now.ring, last)
    return None


def _by(blip: Blip) -> Move | None:
    said = [move for move in (*blip.records, *blip.mentions) if move.ring == blip.ring]
    return said[-1] if said else None
