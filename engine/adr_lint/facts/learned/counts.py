"""The numbers that the weights judged beside those that the cues took: which of both count something, and how much."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from adr_lint.facts.choose import POSITION, Candidate
from adr_lint.facts.learned.features import PEOPLE
from adr_lint.facts.learned.judge import Verdict, Verdicts
from adr_lint.facts.learned.spans import TOTAL
from adr_lint.facts.learned.values import value_of
from adr_lint.facts.learned.view import Sentence
from adr_lint.model import Evidence, Value
from adr_lint.policy.nouns import FactType
from adr_lint.regexes import regex

_UNLIKELY = 0.1
"""Below it a number that a cue took is left: it is mostly another team's, another date."""
_TOTAL = regex(rb"\b(?:" + TOTAL + rb")\b")
_NEAR = 14
"""How far from a number it may say that it is a sum, in bytes."""


class Counts:
    """The numbers of a record, all of which have been judged."""

    def __init__(self, verdicts: Verdicts, now: date | None, said: Callable[[Verdict], Evidence]) -> None:
        """``now`` is the record's own date; ``said`` gives the words of a verdict and their place."""
        self._verdicts, self._now, self._said = verdicts, now, said
        self._judged = [_extent(number.sentence, number.start, number.end) for number in verdicts.numbers]

    def likely(self, name: str, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
        """The candidates of the cues for a fact whose number is likely enough to count that, and not less than another.

        Of one that is but a part of a list of people, all of the list.
        """
        best = max((verdict.probability for verdict in self._verdicts.by_label.get(name, ())), default=0.0)
        wanted = max(_UNLIKELY, best)
        for one in candidates:
            p, whole = self._likelihood(name, one)
            if p < wanted:
                continue
            count = whole.number.worth if whole is not None and whole.number is not None else None
            yield (
                one if whole is None or count is None else replace(one, value=round(count), evidence=self._said(whole))
            )

    def value(self, fact: FactType, verdict: Verdict, candidates: Sequence[Candidate]) -> Value | None:
        """What a number comes to as the value of a fact; None where it is none.

        A cue that covers the number may have added others to it (four engineers plus a part-time operator).
        """
        assert verdict.number is not None  # noqa: S101  # of the heads for numbers
        first, last = _extent(verdict.sentence, *verdict.span)
        for candidate in () if verdict.number.parts else candidates:
            begin, end = _words_of(candidate)
            if begin <= first and last <= end:
                return candidate.value
        return value_of(fact, verdict.number, self._now)

    def _likelihood(self, name: str, candidate: Candidate) -> tuple[float, Verdict | None]:
        """How likely a number in a candidate's words counts that, 1 where none of them was judged.

        Where they are but a part of a list of people, how likely that does, and the verdict on it.
        """
        begin, end = _words_of(candidate)
        met = [(first, last) for first, last in self._judged if first < end and begin < last]
        if not met:
            return 1.0, None
        inside = around = 0.0
        whole: Verdict | None = None
        for verdict in self._verdicts.by_label.get(name, ()):
            extent = _extent(verdict.sentence, *verdict.span)
            if extent not in met or verdict.number is None:
                continue
            if begin <= extent[0] and extent[1] <= end:
                inside = max(inside, verdict.probability)
            elif verdict.number.letter == PEOPLE and verdict.probability > around:
                around, whole = verdict.probability, verdict
        return (inside, None) if inside >= around else (around, whole)


def totals_first(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Those that say themselves to be the sum of others come first: "two months, three, and one: six in all"."""
    return sorted(verdicts, key=lambda verdict: not _is_total(verdict))


def _is_total(verdict: Verdict) -> bool:
    passage, (start, end) = verdict.sentence.passage, verdict.span
    before = passage.folded[max(verdict.sentence.start, start - _NEAR) : start]
    after = passage.folded[end : min(verdict.sentence.end, end + _NEAR)]
    cell = passage.heading if passage.block.kind == "cell" else b""
    return any(_TOTAL.search(words) for words in (before, after, cell))


def _extent(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Where words of a sentence's passage begin and end, as candidates say it."""
    first = sentence.passage.order * POSITION
    return first + start, first + end


def _words_of(candidate: Candidate) -> tuple[int, int]:
    """Where a candidate's words begin and end."""
    return candidate.position, candidate.position + len(candidate.evidence.words)
