"""Which markup a record is written in, by its extension."""

from __future__ import annotations

from typing import Literal

Markup = Literal["Markdown", "AsciiDoc", "reStructuredText"]

_ASCIIDOC = (".adoc", ".asciidoc", ".asc")


def markup_of(path: str) -> Markup:
    """The markup of the record at a path."""
    name = path.casefold()
    if name.endswith(".rst"):
        return "reStructuredText"
    return "AsciiDoc" if name.endswith(_ASCIIDOC) else "Markdown"
