"""What a record says of supersession: which record replaced it, and which it replaces."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Literal

from adr_lint.model import Block, Evidence, FrontMatterEntry, Record
from adr_lint.regexes import regex
from adr_lint.values import dataclass

Kind = Literal["supersedes", "superseded-by"]

_KEYS: dict[str, Kind] = {
    "supersedes": "supersedes", "replaces": "supersedes", "superseded by": "superseded-by",
    "supersededby": "superseded-by", "superceded by": "superseded-by", "replaced by": "superseded-by",
}  # fmt: skip
_BY = regex(r"(?i)\b(?:supers?ee?[dc]ed|superceded|replaced|obsoleted)\s+(?:by|in|with)\b:?")
_OVER = regex(r"(?i)\b(?:supers?ee?[dc]es?|obsoletes)\b:?")
_PARTLY = regex(r"(?i)\b(?:part|parts|partly|partially|partial|section|sections|in some|amend\w*|extend\w*)\b")
_NOT = regex(r"(?i)\b(?:not|if|may|might|would|could|until|unless|when|should|can|will be|to be)\b")
_NUMBER = regex(
    r"(?i)(?:\b(?:m?adr|rfc|decision|record)s?\b[\s:#_-]*|#|\A\W*|\bby\W+|(?<=[,&])\s*|\band\s+)0*(\d{1,6})\b(?!\.\d)"
)
_NOTHING = regex(r"(?i)\W*(?:none|n/?a|no|null|nothing|-|tbd)?\W*\Z")
_ROLES = frozenset({"header", "title", "status"})
_LATER_ROLES = _ROLES | {"links", "decision", "context", "other"}


def unquoted(target: str) -> str:
    """A link's target with ``%20`` and the like as the characters that they stand for."""
    if "%" not in target:
        return target
    from urllib.parse import unquote  # few targets need it, and it is slow to import

    return unquote(target)


@dataclass(frozen=True, slots=True)
class Relation:
    """One thing said of supersession. ``targets`` are links, ``numbers`` the records named otherwise."""

    kind: Kind
    targets: tuple[str, ...]
    numbers: tuple[int, ...]
    evidence: Evidence
    partly: bool = False


def read(record: Record) -> Iterator[Relation]:
    """What the record says, in the order of the text."""
    for entry in record.front_matter:
        kind = _KEYS.get(entry.key.casefold().replace("_", " ").replace("-", " "))
        if kind is not None:
            yield from _from_entry(entry, kind)
    label: Kind | None = None
    listed: tuple[Kind, int] | None = None
    """What a line such as "Supersedes:" says of the list that follows in its section."""
    for block in record.blocks:
        if block.kind == "item" and listed is not None and listed[1] == block.section:
            yield from _related(record, block, listed[0], 0)
            continue
        listed = _announced(record, block)
        if block.kind == "cell":
            if label is not None and block.column == 1:
                yield from _related(record, block, label, 0)
            label = _KEYS.get(block.text.strip(" :*").casefold()) if block.column == 0 else None
        elif block.kind != "code" and ("uper" in block.text or "plac" in block.text or "bsolete" in block.text):
            yield from _from_prose(record, block)


def _announced(record: Record, block: Block) -> tuple[Kind, int] | None:
    """Of a line that is a label and nothing else, what it says of the list below it."""
    kind = _KEYS.get(block.text.strip(" :*").casefold()) if block.text.rstrip(" *").endswith(":") else None
    return (kind, block.section) if kind and record.sections[block.section].role in _LATER_ROLES else None


def _from_entry(entry: FrontMatterEntry, kind: Kind) -> Iterator[Relation]:
    values = entry.value if isinstance(entry.value, tuple) else (entry.value,)
    texts = [str(value) for value in values if value is not None and not _NOTHING.match(str(value))]
    if texts:
        numbers = [int(match[1]) for text in texts if (match := re.search(r"0*(\d{1,6})", text))]
        targets = tuple(text for text in texts if text.casefold().endswith((".md", ".markdown", ".adoc", ".rst")))
        yield Relation(kind, targets, tuple(numbers), Evidence(entry.place, f"{entry.key}: {', '.join(texts)}"))


def _from_prose(record: Record, block: Block) -> Iterator[Relation]:
    role = record.sections[block.section].role
    by = _BY.search(block.text) if role in _ROLES else None
    if by is not None and not _NOT.search(block.text[: by.start()]):
        yield from _related(record, block, "superseded-by", by.start(), _sentence(block.text, by.end()))
        return
    if role not in _LATER_ROLES or block.kind == "heading":
        return
    over = _OVER.search(block.text)
    if over is not None and not _NOT.search(block.text[: over.start()]) and over.start() < 80:
        yield from _related(record, block, "supersedes", over.start(), _sentence(block.text, over.end()))


def _sentence(text: str, start: int) -> int:
    end = regex(r"[.;](?=\s|\Z)").search(text, start)
    return end.start() if end else len(text)


def _related(record: Record, block: Block, kind: Kind, start: int, end: int | None = None) -> Iterator[Relation]:
    """The records that a part of a block names."""
    end = len(block.text) if end is None else end
    text = block.text[start:end]
    if _NOTHING.match(text) or end <= start:
        return
    first, last = block.at(start), block.at(end - 1) + 1
    links = [link for link in record.links if first - 1 <= link.start <= last]
    targets = tuple(link.target for link in links)
    numbers = [int(match[1]) for match in _NUMBER.finditer(text)]
    numbers += [int(match[1]) for target in targets if (match := re.search(r"(?<!\d)0*(\d{1,6})(?!\d)", _name(target)))]
    if links:
        last = max(last, *(link.end for link in links))
    yield Relation(
        kind, targets, tuple(dict.fromkeys(numbers)), record.evidence(first, last), _PARTLY.search(text) is not None
    )


def _name(target: str) -> str:
    return posixpath.basename(unquoted(target).split("#")[0].rstrip("/"))
