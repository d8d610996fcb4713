"""The facts stage: from a parsed record to typed facts, each with where it stands and in which words.

Facts are declared (front matter, a table of facts), read from prose by the cues of the vocabulary
(``read`` in policies/facts/), or taken from the record's own tables and the tech radar.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any, ClassVar

from adr_lint.facts import approach, contradictions, form, platforms, plausible, radar, scores
from adr_lint.facts.approach import Answer, Sums
from adr_lint.facts.choose import POSITION, Candidate, resolve
from adr_lint.facts.contexts import Contexts
from adr_lint.facts.cues import Cue, Index, Lexicon, Resolution, cues_of
from adr_lint.facts.dates import parse_now
from adr_lint.facts.declared import declared
from adr_lint.facts.hints import not_asked_for
from adr_lint.facts.learned import weights
from adr_lint.facts.learned.decides import decides
from adr_lint.facts.learned.facts import Candidates, Judged
from adr_lint.facts.learned.joint import APPROACH
from adr_lint.facts.learned.judge import likeliest
from adr_lint.facts.learned.meanings import by_stem
from adr_lint.facts.learned.record import zones
from adr_lint.facts.learned.view import Hit, Hits
from adr_lint.facts.learned.words import Words
from adr_lint.facts.masks import Numbers
from adr_lint.facts.observed import evidence_at
from adr_lint.facts.pages import Page, Passage, page_of
from adr_lint.facts.platforms import Choice, Wording
from adr_lint.facts.products import Products
from adr_lint.facts.radar import Radar
from adr_lint.facts.updates import overturn
from adr_lint.facts.values import value_of
from adr_lint.model import Evidence, Fact, Facts, Passed, Reading, Record, Value
from adr_lint.policy.nouns import FactType, Platform
from adr_lint.resources import data, names
from adr_lint.snapshot import kept
from adr_lint.values import dataclass, field

__all__ = ["FIRST", "Radar", "Reader", "language", "read_facts"]

FIRST = frozenset({"approach", "approach.doubtful", approach.RIVALS, "status"})
"""The facts that are settled before the others are read from prose; so are those that are declared or observed."""
_MOST_PASSED = 400
_MOST_MATCHES = 100
"""Of one phrase in one block; prose says a thing once or twice."""


def language() -> dict[str, Any]:
    """The language data of adr-lint: word families, contexts, products (policies/language/)."""
    return {name.removeprefix("language/").removesuffix(".yaml"): data(name) for name in names("language/*.yaml")}


class Reader:
    """Everything that reading needs, compiled once and shared by all records; keeps what it looks up (``forget``)."""

    _last: ClassVar[Reader | None] = None

    def __init__(
        self, vocabulary: Mapping[str, FactType], platforms: Sequence[Platform], data: Mapping[str, Any] | None = None
    ) -> None:
        """Raises ``ValueError`` naming the fact and the cue for a ``read`` block that cannot be used."""
        own = data is None
        data = language() if data is None else data
        self.vocabulary, self.platforms = vocabulary, platforms
        lexicon = Lexicon(data.get("lexicon", {}).get("families", {}))
        self.contexts = Contexts(data.get("contexts", {}).get("contexts", ()), lexicon)
        self.products = Products(data.get("products", {}), platforms)
        self.wording = Wording(data.get("choices", {}), lexicon)
        self.forms = form.Forms(data.get("form", {}), lexicon)
        self.numbers = Numbers()
        self.words = Words(by_stem(data.get("meanings", {}).get("meanings", {})))
        self.learned = own
        """Whether the weights, which were learned with our own words and cues, may be used."""
        self.resolutions: dict[str, Resolution] = {}
        self.first, self.rest = Index(), Index()
        for fact in vocabulary.values():
            if fact.read and not fact.derived:
                self._add(fact, lexicon, self.first if fact.name in FIRST or fact.observed else self.rest)
        self.first.close()
        self.rest.close()

    @classmethod
    def of(cls, vocabulary: Mapping[str, FactType], platforms: Sequence[Platform]) -> Reader:
        """The reader made ahead, or last, where that reads these facts; else a new one. Raises as that does."""
        for made in (kept("reader"), cls._last):
            if made is not None and made.reads(vocabulary, platforms):
                return made
        cls._last = cls(vocabulary, platforms)
        return cls._last

    def reads(self, vocabulary: Mapping[str, FactType], platforms: Sequence[Platform]) -> bool:
        """Whether this is what would be made for these."""
        same = self.vocabulary == vocabulary and tuple(self.platforms) == tuple(platforms)
        return same and all(fact.read == vocabulary[name].read for name, fact in self.vocabulary.items())

    def page(self, record: Record) -> Page:
        """The passages of a record, those known that an update overturns."""
        page = page_of(record, self.products, self.numbers)
        overturn(page, self.wording)
        return page

    def forget(self) -> None:
        """Give back the memory of what was looked up for the records that were read; for more, it is looked up anew."""
        self.words.forget()
        self.products.forget()
        if self.learned:
            weights.forget()

    def _add(self, fact: FactType, lexicon: Lexicon, index: Index) -> None:
        cues, self.resolutions[fact.name] = cues_of(fact, lexicon)
        for cue in cues:
            self.contexts.check(cue)
            index.add(cue)


@dataclass
class _Prose:
    """What the cues find in one record."""

    page: Page
    reader: Reader
    now: date | None
    candidates: dict[str, list[Candidate]] = field(default_factory=dict)
    passed: list[Passed] = field(default_factory=list)
    hits: dict[tuple[int, int], list[Hit]] = field(default_factory=dict)
    hints: dict[str, Fact] = field(default_factory=dict)
    answer: Answer = Answer("none")
    matched: list[Index] = field(default_factory=list)
    judged: Judged | None = None
    """What the weights make of its sentences and numbers, once that is asked."""
    shares: Mapping[str, float] = field(default_factory=dict)
    """How likely each answer is, by ``approach=answer``, where all that was judged has been weighed."""

    def approach(self, chosen: Sequence[Choice]) -> dict[str, Fact]:
        """The approach and whether it is doubtful, by the cues, by the products taken, and by what the weights say.

        What is observed is read beside it.
        """
        self.match(self.reader.first)
        sums = approach.weigh(self.page, chosen, self.candidates.get("approach", ()), self.reader.wording)
        self.answer = self._settled(sums, chosen)
        return approach.facts(sums, self.answer)

    def _heads(self, *kinds: str) -> Iterator[weights.Heads | None]:
        return (weights.heads(kind) if self.reader.learned else None for kind in kinds)

    def _settled(self, sums: Sums, chosen: Sequence[Choice]) -> Answer:
        """What is decided; where only the weights say so, ``sums`` is given the sentence that says it most."""
        decisions, records = self._heads("decisions", "records")
        if decisions is None or records is None:
            return Answer(approach.decide(sums.by))
        parts = zones(self.page, self.hits, self.reader.words)
        products = [(choice.mention.product.hosting, choice.weight) for choice in chosen]
        certain = approach.decide(sums.by) != "none"
        likely = decides(records, decisions, parts, sums.by, products, certain=certain)
        if likely is None or (not certain and approach.nothing(likely)):
            return Answer("none")
        judged, joint = self._judge(chosen), weights.joint()
        if judged is not None and joint is not None:
            self.shares = likely = joint.decided(likely | judged.alone)
        answer = approach.settle(sums.by, likely)
        if answer.value != "none" and not sums.evidence.get(answer.value):
            told = likeliest(decisions, [sentence for sentence, _ in parts.decides], f"{APPROACH}{answer.value}")
            sums.evidence[answer.value] = [self.page.evidence(verdict.passage, *verdict.span) for verdict in told]
        return answer

    def resolved(self, candidates: Candidates) -> dict[str, Fact]:
        """The facts that the candidates of the cues make."""
        found = {
            name: resolve(name, several, self.reader.resolutions[name])
            for name, several in candidates.items()
            if name not in FIRST
        }
        return {name: fact for name, fact in found.items() if fact is not None}

    def observed(self) -> dict[str, Fact]:
        """What the cues observe, for whatever a record decides."""
        seen = {name: found for name, found in self.candidates.items() if self.reader.vocabulary[name].observed}
        return self.resolved(seen)

    def others(self, chosen: Sequence[Choice], decided: Fact) -> dict[str, Fact]:
        """All other facts: by the cues and, where the record decides something of the kind, by the weights.

        Where it does not, these only say which numbers the cues should not have taken: they are another team's, as a
        rule, since what a record says of its own is said where something is decided.
        """
        self.match(self.reader.rest)
        (numbers,) = self._heads("numbers")
        counts = numbers is not None and not self.candidates.keys().isdisjoint(numbers.labels)
        judged = self._judge(chosen) if counts or decided.value != "none" else None
        joint = weights.joint()
        if judged is not None and joint is not None:
            known = self.shares if decided.source == "inferred" else {}
            judged.weigh(joint, known or {f"{APPROACH}{decided.value}": 1.0})
        if judged is None:
            facts = self.resolved(self.candidates)
        else:
            believed = self.resolved(judged.likely(self.candidates))
            facts = {name: fact for name, fact in believed.items() if not judged.doubts(fact)}
            if decided.value != "none":
                facts = judged.facts(self.candidates) | facts
                self.hints = judged.hints(facts)
                self.passed += judged.passed()
        read = [*scores.read(self.page.record), *platforms.facts(self.page, chosen, decided, self.reader.wording)]
        facts |= {fact.name: fact for fact in read if fact.name in self.reader.vocabulary}
        if decided.source == "inferred":
            thin = approach.thin(self.answer, facts, decided.evidence)
            facts |= {thin.name: thin} if thin else {}
            silent = approach.not_asked_for(self.answer.value, thin, self.reader.vocabulary)
            self.hints |= {
                name: not_asked_for(name, decided.evidence, decided.reader) for name in silent - self.hints.keys()
            }
        return facts

    def _judge(self, chosen: Sequence[Choice]) -> Judged | None:
        """What the weights make of the sentences and numbers, with what all cues make of them."""
        statements, numbers = self._heads("statements", "numbers")
        if self.judged is None and statements is not None and numbers is not None:
            self.match(self.reader.rest)
            reader = self.reader
            taken = {choice.mention.product.id for choice in chosen if choice.weight >= platforms.TAKEN}
            self.judged = Judged(
                self.page, statements, numbers, reader.words, self.hits, reader.vocabulary, self.now, taken
            )
        return self.judged

    def match(self, index: Index) -> None:
        """Try the cues on every passage, once; what is found is in the order of the text, the longest words first."""
        if index in self.matched:
            return
        self.matched.append(index)
        passages = self.page.passages
        for place, cue, number in index.candidates(self.page.masked):
            if _stands(cue, passages[place]):
                self._matches(cue, number, passages[place], place)
        for found in self.candidates.values():
            found.sort(key=lambda c: (c.position, -len(c.evidence.words), c.reader))

    def _matches(self, cue: Cue, number: int, passage: Passage, place: int) -> None:
        slots = cue.pattern.phrases[number].slots
        for match in islice(cue.pattern.compiled(number).finditer(passage.masked), _MOST_MATCHES):
            start, end = match.span()
            begin, stop = passage.sentence(start)
            if end > stop or (cue.with_ and not cue.with_.search(passage.masked, begin, stop)):
                continue
            if cue.without and cue.without.search(passage.masked, begin, stop):
                continue
            reason = self.reader.contexts.reason(cue, passage, start, end)
            evidence = self.page.evidence(passage, start, end)
            hits = self.hits.setdefault((place, begin), [])
            if reason is None:
                value: Value | None = (
                    _products(passage, start, end)
                    if cue.slot == "product"
                    else value_of(cue, slots, match, passage.folded, self.now, evidence.words)
                )
                if value is not None:
                    hits.append(Hit(cue.id, cue.fact.name, start, end, taken=True))
                    position = passage.order * POSITION + start
                    self.candidates.setdefault(cue.fact.name, []).append(
                        Candidate(value, cue.weight, position, evidence, cue.id)
                    )
                    continue
                reason = "says no value"
            hits.append(Hit(cue.id, cue.fact.name, start, end, taken=False))
            self._pass(cue.fact.name, cue.id, evidence, reason)

    def _pass(self, fact: str, reader: str, evidence: Evidence, reason: str) -> None:
        if len(self.passed) < _MOST_PASSED:
            self.passed.append(Passed(fact, reader, evidence, reason))


def _products(passage: Passage, start: int, end: int) -> Value | None:
    """The hosted products that a match names."""
    named = [m.product for m in passage.mentions if start <= m.start and m.end <= end]
    return tuple(dict.fromkeys(product.id for product in named if product.hosting == "hosted")) or None


def _stands(cue: Cue, passage: Passage) -> bool:
    """Whether the cue may be read where the passage stands."""
    if cue.roles and not cue.roles & passage.roles:
        return False
    if cue.not_roles & passage.roles and not ("chosen-name" in cue.roles and "chosen-name" in passage.roles):
        return False
    if cue.kinds and passage.block.kind not in cue.kinds:
        return False
    return cue.under is None or cue.under.search(passage.heading) is not None


def read_facts(
    record: Record,
    reader: Reader,
    radar_in_use: Radar | None = None,
    wanted: Callable[[Facts], bool] | None = None,
    today: date = date.min,
) -> Reading:
    """The facts of a record: declared ones first, then what its prose and tables say, and what its form shows.

    ``wanted`` is asked once the approach is settled, given the facts so far, whether the others are to be read;
    without it they are. ``today`` is the day by which a review is overdue.
    """
    given = declared(record, reader.vocabulary)
    facts = {"approach": Fact("approach", "none", "inferred", reader="approach")}
    if record.status is not None:
        evidence = () if record.status_place is None else (evidence_at(record, record.status_place),)
        facts["status"] = Fact("status", record.status, "declared", evidence, reader="header")
    passed: list[Passed] = []
    hints: dict[str, Fact] = {}
    page = reader.page(record)
    if given.infer:
        prose = _Prose(page, reader, parse_now(record.date))
        chosen = platforms.choices(page, reader.wording)
        read = prose.approach(chosen)
        facts |= {"approach": read["approach"]} if "approach" in given.facts else read
        compared = not given.facts.keys().isdisjoint(reader.forms.compared)
        if compared or wanted is None or wanted(facts | given.facts):
            facts |= prose.others(chosen, given.facts.get("approach", read["approach"]))
        else:
            facts |= prose.observed()
        hints = prose.hints
        passed = sorted(prose.passed, key=lambda p: (p.evidence.place, p.reader, p.reason))
    seen = [*form.faults(record, given.faults), *form.read(page, reader.forms, today)]
    seen += contradictions.read(record, given.facts, facts, reader.forms.compared)
    facts |= given.facts | {fact.name: fact for fact in seen if fact.name in reader.vocabulary}
    facts |= radar.join(facts, radar_in_use)
    facts |= plausible.find(facts, reader.vocabulary)
    hints = {name: hint for name, hint in hints.items() if name not in facts}
    return Reading(record, facts, tuple(passed), tuple(given.faults), hints)


@dataclass(frozen=True)
class View:
    """A record as the learned reader is trained on it: what the cues make of it."""

    page: Page
    first: Hits
    """Of the cues for the approach alone."""
    hits: Hits
    sums: Mapping[str, float]
    chosen: Sequence[Choice]


def view(record: Record, reader: Reader) -> View:
    """A record as the learned reader is trained on it."""
    prose = _Prose(reader.page(record), reader, parse_now(record.date))
    chosen = platforms.choices(prose.page, reader.wording)
    prose.match(reader.first)
    sums = approach.weigh(prose.page, chosen, prose.candidates.get("approach", ()), reader.wording)
    first = {place: tuple(hits) for place, hits in prose.hits.items()}
    prose.match(reader.rest)
    return View(prose.page, first, prose.hits, sums.by, chosen)
