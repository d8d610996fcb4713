"""Text as the reader sees it: folded to one byte a character, cut into sentences and clauses."""

from __future__ import annotations

from bisect import bisect_right
from codecs import register_error
from collections.abc import Iterator
from itertools import pairwise

from adr_lint.regexes import regex

_FOLD = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2212\u00ad", "-"),
    **dict.fromkeys("\u2012\u2013\u2014\u2015", "\x96"),
    **dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f\u2002\u2003\t\n\r", " "),
    "\u2026": "\x85",
    "\u20ac": "\x80",
    "\u2248": "~",
    "\u00d7": "x",
}
_BYTES = bytes(ord(_FOLD.get(chr(byte), chr(byte).lower() if byte < 0x80 else chr(byte))) for byte in range(256))
DASH = "\\x96"
"""The byte to which en and em dashes are folded, as a pattern has it."""

# These two begin with all bytes that they may begin with, so that Python looks for those alone, three times as fast.
_END = regex(rb"[.!?\x85\x96](?:(?<!\x96)[.!?\x85]*[\"')\]]*(?:(?=\s)|$)|(?<=\s\x96)\s(?=[a-z]+:))")
_ABBREVIATION = regex(
    rb"(?:^|[\s(])(?:[a-z]|e\.g|i\.e|approx|ca|cf|vs|etc|incl|resp|no|nos|fig|dr|mr|mrs|ms|prof|st|inc|ltd|co|corp"
    rb"|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|est|min|max|al|p\.a|p\.m|a\.m|viz|bzw|z\.b|u\.s|u\.k)$"
)
_CLAUSE = regex(
    rb"[;:(),\s](?:(?<=[;:()])|(?<=\s)\x96\s|(?:(?<=\s)|(?<=,)\s)(?:but|however|although|though|whereas|while|yet|unless"
    rb"|because|since|so that|and then|which|who)\s|(?<=,)\s(?:and|so|or|as|we|it|they|the|this|that|our|nor)\s)"
)


def fold(text: str) -> bytes:
    """``text`` in lower case, quotes and dashes plain, one byte for every character (so positions agree)."""
    return text.encode("latin-1", "adr_lint.fold").translate(_BYTES)


def _beyond(error: UnicodeError) -> tuple[bytes, int]:
    """What stands for characters that Latin-1 does not have."""
    assert isinstance(error, UnicodeEncodeError)  # noqa: S101  # nothing else is raised by an encoder
    found = error.object[error.start : error.end]
    return "".join([_FOLD.get(character, "?") for character in found]).encode("latin-1"), error.end


register_error("adr_lint.fold", _beyond)


LONGEST_SENTENCE = 2_000
"""Characters; a longer one is cut at a space, so that what is looked up around a match stays bounded."""


def sentences(folded: bytes) -> list[int]:
    """Where each sentence of a block starts, ascending, the first at 0. Abbreviations and initials end none."""
    starts = [0]
    for match in _END.finditer(folded):
        begin, end = match.span()
        if end >= len(folded):
            break
        if match.group()[:1] == b"." and _ABBREVIATION.search(folded, max(0, begin - 12), begin):
            continue
        starts.append(end + 1)
    if len(folded) > LONGEST_SENTENCE:
        starts = [part for start, end in pairwise([*starts, len(folded)]) for part in _cut(folded, start, end)]
    return starts


def _cut(folded: bytes, start: int, end: int) -> Iterator[int]:
    while True:
        yield start
        if end - start <= LONGEST_SENTENCE:
            return
        space = folded.rfind(b" ", start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
        start = start + LONGEST_SENTENCE if space < 0 else space + 1


def sentence_at(starts: list[int], length: int, position: int) -> tuple[int, int]:
    """Start and end of the sentence that holds ``position``."""
    index = bisect_right(starts, position)
    return starts[index - 1], starts[index] if index < len(starts) else length


def clause_at(folded: bytes, start: int, end: int, at: int, to: int) -> tuple[int, int]:
    """Start and end of the clause around ``folded[at:to]`` within the sentence ``folded[start:end]``."""
    left, right = start, end
    for match in _CLAUSE.finditer(folded, start, end):
        if match.end() <= at:
            left = match.end()
        elif match.start() >= to:
            right = match.start()
            break
    return left, right
