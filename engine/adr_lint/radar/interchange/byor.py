"""Thoughtworks' Build Your Own Radar: CSV or a JSON array, every value a string."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from adr_lint.errors import UserError, did_you_mean
from adr_lint.radar.chart import Blip, Chart, Direction, Move, direction
from adr_lint.radar.file import ROLES
from adr_lint.radar.interchange.keeping import give_back, keep
from adr_lint.radar.interchange.names import Naming, described, ring_names, roles_for

FORM = "byor"
HOLDS = frozenset({"note", "moved"})
_COLUMNS = ("name", "ring", "quadrant", "isNew", "description")
_STATUS: Mapping[str, Direction] = {"new": "new", "moved in": "in", "moved out": "out", "no change": "none"}
_STATUS_WORDS = {"new": "New", "in": "Moved In", "out": "Moved Out", "none": "No Change"}


def read_csv(text: str, shown: str, naming: Naming) -> Chart:
    """A chart from CSV. Raises ``UserError``."""
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise UserError(f"{shown}: not valid CSV: {error}") from None
    for number, row in enumerate(rows, 2):
        if None in row or None in row.values():
            raise UserError(f"{shown}: row {number} has not as many fields as the header")
    return _chart(rows, shown, naming)


def read_json(text: str, shown: str, naming: Naming) -> Chart:
    """A chart from a JSON array. Raises ``UserError``."""
    try:
        rows = json.loads(text)
    except ValueError as error:
        raise UserError(f"{shown}: not valid JSON: {error}") from None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UserError(f"{shown}: expected a list of entries, each with name, ring, quadrant and isNew or status")
    return _chart(rows, shown, naming)


def _chart(rows: Sequence[dict[str, Any]], shown: str, naming: Naming) -> Chart:
    for number, row in enumerate(rows, 1):
        _check(row, f"{shown}: entry {number}")
    roles = roles_for(list(dict.fromkeys(row["ring"] for row in rows)), naming)
    chart = Chart(
        blips=(),
        quadrants=tuple(dict.fromkeys(row["quadrant"] for row in rows)),
        rings=ring_names(roles),
        kept={FORM: {"columns": list(rows[0])}} if rows else {},
    )
    blips = []
    for row in rows:
        said = row.get("status", "").strip().casefold()
        moved = _STATUS.get(said) or ("new" if row.get("isNew", "").strip().casefold() == "true" else "none")
        ring, note = roles[row["ring"]], row.get("description", "")
        blip = Blip(
            row["name"], ring, row["quadrant"], moves=(Move(ring, "", note),), note=note, moved=moved, listed=True
        )
        kept = keep(row, _entry(blip, chart, status="status" in rows[0]))
        blips.append(replace(blip, kept={FORM: kept} if kept else {}))
    return replace(chart, blips=tuple(blips))


def _check(row: Mapping[str, Any], shown: str) -> None:
    for column in ("name", "ring", "quadrant"):
        if column not in row:
            near = next((c for c in row if c.strip().casefold() == column), "") or did_you_mean(column, row)
            hint = f"'{near}' is written '{column}', to the letter" if near in row else near
            raise UserError(f"{shown} has no '{column}'", suggestion=hint)
    if "isNew" not in row and "status" not in row:
        raise UserError(f"{shown} has neither 'isNew' nor 'status'", suggestion="names of columns count to the letter")
    for column, value in row.items():
        if not isinstance(value, str):
            raise UserError(f"{shown}: '{column}' is not text", suggestion='all values are strings, such as "TRUE"')
    for column in ("name", "ring", "quadrant"):
        if not row[column].strip():
            raise UserError(f"{shown}: '{column}' is empty")


def write_csv(chart: Chart) -> str:
    """A chart as CSV."""
    rows = _rows(chart)
    columns = chart.kept.get(FORM, {}).get("columns") or list(dict.fromkeys(key for row in rows for key in row))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns or _COLUMNS, restval="", extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def write_json(chart: Chart) -> str:
    """A chart as a JSON array."""
    return json.dumps(_rows(chart), ensure_ascii=False, indent=2) + "\n"


def _rows(chart: Chart) -> list[dict[str, Any]]:
    columns = chart.kept.get(FORM, {}).get("columns", _COLUMNS)
    return [
        give_back(_entry(blip, chart, status="status" in columns), blip.kept.get(FORM, {})) for blip in in_order(chart)
    ]


def in_order(chart: Chart) -> list[Blip]:
    """Its entries so that rings come first from the middle outward: the site draws them in the order it meets them."""
    if FORM in chart.kept:
        return list(chart.blips)  # as it came
    return sorted(chart.blips, key=lambda blip: (ROLES.index(blip.ring), chart.quadrants.index(blip.quadrant)))


def _entry(blip: Blip, chart: Chart, *, status: bool) -> dict[str, Any]:
    moved = direction(blip, chart.since)
    entry = {"name": blip.name, "ring": chart.rings[blip.ring], "quadrant": blip.quadrant}
    entry |= {"status": _STATUS_WORDS[moved]} if status else {"isNew": "TRUE" if moved == "new" else "FALSE"}
    return entry | {"description": described(blip)}
