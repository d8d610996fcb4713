"""Our own form of a radar (schemas/radar.schema.json), to and from a chart, without loss."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from adr_lint.errors import did_you_mean
from adr_lint.radar.chart import Blip, Chart, Link, Move
from adr_lint.radar.file import ROLES, MistakeError, radar_from, read_file, role_of, roles_of


def load_chart(path: str, rings: Mapping[str, str] | None = None) -> Chart:
    """The radar in a file of ours. Raises ``UserError`` with the place, as ``load_radar`` does."""
    return read_file(path, lambda data: chart_of(data, rings))


def chart_of(data: Mapping[str, Any], rings: Mapping[str, str] | None = None) -> Chart:
    """The chart in data that fits the schema, its rings called as it says, else as ``rings`` does.

    Raises ``UserError`` for a ring or a quadrant that there is not.
    """
    radar_from(data, rings)  # says what is wrong with names and rings
    own = data.get("rings") or rings or {}
    roles = roles_of(own)
    quadrants = tuple(data.get("quadrants", ()))
    blips = tuple(_blip(entry, i, roles, quadrants) for i, entry in enumerate(data["technologies"]))
    return Chart(
        blips=blips,
        quadrants=quadrants or tuple(dict.fromkeys(blip.quadrant for blip in blips if blip.quadrant)),
        rings={role: own.get(role, role) for role in ROLES},
        title=data.get("title", "Tech radar"),
        date=data.get("date", ""),
        owner=data.get("owner", ""),
        kept=data.get("kept", {}),
    )


def _blip(entry: Mapping[str, Any], i: int, roles: Mapping[str, str], quadrants: tuple[str, ...]) -> Blip:
    quadrant = entry.get("quadrant", "")
    if quadrant and quadrants and quadrant not in quadrants:
        raise MistakeError(
            ["technologies", i, "quadrant"],
            f"'{quadrant}' is no quadrant of this radar",
            quadrants,
            did_you_mean(quadrant, quadrants),
        )
    moves = tuple(
        Move(
            role_of(move["ring"], roles, ["technologies", i, "history", j, "ring"]),
            move.get("date", ""), move.get("note", ""), move.get("record", ""), move.get("title", ""),
        )
        for j, move in enumerate(entry.get("history", ()))
    )  # fmt: skip
    links = [Link(entry["link"])] if "link" in entry else []
    links += [Link(link["url"], link.get("title", "")) for link in entry.get("links", ())]
    ring = role_of(entry["ring"], roles, ["technologies", i, "ring"])
    return Blip(
        name=entry["name"],
        ring=ring,
        quadrant=quadrant,
        aliases=tuple(entry.get("aliases", ())),
        moves=moves or (Move(ring, entry.get("since", ""), entry.get("note", "")),),
        since=entry.get("since", ""),
        note=entry.get("note", ""),
        owner=entry.get("owner", ""),
        review=entry.get("review", ""),
        links=tuple(links),
        tags=tuple(entry.get("tags", ())),
        moved=entry.get("moved", ""),
        listed=True,
        kept=entry.get("kept", {}),
    )


def data_of(chart: Chart) -> dict[str, Any]:
    """A chart in our own form."""
    renamed = {role: name for role, name in chart.rings.items() if name != role}
    data: dict[str, Any] = {"title": chart.title, "date": chart.date, "owner": chart.owner}
    data |= {"rings": renamed, "quadrants": list(chart.quadrants), "kept": dict(chart.kept)}
    data = {key: value for key, value in data.items() if value}
    data["technologies"] = [_entry(blip, chart.rings) for blip in chart.blips]
    return data


def _entry(blip: Blip, rings: Mapping[str, str]) -> dict[str, Any]:
    single = len(blip.links) == 1 and not blip.links[0].title
    moves = [
        _stated(
            {"ring": rings[move.ring], "date": move.date, "note": move.note, "record": move.record, "title": move.title}
        )
        for move in blip.moves
    ]
    return _stated(
        {
            "name": blip.name,
            "ring": rings[blip.ring],
            "quadrant": blip.quadrant,
            "aliases": list(blip.aliases),
            "since": blip.since,
            "moved": blip.moved,
            "note": blip.note,
            "owner": blip.owner,
            "review": blip.review,
            "link": blip.links[0].url if single else "",
            "links": [] if single else [_stated({"url": link.url, "title": link.title}) for link in blip.links],
            "tags": list(blip.tags),
            "history": moves if blip.has_history() else [],
            "kept": dict(blip.kept),
        }
    )


def _stated(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value}
