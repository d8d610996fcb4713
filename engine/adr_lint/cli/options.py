"""Options that several verbs share, and how they become settings."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import click

from adr_lint.cli import silence
from adr_lint.errors import UserError
from adr_lint.model import Failure, Skipped, Source
from adr_lint.report.safe import Paint, coloured, plain, safe
from adr_lint.texts import tidy


def paths(function: Callable[..., Any]) -> Callable[..., Any]:
    """Where the records are: paths, or standard input."""
    function = click.option(
        "--stdin-filename", metavar="NAME", help="What the record on standard input ('-') is called."
    )(function)
    return click.argument("paths", nargs=-1, metavar="[PATHS]...")(function)


def policies(function: Callable[..., Any]) -> Callable[..., Any]:
    """Policies beside our own, and the engine."""
    function = click.option(
        "--engine", type=click.Choice(["auto", "durable", "python"]), default="auto", show_default=True,
        help="What evaluates the policies; both give the same findings.",
    )(function)  # fmt: skip
    function = click.option("--radar", metavar="FILE", help="The tech radar to hold technologies against.")(function)
    return click.option(
        "--policy", "policy", multiple=True, metavar="PATH", help="A policy file or folder beside adr-lint's own."
    )(function)


def color(function: Callable[..., Any]) -> Callable[..., Any]:
    """Colour."""
    return click.option(
        "--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True,
        help="Colour; auto respects NO_COLOR, FORCE_COLOR, CLICOLOR, dumb terminals and pipes.",
    )(function)  # fmt: skip


def output(function: Callable[..., Any]) -> Callable[..., Any]:
    """Format (text or json), file and colour."""
    return output_as("text", "json")(function)


def output_as(*formats: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Format, file and colour, for a verb that has these formats."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        function = click.option("-o", "--output", metavar="FILE", help="Write to a file instead of standard output.")(
            color(function)
        )
        return click.option(
            "--format", "format_", type=click.Choice(formats), default="text", show_default=True,
            help="For people or for programs.",
        )(function)  # fmt: skip

    return decorate


def split(values: Iterable[str]) -> tuple[str, ...]:
    """Repeated and comma-separated values as one list."""
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


def painter(color: str, *, to_file: bool = False) -> Paint:
    """Whether to colour, by --color, the environment and where the output goes."""
    return coloured if wants_colour(color, os.environ, to_file=to_file, terminal=sys.stdout.isatty()) else plain


def wants_colour(color: str, environ: Mapping[str, str], *, to_file: bool, terminal: bool) -> bool:
    """--color decides; then NO_COLOR (a file: never), FORCE_COLOR, CLICOLOR=0 and dumb terminals, and the terminal."""
    if color != "auto":
        return color == "always"
    if environ.get("NO_COLOR") or to_file:
        return False
    if environ.get("FORCE_COLOR", "0") not in ("", "0") or environ.get("CLICOLOR_FORCE", "0") not in ("", "0"):
        return True
    return terminal and environ.get("CLICOLOR") != "0" and environ.get("TERM") != "dumb"


def width(*, to_file: bool = False) -> int:
    """How wide to wrap: the terminal's columns, 40 to 100; 100 where there is no terminal."""
    if to_file or not sys.stdout.isatty():
        return 100
    import shutil

    return max(40, min(100, shutil.get_terminal_size((100, 24)).columns))


def only_records(folders: Sequence[str], names: Sequence[str]) -> tuple[list[Source], list[Skipped]]:
    """Of the files ``names`` those that a run on ``folders`` would read; the others are skipped, and no failure."""
    from adr_lint.discover import discover
    from adr_lint.parse import conventions

    for name in names:
        if name == "-" or os.path.isdir(name):  # noqa: PTH112
            what = "standard input" if name == "-" else f"the folder '{name}'"
            raise UserError(f"--only-records is for files, and {what} is none", suggestion="leave --only-records out")
    found, skipped = discover(folders, conventions=conventions.load(), only=names)
    return found, [one if one.failed else replace(one, by_request=True) for one in skipped]


def sources(names: Sequence[str], stdin_filename: str | None) -> tuple[list[Source], list[Skipped]]:
    """The records at the paths, ``-`` being standard input. Raises ``UserError`` where there is not one to read."""
    from adr_lint.discover import discover
    from adr_lint.parse import conventions

    files = [name for name in names if name != "-"]
    if stdin_filename is not None and "-" not in names:
        raise UserError(
            "--stdin-filename names what comes by standard input, and nothing does",
            suggestion="add '-' to the paths",
        )
    found: list[Source] = []
    skipped: list[Skipped] = []
    if files or not names:
        found, skipped = discover(files, conventions=conventions.load())
    if "-" in names:
        found.append(_standard_input(stdin_filename or "<stdin>"))
    if not found and not skipped:
        where = ", ".join(names) or "the usual folders (docs/adr, docs/decisions, doc/adr, …; .adr-dir)"
        raise UserError(f"no records found in {where}", suggestion="name the folder or the files: adr-lint check PATH")
    if found:
        for name in _barren(files, found):
            click.echo(f"note: no records in {safe(name)}", err=True)
    return found, skipped


def _standard_input(name: str) -> Source:
    from adr_lint.discover import from_bytes
    from adr_lint.texts import MAX_BYTES

    # Python has no stdin at all where the descriptor was closed.
    raw = sys.stdin.buffer.read(MAX_BYTES + 1) if sys.stdin is not None else b""
    source = from_bytes(raw, name)
    if not source.text.strip():
        raise UserError(f"'{name}' is empty: nothing came by standard input")
    return source


def _barren(names: Sequence[str], found: Sequence[Source]) -> Iterator[str]:
    """The folders that the user named and that hold no record, while others do."""
    for name in names:
        folder = tidy(name)
        inside = "" if folder == "." else f"{folder.rstrip('/')}/"
        if os.path.isdir(name) and not any(source.path.startswith(inside) for source in found):  # noqa: PTH112
            yield name


def report_skipped(skipped: Iterable[Skipped], failures: Iterable[Failure]) -> None:
    """On standard error, what should have been read or judged and was not; for where the report does not say it."""
    for one in skipped:
        if one.failed:
            click.echo(f"not read: {safe(one.path)}: {safe(one.reason)}", err=True)
    for failure in failures:
        click.echo(f"failed: {safe(failure.path)}: {safe(failure.reason)}", err=True)


def write(text: str, output_file: str | None, *, utf8: bool = False) -> None:
    """To standard output, or whole or not at all to a file. Raises ``UserError``.

    ``utf8`` is for what programs read: it is UTF-8 whatever the terminal's encoding.
    """
    if output_file in (None, "-"):
        _to_standard_output(text, utf8=utf8)
    else:
        write_bytes(text.encode("utf-8"), output_file)


def write_bytes(content: bytes, output_file: str) -> None:
    """Whole or not at all to a file. Raises ``UserError``."""
    from pathlib import Path  # 3 ms: only where there is a file

    target = Path(output_file)
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(content)
            return
        target = target.resolve()
        partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
        try:
            with partial.open("xb") as file:
                file.write(content)
            if target.exists():
                partial.chmod(target.stat().st_mode & 0o777)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        raise UserError(f"{output_file}: cannot be written: {error.strerror}") from None


def _to_standard_output(text: str, *, utf8: bool) -> None:
    stream = sys.stdout
    try:
        try:
            if utf8:
                stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a TextIOWrapper
            stream.write(text)
        except UnicodeEncodeError:
            encoding = stream.encoding or "ascii"
            stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()
    except BrokenPipeError:
        silence()  # the verdict stands although nobody read all of it
    except OSError as error:
        silence()
        raise UserError(f"standard output cannot be written: {error.strerror}") from None
