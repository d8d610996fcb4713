"""Every file of the site, as text."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from adr_lint.matrix import Matrix
from adr_lint.model import Finding, Reading, Report, Suppressed
from adr_lint.policy.nouns import Rule
from adr_lint.radar.chart import Chart, Move
from adr_lint.report.html import templating
from adr_lint.report.radar import drawing
from adr_lint.report.site import overview, record
from adr_lint.values import dataclass

_STYLES = ("style.css", "figures.css", "site.css")


@dataclass(frozen=True, slots=True)
class Material:
    """What the site is made of."""

    title: str
    report: Report
    texts: Mapping[str, str]
    """The records' texts by their paths."""
    chart: Chart
    rules: Mapping[str, Rule]
    matrices: Mapping[str, Matrix]
    """Of the records that decide between building and buying, by their paths."""
    costs: Mapping[str, Mapping[str, Any]]
    """What ``_cost.html`` shows of the records that give figures, by their paths."""


def site(material: Material) -> dict[str, str]:
    """Path in the site → text. The same material gives the same bytes."""
    readings = material.report.readings
    pages = {reading.record.path: page_name(reading.record.path) for reading in readings}

    def address(move: Move) -> str:
        page = pages.get(move.record, "")
        return f"{page}#L{move.line}" if page and move.line else page

    radar = drawing.view(material.chart, len(readings), address)
    findings: dict[str, list[Finding]] = {reading.record.path: [] for reading in readings}
    for finding in material.report.findings:
        findings.setdefault(finding.path, []).append(finding)
    accepted: dict[str, list[Suppressed]] = {}
    for one in material.report.suppressed:
        accepted.setdefault(one.finding.path, []).append(one)
    technologies = _technologies(radar, material.chart)
    files = {
        "style.css": "".join(templating.static(name) for name in _STYLES),
        "site.js": templating.static("site.js"),
        "radar.js": templating.static("radar.js"),
        "radar.html": templating.render("site_radar.html", radar=radar, root="", here="radar"),
        "index.html": templating.render(
            "site_overview.html",
            root="",
            here="overview",
            **overview.view(material.title, material.report, findings, pages, technologies, material.rules),
        ),
    }
    for i, reading in enumerate(readings):
        path = reading.record.path
        files[pages[path]] = templating.render(
            "site_record.html",
            root="../",
            here="",
            before=_neighbour(readings, i - 1, pages),
            after=_neighbour(readings, i + 1, pages),
            technologies=technologies.get(path, []),
            cost=material.costs.get(path),
            **record.view(
                reading,
                material.texts.get(path, ""),
                findings[path],
                accepted.get(path, ()),
                material.matrices.get(path),
            ),
        )
    return files


def page_name(path: str) -> str:
    """The page of a record: readable, told apart by a sum of its path, and harmless whatever its file is called."""
    stem = re.sub(r"[^a-z0-9]+", "-", PurePosixPath(path).stem.casefold()).strip("-")[:60]
    return f"records/{stem or 'record'}-{zlib.crc32(path.encode('utf-8', 'surrogateescape')):08x}.html"


def _neighbour(readings: Sequence[Reading], i: int, pages: Mapping[str, str]) -> dict[str, str] | None:
    if not 0 <= i < len(readings):
        return None
    record = readings[i].record
    return {"href": pages[record.path].removeprefix("records/"), "title": record.title or record.path}


def _technologies(radar: Mapping[str, Any], chart: Chart) -> dict[str, list[dict[str, Any]]]:
    """Of each record the technologies that it places, with their numbers on the radar."""
    shown = {spot["name"]: spot for spot in radar["details"]}
    found: dict[str, list[dict[str, Any]]] = {}
    for blip in chart.blips:
        for path in dict.fromkeys(move.record for move in blip.records):
            found.setdefault(path, []).append(shown[blip.name])
    return found
