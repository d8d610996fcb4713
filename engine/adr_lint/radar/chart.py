"""A tech radar as it is shown: technologies on rings and in quadrants, and how they came there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from adr_lint.radar.file import ROLES
from adr_lint.values import dataclass, field

Direction = Literal["new", "in", "out", "none"]
"""How a technology moved since a day: new on the radar, towards adopt, away from it, or not at all."""
DIRECTIONS: tuple[Direction, ...] = ("new", "in", "out", "none")


@dataclass(frozen=True, slots=True)
class Move:
    """A technology comes to a ring (by its role), and who says so."""

    ring: str
    date: str = ""
    """Year-month-day or year-month; empty where nobody says."""
    note: str = ""
    record: str = ""
    """Path of the record; empty where the radar file says it."""
    title: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """Where more is to be read."""

    url: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Blip:
    """One technology on the radar."""

    name: str
    ring: str
    """The role of its ring; its name is in ``Chart.rings``."""
    quadrant: str
    aliases: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()
    """Every change of ring that is known, oldest first."""
    records: tuple[Move, ...] = ()
    """Every record that places it, oldest first."""
    mentions: tuple[Move, ...] = ()
    """Every record whose decision names it in passing."""
    since: str = ""
    note: str = ""
    owner: str = ""
    review: str = ""
    links: tuple[Link, ...] = ()
    tags: tuple[str, ...] = ()
    moved: str = ""
    """A ``Direction``, where the radar file says it outright."""
    listed: bool = False
    """Whether the radar file has it."""
    records_say: str = ""
    """The ring that the records give it, where the radar file has it on another."""
    kept: Mapping[str, Any] = field(default_factory=dict)
    """What other forms of radars say of it and ours has no word for, by the name of the form."""

    def has_history(self) -> bool:
        """Whether its moves say more than that it is on its ring since a day, for its note's reason."""
        return bool(self.moves) and self.moves != (Move(self.ring, self.since, self.note),)


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole radar."""

    blips: tuple[Blip, ...]
    quadrants: tuple[str, ...]
    rings: Mapping[str, str] = field(default_factory=lambda: {role: role for role in ROLES})
    """Role of a ring → what the organisation calls it."""
    title: str = "Tech radar"
    date: str = ""
    owner: str = ""
    since: str = ""
    """Moves from this day on are shown as moves."""
    kept: Mapping[str, Any] = field(default_factory=dict)


def direction(blip: Blip, since: str) -> Direction:
    """How the technology moved since a day. What has no date was there before; what is only named did not move."""
    for said in DIRECTIONS:
        if blip.moved == said:
            return said
    if not since or not blip.moves or not (blip.listed or blip.records):
        return "none"
    before = [move.ring for move in blip.moves if move.date < since]
    if not before:
        given_up = blip.moves[0].ring == "hold" and blip.moves[0].record
        return "out" if given_up else "new"
    was, now = ROLES.index(before[-1]), ROLES.index(blip.ring)
    return "in" if now < was else "out" if now > was else "none"


def reference_day(blips: tuple[Blip, ...]) -> str:
    """A year before the newest move: the day since which moves are shown, where nobody names one."""
    newest = max((move.date for blip in blips for move in blip.moves), default="")
    return f"{int(newest[:4]) - 1:04d}{newest[4:]}" if newest[:4].isdigit() else ""
