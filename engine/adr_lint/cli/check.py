"""``adr-lint check``: judge the records and report findings."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from adr_lint.cli import FAILED, FINDINGS, OK, configured, options, reporting
from adr_lint.model import SEVERITIES, Finding, Report
from adr_lint.report.tally import NOTHING_READ, read_nothing

if TYPE_CHECKING:
    from adr_lint.base import Base

PROGRESS_ABOVE = 50


@click.command()
@options.paths
@configured.configuration
@options.policies
@reporting.formats
@configured.profile
@click.option("--select", multiple=True, metavar="NAMES", help="Only these rules or chapters (comma-separated).")
@click.option("--ignore", multiple=True, metavar="NAMES", help="Not these rules or chapters (comma-separated).")
@click.option("--fix", is_flag=True, help="Mend what is safe: links, links back, spelling of status, form of date.")
@click.option("--diff", is_flag=True, help="Show what --fix would do, and write nothing.")
@click.option("--base", metavar="REF", help="The git commit that accepted records are held against, such as main.")
@click.option(
    "--fail-on", type=click.Choice([*SEVERITIES, "never"]),
    help="The least severity that makes the exit code 1.  [default: as configured, else warning]",
)  # fmt: skip
@click.option("--exit-zero", is_flag=True, help="Findings never make the exit code 1, as by --fail-on never.")
@configured.accepting
@configured.changes
@configured.keeping
@click.option("--only-records", is_flag=True, help="Of the files at PATHS, read only those that are records.")
@click.option("--show-files", is_flag=True, help="List the files: what each is taken for, or why it is not read.")
@click.option("--show-settings", is_flag=True, help="List the settings for PATHS, each with where it comes from.")
@click.option("--no-progress", is_flag=True, help="No progress bar on long runs.")
def check(
    paths: tuple[str, ...],
    stdin_filename: str | None,
    config: str | None,
    isolated: bool,
    policy: tuple[str, ...],
    radar: str | None,
    engine: str,
    formats: tuple[str, ...],
    output: str | None,
    color: str,
    verbose: bool,
    quiet: bool,
    statistics: bool,
    no_suppressed: bool,
    profile: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fix: bool,
    diff: bool,
    base: str | None,
    fail_on: str | None,
    exit_zero: bool,
    baseline: str | None,
    today: date | None,
    changed_since: str | None,
    changed_lines: bool,
    no_cache: bool,
    only_records: bool,
    show_files: bool,
    show_settings: bool,
    no_progress: bool,
) -> int:
    """Judge the records at PATHS (files, folders, or - for standard input) and report findings.

    Without PATHS: the usual folders of decision records, and the one that .adr-dir names.
    """
    wanted = reporting.targets(formats, output)
    chosen = {"select": options.split(select), "ignore": options.split(ignore)}
    accepted = {"baseline": baseline, "today": today, "whole": configured.whole(paths)}
    every_fact = any(target.format in reporting.SHOWS_FACTS for target in wanted)
    space = configured.workspace(
        config, isolated, policy, radar=radar, engine=engine, **chosen, every_fact=every_fact, profile=profile,
        fail_on="never" if exit_zero else fail_on, changed_since=changed_since, changed_lines=changed_lines,
        base=_base(base), cache=not no_cache, **accepted,
    )  # fmt: skip
    if show_settings:
        from adr_lint.cli import showing

        return showing.settings(space, paths, showing.target_of(wanted, "--show-settings"))
    found, skipped = configured.sources(space, paths, stdin_filename, only_records=only_records)
    if show_files:
        from adr_lint.cli import showing

        return showing.files(space, found, skipped, showing.target_of(wanted, "--show-files"))
    if fix or diff:
        from adr_lint.cli import fixing

        if diff:
            return fixing.diff(space, found)
        if "-" in paths:
            return fixing.fix_standard_input(space, found)
        found = fixing.fix(space, found)
    with _progress(len(found), wanted=not (no_progress or quiet)) as tick:
        report = space.run(found, skipped, tick)
    del found  # megabytes of texts, of which the report keeps those that it shows
    said: dict[str, Any] = {
        "verbose": verbose, "quiet": quiet, "statistics": statistics, "suppressed": not no_suppressed,
        "factors": space.factors,
    }  # fmt: skip
    if not exit_zero:  # else reports show as failed what usually is
        said["fails"] = space.fails
    reporting.show(report, wanted, reporting.view_of(space.policies, **said), color)
    return exit_code(report, space.fails)


def _base(ref: str | None) -> Base | None:
    if ref is None:
        return None
    from adr_lint.base import Base

    return Base(ref)


def exit_code(report: Report, fails: Callable[[Finding], bool]) -> int:
    """0 clean, 1 findings that fail, 2 where a record could not be read or judged, or none was."""
    if report.failures or any(skipped.failed for skipped in report.skipped):
        return FAILED
    if read_nothing(report):
        click.echo(f"error: {NOTHING_READ}", err=True)
        return FAILED
    return FINDINGS if any(map(fails, report.findings)) else OK


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
