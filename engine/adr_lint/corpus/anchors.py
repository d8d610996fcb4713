"""Links to a part of a file (``other.md#decision``) that has no such part, and the part that was probably meant.

GitHub makes an anchor of every heading by its rules, other sites by theirs. A link is broken only where none of them
would find what it names: letters and digits decide, neither case nor hyphens.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from adr_lint.corpus.outline import Outline, Pointer
from adr_lint.corpus.relations import unquoted
from adr_lint.errors import did_you_mean
from adr_lint.model import Evidence
from adr_lint.parse import frontmatter
from adr_lint.parse.markdown import events_of
from adr_lint.regexes import regex

if TYPE_CHECKING:
    from adr_lint.corpus.survey import Survey

_MARKDOWN = (".md", ".markdown")
_UNJUDGED = regex(r"(?i)l\d+(?:[-c].*)?\Z|:~:|[!/?]|fn(?:ref)?[-:\d]|footnote|top\Z|_")
"""Lines of a file, words of a page, what scripts take, footnotes, the page's top, names that a page's maker gave."""
_FILLED_IN = regex(r"--8<--|\{%|\{\{|<%|<!--\s*include|!include")
"""Marks of text that comes from elsewhere, headings perhaps."""
_GIVEN = regex(
    r"(?im)<[a-z][^<>\n]{0,400}?\s(?:id|name)\s*=\s*[\"']?([^\"'\s<>]+)|\{[^{}\n]{0,200}?#([\w.:-]+)|^\(([^()\n]+)\)=\s*$"
)
_HTML_HEADING = regex(r"(?is)<h[1-6][^<>]{0,200}>(.{0,400}?)</h[1-6]>")
_TAG = regex(r"<[^<>]*>")
_ATTRIBUTES = regex(r"\s*\{[^{}]*\}\Z")
_DROPPED = regex(r"[^\w\- ]")
_SIGNS = regex(r"[\W_]+")
_NOT_ASCII = regex(r"[^a-z0-9]+")
_MOST_NAMES, _LONGEST = 200, 100
"""How many anchors are compared for the nearest, and the longest: each comparison costs the product of two lengths."""


class Anchors:
    """The parts of a Markdown text that a link can name."""

    def __init__(self, text: str) -> None:
        self.known = _FILLED_IN.search(text) is None
        self.names = tuple(_names(text)) if self.known else ()
        self._keys = {key for name in self.names for key in _keys(name)}

    def holds(self, name: str) -> bool:
        """Whether some site would find what a link names."""
        return not self.known or _SIGNS.sub("", name.lower()) in self._keys

    def nearest(self, name: str) -> str:
        """A hint at the anchor that was probably meant; empty where none is near."""
        known = [f"#{known}" for known in self.names[:_MOST_NAMES] if len(known) <= _LONGEST]
        return did_you_mean(f"#{name}", known) if len(name) <= _LONGEST else ""


def broken(outline: Outline, survey: Survey) -> Iterator[tuple[str, Evidence]]:
    """The links of a record to parts of Markdown files that have no such part."""
    for pointer in (*outline.links, *outline.inward):
        path, _, part = pointer.target.partition("#")
        name = unquoted(part).removeprefix("user-content-")
        if not _SIGNS.sub("", name) or "?" in path or _UNJUDGED.match(name):
            continue
        anchors = survey.anchors(_target(outline, pointer, survey))
        if anchors is not None and not anchors.holds(name):
            hint = anchors.nearest(name)
            yield f"'{pointer.target}'{f' ({hint})' if hint else ''}", pointer.evidence


def _target(outline: Outline, pointer: Pointer, survey: Survey) -> str:
    """The Markdown file to which a link leads; empty where it leads to another, or to none that may be read."""
    if not pointer.path.casefold().endswith(_MARKDOWN):
        return ""
    if pointer.path in survey.by_path and not pointer.rooted:
        return pointer.path
    top = survey.files.top(posixpath.dirname(outline.path))
    if top is None:
        return ""
    path = top + pointer.path if pointer.rooted else pointer.path
    return path if survey.files.inside(top, path) else ""


def _names(text: str) -> Iterator[str]:
    """The anchors of a text: of its headings in their order, equal ones counted, then those that it gives itself."""
    seen: dict[str, int] = {}
    for heading in (*_headings(text), *(_TAG.sub("", match[1]) for match in _HTML_HEADING.finditer(text))):
        name = _DROPPED.sub("", _ATTRIBUTES.sub("", heading).strip().lower()).replace(" ", "-")
        count = seen.get(name, 0)
        seen[name] = count + 1
        yield f"{name}-{count}" if count else name
    for match in _GIVEN.finditer(text):
        yield match[1] or match[2] or match[3]


def _keys(name: str) -> Iterator[str]:
    """What is compared of an anchor: its letters and digits; as some sites have it, without the number before."""
    key = _SIGNS.sub("", name.lower())
    yield key
    yield key.lstrip("0123456789")
    yield _NOT_ASCII.sub("", key)


def _headings(text: str) -> Iterator[str]:
    """The words of a text's headings, also of those in lists and quotes; a picture has none."""
    bounds = frontmatter.bounds(text)
    parts: list[str] | None = None
    pictures = 0
    for event, _ in events_of(text[bounds[1] :] if bounds else text):
        if parts is None:
            if "Start" in event and "Heading" in event["Start"]:
                parts = []
            continue
        kind, value = next(iter(event.items())) if event.__class__ is dict else (event, "")
        name = _name(value) if kind in ("Start", "End") else ""
        if name == "Heading":
            yield "".join(parts)
            parts = None
        elif name == "Image":
            pictures += 1 if kind == "Start" else -1
        elif kind in ("SoftBreak", "HardBreak"):
            parts.append(" ")
        elif kind in ("Text", "Code") and not pictures:
            parts.append(value)


def _name(value: Any) -> str:
    return str(next(iter(value))) if isinstance(value, dict) else str(value)
