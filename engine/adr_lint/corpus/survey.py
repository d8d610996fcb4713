"""All outlines of a run, indexed once, and the facts that each record owes to the others."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from adr_lint.corpus import anchors, customs, disagreements, links, reversals, supersession
from adr_lint.corpus.anchors import Anchors
from adr_lint.corpus.files import Files
from adr_lint.corpus.outline import Number, Outline, shown
from adr_lint.model import Evidence, Fact

Found = tuple[str, Evidence]


class Survey:
    """The outlines of a run. Iterating over ``facts`` for every record costs one look-up for each thing it names."""

    def __init__(self, outlines: Sequence[Outline], files: Files, data: Mapping[str, Any]) -> None:
        self.outlines = outlines
        self.files = files
        self.by_path = {outline.path: outline for outline in outlines}
        self.by_number: dict[tuple[str, Number], list[Outline]] = {}
        self.by_value: dict[tuple[str, int], list[Outline]] = {}
        self.by_words: dict[tuple[str, frozenset[str]], list[Outline]] = {}
        self.by_name: dict[str, list[str]] = {}
        for outline in outlines:
            self.by_name.setdefault(posixpath.basename(outline.path), []).append(outline.path)
            self.by_words.setdefault((outline.folder, links.words_of(outline.path)), []).append(outline)
            if outline.number is not None:
                self.by_number.setdefault((outline.folder, outline.number), []).append(outline)
                self.by_value.setdefault((outline.folder, outline.number.value), []).append(outline)
        self.numbered_in = Counter(folder for folder, _ in self.by_value)
        self.folders = frozenset(posixpath.dirname(outline.path) for outline in outlines)
        self._anchors: dict[str, Anchors | None] = {"": None}
        self._supersession = supersession.faults(self)
        self._reversals = reversals.found(outlines)
        self._disagreements = disagreements.found(outlines, data)
        self._customs = customs.found(outlines)

    def facts(self, outline: Outline) -> Iterator[Fact]:
        """What the other records, and the files beside them, say of one."""
        yield from _fact("links.broken", links.broken(outline, self))
        yield from _fact("anchors.broken", anchors.broken(outline, self))
        yield from _fact("number.shared", self._shared(outline))
        yield from _fact("supersession.faults", self._supersession.get(outline.path, ()))
        yield from _fact("decision.reversed", self._reversals.get(outline.path, ()))
        yield from _fact("facts.disagreeing", self._disagreements.get(outline.path, ()))
        yield from self._customs.get(outline.path, ())

    @cached_property
    def unreturned(self) -> Mapping[str, Sequence[Outline]]:
        """By path, the records that say that it supersedes them, and that it does not name."""
        return supersession.unreturned(self)

    def anchors(self, path: str) -> Anchors | None:
        """The parts of a Markdown file, made when a link first leads to one; None where it cannot be read."""
        if path not in self._anchors:
            known = self.by_path.get(path)
            text = known.text if known is not None else self.files.text(path)
            self._anchors[path] = Anchors(text) if text is not None else None
        return self._anchors[path]

    def numbered(self, outline: Outline, number: int) -> list[Outline]:
        """The records of the same folder that have a number, those of the same series before the others."""
        found = [other for other in self.by_value.get((outline.folder, number), ()) if other is not outline]
        series = outline.number.series if outline.number else ""
        same = [other for other in found if other.number is not None and other.number.series == series]
        return same or found

    def _shared(self, outline: Outline) -> Iterator[Found]:
        """The first record of the folder that has the same number, told of the later ones."""
        if outline.number is None:
            return
        others = self.by_number[outline.folder, outline.number]
        first = min(others, key=lambda other: other.path)
        if first is not outline and not _translations(first.path, outline.path):
            yield shown(first, outline), outline.title_evidence


def _fact(name: str, found: Iterable[Found]) -> Iterator[Fact]:
    entries = list(found)
    if entries:
        yield Fact(name, tuple(text for text, _ in entries), "inferred", tuple(e for _, e in entries), reader="corpus")


def _translations(path: str, other: str) -> bool:
    """``0001-x.de.md`` and ``0001-x.fr.md`` are one record in two languages."""
    first, second = (posixpath.basename(p).split(".") for p in (path, other))
    return (first[0] == second[0] and len(first) != len(second)) or (first[0] == second[0] and len(first) > 2)
