"""The one door: stages in order, failures that stay with their record, readings that stay small."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from adr_lint import run
from adr_lint.discover import from_text
from adr_lint.evaluate import EngineError, Judgement
from adr_lint.facts.hints import hint, not_asked_for
from adr_lint.model import Fact, Source
from adr_lint.run import Session, Settings

BUILD = "---\ndecision: {approach: build, timeline.months: 3}\n---\n# Our own queue\n"


def sources(*texts: str) -> list[Source]:
    return [from_text(text, f"docs/adr/{i:04}.md") for i, text in enumerate(texts, start=1)]


class Fragile:
    """An evaluator that fails on some records."""

    name = "durable"

    def __init__(self, session: Session) -> None:
        self.inner = session.evaluator

    def judge(self, facts: Mapping[str, Fact]) -> Judgement:
        if facts["timeline.months"].value == 3:
            raise EngineError("durable-rules failed: too many pending (error 303)")
        return self.inner.judge(facts)


def test_an_engine_that_fails_on_one_record_judges_the_others() -> None:
    session = Session(Settings(select=("timeline-mismatch",)))
    session.evaluator = Fragile(session)
    report = session.run(sources(BUILD, BUILD.replace("3", "4"), BUILD, BUILD.replace("3", "5")))
    assert [failure.path for failure in report.failures] == ["docs/adr/0001.md", "docs/adr/0003.md"]
    assert "303" in report.failures[0].reason
    assert [finding.path for finding in report.findings] == ["docs/adr/0002.md", "docs/adr/0004.md"]
    assert len(report.readings) == 4


def test_other_errors_are_not_hidden() -> None:
    class Broken(Fragile):
        def judge(self, facts: Mapping[str, Fact]) -> Judgement:
            raise ZeroDivisionError(len(facts))

    session = Session(Settings())
    session.evaluator = Broken(session)
    with pytest.raises(ZeroDivisionError):
        session.run(sources(BUILD))


def test_findings_come_in_order_of_place_and_rule_whatever_the_order_of_sources() -> None:
    session = Session(Settings(select=("matrix",)))
    text = "---\ndecision: {approach: build, timeline.months: 3, team.engineers: 2}\n---\n# Q\n"
    given = sources(text, text)
    found = [(f.path, f.place.column, f.rule) for f in session.run(given).findings]
    assert len(found) == 4
    assert found == sorted(found)
    assert found == [(f.path, f.place.column, f.rule) for f in session.run(given[::-1]).findings]


def test_kept_readings_hold_no_blocks_and_only_the_text_that_an_excerpt_needs() -> None:
    report = Session(Settings(select=("timeline-mismatch",))).run(sources(BUILD, "# Nothing of the kind\n"))
    first, second = (reading.record for reading in report.readings)
    assert (first.text, second.text) == (BUILD, "")
    assert (first.blocks, first.sections) == ((), ())


def test_a_long_run_forgets_what_it_looked_up_and_the_next_one_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(Settings())
    text = "# Our own broker\n\n## Decision\n\nWe build our own broker on Redpanda. We are three engineers.\n"
    found = session.run(sources(text, text)).findings
    assert found
    kept: list[int] = []
    forget = session.reader.forget

    def counted() -> None:
        forget()
        kept.append(len(session.reader.words))

    monkeypatch.setattr(session.reader, "forget", counted)
    monkeypatch.setattr(run, "_LONG", 2)
    assert session.run(sources(text, text, text)).findings[: len(found)] == found
    assert kept == [0]
    assert session.reader.words


def test_a_fault_of_form_is_a_finding_even_where_other_rules_are_selected() -> None:
    session = Session(Settings(select=("radar",)))
    report = session.run(sources("---\ndecision: {approach: bild}\n---\n# Q\n"))
    assert [(f.rule, f.severity, f.place.line) for f in report.findings] == [("front-matter-invalid", "error", 2)]


@pytest.mark.parametrize("engine", ["auto", "python"])
def test_both_engines_find_the_same(engine: str) -> None:
    report = Session(Settings(engine=engine)).run(sources(BUILD))
    expected = Session(Settings(engine="python")).run(sources(BUILD))
    assert report.findings == expected.findings


def test_a_fact_that_is_hinted_at_is_neither_known_nor_absent() -> None:
    session = Session(Settings(select=("no-prototype", "build-cost-unestimated")))
    reading = session.read(sources(BUILD)[0])
    judged, found = session.judge(replace(reading, hints={"prototype.done": hint("prototype.done", (), "")}))
    assert {finding.rule for finding in session.judge(reading)[1]} == {"no-prototype", "build-cost-unestimated"}
    assert {finding.rule for finding in found} == {"build-cost-unestimated"}
    assert "prototype.done" not in judged.facts


def test_what_a_hint_may_excuse_is_excused_and_what_need_not_be_stated_excuses_nothing() -> None:
    session = Session(Settings(select=("no-prototype",)))
    reading = session.read(sources(BUILD)[0])

    def rules(fact: Fact) -> set[str]:
        return {finding.rule for finding in session.judge(replace(reading, hints={fact.name: fact}))[1]}

    assert rules(hint("platforms.in_use", (), "")) == set()
    assert rules(not_asked_for("platforms.in_use", (), "")) == {"no-prototype"}
    assert rules(not_asked_for("prototype.done", (), "")) == set()


def test_where_several_approaches_are_left_open_only_what_holds_with_each_is_found() -> None:
    session = Session(
        Settings(select=("no-prototype", "hybrid-not-considered", "single-platform-considered"), every_fact=True)
    )
    (source,) = sources("# Vertex AI\n")
    reading = session.read(source)

    def rules(approach: str, *rivals: str) -> set[str]:
        facts = {"approach": Fact("approach", approach, "inferred")}
        if rivals:
            facts["approach.rivals"] = Fact("approach.rivals", rivals, "inferred")
        return {finding.rule for finding in session.judge(replace(reading, facts=facts, hints={}))[1]}

    assert rules("buy") == {"no-prototype", "single-platform-considered"}
    assert rules("buy", "build") == rules("build", "buy") == rules("buy") & rules("build") == {"no-prototype"}
