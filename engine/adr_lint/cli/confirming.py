"""``adr-lint facts --write``: what was inferred is shown to the author, and declared in the record once confirmed."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adr_lint.cli import OK, options
from adr_lint.errors import UserError
from adr_lint.facts.confirm import confirmed, unconfirmed
from adr_lint.model import Fact, Reading, Source
from adr_lint.policy.template import say
from adr_lint.report.layout import cut
from adr_lint.report.safe import safe

if TYPE_CHECKING:
    from adr_lint.workspace import Workspace

_BOM = b"\xef\xbb\xbf"


def write(space: Workspace, sources: Iterable[Source], readings: Iterable[Reading], *, sure: bool) -> int:
    """Declare the inferred facts of each record in its front matter, asking first unless ``sure``.

    Raises ``UserError`` where nobody can be asked, and for a record that cannot be written to.
    """
    texts = {source.path: source.text for source in sources}
    if "-" in texts or any(name.startswith("<") for name in texts):
        raise UserError("a record on standard input cannot be written to", suggestion="name its file")
    if not sure and not sys.stdin.isatty():
        raise UserError(
            "nobody can be asked here whether the facts are right", suggestion="add --yes to write them all"
        )
    for reading in readings:
        _one(space, reading, texts, sure=sure)
    return OK


def _one(space: Workspace, reading: Reading, texts: Mapping[str, str], *, sure: bool) -> None:
    path = reading.record.path
    facts = unconfirmed(reading, space.session_of(path).policies.vocabulary)
    if not facts:
        click.echo(f"{safe(path)}: nothing to confirm")
        return
    click.echo(f"{safe(path)}  {safe(reading.record.title)}")
    for fact in facts:
        click.echo(f"  {_shown(fact)}")
    kept = facts if sure else _asked(facts)
    if not kept:
        click.echo("  nothing written")
        return
    text = confirmed(texts[path], path, kept)
    _check(space, Source(path, text), kept)
    bom = _same_as_read(path, texts[path])
    options.write(("\ufeff" if bom else "") + text, path)
    click.echo(f"  {len(kept)} {'fact' if len(kept) == 1 else 'facts'} written")


def _shown(fact: Fact) -> str:
    where = fact.evidence[0] if fact.evidence else None
    said = f", line {where.place.line} “{safe(cut(where.words))}”" if where else ""
    return f"{fact.name} = {safe(cut(say(fact.value)))}{said}"


def _asked(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts that the author confirms: all, none, or each one asked for."""
    answer = click.prompt(
        "  write these facts? (y)es, (n)o, (e)ach one", type=click.Choice(["y", "n", "e"]), show_choices=False, err=True
    )
    if answer != "e":
        return facts if answer == "y" else ()
    return tuple(fact for fact in facts if click.confirm(f"  {_shown(fact)}; write it?", default=True, err=True))


def _check(space: Workspace, source: Source, facts: tuple[Fact, ...]) -> None:
    """What is about to be written is read back as it was meant; if not, nothing is written. Raises ``UserError``."""
    found = space.session_of(source.path).read(source).facts
    for fact in facts:
        back = found.get(fact.name)
        if back is None or back.source != "declared" or back.value != fact.value:
            raise UserError(
                f"{source.path}: '{fact.name}' would not be read back as {say(fact.value)}; nothing was written",
                suggestion="declare it by hand; this is a bug in adr-lint",
            )


def _same_as_read(path: str, text: str) -> bool:
    """Whether the file begins with a byte order mark. Raises ``UserError`` where it is no longer what was read."""
    try:
        raw = Path(path).read_bytes()
    except OSError as error:
        raise UserError(f"{path}: cannot be read again: {error.strerror}") from None
    bom = raw.startswith(_BOM)
    if raw.removeprefix(_BOM) != text.encode("utf-8"):
        raise UserError(
            f"{path}: was changed meanwhile, or is no UTF-8; nothing was written", suggestion="run it again"
        )
    return bom
