"""The status in what stands after a label, in a section of that name, or in a cell."""

from __future__ import annotations

import re
from typing import NamedTuple

from adr_lint.parse.conventions import Conventions
from adr_lint.regexes import regex

_LEAD = regex(
    r"(?i)\W*(?:(?<=:)[a-z0-9_+-]{2,30}:\W*|(?<=#)[0-9a-f]{3,8}\W+)?(?:(?:currently|now|partially|partly|conditionally|tentatively|formally|mostly|fully|the|this|our|it"
    r"|adr|record|decision|rfc|proposal|document|is|was|has|been|still)\W+(?=\w)){0,6}"
)
_BETWEEN = regex(r"(?i)\s*(?:(?P<either>[|/]|\bor\b)|(?P<comma>[,;])\s*(?:\bor\b)?|(?P<arrow>→|⇒|->|=>|>))\W*")
_ETC = regex(r"(?i)\W*(?:etc\b|…|\.\.\.)")
_SUPERSEDED = regex(
    r"(?i)(?:[.;,(\u2013—|/-]|\s{2,})\s*\W*(?:now\s+)?(?P<word>supers?ee?ded|superceded|replaced)\s+(?:by|in|with)\b"
)
_FOLLOWING = regex(
    r"(?i)\W*(?:\Z|\d|[^\w\s]|(?:by|in|on|at|with|for|as|until|since|and|but|because|from|to|through|via|pending|under"
    r"|after|per|subject|is|was|this|last|today|yesterday|unanimously|see|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\b)"
)
_MAX_VALUE = 300
_PARTICIPLE = regex(r"(?i)\w+ed\Z")


class Said(NamedTuple):
    """A status that was said: the model's word, and where the author's word stands in the text."""

    status: str
    start: int
    end: int


def in_value(
    text: str, conventions: Conventions, start: int = 0, *, strict: bool = False, alone: bool = False
) -> Said | None:
    """The status that ``text[start:]`` begins with; None for a menu of statuses or for other prose.

    ``strict`` is for lines without a label: there the word must not be the beginning of a sentence; ``alone``
    is for labels far from the header: there it must end its clause, whatever the word.
    """
    text = text[: start + _MAX_VALUE]
    first = _word(text, start, conventions)
    if first is None:
        return None
    if strict and not _PARTICIPLE.match(text[first.start : first.end]) and not _FOLLOWING.match(text, first.end):
        return None
    if alone and not _FOLLOWING.match(text, first.end):
        return None
    later = _more(text, first, conventions)
    if later is None:
        return None
    superseded = _SUPERSEDED.search(text, first.end)
    if superseded is not None and later.status != "superseded":
        return Said("superseded", superseded.start("word"), superseded.end("word"))
    return later


def _word(text: str, start: int, conventions: Conventions) -> Said | None:
    lead = _LEAD.match(text, start)
    position = lead.end() if lead else start
    if (status := conventions.statuses.get(text[position:].casefold())) is not None:
        return Said(status, position, len(text))
    while True:
        match = conventions.status.match(text, position)
        if match is not None:
            break
        if not lead or position <= start:
            return None
        match = conventions.status.match(text, _first_word(text, start))  # "proposal" is among the lead's words too
        if match is None:
            return None
        break
    word = " ".join(re.split(r"[\s_]+", match[0].casefold()))
    status = conventions.statuses.get(word) or conventions.statuses.get(word.replace("-", " "))
    return Said(status, match.start(), match.end()) if status else None


def _first_word(text: str, start: int) -> int:
    while start < len(text) and not text[start].isalnum():
        start += 1
    return start


def _more(text: str, first: Said, conventions: Conventions) -> Said | None:
    """What holds where several statuses stand in a row: nothing of a menu, the last of a chain, else the first."""
    said, kinds = [first], set()
    while between := _BETWEEN.match(text, said[-1].end):
        following = conventions.status.match(text, between.end())
        if following is None:
            break
        kinds.add(between.lastgroup)
        word = " ".join(following[0].casefold().replace("-", " ").split())
        status = conventions.statuses.get(word) or conventions.statuses.get(following[0].casefold()) or first.status
        said.append(Said(status, following.start(), following.end()))
    if len(said) == 1:
        return first
    if "either" in kinds or (len(said) > 2 and "arrow" not in kinds) or _ETC.match(text, said[-1].end):
        return None
    if "arrow" in kinds:
        return said[-1]
    return next((one for one in said if one.status in ("superseded", "deprecated")), first)
