"""Titles and numbers of records, from headings and from file names."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from adr_lint.regexes import regex

_WORDS = (
    r"(?:lightweight\s+)?architectur(?:e|al)\s+decision(?:\s+records?)?(?:\s*\(m?adr\))?"
    r"|(?:technical\s+|technology\s+)?decision\s+record(?:\s*\(m?adr\))?|technical\s+decision|[a-z]{0,3}adr|tdr|ddr"
    r"|rfc|rfd|[a-z]?kep|[tdopj]ep|eip|adn|ad|dr|dd"
)
_PREFIX = regex(
    rf"\W*(?:"
    rf"(?i:(?P<word>{_WORDS}))(?P<tag>(?:[-_][A-Z][A-Z0-9]*)*)[\s#:|_.-]*(?i:no\.?\s*)?(?P<n1>\d{{1,8}})(?!\d|\.\d)"
    rf"\W*?(?:[\])]\s*)?(?:[:\uff1a.)|·_\u2013—-]+\s*|\s+|\Z)"
    rf"|(?i:decision\s*#?|no\.?\s?|nr\.?\s?|№\s?|#\s?)(?P<n6>\d{{1,6}})(?:\s*[:.)|·\u2013—-]+\s+|(?<=#\d)\s+|(?<=#\d\d)\s+|(?<=\d\d\d)\s+)"
    rf"|(?i:title|{_WORDS}|decision)\s*[\])]?\s*(?::|\s[\u2013—-]+)\s+"
    rf"|[A-Z][A-Z0-9]{{0,7}}(?:-[A-Z][A-Z0-9]*)*[-#](?P<n2>\d{{1,6}})\s*[\])]?(?:\s*[:.)|·\u2013—-]+\s*|(?<=\d\d\d)\s+|\Z)"
    rf"|[A-Z]{{2,6}}(?P<n5>\d{{3,6}}):\s*"
    rf"|[\[(#]?(?P<n3>\d{{1,6}})[\])]?(?:\s*[.):]\s+|\s*[|·\u2013—-]\s+|\s*\Z)"
    rf"|(?P<n4>0\d{{1,5}})\s+)"
)
_DATE = regex(r"\W*((?:19|20)\d\d-[01]\d-[0-3]\d)(?:\s*[:.|\u2013—-]\s*|\s+)(?=\w)")
_WITHIN = regex(r"^.{1,40}?\s[|\u2013—-]\s(?=(?:[A-Z]{2,8}-){0,2}ADR(?:-[A-Za-z]{1,12})?[- ]?\d{1,6}\s*[:|\u2013—-])")
_TAGGED = regex(r"(?:[A-Z]{2,8}-){0,2}ADR-[A-Za-z]{1,12}-(\d{1,6})\s*[:|\u2013—-]+\s*(?=\w)")
_IN_PREFIX = regex(r"[\d:\u2013—-]")
"""One of these is in every prefix, and in few titles."""
_GENERIC = regex(
    rf"(?i)\W*(?:(?:{_WORDS}|decision|title|template|proposal)[\s:\u2013—-]*)*(?:\(?m?adrs?\)?)?(?:\s*template)?\W*\Z"
)
_FILE_AS_TITLE = regex(r"(?i)decision record:?\s+\d{3,6}-[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_TRAILING = regex(r"\s*(?:[-\u2013—(\[]\s*(?i:m?adr|dr)[-_ #]?(?P<n1>\d{1,6})[)\]]?|[(\[](?P<n2>0\d{2,5})[)\]])\s*\Z")
_ANCHOR = regex(r"\s*\{#[^}]*\}\s*\Z")
_FILE_DATE = regex(r"(?i)(?:adr[-_ ])?((?:19|20)\d\d)[-_.]?([01]\d)[-_.]?([0-3]\d)(?=\D|\Z)[-_. ]*")
_FILE_MONTH = regex(r"((?:19|20)\d\d)[-_.]([01]\d)[-_. ]+(?=\D)")
_FILE_EPOCH = regex(r"(1[0-9]{9})(?=\D|\Z)[-_. ]*")
_FILE_NUMBER = regex(
    r"(?:(?i:m?adr|rfc|kep|tdr|dr|ad|decision)[-_. ]?(?P<n1>\d{1,6})(?!\d)"
    r"|(?P<n2>\d{1,6})(?=[-_. ]|\Z)|(?:[A-Za-z]{1,12}[-_ ]?){1,3}?(?P<n3>\d{3,6})(?!\d))[-_. \u2013—]*"
)

_ALONE = regex(r"(?i)(?:m?adr|decision|record|decision[-_ ]record|proposal|rfc|design)\Z")
"""File names that leave the naming to a numbered folder: "0012-use-x/adr.md"."""


class Title(NamedTuple):
    """A heading's text without its number, and the number as it is written there."""

    text: str
    number: str | None


@lru_cache(maxsize=256)
def title(heading: str) -> Title:
    """The title and number in a heading: ``ADR-0009: Use X`` → ``Use X``, ``0009``."""
    text = _ANCHOR.sub("", heading).strip()
    if dated := _DATE.match(text):
        text = text[dated.end() :]
    if "ADR" in text and (within := _WITHIN.match(text)):  # "Our shop - ADR-007 - Use X"
        text = text[within.end() :]
        if tagged := _TAGGED.match(text):
            return Title(text[tagged.end() :], tagged[1])
    match = _PREFIX.match(text) if _IN_PREFIX.search(text) else None
    if match is None:
        trailing = _TRAILING.search(text)
        if trailing is not None and trailing.start():
            return Title(text[: trailing.start()], trailing["n1"] or trailing["n2"])
        return Title(text, None)
    number = match["n1"] or match["n2"] or match["n3"] or match["n4"] or match["n5"] or match["n6"]
    rest = text[match.end() :].strip(" \t:|·\u2013—-")
    if text[:1] in "[(" and rest[-1:] in ")]" and rest.count("[") + rest.count("(") < rest.count("]") + rest.count(")"):
        rest = rest[:-1]
    return Title(rest, number)


def without_number(text: str, number: str) -> Title:
    """A heading without a bare number that its file has too: "29 Pumps" in 029-pumps.md; elsewhere it has 29 pumps."""
    match = re.match(r"0*(\d{1,6})\s+(?=\D)", text)
    if match is None or int(match[1]) != int(number):
        return Title(text, None)
    return Title(text[match.end() :], match[0].strip())


def is_generic(heading: str) -> bool:
    """True where a heading only says that this is a decision record, or its file's name, or is left to an engine."""
    if "<%" in heading or "{{" in heading:
        return True
    return (_GENERIC.match(title(heading).text) or _FILE_AS_TITLE.search(heading)) is not None


def date_in_title(heading: str) -> str | None:
    """The date at the head of a heading: ``2025-03-04: Use X``."""
    match = _DATE.match(heading)
    return _real(*map(int, match[1].split("-"))) if match else None


class FileName(NamedTuple):
    """What a file's name says: a readable title, a number and a date."""

    title: str
    number: str | None
    date: str | None


@lru_cache(maxsize=256)
def file_name(path: str, own_folder: frozenset[str]) -> FileName:
    """What the name of a file says; ``docs/0003-x/README.md`` is named by its folder."""
    pieces = path.split("/")
    stem = pieces[-1].rsplit(".", 1)[0] if "." in pieces[-1][1:] else pieces[-1]
    if len(pieces) > 1 and (stem.casefold() in own_folder or (_ALONE.match(stem) and _FILE_NUMBER.match(pieces[-2]))):
        stem = pieces[-2]
    number, day, rest = None, None, stem
    if match := _FILE_DATE.match(stem):
        rest = stem[match.end() :]
        day = _real(*(int(part) for part in match.groups()))
    elif match := _FILE_MONTH.match(stem):
        rest, day = stem[match.end() :], f"{match[1]}-{match[2]}"
    elif match := _FILE_EPOCH.match(stem):
        rest = stem[match.end() :]
        day = datetime.fromtimestamp(int(match[1]), UTC).date().isoformat()
    elif match := _FILE_NUMBER.match(stem):
        rest, number = stem[match.end() :], match["n1"] or match["n2"] or match["n3"]
        if after := _FILE_DATE.match(rest):  # "0012-2025-03-04-use-x"
            rest, day = rest[after.end() :], _real(*(int(part) for part in after.groups()))
    readable = re.sub(r"[-_\s]+", " ", rest or stem).strip()
    return FileName(readable[:1].upper() + readable[1:], number, day)


def _real(year: int, month: int, day: int) -> str | None:
    try:
        return datetime(year, month, day, tzinfo=UTC).date().isoformat()
    except ValueError:
        return None
