"""A page sentence by sentence, with what the cues made of each: what the learned reader is shown, and is trained on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from itertools import accumulate

from adr_lint.facts import dates, durations
from adr_lint.facts.learned import features, people, spans
from adr_lint.facts.learned.features import PEOPLE
from adr_lint.facts.learned.words import Word, Words
from adr_lint.facts.numbers import number as count
from adr_lint.facts.pages import Page, Passage
from adr_lint.regexes import regex
from adr_lint.values import dataclass, field

_NUMBER = regex(rb"[NDTMP](?:(?<=N)N*|(?<=D)D*|(?<=T)T*|(?<=M)M*|(?<=P)P*)")
"""A run of one letter; Python finds where a set of bytes may begin many times as fast as where a run may."""
_LONGEST_LEAD = 40
"""A first sentence of a passage that is no longer says what the others are about."""
_TIMES = frozenset("DT")
"""The letters of numbers that say something of their sentence as a whole."""
_MOST_SENTENCES = 600
"""Of one record; a longer one is read by the cues alone from there on."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue that matched in a sentence, and whether its match was taken as a fact or passed over."""

    cue: str
    fact: str
    start: int
    end: int
    taken: bool


Hits = Mapping[tuple[int, int], Sequence[Hit]]
"""By the passage's place in the page and the sentence's start in the passage."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage and its words."""

    place: int
    """Of its passage among those of the page."""
    passage: Passage
    start: int
    end: int
    words: Sequence[Word]
    setting: Set[str]
    """The features of where it stands."""
    hits: Sequence[Hit] = field(default=())

    def features(self, numbers: Iterable[Number] = ()) -> set[str]:
        """What the weights of decisions look at, and those of statements, given the numbers of the sentence."""
        return features.of_sentence(self.words, self.setting).union(
            features.told(number.letter, number.worth) for number in numbers if number.letter in _TIMES
        )


@dataclass(frozen=True, slots=True)
class Number:
    """A count, duration, date, amount or percentage in a sentence, or a list of people or of durations."""

    sentence: Sentence
    start: int
    end: int
    letter: str
    worth: float | None = None
    """What it comes to: a count, people, months, or months from the record's own date."""
    agrees: bool = False
    """Whether its sentence also says the same as a list, or as a count."""
    parts: Sequence[str] = ()
    """Of a listed span of time, its parts; of a count whose unit stands elsewhere, it with that unit."""

    @property
    def said(self) -> str:
        """Its own words, folded."""
        return self.sentence.passage.folded[self.start : self.end].decode("latin-1")

    def features(self, words: Words) -> set[str]:
        """What the weights of numbers look at."""
        sentence = self.sentence
        masked = sentence.passage.masked
        left, right = words.of(masked[sentence.start : self.start]), words.of(masked[self.end : sentence.end])
        covering = (hit for hit in sentence.hits if hit.start < self.end and self.start < hit.end)
        cues = {hit.fact if hit.taken else f"not {hit.fact}" for hit in covering}
        inside = words.of(masked[self.start : self.end]) if self.letter == PEOPLE else ()
        return features.of_number(
            left, right, self.letter, self.said, sentence.setting, cues,
            inside=inside, agrees=self.agrees, summed=len(self.parts) > 1, worth=self.worth,
        )  # fmt: skip


def sentences(page: Page, hits: Hits, words: Words, only: Container[int] | None = None) -> Iterator[Sentence]:
    """The sentences of a page in reading order, or of those passages whose places are in ``only``."""
    count = 0
    settings: dict[tuple[object, ...], Set[str]] = {}
    for place, passage in enumerate(page.passages):
        if only is not None and place not in only:
            continue
        start = 0
        lead: Sequence[Word] = ()
        alike: tuple[object, ...] = (
            passage.roles, passage.heading, passage.block.kind, passage.block.quoted, passage.rejected
        )  # fmt: skip
        while start < len(passage.folded) and count < _MOST_SENTENCES:
            _, end = passage.sentence(start)
            if end <= start:
                break
            found = words.of(passage.masked[start:end])
            if found:
                count += 1
                here = hits.get((place, start), ())
                if here:
                    setting = _setting(passage, words, lead, here)
                elif alike not in settings:
                    setting = settings[alike] = _setting(passage, words, lead, ())
                else:
                    setting = settings[alike]
                yield Sentence(place, passage, start, end, found, setting, here)
                if not start and end <= _LONGEST_LEAD and end < len(passage.folded):
                    lead = found
                    alike = (*alike, passage.folded[:end])
            start = end


def numbers(sentence: Sentence, now: date | None) -> Iterator[Number]:
    """The numbers of a sentence, in order, its lists of people and its sums; ``now`` is the record's own date."""
    passage, start, end = sentence.passage, sentence.start, sentence.end
    lists = list(people.listed(passage.text, passage.masked, start, end))
    lists.sort(key=lambda found: found.start)
    starts, ends = [found.start for found in lists], list(accumulate((found.end for found in lists), max))
    totals = {found.count for found in lists}
    counts, said = [], set[float | None]()
    for match in _NUMBER.finditer(passage.masked, start, end):
        before = bisect_right(starts, match.start())
        if before and match.start() < ends[before - 1]:
            continue
        letter = chr(match.group()[0])
        if letter == "N" and (span := _with_unit(passage, *match.span())):
            counts.append(_listed(sentence, *match.span(), (span,)))
            continue
        worth = _worth(letter, passage.folded[slice(*match.span())].decode("latin-1"), now)
        if letter == "N":
            said.add(worth)
        counts.append(Number(sentence, *match.span(), letter, worth, agrees=letter == "N" and worth in totals))
    for found in lists:
        yield Number(sentence, found.start, found.end, PEOPLE, found.count, agrees=found.count in said)
    for total in spans.summed(passage.folded, passage.masked, start, end):
        yield _listed(sentence, total.start, total.end, total.parts)
    yield from counts


def _listed(sentence: Sentence, start: int, end: int, parts: Sequence[str]) -> Number:
    return Number(sentence, start, end, "D", sum(durations.months(part) or 0.0 for part in parts), parts=parts)


def _worth(letter: str, said: str, now: date | None) -> float | None:
    if letter == "D":
        return durations.months(said) or 0.0
    if letter == "T":
        return None if now is None else dates.months_ahead(said, now)
    return count(said) if letter == "N" else None


def _with_unit(passage: Passage, start: int, end: int) -> str:
    """A count with its unit of time, where the words before it or the heads of its cell name one."""
    alone = passage.block.kind == "cell" and end - start >= len(passage.folded.strip())
    return spans.with_unit(passage.folded, start, end, passage.heading if alone else b"")


def _setting(passage: Passage, words: Words, lead: Sequence[Word], hits: Iterable[Hit]) -> Set[str]:
    """The features of where a sentence stands; a short ``lead`` ("Who does it?") is as good as a heading."""
    kind, heading = passage.block.kind, [*lead, *words.of(passage.heading)]
    cues = {hit.cue if hit.taken else f"not {hit.fact}" for hit in hits}
    return features.around(
        passage.roles - {kind}, kind, heading, rejected=passage.rejected, quoted=passage.block.quoted, cues=cues
    )
