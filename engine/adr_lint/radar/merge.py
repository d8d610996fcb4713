"""One chart of what the records say and what the radar file says. Where they differ, the file has the word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from adr_lint.radar.chart import Blip, Chart, Move, reference_day
from adr_lint.radar.file import normalise
from adr_lint.radar.gather import Placed
from adr_lint.radar.known import Known


def merge(placed: Mapping[str, Placed], file: Chart | None, known: Known, since: str = "") -> Chart:
    """The chart. ``since`` is the day from which on moves are shown; a year before the newest one where empty."""
    base = file or Chart((), known.quadrants)
    if not base.quadrants:
        base = replace(base, quadrants=known.quadrants)
    listed = {normalise(name): blip for blip in base.blips for name in (blip.name, *blip.aliases)}
    found: dict[str, Placed] = {}
    blips: list[Blip] = []
    for name, one in placed.items():
        keys = (normalise(name), *known.all_names(name))
        theirs = next((listed[key] for key in keys if key in listed), None)
        if theirs is None:
            quadrant = known.quadrant(name, base.quadrants)
            last = one.moves[-1]
            blips.append(
                Blip(
                    name,
                    one.ring,
                    quadrant,
                    moves=one.moves,
                    records=one.records,
                    mentions=one.mentions,
                    since=last.date,
                )
            )
        else:
            earlier = found.get(theirs.name)
            found[theirs.name] = one if earlier is None else _later(earlier, one)
    for blip in base.blips:
        quadrant = blip.quadrant or known.quadrant(blip.name, base.quadrants)
        blips.append(_joined(replace(blip, quadrant=quadrant), found.get(blip.name)))
    quadrants = base.quadrants + tuple(
        name for name in known.quadrants if name not in base.quadrants and any(b.quadrant == name for b in blips)
    )
    quadrants += tuple(sorted({blip.quadrant for blip in blips} - set(quadrants)))
    ordered = tuple(sorted(blips, key=lambda blip: (blip.name.casefold(), blip.name)))
    return replace(base, blips=ordered, quadrants=quadrants, since=since or reference_day(ordered))


def _later(first: Placed, second: Placed) -> Placed:
    """Two technologies of the records that are one on the radar."""
    one, other = sorted((first, second), key=lambda placed: placed.moves[-1].date)
    return Placed(
        other.ring, one.moves + other.moves, one.records + other.records, one.mentions + other.mentions
    )  # fmt: skip


def _joined(blip: Blip, placed: Placed | None) -> Blip:
    own = Move(blip.ring, blip.since, blip.note)
    if placed is None:
        return replace(blip, listed=True, moves=blip.moves or (own,))
    moves = blip.moves
    if not blip.has_history():
        moves = placed.moves
        if placed.ring != blip.ring:
            earlier = tuple(move for move in moves if not blip.since or move.date < blip.since)
            moves = (*earlier, own)
    differs = placed.ring if placed.ring != blip.ring and placed.records else ""
    return replace(
        blip, listed=True, moves=moves, records=placed.records, mentions=placed.mentions, records_say=differs
    )
