"""``adr-lint radar``: the technologies that records adopt, try, watch or retire."""

from __future__ import annotations

from typing import Any

import click

from adr_lint.cli import FAILED, OK, options
from adr_lint.model import Report


class _Radar(click.Group):
    """Paths may stand where a verb may: what is no verb belongs to ``show``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args[:1] not in (["-h"], ["--help"]) and (not args or args[0] not in self.commands):
            args = ["show", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Radar, context_settings={"help_option_names": ["-h", "--help"]})
def radar() -> None:
    """Gather the technologies that records adopt, try, watch or retire, and show them on a tech radar.

    'adr-lint radar [PATHS]...' is short for 'adr-lint radar show [PATHS]...'.
    """


@radar.command()
@options.paths
@options.policies
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="For people or for programs.",
)  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Write to a file instead of standard output.")
@click.option(
    "--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True,
    help="Colour; auto respects NO_COLOR, FORCE_COLOR, CLICOLOR, dumb terminals and pipes.",
)  # fmt: skip
@click.option("--since", metavar="DATE", default="", help="Show moves from this day on (default: the last year's).")
def show(
    paths: tuple[str, ...],
    stdin_filename: str | None,
    policy: tuple[str, ...],
    radar: str | None,
    engine: str,
    format_: str,
    output: str | None,
    color: str,
    since: str,
) -> int:
    """Show the radar of the records at PATHS, together with the one in --radar."""
    chart, report = read(paths, stdin_filename, policy, radar, engine, day(since))
    if format_ == "json":
        from adr_lint.report.radar import data

        text = data.render(chart)
    else:
        from adr_lint.report.radar import text as shown

        paint = options.painter(color, to_file=output is not None)
        text = shown.render(chart, len(report.readings), paint=paint)
    options.write(text, output)
    return finish(report)


def read(
    paths: tuple[str, ...],
    stdin_filename: str | None,
    policy: tuple[str, ...],
    file: str | None,
    engine: str,
    since: str,
) -> tuple[Any, Report]:
    """The chart of the records and the radar file, and the report that it came from."""
    from adr_lint.radar.gather import gather
    from adr_lint.radar.known import known
    from adr_lint.radar.merge import merge
    from adr_lint.radar.own import load_chart
    from adr_lint.run import Session

    listed = load_chart(file) if file is not None else None
    session = Session(options.settings(policy, None, engine))
    sources, skipped = options.sources(session, paths, stdin_filename)
    report = session.run(sources, skipped)
    placed = gather(report.readings, {source.path: source.text for source in sources}, known())
    return merge(placed, listed, known(), since), report


def finish(report: Report) -> int:
    """Say on standard error what was not read or judged, and give the exit code."""
    options.report_skipped(report.skipped, report.failures)
    if not report.readings:
        click.echo("error: nothing was read as a record", err=True)
    failed = not report.readings or report.failures or any(skipped.failed for skipped in report.skipped)
    return FAILED if failed else OK


def day(text: str) -> str:
    """``text`` as year-month-day or year-month. Raises ``UserError``."""
    import re
    from datetime import date

    from adr_lint.errors import UserError

    match = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", text)
    try:
        if text and (match is None or not date(int(match[1]), int(match[2]), int(match[3] or 1))):
            raise ValueError
    except ValueError:
        raise UserError(
            f"--since is '{text}'", suggestion="write a day such as 2025-01-31, or a month such as 2025-01"
        ) from None
    return text
