"""Options that several verbs share, and how they become settings."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from adr_lint.errors import UserError
from adr_lint.model import Skipped, Source
from adr_lint.report.safe import Paint, coloured, plain

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


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


def output(function: Callable[..., Any]) -> Callable[..., Any]:
    """Format, file and colour."""
    function = click.option(
        "--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True,
        help="Colour; auto respects NO_COLOR, FORCE_COLOR and pipes.",
    )(function)  # fmt: skip
    function = click.option("-o", "--output", metavar="FILE", help="Write to a file instead of standard output.")(
        function
    )
    return click.option(
        "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True,
        help="For people or for programs.",
    )(function)  # fmt: skip


def split(values: Iterable[str]) -> tuple[str, ...]:
    """Repeated and comma-separated values as one list."""
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


def painter(color: str, *, to_file: bool) -> Paint:
    """Whether to colour, by --color, the environment and where the output goes."""
    if color != "auto":
        return coloured if color == "always" else plain
    if os.environ.get("NO_COLOR") or to_file or os.environ.get("CLICOLOR") == "0":
        return plain
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return coloured
    return coloured if sys.stdout.isatty() and os.environ.get("TERM") != "dumb" else plain


def width() -> int:
    """How wide to wrap: the terminal's columns, at most 100; 100 where there is no terminal."""
    if not sys.stdout.isatty():
        return 100
    import shutil

    return min(100, shutil.get_terminal_size((100, 24)).columns)


def settings(policy: Sequence[str], radar: str | None, engine: str, **more: Any) -> Any:
    """The run's ``Settings``. Raises ``UserError`` for a radar that cannot be read."""
    from adr_lint.run import Settings

    found = None
    if radar is not None:
        from adr_lint.radar import load_radar

        found = load_radar(radar)
    return Settings(policies=tuple(policy), radar=found, engine=engine, **more)


def sources(session: Any, names: Sequence[str], stdin_filename: str | None) -> tuple[list[Source], list[Skipped]]:
    """The records at the paths, ``-`` being standard input. Raises ``UserError`` where there is not one to read."""
    from adr_lint.discover import discover, from_bytes

    files = [name for name in names if name != "-"]
    if stdin_filename is not None and "-" not in names:
        raise UserError(
            "--stdin-filename names what comes by standard input, and nothing does",
            suggestion="add '-' to the paths",
        )
    found: list[Source] = []
    skipped: list[Skipped] = []
    if files or not names:
        found, skipped = discover(files, conventions=session.conventions)
    if "-" in names:
        found.append(from_bytes(sys.stdin.buffer.read(), stdin_filename or "<stdin>"))
    if not found and not skipped:
        where = ", ".join(names) or "the usual folders (docs/adr, docs/decisions, doc/adr, …; .adr-dir)"
        raise UserError(f"no records found in {where}", suggestion="name the folder or the files: adr-lint check PATH")
    return found, skipped


def write(text: str, output_file: str | None) -> None:
    """To standard output, or whole or not at all to a file. Raises ``UserError``."""
    if output_file is None:
        stream = sys.stdout
        try:
            stream.write(text)
        except UnicodeEncodeError:
            stream.write(text.encode(stream.encoding or "ascii", "backslashreplace").decode(stream.encoding or "ascii"))
        return
    target = Path(output_file)
    try:
        if target.exists() and not target.is_file():
            target.write_text(text, encoding="utf-8")
            return
        partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
        partial.write_text(text, encoding="utf-8")
        partial.replace(target)
    except OSError as error:
        raise UserError(f"{output_file}: cannot be written: {error.strerror}") from None
