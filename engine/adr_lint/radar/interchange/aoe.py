"""AOE's tech radar: a Markdown file for each change of an item, in folders named by the release's day."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from adr_lint import marks
from adr_lint.errors import UserError
from adr_lint.radar.chart import Blip, Chart, Move
from adr_lint.radar.file import ROLES, read_text
from adr_lint.radar.interchange.keeping import give_back, keep
from adr_lint.radar.interchange.names import Naming, day_of, described, identifier, ring_names, roles_for

FORM = "aoe"
HOLDS = frozenset({"note", "history", "since", "tags", "date"})
_COLOURS = {"adopt": "#5ba300", "trial": "#009eb0", "assess": "#c7ba00", "hold": "#e09b96"}
_FENCE = "---\n"
_RADII = {"adopt": 0.5, "trial": 0.69, "assess": 0.85, "hold": 1}

_Version = tuple[str, dict[str, Any], str]
"""A change of an item: its day, its fields as its file has them, and its text."""


def read(folder: str, naming: Naming) -> Chart:
    """A chart from a folder that holds ``radar/`` and perhaps ``config.json``. Raises ``UserError``."""
    root = Path(folder)
    base = root / "radar" if (root / "radar").is_dir() else root
    releases = sorted(path for path in base.iterdir() if path.is_dir() and day_of(path.name)) if base.is_dir() else []
    if not releases:
        raise UserError(f"{folder}: no folder in it is named by a day", suggestion="expected radar/2025-01-31/item.md")
    config = _config(root)
    items: dict[str, list[_Version]] = {}
    for release in releases:
        for file in sorted(release.glob("*.md")):
            head, body = _split(file)
            items.setdefault(file.stem, []).append((release.name, head, body))
    whole = {stem: _whole(stem, versions) for stem, versions in items.items()}
    said = [str(head["ring"]) for heads in whole.values() for head in heads]
    order = {key: i for i, key in enumerate([*_ids(config, "rings"), *said])}
    titles = _titles(config, "rings")
    shown = list(dict.fromkeys(titles.get(ring, ring) for ring in sorted(set(order), key=lambda r: order[r])))
    by_name = roles_for(shown, naming)
    roles = {ring: by_name[titles.get(ring, ring)] for ring in order}
    quadrants = _titles(config, "quadrants")
    for heads in whole.values():
        quadrants.setdefault(str(heads[-1]["quadrant"]), str(heads[-1]["quadrant"]))
    kept = {FORM: {"config": config}} if config else {}
    chart = Chart(
        (), tuple(dict.fromkeys(quadrants.values())), ring_names(by_name), date=day_of(releases[-1].name), kept=kept
    )
    return replace(
        chart, blips=tuple(_blip(stem, v, whole[stem], chart, quadrants, roles) for stem, v in sorted(items.items()))
    )


def _config(root: Path) -> dict[str, Any]:
    file = root / "config.json"
    if not file.is_file():
        return {}
    try:
        found = json.loads(read_text(str(file)))
    except ValueError as error:
        raise UserError(f"{file.as_posix()}: not valid JSON: {error}") from None
    if not isinstance(found, dict):
        raise UserError(f"{file.as_posix()}: expected an object")
    return found


def _ids(config: Mapping[str, Any], key: str) -> list[str]:
    return list(_titles(config, key))


def _titles(config: Mapping[str, Any], key: str) -> dict[str, str]:
    found = config.get(key)
    entries = [one for one in found if isinstance(one, dict) and one.get("id")] if isinstance(found, list) else []
    return {str(one["id"]): str(one.get("title") or one["id"]) for one in entries}


def _split(file: Path) -> tuple[dict[str, Any], str]:
    text, shown = read_text(str(file)).replace("\r\n", "\n"), file.as_posix()
    parts = text.split(_FENCE, 2)
    if not text.startswith(_FENCE) or len(parts) < 3:
        raise UserError(f"{shown}: has no front matter", suggestion="an item begins with '---', its fields, and '---'")
    head = marks.load(parts[1], shown).plain()
    if not isinstance(head, dict):
        raise UserError(f"{shown}: its front matter is no mapping")
    return head, parts[2]


def _whole(stem: str, versions: list[_Version]) -> list[dict[str, Any]]:
    """The fields of each change with those that it does not repeat: they are as they were."""
    said: dict[str, Any] = {}
    heads = []
    for day, head, _ in versions:
        said = said | {key: value for key, value in head.items() if value}
        for key in ("ring", "quadrant"):
            if not isinstance(said.get(key), str):
                raise UserError(f"{day}/{stem}.md: its front matter has no '{key}', nor has an earlier change of it")
        heads.append(said)
    return heads


def _blip(
    stem: str,
    versions: list[_Version],
    heads: list[dict[str, Any]],
    chart: Chart,
    quadrants: Mapping[str, str],
    roles: Mapping[str, str],
) -> Blip:
    last, body = heads[-1], versions[-1][2]
    moves = tuple(
        Move(roles[head["ring"]], day_of(day), body.strip())
        for (day, _, body), head in zip(versions, heads, strict=True)
    )
    tags = last.get("tags")
    blip = Blip(
        str(last.get("title") or stem),
        moves[-1].ring,
        quadrants[str(last["quadrant"])],
        moves=moves,
        since=moves[-1].date,
        note=body.strip(),
        tags=tuple(str(tag) for tag in tags) if isinstance(tags, list) else (),
        listed=True,
    )
    kept: dict[str, Any] = {"file": stem} if stem != identifier(blip.name) else {}
    ours = _versions(blip, chart)
    for (day, head, theirs), (_, our_head, our_body) in zip(versions, ours, strict=True):
        rest = keep({**head, "body": theirs}, {**our_head, "body": our_body})
        if rest:
            kept.setdefault("versions", {})[day] = rest
    return replace(blip, kept={FORM: kept} if kept else {})


def write(chart: Chart) -> dict[str, str]:
    """A chart as AOE's files: path → text."""
    files = {"config.json": json.dumps(_written_config(chart), ensure_ascii=False, indent=2) + "\n"}
    for blip in chart.blips:
        kept = blip.kept.get(FORM, {})
        stem = str(kept.get("file") or identifier(blip.name) or "item").replace("/", "-").lstrip(".")
        for day, head, body in _versions(blip, chart):
            whole = give_back({**head, "body": body}, kept.get("versions", {}).get(day, {}))
            text = whole.pop("body", body)
            front = yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=1000)
            files[f"radar/{day}/{stem}.md"] = f"{_FENCE}{front}{_FENCE}{text}"
    return files


def _versions(blip: Blip, chart: Chart) -> list[_Version]:
    """Every change of an item: its day, its fields and its text."""
    moves = blip.moves or (Move(blip.ring, blip.since),)
    if moves[-1].ring != blip.ring:
        moves = (*moves, Move(blip.ring, blip.since))
    versions = []
    for i, move in enumerate(moves):
        date = move.date or chart.date or "1970-01-01"
        head: dict[str, Any] = {
            "title": blip.name,
            "ring": _id(chart.rings[move.ring], chart, "rings"),
            "quadrant": _id(blip.quadrant, chart, "quadrants"),
        }
        if blip.tags:
            head["tags"] = list(blip.tags)
        note = (
            described(blip)
            if i == len(moves) - 1
            else move.note or (f"{move.title} ({move.record})" if move.record else "")
        )
        versions.append((date if len(date) > 7 else f"{date}-01", head, f"\n{note}\n" if note else ""))
    return versions


def _id(name: str, chart: Chart, key: str) -> str:
    theirs = {title: one for one, title in _titles(chart.kept.get(FORM, {}).get("config", {}), key).items()}
    return theirs.get(name) or identifier(name) or "other"


def _written_config(chart: Chart) -> dict[str, Any]:
    ours: dict[str, Any] = {
        "quadrants": [{"id": _id(name, chart, "quadrants"), "title": name, "description": "", "color": "#84bfa4"}
                      for name in chart.quadrants],
        "rings": [{"id": _id(chart.rings[role], chart, "rings"), "title": chart.rings[role], "description": "",
                   "color": _COLOURS[role], "radius": _RADII[role], "strokeWidth": 2} for role in ROLES],
    }  # fmt: skip
    theirs = chart.kept.get(FORM, {}).get("config", {})
    for key, entries in ours.items():
        known = {str(one.get("id")) for one in theirs.get(key, ()) if isinstance(one, dict)}
        ours[key] = [*theirs.get(key, ()), *(one for one in entries if not known or one["id"] not in known)]
        if key == "rings" and known:
            ours[key] = list(theirs[key])
    return {**theirs, **ours}
