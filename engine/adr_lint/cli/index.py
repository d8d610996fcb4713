"""``adr-lint list``: the records as an index, filtered."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import click

from adr_lint.cli import FAILED, OK, configured, options
from adr_lint.errors import UserError, did_you_mean
from adr_lint.model import Report, Source

STATUSES = ("draft", "proposed", "accepted", "rejected", "deprecated", "superseded", "absent")
APPROACHES = ("build", "buy", "hybrid", "none")


@click.command("list")
@options.paths
@configured.configuration
@options.policies
@click.option(
    "--status", multiple=True, type=click.Choice(STATUSES), help="Only records with this status (repeatable)."
)
@click.option(
    "--approach", multiple=True, type=click.Choice(APPROACHES), help="Only records that decide so (repeatable)."
)
@click.option(
    "--technology", multiple=True, metavar="NAME", help="Only records that adopt it or are about it (repeatable)."
)
@click.option("--rule", multiple=True, metavar="RULE", help="Only records with a finding of this rule (repeatable).")
@click.option(
    "--format", "format_", type=click.Choice(["text", "json", "csv", "markdown", "json-adr"]), default="text",
    show_default=True, help="A table for people, or for programs; json-adr is JSON-ADR 1.0.0.",
)  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Write to a file instead of standard output.")
def list(  # noqa: A001  # the verb's name
    paths: tuple[str, ...],
    stdin_filename: str | None,
    config: str | None,
    isolated: bool,
    policy: tuple[str, ...],
    radar: str | None,
    engine: str,
    status: tuple[str, ...],
    approach: tuple[str, ...],
    technology: tuple[str, ...],
    rule: tuple[str, ...],
    format_: str,
    output: str | None,
) -> int:
    """List the records at PATHS: number, title, status, date, approach, technologies and findings."""
    from adr_lint.report import index

    space = configured.workspace(config, isolated, policy, radar=radar, engine=engine)
    found, skipped = configured.sources(space, paths, stdin_filename)
    report = space.run(found, skipped)
    known = {one.id for one in space.policies.rules}
    for name in rule:
        if name not in known:
            raise UserError(f"there is no rule '{name}'", suggestion=did_you_mean(name, known))
    with_rule = {finding.path for finding in report.findings if finding.rule in rule}
    wanted = {name.casefold() for name in technology}
    listed = [
        entry
        for entry in index.entries(report)
        if (not status or (entry["status"] or "absent") in status)
        and (not approach or entry["approach"] in approach)
        and (not wanted or wanted & {name.casefold() for name in entry["technologies"]})
        and (not rule or entry["path"] in with_rule)
    ]
    options.write(_rendered(format_, listed, report, found), output, utf8=format_ != "text")
    options.report_skipped(report.skipped, report.failures)
    failed = not report.readings or report.failures or any(one.failed for one in report.skipped)
    return FAILED if failed else OK


def _rendered(format_: str, listed: Sequence[dict[str, Any]], report: Report, sources: Sequence[Source]) -> str:
    from adr_lint.report import index

    if format_ == "json-adr":
        from adr_lint.parse import conventions, parse
        from adr_lint.report import json_adr

        names = {entry["path"] for entry in listed}
        records = [parse(source, conventions.load()) for source in sources if source.path in names]
        return json_adr.render(records, _moment())
    if format_ == "json":
        return index.as_json(listed, report)
    if format_ == "csv":
        return index.as_csv(listed)
    return index.as_markdown(listed) if format_ == "markdown" else index.as_text(listed, len(report.readings))


def _moment() -> datetime:
    """When the document is made: as SOURCE_DATE_EPOCH says for builds that are to be the same, else today."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given is None:
        return datetime.now(UTC).replace(hour=0, minute=0, second=0)
    try:
        return datetime.fromtimestamp(int(given), UTC)
    except (ValueError, OverflowError, OSError):
        raise UserError(
            f"SOURCE_DATE_EPOCH is '{given}', which is no moment", suggestion="give seconds since 1970, or unset it"
        ) from None
