"""``adr-lint radar``: the technologies that records adopt, try, watch or retire."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adr_lint.cli import OK, charting, configured, options
from adr_lint.errors import UserError
from adr_lint.report.safe import safe

if TYPE_CHECKING:
    from adr_lint.radar.chart import Chart, Move

VIEWS = ("text", "json", "html", "svg")
FORMS = ("byor-csv", "byor-json", "zalando", "backstage", "aoe")


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
@configured.configuration
@options.policies
@click.option(
    "--format", "format_", type=click.Choice([*VIEWS, "yaml", *FORMS]), default="text", show_default=True,
    help="text, json, a page or a drawing, our own radar file, or another tool's form.",
)  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Write to a file (of aoe: a folder) instead of standard output.")
@click.option(
    "--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True,
    help="Colour; auto respects NO_COLOR, FORCE_COLOR, CLICOLOR, dumb terminals and pipes.",
)  # fmt: skip
@click.option("--since", metavar="DATE", default="", help="Show moves from this day on (default: the last year's).")
def show(
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
    since: str,
) -> int:
    """Show the radar of the records at PATHS, together with the one in --radar."""
    space = configured.workspace(config, isolated, policy, engine=engine)
    chart, report, _ = charting.read(space, paths, stdin_filename, radar, charting.day(since))
    if format_ in ("json", "text"):
        from adr_lint.report.radar import data
        from adr_lint.report.radar import text as shown

        paint = options.painter(color, to_file=output is not None)
        made = data.render(chart) if format_ == "json" else shown.render(chart, len(report.readings), paint=paint)
        options.write(made, output, utf8=format_ == "json")
    elif format_ in ("html", "svg"):
        options.write(drawn(chart, len(report.readings), format_, output), output, utf8=True)
    else:
        put(chart, format_, output)
    return charting.finish(report)


@radar.command("import")
@click.argument("file")
@click.option("--from", "form", type=click.Choice(FORMS), help="Its form; told from the file where it is not said.")
@click.option(
    "--ring", "rings", multiple=True, metavar="NAME=ROLE", help="What a ring means: adopt, trial, assess, hold."
)
@click.option("--quadrants", default="", metavar="NAMES", help="Names of quadrants that are only numbered (a,b,c,d).")
@click.option("-o", "--output", metavar="FILE", help="Write to a file instead of standard output.")
def import_(file: str, form: str | None, rings: tuple[str, ...], quadrants: str, output: str | None) -> int:
    """Turn a radar of another tool (a FILE; of aoe its folder) into a radar file of ours, without loss."""
    from adr_lint.radar.interchange import Naming, detect, read

    naming = Naming(dict(_ring(word) for word in options.split(rings)), options.split([quadrants]))
    put(read(_form(form) if form else detect(file), file, naming), "yaml", output)
    return OK


@radar.command()
@click.argument("file")
@click.option("--to", "form", type=click.Choice(FORMS), required=True, help="Whose form.")
@click.option("-o", "--output", metavar="FILE", help="Write to a file (of aoe: a folder) instead of standard output.")
def export(file: str, form: str, output: str | None) -> int:
    """Write a radar FILE of ours in the form of another tool; what that cannot hold is said on standard error."""
    from adr_lint.radar.own import load_chart

    put(load_chart(file), form, output)
    return OK


@radar.command()
@click.argument("ref")
@options.paths
@configured.configuration
@options.policies
@click.option(
    "--format", "format_", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True,
    help="For people, for programs, or for a comment on a pull request.",
)  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Write to a file instead of standard output.")
def diff(
    ref: str,
    paths: tuple[str, ...],
    stdin_filename: str | None,
    config: str | None,
    isolated: bool,
    policy: tuple[str, ...],
    radar: str | None,
    engine: str,
    format_: str,
    output: str | None,
) -> int:
    """Show what moves on the radar since the work tree and REF (a branch, tag or commit) parted."""
    from adr_lint.past import past
    from adr_lint.radar.diff import changes
    from adr_lint.report.radar import changes as shown

    base = past(ref)
    space = configured.workspace(config, isolated, policy, engine=engine)
    after, report, _ = charting.read(space, paths, stdin_filename, radar, "")
    before = charting.at(base, space, paths, charting.radar_file(space, radar))
    found = changes(before, after)
    stays = len(after.blips) - sum(change.kind != "gone" for change in found)
    if format_ == "json":
        made = shown.data(found, ref, base.commit)
    else:
        made = (shown.text if format_ == "text" else shown.markdown)(found, after.rings, ref, stays)
    options.write(made, output, utf8=format_ != "text")
    return charting.finish(report)


def drawn(chart: Chart, records: int, format_: str, output: str | None) -> str:
    """A chart as a page or a drawing; links to records are relative to where it is written."""
    import os

    from adr_lint.report.html.templating import relative
    from adr_lint.report.radar import drawing

    folder = Path(output or "").parent

    def address(move: Move) -> str:
        there = Path(move.record).is_file()
        return relative(os.path.relpath(move.record, folder).replace(os.sep, "/")) if there else ""

    return drawing.page(chart, records, address) if format_ == "html" else drawing.svg(chart, address)


def put(chart: Chart, form: str, output: str | None) -> None:
    """Write a chart as our own file or in another form, and say what is lost. Raises ``UserError``."""
    if form == "yaml":
        import yaml

        from adr_lint.radar import radar_from
        from adr_lint.radar.own import data_of

        data = data_of(chart)
        radar_from(data)
        options.write(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110), output, utf8=True)
        return
    from adr_lint.radar.interchange import losses, write

    made = write(_form(form), chart)
    if isinstance(made, str):
        options.write(made, output, utf8=True)
    else:
        _folder(made, output)
    for lost in losses(_form(form), chart):
        click.echo(f"note: {safe(lost)}", err=True)


def _folder(files: Mapping[str, str], output: str | None) -> None:
    if output is None:
        raise UserError("aoe is a folder of files", suggestion="name the folder: -o FOLDER")
    target = Path(output)
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise UserError(
                f"{output}: is there already and is not empty", suggestion="name a folder that is not there"
            )
        for name, text in files.items():
            file = target / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UserError(f"{error.filename}: cannot be written: {error.strerror}") from None


def _form(word: str) -> Any:
    return word


def _ring(word: str) -> tuple[str, str]:
    from adr_lint.radar import ROLES

    name, _, role = word.rpartition("=")
    if not name or role.strip() not in ROLES:
        raise UserError(
            f"--ring is '{word}'", allowed=ROLES, suggestion="write a ring's name and what it means: Scale=adopt"
        )
    return name.strip().casefold(), role.strip()
