"""``adr-lint facts``: what was read, and where."""

from __future__ import annotations

from collections.abc import Sequence

import click

from adr_lint.cli import FAILED, OK, configured, options
from adr_lint.errors import UserError
from adr_lint.model import Report
from adr_lint.policy.nouns import PolicySet


@click.command()
@options.paths
@configured.configuration
@options.policies
@options.output
@click.option("--explain", is_flag=True, help="Also which cue read each fact, and what was passed over and why.")
@click.option("--vocabulary", is_flag=True, help="List every fact that there is, instead of reading records.")
@click.option("--write", is_flag=True, help="Declare what was inferred in the records' front matter, asking first.")
@click.option("--yes", is_flag=True, help="With --write: do not ask.")
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
    write: bool,
    yes: bool,
) -> int:
    """Show the facts read from the records at PATHS: value, source, place and words.

    With --write, what was inferred is declared in each record's front matter once its author has confirmed it; the
    rest of the file stays as it is, byte for byte.
    """
    if yes and not write:
        raise UserError("--yes goes with --write", suggestion="add --write, or leave --yes out")
    if vocabulary:
        options.write(_vocabulary(configured.policies(config, isolated, policy), format_), output)
        return OK
    from adr_lint.report import data
    from adr_lint.report import reading as shown

    space = configured.workspace(config, isolated, policy, radar=radar, engine=engine)
    if write:
        from adr_lint.cli import confirming

        found, skipped = configured.sources(space, paths, stdin_filename)
        written = space.run(found, skipped)
        options.report_skipped(written.skipped, written.failures)
        return confirming.write(space, found, written.readings, sure=yes)
    report = space.run(*configured.sources(space, paths, stdin_filename))
    if format_ == "json":
        records = [data.facts_of(reading, space.factors(reading), explain=explain) for reading in report.readings]
        text = data.dumps({"records": records, "skipped": data.skipped_data(report.skipped)})
    else:
        paint = options.painter(color, to_file=output is not None)
        parts = [shown.facts_text(reading, explain=explain, paint=paint) for reading in report.readings]
        text = joined(parts, report)
    return finish(text, output, format_, report)


def _vocabulary(policies: PolicySet, format_: str) -> str:
    from adr_lint.report import data
    from adr_lint.report import reading as shown

    known = list(policies.vocabulary.values())
    if format_ == "text":
        return shown.vocabulary_text(known, options.width())
    return data.dumps(data.vocabulary_data(known))


def joined(parts: Sequence[str], report: Report) -> str:
    """The parts of a text, and what was skipped."""
    from adr_lint.report.text import skipped_lines

    lines = "\n".join(skipped_lines(report.skipped, verbose=False))
    return "\n\n".join([*parts, *([lines] if lines else [])]) + "\n"


def finish(text: str, output: str | None, format_: str, report: Report) -> int:
    """Write, say on standard error what the output does not, and give the exit code."""
    options.write(text, output)
    said = output is None and format_ == "text"
    options.report_skipped(() if said else report.skipped, report.failures)
    if not report.readings:
        click.echo("error: nothing was read as a record", err=True)
    failed = not report.readings or report.failures or any(skipped.failed for skipped in report.skipped)
    return FAILED if failed else OK
