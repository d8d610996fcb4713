"""A record as passages to read: each block folded, product names masked, and what is known of where it stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from adr_lint.facts import statements
from adr_lint.facts.cues import PARTED, LazyPattern
from adr_lint.facts.masks import Numbers
from adr_lint.facts.products import Mention, Products, mask
from adr_lint.facts.text import clause_at, fold, sentence_at, sentences
from adr_lint.model import Block, Evidence, Option, Record
from adr_lint.regexes import regex
from adr_lint.values import dataclass, field

_UPDATE = regex(rb"\b(?:updates?|amend(?:ment|ed)|addendum|revision|reversed|postscript|added|later)\b")
_ROWS = {
    b"decision": "decision", b"chosen option": "decision", b"outcome": "decision", b"solution": "decision",
    b"constraints": "drivers", b"assumptions": "drivers", b"requirements": "drivers", b"drivers": "drivers",
    b"positions": "options", b"options": "options", b"alternatives": "options", b"argument": "rationale",
    b"rationale": "rationale", b"implications": "consequences", b"consequences": "consequences",
    b"issue": "context", b"context": "context", b"problem": "context", b"background": "context",
    b"date": "header", b"dated": "header", b"updated": "header", b"last updated": "header", b"last changed": "header",
    b"last modified": "header", b"revised": "header", b"reviewed": "header", b"decided on": "header",
    b"version": "header", b"status": "header", b"state": "header", b"author": "header", b"authors": "header",
    b"reviewers": "header", b"approvers": "header", b"deciders": "header",
}  # fmt: skip
"""A table of two columns may be the record: what the left cell calls the right one."""
_LETTER = regex(
    rb"(?:^|\b(?:is|for|with|to|choose|chose|take|took|chosen) )(?:position|variant|candidate) ([a-h1-9])\b"
    rb"|(?:^|\b(?:is|for|with|to|choose|chose|take|took|chosen) )(?:option|alternative) ([a-h1-9])\b"
)
_LETTERED = (b"position ", b"variant ", b"candidate ", b"option ", b"alternative ")
"""One of these is wherever that matches; to look for them takes a tenth of the time."""
_MAY_DECIDE = frozenset({"other", "plan", "rationale"})
_STATES_A_DECISION = regex(
    rb"\bwe (?:have )?(?:decided (?:for|to|on)|chose|opted for|selected|went with)\b"
    rb"|(?:^|[.:;!?] )(?:(?:so|hence|therefore|thus|decided)[:,]? )?(?:we|it is|it's)(?:'ll| will| shall)?(?: now)?"
    rb" (?:subscribe to|sign (?:up )?(?:with|for|a)|take|adopt|choose|go (?:with|for)|pick|buy|procure|install|build"
    rb"|write|move to|switch to|stay with|settle (?:on|for))\b"
)
_NEVER_DECIDES = frozenset({"options", "option", "consequences", "links", "drivers", "context"})
"""Where a record without a section for its decision may state it."""
_BELOW_TITLE = frozenset({"title"})
"""The roles of what stands between a title and the first section."""
_NO_LINKS = frozenset({"other"})
"""Those of prose under a heading of links, such as people under "Resources"."""
_LINK = regex(r"\]\(|\]\[|\[\[|://")
_HEADER_LINE = 80
_LABELLED = regex(r"\W*\w[\w /]{1,25}\W{0,3}:")
_GOES_ON = regex(r"[a-z\d]{2}\)?[.!?]\s+[A-Z][a-z']+(?: \(?[a-z]+){2}")
"""A further sentence, where a label has no more than values."""
_AGAINST = regex(rb"alternativ|reject|discard|not chosen|why not|other options|set aside")
_LABEL_BEFORE = regex(r"\(?(?:\b\w{1,3}|\d{1,2}\.\d{1,2})[).:\u2013—-]{0,2}\s*\Z")
_LONGEST_LABEL = 9
_LIST_LABEL = regex(
    rb"^\W*(?:(?:option|alternative|variant|candidate|position)\s+)?(?:(?:[a-h]|\d{1,2})\s*[.:)\x96-]+\s*)?"
)


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
    parents = _parents(record)
    places = _places(record)
    attribution = _Attribution(record, parents, places)
    updated = _update_sections(record, parents)
    known: dict[int, tuple[frozenset[str], bytes]] = {}
    blocks = [(-1, title) for title in _title(record)]
    blocks += [(i, b) for i, b in enumerate(record.blocks) if b.text and b.kind not in ("code", "html")]
    stated: dict[int, str] = {}
    """Of the parts of a Y-statement, by their place among the blocks, the role."""
    if any("ontext of" in block.text for _, block in blocks):
        blocks = list(_stated(blocks, stated))
    if len(places) > 1 and not stated:
        starts = sorted(places)
        blocks = [part for order, block in blocks for part in _by_option(order, block, starts)]
    texts = _Texts([block.text for _, block in blocks], products, numbers)
    page = Page(record, texts.folded, texts.masked)
    extras = _Extras(record)
    heads = _Heads()
    bare = not any(block.kind == "heading" for block in record.blocks)
    for place, ((order, block), (folded, masked, mentions)) in enumerate(zip(blocks, texts.parts(), strict=True)):
        if block.section not in known:
            known[block.section] = _section(record, block.section, parents, updated)
        roles, heading = known[block.section]
        if "header" in roles and order > 0 and (bare or _is_text(block)):
            roles = _BELOW_TITLE
        elif "links" in roles and _is_text(block) and _LINK.search(record.text, block.at(0), block.end) is None:
            roles = _NO_LINKS
        if block.kind == "cell":
            heading = heads.of(block, folded) + heading
        rejected, chosen = attribution.of(block, folded)
        part = stated.get(place)
        named = ("chosen-name" if chosen else "option-name") if attribution.names_one else None
        roles = extras.join(roles, order, block, folded, (part, "chosen" if chosen else None, named))
        rejected = rejected or part == "passed"
        page.passages.append(Passage(block, block.text, folded, masked, roles, heading, rejected, mentions, order))
    return page


def _is_text(block: Block) -> bool:
    """Whether a block that stands where a header or links do is text all the same, as where a memo begins."""
    if len(block.text) < _HEADER_LINE:
        return False
    return _LABELLED.match(block.text) is None or _GOES_ON.search(block.text) is not None


class _Extras:
    """What a block is besides its section's roles: its kind, its part of a table, title, decision."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.first_heading = next((i for i, block in enumerate(record.blocks) if block.kind == "heading"), -1)
        self.undecided = not any(section.role == "decision" for section in record.sections)
        self.row_role: str | None = None
        self.together: dict[tuple[object, ...], frozenset[str]] = {}

    def join(
        self, roles: frozenset[str], order: int, block: Block, folded: bytes, more: Iterable[str | None]
    ) -> frozenset[str]:
        """The roles of a block: those of its section, what it is itself, and ``more``."""
        extra: list[str] = [block.kind, *filter(None, more)]
        if block.kind == "cell":
            if block.column == 0:
                self.row_role = _ROWS.get(folded.strip(b" :*"))
            elif block.column == 1 and self.row_role:
                extra.append(self.row_role)
        titled = order == self.first_heading and self.record.sections[block.section].level == 1
        if order == -1 or titled:
            extra.append("title-line")
        may = self.undecided and not roles & _NEVER_DECIDES
        if may and (roles & _MAY_DECIDE or _STATES_A_DECISION.search(folded)):
            extra.append("decision")
        key = (roles, *extra)
        if key not in self.together:
            self.together[key] = roles.union(extra)
        return self.together[key]


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


def _places(record: Record) -> list[int]:
    """Where in the source the name of each option begins."""
    places = (option.place for option in record.options)
    return [record.line_starts[place.line - 1] + place.column - 1 for place in places]


def _by_option(order: int, block: Block, places: Sequence[int]) -> Iterator[tuple[int, Block]]:
    """The block, one that counts off several options in a part for each."""
    first, last = bisect_left(places, block.at(0)), bisect_left(places, block.end)
    starts = [_before_label(block, place) for place in places[first:last]] if last - first > 1 else []
    bounds = [0, *starts[1:], len(block.text)]
    for start, end in pairwise(bounds):
        yield order, statements.cut(block, start, end) if len(bounds) > 2 else block


def _before_label(block: Block, place: int) -> int:
    """Where in the block's text the number or letter stands before the name that begins at a place of the source."""
    position, source = block.offsets[bisect_right(block.offsets, place, key=lambda pair: pair[1]) - 1]
    at = position + place - source
    label = _LABEL_BEFORE.search(block.text, max(0, at - _LONGEST_LABEL), at)
    return label.start() if label else at


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


def _section(
    record: Record, index: int, parents: Sequence[tuple[int, ...]], updated: set[int]
) -> tuple[frozenset[str], bytes]:
    section = record.sections[index]
    roles: set[str] = set(section.roles)
    if section.role != "title":
        roles.discard("title")
    if index in updated:
        roles.add("update")
    around = [record.sections[i] for i in (index, *parents[index])]
    return frozenset(roles), fold(" / ".join(s.title for s in around if s.role != "title" or s is section))


class _Heads:
    """Of a cell, what its row and its column are called."""

    def __init__(self) -> None:
        self.rows: dict[tuple[int, int], bytes] = {}
        self.columns: dict[tuple[int, int], bytes] = {}

    def of(self, block: Block, folded: bytes) -> bytes:
        """The heads of a cell, ready to stand before its section's heading."""
        row, column = (block.table, block.row), (block.table, block.column)
        if block.row == 0:
            self.columns[column] = folded
        if block.column == 0:
            self.rows[row] = folded
        heads = [] if block.column == 0 else [self.rows.get(row, b"")]
        if block.row:
            heads.append(self.columns.get(column, b""))
        return b"".join(head + b" / " for head in heads if head)


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


def _parents(record: Record) -> list[tuple[int, ...]]:
    """For each section the sections around it, innermost first."""
    found: list[tuple[int, ...]] = []
    stack: list[int] = []
    for index, section in enumerate(record.sections):
        while stack and record.sections[stack[-1]].level >= section.level:
            stack.pop()
        found.append(tuple(reversed(stack)))
        stack.append(index)
    return found


def _update_sections(record: Record, parents: Sequence[tuple[int, ...]]) -> set[int]:
    """Sections that are a later update, and those inside them."""
    found: set[int] = set()
    for index, section in enumerate(record.sections):
        named = section.level > 1 and _UPDATE.search(fold(section.title))
        if named or any(parent in found for parent in parents[index]):
            found.add(index)
    return found


class _Attribution:
    """Which option a block speaks of: by its section, its list item, or its table's column or row."""

    def __init__(self, record: Record, parents: Sequence[tuple[int, ...]], places: Sequence[int]) -> None:
        """``places`` are those of the options' names."""
        self.record, self.parents = record, parents
        self.places = sorted(zip(places, record.options, strict=True), key=lambda pair: pair[0])
        self.taken = [option.chosen for option in record.options]
        if self.taken and not any(self.taken):
            self._by_letter()
        self.decided = any(self.taken)
        self.by_section = {o.section: o for o in record.options if o.section is not None}
        self.names = [(self._key(option.name), option) for option in record.options]
        self.current: Option | None = None
        self.current_section, self.current_depth = -1, 0
        self.columns: dict[tuple[int, int], Option] = {}
        self.rows: dict[tuple[int, int], Option] = {}
        self.names_one = False
        """Whether the block asked about last is the name of an option, or opens with it."""

    @staticmethod
    def _key(name: str) -> bytes:
        return _LIST_LABEL.sub(b"", fold(name)).strip(b" .:*`\"'")

    def of(self, block: Block, folded: bytes) -> tuple[bool, bool]:
        """Whether it is of an option not chosen, and whether of the chosen one."""
        self.names_one = False
        if not self.names:
            return False, False
        option = self._option(block, folded)
        if option is None:
            return False, False
        chosen = self.taken[self.record.options.index(option)]
        rejected = not chosen and (self.decided or bool(_AGAINST.search(self._heading(block))))
        return rejected, chosen

    def _by_letter(self) -> None:
        """Where the decision names its option by letter or number only."""
        for block in self.record.blocks:
            if block.kind in ("paragraph", "item") and "decision" in self.record.sections[block.section].roles:
                folded = fold(block.text[:300])
                named = _LETTER.search(folded) if any(map(folded.__contains__, _LETTERED)) else None
                if named:
                    letter = named[1] or named[2]
                    index = int(letter) - 1 if letter.isdigit() else letter[0] - ord("a")
                    if 0 <= index < len(self.taken):
                        self.taken[index] = True
                        return

    def _heading(self, block: Block) -> bytes:
        around = (block.section, *self.parents[block.section])
        return fold(" / ".join(self.record.sections[index].title for index in around))

    def _option(self, block: Block, folded: bytes) -> Option | None:
        for section in (block.section, *self.parents[block.section]):
            if section in self.by_section:
                self.names_one = block.kind == "heading" and section == block.section
                return self.by_section[section]
        if block.kind == "cell":
            return self._cell(block, folded)
        roles = self.record.sections[block.section].roles
        if "options" not in roles and "option" not in roles:
            self.current = None
            return None if "decision" in roles else self._at_its_place(block)
        named = self._named(folded)
        if named is not None:
            self.current, self.current_section, self.current_depth = named, block.section, block.depth
        elif block.section != self.current_section or (block.kind == "item" and block.depth <= self.current_depth):
            self.current = None
        return self.current

    def _at_its_place(self, block: Block) -> Option | None:
        """The option whose name stands in the block, of a record that lists its options under another heading."""
        start = block.at(0)
        for place, option in self.places:
            if start <= place < block.end and option.section is None and block.kind in ("item", "paragraph"):
                self.names_one = True
                return option
        return None

    def _cell(self, block: Block, folded: bytes) -> Option | None:
        named = self._named(folded)
        if named is not None and block.row == 0:
            self.columns[block.table, block.column] = named
        if named is not None and block.column == 0:
            self.rows[block.table, block.row] = named
        return self.rows.get((block.table, block.row)) or self.columns.get((block.table, block.column))

    def _named(self, folded: bytes) -> Option | None:
        start = _LIST_LABEL.sub(b"", folded[:200])
        for key, option in self.names:
            if len(key) > 2 and start.startswith(key):
                self.names_one = True
                return option
        return None
