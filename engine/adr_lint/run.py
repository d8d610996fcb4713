"""The one door: from paths to a report, one stage after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Protocol

from adr_lint.corpus import Files, Outline, Outliner, Survey, rewritten
from adr_lint.errors import UserError
from adr_lint.evaluate import EngineError, Evaluator, evaluator
from adr_lint.evaluate.findings import findings_of
from adr_lint.evaluate.outlook import Outlook
from adr_lint.facts.reading import FIRST, Radar, Reader, read_facts
from adr_lint.model import Failure, Finding, Reading, Report, Severity, Skipped, Source
from adr_lint.parse import conventions, parse
from adr_lint.policy.choice import Choices, Override
from adr_lint.policy.load import load
from adr_lint.policy.nouns import PolicySet
from adr_lint.policy.select import restrict
from adr_lint.values import dataclass, field


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
    engine: str = "auto"
    base: Base | None = None
    """What the records were before, for ``accepted-record-rewritten``."""
    today: date | None = None
    """The day of the run, by which reviews are overdue; today in UTC where it is not given."""
    every_fact: bool = True
    """False where only findings are wanted: of a record on which no rule can fire any more, reading stops early."""


class Base(Protocol):
    """What records were before: ``git.Base``, or a double in tests."""

    def text(self, path: str) -> str | None:
        """The record as it was, by its path now; None where it is new, or as it was."""


class Session:
    """Policies, compiled once, and the conventions of records; judges any number of records."""

    def __init__(self, settings: Settings, policies: PolicySet | None = None) -> None:
        """``policies`` are those at the settings' paths, where somebody has loaded them already."""
        self.settings = settings
        self.policies = load(settings.policies) if policies is None else policies
        self.choices = Choices(self.policies, settings.select, settings.ignore, settings.severities, settings.overrides)
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
        judging = restrict(self.policies, self.choices.everything)
        self._outlook = None if settings.every_fact else Outlook(judging, FIRST)
        try:
            self.evaluator: Evaluator = evaluator(settings.engine, judging)
        except EngineError as error:
            raise UserError(str(error), suggestion="'--engine python' gives the same findings") from None

    def read(self, source: Source) -> Reading:
        """One record with the facts that are asked for, before anything is judged."""
        wanted = self._outlook.open if self._outlook else None
        return read_facts(parse(source, self.conventions), self.reader, self.settings.radar, wanted, self.today)

    def judge(self, reading: Reading) -> tuple[Reading, tuple[Finding, ...]]:
        """The reading with what is derived from it, and its findings. Raises ``EngineError``."""
        if self._outlook and self._outlook.closed(reading.facts):
            return reading, ()
        judgement = self.evaluator.judge(reading.facts)
        reading = replace(reading, facts=judgement.facts)
        choice = self.choices.of(reading.record.path)
        return reading, tuple(
            replace(finding, severity=choice.severities.get(finding.rule, finding.severity))
            for finding in findings_of(reading, judgement)
            if finding.rule in choice.rules
        )

    def run(
        self, sources: Iterable[Source], skipped: Sequence[Skipped] = (), tick: Callable[[], None] = lambda: None
    ) -> Report:
        """Read and judge every source; a record on which the engine fails is reported, and the others go on.

        What spans records is found between the two, from the outlines of all.
        """
        failures: list[Failure] = []
        read = list(self._read_all(sources, failures, tick))
        survey = Survey([outline for _, outline in read], Files(), self.reader.forms.across)
        readings: list[Reading] = []
        findings: list[Finding] = []
        for reading, outline in read:
            facts = {**reading.facts, **{fact.name: fact for fact in survey.facts(outline)}}
            reading = replace(reading, facts=facts)
            found: tuple[Finding, ...] = ()
            try:
                reading, found = self.judge(reading)
            except EngineError as error:
                failures.append(Failure(reading.record.path, str(error)))
            findings.extend(found)
            readings.append(reading if found else _without_text(reading))
        findings.sort(key=lambda finding: (finding.place, finding.rule))
        return Report(tuple(readings), tuple(findings), tuple(skipped), tuple(failures), self.evaluator.name)

    def _read_all(
        self, sources: Iterable[Source], failures: list[Failure], tick: Callable[[], None]
    ) -> Iterator[tuple[Reading, Outline]]:
        """Every record without its blocks, and its outline. A bug of ours in one must not cost the others."""
        outliner = Outliner(self.conventions)
        for source in sources:
            try:
                reading = self._since_base(self.read(source))
                yield _slim(reading), outliner.outline(reading)
            except Exception as error:
                failures.append(Failure(source.path, f"{type(error).__name__}: {error}; this is a bug in adr-lint"))
            tick()

    def _since_base(self, reading: Reading) -> Reading:
        """The reading with what became of the decision since the base."""
        path = reading.record.path
        before = self.settings.base.text(path) if self.settings.base is not None else None
        if before is None:
            return reading
        fact = rewritten.read(reading.record, parse(Source(path, before), self.conventions))
        return reading if fact is None else replace(reading, facts={**reading.facts, fact.name: fact})


def _slim(reading: Reading) -> Reading:
    """The reading without what only the earlier stages needed, so that a run over thousands of records stays small."""
    record = replace(
        reading.record, sections=(), blocks=(), tables=(), options=(), links=(), front_matter=(), line_starts=(0,)
    )
    return replace(reading, record=record)


def _without_text(reading: Reading) -> Reading:
    return replace(reading, record=replace(reading.record, text=""))
