"""``adr-lint check --fix`` and ``--diff``: what is safe is mended in the files, or shown as a diff."""

from __future__ import annotations

import codecs
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from adr_lint.cli import FINDINGS, OK, options
from adr_lint.errors import UserError
from adr_lint.fixes import Edit
from adr_lint.model import Source
from adr_lint.report.safe import safe, safe_block
from adr_lint.workspace import Workspace

_LINES = re.compile(r"[^\n]*\n|[^\n]+")


def diff(space: Workspace, sources: Sequence[Source]) -> int:
    """Show what --fix would do as a unified diff; 1 where there is something, and nothing is written."""
    found = FINDINGS if (pieces := list(_diffs(space, sources))) else OK
    text = "".join(pieces)
    options.write(safe_block(text) if sys.stdout.isatty() else text, None, utf8=True)
    return found


def fix(space: Workspace, sources: Sequence[Source]) -> list[Source]:
    """Mend the files, say what was mended, and give the sources as they are now. Raises ``UserError``."""
    mended: dict[str, Source] = {}
    for source, text, edits in space.fixes(sources):
        _tell(source, edits)
        _write(source, text)
        mended[source.path] = Source(source.path, text)
    if mended:
        click.echo(f"fixed {_count(len(mended), 'file')}", err=True)
    return [mended.get(source.path, source) for source in sources]


def fix_standard_input(space: Workspace, sources: Sequence[Source]) -> int:
    """The record of standard input mended, to standard output, where nothing else is written. Raises ``UserError``."""
    if len(sources) != 1:
        raise UserError(
            "--fix mends either files or standard input", suggestion="leave '-' out, or name nothing besides"
        )
    text = sources[0].text
    for source, text, edits in space.fixes(sources):  # noqa: B007  # there is one at most
        _tell(source, edits)
    options.write(text, None, utf8=True)
    return OK


def _tell(source: Source, edits: Sequence[Edit]) -> None:
    for edit in edits:
        line = source.text.count("\n", 0, edit.start) + 1
        click.echo(f"fixed: {safe(source.path)}:{line}: {safe(edit.what)}", err=True)


def _write(source: Source, text: str) -> None:
    """The file with its new text, whole or not at all; every byte that no fix is about stays as it is."""
    raw = Path(source.path).read_bytes()
    mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    if raw != mark + source.text.encode("utf-8"):
        raise UserError(f"{source.path}: not fixed: it is not UTF-8, or has changed since it was read")
    options.write_bytes(mark + text.encode("utf-8"), source.path)


def _diffs(space: Workspace, sources: Sequence[Source]) -> Iterator[str]:
    from difflib import unified_diff

    for source, text, _ in space.fixes(sources):
        name = safe(source.path)
        before, after = _LINES.findall(source.text), _LINES.findall(text)
        for line in unified_diff(before, after, name, name):
            yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
