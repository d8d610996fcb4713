"""The nouns of adr-lint: frozen values without I/O, which every stage shares and which know nothing else of ours.

The way a record takes is ``Source → Record → Fact → Finding → Report``; see docs/architecture.md.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import replace
from operator import itemgetter
from typing import Literal

from adr_lint.values import dataclass, field

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")

FactSource = Literal["declared", "inferred", "derived"]


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money. ``currency`` is an ISO 4217 code, or empty where the record names none."""

    amount: float
    currency: str = ""

    def __str__(self) -> str:
        amount = f"{self.amount:,.0f}" if abs(self.amount) >= 10 or self.amount == 0 else f"{self.amount:.4g}"
        return f"{self.currency} {amount}".strip()


Value = bool | int | float | str | tuple[str, ...] | Money
"""What a fact may hold: a flag, a count, a measure, a word or text, a list of words, or an amount of money."""

BlockKind = Literal["heading", "paragraph", "item", "cell", "quote", "code", "html"]

Role = Literal[
    "title", "header", "status", "context", "drivers", "options", "option", "decision", "rationale", "consequences",
    "positive", "negative", "plan", "operations", "cost", "confirmation", "links", "other",
]  # fmt: skip
"""What a section is for, whatever its author called it (policies/sections.yaml has the names)."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A range of a file. Lines and columns count from 1, columns in characters; the end is exclusive."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was found: its text with the line ends as they are, without a byte order mark."""

    path: str
    """As the user would write it (relative to where they stand, with forward slashes); shown in reports."""
    text: str
    beside: str = ""
    """YAML that says of the record what a header would, kept in a file beside it ("kep.yaml")."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was found and not read as a record, and why; nothing is ever skipped in silence."""

    path: str
    reason: str
    failed: bool = False
    """True when the file should have been read and could not be (unreadable, not text, too large)."""
    by_request: bool = False
    """True where the user asked for it to be left out: excluded, or unchanged."""


_BEYOND = 1 << 60
"""Past the end of any text."""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of prose in reading order: a heading, a paragraph, one list item or one table cell.

    ``text`` is what a reader sees (mark-up removed, line breaks as spaces). ``offsets`` holds
    ``(position in text, position in the source's text)`` pairs in ascending order, one at every point
    where the two stop running in step.
    """

    kind: BlockKind
    text: str
    offsets: tuple[tuple[int, int], ...]
    end: int
    """Where the block ends in the source's text."""
    section: int
    """Index into ``Record.sections``."""
    depth: int = 0
    """Nesting: of a heading its level, of a list item its depth from 1."""
    quoted: bool = False
    """Inside a block quote."""
    row: int = -1
    """Of a cell: its row in the table, the header being row 0."""
    column: int = -1
    """Of a cell: its column in the table, from 0."""
    table: int = -1
    """Of a cell: which table of the record, from 0."""

    def at(self, position: int) -> int:
        """Where in the source's text the character at ``position`` of this block's text stands."""
        after = bisect_right(self.offsets, (position, _BEYOND))
        if after == 0:
            return self.end
        start, source = self.offsets[after - 1]
        return min(source + position - start, self.end)

    def position(self, place: int) -> int:
        """Which character of this block's text stands at ``place`` of the source's text, or is the first after it.

        The inverse of ``at``; the length of the text for a place behind all of it.
        """
        after = bisect_right(self.offsets, place, key=itemgetter(1))
        if after == 0:
            return 0
        start, source = self.offsets[after - 1]
        following = self.offsets[after][0] if after < len(self.offsets) else len(self.text)
        return min(start + place - source, following)

    def part(self, start: int, end: int) -> Block:
        """The block's text from ``start`` to ``end`` as a block of its own."""
        index = bisect_right(self.offsets, (start, _BEYOND)) - 1
        position, source = self.offsets[index]
        offsets = [(0, source + start - position)]
        offsets += [(at - start, source) for at, source in self.offsets[index + 1 :] if at < end]
        stop = self.end if end >= len(self.text) else self.at(end - 1) + 1
        return replace(self, text=self.text[start:end], offsets=tuple(offsets), end=stop)

    def span(self) -> tuple[int, int]:
        """Where the block's text begins and ends in the source's text; an empty block ends where it begins."""
        start = self.at(0)
        return start, max(start, self.at(len(self.text) - 1) + 1) if self.text else start


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (or the part before the first one) and what stands directly under it."""

    title: str
    level: int
    """1 to 6; 0 for what stands before the first heading."""
    role: Role
    roles: tuple[Role, ...]
    """Its own role and those of the sections around it, innermost first."""
    start: int
    """Where the heading starts in the source's text."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its rows of cells as the indices of their blocks in ``Record.blocks``; row 0 is the header."""

    rows: tuple[tuple[int, ...], ...]
    section: int


@dataclass(frozen=True, slots=True)
class Option:
    """One considered option, as named in the record."""

    name: str
    place: Place
    chosen: bool = False
    section: int | None = None
    """Index of the section that discusses it, where it has one."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where a record points: a link's target as it is written, and the range of the source's text that holds it."""

    target: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FrontMatterEntry:
    """One scalar or list of the YAML front matter: its dotted key, its value and where the value stands."""

    key: str
    value: object
    place: Place


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with the form of a record itself, at its place (invalid front matter, bad declared fact)."""

    message: str
    place: Place
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """An architecture decision record, parsed: what stands where, before anything is judged."""

    path: str
    text: str
    title: str
    title_place: Place
    format: str
    """nygard, madr, y-statement, tyree-akerman, rfc, merson, plain: the shape it was taken for."""
    status: str | None
    """draft, proposed, accepted, rejected, deprecated, superseded; None where the record does not say."""
    status_place: Place | None
    date: str | None
    """ISO 8601 (year-month-day, or year-month where the record gives no day)."""
    number: str | None
    front_matter: tuple[FrontMatterEntry, ...]
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]
    options: tuple[Option, ...]
    faults: tuple[Fault, ...] = ()
    links: tuple[Link, ...] = ()
    line_starts: tuple[int, ...] = field(default=(0,), repr=False)

    def place(self, start: int, end: int) -> Place:
        """The place of ``text[start:end]``. ``start`` and ``end`` are offsets into ``text``."""
        line, column = self._line_and_column(start)
        end_line, end_column = self._line_and_column(max(start, end))
        return Place(self.path, line, column, end_line, end_column)

    def evidence(self, start: int, end: int) -> Evidence:
        """``text[start:end]`` as evidence: its place, and its words on one line."""
        return Evidence(self.place(start, end), " ".join(self.text[start:end].split()))

    def _line_and_column(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact stands in the record, and the words there (the source's own, on one line)."""

    place: Place
    words: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A typed value read from a record. Its name and type are in the vocabulary (policies/facts/)."""

    name: str
    value: Value
    source: FactSource
    evidence: tuple[Evidence, ...] = ()
    not_applicable: str | None = None
    """The author's reason why the fact does not apply; rules of absence respect it, comparisons ignore it."""
    reader: str = ""
    """What read it: the cue's identifier, ``front-matter``, ``table``, or the derivation's name."""

    @property
    def hinted(self) -> bool:
        """Whether the prose may state it, too vaguely to take: it is not known, and not absent either."""
        return self.source == "inferred" and self.not_applicable == HINTED


HINTED = "hinted at, and not more"
"""Why a fact does not apply of which nothing more is known."""
Facts = Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Passed:
    """Words that a cue matched and that were not taken as a fact, and why (for ``facts --explain``)."""

    fact: str
    reader: str
    evidence: Evidence
    reason: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that fired on a record."""

    rule: str
    chapter: str
    severity: Severity
    message: str
    remediation: str
    path: str
    place: Place
    evidence: tuple[Fact, ...] = ()

    @property
    def order(self) -> tuple[str, int, int, int, int, str]:
        """By what findings are sorted: their places, and their rules where these are the same."""
        at = self.place
        return at.path, at.line, at.column, at.end_line, at.end_column, self.rule


SuppressionKind = Literal["inline", "waiver", "baseline"]
"""What keeps a finding out of the verdict: a comment in the record, an entry of the waiver file, or the baseline."""


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that somebody has accepted: counted and shown where asked, and no part of the verdict."""

    finding: Finding
    kind: SuppressionKind
    reason: str = ""
    owner: str = ""
    expires: str = ""
    """The last day on which it holds, as an ISO date; empty where it has none."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One record with the facts read from it and the leanings and signals derived from them."""

    record: Record
    facts: Facts
    passed: tuple[Passed, ...] = ()
    faults: tuple[Fault, ...] = ()
    """What is wrong with the facts that the record declares."""
    hints: Facts = field(default_factory=dict)
    """Facts that the prose may state, too vaguely to take, or need not state: none is known, and none is absent."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A record that could not be judged, and why, while the others went on."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one run, ready for a reporter."""

    readings: tuple[Reading, ...]
    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...]
    failures: tuple[Failure, ...]
    engine: str
    """Which evaluator judged: durable or python."""
    suppressed: tuple[Suppressed, ...] = ()
    """What was found and is accepted; ``findings`` has only what is not."""

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(1 for finding in self.findings if finding.severity == severity)
