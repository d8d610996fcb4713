"""What the learned reader looks at: of a sentence, and of a number that stands in one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain, pairwise

from adr_lint.facts.learned.words import Word

PEOPLE = "E"
"""The letter of a list of people."""
_NEAR = 8
"""How many words on either side of a number are looked at."""
_UP_TO: Mapping[str, Sequence[float]] = {
    "N": (1, 2, 3, 5, 8, 12, 20, 50, 200, 2_000),
    "E": (1, 2, 3, 4, 5, 6, 8, 10, 14),
    "D": (0.2, 0.6, 1.1, 2.1, 4.1, 6.1, 9.1, 12, 18, 24, 36, 60),
    "T": (0, 1, 2, 4, 7, 10, 13, 18, 24, 36),
}
"""By letter, what sizes are told apart: counts, people, months, and months from the record's own date."""


def of_sentence(words: Sequence[Word], setting: Set[str]) -> set[str]:
    """The features of a sentence; ``setting`` are those of where it stands (``around``)."""
    found = {"u:^", "u:$", *chain.from_iterable([word.features for word in words])}
    stems = ["^", *[word.stem for word in words], "$"]
    found.update([f"b:{a} {b}" for a, b in pairwise(stems)])
    found.update(setting)
    length = len(words)
    found.add("short" if length < 6 else "middling" if length < 15 else "long")
    return found


def around(
    roles: Iterable[str], kind: str, heading: Sequence[Word], *, rejected: bool, quoted: bool, cues: Iterable[str]
) -> set[str]:
    """The features of where a sentence stands: roles, kind of block, headings, and what the cues made of it."""
    found = {f"r:{role}" for role in roles}
    found.add(f"kind:{kind}")
    found.update(f"h:{word.stem}" for word in heading[:8])
    for cue in cues:
        found.add(f"cue:{cue}")
        found.add(f"fact:{cue.split('/')[0]}")
    if rejected:
        found.add("rejected")
    if quoted:
        found.add("quoted")
    return found


def of_number(
    left: Sequence[Word], right: Sequence[Word], letter: str, said: str, setting: Set[str], cues: Iterable[str], *,
    inside: Sequence[Word] = (), agrees: bool = False, summed: bool = False, worth: float | None = None,
) -> set[str]:  # fmt: skip
    """The features of a number.

    ``left`` and ``right`` are the words of its sentence on either side, ``letter`` says what was masked (N count, D
    duration, T date, M money, P percentage), ``said`` is the number's own words, ``cues`` the facts of the cues that
    cover it, ``inside`` the words of a list of people. ``agrees``: whether a count and a list of people say the same.
    ``summed``: whether it is a list of durations. ``worth`` is what it comes to: a count, people, months, or months
    from the record's own date.
    """
    before, after = list(left[-_NEAR:])[::-1], right[:_NEAR]
    found = {f"letter:{letter}", f"unit:{letter} {_unit(said)}", f"size:{letter} {_size(said)}"}
    for side, near in (("l", before), ("r", after)):
        found.update(_beside(side, near))
    if before and after:
        found.add(f"lr:{before[0].stem} {after[0].stem}")
    next_to = list(_next_to(before, after))
    found.update(next_to)
    if letter in _UP_TO:
        size = f"worth:{_step(letter, worth)}"
        found.add(size)
        kinds = [feature for feature in setting if feature.startswith("kind:")]
        found.update([f"{size}&{other}" for other in (*next_to, *kinds, f"unit:{_unit(said)}")])
    found.update(f"s:{word.stem}" for word in (*left, *right) if not word.common)
    found.update(f"covered:{cue}" for cue in cues)
    found.update(chain.from_iterable(_inside(word) for word in inside if not word.common))
    if agrees:
        found.add("agrees")
    if summed:
        found.add("summed")
    found.update(setting)
    found = {f"{letter}|{feature}" for feature in found}
    if letter == PEOPLE:
        found.update(f"N|{feature}" for feature in setting)  # it stands where a count of people would
    return found


def told(letter: str, worth: float | None) -> str:
    """What a sentence has of a span of time or a date in it."""
    return f"has:{letter} {_step(letter, worth)}"


def _step(letter: str, worth: float | None) -> str:
    return "?" if worth is None else str(bisect_left(_UP_TO[letter], worth))


def _next_to(before: Sequence[Word], after: Sequence[Word]) -> Iterator[str]:
    """The words right before and after a number, and their meanings, or that there are none."""
    for side, near, end in (("l0", before, "opens"), ("r0", after, "closes")):
        yield f"{side}:{near[0].stem}" if near else end
        if near and near[0].cluster:
            yield f"{side}c:{near[0].cluster}"
    if not before and not after:
        yield "alone"


def _beside(side: str, near: Sequence[Word]) -> Iterator[str]:
    for distance, word in enumerate(near):
        yield f"{side}:{word.stem}"
        if word.cluster:
            yield f"{side}c:{word.cluster}"
        if distance < 3:
            yield f"{side}{distance}:{word.stem}"
            if word.cluster:
                yield f"{side}{distance}c:{word.cluster}"
    for a, b in pairwise(near[:5]):
        yield f"{side}b:{a.stem} {b.stem}"


def _inside(word: Word) -> Iterator[str]:
    yield f"i:{word.stem}"
    if word.cluster:
        yield f"ic:{word.cluster}"


def _unit(said: str) -> str:
    for unit in ("day", "week", "sprint", "fortnight", "month", "quarter", "year"):
        if unit in said:
            return unit
    return ""


def _size(said: str) -> str:
    digits = "".join(character for character in said if character.isdigit())
    return str(len(digits)) if digits else "word"
