"""``adr-lint facts`` and ``adr-lint matrix``: what was read, and which way it leans."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from adr_lint.cli import FAILED, OK, configured, options
from adr_lint.model import Report
from adr_lint.policy.nouns import PolicySet

if TYPE_CHECKING:
    pass


@click.command()
@options.paths
@configured.configuration
@options.policies
@options.output
@click.option("--explain", is_flag=True, help="Also which cue read each fact, and what was passed over and why.")
@click.option("--vocabulary", is_flag=True, help="List every fact that there is, instead of reading records.")
def facts(
    paths: tuple[str, ...],
    stdin_filename: str | None,
    config: str | None,
    isolated: bool,
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
        options.write(_vocabulary(configured.policies(config, isolated, policy), format_), output)
        return OK
    from adr_lint.report import data
    from adr_lint.report import reading as shown

    space = configured.workspace(config, isolated, policy, radar=radar, engine=engine)
    report = space.run(*configured.sources(space, paths, stdin_filename))
    if format_ == "json":
        records = [data.facts_of(reading, space.factors(reading), explain=explain) for reading in report.readings]
        text = data.dumps({"records": records, "skipped": data.skipped_data(report.skipped)})
    else:
        paint = options.painter(color, to_file=output is not None)
        parts = [shown.facts_text(reading, explain=explain, paint=paint) for reading in report.readings]
        text = _joined(parts, report)
    return _out(text, output, format_, report)


@click.command()
@options.paths
@configured.configuration
@options.policies
@options.output
def matrix(
    paths: tuple[str, ...],
    stdin_filename: str | None,
    config: str | None,
    isolated: bool,
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

    space = configured.workspace(config, isolated, policy, radar=radar, engine=engine)
    report = space.run(*configured.sources(space, paths, stdin_filename))
    if format_ == "json":
        records = [data.matrix_of(reading, space.factors(reading)) for reading in report.readings]
        text = data.dumps({"records": records, "skipped": data.skipped_data(report.skipped)})
    else:
        paint = options.painter(color, to_file=output is not None)
        text = _joined(
            [shown.matrix_text(reading, space.factors(reading), paint=paint) for reading in report.readings], report
        )
    return _out(text, output, format_, report)


def _vocabulary(policies: PolicySet, format_: str) -> str:
    from adr_lint.report import data
    from adr_lint.report import reading as shown

    known = list(policies.vocabulary.values())
    if format_ == "text":
        return shown.vocabulary_text(known, options.width())
    return data.dumps(data.vocabulary_data(known))


def _joined(parts: list[str], report: Report) -> str:
    from adr_lint.report.text import skipped_lines

    lines = "\n".join(skipped_lines(report.skipped, verbose=False))
    return "\n\n".join([*parts, *([lines] if lines else [])]) + "\n"


def _out(text: str, output: str | None, format_: str, report: Report) -> int:
    """Write, say on standard error what the output does not, and give the exit code."""
    options.write(text, output)
    said = output is None and format_ == "text"
    options.report_skipped(() if said else report.skipped, report.failures)
    if not report.readings:
        click.echo("error: nothing was read as a record", err=True)
    failed = not report.readings or report.failures or any(skipped.failed for skipped in report.skipped)
    return FAILED if failed else OK
