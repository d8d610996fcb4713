"""Finding records: which files are read, and for every other one the reason why not. Nothing is skipped in silence."""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence

from adr_lint.errors import UserError, did_you_mean
from adr_lint.model import Skipped, Source
from adr_lint.recognise import (
    CERTAIN_NAME,
    RECORD_NAME,
    Names,
    is_record_folder,
    looks_like_record,
    no_record,
    pieces_of,
    reads_like_record,
)
from adr_lint.regexes import regex
from adr_lint.texts import MAX_BYTES, NotAFileError, UnreadableError, decode, read, tidy
from adr_lint.values import dataclass, field

MAX_FOLDERS = 50_000
"""How many folders a walk enters before it gives up loudly."""

_HEADER_FILE = "kep.yaml"

_USUAL_DEPTH = 6
"""How deep the usual folders are looked for: ``services/group/name/docs/architecture/decisions``."""

_EXTENSION = regex(r"(?i)(?:\.html)?(\.md\.erb)\Z|\.[^.]*\Z")

_NO_RECORD = "is neither named like a record nor in a folder of records; name the file itself to have it read"
_NUMBER_ONLY = "has a number, but neither lies in a folder of records nor does it read like one; name the file itself"
_NOT_THERE = "is in no folder of records (the usual ones, the one that .adr-dir names, or 'paths' of the configuration)"


@dataclass(slots=True)
class _Found:
    sources: dict[str, Source] = field(default_factory=dict)
    skipped: dict[str, Skipped] = field(default_factory=dict)
    files: dict[tuple[int, int], str] = field(default_factory=dict)
    """Device and inode → the path under which a file was taken."""
    only: frozenset[str] | None = None
    """Where they are given, the files (by their real paths) of which those that are records are wanted."""

    def skip(self, path: str, reason: str, *, failed: bool = False) -> None:
        self.skipped.setdefault(path, Skipped(path, reason, failed))


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    folder: str
    stem: str
    extension: str


def discover(
    paths: Sequence[str], *, conventions: Names, only: Collection[str] | None = None
) -> tuple[list[Source], list[Skipped]]:
    """The records under ``paths`` (folders and files), sorted by path, and what was found beside them.

    Without paths: the usual folders of records below the current directory. A path that does not exist
    is a ``UserError``. With ``only``, a list of files, nothing but those of them that would be found is read.
    """
    found = _Found(only=None if only is None else frozenset(map(os.path.realpath, only)))
    named = [path for path in paths if not os.path.isdir(path)]  # noqa: PTH112  # paths stay as the user gave them
    for path in named:
        if _is_wanted(path, found):
            _named_file(path, conventions, found)
    for folder in [path for path in paths if path not in named] or ([] if paths else usual_folders(conventions)):
        _folder(folder, conventions, found)
    _left_over(only or (), found)
    for path in found.sources.keys() & found.skipped.keys():
        del found.skipped[path]
    return (
        [found.sources[path] for path in sorted(found.sources)],
        [found.skipped[path] for path in sorted(found.skipped)],
    )


def from_text(text: str, name: str) -> Source:
    """A source from text that was read elsewhere, such as standard input."""
    return Source(name, text.removeprefix("\ufeff"))


def from_bytes(raw: bytes, name: str) -> Source:
    """A source from bytes read elsewhere, such as standard input. Raises ``UserError`` for what is no text."""
    try:
        if len(raw) > MAX_BYTES:
            raise UnreadableError(f"is larger than {MAX_BYTES:,} bytes; a record is prose, not data")
        return Source(name, decode(raw))
    except UnreadableError as error:
        raise UserError(f"'{name}' {error}") from None


def usual_folders(conventions: Names, top: str = ".") -> list[str]:
    """The folders of records below ``top`` by the names they usually have, and the one that ``.adr-dir`` names."""
    folders = []
    for path, _ in _walk(top, conventions, _USUAL_DEPTH):
        pieces = pieces_of(os.path.relpath(path, top))
        if is_record_folder(pieces, conventions) or (len(pieces) == 1 and pieces[0] in conventions.top_folders):
            folders.append(path)
    pointed = _pointed(top, conventions)
    if pointed is not None:
        folders.append(pointed)
    outer: list[str] = []
    for folder in sorted(set(folders)):
        if not any(folder.startswith(f"{other}/") for other in outer):
            outer.append(folder)
    return outer


def _pointed(top: str, conventions: Names) -> str | None:
    path = _join(top, conventions.pointer)
    try:
        name = decode(read(path)).strip().replace("\\", "/")
    except (OSError, UnreadableError):
        return None
    folder = _join(top, name)
    inside = os.path.realpath(folder).startswith(os.path.join(os.path.realpath(top), ""))  # noqa: PTH118
    if not name or not inside or not os.path.isdir(folder):  # noqa: PTH112
        raise UserError(
            f"{path} names '{name}', which is no folder here",
            suggestion="write the folder of the records into it, or name the folder on the command line",
        )
    return tidy(folder)


# Walking.


def _walk(top: str, conventions: Names, depth: int = 100) -> Iterator[tuple[str, list[os.DirEntry[str]]]]:
    """Every folder below ``top`` with its files, each folder once; folders reached by a link come last."""
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[str, int]] = [(top, depth)]
    linked: deque[tuple[str, int]] = deque()
    while waiting or linked:
        folder, left = waiting.pop() if waiting else linked.popleft()
        try:
            info = os.stat(folder)  # noqa: PTH116
            key = (info.st_dev, info.st_ino)
            if key in seen:
                continue
            seen.add(key)
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError:
            if folder == top:
                raise
            continue
        if len(seen) > MAX_FOLDERS:
            raise UserError(
                f"more than {MAX_FOLDERS:,} folders below '{top}'", suggestion="name the folder of the records"
            )
        files = []
        for entry in reversed(entries):
            if not _is_folder(entry):
                files.append(entry)
            elif left and _enters(entry.name, conventions):
                (linked if entry.is_symlink() else waiting).append((_join(folder, entry.name), left - 1))
        yield folder, files[::-1]


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _enters(name: str, conventions: Names) -> bool:
    if name.startswith("."):
        return name in conventions.hidden_folders
    return name.casefold() not in conventions.never_folders


def _folder(top: str, conventions: Names, found: _Found) -> None:
    """Take the records of a walked folder, and say of every other file with such an extension why it is none."""
    given = pieces_of(top)
    here = pieces_of(os.path.abspath(top))  # noqa: PTH100
    at_home = is_record_folder(here, conventions) or (here[-1:] and here[-1] in conventions.top_folders)
    try:
        walked = list(_walk(top, conventions))
    except OSError as error:
        found.skip(_shown(top), f"cannot be read: {error.strerror}", failed=True)
        return
    for folder, entries in walked:
        pieces = given + pieces_of(os.path.relpath(folder, top))
        inside = any(is_record_folder(pieces[:end], conventions) for end in range(1, len(pieces) + 1))
        files = [_File(_join(folder, entry.name), folder, *_split(entry.name)) for entry in entries]
        _files(files, bool(at_home) or inside, conventions, found, is_top=folder == top)


def _files(files: list[_File], is_home: bool, conventions: Names, found: _Found, *, is_top: bool) -> None:
    """Judge the files of a folder; ``is_home`` where records are at home in it, ``is_top`` where the user named it."""
    files = [file for file in files if _is_wanted(file.path, found)]
    among_templates = any(not conventions.template_words.isdisjoint(pieces_of(file.folder)) for file in files[:1])
    apart: list[_File] = []
    others = 0
    for file in files:
        fits = RECORD_NAME.match(file.stem) is not None
        unread = _unread(file.extension, conventions)
        if unread is not None:
            if fits or (is_home and file.extension != ".txt"):
                found.skip(_shown(file.path), unread)
            continue
        if file.extension not in conventions.extensions:
            continue
        if file.stem.casefold() in conventions.own_folder:
            apart.append(file)
            continue
        reason = no_record(file.stem, conventions) or ("lies among templates" if among_templates else None)
        if reason is not None:
            found.skip(_shown(file.path), reason)
            continue
        certain = is_home or (fits and (is_top or CERTAIN_NAME.match(file.stem) is not None))
        wanted = None if certain else reads_like_record if fits else looks_like_record
        if _take(file.path, found, expected=fits or is_home, wanted=wanted, why=_NUMBER_ONLY if fits else _NO_RECORD):
            others += 1
    for file in apart:
        reason = conventions.not_records.get(file.stem.casefold(), "describes the folder")
        beside = _beside(file.folder)
        if beside:
            found.skip(_shown(file.path), f"belongs to '{beside}', beside whose folder it lies")
            continue
        own_folder = RECORD_NAME.match(tidy(file.folder).rpartition("/")[2]) is not None
        if others or not (own_folder or (is_home and not is_record_folder(pieces_of(file.folder), conventions))):
            found.skip(_shown(file.path), reason)
        else:
            _take(file.path, found, expected=own_folder, wanted=None if own_folder else looks_like_record)


def _beside(folder: str) -> str:
    """The record that lies beside a folder of the same number: "oep-0057-x.rst" beside "oep-0057"."""
    above, name = os.path.split(folder)
    number = RECORD_NAME.match(name)
    if number is None or number.end() < len(name):
        return ""
    try:
        names = sorted(os.listdir(above or "."))  # noqa: PTH208
    except OSError:
        return ""
    pattern = re.compile(rf"(?i){re.escape(name)}[-_. ][^/]*\.\w+\Z")
    return next((other for other in names if pattern.match(other)), "")


def _unread(extension: str, conventions: Names) -> str | None:
    """Why files with this extension are not read, although they may be records."""
    if extension in conventions.unread:
        return f"{conventions.unread[extension]} is not read yet, only Markdown, AsciiDoc and reStructuredText"
    if extension in conventions.needs:
        from adr_lint.extras import require  # only where such a file is met

        try:
            require("reading it", extension[1:], conventions.needs[extension])
        except UserError as error:
            return f"{error.message}: {error.suggestion}"
    return None


def _is_wanted(path: str, found: _Found) -> bool:
    return found.only is None or os.path.realpath(path) in found.only


def _left_over(paths: Collection[str], found: _Found) -> None:
    """Say of files that were asked about, and lie where no records are looked for, why they are not read."""
    known = {os.path.realpath(path) for path in (*found.sources, *found.skipped)}
    for path in paths:
        if not os.path.lexists(path):
            raise _missing(path)
        if os.path.realpath(path) not in known:
            found.skip(_shown(path), _NOT_THERE)


def _split(name: str) -> tuple[str, str]:
    match = _EXTENSION.search(name, 1)
    return (name[: match.start()], (match[1] or match[0]).casefold()) if match else (name, "")


def _join(folder: str, name: str) -> str:
    return name if folder in ("", ".") else f"{folder.rstrip('/') or ''}/{name}"


# Reading.


def _named_file(path: str, conventions: Names, found: _Found) -> None:
    """A file that the user named is read whatever its name, or it is said why not."""
    if not os.path.lexists(path):
        raise _missing(path)
    _, extension = _split(os.path.basename(path))  # noqa: PTH119
    shown = _shown(path)
    unread = _unread(extension, conventions)
    if unread is not None:
        found.skip(shown, unread, failed=extension in conventions.unread)
    elif extension not in conventions.extensions:
        known = ", ".join(sorted(conventions.extensions))
        found.skip(shown, f"its extension is none of those read ({known})", failed=True)
    else:
        _take(path, found, named=True)


def _missing(path: str) -> UserError:
    folder, name = os.path.split(path.rstrip("/") or path)
    near = ""
    try:
        near = did_you_mean(name, sorted(os.listdir(folder or ".")))  # noqa: PTH208
    except OSError:
        parent = os.path.dirname(folder)  # noqa: PTH120
        while parent and not os.path.isdir(parent):  # noqa: PTH112
            folder, parent = parent, os.path.dirname(parent)  # noqa: PTH120
        return UserError(
            f"'{_shown(path)}' does not exist", suggestion=f"its folder '{_shown(folder)}' does not exist either"
        )
    return UserError(f"'{_shown(path)}' does not exist", suggestion=near or "name a record, or a folder of records")


def _take(
    path: str,
    found: _Found,
    *,
    named: bool = False,
    expected: bool = True,
    wanted: Callable[[str], bool] | None = None,
    why: str = _NO_RECORD,
) -> bool:
    """Read one file into ``found``; True where it is a source. ``expected`` where it should be one by its name."""
    shown = _shown(path)
    try:
        info = os.stat(path)  # noqa: PTH116
        first = found.files.get((info.st_dev, info.st_ino))
        if first is None:
            text = decode(read(path))
    except OSError as error:
        found.skip(shown, f"cannot be read: {error.strerror or 'unknown error'}", failed=expected)
        return False
    except UnreadableError as error:
        found.skip(shown, str(error), failed=named if isinstance(error, NotAFileError) else expected)
        return False
    if first is not None:
        if first != shown:
            found.skip(shown, f"is the same file as '{first}', which is read")
        return True
    if wanted is not None and not wanted(text):
        found.skip(shown, why)
        return False
    if text.startswith("-----BEGIN "):
        found.skip(shown, "is a signature or a key", failed=named)
        return False
    if not text.strip():
        found.skip(shown, "is empty", failed=named)
        return False
    found.files[info.st_dev, info.st_ino] = shown
    found.sources[shown] = Source(shown, text, _header_beside(path))
    return True


def _header_beside(path: str) -> str:
    """What a file beside the record that is the README of its folder says of it; nothing where it cannot be read."""
    folder, name = os.path.split(path)
    if not name.casefold().startswith("readme."):
        return ""
    try:
        return decode(read(_join(folder, _HEADER_FILE)))
    except (OSError, UnreadableError):
        return ""


def _shown(path: str) -> str:
    """A path for people: with forward slashes, without a leading ``./``, and without what cannot be printed."""
    return tidy(path.replace(os.sep, "/")).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
