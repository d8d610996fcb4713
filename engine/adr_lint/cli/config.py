"""``adr-lint config``: the settings in force, each with where it comes from, and their schema."""

from __future__ import annotations

import os

import click

from adr_lint.cli import OK, configured, options, showing
from adr_lint.errors import UserError


@click.group()
def config() -> None:
    """Show the settings in force and where each comes from; print their schema."""


@config.command()
@click.argument("path", default=".", metavar="[PATH]")
@configured.configuration
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
def show(path: str, config: str | None, isolated: bool, format_: str) -> int:
    """Show the settings for the record or the folder at PATH (here), each with file and line."""
    from adr_lint.config.effective import settings_of
    from adr_lint.config.lookup import policies_of

    lookup = configured.lookup(config, isolated)
    if not os.path.exists(path):  # noqa: PTH110
        raise UserError(f"there is no file or folder '{path}'")
    found = lookup.of(path)
    policies_of(found)  # says which names in it are none
    settings = settings_of(found, os.path.abspath(path))  # noqa: PTH100
    if format_ == "json":
        from adr_lint.report.data import dumps

        rows = [
            {"key": s.key, "value": s.value, "path": s.place.path if s.place else None,
             "line": s.place.line if s.place else None, "column": s.place.column if s.place else None}
            for s in settings
        ]  # fmt: skip
        options.write(dumps({"files": list(found.files), "settings": rows}), None)
        return OK
    options.write(showing.settings_text(path, found.files, list(showing.rows_of(settings))), None)
    return OK


@config.command()
def schema() -> int:
    """Print the JSON Schema (2020-12) of adr-lint.yaml, for editors."""
    from adr_lint import resources

    options.write((resources.folder("schemas") / "config.schema.json").read_text(encoding="utf-8"), None)
    return OK
