"""``adr-lint baseline``: accept the findings as they stand, and take out those that are gone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from adr_lint.cli import FAILED, OK, configured, options
from adr_lint.errors import UserError
from adr_lint.model import Finding, Report
from adr_lint.report.safe import safe
from adr_lint.report.tally import NOTHING_READ, count_words, read_nothing, texts_of

if TYPE_CHECKING:
    from adr_lint.waive.baseline import Entry
    from adr_lint.workspace import Workspace


@click.group()
def baseline() -> None:
    """Accept the findings as they stand, and take out those that are gone.

    A baseline knows a finding again by its rule, its record and the words that it stands on, not by its line.
    """


def _shared(function: Callable[..., Any]) -> Callable[..., Any]:
    function = configured.accepting(options.policies(configured.configuration(function)))
    return click.argument("paths", nargs=-1, metavar="[PATHS]...")(function)


@baseline.command()
@_shared
@click.option("--force", "--yes", is_flag=True, help="Write over a baseline that is there.")
def create(
    paths: tuple[str, ...],
    config: str | None,
    isolated: bool,
    policy: tuple[str, ...],
    radar: str | None,
    engine: str,
    baseline: str | None,
    today: date | None,
    force: bool,
) -> int:
    """Accept every finding on the records at PATHS as it stands, by writing adr-lint-baseline.json.

    Findings about suppressions themselves are not accepted.
    """
    space = _space(paths, config, isolated, policy, radar=radar, engine=engine, baseline=baseline, today=today)
    report = _read(space, paths)
    accept(space, report, force=force)
    return _code(report)


def accept(space: Workspace, report: Report, *, force: bool) -> None:
    """Write the findings of a report as baselines. Raises ``UserError`` where there is one, unless ``force``."""
    from adr_lint.waive.baseline import dump

    files = _files(space, report)
    there = [file for file in files if os.path.exists(file)]  # noqa: PTH110
    if there and not force:
        raise UserError(
            f"{', '.join(there)}: there is a baseline already",
            suggestion="'adr-lint baseline prune' takes out what is gone; --force accepts everything anew",
        )
    for file, records in files.items():
        entries = list(_accepted(space, report, file, records))
        options.write(dump(entries), file)
        touched = len({entry.record for entry in entries})
        click.echo(f"{safe(file)}: {count_words(len(entries), 'finding')} accepted on {count_words(touched, 'record')}")


@baseline.command()
@_shared
def prune(
    paths: tuple[str, ...],
    config: str | None,
    isolated: bool,
    policy: tuple[str, ...],
    radar: str | None,
    engine: str,
    baseline: str | None,
    today: date | None,
) -> int:
    """Take out of the baseline what no longer occurs on the records at PATHS, or on records that are no more."""
    from adr_lint.waive.baseline import dump, gone, load_baseline

    space = _space(paths, config, isolated, policy, radar=radar, engine=engine, baseline=baseline, today=today)
    report = _read(space, paths)
    for file, records in _files(space, report).items():
        known = load_baseline(file)
        lost = list(gone(known, _accepted(space, report, file, records), records))
        for entry in lost:
            click.echo(f"gone: {safe(entry.record)}: {safe(entry.rule)}")
        if lost:
            options.write(dump(known.entries - set(lost)), file)
        left = len(known.entries) - len(lost)
        click.echo(f"{safe(file)}: {count_words(len(lost), 'finding')} taken out, {left:,} left")
    return _code(report)


def _space(
    paths: tuple[str, ...], config: str | None, isolated: bool, policy: tuple[str, ...], **more: Any
) -> Workspace:
    whole = configured.whole(paths)
    return configured.workspace(config, isolated, policy, **more, without_baseline=True, whole=whole)


def _read(space: Workspace, paths: tuple[str, ...]) -> Report:
    report = space.run(*configured.sources(space, paths, None))
    if read_nothing(report):
        raise UserError(NOTHING_READ)
    return report


def _files(space: Workspace, report: Report) -> Mapping[str, list[str]]:
    """The baselines that the records belong to, each with the records that were judged."""
    failed = {failure.path for failure in report.failures}
    files: dict[str, list[str]] = {}
    for reading in report.readings:
        if reading.record.path not in failed:
            files.setdefault(_file(space, reading.record.path), []).append(reading.record.path)
    return dict(sorted(files.items()))


def _file(space: Workspace, record: str) -> str:
    from adr_lint.config.lookup import baseline_to_write

    return space.flags.baseline or baseline_to_write(space.lookup.of(record))


def _accepted(space: Workspace, report: Report, file: str, records: list[str]) -> Iterator[Entry]:
    """What the baseline in ``file`` accepts: of its records the findings that stand, but those about suppressions."""
    from adr_lint.waive.baseline import entries_of

    stand = {id(finding) for finding in report.findings if not _is_late(space, finding)}
    every = [*report.findings, *(one.finding for one in report.suppressed)]
    known = frozenset(records)
    of_file = [finding for finding in every if finding.path in known]
    for finding, entry in zip(of_file, entries_of(of_file, texts_of(report), file), strict=True):
        if id(finding) in stand:
            yield entry


def _is_late(space: Workspace, finding: Finding) -> bool:
    return finding.rule in space.session_of(finding.path).late


def _code(report: Report) -> int:
    """0, or 2 where a record could not be read or judged, which is said on standard error."""
    options.report_skipped(report.skipped, report.failures)
    return FAILED if report.failures or any(skipped.failed for skipped in report.skipped) else OK
