"""What records say of technologies: which they adopt, try, watch or retire, and when.

What a record is about moves a technology (its title, its chosen option, or what its author declares); what its
decision names in passing is in use, and moves nothing that a record has decided on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from adr_lint.model import Evidence, Fact, Reading
from adr_lint.radar.chart import Move
from adr_lint.radar.file import normalise
from adr_lint.radar.known import Known
from adr_lint.regexes import regex
from adr_lint.values import dataclass, field

_SUCCESSOR = regex(r"(?i)(?:superse[dc]ed|replaced)[-_ ]?by\W{0,12}(?:m?adr|rfc|dr|the )?[-_# ]{0,2}0*(\d{1,6})")
_STATUS_LINES = 4
"""How far below the status its successor may be named."""
_ENTERS = {"adopt": ("", "assess", "trial", "hold"), "trial": ("", "assess", "hold"), "assess": ("",)}
"""From which rings an event moves a technology: a proposal or an experiment takes nothing back."""


@dataclass(frozen=True, slots=True)
class Placed:
    """What the records together say of one technology."""

    ring: str
    moves: tuple[Move, ...]
    records: tuple[Move, ...]
    mentions: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class _Event:
    """Something that a record says of a technology."""

    order: tuple[str, int, str]
    move: Move
    kind: str
    """decides, ends (its record no longer stands), retires, or mentions."""


@dataclass
class _Gathering:
    known: Known
    events: dict[str, list[_Event]] = field(default_factory=dict)
    display: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, event: _Event) -> None:
        name = self.display.setdefault(normalise(name), name)
        self.events.setdefault(name, []).append(event)


def gather(readings: Iterable[Reading], texts: Mapping[str, str], known: Known) -> dict[str, Placed]:
    """The technologies of all records by the name that is shown, sorted by it.

    ``texts`` holds the records' texts by their paths, which a run's readings no longer have.
    """
    readings = list(readings)
    dates = {_address(reading): reading.record.date or "" for reading in readings if reading.record.number}
    gathering = _Gathering(known)
    for reading in readings:
        _read(reading, lambda r: dates.get((_address(r)[0], _successor(r, texts)), ""), gathering)
    placed = {name: _settle(events) for name, events in gathering.events.items()}
    return {name: placed[name] for name in sorted(placed, key=lambda n: (n.casefold(), n)) if placed[name].ring}


def _read(reading: Reading, ended_on: Callable[[Reading], str], gathering: _Gathering) -> None:
    facts, record = reading.facts, reading.record
    ring = facts.get("technologies.ring")
    if ring is None:
        return
    number = int(record.number) if record.number and record.number.isdigit() else 0
    order = (record.date or "", number, record.path)
    role = str(ring.value)
    stands = role != "hold"
    use = facts.get("technologies.use")
    was = role if stands else "trial" if use is not None and use.value == "experiment" else "adopt"
    decided = _by_name(_decided(reading), gathering.known)
    for name, line in decided.items():
        move = Move(was, record.date or "", "", record.path, record.title, line)
        gathering.add(name, _Event(order, move, "decides" if stands else "decided"))
        if not stands:
            ended = replace(move, ring="hold", date=ended_on(reading), note=reading.record.status or "")
            gathering.add(name, _Event((max(order[0], ended.date), *order[1:]), ended, "ends"))
    if role in ("adopt", "trial"):
        retired = _names(facts.get("technologies.retired"), gathering.known)
        for name, line in _by_name(retired, gathering.known).items():
            move = Move("hold", record.date or "", "given up", record.path, record.title, line)
            gathering.add(name, _Event(order, move, "retires"))
    if role == "adopt":
        named = _names(facts.get("technologies"), gathering.known)
        for name, line in _by_name(named, gathering.known).items():
            if name not in decided:
                move = Move("adopt", record.date or "", "named in passing", record.path, record.title, line)
                gathering.add(name, _Event(order, move, "mentions"))


def _decided(reading: Reading) -> dict[str, int]:
    """What the record is about: name → line. What is declared is meant."""
    facts = reading.facts
    found: dict[str, int] = {}
    for name in ("technologies", "platforms.chosen", "technologies.decided"):
        fact = facts.get(name)
        if fact is not None and (fact.source == "declared" or name == "technologies.decided"):
            found |= _names(fact, None)
    return {name: line for name, line in found.items() if normalise(name)}


def _by_name(lines: Mapping[str, int], known: Known) -> dict[str, int]:
    """The same under the names that are shown, each once, at its first line."""
    found: dict[str, int] = {}
    for technology, line in lines.items():
        name = known.name(technology)
        found[name] = min(line, found.get(name, line))
    return found


def _names(fact: Fact | None, known: Known | None) -> dict[str, int]:
    if fact is None or not isinstance(fact.value, tuple) or fact.not_applicable is not None:
        return {}
    return {name: _line(name, fact.evidence, known) for name in fact.value if normalise(name)}


def _line(name: str, evidence: Sequence[Evidence], known: Known | None) -> int:
    for one in evidence:
        words = normalise(one.words)
        if words == normalise(name) or (known is not None and known.name(one.words) == known.name(name)):
            return one.place.line
    return evidence[0].place.line if evidence else 1


def _address(reading: Reading) -> tuple[str, int]:
    number = reading.record.number or ""
    return str(PurePosixPath(reading.record.path).parent), int(number) if number.isdigit() else -1


def _successor(reading: Reading, texts: Mapping[str, str]) -> int:
    """The number of the record that took this one's place; -2 where it is not said."""
    record = reading.record
    said = [record.title]
    said += [f"{e.key} {e.value}" for e in record.front_matter if e.key.casefold().startswith(("super", "repl"))]
    if record.status_place is not None:
        line = record.status_place.line - 1
        said.append(" ".join(texts.get(record.path, "").splitlines()[line : line + _STATUS_LINES]))
    for words in said:
        match = _SUCCESSOR.search(words)
        if match is not None:
            return int(match[1])
    return -2


def _settle(events: Sequence[_Event]) -> Placed:
    """The ring on which the events leave a technology, by their order in time."""
    ordered = sorted(events, key=lambda event: (event.order, event.kind != "decided"))
    stands = any(event.kind in ("decides", "mentions") for event in ordered)
    about = [event for event in ordered if event.kind != "mentions" and not (event.kind == "ends" and stands)]
    mentions = [event.move for event in ordered if event.kind == "mentions"]
    ring = ""
    moves: list[Move] = []
    for event in about:
        to = event.move.ring
        if to != ring and (to == "hold" or ring in _ENTERS[to]):
            ring = to
            moves.append(event.move)
    if not ring and mentions:
        ring, moves = "adopt", mentions[:1]
    return Placed(ring, tuple(moves), tuple(event.move for event in about), tuple(mentions))
