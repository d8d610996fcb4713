"""From verdicts to facts: each head's best sentence or number, its value, and the words that it rests on."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence, Set
from datetime import date

from adr_lint.facts.choose import Candidate
from adr_lint.facts.hints import hint
from adr_lint.facts.learned.counts import Counts, totals_first
from adr_lint.facts.learned.joint import Joint
from adr_lint.facts.learned.judge import Verdict, judge
from adr_lint.facts.learned.view import Hits, sentences
from adr_lint.facts.learned.weights import Heads
from adr_lint.facts.learned.words import Words
from adr_lint.facts.pages import Page
from adr_lint.model import Evidence, Fact, Passed, Value
from adr_lint.policy.nouns import FactType

READER = "learned"
PASSED_OVER = "rejected-option"
_DOUBTFUL, _DENIED = 0.1, 0.005
"""Below it a fact that the cues found is not believed; of denials the weights have seen few."""
_FLOOR = 0.2
"""The least probability from which a head is believed: what training texts say of thin evidence is too rosy."""
_OF_A_NUMBER = 0.65
"""The share of its threshold from which a number is believed: a head is trained on each number alone, and of a record's
the likeliest is mostly meant."""
_RIVAL = "platforms.rival"
UNNAMED = "unnamed"
"""The entry of a list of products where a sentence speaks of one without its name."""
_HINT = 0.2
"""From here on by a sentence alone, or from its own ``hint``, a fact may be stated: no rule of absence fires on it."""
_BY_ITSELF = 0.05
"""What no sentence states with this likelihood is no likelier for the company it would keep."""
_CERTAIN = 0.8
"""From here on a statement is believed although the words around it are such as mostly take one back."""
_LONGEST = 160
_MOST_EVIDENCE = 4
Candidates = Mapping[str, Sequence[Candidate]]


class Judged:
    """The facts that the weights decide on, given what the cues found."""

    def __init__(
        self, page: Page, statements: Heads, numbers: Heads, words: Words, hits: Hits,
        vocabulary: Mapping[str, FactType], now: date | None, taken: Set[str] = frozenset(),
    ) -> None:  # fmt: skip
        """``taken`` are the products, by id, that the record decides for."""
        self.page, self.vocabulary, self.taken = page, vocabulary, taken
        self.statements, self.numbers, self.words = statements, numbers, words
        self.verdicts = judge(sentences(page, hits, words), statements, numbers, words, now)
        self._wanted = {
            label: max(_FLOOR, share * threshold)
            for heads, share in ((statements, 1.0), (numbers, _OF_A_NUMBER))
            for label, threshold in zip(heads.labels, heads.thresholds, strict=True)
        }
        """The probability from which each label is believed."""
        self._stated, self._counted = self._by_fact(statements), self._by_fact(numbers)
        self.alone = self.verdicts.likeliest()
        """How likely each label is by its likeliest sentence or number, whatever else the record says."""
        self._counts = Counts(self.verdicts, now, self._said)

    def weigh(self, joint: Joint, answers: Mapping[str, float]) -> None:
        """Take each fact to be as likely as it is beside all others and what is decided, rather than by itself."""
        self._wanted |= {label: max(_FLOOR, threshold) for label, threshold in joint.thresholds.items()}
        stated = joint.stated({**self.alone, **answers})
        for label, p in self.alone.items():
            if p < _BY_ITSELF and label in stated:
                stated[label] = min(stated[label], p)
        self.verdicts.shifted(stated)

    def facts(self, candidates: Candidates) -> dict[str, Fact]:
        """The facts that the weights believe; a fact that is missing here may still be one by its cues (``doubts``)."""
        found: dict[str, Fact] = {}
        for name, labels in self._stated.items():
            fact = self._statement(name, labels)
            if fact is not None:
                found[name] = fact
        for name in self._counted:
            fact = self._number(name, candidates.get(name, ()))
            if fact is not None:
                found[name] = fact
        return found

    def hints(self, known: Container[str]) -> dict[str, Fact]:
        """Of the facts that are not known, those that the record may state."""
        found: dict[str, Fact] = {}
        for name, labels in (self._stated | self._counted).items():
            told = [] if name in known else [v for label in labels for v in self._ranked(name, label)]
            if name == _RIVAL:
                told = [verdict for verdict in told if not self._only_taken(verdict)]
            best = max(told, key=lambda verdict: self.alone[verdict.label], default=None)
            if best is not None and self.alone[best.label] >= self.vocabulary[name].read.get("hint", _HINT):
                found[name] = hint(name, (self._said(best),), READER)
        return found

    def likely(self, candidates: Candidates) -> Candidates:
        """The candidates of the cues, less those whose number the weights think unlikely to count that."""
        return {
            name: tuple(self._counts.likely(name, found)) if name in self.numbers.labels else found
            for name, found in candidates.items()
        }

    def doubts(self, fact: Fact) -> bool:
        """Whether the weights all but rule out what the cues alone found."""
        values = fact.value if isinstance(fact.value, tuple) else (fact.value,)
        heads = {*self.statements.labels, *self.numbers.labels}
        known = [label for value in values if (label := f"{fact.name}={str(value).lower()}") in heads]
        if not known and fact.name in heads and fact.value is not False:
            known = [fact.name]
        best = max((self.alone.get(label, 0.0) for label in known), default=0.0)
        return bool(known) and best < (_DENIED if fact.value is False else _DOUBTFUL)

    def _by_fact(self, heads: Heads) -> dict[str, list[str]]:
        grouped: dict[str, list[str]] = {}
        for label in heads.labels:
            name = label.partition("=")[0]
            if name in self.vocabulary and name != "approach":
                grouped.setdefault(name, []).append(label)
        return grouped

    def _statement(self, name: str, labels: Sequence[str]) -> Fact | None:
        believed: list[tuple[float, str, list[Verdict]]] = []
        for label in labels:
            threshold = self._wanted[label]
            ranked = [verdict for verdict in self._ranked(name, label) if verdict.probability >= threshold]
            if ranked:
                believed.append((ranked[0].probability - threshold, label, ranked))
        if not believed:
            return None
        believed.sort(key=lambda entry: (-entry[0], entry[1]))
        kind = self.vocabulary[name].kind
        if kind == "list":
            values = {value for _, label, ranked in believed for value in self._named(name, label, ranked)}
            if not values:
                return None
            return self._fact(name, tuple(sorted(values)), [ranked[0] for _, _, ranked in believed])
        _, label, ranked = believed[0]
        stated = label.partition("=")[2]
        if kind == "flag":
            return self._fact(name, stated != "false", ranked)
        if kind == "text":
            return self._fact(name, self._said(ranked[0]).words[:_LONGEST], ranked)
        if kind in ("number", "integer"):
            return self._fact(name, int(stated) if kind == "integer" else float(stated), ranked)
        return self._fact(name, stated, ranked)

    def _ranked(self, name: str, label: str) -> Sequence[Verdict]:
        """The verdicts on a label, but for those that the contexts of the cues rule out."""
        everywhere = PASSED_OVER in self.vocabulary[name].read.get("allow", ())
        return [
            verdict
            for verdict in self.verdicts.ranked(label)
            if (everywhere or not verdict.sentence.passage.rejected)
            and (verdict.probability >= _CERTAIN or not _ruled_out(verdict, name))
        ]

    def _only_taken(self, verdict: Verdict) -> bool:
        """Whether the sentence names vendors' products, and none beside those that the record decides for."""
        sentence = verdict.sentence
        named = {
            mention.product.id
            for mention in sentence.passage.mentions
            if sentence.start <= mention.start < sentence.end and mention.product.hosting == "hosted"
        }
        return bool(named) and named <= self.taken

    def _named(self, name: str, label: str, ranked: Sequence[Verdict]) -> Iterator[str]:
        """The entries of a list: what the label says, or else what its sentences name, by words or as products."""
        value = label.partition("=")[2]
        words: Mapping[str, Sequence[str]] | None = self.vocabulary[name].read.get("named")
        if value:
            yield value
        elif words is not None:
            named = _entries(words, ranked[0])
            yield from named if len(named) == 1 else ()
        elif self.vocabulary[name].values:
            yield from self._likeliest_entry(name, ranked[0])
        else:
            yield from {
                mention.product.id
                for verdict in ranked
                for mention in verdict.sentence.passage.mentions
                if mention.product.hosting == "hosted"
                and verdict.sentence.start <= mention.start < verdict.sentence.end
            } or (UNNAMED,)

    def _likeliest_entry(self, name: str, whole: Verdict) -> list[str]:
        """Of a sentence that states some entry of a list, which: by the heads that its ``entries`` names."""
        heads = self.vocabulary[name].read.get("entries", name)
        entries = [
            verdict
            for label, verdicts in self.verdicts.by_label.items()
            for verdict in verdicts
            if label.startswith(f"{heads}=") and verdict.sentence is whole.sentence
        ]
        best = max(entries, key=lambda verdict: verdict.probability, default=None)
        return [best.label.partition("=")[2]] if best else []

    def _number(self, name: str, candidates: Sequence[Candidate]) -> Fact | None:
        threshold = self._wanted[name]
        for verdict in totals_first([v for v in self._ranked(name, name) if v.probability >= threshold]):
            value = self._counts.value(self.vocabulary[name], verdict, candidates)
            if value is not None:
                return self._fact(name, value, [verdict])
        return None

    def _said(self, verdict: Verdict) -> Evidence:
        return self.page.evidence(verdict.sentence.passage, *verdict.span)

    def _fact(self, name: str, value: Value, verdicts: Sequence[Verdict]) -> Fact:
        evidence = tuple(dict.fromkeys(self._said(verdict) for verdict in verdicts[:_MOST_EVIDENCE]))
        return Fact(name, value, "inferred", evidence, reader=f"{READER}: {', '.join(self._why(verdicts[0]))}")

    def _why(self, verdict: Verdict) -> list[str]:
        """What spoke most for a verdict: words, meanings of words, cues, and where the sentence stands."""
        if verdict.number is None:
            return self.statements.reasons(verdict.sentence.features(), verdict.label)
        return self.numbers.reasons(verdict.number.features(self.words), verdict.label)

    def passed(self) -> Iterator[Passed]:
        """The likeliest sentence or number of each head that was not believed, and why."""
        for heads in (self.statements, self.numbers):
            for label in heads.labels:
                if label.partition("=")[0] not in self.vocabulary:
                    continue
                ranked, wanted = self.verdicts.ranked(label), self._wanted[label]
                if ranked and ranked[0].probability < wanted:
                    reason = f"{label} is {ranked[0].probability:.0%} likely, {wanted:.0%} are wanted"
                    yield Passed(label.partition("=")[0], READER, self._said(ranked[0]), reason)


def _entries(words: Mapping[str, Sequence[str]], verdict: Verdict) -> list[str]:
    """The entries that a sentence names; a name with its genitive is one word of it."""
    start, end = verdict.span
    words_of_it = verdict.sentence.passage.folded[start:end].decode("latin-1").split()
    said = {word.strip(".,;:!?()\"'").removesuffix("'s") for word in words_of_it}
    return [entry for entry, names in words.items() if not said.isdisjoint(names)]


def _ruled_out(verdict: Verdict, name: str) -> bool:
    """Whether cues of the fact matched there and were all passed over (negated, supposed, somebody else's)."""
    start, end = verdict.span
    hits = [hit for hit in verdict.sentence.hits if hit.fact == name and hit.start < end and start < hit.end]
    return bool(hits) and not any(hit.taken for hit in hits)
