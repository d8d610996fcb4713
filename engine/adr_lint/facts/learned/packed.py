"""A table of features that is loaded at once; strings of all names would cost more than a short run looks up."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Set
from functools import cached_property
from itertools import accumulate
from zlib import crc32

Bytes = bytes | memoryview
_PARTED = b"\n"
"""Stands after each name, and in none."""
_FEW = 3_000
"""Features that are looked up one by one; for who asks for more, all names are made strings."""


def pack(table: Mapping[str, bytes]) -> tuple[bytes, ...]:
    """What ``Packed`` is made of: checksums in order, and of names and rows the ends and the bytes."""
    entries = sorted((crc32(name.encode()), name.encode(), row) for name, row in table.items())
    names, rows = [name + _PARTED for _, name, _ in entries], [row for _, _, row in entries]
    sums = array("I", [checksum for checksum, _, _ in entries])
    return sums.tobytes(), _ends(names), _ends(rows), b"".join(names), b"".join(rows)


def _ends(pieces: Iterable[bytes]) -> bytes:
    return array("I", accumulate(map(len, pieces))).tobytes()


def _whole(numbers: Bytes) -> memoryview:
    return memoryview(numbers).cast("I")


class Packed:
    """Features by their names, each with its row of weights."""

    def __init__(self, sums: Bytes, name_ends: Bytes, row_ends: Bytes, names: Bytes, rows: Bytes) -> None:
        """What ``pack`` gives, or views of it."""
        self._sums, self._name_ends, self._row_ends = map(_whole, (sums, name_ends, row_ends))
        self._names, self._rows = memoryview(names), memoryview(rows)
        self._met: dict[str, bytes] = {}
        self._asked = 0

    def known(self, features: Set[str]) -> Collection[str]:
        """Those of the features that are in the table."""
        if self._asked > _FEW:
            return self._all.keys() & features
        self._asked += len(features)
        return [feature for feature in features if self.get(feature)]

    def get(self, feature: str) -> bytes:
        """The row of a feature; empty where it is not in the table."""
        if self._asked > _FEW:
            return self._find(feature.encode())
        row = self._met.get(feature)
        if row is None:
            row = self._met[feature] = self._find(feature.encode())
        return row

    def forget(self) -> None:
        """Give back the memory of what was looked up."""
        self._met.clear()
        self._asked = 0
        self.__dict__.pop("_all", None)

    def _find(self, name: bytes) -> bytes:
        checksum = crc32(name)
        at = bisect_left(self._sums, checksum)
        while at < len(self._sums) and self._sums[at] == checksum:
            if self._cut(self._names, self._name_ends, at) == name + _PARTED:
                return bytes(self._cut(self._rows, self._row_ends, at))
            at += 1
        return b""

    @staticmethod
    def _cut(data: memoryview, ends: memoryview, at: int) -> memoryview:
        return data[ends[at - 1] if at else 0 : ends[at]]

    @cached_property
    def _all(self) -> dict[str, None]:
        self._met.clear()  # from here on nobody asks for them
        return dict.fromkeys(str(self._names, "utf-8").split(_PARTED.decode())[:-1])
