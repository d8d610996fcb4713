"""Spans of time that a sentence lists part by part: "three months for serving, two for features, six in all"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adr_lint.facts import durations
from adr_lint.facts.numbers import number
from adr_lint.regexes import regex
from adr_lint.values import dataclass

_NUMBER = regex(rb"D+|N+|[TMP]+")
_BETWEEN = regex(rb"[^,;:.!?|()]{0,60}?(?:[,;:]|\b(?:and|plus|then)\b)\s*(?:and\s|plus\s|then\s)?[^,;:.!?|()]{0,60}")
"""What stands between two parts: what the first is for, a comma or such, and what the second is for."""
_BARE = regex(rb"\s*(?:\Z|[,;:.!?|)\x96]|(?:and|plus|then|for|to|on|in|more|at|until|with|all|altogether|together)\b)")
"""What follows a count that is one of time although it does not say so."""
_NAMED = regex(rb"\b(?:option|version|phase|step|v|no|nr|number|hall|team)\.?\s*\Z")
"""What stands before a number that names something."""
_UNIT = regex(r"[a-z]+'?\Z")
_NAMES_UNIT = regex(rb"\b(day|week|sprint|month)(?:s\W*|\W*[:=]\W*)\Z")
_HEADS_UNIT = regex(rb"(?:\A|/ |[(,] ?|\bin )(day|week|sprint|month)s?(?: /|\)|\Z)")
_AND_A_HALF = b" and a half"
TOTAL = b"altogether|in all|all told|total|sum"
"""What says of a number that it is the sum of others."""
_SUM = regex(rb"\b(?:" + TOTAL + rb"|together|makes)\b")
_NEAR = 16
_SLACK = 0.12
"""By how much a total may differ from the sum of its parts, as people round."""
_MOST = 60
"""A bare count above it is none of time."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Parts of one span of time: where they stand, and each as it would be said alone ("two months")."""

    start: int
    end: int
    parts: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    said: str
    months: float
    total: bool

    @property
    def unit(self) -> str:
        """The word for its unit, of one."""
        found = _UNIT.search(self.said)
        return found[0].rstrip("'s") if found else ""


def summed(folded: bytes, masked: bytes, start: int, end: int) -> Iterator[Sum]:
    """The lists of spans in ``folded[start:end]``, in which numbers are overwritten as in ``masked``."""
    run: list[_Part] = []
    for match in _NUMBER.finditer(masked, start, end):
        goes_on = run and _BETWEEN.fullmatch(masked, run[-1].end, match.start()) is not None
        part = _part(folded, masked, match.span(), end, run if goes_on else ())
        if run and (part is None or not goes_on):
            yield from _of(run)
            run = []
        if part is not None:
            run.append(part)
    yield from _of(run)


def with_unit(folded: bytes, start: int, end: int, heading: bytes) -> str:
    """A count with the unit of time that stands before it instead of after it ("weeks: six"); ``""`` where none does.

    ``heading``: what heads the row and the column of a cell that holds nothing else; else empty.
    """
    match = _NAMES_UNIT.search(folded, max(0, start - _NEAR), start) or _HEADS_UNIT.search(heading)
    said = folded[start:end].decode("latin-1").strip()
    if match is None or (number(said) or 0.0) > _MOST:
        return ""
    half = _AND_A_HALF.decode() * folded.startswith(_AND_A_HALF, end)
    return f"{said}{half} {match[1].decode()}s"


def _part(folded: bytes, masked: bytes, span: tuple[int, int], end: int, run: Sequence[_Part]) -> _Part | None:
    """A span of time; where a list has begun, also a count that takes its unit from the part before."""
    begin, stop = span
    said = folded[begin:stop].decode("latin-1")
    if masked[begin : begin + 1] == b"N":
        unit = run[-1].unit if run else ""
        if not unit or not _BARE.match(masked, stop, end) or _NAMED.search(masked, max(0, begin - _NEAR), begin):
            return None
        count = number(said)
        if count is None or not 0 < count <= _MOST:
            return None
        said = f"{said.strip()} {unit}s"
    elif masked[begin : begin + 1] != b"D":
        return None
    months = durations.months(said)
    if months is None:
        return None
    near = masked[max(begin - _NEAR, run[-1].end if run else 0) : begin], masked[stop : min(end, stop + _NEAR)]
    return _Part(begin, stop, said, months, any(_SUM.search(words) for words in near))


def _of(run: Sequence[_Part]) -> Iterator[Sum]:
    if len(run) < 2:
        return
    *parts, last = run
    total = sum(part.months for part in parts)
    alike = abs(last.months - total) <= _SLACK * total
    if alike and len(parts) == 1 and parts[0].unit != last.unit:  # "sixteen weeks, say four months"
        return
    told = last.total or (alike and len(parts) > 1)
    yield Sum(run[0].start, last.end, tuple(part.said for part in ([last] if told else run)))
