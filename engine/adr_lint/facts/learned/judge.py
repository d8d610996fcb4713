"""What the weights make of a record's sentences and numbers: which are believed to state which fact, and how firmly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from adr_lint.facts.learned.joint import LEAST
from adr_lint.facts.learned.view import Number, Sentence, numbers
from adr_lint.facts.learned.weights import Heads
from adr_lint.facts.learned.words import Words
from adr_lint.facts.odds import likelihood, log_odds
from adr_lint.facts.pages import Passage
from adr_lint.values import dataclass, field

ASIDE = frozenset({"header", "status", "links", "title-line"})
"""Roles of sentences that state none of these facts, whatever their words."""
_SURE = 1e-4
"""Nothing is taken to be less likely than this, or likelier than all but this."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A sentence, or a number in one, that states ``label`` with a probability."""

    label: str
    probability: float
    sentence: Sentence
    number: Number | None = None

    @property
    def passage(self) -> Passage:
        """Where it stands."""
        return self.sentence.passage

    @property
    def span(self) -> tuple[int, int]:
        """Where in the passage its words stand, without the blanks around them."""
        if self.number is not None:
            return self.number.start, self.number.end
        start, end = self.sentence.start, self.sentence.end
        said = self.sentence.passage.folded[start:end]
        return start + len(said) - len(said.lstrip()), end - len(said) + len(said.rstrip())


@dataclass
class Verdicts:
    """The verdicts on a record, by label, the likeliest first."""

    by_label: dict[str, list[Verdict]] = field(default_factory=dict)
    numbers: list[Number] = field(default_factory=list)
    """All numbers that were judged."""

    def add(self, verdicts: Iterable[Verdict]) -> None:
        """Take more verdicts in."""
        for verdict in verdicts:
            self.by_label.setdefault(verdict.label, []).append(verdict)

    def likeliest(self) -> dict[str, float]:
        """The greatest likelihood of each label."""
        return {label: max(verdict.probability for verdict in those) for label, those in self.by_label.items()}

    def shifted(self, stated: Mapping[str, float]) -> None:
        """Make the likeliest verdict on each label as likely as it is ``stated``, and move the others along with it."""
        for label, those in self.by_label.items():
            p = stated.get(label)
            if p is not None:
                by = log_odds(p, _SURE) - log_odds(max(verdict.probability for verdict in those), _SURE)
                self.by_label[label] = [
                    replace(v, probability=likelihood(log_odds(v.probability, _SURE) + by)) for v in those
                ]

    def ranked(self, label: str) -> Sequence[Verdict]:
        """Those on a label, the likeliest first, and the earlier of equals."""
        return sorted(self.by_label.get(label, ()), key=lambda verdict: -verdict.probability)


def judge(found: Iterable[Sentence], statements: Heads, counts: Heads, words: Words, now: date | None) -> Verdicts:
    """The verdicts on sentences and on the numbers in them; ``now`` is the record's own date."""
    verdicts = Verdicts()
    for sentence in found:
        if sentence.passage.roles & ASIDE:
            continue
        counted = list(numbers(sentence, now))
        verdicts.add(_kept(statements.judge(sentence.features(counted), LEAST), sentence))
        for number in counted:
            verdicts.numbers.append(number)
            verdicts.add(_kept(counts.judge(number.features(words), LEAST), sentence, number))
    return verdicts


def likeliest(heads: Heads, those: Iterable[Sentence], label: str) -> list[Verdict]:
    """The sentence that states a label with the greatest likelihood, the first of equals; none of none."""
    verdicts = [Verdict(label, heads.judge(sentence.features())[label], sentence) for sentence in those]
    return sorted(verdicts, key=lambda verdict: -verdict.probability)[:1]


def _kept(likely: Mapping[str, float], sentence: Sentence, number: Number | None = None) -> Iterable[Verdict]:
    return (Verdict(label, p, sentence, number) for label, p in likely.items())
