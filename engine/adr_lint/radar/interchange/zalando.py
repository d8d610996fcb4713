"""Zalando's tech radar: quadrants and rings by number, ``moved`` as -1 (out), 0, 1 (in) or 2 (new)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from adr_lint.errors import UserError
from adr_lint.radar.chart import Blip, Chart, Direction, Link, Move, direction
from adr_lint.radar.file import ROLES
from adr_lint.radar.interchange.keeping import give_back, keep
from adr_lint.radar.interchange.names import Naming, day_of, ring_names, roles_for

FORM = "zalando"
HOLDS = frozenset({"moved", "link", "date"})
PLACES = 4
_MOVED: dict[int, Direction] = {-1: "out", 0: "none", 1: "in", 2: "new"}
_NUMBER = {word: number for number, word in _MOVED.items()}


def read(text: str, shown: str, naming: Naming) -> Chart:
    """A chart from Zalando's JSON. Raises ``UserError``."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise UserError(f"{shown}: not valid JSON: {error}") from None
    entries = data.get("entries") if isinstance(data, dict) else None
    if not isinstance(entries, list):
        raise UserError(f"{shown}: expected an object with 'date' and 'entries'")
    for number, entry in enumerate(entries, 1):
        _check(entry, f"{shown}: entry {number}")
    rings = _names(data.get("rings")) or list(ROLES)
    roles = roles_for(rings, naming)
    quadrants = naming.quadrants or _names(data.get("quadrants")) or [f"Quadrant {n}" for n in range(PLACES)]
    most = max((entry["quadrant"] for entry in entries), default=0)
    if most >= len(quadrants):
        raise UserError(f"{shown}: there are {len(quadrants)} names for {most + 1} quadrants")
    if max((entry["ring"] for entry in entries), default=0) >= len(rings):
        raise UserError(f"{shown}: an entry is on ring {len(rings)}, and the last of {len(rings)} is {len(rings) - 1}")
    date = data.get("date", "")
    top = {key: value for key, value in data.items() if key not in ("date", "entries")}
    chart = Chart(
        (), tuple(quadrants), ring_names(roles), title=str(data.get("title") or "Tech radar"),
        date=day_of(date) if isinstance(date, str) else "",
    )  # fmt: skip
    blips = tuple(_blip(entry, chart, rings, roles) for entry in entries)
    chart = replace(chart, blips=blips)
    kept = keep(data, _top(chart)) if top or data.get("date") != chart.date else {}
    return replace(chart, kept={FORM: kept} if kept else {})


def _names(found: Any) -> list[str]:
    if not isinstance(found, list) or not all(
        isinstance(one, dict) and isinstance(one.get("name"), str) for one in found
    ):
        return []
    return [one["name"] for one in found]


def _check(entry: Any, shown: str) -> None:
    if not isinstance(entry, dict):
        raise UserError(f"{shown} is no object")
    if not isinstance(entry.get("label"), str) or not entry["label"].strip():
        raise UserError(f"{shown} has no 'label'")
    for key in ("quadrant", "ring"):
        value = entry.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise UserError(f"{shown}: '{key}' is not a number from 0")


def _blip(entry: Mapping[str, Any], chart: Chart, rings: list[str], roles: Mapping[str, str]) -> Blip:
    ring = roles[rings[entry["ring"]]]
    link = entry.get("link")
    moved = entry.get("moved")
    blip = Blip(
        entry["label"],
        ring,
        chart.quadrants[entry["quadrant"]],
        moves=(Move(ring),),
        moved=_MOVED.get(moved, "none") if isinstance(moved, int) else "none",
        links=(Link(link),) if isinstance(link, str) and link else (),
        listed=True,
    )
    kept = keep(entry, _entry(blip, chart))
    return replace(blip, kept={FORM: kept} if kept else {})


def write(chart: Chart) -> str:
    """A chart in Zalando's JSON; entries of a fifth quadrant have no place there and are left out."""
    top = _top(chart)
    top["entries"] = [
        give_back(_entry(blip, chart), blip.kept.get(FORM, {})) for blip in chart.blips if blip not in homeless(chart)
    ]
    return json.dumps(give_back(top, chart.kept.get(FORM, {})), ensure_ascii=False, indent=2) + "\n"


def homeless(chart: Chart) -> list[Blip]:
    """What stands in a fifth quadrant or later."""
    return [blip for blip in chart.blips if chart.quadrants.index(blip.quadrant) >= PLACES]


def _top(chart: Chart) -> dict[str, Any]:
    return {"date": chart.date, "entries": []}


def _entry(blip: Blip, chart: Chart) -> dict[str, Any]:
    entry = {
        "label": blip.name,
        "quadrant": chart.quadrants.index(blip.quadrant),
        "ring": ROLES.index(blip.ring),
        "active": True,
        "moved": _NUMBER[direction(blip, chart.since)],
    }
    return entry | ({"link": blip.links[0].url} if blip.links else {})
