"""``adr-lint new``: a record to be filled in, that walks through the homework of a build-or-buy decision."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

import click

from adr_lint.cli import OK, configured
from adr_lint.errors import UserError
from adr_lint.report.safe import safe


@click.command()
@click.argument("title", nargs=-1, required=True, metavar="TITLE...")
@click.option("--folder", metavar="FOLDER", help="Where it goes; without it, the one folder of records that there is.")
@configured.configuration
@configured.day
def new(title: tuple[str, ...], folder: str | None, config: str | None, isolated: bool, today: date | None) -> int:
    """Write a new record with the next number, from a template in which every blank says what belongs there.

    It walks through five steps: where we stand, what it must do, a trial, what building takes, costs over the years.
    """
    from adr_lint.discover import usual_folders
    from adr_lint.parse import conventions
    from adr_lint.scaffold.record import folder_of, new_record

    if folder is None:
        space = configured.workspace(config, isolated, ())
        folder = folder_of(space.paths() or usual_folders(conventions.load()))
    elif os.path.exists(folder) and not os.path.isdir(folder):  # noqa: PTH110, PTH112
        raise UserError(f"--folder {folder}: is no folder")
    names = os.listdir(folder) if os.path.isdir(folder) else []  # noqa: PTH112, PTH208
    record = new_record(" ".join(title), names, today or datetime.now(UTC).date())
    path = os.path.join(folder, record.name).replace(os.sep, "/")  # noqa: PTH118
    try:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        with open(path, "x", encoding="utf-8", newline="\n") as file:  # noqa: PTH123
            file.write(record.text)
    except FileExistsError:
        raise UserError(f"{path}: is there already", suggestion="give the record another title") from None
    except OSError as error:
        raise UserError(f"{path}: cannot be written: {error.strerror}") from None
    click.echo(safe(path))
    click.echo("fill in what stands in [brackets]; 'adr-lint check' lists what is left, until nothing is", err=True)
    return OK
