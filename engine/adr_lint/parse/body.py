"""What a parser makes of a text, whatever it is written in: blocks, headings, tables and links, still without roles."""

from __future__ import annotations

from collections.abc import Callable

from adr_lint.model import Block, Link
from adr_lint.values import dataclass, field


@dataclass(slots=True)
class Heading:
    """A heading of any kind, before it has a role."""

    title: str
    level: int
    start: int


@dataclass(slots=True)
class Body:
    """The blocks of a text in reading order, its headings and its tables."""

    blocks: list[Block] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    preamble: bool = False
    """True where something stands before the first heading: then section 0 is that part."""
    tables: list[tuple[int, list[list[int]]]] = field(default_factory=list)
    """Section and rows of cell blocks."""
    links: list[Link] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Names:
    """What the reader must know of names to tell a bold line that is a heading from one that is not."""

    is_section: Callable[[str], bool]
    is_lead: Callable[[str], bool]
    is_status: Callable[[str], bool]
