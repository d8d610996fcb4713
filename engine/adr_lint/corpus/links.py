"""Links to files that do not exist, and the one file that was probably meant."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from adr_lint.corpus.outline import Outline, Pointer
from adr_lint.model import Evidence
from adr_lint.regexes import regex

if TYPE_CHECKING:
    from adr_lint.corpus.survey import Survey

_PAGES = ("", ".md", ".markdown", ".mdx", ".rst", ".adoc", "/index.md", "/README.md", "/readme.md", "/_index.md")
_RECORDS = (".md", ".markdown", ".adoc")
_PAGE_FILES = (".html", ".htm")
_SERVED = ("public", "static")
"""Folders of a repository that sites serve as their root."""
_HOSTED = frozenset(
    {"issues", "pull", "pulls", "wiki", "discussions", "blob", "tree", "releases", "commit", "commits", "compare"}
    | {"milestone", "actions", "projects", "raw", "edit", "merge_requests", "-"}
)
"""Parts of a code host's own paths, to which ``../../issues/12`` leads from a rendered file."""


_NUMBERED = regex(r"(?i)(?:[a-z]{1,8}[-_ ]?){0,2}?0*(\d{1,6})(?=[-_. ]|\Z)")


def broken(outline: Outline, survey: Survey) -> Iterator[tuple[str, Evidence]]:
    """The links of a record that lead nowhere, each file once."""
    seen: set[str] = set()
    for pointer in outline.links:
        if pointer.path not in seen and is_broken(outline, pointer, survey):
            seen.add(pointer.path)
            meant = candidate(outline, pointer, survey)
            hint = f" (did you mean '{meant}'?)" if meant else ""
            yield f"'{pointer.target}'{hint}", pointer.evidence


def is_broken(outline: Outline, pointer: Pointer, survey: Survey) -> bool:
    """Whether a link leads nowhere, so far as can be known."""
    return _judged(outline, pointer, survey) and not _leads(outline, pointer, survey)


def _judged(outline: Outline, pointer: Pointer, survey: Survey) -> bool:
    """Whether it can be known that a file is missing.

    Outside a git work tree, where only some files may have been copied, it can be known of records beside records. A
    path from the root is one of a site as often as one of the repository: it is the repository's where it ends as a
    record does, or where its first folder is one of the repository's.
    """
    if _HOSTED & set(pointer.target.split("/")):
        return False
    top = survey.files.top(posixpath.dirname(outline.path))
    name = posixpath.basename(pointer.path)
    if pointer.rooted:
        return top is not None and (name.endswith(_RECORDS) or _in_folder_of(top, pointer, survey))
    if top is not None:
        return True
    return posixpath.dirname(pointer.path) in survey.folders and name.endswith(_RECORDS) and bool(_NUMBERED.match(name))


def _in_folder_of(top: str, pointer: Pointer, survey: Survey) -> bool:
    first, *rest = pointer.path.strip("/").split("/")
    extension = posixpath.splitext(pointer.path)[1]
    return bool(rest) and extension not in ("", *_PAGE_FILES) and survey.files.exists(posixpath.join(top, first))


def _leads(outline: Outline, pointer: Pointer, survey: Survey) -> bool:
    if pointer.rooted:
        return any(
            survey.files.exists(page) for root in _roots(outline, survey) for page in _pages(root + pointer.path)
        )
    places = [pointer.path]
    stem, extension = posixpath.splitext(pointer.path)
    if extension in _PAGE_FILES:
        places.append(stem)
    if extension not in _RECORDS:  # a site's page is a folder: its links begin one level deeper
        page = posixpath.splitext(outline.path)[0]
        deeper = posixpath.normpath(posixpath.join(page, pointer.target.split("#")[0]))
        places += [deeper, posixpath.splitext(deeper)[0]]
    pages = [page for place in places for page in _pages(place)]
    return any(page in survey.by_path for page in pages) or any(map(survey.files.exists, pages))


def _pages(place: str) -> list[str]:
    return [place + ending for ending in _PAGES]


def _roots(outline: Outline, survey: Survey) -> Iterator[str]:
    """The folders from which a path from the root may be meant: the repository's, and each down to the record's."""
    folder = posixpath.dirname(outline.path)
    top = survey.files.top(folder)
    if top is None:
        return
    yield top
    yield from (posixpath.join(top, name) for name in _SERVED)
    yield from survey.files.between(top, folder)


def candidate(outline: Outline, pointer: Pointer, survey: Survey) -> str:
    """The one record that a broken link may mean, as a path from the record; empty where there is none, or several.

    It has the same name in another folder; or, in the folder that the link names, the same words under another number
    or the same number and half of the words.
    """
    name = posixpath.basename(pointer.path)
    found = [path for path in survey.by_name.get(name, ()) if path != outline.path]
    if not found and name.endswith(_RECORDS) and not pointer.rooted:
        found = [other.path for other in _similar(name, posixpath.dirname(pointer.path), survey) if other != outline]
    return posixpath.relpath(found[0], posixpath.dirname(outline.path) or ".") if len(found) == 1 else ""


def _similar(name: str, folder: str, survey: Survey) -> list[Outline]:
    number, words = _parts(name)
    if not words:
        return []
    same = [other for other in survey.by_words.get((folder, words), ()) if other.path != name]
    if same:
        return same
    numbered = survey.by_value.get((folder, number), ()) if number is not None else ()
    return [other for other in numbered if 2 * len(words & words_of(other.path)) >= len(words)]


def words_of(path: str) -> frozenset[str]:
    """The words of a file's name, without its number and series."""
    return _parts(posixpath.basename(path))[1]


def _parts(name: str) -> tuple[int | None, frozenset[str]]:
    stem = name.partition(".")[0]
    match = _NUMBERED.match(stem)
    rest = stem[match.end() :] if match else stem
    return (int(match[1]) if match else None), frozenset(re.findall(r"[^\W_]+", rest.casefold()))
