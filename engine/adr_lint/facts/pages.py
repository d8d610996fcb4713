"""A record as passages to read: each block folded, product names masked, and what is known of where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adr_lint.facts import statements
from adr_lint.facts.attribution import Attribution
from adr_lint.facts.cues import PARTED, LazyPattern
from adr_lint.facts.masks import Numbers
from adr_lint.facts.products import Mention, Products, mask
from adr_lint.facts.roles import Roles, parents_of
from adr_lint.facts.text import clause_at, fold, sentence_at, sentences
from adr_lint.model import Block, Evidence, Record
from adr_lint.values import dataclass, field


@dataclass(slots=True)
class Passage:
    """One block as the cues see it."""

    block: Block
    text: str
    folded: bytes
    masked: bytes
    """Folded, each product name overwritten by the letter of its hosting."""
    roles: frozenset[str]
    """Roles of its sections, and ``title``, ``heading``, ``chosen``, ``update`` where they fit."""
    heading: bytes
    """The folded headings of its section and of those around it, innermost first."""
    rejected: bool = False
    """Of an option that was not chosen."""
    mentions: tuple[Mention, ...] = ()
    order: int = 0
    _starts: list[int] | None = None

    def sentence(self, at: int) -> tuple[int, int]:
        """Start and end of the sentence at a position."""
        if self._starts is None:
            self._starts = sentences(self.folded)
        return sentence_at(self._starts, len(self.folded), at)

    def clause(self, at: int, to: int) -> tuple[int, int]:
        """Start and end of the clause around a range."""
        start, end = self.sentence(at)
        return clause_at(self.folded, start, end, at, to)


@dataclass
class Page:
    """A record's passages."""

    record: Record
    folded: bytes
    """Of all passages, with ``PARTED`` between them and in none of them."""
    masked: bytes
    """The same with products and numbers overwritten."""
    passages: list[Passage] = field(default_factory=list)

    def evidence(self, passage: Passage, start: int, end: int) -> Evidence:
        """The words at a range of a passage, and their place in the source."""
        block = passage.block
        first = block.at(start)
        last = block.at(end - 1) + 1 if end > start else first
        return self.record.evidence(first, max(first, last))

    def saying(self, words: LazyPattern, *, masked: bool = False) -> Iterator[Passage]:
        """The passages in which a pattern without anchors matches, found in one look at all of them."""
        text = self.masked if masked else self.folded
        place = start = 0
        while (found := words.search(text, start)) is not None:
            place += text.count(PARTED, start, found.start())
            yield self.passages[place]
            start = text.find(PARTED, found.start()) + 1
            if not start:
                return
            place += 1


def page_of(record: Record, products: Products, numbers: Numbers) -> Page:
    """The passages of a record in reading order; code and HTML are left out."""
    parents = parents_of(record)
    attribution, roles_of = Attribution(record, parents), Roles(record, parents)
    blocks: Sequence[tuple[int, Block]] = [
        *((-1, title) for title in _title(record)),
        *((i, b) for i, b in enumerate(record.blocks) if b.text and b.kind not in ("code", "html")),
    ]
    stated: dict[int, str] = {}
    """Of the parts of a Y-statement, by their place among the blocks, the role."""
    if any("ontext of" in block.text for _, block in blocks):
        blocks = list(_stated(blocks, stated))
    if not stated:
        blocks = attribution.parts(blocks)
    texts = _Texts([block.text for _, block in blocks], products, numbers)
    page = Page(record, texts.folded, texts.masked)
    for place, ((order, block), (folded, masked, mentions)) in enumerate(zip(blocks, texts.parts(), strict=True)):
        part = stated.get(place)
        rejected, chosen = attribution.of(block, folded)
        named = ("chosen-name" if chosen else "option-name") if attribution.names_one else None
        roles, heading = roles_of.of(order, block, folded, (part, "chosen" if chosen else None, named))
        rejected = rejected or part == "passed"
        page.passages.append(Passage(block, block.text, folded, masked, roles, heading, rejected, mentions, order))
    return page


def _stated(blocks: Sequence[tuple[int, Block]], roles: dict[int, str]) -> Iterator[tuple[int, Block]]:
    """The blocks, Y-statements in their parts, whose roles are noted by their place."""
    place = 0
    for order, block in blocks:
        found = list(statements.parts(block))
        for role, part in found:
            roles[place] = role
            place += 1
            yield order, part
        if not found:
            place += 1
            yield order, block


def _title(record: Record) -> Iterator[Block]:
    """The title as a block, where it is not the record's first heading (but in the front matter, say)."""
    first = next((block for block in record.blocks if block.kind == "heading"), None)
    place = record.title_place
    if not record.title or not record.sections or (first is not None and record.title in first.text):
        return
    if place.line > len(record.line_starts):
        return
    start = record.line_starts[place.line - 1] + place.column - 1
    if record.text.startswith(record.title, start):
        yield Block("heading", record.title, ((0, start),), start + len(record.title), 0)


class _Texts:
    """The blocks of a record folded and masked in one go, which costs less than block by block."""

    def __init__(self, texts: Sequence[str], products: Products, numbers: Numbers) -> None:
        between = PARTED.decode()
        text = between.join(texts)
        if text.count(between) >= len(texts):
            text = between.join(t.replace(between, " ") for t in texts)
        self.folded = fold(text)
        self.lengths = [len(t) for t in texts]
        self.mentions = products.find(text, self.folded)
        masked = bytearray(self.folded)
        mask(self.mentions, masked)
        numbers.mask(text, self.folded, masked)
        self.masked = bytes(masked)

    def parts(self) -> Iterator[tuple[bytes, bytes, tuple[Mention, ...]]]:
        """Of each block its folded and its masked text and its mentions."""
        start = next_mention = 0
        for length in self.lengths:
            end = start + length
            found: list[Mention] = []
            while next_mention < len(self.mentions) and self.mentions[next_mention].start < end:
                mention = self.mentions[next_mention]
                found.append(Mention(mention.product, mention.start - start, mention.end - start))
                next_mention += 1
            yield self.folded[start:end], self.masked[start:end], tuple(found)
            start = end + 1
