"""People who are listed rather than counted: "Ana, Piotr and half of Lee", "two developers, a linguist and me"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from adr_lint.facts import numbers
from adr_lint.regexes import regex
from adr_lint.values import dataclass

# It begins with all that it may begin with, so that Python looks for that alone.
_BRACKETS = regex(r"\(([^()]{0,80})\)")
_BETWEEN = regex(
    r"\s*;\s*|\s*,\s*(?:(?:and|plus|then|also|with)\b(?!\s+(?:a|the) view)\s*)?"
    r"|\s+(?:and|plus|&|\+|as well as|along with)(?=[\s,])\s*"
)
_UPPER = "A-Z\u00c0-\u00de\u0100-\u024f\u0386-\u03ab\u0400-\u042f"
_NAME = (
    r"(?:(?:Dr|Mr|Mrs|Ms|Mme|Prof|Frau|Herr|M|Sister|Father)\.?\s+)?"
    rf"[{_UPPER}][\w'\u2019-]*\w(?:\s(?:de\s|van\s|von\s)?[{_UPPER}][\w\u2019-]*)?"
)
# It begins with all that it may begin with, so that Python looks for that alone.
_END = regex(
    r"[.;:!?|\u2013\u2014](?:(?<![.;])|(?<=\.)(?<!\b[DM]r\.)(?<!\bM\.)(?<!\bM[rm]s\.)(?<!\bProf\.)"
    rf"|(?<=;)(?!\s+{_NAME}\s+(?:for|from|on|half|part|by|until|till|since|mornings|afternoons|a|one|two|three|four)\b))"
)
_PART = (
    r"(?:the other|half of|a half of|part of|most of|some of|a (?:third|quarter|fifth|bit|slice) of"
    r"|(?:a|one|two|three|four) (?:days?|mornings?|afternoons?) (?:a week )?of)\s+"
)
_COUNT = r"an?|another|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}"
_TWO = "twins|sisters|brothers|siblings|couple"
_OPENS = regex(
    rf"(?:(?P<both>(?i:both|the two)\s+[\w'\u2019-]+|(?i:the)\s+(?:[{_UPPER}]\w+\s+)?(?i:{_TWO})\b)"
    rf"|(?i:the\s+|all\s+|our\s+|my\s+)?(?P<count>(?i:{_COUNT}))\s+(?P<what>[^\W\d]\w*(?:[ /-][^\W\d]\w*){{0,3}})"
    r"|(?P<self>(?i:me|myself|yours truly|the undersigned)\b|I\b(?!\.e\.|['\u2019]))"
    rf"|(?P<name>(?i:{_PART})?(?:(?i:young|old|little|big)\s+)?(?P<proper>{_NAME}))"
    r"|(?P<one>(?i:the|our|my|her|his)\s+[^\W\d][\w-]*|(?i:whoever)\b))"
    r"(?![\w-])"
)
_THEIRS = regex(rf"[^()]{{0,40}}?(?:['\u2019]s?\s+(?P<theirs>(?i:{_COUNT}))(?=\W*\Z)|\s\((?P<inside>\d{{1,2}})\))")
_BESIDE = regex(rf"\s(?P<count>(?i:{_COUNT}))(?=\W*\Z)")
"""The number beside the name of a unit: "Edge 5, Vision 4"."""
_CLOSES = regex(
    rf"(?:(?<=[a-z,:]\s)|(?<=[a-z]['\u2019]s\s))(?:(?P<name>{_NAME}|me|myself)"
    rf"|(?P<count>(?i:{_COUNT}))\s+(?P<what>[^\W\d]\w*(?:[ /-][^\W\d]\w*){{0,2}}))\Z"
)
_ASIDE = regex(
    r"(?i)(?:on|at|in|for|from|since|until|till|when|who|which|whose|while|if|once|after|before|part[- ]time"
    r"|full[- ]time|half|mornings|afternoons|later|now|currently|first|mostly|occasionally|including|counting"
    r"|(?:a|one|two|three|four) (?:days?|mornings?|afternoons?|evenings?)(?: a week)?)\b"
)
_LEADS_TO = regex(rf"(?i:from|since|until|till|as of|on)\s+(?:(?i:the)\s+\w+|{_NAME})\s+")
"""What says of the next member from when on, or from where, it is there: "and from June the two graduates"."""
_REPEATS = regex(r"(?i:both|all(?:\s+of\s+(?:them|us)|\s+(?P<count>two|three|four|five|six))?)\s+[a-z]")
"""What says more of all those before it: "Aino and Jo, both half time"."""
_AMONG = regex(r"\s+(?:among (?:them|us|these|those)|included|inclusive)\b")
"""What says that somebody was counted before."""
_SAYS = regex(
    r"\s+(?!who\b|which\b|whose\b)(?:.*\b(?:is|are|was|were|has|have|had|will|would|can|could|does|did)\b"
    r"|\w+s\s+(?:the|a|an|in|on|with|to|from)\b)"
)
"""What follows a capital that begins a sentence of its own, and no list."""
_ELSEWHERE = frozenset({"from", "of", "in", "at", "here", "there", "on", "over", "for"})
"""What follows a count whose noun is left out: "six from switching, three here"."""
_WITHIN, _OWN = frozenset({"in", "of", "at"}), frozenset({"mine", "ours", "hers", "his", "theirs"})
"""What leads to the place or unit of those who are counted ("ten in Delhi"), unless it is one of these ("two of mine").
"""
_VERBS = frozenset(["is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "does", "did"])
_ALL, _THEM = ("of", "us"), frozenset({"them", "whom", "these", "those"})
"""What makes of a count all that there are ("six of us, Lourens on four days"), and what makes it some of these."""
_PEOPLE = regex(
    r"(?i)\b(?:people|persons?|employees?|staff|heads|hands|m[ae]n|wom[ae]n|colleagues?|students?|interns?|apprentices?|trainees?"
    r"|graduates?|grads?|juniors?|seniors?|fellows?|postdocs?|analysts?|developers?|devs?|programmers?|coders?|admins?"
    r"|administrators?|sysadmins?|sres?|dbas?|researchers?|architects?|consultants?|contractors?|freelancers?|testers?"
    r"|designers?|operators?|officers?|clerks?|managers?|leads?|members|experts?|posts|ftes?|volunteers?|assistants?"
    r"|civil servants?|secretar(?:y|ies)|actuar(?:y|ies)|archivists?|quants?|editors?|teachers?|lecturers?|nurses?"
    r"|\w{3,}(?:eers?|[cdgnstuv]ists?|[ao]lists?|icians?|ographers?))\b"
)
_NO_NAMES = frozenset(
    [
        "The", "We", "Our", "It", "In", "On", "At", "For", "From", "No", "If", "As", "But", "And", "So", "Then",
        "This", "That", "These", "Those", "They", "He", "She", "You", "Their", "His", "Her", "Both", "All", "Each",
        "Some", "Most", "Not", "When", "While", "After", "Before", "With", "Without", "By", "To", "Who", "What",
        "Where", "There", "Nobody", "Good", "January", "February", "March", "April", "May", "June", "July",
        "August", "September", "October", "November", "December", "Monday", "Tuesday", "Wednesday", "Thursday",
        "Friday", "Saturday", "Sunday", "Bad", "Yes", "Now", "Later", "I've", "I'm", "I'll", "I'd",
        "Put", "Taken", "Given", "Seen", "Added", "Compared", "Based", "Asked", "Counted", "Together", "Altogether",
        "However", "Therefore", "Thus", "Still", "Also", "First", "Second", "Third", "Finally", "Today", "Once",
        "Until", "Since", "Because", "Like", "Unlike", "Hence", "Here",
    ]
)  # fmt: skip
"""Words with a capital that are no names of people."""
_NO_COUNTS = frozenset({b"T", b"D", b"M", b"P"})
_PRODUCTS = frozenset({b"HH", b"SS", b"EE", b"LL", b"TT", b"MM", b"NN", b"DD"})
"""What product names, dates and amounts are overwritten by."""
_BLANK = "\0"
"""What stands for brackets, which are no part of the list around them."""
_MOST_MEMBERS, _LONGEST_MEMBER, _LONGEST_ASIDE = 14, 60, 45


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
    named: bool = False
    person: bool = False
    """Whether the words call it a person, or persons."""
    elliptic: bool = False
    """Whether it is a count without a noun."""
    whole: bool = False
    """Whether it counts all, of whom further members are some unless they are added."""
    placed: bool = False
    """Whether it counts the people of a place or unit, whose name may go on: "ten in Delhi and Pune"."""
    joint: str = ""
    """What stands between it and the one before."""

    @property
    def added(self) -> bool:
        """Whether a word joins it to those before, not a comma or a sign alone."""
        return _joins(self.joint)


def listed(text: str, masked: bytes, start: int, end: int) -> Iterator[Listed]:
    """The lists of people in ``text[start:end]``. ``masked`` is the same text with products' names overwritten."""
    inside = [(start, end)]
    bare = text
    if _BRACKETS.search(text, start, end):
        inside += [match.span(1) for match in _BRACKETS.finditer(text, start, end)]
        bare = f"{text[:start]}{_BRACKETS.sub(_blank, text[start:end])}{text[end:]}"
    for number, (begin, stop) in enumerate(inside):
        said = text if number else bare
        while begin < stop:
            close = _END.search(said, begin, stop)
            yield from _in_clause(said, text, masked, begin, close.start() if close else stop)
            begin = close.end() if close else stop


def _blank(brackets: re.Match[str]) -> str:
    return _BLANK * len(brackets[0])


def _in_clause(said: str, text: str, masked: bytes, start: int, end: int) -> Iterator[Listed]:
    cuts = [match.span() for match in _BETWEEN.finditer(said, start, end)]
    if not cuts:
        return
    run: list[_Member] = []
    begins = [start, *(cut[1] for cut in cuts)]
    ends = [*(cut[0] for cut in cuts), end]
    for place, (begin, stop) in enumerate(zip(begins, ends, strict=True)):
        last = place == len(cuts)
        joint = said[ends[place - 1] : begin] if place else ""
        if run and not _joins(joint) and _repeats(said, run, begin, stop):
            continue
        member = _member(said, text, masked, begin, stop, last=last)
        if member is None and run and (leads := _LEADS_TO.match(said, begin, stop)):
            member = _member(said, text, masked, leads.end(), stop, last=last)
        if member is None and run and not last and (begin >= stop or _is_aside(said, begin, stop)):
            continue
        if member is None:
            yield from _of(run)
            run = []
            member = _closing(said, masked, begin, stop)
        if member is not None and not (member.elliptic and not run and place):  # "three teams, two of them in Lyon"
            run.append(replace(member, joint=joint))
    yield from _of(run)


def _joins(between: str) -> bool:
    """Whether what stands between two parts of a list has a word in it."""
    return any(map(str.isalpha, between))


def _repeats(said: str, run: list[_Member], start: int, end: int) -> bool:
    """Whether a part of a list says more of all those before it."""
    match = _REPEATS.match(said, start, end)
    if match is None:
        return False
    both = said[start : start + 4].lower() == "both"
    counted = 2 if both else round(numbers.number(match["count"].lower()) or 0) if match["count"] else 0
    return counted in (0, sum(member.count for member in run))


def _is_aside(said: str, start: int, end: int) -> bool:
    """Whether a part of a list says more of the member before it or after it: "Ana and, on Fridays, Jo"."""
    return end - start <= _LONGEST_ASIDE and _ASIDE.match(said, start, end) is not None


def _of(run: list[_Member]) -> Iterator[Listed]:
    if not 2 <= len(run) <= _MOST_MEMBERS:
        return
    counted = all(member.person or member.elliptic for member in run)
    if any(member.named for member in run) or (counted and any(member.person or member.count > 1 for member in run)):
        yield Listed(run[0].start, run[-1].end, _sum(run))


def _sum(run: list[_Member]) -> int:
    """How many they are.

    Where a number is followed by so many names or counts, or by names of some of them, that number; so where a unit's
    name comes before it ("Search & Maps, ten engineers") or the rest of a place's after it ("ten in Delhi and Pune").
    """
    first, *others = (member for at, member in enumerate(run) if not _is_some(run, at))
    if _is_unit(run):
        return run[-1].count
    if first.placed and len(others) == 1 and others[0].named:
        return first.count
    total = sum(member.count for member in others)
    parts = all(member.named for member in others) or (len(others) > 1 and all(member.elliptic for member in others))
    told = not first.named and first.count == total and parts
    if first.whole:
        total = sum(member.count for member in others if member.added or member.person)
    return first.count if told else first.count + total


def _is_some(run: list[_Member], at: int) -> bool:
    """Whether a member is some of those counted before it: "four engineers, one in part time"."""
    one, before = run[at], run[at - 1]
    of_those = before.person and not before.placed and before.count > one.count
    return 0 < at == len(run) - 1 and one.elliptic and not one.added and of_those


def _is_unit(run: list[_Member]) -> bool:
    """Whether the list is a unit's name, of one part or of two, and after a comma the number of its people."""
    *names, last = run
    if last.named or last.added or last.count < 2 or not all(member.named and member.count == 1 for member in names):
        return False
    return len(names) == 1 or (len(names) == 2 and "&" in names[1].joint)


def _member(said: str, text: str, masked: bytes, start: int, end: int, *, last: bool) -> _Member | None:
    """The person or persons that a part of a list begins with."""
    while start < end and said[start] in " *_\"'":
        start += 1
    match = _OPENS.match(said, start, end)
    if match is None or (not last and end - start > _LONGEST_MEMBER) or _AMONG.match(said, match.end(), end):
        return None
    stop = match.end() if last else start + len(said[start:end].rstrip(f" {_BLANK}"))
    if match["both"]:
        return _Member(start, stop, 2, named=True)
    if match["count"]:
        return _counted(match["count"], match["what"], masked, match.start("count"), (start, stop))
    if match["self"]:
        return _Member(start, stop, 1, named=True)
    if match["one"]:
        return _Member(start, stop, _theirs(text, start, end), person=_PEOPLE.search(match["one"]) is not None)
    if not _is_name(match["proper"], masked, match.start("proper")) or (
        not last and _SAYS.match(said, match.end(), end)
    ):
        return None
    beside = _BESIDE.match(said, match.end(), end)
    if beside and masked[beside.start("count") : beside.start("count") + 1] not in _NO_COUNTS:
        return _Member(start, beside.end(), round(numbers.number(beside["count"].lower()) or 1), named=True)
    return _Member(start, stop, _theirs(text, start, end), named=True)


def _counted(count: str, what: str, masked: bytes, at: int, span: tuple[int, int]) -> _Member | None:
    if masked[at : at + 1] in _NO_COUNTS:
        return None
    words = what.lower().split()
    if words[0] == "of" and not _THEM.isdisjoint(words[1:2]):
        return None
    elliptic = words[0] in _ELSEWHERE
    person = not elliptic and _PEOPLE.search(what) is not None
    if not person and not _VERBS.isdisjoint(words[1:]):
        return None
    whole = tuple(words[:2]) == _ALL
    within = _WITHIN | {"from"} if person else _WITHIN
    placed = not whole and any(a in within and b not in _OWN for a, b in pairwise(words))
    return _Member(
        *span, round(numbers.number(count.lower()) or 1),
        person=person, elliptic=elliptic, whole=whole, placed=placed,
    )  # fmt: skip


def _theirs(text: str, start: int, end: int) -> int:
    """How many a member is that ends with its number: "the Herd team's six", "the vision cell (3)"."""
    match = _THEIRS.match(text, start, end)
    return round(numbers.number((match["theirs"] or match["inside"]).lower()) or 1) if match else 1


def _is_name(words: str, masked: bytes, start: int) -> bool:
    """Whether words with a capital may be somebody's name: no everyday word, no product, no date."""
    return words.split()[0] not in _NO_NAMES and masked[start : start + 2] not in _PRODUCTS


def _closing(said: str, masked: bytes, start: int, end: int) -> _Member | None:
    """Who ends the part before a list's first comma: "It falls to Ana", "it is us three", "We are two testers"."""
    match = _CLOSES.search(said, max(start, end - _LONGEST_MEMBER), end)
    if match is not None and match["count"]:
        one = _counted(match["count"], match["what"], masked, match.start("count"), match.span())
        return one if one is not None and (one.person or one.whole) else None
    if match is None or (match["name"][0].isupper() and not _is_name(match["name"], masked, match.start())):
        return None
    return _Member(match.start(), end, 1, named=True)
