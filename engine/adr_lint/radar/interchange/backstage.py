"""Backstage's tech radar: entries with a timeline, the newest first; ``moved`` is -1 (out), 0 or 1 (in)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from adr_lint.errors import UserError
from adr_lint.radar.chart import Blip, Chart, Link, Move
from adr_lint.radar.file import ROLES
from adr_lint.radar.interchange.keeping import give_back, keep
from adr_lint.radar.interchange.names import Naming, day_of, described, identifier, ring_names, roles_for

FORM = "backstage"
HOLDS = frozenset({"note", "history", "since", "link", "links", "title"})
_COLOURS = {"adopt": "#5ba300", "trial": "#009eb0", "assess": "#c7ba00", "hold": "#e09b96"}


def read(text: str, shown: str, naming: Naming) -> Chart:
    """A chart from Backstage's JSON. Raises ``UserError``."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise UserError(f"{shown}: not valid JSON: {error}") from None
    if not isinstance(data, dict):
        raise UserError(f"{shown}: expected an object with 'quadrants', 'rings' and 'entries'")
    quadrants = _named(data, "quadrants", shown)
    rings = _named(data, "rings", shown)
    roles_by_name = roles_for(list(rings.values()), naming)
    roles = {key: roles_by_name[name] for key, name in rings.items()}
    entries = data.get("entries")
    if not isinstance(entries, list):
        raise UserError(f"{shown}: 'entries' is not a list")
    for number, entry in enumerate(entries, 1):
        _check(entry, quadrants, rings, f"{shown}: entry {number}")
    chart = Chart(
        (), tuple(quadrants.values()), ring_names(roles_by_name), title=str(data.get("title") or "Tech radar"),
        kept={FORM: {"quadrants": data["quadrants"], "rings": data["rings"]}},
    )  # fmt: skip
    blips = tuple(_blip(entry, chart, quadrants, roles) for entry in entries)
    chart = replace(chart, blips=blips)
    rest = keep({k: v for k, v in data.items() if k not in ("entries", "quadrants", "rings")}, {"title": chart.title})
    return replace(chart, kept={FORM: {**chart.kept[FORM], **({"top": rest} if rest else {})}})


def _named(data: Mapping[str, Any], key: str, shown: str) -> dict[str, str]:
    found = data.get(key)
    if not isinstance(found, list) or not found:
        raise UserError(f"{shown}: '{key}' is not a list with something in it")
    for one in found:
        if not isinstance(one, dict) or not isinstance(one.get("id"), str) or not isinstance(one.get("name"), str):
            raise UserError(f"{shown}: each of '{key}' has an 'id' and a 'name'")
    return {one["id"]: one["name"] for one in found}


def _check(entry: Any, quadrants: Mapping[str, str], rings: Mapping[str, str], shown: str) -> None:
    if not isinstance(entry, dict) or not isinstance(entry.get("title"), str) or not entry["title"].strip():
        raise UserError(f"{shown} has no 'title'")
    if entry.get("quadrant") not in quadrants:
        raise UserError(f"{shown}: '{entry.get('quadrant')}' is no quadrant", allowed=quadrants)
    timeline = entry.get("timeline")
    if not isinstance(timeline, list) or not timeline:
        raise UserError(f"{shown}: 'timeline' is not a list with something in it")
    for moment in timeline:
        if not isinstance(moment, dict) or moment.get("ringId") not in rings:
            ring = moment.get("ringId") if isinstance(moment, dict) else moment
            raise UserError(f"{shown}: '{ring}' is no ring", allowed=rings)


def _blip(entry: Mapping[str, Any], chart: Chart, quadrants: Mapping[str, str], roles: Mapping[str, str]) -> Blip:
    moves = tuple(
        Move(roles[moment["ringId"]], day_of(str(moment.get("date", ""))), str(moment.get("description", "")))
        for moment in reversed(entry["timeline"])
    )
    links = entry.get("links")
    links = [link for link in links if isinstance(link, dict) and link.get("url")] if isinstance(links, list) else []
    blip = Blip(
        entry["title"],
        moves[-1].ring,
        quadrants[entry["quadrant"]],
        moves=moves,
        since=moves[-1].date,
        note=str(entry.get("description") or ""),
        links=tuple(Link(str(link["url"]), str(link.get("title", ""))) for link in links),
        listed=True,
    )
    kept = keep(entry, _entry(blip, chart))
    return replace(blip, kept={FORM: kept} if kept else {})


def write(chart: Chart) -> str:
    """A chart in Backstage's JSON."""
    kept = chart.kept.get(FORM, {})
    data = give_back({"title": chart.title}, kept.get("top", {}))
    data["quadrants"] = [{"id": key, "name": name} for name, key in _ids(chart, "quadrants", chart.quadrants).items()]
    data["rings"] = [
        {"id": key, "name": name, "color": _COLOURS[role]}
        for role, (name, key) in zip(ROLES, _ids(chart, "rings", _ring_list(chart)).items(), strict=True)
    ]
    data["entries"] = [give_back(_entry(blip, chart), blip.kept.get(FORM, {})) for blip in chart.blips]
    used = {
        "quadrants": {entry["quadrant"] for entry in data["entries"]},
        "rings": {moment["ringId"] for entry in data["entries"] for moment in entry["timeline"]},
    }
    for key in ("quadrants", "rings"):
        theirs = {one["id"]: one for one in kept.get(key, ())}
        if theirs:
            data[key] = [*theirs.values(), *(o for o in data[key] if o["id"] not in theirs and o["id"] in used[key])]
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _ring_list(chart: Chart) -> list[str]:
    return [chart.rings[role] for role in ROLES]


def _ids(chart: Chart, key: str, names: Sequence[str]) -> dict[str, str]:
    """Name → identifier, theirs where they had one."""
    theirs: dict[str, str] = {}
    for one in chart.kept.get(FORM, {}).get(key, ()):
        theirs.setdefault(one["name"], one["id"])
    return {name: theirs.get(name) or identifier(name) or f"q{i}" for i, name in enumerate(names)}


def _entry(blip: Blip, chart: Chart) -> dict[str, Any]:
    rings = _ids(chart, "rings", _ring_list(chart))
    moves = blip.moves or (Move(blip.ring, blip.since),)
    if moves[-1].ring != blip.ring:
        moves = (*moves, Move(blip.ring, blip.since))
    entry: dict[str, Any] = {
        "key": identifier(blip.name),
        "id": identifier(blip.name),
        "title": blip.name,
        "quadrant": _ids(chart, "quadrants", chart.quadrants)[blip.quadrant],
        "timeline": [_moment(moves, i, chart, rings) for i in reversed(range(len(moves)))],
    }
    note = described(blip)
    if note:
        entry["description"] = note
    if blip.links:
        entry["links"] = [{"title": link.title or link.url, "url": link.url} for link in blip.links]
    return entry


def _moment(moves: Sequence[Move], i: int, chart: Chart, rings: Mapping[str, str]) -> dict[str, Any]:
    move = moves[i]
    before = ROLES.index(moves[i - 1].ring) if i else ROLES.index(move.ring)
    here = ROLES.index(move.ring)
    date = move.date or chart.date or "1970-01-01"
    moment: dict[str, Any] = {"date": date if len(date) > 7 else f"{date}-01", "ringId": rings[chart.rings[move.ring]]}
    if here != before:
        moment["moved"] = 1 if here < before else -1
    note = move.note or (f"{move.title} ({move.record})" if move.record else "")
    return moment | ({"description": note} if note else {})
