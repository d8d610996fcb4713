"""What is kept of a record for the pass over all of them: small, whatever the size of the record."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from adr_lint.corpus import relations
from adr_lint.corpus.relations import Relation, unquoted
from adr_lint.model import Evidence, Fact, Link, Reading, Record
from adr_lint.parse import names
from adr_lint.parse.conventions import Conventions
from adr_lint.regexes import regex
from adr_lint.values import dataclass

_ELSEWHERE = regex(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|#|[@~$?]|[a-z]+\$")
_PAGES = regex(r"(?:.*/)?modules/[^/]+/pages(?=/)")
"""The folder from which a site by Antora counts the paths of its cross-references."""
_NO_PATH = regex(r"[*|\"<>{}\[\]\n\r]")
_DIGITS = regex(r"\d\d*\b")  # Python finds where it may begin twice as fast as of \d+
_NAMES = regex(r"(?i)\b(?:m?adr|rfc|decision|record|no\.?|number)s?[-_ #]*\Z")
_LAST_OF_NAMES = frozenset("rRcCnNdDoOsS\u017f.")
"""The letters with which such a name ends: most numbers are seen by this not to be a record's."""
_ZEROS_BEFORE = regex(r"(?<![\w.])0+\d{1,5}\b(?![.,]\d)")
_MOST_DIGITS = 6
_BARE_STATUS = 4
"""Words of a section for the status that has no more than the status and a date."""
_FAR = 40
"""Characters between the word that makes a number a record's and the number, that word included."""
_PREFIX = regex(r"(?:[^\W\d]|[-_ .])*")
_VERSION = regex(r"[-_ ]?([a-z]\d{1,2})(?![a-z0-9])")
_SERIES = frozenset({"adr", "madr", "decision", "architecture decision"})


@dataclass(frozen=True, slots=True)
class Pointer:
    """A link to a file: its target as written, the path that it leads to, and where it stands."""

    target: str
    path: str
    evidence: Evidence
    rooted: bool = False
    """True where the path is written from a root: the repository's, or that of a site."""


@dataclass(frozen=True, slots=True)
class Number:
    """A record's number, and in which series of its folder it is counted."""

    series: str
    value: int


@dataclass(frozen=True, slots=True)
class Outline:
    """What other records may ask of one."""

    path: str
    folder: str
    """Where its siblings lie."""
    title: str
    title_evidence: Evidence
    format: str
    status: str | None
    status_evidence: Evidence | None
    status_explained: bool
    """Whether the section for the status says more than the status."""
    date: str | None
    number: Number | None
    links: tuple[Pointer, ...]
    inward: tuple[Pointer, ...]
    """Links to parts of the record itself."""
    text: str
    """The record's own, which a run holds anyway."""
    relations: tuple[Relation, ...]
    chosen: str
    """The name of the option that it chose; empty where it names none."""
    rejected: tuple[str, ...]
    facts: Mapping[str, Fact]

    @property
    def live(self) -> bool:
        """True where the decision is in force, so far as the record says."""
        return self.status in (None, "accepted")

    @property
    def mentions(self) -> frozenset[int]:
        """The numbers of records that it names anywhere."""
        return _mentions(self.text)


class Outliner:
    """Makes outlines."""

    def __init__(self, conventions: Conventions) -> None:
        self._conventions = conventions

    def outline(self, reading: Reading) -> Outline:
        """The outline of a record that still has its blocks."""
        record = reading.record
        folder, stem = place_of(record.path, self._conventions.own_folder)
        pointers = tuple(_pointers(record))
        status = reading.facts.get("status")
        title = Evidence(record.title_place, record.title)
        chosen = next((option.name for option in record.options if option.chosen), "")
        return Outline(
            path=record.path,
            folder=folder,
            title=record.title,
            title_evidence=title,
            format=record.format,
            status=record.status,
            status_evidence=status.evidence[0] if status is not None and status.evidence else None,
            status_explained=_explained(record),
            date=record.date,
            number=number_of(record.path, stem, self._conventions.own_folder),
            links=pointers,
            inward=tuple(_inward(record)),
            text=record.text,
            relations=tuple(relations.read(record)),
            chosen=chosen,
            rejected=tuple(option.name for option in record.options if not option.chosen) if chosen else (),
            facts=reading.facts,
        )


def _explained(record: Record) -> bool:
    words = 0
    for block in record.blocks:
        if record.sections[block.section].role == "status" and block.kind != "heading":
            words += len(block.text.split())
    return words > _BARE_STATUS


@lru_cache
def _mentions(text: str) -> frozenset[int]:
    return frozenset(_mentioned(text))  # few records are asked for them, and these several times


def _mentioned(text: str) -> Iterator[int]:
    """The numbers in a text that may be those of records: named as such, or with zeros before."""
    for match in _DIGITS.finditer(text):
        start, written = match.start(), match[0]
        digits = written.lstrip("0")
        named = written[0] == "0" and _ZEROS_BEFORE.match(text, start)
        if not named and text[max(0, start - _FAR) : start].rstrip("-_ #")[-1:] in _LAST_OF_NAMES:
            named = _NAMES.search(text, max(0, start - _FAR), start)
        if named and len(digits) <= _MOST_DIGITS:
            yield int(digits or "0")


def shown(outline: Outline, seen_from: Outline) -> str:
    """A record's path as a link from another has it."""
    return posixpath.relpath(outline.path, posixpath.dirname(seen_from.path) or ".")


def place_of(path: str, own_folder: frozenset[str]) -> tuple[str, str]:
    """The folder in which a record lies beside others, and its name there: a README is named by its folder."""
    folder, name = posixpath.split(path)
    stem = name.partition(".")[0] or name
    if stem.casefold() in own_folder and folder:
        return posixpath.split(folder)
    return folder, stem


def number_of(path: str, stem: str, own_folder: frozenset[str]) -> Number | None:
    """The number in a file's name, with its series: ``BE-1`` and ``FE-1`` are of two, so are ``1-v1`` and ``1-v2``."""
    number = names.file_name(path, own_folder).number
    if number is None:
        return None
    at = stem.find(number)
    prefix = stem[:at].casefold().strip("-_ .")
    version = _VERSION.match(stem[at + len(number) :].casefold())
    series = "" if prefix in _SERIES else prefix
    return Number(f"{series}/{version[1]}" if version else series, int(number))


def _pointers(record: Record) -> Iterator[Pointer]:
    """The links that lead to files beside the record, each target once."""
    seen: set[str] = set()
    for link in record.links:
        if link.target not in seen:
            seen.add(link.target)
            pointer = pointer_of(record, link)
            if pointer is not None:
                yield pointer


def _inward(record: Record) -> Iterator[Pointer]:
    """The links to parts of the record itself, each target once."""
    for target, link in {link.target: link for link in reversed(record.links)}.items():
        if target[:1] == "#":
            yield Pointer(target, record.path, record.evidence(link.start, link.end))


def pointer_of(record: Record, link: Link) -> Pointer | None:
    """Where a link leads; None where it leads to no file beside the record."""
    target = link.target
    if not target or _ELSEWHERE.match(target):
        return None
    path = unquoted(re.split(r"[#?]", target, maxsplit=1)[0]).replace("\\", "/")
    if not path or _NO_PATH.search(path):
        return None
    folder = posixpath.dirname(record.path)
    pages = _PAGES.match(record.path) if not path.startswith(".") else None
    if pages is not None and record.text.startswith("xref:", link.start):
        folder = pages[0]
    rooted = path.startswith("/")
    joined = posixpath.normpath(path if rooted else posixpath.join(folder, path))
    return Pointer(target, joined, record.evidence(link.start, link.end), rooted)
