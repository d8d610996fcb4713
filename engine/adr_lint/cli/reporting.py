"""``--format``: which reporters there are, where each writes, and writing them all."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import import_module
from typing import Any

import click

from adr_lint.cli import options
from adr_lint.errors import UserError, did_you_mean
from adr_lint.model import Report
from adr_lint.report.view import View
from adr_lint.values import dataclass

REPORTERS = {
    "text": "adr_lint.report.text",
    "json": "adr_lint.report.json",
    "sarif": "adr_lint.report.sarif",
    "github": "adr_lint.report.github",
    "gitlab": "adr_lint.report.gitlab",
    "junit": "adr_lint.report.junit",
    "markdown": "adr_lint.report.markdown",
    "checkstyle": "adr_lint.report.checkstyle",
}
"""Format → the module whose ``render(report, view)`` gives its text; imported only where it is asked for."""


SHOWS_FACTS = frozenset({"markdown"})
"""The formats that show facts beside those that a finding needs."""

SHOWS_STATISTICS = frozenset({"text", "json", "github", "markdown"})
"""The formats that have a place for how many findings each rule has."""


@dataclass(frozen=True, slots=True)
class Target:
    """A format, and the file that it goes to; None for standard output."""

    format: str
    file: str | None


def formats(function: Callable[..., Any]) -> Callable[..., Any]:
    """Formats, file and colour, and how much is said."""
    names = "|".join(REPORTERS)
    function = click.option(
        "--no-suppressed", is_flag=True, help="Count suppressed findings without listing them (for code scanning)."
    )(function)
    function = click.option("--statistics", is_flag=True, help="Also how many findings each rule has.")(function)
    function = click.option("-q", "--quiet", is_flag=True, help="Only findings: no summary, nothing of skipped files.")(
        function
    )
    function = click.option("-v", "--verbose", is_flag=True, help="Name every file that was skipped.")(function)
    function = options.color(function)
    function = click.option("-o", "--output", metavar="FILE", help="Write to a file instead of standard output.")(
        function
    )
    return click.option(
        "--format", "formats", multiple=True, metavar="FORMAT[:FILE]", shell_complete=_complete,
        help=f"{names}; may be repeated, each with a file but one.  [default: text]",
    )(function)  # fmt: skip


def _complete(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in REPORTERS if name.startswith(incomplete)]


def targets(given: Sequence[str], output: str | None) -> list[Target]:
    """What ``--format`` and ``--output`` ask for. Raises ``UserError`` where it is unknown or clashes."""
    found = [_target(one) for one in given or ["text"]]
    if output is not None:
        if len(found) > 1:
            raise UserError(
                f"-o is for a single format, and here are {len(found)}",
                suggestion=f"name the file beside its format: --format {found[0].format}:{output}",
            )
        if found[0].file is not None:
            raise UserError(f"--format names the file '{found[0].file}' and -o another, '{output}'")
        found = [replace(found[0], file=None if output == "-" else output)]
    seen: dict[str | None, Target] = {}
    for target in found:
        other = seen.setdefault(target.file and os.path.realpath(target.file), target)
        if other is not target and target.file is None:
            raise UserError(
                f"'{other.format}' and '{target.format}' would both go to standard output",
                suggestion=f"give all but one a file: --format {target.format}:FILE",
            )
        if other is not target:
            raise UserError(f"'{other.format}' and '{target.format}' would both go to the file '{target.file}'")
    return found


def _target(given: str) -> Target:
    name, colon, file = given.partition(":")
    if name not in REPORTERS:
        hint = "repeat --format, once for each" if "," in name else did_you_mean(name, REPORTERS)
        raise UserError(f"there is no format '{name}'", allowed=REPORTERS, suggestion=hint)
    if colon and not file:
        raise UserError(f"'{given}' names no file after the colon", suggestion=f"write --format {name}:FILE")
    return Target(name, None if file in ("", "-") else file)


def show(report: Report, wanted: Sequence[Target], view: View, color: str) -> None:
    """Write every format, files first, and say on standard error what standard output does not."""
    for target in sorted(wanted, key=lambda target: target.file is None):
        to_file = target.file is not None
        fitting = view
        if target.format == "text":
            fitting = replace(view, paint=options.painter(color, to_file=to_file), width=options.width(to_file=to_file))
        text = import_module(REPORTERS[target.format]).render(report, fitting)
        options.write(text, target.file, utf8=target.format != "text")
    on_screen = [target.format for target in wanted if target.file is None]
    if on_screen != ["text"] or view.quiet:
        options.report_skipped(report.skipped, report.failures)
    counted = any(target.format in SHOWS_STATISTICS for target in wanted)
    if view.statistics and not counted:
        from adr_lint.report.text import statistics

        click.echo("\n".join(statistics(report)), err=True, nl=bool(report.findings))
    if not on_screen and not view.quiet:
        from adr_lint.report.text import summary

        click.echo(summary(report), err=True)


def view_of(policies: Any, **more: Any) -> View:
    """The view of a run from where the user stands: paths of code hosts count from the folder that holds ``.git``."""
    here = os.getcwd()  # noqa: PTH109  # a text, as View has it
    top = here
    while not os.path.lexists(os.path.join(top, ".git")):  # noqa: PTH118
        top, below = os.path.dirname(top), top  # noqa: PTH120
        if top == below:
            top = here
            break
    return View(policies, here=here, top=top, **more)
