"""A radar for programs."""

from __future__ import annotations

from typing import Any

from adr_lint.radar import ROLES
from adr_lint.radar.chart import Blip, Chart, Move, direction
from adr_lint.report.data import dumps

FORMAT = 1
"""Version of the form; it changes when a reader of the old form would be misled."""


def render(chart: Chart) -> str:
    """The whole radar, with every record that a place rests on."""
    return dumps(chart_data(chart))


def chart_data(chart: Chart) -> dict[str, Any]:
    """The radar as data: rings by their roles, from the middle."""
    return {
        "format": FORMAT,
        "title": chart.title,
        "date": chart.date,
        "since": chart.since,
        "rings": [{"role": role, "name": chart.rings[role]} for role in ROLES],
        "quadrants": list(chart.quadrants),
        "technologies": [_technology(blip, chart) for blip in chart.blips],
    }


def _technology(blip: Blip, chart: Chart) -> dict[str, Any]:
    return {
        "name": blip.name,
        "ring": blip.ring,
        "quadrant": blip.quadrant,
        "moved": direction(blip, chart.since),
        "since": blip.since or (blip.moves[-1].date if blip.moves else ""),
        "listed": blip.listed,
        "records_say": blip.records_say or None,
        "aliases": list(blip.aliases),
        "note": blip.note,
        "owner": blip.owner,
        "review": blip.review,
        "links": [{"url": link.url, "title": link.title} for link in blip.links],
        "tags": list(blip.tags),
        "moves": [_move(move) for move in blip.moves],
        "records": [_move(move) for move in blip.records],
        "named_in": list(dict.fromkeys(move.record for move in blip.mentions)),
    }


def _move(move: Move) -> dict[str, Any]:
    return {
        "ring": move.ring, "date": move.date, "note": move.note,
        "record": move.record, "title": move.title, "line": move.line,
    }  # fmt: skip
