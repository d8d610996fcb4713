"""What the records of a folder do without by custom: told of the first of them, not of every one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from adr_lint.corpus.outline import Outline
from adr_lint.model import Fact

_ENOUGH = 4
"""Records of a folder that lack something before it is its custom."""
_HALF = 0.5


def found(outlines: Sequence[Outline]) -> dict[str, list[Fact]]:
    """By path: ``….lacking_with`` of the first that lacks a part, ``….told`` of the others."""
    result: dict[str, list[Fact]] = defaultdict(list)
    for name, groups in (("status", _by_status(outlines)), ("sections", _by_parts(outlines))):
        for lacking, count in groups:
            if len(lacking) < _ENOUGH or len(lacking) < _HALF * count:
                continue
            first, *others = sorted(lacking, key=lambda outline: outline.path)
            result[first.path].append(Fact(f"{name}.lacking_with", len(others), "inferred", reader="corpus"))
            for other in others:
                result[other.path].append(Fact(f"{name}.told", True, "inferred", reader="corpus"))
    return result


def _by_status(outlines: Iterable[Outline]) -> Iterator[tuple[list[Outline], int]]:
    """By folder, the records that owe a status and have none, and how many have one or owe it."""
    folders: dict[str, list[Outline]] = defaultdict(list)
    for outline in outlines:
        if outline.status is not None or "status.owed" in outline.facts:
            folders[outline.folder].append(outline)
    for group in folders.values():
        yield [outline for outline in group if outline.status is None], len(group)


def _by_parts(outlines: Iterable[Outline]) -> Iterator[tuple[list[Outline], int]]:
    """By folder and shape, the records that lack the same parts, and how many records have this shape."""
    shapes: dict[tuple[str, str], list[Outline]] = defaultdict(list)
    for outline in outlines:
        shapes[outline.folder, outline.format].append(outline)
    for group in shapes.values():
        lacking: dict[object, list[Outline]] = defaultdict(list)
        for outline in group:
            fact = outline.facts.get("sections.missing")
            if fact is not None:
                lacking[fact.value].append(outline)
        for same in lacking.values():
            yield same, len(group)
