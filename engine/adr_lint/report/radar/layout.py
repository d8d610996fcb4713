"""Where everything of a radar is drawn: sectors for quadrants, rings, and blips that never overlap.

A blip's place is drawn by lot, the lot being seeded by its name, so that the same radar is drawn the same way and a new
blip moves few others. Where a cell is too full, the whole radar grows until everything fits.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator, Sequence

from adr_lint.radar import ROLES
from adr_lint.radar.chart import Blip, Chart, Direction, direction
from adr_lint.values import dataclass

BLIP = 11.0
"""A blip's radius; everything else is in proportion to it."""
_GAP = 6.0
_EDGE = BLIP + 4
_AXIS = BLIP + 9
_SMALLEST, _GROWTH, _LARGEST = 300.0, 1.12, 6000.0
_TRIES = 90
_NARROWEST = 0.17
"""Of the radius: how narrow a ring may be, so that its name fits."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A blip with its number and place."""

    number: int
    blip: Blip
    moved: Direction
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Ring:
    """A ring: its role, its name, and its radii."""

    role: str
    name: str
    inner: float
    outer: float


@dataclass(frozen=True, slots=True)
class Sector:
    """A quadrant: where it lies, and what is in it by ring, in the order of the numbers."""

    name: str
    start: float
    end: float
    """Angles in radians, clockwise from the left."""
    spots: tuple[tuple[Ring, tuple[Spot, ...]], ...]

    @property
    def left(self) -> bool:
        """Whether it lies to the left of the middle."""
        return math.cos((self.start + self.end) / 2) < 0

    @property
    def height(self) -> float:
        """How far down it lies: -1 the top, 1 the bottom."""
        return math.sin((self.start + self.end) / 2)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A radar, ready to be drawn around the origin."""

    radius: float
    rings: tuple[Ring, ...]
    sectors: tuple[Sector, ...]

    def spots(self) -> Iterator[Spot]:
        """Every blip in the order of the numbers."""
        for sector in self.sectors:
            for _, spots in sector.spots:
                yield from spots


def draw(chart: Chart) -> Drawing:
    """The chart with a place for everything."""
    radius = _SMALLEST
    while True:
        drawing = _try(chart, radius)
        if drawing is not None:
            return drawing
        radius *= _GROWTH


def _try(chart: Chart, radius: float) -> Drawing | None:
    rings = _rings(chart, radius)
    width = 2 * math.pi / max(1, len(chart.quadrants))
    number = 0
    sectors = []
    for i, quadrant in enumerate(chart.quadrants):
        start = -math.pi + i * width
        cells = []
        for ring in rings:
            blips = [blip for blip in chart.blips if blip.quadrant == quadrant and blip.ring == ring.role]
            places = _places(blips, ring, start, start + width, forced=radius > _LARGEST)
            if places is None:
                return None
            spots = tuple(
                Spot(number + n, blip, direction(blip, chart.since), x, y)
                for n, (blip, (x, y)) in enumerate(zip(blips, places, strict=True), 1)
            )
            number += len(spots)
            cells.append((ring, spots))
        sectors.append(Sector(quadrant, start, start + width, tuple(cells)))
    return Drawing(radius, rings, tuple(sectors))


def _rings(chart: Chart, radius: float) -> tuple[Ring, ...]:
    """Rings whose areas follow how much stands in them, within limits."""
    shares = []
    for role in ROLES:
        busiest = max(
            (sum(b.ring == role and b.quadrant == q for b in chart.blips) for q in chart.quadrants), default=0
        )
        shares.append(5.0 + min(busiest, 40))
    total, reached = sum(shares), 0.0
    edges = [0.0]
    for share in shares:
        reached += share
        edges.append(math.sqrt(reached / total))
    widths = [max(edges[i + 1] - edges[i], _NARROWEST) for i in range(len(shares))]
    radii = [radius * sum(widths[:i]) / sum(widths) for i in range(len(widths) + 1)]
    return tuple(
        Ring(role, chart.rings[role], round(radii[i], 1), round(radii[i + 1], 1)) for i, role in enumerate(ROLES)
    )


def _places(
    blips: Sequence[Blip], ring: Ring, start: float, end: float, *, forced: bool
) -> list[tuple[float, float]] | None:
    """A place for each blip in a cell; None where they do not all fit."""
    placed: list[tuple[float, float]] = []
    for blip in blips:
        best, room = (0.0, 0.0), -1.0
        for x, y in _lots(blip.name, ring, start, end):
            near = min((math.hypot(x - a, y - b) for a, b in placed), default=math.inf)
            if near > room:
                best, room = (x, y), near
            if near >= 2 * BLIP + _GAP:
                break
        if room < 2 * BLIP + _GAP and not forced:
            return None
        placed.append(best)
    return [(round(x, 1), round(y, 1)) for x, y in placed]


def _lots(name: str, ring: Ring, start: float, end: float) -> Iterator[tuple[float, float]]:
    """Places in a cell that are far enough from its edges, drawn by lot."""
    inner, outer = max(ring.inner + _EDGE, _EDGE * 1.5), ring.outer - _EDGE
    if outer <= inner:
        return
    state = zlib.crc32(name.encode("utf-8", "replace")) or 1
    for _ in range(_TRIES):
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        first = (state >> 8) / 0xFFFFFF
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        second = (state >> 8) / 0xFFFFFF
        distance = math.sqrt(inner**2 + first * (outer**2 - inner**2))
        margin = math.asin(min(1.0, _AXIS / distance)) if end - start < 2 * math.pi - 0.01 else 0.0
        if end - start > 2 * margin:
            angle = start + margin + second * (end - start - 2 * margin)
            yield distance * math.cos(angle), distance * math.sin(angle)
