"""The one door: from paths to a report, one stage after the other."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Protocol

from adr_lint.corpus import Files, Outline, Outliner, Survey, rewritten
from adr_lint.errors import UserError
from adr_lint.evaluate import EngineError, Evaluator, evaluator
from adr_lint.evaluate.findings import findings_of
from adr_lint.evaluate.judgement import Judgement, otherwise
from adr_lint.evaluate.outlook import Outlook
from adr_lint.facts.reading import FIRST, Radar, Reader, read_facts
from adr_lint.model import Facts, Failure, Finding, Reading, Report, Severity, Skipped, Source
from adr_lint.parse import conventions, parse
from adr_lint.policy.choice import Choices, Override
from adr_lint.policy.load import load
from adr_lint.policy.nouns import PolicySet
from adr_lint.policy.profiles import RECOMMENDED, profile
from adr_lint.policy.select import restrict
from adr_lint.values import dataclass, field
from adr_lint.waive.apply import Accepted, Outcome, late_rules, waive
from adr_lint.waive.directives import NONE, Directives, directives_of
from adr_lint.waive.waivers import Extent, Term, load_waivers

if TYPE_CHECKING:
    from adr_lint.cache import Cache
    from adr_lint.fixes import Edit
    from adr_lint.waive.baseline import Baseline

_MANY = 20
"""Records of which reading is worth being kept: of fewer, it costs hardly more than to look for what was kept."""
_LONG = 500
"""Records after which what was looked up for them is forgotten, and looked up anew for those that follow."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is asked to do, whoever asks."""

    policies: Sequence[str] = ()
    """Paths of policies beside adr-lint's own."""
    radar: Radar | None = None
    select: Sequence[str] = ()
    """Rules or chapters to keep; all where empty."""
    ignore: Sequence[str] = ()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    """Of the rules whose severity is not to be their policy's."""
    overrides: Sequence[Override] = ()
    """Other choices of rules and severities for some records."""
    profile: str = RECOMMENDED
    """Which rules are asked for where nothing is selected, and how severely."""
    engine: str = "auto"
    base: Base | None = None
    """What the records were before, for ``accepted-record-rewritten``."""
    waivers: str | None = None
    """The file of waivers."""
    longest_term_days: int | None = None
    """For how many days from today a waiver may last at most."""
    baseline: str | None = None
    """The file of findings accepted as they stood."""
    whole: Sequence[str] = (".",)
    """The folders that are read as a whole: what is not found in them does not exist."""
    today: date | None = None
    """The day of the run, by which reviews are overdue; today in UTC where it is not given."""
    cache: bool = False
    """Whether what was read of the records of long runs is kept for the next (see ``cache``)."""
    every_fact: bool = True
    """False where only findings are wanted: of a record on which no rule can fire any more, reading stops early."""


class Base(Protocol):
    """What records were before: ``base.Base``, or a double in tests."""

    def text(self, path: str) -> str | None:
        """The record as it was, by its path now; None where it is new, or as it was."""


class Session:
    """Policies, compiled once, and the conventions of records; judges any number of records."""

    def __init__(self, settings: Settings, policies: PolicySet | None = None) -> None:
        """``policies`` are those at the settings' paths, where somebody has loaded them already."""
        self.settings = settings
        self.policies = load(settings.policies) if policies is None else policies
        self.profile = profile(settings.profile)
        self.choices = Choices(
            self.policies, settings.select, settings.ignore, settings.severities, settings.overrides,
            self.profile.without(self.policies),
        )  # fmt: skip
        if not self.choices.everything:
            raise UserError(
                "no rule is left to judge by",
                suggestion="what is ignored takes away all that is selected: name fewer rules or chapters to ignore",
            )
        self.conventions = conventions.load()
        self.today = settings.today or datetime.now(UTC).date()
        try:
            self.reader = Reader.of(self.policies.vocabulary, self.policies.platforms)
        except ValueError as error:
            raise UserError(f"a cue cannot be used: {error}") from None
        rules = self.policies.rule_by_id
        term = Term(self.today, settings.longest_term_days)
        self._waivers = load_waivers(settings.waivers, rules, term) if settings.waivers else None
        self._baseline = _baseline(settings.baseline) if settings.baseline else None
        judging = restrict(self.policies, self.choices.everything)
        self._outlook = None if settings.every_fact else Outlook(judging, FIRST)
        try:
            self.evaluator: Evaluator = evaluator(settings.engine, judging)
            self._narrow: dict[tuple[str, ...], Evaluator] = {}
        except EngineError as error:
            raise UserError(str(error), suggestion="'--engine python' gives the same findings") from None

    @cached_property
    def late(self) -> frozenset[str]:
        """The rules that look at what the waive stage notices, and that cannot fire before."""
        return late_rules(self.policies)

    def read(self, source: Source) -> Reading:
        """One record with the facts that are asked for, before anything is judged."""
        wanted = self._outlook.open if self._outlook else None
        return read_facts(parse(source, self.conventions), self.reader, self.settings.radar, wanted, self.today)

    def judge(self, reading: Reading) -> tuple[Reading, tuple[Finding, ...]]:
        """The reading with what is derived from it, and its findings. Raises ``EngineError``.

        Where the record's words leave several approaches open, a rule fires only if it would with each of them.
        """
        if self._outlook and self._outlook.closed(reading.facts):
            return reading, ()
        judgement = self._judged(reading.facts, reading.hints)
        for other in otherwise(reading.facts):
            fires = {verdict.rule.id for verdict in self._judged(other, reading.hints).verdicts}
            kept = tuple(verdict for verdict in judgement.verdicts if verdict.rule.id in fires)
            judgement = replace(judgement, verdicts=kept)
        facts = {name: fact for name, fact in judgement.facts.items() if name not in reading.hints}
        reading = replace(reading, facts=facts)
        return reading, self._worded(reading, judgement)

    def _judged(self, facts: Facts, hints: Facts) -> Judgement:
        return self._evaluator(facts).judge({**hints, **facts})

    def _evaluator(self, facts: Facts) -> Evaluator:
        """That of all rules, or where few of them may fire on such a record, as on most, one of those few."""
        few = self._outlook.narrowed(facts) if self._outlook else self.policies
        if len(few.rules) * 2 > len(self.choices.everything):
            return self.evaluator
        key = tuple(rule.id for rule in few.rules)
        if key not in self._narrow:
            self._narrow[key] = evaluator(self.settings.engine, few)
        return self._narrow[key]

    def _worded(self, reading: Reading, judgement: Judgement) -> tuple[Finding, ...]:
        """The findings that are asked for on this record, with the severities that they have on it."""
        choice = self.choices.of(reading.record.path)
        return tuple(
            replace(finding, severity=choice.severities.get(finding.rule) or self._severity(finding.severity))
            for finding in findings_of(reading, judgement)
            if finding.rule in choice.rules
        )

    def _severity(self, severity: Severity) -> Severity:
        return self.profile.severities.get(severity, severity)

    def run(
        self, sources: Iterable[Source], skipped: Sequence[Skipped] = (), tick: Callable[[], None] = lambda: None
    ) -> Report:
        """Read and judge every source; a record on which the engine fails is reported, and the others go on.

        What spans records is found between the two, from the outlines of all.
        """
        failures: list[Failure] = []
        sources = list(sources)
        with self._cache(len(sources)) as cache:
            read = list(self._read_all(sources, failures, tick, cache))
        survey = Survey([outline for _, outline, _ in read], Files(), self.reader.forms.across)
        readings: list[Reading] = []
        findings: list[Finding] = []
        directives: dict[str, Directives] = {}
        for reading, outline, directed in read:
            facts = {**reading.facts, **{fact.name: fact for fact in survey.facts(outline)}}
            reading = replace(reading, facts=facts)
            found: tuple[Finding, ...] = ()
            try:
                reading, found = self.judge(reading)
                directives[reading.record.path] = directed
            except EngineError as error:
                failures.append(Failure(reading.record.path, str(error)))
            findings.extend(found)
            readings.append(reading if found or directed != NONE else _without_text(reading))
        findings.sort(key=attrgetter("order"))
        outcome = self._waive(findings, readings, directives)
        standing = sorted([*outcome.findings, *self._noticed(outcome, readings)], key=attrgetter("order"))
        return Report(
            tuple(readings), tuple(standing), tuple(skipped), tuple(failures), self.evaluator.name, outcome.suppressed
        )

    def fixes(self, sources: Sequence[Source]) -> Iterator[tuple[Source, tuple[Edit, ...]]]:
        """The sources in which something can be mended, with what: see ``fixes``."""
        from adr_lint.fixes import edits  # only where it is asked for

        read = list(self._read_all(sources, [], lambda: None))
        survey = Survey([outline for _, outline, _ in read], Files(), self.reader.forms.across)
        for source in sources:
            outline = survey.by_path.get(source.path)
            if outline is not None:
                rules = self.choices.of(source.path).rules
                found = edits(parse(source, self.conventions), outline, survey, self.conventions, rules)
                if found:
                    yield source, found

    def _waive(
        self, findings: Sequence[Finding], readings: Sequence[Reading], directives: Mapping[str, Directives]
    ) -> Outcome:
        records = frozenset(os.path.abspath(reading.record.path) for reading in readings)  # noqa: PTH100
        extent = Extent(records, [os.path.abspath(folder) for folder in self.settings.whole])  # noqa: PTH100
        texts = {reading.record.path: reading.record.text for reading in readings}
        accepted = Accepted(self.today, directives, self._waivers, self._baseline)
        return waive(findings, accepted, extent, texts, lambda rule, path: rule in self.choices.of(path).rules)

    def _noticed(self, outcome: Outcome, readings: Sequence[Reading]) -> Iterator[Finding]:
        """The findings about suppressions themselves, by the rules that look at what the waive stage noticed."""
        if not any(outcome.noticed.values()):
            return
        from adr_lint.evaluate.python import PythonEvaluator

        judge = PythonEvaluator(restrict(self.policies, self.late)).judge
        known = {reading.record.path: reading for reading in readings}
        for path, facts in outcome.noticed.items():
            reading = known.get(path) or Reading(parse(Source(path, ""), self.conventions), {})
            yield from self._worded(reading, judge({fact.name: fact for fact in facts}))

    def _cache(self, count: int) -> AbstractContextManager[Cache | None]:
        """Where to keep what is read of so many records; None where that is not worth its while, or not wanted."""
        if not self.settings.cache or count < _MANY:
            return nullcontext()
        from adr_lint.cache import Cache, folder  # pickle is dear: only for many records

        where = folder()
        asked = (self.policies, sorted(self.choices.everything), self.settings.radar, self.settings.every_fact)
        return nullcontext() if where is None else Cache(where, repr(asked))

    def _read_all(
        self, sources: Iterable[Source], failures: list[Failure], tick: Callable[[], None], cache: Cache | None = None
    ) -> Iterator[tuple[Reading, Outline, Directives]]:
        """Every record without its blocks, its outline and its directives. A bug in one must not cost the others."""
        outliner = Outliner(self.conventions)
        for place, source in enumerate(sources, 1):
            if place % _LONG == 0:
                self.reader.forget()
            try:
                before = self.settings.base.text(source.path) if self.settings.base is not None else None
                if cache is not None and before is None:
                    yield self._cached(source, outliner, cache)
                else:
                    yield self._outlined(self._since(self.read(source), before), outliner)
            except Exception as error:
                failures.append(Failure(source.path, f"{type(error).__name__}: {error}; this is a bug in adr-lint"))
            tick()

    def _cached(self, source: Source, outliner: Outliner, cache: Cache) -> tuple[Reading, Outline, Directives]:
        """What was kept of the record, where it is the same; of one that asks for a review, where the day is, too."""
        content = f"{source.text}\0{source.beside}"
        kept: tuple[str, tuple[Reading, Outline, Directives]] | None = cache.get(source.path, content)
        today = self.today.isoformat()
        if kept is not None and kept[0] in ("", today):
            return kept[1]
        made = self._outlined(self.read(source), outliner)
        cache.put(source.path, content, (today if "review.due" in made[0].facts else "", made))
        return made

    def _outlined(self, reading: Reading, outliner: Outliner) -> tuple[Reading, Outline, Directives]:
        directed = directives_of(reading.record, self.policies.rule_by_id, self.policies.chapters)
        return _slim(reading), outliner.outline(reading), directed

    def _since(self, reading: Reading, before: str | None) -> Reading:
        """The reading with what became of the decision since its record was ``before``, if it was anything else."""
        if before is None:
            return reading
        fact = rewritten.read(reading.record, parse(Source(reading.record.path, before), self.conventions))
        return reading if fact is None else replace(reading, facts={**reading.facts, fact.name: fact})


def _baseline(path: str) -> Baseline:
    from adr_lint.waive.baseline import load_baseline  # hashes are dear: only where there is a baseline

    return load_baseline(path)


def _slim(reading: Reading) -> Reading:
    """The reading without what only the earlier stages needed, so that a run over thousands of records stays small."""
    record = replace(
        reading.record, sections=(), blocks=(), tables=(), options=(), links=(), front_matter=(), line_starts=(0,)
    )
    return replace(reading, record=record)


def _without_text(reading: Reading) -> Reading:
    return replace(reading, record=replace(reading.record, text=""))
