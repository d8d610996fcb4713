"""A radar as a page of its own, as a part of a page, and as a drawing."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

from adr_lint.radar.chart import Chart, Move
from adr_lint.report.html import templating
from adr_lint.report.layout import cut
from adr_lint.report.radar.layout import Drawing, Sector, Spot, draw
from adr_lint.report.radar.text import WORDS, since_when, summary

Address = Callable[[Move], str]
"""From a move by a record to that record's address; empty where there is none."""

_MARGIN, _COLUMN, _LINE = 18.0, 330.0, 17.0
_MOST_NAMED = 8


def page(chart: Chart, records: int, address: Address) -> str:
    """One file that holds everything and asks nobody for anything."""
    policy = (
        f"default-src 'none'; style-src {templating.content_hash('style.css')}; "
        f"script-src {templating.content_hash('radar.js')}; base-uri 'none'; form-action 'none'"
    )
    return templating.render(
        "radar.html",
        radar=view(chart, records, address),
        policy=policy,
        style=templating.inline("style.css"),
        script=templating.inline("radar.js"),
    )


def view(chart: Chart, records: int, address: Address) -> dict[str, Any]:
    """What the template ``_radar.html`` shows."""
    drawing = draw(chart)
    edge = drawing.radius + _MARGIN
    spots = list(drawing.spots())
    sectors = [_legend(sector, chart) for sector in drawing.sectors]
    by_height = sorted(zip(drawing.sectors, sectors, strict=True), key=lambda pair: pair[0].height)
    return {
        "title": chart.title,
        "label": f"{chart.title}: {len(spots)} technologies in {len(drawing.sectors)} quadrants",
        "summary": summary(chart, records),
        "since": chart.since,
        "rings": drawing.rings,
        "box": [round(-edge, 1), round(-edge, 1), round(2 * edge, 1), round(2 * edge, 1)],
        "d": _drawn(drawing, chart, lambda spot: f"#t{spot.number}"),
        "left": [legend for sector, legend in by_height if sector.left],
        "right": [legend for sector, legend in by_height if not sector.left],
        "details": [_details(spot, chart, address) for spot in spots],
        "differing": [_difference(spot, chart, address) for spot in spots if spot.blip.records_say],
    }


def svg(chart: Chart, address: Address) -> str:
    """A drawing that stands alone, its legends beside it; a blip leads to the record that put it there."""
    drawing = draw(chart)

    def href(spot: Spot) -> str:
        move = next((move for move in reversed(spot.blip.moves) if move.record), None)
        return address(move) if move is not None else ""

    edge = drawing.radius + _MARGIN
    lines: list[dict[str, Any]] = []
    lowest = edge
    for left in (True, False):
        x, y = (-edge - _COLUMN if left else edge + 24, -edge + 70)
        for sector in sorted((s for s in drawing.sectors if s.left == left), key=lambda s: s.height):
            y = max(y, 20.0) if sector.height > 0 else y
            for kind, text in _legend_lines(sector, chart):
                lines.append({"kind": kind, "text": text, "x": x, "y": y})
                y += _LINE * (1.4 if kind == "quadrant" else 1)
            y += _LINE
        lowest = max(lowest, y)
    width, height = 2 * (edge + _COLUMN + 20), lowest + edge + 44
    return templating.render(
        "radar.svg",
        title=chart.title,
        box=[round(-width / 2, 1), round(-edge - 44, 1), round(width, 1), round(height, 1)],
        d=_drawn(drawing, chart, href),
        legend=lines,
        style=templating.inline("radar.svg.css"),
    )


def _drawn(drawing: Drawing, chart: Chart, href: Callable[[Spot], str]) -> dict[str, Any]:
    edges = [sector.start for sector in drawing.sectors]
    sides = (-1, 1) if len(edges) % 2 == 0 else (-1,)
    return {
        "rings": drawing.rings,
        "sectors": drawing.sectors,
        "lines": [
            {"x": round(drawing.radius * math.cos(a), 1), "y": round(drawing.radius * math.sin(a), 1)} for a in edges
        ],
        "labels": [
            {"x": round(side * (ring.inner + ring.outer) / 2, 1), "text": _fitting(ring.name, ring.outer - ring.inner)}
            for side in sides
            for ring in drawing.rings
        ],
        "corners": [_corner(sector, drawing.radius) for sector in drawing.sectors if abs(sector.height) > 0.5],
        "spots": [
            {"number": spot.number, "role": spot.blip.ring, "moved": spot.moved, "x": spot.x, "y": spot.y,
             "drop": {"in": 7.5, "out": 0.5}.get(spot.moved, 3.7), "href": href(spot), "label": _label(spot, chart)}
            for spot in drawing.spots()
        ],
    }  # fmt: skip


def _fitting(name: str, width: float) -> str:
    return cut(name, max(3, int(width / 6.5)))


def _corner(sector: Sector, radius: float) -> dict[str, Any]:
    side = -1 if sector.left else 1
    return {
        "text": cut(sector.name, 26), "x": side * radius, "anchor": "start" if sector.left else "end",
        "y": round(math.copysign(radius + 4, sector.height) + (8 if sector.height < 0 else 0), 1),
    }  # fmt: skip


def _label(spot: Spot, chart: Chart) -> str:
    moved = f", {WORDS[spot.moved]}" if WORDS[spot.moved] else ""
    return f"{spot.number} {spot.blip.name}: {chart.rings[spot.blip.ring]}{moved}"


def _legend(sector: Sector, chart: Chart) -> dict[str, Any]:
    return {
        "name": sector.name,
        "rings": [
            {"role": ring.role, "name": ring.name, "spots": [_entry(spot, chart) for spot in spots]}
            for ring, spots in sector.spots
            if spots
        ],
    }


def _entry(spot: Spot, chart: Chart) -> dict[str, Any]:
    blip = spot.blip
    words = [blip.name, *blip.aliases, *blip.tags, chart.rings[blip.ring], blip.quadrant, blip.owner, WORDS[spot.moved]]
    return {
        "number": spot.number,
        "name": blip.name,
        "moved": spot.moved,
        "moved_word": WORDS[spot.moved],
        "search": " ".join(words).casefold(),
    }


def _legend_lines(sector: Sector, chart: Chart) -> Iterator[tuple[str, str]]:
    yield "quadrant", cut(sector.name, 34)
    for ring, spots in sector.spots:
        if spots:
            yield "ring", cut(chart.rings[ring.role], 40)
        for spot in spots:
            moved = f" ({WORDS[spot.moved]})" if WORDS[spot.moved] else ""
            yield "blip", f"{spot.number}  {cut(spot.blip.name, 36)}{moved}"


def _details(spot: Spot, chart: Chart, address: Address) -> dict[str, Any]:
    blip = spot.blip
    named = list({move.record: move for move in blip.mentions}.values())
    return _entry(spot, chart) | {
        "role": blip.ring,
        "ring": chart.rings[blip.ring],
        "quadrant": blip.quadrant,
        "since": since_when(blip),
        "owner": blip.owner,
        "review": blip.review,
        "note": blip.note,
        "links": blip.links,
        "moves": [_move(move, chart, address) for move in blip.moves if move.record or move.date],
        "named": [_move(move, chart, address) for move in named[:_MOST_NAMED]],
        "more_named": max(0, len(named) - _MOST_NAMED),
    }


def _move(move: Move, chart: Chart, address: Address) -> dict[str, str]:
    return {
        "role": move.ring, "ring": chart.rings[move.ring], "date": move.date, "note": move.note,
        "record": move.record, "title": move.title, "href": address(move) if move.record else "",
    }  # fmt: skip


def _difference(spot: Spot, chart: Chart, address: Address) -> dict[str, Any]:
    blip = spot.blip
    last = next((move for move in reversed(blip.records) if move.ring == blip.records_say), blip.records[-1])
    return {
        "number": spot.number, "name": blip.name, "theirs": chart.rings[blip.records_say],
        "ours": chart.rings[blip.ring], "record": last.title or last.record, "href": address(last),
    }  # fmt: skip
