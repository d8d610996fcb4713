"""The one door: from paths to a report, one stage after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from adr_lint.errors import UserError
from adr_lint.evaluate import EngineError, Evaluator, evaluator
from adr_lint.evaluate.findings import findings_of
from adr_lint.evaluate.outlook import Outlook
from adr_lint.facts.reading import FIRST, Radar, Reader, read_facts
from adr_lint.model import Failure, Fault, Finding, Reading, Report, Severity, Skipped, Source
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
    every_fact: bool = True
    """False where only findings are wanted: of a record on which no rule can fire any more, reading stops early."""


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
        try:
            self.reader = Reader(self.policies.vocabulary, self.policies.platforms)
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
        return read_facts(parse(source, self.conventions), self.reader, self.settings.radar, wanted)

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
        """Read and judge every source; a record on which the engine fails is reported, and the others go on."""
        readings: list[Reading] = []
        findings: list[Finding] = []
        failures: list[Failure] = []
        for source in sources:
            try:
                reading = self.read(source)
            except Exception as error:  # a bug of ours in one record must not cost the others their findings
                failures.append(Failure(source.path, f"{type(error).__name__}: {error}; this is a bug in adr-lint"))
                tick()
                continue
            found = tuple(_fault(fault) for fault in (*reading.record.faults, *reading.faults))
            try:
                reading, judged = self.judge(reading)
                found += judged
            except EngineError as error:
                failures.append(Failure(source.path, str(error)))
            findings.extend(found)
            readings.append(_slim(reading, text=bool(found)))
            tick()
        findings.sort(key=lambda finding: (finding.place, finding.rule))
        return Report(tuple(readings), tuple(findings), tuple(skipped), tuple(failures), self.evaluator.name)


def _slim(reading: Reading, *, text: bool) -> Reading:
    """The reading without what only the earlier stages needed, so that a run over thousands of records stays small."""
    record = reading.record
    kept = record.text if text else ""
    return replace(
        reading, record=replace(record, text=kept, sections=(), blocks=(), tables=(), options=(), line_starts=(0,))
    )


def _fault(fault: Fault) -> Finding:
    """What is wrong with a record's form is a finding too, whichever rules were asked for."""
    return Finding(
        "front-matter-invalid", "structure", "error", fault.message, fault.hint, fault.place.path, fault.place
    )
