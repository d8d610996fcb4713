"""``adr-lint check``: judge the records and report findings."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext

import click

from adr_lint.cli import FAILED, FINDINGS, OK, options, reporting
from adr_lint.model import SEVERITIES, Report

PROGRESS_ABOVE = 50


@click.command()
@options.paths
@options.policies
@reporting.formats
@click.option("--select", multiple=True, metavar="NAMES", help="Only these rules or chapters (comma-separated).")
@click.option("--ignore", multiple=True, metavar="NAMES", help="Not these rules or chapters (comma-separated).")
@click.option(
    "--fail-on", type=click.Choice([*SEVERITIES, "never"]), default="warning", show_default=True,
    help="The least severity that makes the exit code 1.",
)  # fmt: skip
@click.option("--exit-zero", is_flag=True, help="Findings never make the exit code 1, as by --fail-on never.")
@click.option("--no-progress", is_flag=True, help="No progress bar on long runs.")
def check(
    paths: tuple[str, ...],
    stdin_filename: str | None,
    policy: tuple[str, ...],
    radar: str | None,
    engine: str,
    formats: tuple[str, ...],
    output: str | None,
    color: str,
    verbose: bool,
    quiet: bool,
    statistics: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    exit_zero: bool,
    no_progress: bool,
) -> int:
    """Judge the records at PATHS (files, folders, or - for standard input) and report findings.

    Without PATHS: the usual folders of decision records, and the one that .adr-dir names.
    """
    from adr_lint.run import Session

    wanted = reporting.targets(formats, output)
    chosen = {"select": options.split(select), "ignore": options.split(ignore)}
    session = Session(options.settings(policy, radar, engine, **chosen, every_fact=False))
    found, skipped = options.sources(session, paths, stdin_filename)
    with _progress(len(found), wanted=not (no_progress or quiet)) as tick:
        report = session.run(found, skipped, tick)
    fail_on = "never" if exit_zero else fail_on
    view = reporting.view_of(session.policies, fail_on=fail_on, verbose=verbose, quiet=quiet, statistics=statistics)
    reporting.show(report, wanted, view, color)
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
