"""What the learned reader is trained on: the sentences, numbers and records of annotated texts, as it will see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from annotated import Annotated, Mark

from adr_lint.facts.dates import parse_now
from adr_lint.facts.learned.judge import ASIDE
from adr_lint.facts.learned.record import Zones, by_zone, likely, said, zones
from adr_lint.facts.learned.values import value_of
from adr_lint.facts.learned.view import Number, Sentence, numbers, sentences
from adr_lint.facts.reading import Reader, View, view
from adr_lint.model import Source, Value
from adr_lint.parse import parse
from adr_lint.parse.conventions import load as conventions
from adr_lint.policy.load import load
from adr_lint.policy.nouns import FactType

NUMBERS = (
    "team.engineers", "timeline.months", "build.estimate_months", "scale.models", "scale.present", "scale.designed",
    "prototype.weeks", "tco.horizon_months", "cost.amount",
)  # fmt: skip
"""Facts whose marks stand on a number."""

NAMED = ("organisation.clouds",)
"""Facts whose value is what the sentence names."""

LEARNED_AS = {("prototype.done", "false"): "prototype.planned", ("migration.full", "true"): "hybrid.phase=3"}
"""Marks that say in the texts what a label of another name says: a trial that is to come, a platform that is left."""

CLOSE = 0.05
"""By how much of it a number may differ from what is marked."""


@dataclass
class Examples:
    """Feature sets, what each is an example of, and the text that each comes from."""

    features: list[set[str]] = field(default_factory=list)
    labels: list[set[str]] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    """How many features each counts as having."""
    whole: list[bool] = field(default_factory=list)
    """Whether each is of a whole record."""
    records: list[int] = field(default_factory=list)
    """Of which record each tells something; -1: of none."""

    def add(self, features: set[str], labels: set[str], text: Annotated, record: int = -1) -> None:
        """Take one more example in."""
        self.whole.append(bool(text.label))
        self.records.append(record)
        self.features.append(features)
        self.sizes.append(len(features))
        self.labels.append(labels)
        self.groups.append(text.name)


def label_of(mark: Mark, chosen: Set[str] | None = None) -> str:
    """``fact`` of a flag that is true and of a number, else ``fact=value``.

    ``chosen`` are the platforms that the whole record takes, where it is known: any other one is a rival.
    """
    if mark.fact == "platforms.considered" and chosen is not None and mark.value not in chosen:
        return "platforms.rival"
    if (mark.fact, mark.value) in LEARNED_AS:
        return LEARNED_AS[mark.fact, mark.value]
    if mark.fact == "build.contingency":
        return f"{mark.fact}={float(mark.value)}"
    bare = mark.value == "true" or mark.fact in NUMBERS or mark.fact in NAMED
    return mark.fact if bare else f"{mark.fact}={mark.value}"


@dataclass
class Gathered:
    """Everything to learn from."""

    decisions: Examples = field(default_factory=Examples)
    sentences: Examples = field(default_factory=Examples)
    numbers: Examples = field(default_factory=Examples)
    records: Examples = field(default_factory=Examples)
    bare_sentences: Examples = field(default_factory=Examples)
    bare_numbers: Examples = field(default_factory=Examples)
    """Those of texts that are marked for what they decide and for nothing else: nothing is known of them."""
    views: list[tuple[View, Zones, int]] = field(default_factory=list)
    """Of each record: its view, its zones, and the place of its first sentence among the decisions."""


def gather(texts: Iterable[Annotated]) -> Gathered:
    """Sentences, numbers and records of all texts as examples."""
    policies, known = load(), conventions()
    reader = Reader(policies.vocabulary, policies.platforms)
    entries = {name: fact.read["entries"] for name, fact in policies.vocabulary.items() if "entries" in fact.read}
    found = Gathered()
    for text in texts:
        record = parse(Source("record.md", text.text), known)
        seen, now = view(record, reader), parse_now(record.date)
        chosen = {m.value for m in text.marks if m.fact == "platforms.chosen"} if text.label else None
        parts = zones(seen.page, seen.first, reader.words)
        if not text.approach_unknown:
            first = len(found.decisions.features)
            for sentence, _ in parts.decides:
                stated = _marks(text, sentence, sentence.start, sentence.end)
                found.decisions.add(sentence.features(), {label_of(m) for m in stated if m.fact == "approach"}, text)
            if text.approach:
                found.records.add(set(), {f"approach={text.approach}"}, text)
                found.views.append((seen, parts, first))
        at = len(found.views) - 1 if text.approach and text.label else -1
        for sentence in sentences(seen.page, seen.hits, reader.words):
            candidates = list(numbers(sentence, now))
            of_record = -1 if sentence.passage.roles & ASIDE else at
            if text.approach_only:
                found.bare_sentences.add(sentence.features(candidates), set(), text, of_record)
                for number in candidates:
                    found.bare_numbers.add(number.features(reader.words), set(), text, of_record)
                continue
            stated = _marks(text, sentence, sentence.start, sentence.end)
            labels = {label_of(m, chosen) for m in stated if m.fact not in NUMBERS and m.fact != "approach"}
            for mark in stated:
                if mark.fact in entries:
                    labels |= {mark.fact, f"{entries[mark.fact]}={mark.value}"}  # that some entry is stated, and which
            found.sentences.add(sentence.features(candidates), labels, text, of_record)
            for number, counted in zip(candidates, _counted(text, candidates, policies.vocabulary, now), strict=True):
                found.numbers.add(number.features(reader.words), counted, text, of_record)
    return found


def look_at_records(found: Gathered, foretold: Mapping[str, Any]) -> None:
    """Fill in the features of the records, from what heads that were not trained on them make of their sentences."""
    for number, (seen, parts, first) in enumerate(found.views):
        chosen = [(choice.mention.product.hosting, choice.weight) for choice in seen.chosen]
        features = said(by_zone(parts.decides), parts.whole, seen.sums, chosen)
        found.records.sizes[number] = len(features)
        judged = [
            (where, {label: p[at] for label, p in foretold.items()})
            for at, (_, where) in enumerate(parts.decides, first)
        ]
        found.records.features[number] = features | likely(judged)


def _counted(
    text: Annotated, candidates: Sequence[Number], vocabulary: Mapping[str, FactType], now: date | None
) -> list[set[str]]:
    """Of each number of a sentence, which facts it states: of several under one mark, those that come to its value."""
    found: list[set[str]] = [set() for _ in candidates]
    under: dict[Mark, list[int]] = {}
    for at, number in enumerate(candidates):
        for mark in _marks(text, number.sentence, number.start, number.end):
            if mark.fact in NUMBERS:
                under.setdefault(mark, []).append(at)
    for mark, places in under.items():
        fact = vocabulary.get(mark.fact)
        alike = [at for at in places if fact is not None and _comes_to(mark.value, value_of(fact, candidates[at], now))]
        for at in alike or places:
            found[at].add(mark.fact)
    return found


def _comes_to(marked: str, value: Value | None) -> bool:
    try:
        return value is not None and abs(float(marked) - float(str(value))) <= CLOSE * max(1.0, float(marked))
    except ValueError:
        return False


def _marks(text: Annotated, sentence: Sentence, start: int, end: int) -> list[Mark]:
    block = sentence.passage.block
    first, last = block.at(start), block.at(max(start, end - 1)) + 1
    return [mark for mark in text.marks if mark.start < last and mark.end > first]
