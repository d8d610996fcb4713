"""A radar for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from adr_lint.radar import ROLES
from adr_lint.radar.chart import Blip, Chart, Move, direction
from adr_lint.report.layout import cut, table
from adr_lint.report.safe import Paint, plain, safe

SIGNS = {"new": "*", "in": "<", "out": ">", "none": ""}
WORDS = {"new": "new", "in": "moved in", "out": "moved out", "none": ""}
_RING_STYLES = {"adopt": "good", "trial": "info", "assess": "warning", "hold": "error"}


def render(chart: Chart, records: int, *, paint: Paint = plain) -> str:
    """Quadrant by quadrant and ring by ring; then what moved, and where records and radar file differ."""
    lines = [paint(safe(chart.title), "path") + (f" ({safe(chart.date)})" if chart.date else "")]
    for quadrant in chart.quadrants:
        blips = [blip for blip in chart.blips if blip.quadrant == quadrant]
        lines += ["", paint(safe(quadrant), "path")]
        if not blips:
            lines.append("  nothing")
        for role in ROLES:
            lines += _ring(chart, role, [blip for blip in blips if blip.ring == role], paint)
    lines += _moved(chart)
    lines += _differing(chart)
    lines += ["", summary(chart, records)]
    return "\n".join(lines) + "\n"


def summary(chart: Chart, records: int) -> str:
    """One line: how much there is, and from where."""
    listed = sum(blip.listed for blip in chart.blips)
    unlisted = len(chart.blips) - listed
    source = f"; {listed} on the radar file, {unlisted} only in records" if listed else ""
    count = len(chart.blips)
    words = f"{count} {'technology' if count == 1 else 'technologies'}"
    return f"{words} from {records} record{'' if records == 1 else 's'}{source}"


def _ring(chart: Chart, role: str, blips: list[Blip], paint: Paint) -> Iterator[str]:
    if not blips:
        return
    yield f"  {paint(safe(chart.rings[role]), _RING_STYLES[role])}"
    rows = []
    for blip in blips:
        sign = SIGNS[direction(blip, chart.since)] or " "
        rows.append([sign, safe(blip.name), since_when(blip), source(blip)])
    yield from (f"    {row}" for row in table(rows))


def since_when(blip: Blip) -> str:
    """Since when it is on its ring, in words; empty where nobody says."""
    day = blip.since or (blip.moves[-1].date if blip.moves else "")
    return f"since {day}" if day else ""


def source(blip: Blip) -> str:
    """Who says so: the radar file, records."""
    said = ["radar file"] if blip.listed else []
    shown = list(dict.fromkeys(move.record for move in blip.records))
    named = list(dict.fromkeys(move.record for move in blip.mentions))
    if shown:
        said.append(where(blip.records[-1]))
        said += [f"{len(shown) - 1} earlier"] if len(shown) > 1 else []
        said += [f"named in {len(named)} more"] if named else []
    elif named:
        more = f" and {len(named) - 1} more" if len(named) > 1 else ""
        said.append(f"named in {where(blip.mentions[0])}{more}")
    return ", ".join(said)


def where(move: Move) -> str:
    """The record and the line that a move was read from."""
    return safe(f"{move.record}:{move.line}" if move.line else move.record)


def _moved(chart: Chart) -> Iterator[str]:
    moved = [(blip, direction(blip, chart.since)) for blip in chart.blips]
    if not any(way != "none" for _, way in moved):
        return
    yield ""
    yield f"Moved since {safe(chart.since)}" if chart.since else "Moved"
    rows = []
    for blip, way in moved:
        if way == "none":
            continue
        last = blip.moves[-1] if blip.moves else Move(blip.ring)
        who = where(last) if last.record else "radar file"
        rows.append(
            [SIGNS[way], safe(blip.name), f"{WORDS[way]}: {safe(path(blip.moves or (last,), chart))}", last.date, who]
        )
    yield from (f"  {row}" for row in table(rows))


def path(moves: Iterable[Move], chart: Chart) -> str:
    """The rings that a technology went through: ``assess, trial, adopt``."""
    return ", ".join(chart.rings[move.ring] for move in moves)


def _differing(chart: Chart) -> Iterator[str]:
    differing = [blip for blip in chart.blips if blip.records_say]
    if not differing:
        return
    yield ""
    yield "Records that say otherwise than the radar file"
    for blip in differing:
        last = next((m for m in reversed(blip.records) if m.ring == blip.records_say), blip.records[-1])
        by = f"{safe(chart.rings[blip.records_say])} by {where(last)} “{safe(cut(last.title))}”"
        yield f"  {safe(blip.name)}: {by}, {safe(chart.rings[blip.ring])} on the radar file"
