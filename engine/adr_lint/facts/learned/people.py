"""People who are listed rather than counted: "Ana, Piotr and half of Lee", "two developers, a linguist and me"."""

from __future__ import annotations

from collections.abc import Iterator

from adr_lint.facts import numbers
from adr_lint.regexes import regex
from adr_lint.values import dataclass

# It begins with all that it may begin with, so that Python looks for that alone.
_END = regex(r"[.;:!?()|\u2013\u2014](?:(?<!\.)|(?<!\b[DM]r\.)(?<!\bM\.)(?<!\bM[rm]s\.)(?<!\bProf\.))")
_BETWEEN = regex(r"\s*,\s*(?:(?:and|plus|then|also)\s+)?|\s+(?:and|plus|&|as well as)\s+")
_NAME = (
    r"(?:(?:Dr|Mr|Mrs|Ms|Mme|Prof|Frau|Herr|M)\.?\s+)?"
    r"[A-Z\u00c0-\u00de][\w'\u2019-]*\w(?:\s[A-Z\u00c0-\u00de][\w\u2019-]*)?"
)
_PART = r"(?:the other|half of|a half of|part of|most of|some of|a third of|a quarter of|two days of)\s+"
_COUNT = r"an?|another|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}"
_OPENS = regex(
    rf"(?:(?P<name>(?i:{_PART})?(?P<proper>{_NAME}))|(?P<self>(?i:me|myself|i)\b)"
    rf"|(?i:the\s+|all\s+|our\s+|my\s+)?(?P<count>(?i:{_COUNT}))\s+[^\W\d]\w*|(?P<one>(?i:the|our|my|her|his)\s+[^\W\d][\w-]*))"
    r"(?![\w-])"
)
_CLOSES = regex(rf"(?<=[a-z,:]\s)(?P<name>{_NAME})\Z")
_NO_NAMES = frozenset(
    [
        "The", "We", "Our", "It", "In", "On", "At", "For", "From", "No", "If", "As", "But", "And", "So", "Then",
        "This", "That", "These", "Those", "They", "He", "She", "You", "Their", "His", "Her", "Both", "All", "Each",
        "Some", "Most", "Not", "When", "While", "After", "Before", "With", "Without", "By", "To", "Who", "What",
        "Where", "There", "Nobody", "Good", "January", "February", "March", "April", "May", "June", "July",
        "August", "September", "October", "November", "December", "Monday", "Tuesday", "Wednesday", "Thursday",
        "Friday", "Saturday", "Sunday", "Bad", "Yes", "Now", "Later",
    ]
)  # fmt: skip
"""Words with a capital that are no names of people."""
_NUMBERED = regex(rb"(?<=\s)N+\Z")
_NO_COUNTS = frozenset({b"T", b"D", b"M", b"P"})
_PRODUCTS = frozenset({b"HH", b"SS", b"EE", b"LL", b"TT", b"MM", b"NN", b"DD"})
"""What product names, dates and amounts are overwritten by."""
_MOST_MEMBERS, _LONGEST_MEMBER = 12, 60


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of people: where it stands, and how many they are."""

    start: int
    end: int
    count: int


@dataclass(frozen=True, slots=True)
class _Member:
    start: int
    end: int
    count: int
    named: bool


def listed(text: str, masked: bytes, start: int, end: int) -> Iterator[Listed]:
    """The lists of people in ``text[start:end]``. ``masked`` is the same text with products' names overwritten."""
    while start < end:
        stop = _END.search(text, start, end)
        yield from _in_clause(text, masked, start, stop.start() if stop else end)
        start = stop.end() if stop else end


def _in_clause(text: str, masked: bytes, start: int, end: int) -> Iterator[Listed]:
    cuts = [match.span() for match in _BETWEEN.finditer(text, start, end)]
    if not cuts:
        return
    run: list[_Member] = []
    begins = [start, *(cut[1] for cut in cuts)]
    ends = [*(cut[0] for cut in cuts), end]
    for place, (begin, stop) in enumerate(zip(begins, ends, strict=True)):
        member = _member(text, masked, begin, stop, last=place == len(cuts))
        if member is None:
            yield from _of(run)
            run = []
            member = _closing(text, masked, begin, stop)
        if member is not None:
            run.append(member)
    yield from _of(run)


def _of(run: list[_Member]) -> Iterator[Listed]:
    if 2 <= len(run) <= _MOST_MEMBERS and any(member.named for member in run):
        yield Listed(run[0].start, run[-1].end, sum(member.count for member in run))


def _member(text: str, masked: bytes, start: int, end: int, *, last: bool) -> _Member | None:
    """The person or persons that a part of a list begins with."""
    while start < end and text[start] in " *_\"'":
        start += 1
    match = _OPENS.match(text, start, end)
    if match is None or (not last and end - start > _LONGEST_MEMBER):
        return None
    stop = match.end() if last else end
    if match["count"]:
        known = masked[match.start("count") : match.start("count") + 1]
        count = numbers.number(match["count"].lower())
        return None if known in _NO_COUNTS else _Member(start, stop, round(count or 1), named=False)
    if match["one"]:
        return _Member(start, stop, _group(text, masked, start, end), named=False)
    if match["self"]:
        return _Member(start, stop, 1, named=True)
    if not _is_name(match["proper"], masked, match.start("proper")):
        return None
    return _Member(start, stop, _group(text, masked, start, end), named=True)


def _group(text: str, masked: bytes, start: int, end: int) -> int:
    """How many a member is that ends with its number: "the Herd team's six"."""
    match = _NUMBERED.search(masked, start, end)
    return round(numbers.number(text[match.start() : match.end()].lower()) or 1) if match else 1


def _is_name(words: str, masked: bytes, start: int) -> bool:
    """Whether words with a capital may be somebody's name: no everyday word, no product, no date."""
    return words.split()[0] not in _NO_NAMES and masked[start : start + 2] not in _PRODUCTS


def _closing(text: str, masked: bytes, start: int, end: int) -> _Member | None:
    """The name that the part before a list's first comma ends with: "It falls to Ana"."""
    match = _CLOSES.search(text, max(start, end - _LONGEST_MEMBER), end)
    if match is None or not _is_name(match["name"], masked, match.start()):
        return None
    return _Member(match.start(), end, 1, named=True)
