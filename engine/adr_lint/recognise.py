"""Which files are records, by their names, their folders and, where these do not say, by what stands in them."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from typing import Protocol

from adr_lint.regexes import regex

RECORD_NAME = regex(
    r"(?i)(?:\d{1,6}(?=[-_. ]|\Z)|(?:m?adr|[a-z]{1,8}-?adr|tdr|rfc|dr|decision)[-_ ]?\d{1,6}(?=[-_. ]|\Z)"
    r"|\d{4}-\d\d-\d\d(?=\D|\Z)|\d{8}(?=\D|\Z)|\d{10}(?=\D|\Z)|[A-Z]{2,8}-\d{1,6}(?=[-_. ]|\Z))"
)
CERTAIN_NAME = regex(r"(?i)(?:[a-z]{0,8}-?adr|tdr|rfc|[ktdop]ep|eip|dr|decision)[-_ ]?\d")
_RECORD_HEADING = regex(
    r"(?im)^(?:#{1,6}[ \t]*|={1,6}[ \t]+|\*\*)(?:\d{1,2}[.)][ \t]*)?"
    r"(status|context|decision|decision outcome|considered options|consequences|context and problem statement)\b"
    r"[^\n]{0,20}$"
)

_READS_LIKE_ONE = regex(
    r"(?im)^(?:[^\w\n]{0,6}(?:status|state)(?:\W{0,4}:|\W{0,4}$)"
    r"|(?:[#=]{1,3}[ \t]*)?(?:motivation|abstract|specification|drawbacks|decisions?|rejected alternatives)[ \t]*"
    r"(?:$|\n[=*#~^-]{4,}))"
)

_FOLDER_PREFIX = regex(r"^(?:\d+[-_. ]+|.*[-_. ](?=m?adrs?$))")


class Names(Protocol):
    """What discovery must know of names; ``parse.Conventions`` has it."""

    @property
    def folders(self) -> tuple[tuple[str, ...], ...]: ...  # noqa: D102
    @property
    def top_folders(self) -> frozenset[str]: ...  # noqa: D102
    @property
    def never_folders(self) -> frozenset[str]: ...  # noqa: D102
    @property
    def hidden_folders(self) -> frozenset[str]: ...  # noqa: D102
    @property
    def pointer(self) -> str: ...  # noqa: D102
    @property
    def extensions(self) -> frozenset[str]: ...  # noqa: D102
    @property
    def needs(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def unread(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def not_records(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def template_words(self) -> frozenset[str]: ...  # noqa: D102
    @property
    def own_folder(self) -> frozenset[str]: ...  # noqa: D102


def no_record(stem: str, conventions: Names) -> str | None:
    """Why a file of this name is no record; None where its name does not say so."""
    name = stem.casefold()
    reason = conventions.not_records.get(name)
    if reason is None and not re.match(r"(?:[a-z]+[-_ ]?)?0*[1-9]", name):  # "0012-email-template" is about templates
        bare = re.sub(r"^(?:m?adr)?[-_ ]?0*[-_ ]*", "", name)
        words = re.split(r"[-_ .]+", bare)
        reason = conventions.not_records.get(bare)
        if reason is None and (words[0] in conventions.template_words or words[-1] in conventions.template_words):
            reason = "is a template"
    return reason


def looks_like_record(text: str) -> bool:
    """True where two headings of a record or more stand in the text."""
    return len({match[1].casefold() for match in _RECORD_HEADING.finditer(text)}) > 1


def reads_like_record(text: str) -> bool:
    """True where a text with a number for a name has a status or a heading of a record or a proposal."""
    return _READS_LIKE_ONE.search(text) is not None or looks_like_record(text)


def is_record_folder(pieces: Sequence[str], conventions: Names) -> bool:
    """True of a folder, by the folded pieces of its path, in which records are at home."""
    if not pieces:
        return False
    plain = (*pieces[:-1], _FOLDER_PREFIX.sub("", pieces[-1]))  # "5_adrs", "payments-adrs"
    return any(plain[-len(ending) :] == ending for ending in conventions.folders)


def pieces_of(path: str) -> tuple[str, ...]:
    """The pieces of a path, folded."""
    return tuple(piece for piece in path.casefold().replace(os.sep, "/").split("/") if piece not in ("", "."))
