"""``adr-lint init``: configuration, hook, workflow and baseline for a repository that has none of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from adr_lint.cli import OK, configured, options
from adr_lint.errors import UserError
from adr_lint.report.safe import safe
from adr_lint.report.tally import count_words

HOOKS, WORKFLOW = ".pre-commit-config.yaml", ".github/workflows/adr-lint.yml"


@click.command()
@click.option("--yes", is_flag=True, help="Write all of it without asking.")
@configured.day
def init(yes: bool, today: date | None) -> int:
    """Set up this repository: configuration, pre-commit hook, GitHub workflow, and a baseline of today's findings.

    What is there already is left as it is.
    """
    from adr_lint.config.find import configuration_in
    from adr_lint.discover import usual_folders
    from adr_lint.parse import conventions
    from adr_lint.scaffold import setup
    from adr_lint.scaffold.origin import origin

    if not os.path.lexists(".git"):
        raise UserError("this is not the top of a git repository", suggestion="go there, or 'git init' first")
    if not yes and not sys.stdin.isatty():
        raise UserError("nobody can be asked here what to write", suggestion="add --yes to write all of it")
    source = origin()
    written = []
    there = configuration_in(os.getcwd())  # noqa: PTH109
    if there:
        click.echo(f"{safe(os.path.relpath(there))}: is there already")
    else:
        folders = [] if there else usual_folders(conventions.load())
        written += _offer("adr-lint.yaml", lambda: setup.configuration(folders), yes)
    written += _hook(setup.hook(source), yes)
    written += _offer(WORKFLOW, lambda: setup.workflow(source), yes)
    written += _baseline(yes, today)
    _next(written)
    return OK


def _offer(path: str, text: Callable[[], str], yes: bool) -> list[str]:
    """Write a file that is not there yet, if it is wanted; the list holds it where it was."""
    if os.path.lexists(path):
        click.echo(f"{path}: is there already")
        return []
    if not yes and not click.confirm(f"write {path}?", default=True, err=True):
        return []
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{path}: cannot be written: {error.strerror}") from None
    options.write(text(), path)
    click.echo(f"{path}: written")
    return [path]


def _hook(entry: str, yes: bool) -> list[str]:
    """The hook, in a file of its own; where there is one, the lines that belong into it."""
    if not os.path.lexists(HOOKS):
        return _offer(HOOKS, lambda: f"repos:\n{entry}", yes)
    if "adr-lint" in Path(HOOKS).read_text(encoding="utf-8", errors="replace"):
        click.echo(f"{HOOKS}: has adr-lint already")
    else:
        click.echo(f"{HOOKS}: is there already; add under 'repos':\n\n{entry}")
    return []


def _baseline(yes: bool, today: date | None) -> list[str]:
    """Accept today's findings, where there are any."""
    from adr_lint.cli.baseline import accept
    from adr_lint.config.lookup import baseline_to_write

    space = configured.workspace(None, False, (), today=today, without_baseline=True, whole=["."])
    path = baseline_to_write(space.lookup.of("."))
    if os.path.lexists(path):
        click.echo(f"{safe(path)}: is there already")
        return []
    try:
        report = space.run(*configured.sources(space, (), None))
    except UserError as error:
        click.echo(f"no baseline: {error.message}")
        return []
    options.report_skipped(report.skipped, report.failures)
    found = count_words(len(report.findings), "finding")
    if not report.findings:
        click.echo(f"no baseline: {found} in {count_words(len(report.readings), 'record')}")
        return []
    if not yes and not click.confirm(f"accept the {found} of today in {path}?", default=True, err=True):
        return []
    accept(space, report, force=False)
    return [path]


def _next(written: list[str]) -> None:
    if written:
        click.echo(f"\nNext:\n  git add {' '.join(map(safe, written))}")
        click.echo("  git commit -m 'adr-lint: review our decision records'")
    else:
        click.echo("\nNext:")
    if HOOKS in written:
        click.echo("  pre-commit install          (pip install pre-commit)")
    click.echo("  adr-lint check              from now on what is new; docs/living-with-findings.md tells of the rest")
