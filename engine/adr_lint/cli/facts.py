"""``adr-lint facts`` and ``adr-lint matrix``: what was read, and which way it leans."""

from __future__ import annotations

from typing import Any

import click

from adr_lint.cli import FAILED, OK, options
from adr_lint.model import Reading


@click.command()
@options.paths
@options.policies
@options.output
@click.option("--explain", is_flag=True, help="Also which cue read each fact, and what was passed over and why.")
@click.option("--vocabulary", is_flag=True, help="List every fact that there is, instead of reading records.")
def facts(
    paths: tuple[str, ...],
    stdin_filename: str | None,
    policy: tuple[str, ...],
    radar: str | None,
    engine: str,
    format_: str,
    output: str | None,
    color: str,
    explain: bool,
    vocabulary: bool,
) -> int:
    """Show the facts read from the records at PATHS: value, source, place and words."""
    if vocabulary:
        options.write(_vocabulary(policy, format_), output)
        return OK
    from adr_lint.report import data
    from adr_lint.report import reading as shown

    session, readings, skipped = _read(paths, stdin_filename, policy, radar, engine)
    factors = session.policies.factors
    if format_ == "json":
        records = [data.facts_of(reading, factors, explain=explain) for reading in readings]
        text = data.dumps({"records": records, "skipped": _skipped(skipped)})
    else:
        paint = options.painter(color, to_file=output is not None)
        parts = [shown.facts_text(reading, explain=explain, paint=paint) for reading in readings]
        text = _joined(parts, skipped)
    options.write(text, output)
    return _code(readings, skipped)


@click.command()
@options.paths
@options.policies
@options.output
def matrix(
    paths: tuple[str, ...],
    stdin_filename: str | None,
    policy: tuple[str, ...],
    radar: str | None,
    engine: str,
    format_: str,
    output: str | None,
    color: str,
) -> int:
    """Show the decision matrix of the records at PATHS: each factor, its evidence and which way it leans."""
    from adr_lint.report import data
    from adr_lint.report import reading as shown

    session, readings, skipped = _read(paths, stdin_filename, policy, radar, engine)
    factors = session.policies.factors
    if format_ == "json":
        records = [
            data.record_data(reading)
            | {
                "approach": reading.facts["approach"].value if "approach" in reading.facts else "none",
                "leans": data.leans(reading.facts, factors),
                "evidence": {
                    factor.name: [data.fact_data(reading.facts[n]) for n in factor.facts if n in reading.facts]
                    for factor in factors
                },
            }
            for reading in readings
        ]
        text = data.dumps({"records": records, "skipped": _skipped(skipped)})
    else:
        paint = options.painter(color, to_file=output is not None)
        text = _joined([shown.matrix_text(reading, factors, paint=paint) for reading in readings], skipped)
    options.write(text, output)
    return _code(readings, skipped)


def _read(
    paths: tuple[str, ...], stdin_filename: str | None, policy: tuple[str, ...], radar: str | None, engine: str
) -> tuple[Any, tuple[Reading, ...], list[Any]]:
    from adr_lint.run import Session

    session = Session(options.settings(policy, radar, engine))
    found, skipped = options.sources(session, paths, stdin_filename)
    report = session.run(found, skipped)
    for failure in report.failures:
        click.echo(f"failed: {failure.path}: {failure.reason}", err=True)
    return session, report.readings, skipped


def _vocabulary(policy: tuple[str, ...], format_: str) -> str:
    from adr_lint.policy.load import load
    from adr_lint.report import data
    from adr_lint.report import reading as shown

    facts_known = list(load(policy).vocabulary.values())
    if format_ == "text":
        return shown.vocabulary_text(facts_known)
    return data.dumps(
        [
            {"name": f.name, "type": f.kind, "unit": f.unit, "values": list(f.values), "derived": f.derived,
             "meaning": f.meaning, "labels": list(f.labels)}
            for f in facts_known
        ]
    )  # fmt: skip


def _skipped(skipped: list[Any]) -> list[dict[str, Any]]:
    return [{"path": s.path, "reason": s.reason, "failed": s.failed} for s in skipped]


def _joined(parts: list[str], skipped: list[Any]) -> str:
    from adr_lint.report.text import skipped_lines

    lines = "\n".join(skipped_lines(skipped, verbose=False))
    return "\n\n".join([*parts, *([lines] if lines else [])]) + "\n"


def _code(readings: tuple[Reading, ...], skipped: list[Any]) -> int:
    if not readings:
        click.echo("error: nothing was read as a record", err=True)
    return FAILED if not readings or any(s.failed for s in skipped) else OK
