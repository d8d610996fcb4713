"""``adr-lint check``: judge the records and report findings."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext

import click

from adr_lint.cli import FAILED, FINDINGS, OK, options
from adr_lint.model import SEVERITIES, Report

PROGRESS_ABOVE = 50


@click.command()
@options.paths
@options.policies
@options.output
@click.option("--select", multiple=True, metavar="NAMES", help="Only these rules or chapters (comma-separated).")
@click.option("--ignore", multiple=True, metavar="NAMES", help="Not these rules or chapters (comma-separated).")
@click.option(
    "--fail-on", type=click.Choice([*SEVERITIES, "never"]), default="warning", show_default=True,
    help="The least severity that makes the exit code 1.",
)  # fmt: skip
@click.option("--no-progress", is_flag=True, help="No progress bar on long runs.")
@click.option("-v", "--verbose", is_flag=True, help="Name every file that was skipped.")
def check(
    paths: tuple[str, ...],
    stdin_filename: str | None,
    policy: tuple[str, ...],
    radar: str | None,
    engine: str,
    format_: str,
    output: str | None,
    color: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    no_progress: bool,
    verbose: bool,
) -> int:
    """Judge the records at PATHS (files, folders, or - for standard input) and report findings.

    Without PATHS: the usual folders of decision records, and the one that .adr-dir names.
    """
    from adr_lint.run import Session

    chosen = {"select": options.split(select), "ignore": options.split(ignore)}
    session = Session(options.settings(policy, radar, engine, **chosen, every_fact=False))
    found, skipped = options.sources(session, paths, stdin_filename)
    with _progress(len(found), wanted=not no_progress) as tick:
        report = session.run(found, skipped, tick)
    to_file = output not in (None, "-")
    if format_ == "json":
        from adr_lint.report import json

        text = json.render(report)
    else:
        from adr_lint.report import text as reporter

        paint = options.painter(color, to_file=to_file)
        text = reporter.render(report, paint=paint, width=options.width(to_file=to_file), verbose=verbose)
    options.write(text, output)
    if to_file or format_ == "json":
        options.report_skipped(report.skipped, report.failures)
    if to_file:
        from adr_lint.report.text import summary

        click.echo(summary(report), err=True)
    return exit_code(report, fail_on)


def exit_code(report: Report, fail_on: str) -> int:
    """0 clean, 1 findings at or above the threshold, 2 where a record could not be read or judged, or none was."""
    if report.failures or any(skipped.failed for skipped in report.skipped):
        return FAILED
    if not report.readings:
        click.echo("error: nothing was read as a record, so nothing was judged", err=True)
        return FAILED
    if fail_on == "never":
        return OK
    counted: Sequence[str] = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return FINDINGS if any(finding.severity in counted for finding in report.findings) else OK


def _progress(count: int, *, wanted: bool) -> AbstractContextManager[Callable[[], None]]:
    if not wanted or count <= PROGRESS_ABOVE or not sys.stderr.isatty():
        return nullcontext(lambda: None)
    return _Bar(count)


class _Bar:
    """click's progress bar, moved by one for every record."""

    def __init__(self, count: int) -> None:
        self._bar = click.progressbar(length=count, label="judging records", file=sys.stderr, update_min_steps=10)

    def __enter__(self) -> Callable[[], None]:
        bar = self._bar.__enter__()
        return lambda: bar.update(1)

    def __exit__(self, *exception: object) -> None:
        self._bar.__exit__(None, None, None)
