"""The weights of the learned reader, and what they make of a set of features."""

from __future__ import annotations

import json
import marshal
import mmap
import os
import sys
import zlib
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import lru_cache
from itertools import accumulate, islice, pairwise
from math import sqrt
from struct import Struct
from typing import Any

from adr_lint import resources
from adr_lint.facts.learned.joint import Joint, Weighing
from adr_lint.facts.learned.packed import Bytes, Packed, pack
from adr_lint.facts.odds import likelihood, log_odds

SCALE = 40
"""Weights are kept as whole numbers, this many to one; ``MOST`` bounds them."""
MOST = 127
NAME = "language/learned.json"
MADE = f"{resources.PACKAGE}/learned.bin"
KINDS = ("decisions", "records", "statements", "numbers")
JOINT = "joint"
_ENDS = 1 << 16
_Stamp = tuple[str, int, int, int]
_FORMAT = 7
"""Of what is made: to be raised where ``make`` or ``pack`` lays it out anew."""
_HEAD = 8
"""Bytes that say how long the first part of it is, all but the tables: reading from the file piece by piece is slow."""
_Part = tuple[list[str], list[float], list[float], float, tuple[Bytes, ...]]
"""What ``Heads`` is made of, with what ``Packed`` is made of."""
_Weighing = tuple[list[str], list[float], dict[str, list[float]]]
_Joint = tuple[_Weighing, _Weighing, dict[str, float], dict[str, float]] | None
"""What ``Joint`` is made of; none where it was not learned."""
_BYTES = 2
_LANE = 8 * _BYTES
_ZERO = 1 << (_LANE - 1)
"""What stands for nothing in a lane, so that no lane borrows from the next."""
_MOST_LANES = 30_000
"""Features whose weights are kept once they were looked up: a long run meets most of them, and few of them often."""
_AT_ONCE, _MOST_STRETCHED = 200, 8.0
"""Features that are added before lanes could be full, whatever their weights and the bias, were it stretched so far."""


class Heads:
    """Linear models over the same features, each with its bias and the probability from which it is believed.

    What the features of a text say is divided by the root of how many they are, as those of ``typical`` many count in
    full: else a long text would say everything with more certainty than a short one. All weights of a feature are one
    whole number, a lane of bits for each head: adding a feature to all heads is one addition.
    """

    def __init__(
        self, labels: Sequence[str], biases: Sequence[float], thresholds: Sequence[float], typical: float, table: Packed
    ) -> None:
        """``table`` has for each feature a head's number and its weight plus 128 in turn."""
        self.labels, self.thresholds, self.table = labels, thresholds, table
        self._biases, self._typical = biases, typical
        self._lanes = _Lanes(table, len(labels))
        self._unpack = Struct(f"<{len(labels)}H").unpack
        self._nothing = _begun_at([0.0] * len(labels))
        self._starts: dict[float, int] = {}

    def judge(self, features: Set[str], least: float = 0.0, size: int | None = None) -> dict[str, float]:
        """How likely each head is, by label; those below ``least`` are left out.

        ``size`` is how many features the text counts as having, if not all of these.
        """
        stretch = self._stretch(len(features) if size is None else size)
        sums = self._sums(features, self._start(stretch))
        cut = _ZERO + log_odds(least, least) * SCALE * stretch if least else 0
        if max(sums) < cut:
            return {}
        one = SCALE * stretch
        return {
            label: likelihood((value - _ZERO) / one)
            for label, value in zip(self.labels, sums, strict=True)
            if value >= cut
        }

    def leads(self, features: Set[str], label: str, size: int) -> tuple[int, ...]:
        """By how much more speaks for each head than for ``label``: comparable among texts of one size."""
        return self._against(label, self._sums(features, self._start(self._stretch(size))))

    def gains(self, features: Set[str], label: str) -> tuple[int, ...]:
        """What further features add to ``leads``, whatever the size."""
        return self._against(label, self._sums(features, self._nothing))

    def forget(self) -> None:
        """Give back the memory of what was looked up."""
        self._lanes.clear()
        self.table.forget()

    def _against(self, label: str, sums: tuple[int, ...]) -> tuple[int, ...]:
        own = sums[self.labels.index(label)]
        return tuple(total - own for total in sums)

    def _stretch(self, size: int) -> float:
        """What biases are multiplied by instead of dividing what features say."""
        return min(sqrt(max(1, size) / self._typical), _MOST_STRETCHED)

    def _start(self, stretch: float) -> int:
        start = self._starts.get(stretch)
        if start is None:
            start = self._starts[stretch] = _begun_at([bias * stretch for bias in self._biases])
        return start

    def _sums(self, features: Set[str], start: int) -> tuple[int, ...]:
        known = self.table.known(features)
        if len(known) <= _AT_ONCE:
            return self._added(known, start)
        rest = iter(known)
        parts = [self._added(islice(rest, _AT_ONCE), start)]
        parts += [self._added(islice(rest, _AT_ONCE), self._nothing) for _ in range(_AT_ONCE, len(known), _AT_ONCE)]
        return tuple(sum(part) - _ZERO * (len(part) - 1) for part in zip(*parts, strict=True))

    def _added(self, known: Iterable[str], start: int) -> tuple[int, ...]:
        total = sum(map(self._lanes.__getitem__, known), start)
        return self._unpack(total.to_bytes(len(self.labels) * _BYTES, "little"))

    def reasons(self, features: Iterable[str], label: str, most: int = 4) -> list[str]:
        """The features that speak most for a label, the strongest first."""
        head = self.labels.index(label)
        found: list[tuple[int, str]] = []
        for feature in features:
            row = self.table.get(feature)
            found += [(row[at + 1] - 128, feature) for at in range(0, len(row), 2) if row[at] == head]
        found.sort(key=lambda pair: (-pair[0], pair[1]))
        return [feature for weight, feature in found[:most] if weight > 0]


def _begun_at(biases: Iterable[float]) -> int:
    """Lanes to which nothing has been added but these."""
    return sum((_ZERO + round(bias * SCALE)) << (_LANE * head) for head, bias in enumerate(biases))


class _Lanes(dict[str, int]):
    """Of each feature its weights as one number, made when it is first met."""

    def __init__(self, table: Packed, heads: int) -> None:
        self._table = table
        self._bare = (128).to_bytes(_BYTES, "little") * heads
        self._nothing = int.from_bytes(self._bare, "little")

    def __missing__(self, feature: str) -> int:
        if len(self) >= _MOST_LANES:
            self.clear()
        row, lanes = self._table.get(feature), bytearray(self._bare)
        for head, weight in zip(row[::2], row[1::2], strict=True):
            lanes[head * _BYTES] = weight
        made = self[feature] = int.from_bytes(lanes, "little") - self._nothing
        return made


def heads(kind: str) -> Heads | None:
    """The heads of one of ``KINDS``, as training left them; None where nothing was learned."""
    return _learned()[0].get(kind)


def joint() -> Joint | None:
    """What weighs the findings of all heads together; None where nothing was learned."""
    return _learned()[1]


def forget() -> None:
    """Give back the memory of what all heads have looked up."""
    for those in _learned()[0].values():
        those.forget()


@lru_cache(maxsize=1)
def _learned() -> tuple[Mapping[str, Heads], Joint | None]:
    path = _path()
    if not os.path.isfile(path):  # noqa: PTH113
        return {}, None
    parts, weighed = _made(_stamp(path)) or _read(path)
    return {
        kind: Heads(labels, biases, thresholds, typical, Packed(*table))
        for kind, (labels, biases, thresholds, typical, table) in parts.items()
    }, None if weighed is None else _joint(*weighed)


def _joint(approach: _Weighing, facts: _Weighing, alone: Mapping[str, float], thresholds: Mapping[str, float]) -> Joint:
    return Joint(Weighing(*approach), Weighing(*facts), alone, thresholds)


def make() -> None:
    """Leave the weights beside the package in a form that need not be read as a whole (hatch_build.py)."""
    path = _path()
    if not os.path.isfile(path):  # noqa: PTH113
        return
    parts, weighed = _read(path)
    told = {kind: (*told, [len(piece) for piece in table]) for kind, (*told, table) in parts.items()}
    head = marshal.dumps((_stamp(path), told, weighed))
    new = f"{MADE}.new"
    with open(new, "wb") as file:  # noqa: PTH123
        file.write(len(head).to_bytes(_HEAD, "little"))
        file.write(head)
        for *_, table in parts.values():
            file.writelines(table)
    os.replace(new, MADE)  # noqa: PTH105  # another run may have the old one mapped


def _made(stamp: _Stamp) -> tuple[Mapping[str, _Part], _Joint] | None:
    """What was made, mapped, since a run looks up few features; None where it is of something else, or cut short."""
    try:
        with open(MADE, "rb") as file:  # noqa: PTH123
            mapped = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        at = _HEAD + int.from_bytes(mapped[:_HEAD], "little")
        made_of, *rest = marshal.loads(mapped[_HEAD:at])  # noqa: S302  # beside the code, and as trusted
        if made_of != stamp:
            return None
        kinds, weighed = rest
        parts: dict[str, _Part] = {}
        for kind, (labels, biases, thresholds, typical, lengths) in kinds.items():
            ends = list(accumulate(lengths, initial=at))
            pieces = tuple(mapped[start:end] for start, end in pairwise(ends))
            parts[kind] = (labels, biases, thresholds, typical, pieces)
            at = ends[-1]
    except (OSError, ValueError, EOFError, TypeError, LookupError):
        return None
    return (parts, weighed) if at == len(mapped) else None


def _path() -> str:
    return f"{resources.path('policies')}/{NAME}"


@lru_cache
def _stamp(path: str) -> _Stamp:
    """By what the weights are known again: their size and both ends, since to read all of them takes 3 ms."""
    with open(path, "rb") as file:  # noqa: PTH123
        first = file.read(_ENDS)
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _ENDS))
        return sys.byteorder, _FORMAT, size, zlib.crc32(file.read(), zlib.crc32(first))


@lru_cache
def _read(path: str) -> tuple[Mapping[str, _Part], _Joint]:
    data = json.loads(resources.read(path))
    told = data.get(JOINT)
    weighed = (
        None
        if told is None
        else (*map(_weighing, map(told.get, ("approach", "facts"))), told["alone"], told["thresholds"])
    )
    return {kind: _part(data[kind]) for kind in KINDS}, weighed


def _weighing(data: Mapping[str, Any]) -> _Weighing:
    return data["labels"], data["biases"], data["weights"]


def _part(data: Mapping[str, Any]) -> _Part:
    found = data["heads"]
    table = {
        feature: bytes(part + 128 * (at % 2) for at, part in enumerate(row)) for feature, row in data["weights"].items()
    }
    labels, biases, thresholds = ([head[key] for head in found] for key in ("label", "bias", "threshold"))
    return labels, biases, thresholds, data["typical"], pack(table)
