"""Markdown with embedded Ruby (``.md.erb``): what Ruby would fill in is no text of the record."""

from __future__ import annotations

from adr_lint.regexes import regex

_TAG = regex(r"(?s)<%.*?%>")
_UNSEEN = "\u200b"
"""Takes the place of a tag: no reader sees it, and unlike a space it makes no indented code of what follows."""
_NOT_LINE_END = regex(r"[^\r\n]")


def blank(text: str) -> str:
    """The text with nothing to be seen in every ERB tag, so that all else stays at its place."""
    return _TAG.sub(lambda tag: _NOT_LINE_END.sub(_UNSEEN, tag[0]), text)
