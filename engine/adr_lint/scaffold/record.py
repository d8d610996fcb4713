"""A new record: its folder, its number, its name and its text."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from adr_lint import resources
from adr_lint.errors import UserError
from adr_lint.values import dataclass

_DATED = re.compile(r"\d{4}-\d\d-\d\d(?=\D)|\d{8}(?=\D)")
_NUMBERED = re.compile(r"(?i)((?:m?adr|tdr|rfc|dr|decision)[-_ ]?)?(\d{1,6})(?=[-_. ])([-_]?)")
_LONGEST = 60
"""Characters of a title that go into a file's name."""


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record that is not written yet."""

    name: str
    text: str


def new_record(title: str, names: Sequence[str], day: date) -> NewRecord:
    """The record with this title in a folder of files with these ``names``, called as they are.

    Raises ``UserError`` for a title of which no name can be made.
    """
    title = " ".join(title.split())
    slug = _slug(title)
    if not slug or not title.isprintable():
        raise UserError(f"no name for a file can be made of the title '{title}'", suggestion="give it a few words")
    numbered = [match for name in names if (match := _NUMBERED.match(name)) and not _DATED.match(name)]
    if sum(_DATED.match(name) is not None for name in names) > len(numbered):
        name, heading = f"{day.isoformat()}-{slug}", title
    else:
        last = max(numbered, key=lambda match: int(match[2]), default=None)
        number, width = (int(last[2]) + 1, len(last[2])) if last else (1, 4)
        joint = (last[3] if last else "") or "-"
        prefix = (last[1] or "") if last else ""
        name, heading = f"{prefix}{number:0{width}}{joint}{slug.replace('-', joint)}", f"{number}. {title}"
    text = (resources.folder("policies") / "templates/record.md").read_text(encoding="utf-8")
    return NewRecord(f"{name}.md", text.replace("{date}", day.isoformat(), 1).replace("{heading}", heading, 1))


def folder_of(folders: Sequence[str]) -> str:
    """Where new records go, of the folders of records that there are. Raises ``UserError`` where it is not plain."""
    known = [folder for folder in folders if os.path.isdir(folder)]  # noqa: PTH112
    if len(known) > 1:
        raise UserError("there are several folders of records", allowed=known, suggestion="name one: --folder FOLDER")
    return known[0] if known else "docs/decisions"


def _slug(title: str) -> str:
    """``Größe der Queue`` → ``grosse-der-queue``; letters beyond Latin stay."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", title.casefold()) if not unicodedata.combining(c))
    words = re.findall(r"[^\W_]+", plain)
    while len(words) > 1 and len("-".join(words)) > _LONGEST:
        words.pop()
    return "-".join(words)[:_LONGEST]
