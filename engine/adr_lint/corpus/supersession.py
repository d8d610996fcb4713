"""Whether supersession fits on both sides: what a record says of its successor, and what that one says of it."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from adr_lint.corpus.outline import Outline, shown
from adr_lint.corpus.relations import Relation, unquoted
from adr_lint.model import Evidence

if TYPE_CHECKING:
    from adr_lint.corpus.survey import Survey

Found = tuple[str, Evidence]
_SOURCES = (".md", ".markdown", ".rst", ".adoc")
_ENOUGH_NUMBERS = 3
"""Records with numbers in a folder before a number that none of them has is missed."""


def faults(survey: Survey) -> dict[str, list[Found]]:
    """By the path of the record at which each fault stands."""
    found: dict[str, list[Found]] = defaultdict(list)
    claimed: set[str] = set()
    """Records that another one says it supersedes."""
    for outline in survey.outlines:
        for relation in outline.relations:
            if relation.kind != "supersedes":
                continue
            for old in named(relation, outline, survey):
                claimed.add(old.path)
                partly = _partly(outline, old, survey)
                if outline.status == "accepted" and not partly and _still_stands(old, outline, survey):
                    said = f"is {old.status}" if old.status else "has no status"
                    words = f"it {said}, and {shown(outline, old)} says that it supersedes it"
                    found[old.path].append((words, old.status_evidence or old.title_evidence))
    for outline in survey.outlines:
        found[outline.path].extend(_successors(outline, survey, claimed))
    return found


def _partly(new: Outline, old: Outline, survey: Survey) -> bool:
    """Whether a record says anywhere of itself that it supersedes only parts of another."""
    return any(
        relation.kind == "supersedes" and relation.partly and old in named(relation, new, survey)
        for relation in new.relations
    )


def _still_stands(old: Outline, new: Outline, survey: Survey) -> bool:
    if old.status not in (None, "accepted", "proposed", "draft"):
        return False
    return not any(
        relation.kind == "superseded-by" and new in named(relation, old, survey) for relation in old.relations
    )


def unreturned(survey: Survey) -> dict[str, list[Outline]]:
    """By the path of a record, those that say that it supersedes them, and that it does not name."""
    found: dict[str, list[Outline]] = defaultdict(list)
    for outline in survey.outlines:
        for relation in outline.relations:
            if relation.kind == "superseded-by" and not relation.partly:
                for new in named(relation, outline, survey):
                    if new.status != "rejected" and not mentions(new, outline) and outline not in found[new.path]:
                        found[new.path].append(outline)
    return found


def _successors(outline: Outline, survey: Survey, claimed: set[str]) -> Iterator[Found]:
    """What is wrong with the successors that a record names, or with naming none."""
    successors = [relation for relation in outline.relations if relation.kind == "superseded-by"]
    seen: set[str] = set()
    for relation in successors:
        new = named(relation, outline, survey)
        for successor in new:
            if successor.path in seen:
                continue
            seen.add(successor.path)
            if successor.status == "rejected":
                yield f"{shown(successor, outline)}, which is to supersede it, is rejected", relation.evidence
            elif not relation.partly and not mentions(successor, outline):
                words = f"it says that {shown(successor, outline)} supersedes it, which does not mention it"
                yield words, relation.evidence
        if not new and not relation.targets and relation.numbers:
            missing = [number for number in relation.numbers if _is_missing(number, outline, survey)]
            if missing:
                yield f"it is superseded by number {missing[0]}, and there is no such record here", relation.evidence
    if outline.status == "superseded" and not successors and outline.path not in claimed:
        evidence = outline.status_evidence
        if evidence is not None and len(evidence.words.split()) == 1 and not _status_says_more(outline):
            yield "it is superseded, and neither it nor any other record says by which", evidence


def _status_says_more(outline: Outline) -> bool:
    """Whether the status is explained, or a link stands near it: the successor may be named in words of its own."""
    if outline.status_explained:
        return True
    line = outline.status_evidence.place.line if outline.status_evidence else 0
    return any(abs(pointer.evidence.place.line - line) <= 4 for pointer in outline.links)


def _is_missing(number: int, outline: Outline, survey: Survey) -> bool:
    known = survey.numbered_in[outline.folder]
    return known >= _ENOUGH_NUMBERS and (outline.folder, number) not in survey.by_value


def named(relation: Relation, outline: Outline, survey: Survey) -> list[Outline]:
    """The records of the run that a relation names, by links first and by numbers where no link leads to one."""
    folder = posixpath.dirname(outline.path)
    found: dict[str, Outline] = {}
    for target in relation.targets:
        path = posixpath.normpath(posixpath.join(folder, unquoted(target).split("#")[0]))
        other = survey.by_path.get(path) or _source_of(path, survey)
        if other is not None and other is not outline:
            found[other.path] = other
    if not found and not relation.targets:
        for number in relation.numbers:
            others = survey.numbered(outline, number)
            if len(others) == 1:
                found[others[0].path] = others[0]
    return list(found.values())


def _source_of(path: str, survey: Survey) -> Outline | None:
    """The record of which a page is made: "0008-x.md" for a link to "0008-x.html", or to "0008-x"."""
    stem = path.removesuffix(".html").removesuffix("/")
    return next((survey.by_path[stem + end] for end in _SOURCES if stem + end in survey.by_path), None)


def mentions(outline: Outline, other: Outline) -> bool:
    """Whether a record names another: by a link, by its number, or in what it says of supersession."""
    if any(pointer.path == other.path for pointer in outline.links):
        return True
    name = posixpath.basename(other.path)
    if any(posixpath.basename(pointer.path) == name for pointer in outline.links):
        return True
    targets = (target for relation in outline.relations for target in relation.targets)
    if any(posixpath.basename(unquoted(target)) == name for target in targets):
        return True
    number = other.number.value if other.number else None
    return number is not None and (
        number in outline.mentions or any(number in relation.numbers for relation in outline.relations)
    )
