"""Whether a file among the records owes a status: those that decide nothing do not, nor those that say it in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from adr_lint.model import Record
from adr_lint.parse import conventions, names
from adr_lint.regexes import regex

_PARTS = frozenset({"status", "context", "drivers", "options", "option", "decision", "rationale", "consequences"})
_DECIDING = frozenset({"status", "decision", "options"})
_ADDRESS = regex(r"https?://")
_FEW_WORDS = 60
"""Of a file without any part of a record, which has a link: it says where the record is kept."""
_HEAD = 6
"""Blocks at the head of a record, among which a sentence may say where it stands."""
_STATUS = (
    r"(?:accepted|approved|implemented|rejected|deprecated|outdated|obsolete|super[sc]eded|replaced|retired|withdrawn)"
)
_ITSELF = r"\b(?:this|the) (?:adr|rfc|record|decision|document|proposal)\b"
_OF_ITSELF = regex(rf"(?i){_ITSELF}[^.]{{0,30}}\b(?:is|was|been)\b[^.]{{0,30}}{_STATUS}")
_IN_TITLE = regex(r"\b(?:OUTDATED|DEPRECATED|OBSOLETE|SUPERSEDED|SUPERCEDED|REJECTED|DRAFT|WIP|WITHDRAWN)\b")
_SAID = regex(rf"(?i)\b(?:is|was|were|been)\b[^.;]{{0,30}}{_STATUS}")


class Apart:
    """What names a file that is no decision of its own (policies/language/form.yaml)."""

    def __init__(self, data: Mapping[str, Sequence[str]]) -> None:
        self.keys = frozenset(data.get("keys", ()))
        self.types = frozenset(data.get("types", ()))
        self.folders = frozenset(data.get("folders", ()))


def owes_status(record: Record, apart: Apart) -> bool:
    """Whether the record decides something, and says nowhere where that stands."""
    if record.format == "y-statement" or _supplements(record, apart) or _said(record):
        return False
    if not apart.folders.isdisjoint(record.path.casefold().split("/")[-2:-1]):
        return False
    roles = {role for section in record.sections for role in section.roles}
    if not roles & _PARTS and _points_elsewhere(record):
        return False
    return bool(record.format != "plain" or roles & _DECIDING or record.date or _numbered(record))


def _supplements(record: Record, apart: Apart) -> bool:
    """Whether the front matter says that the file belongs to another."""
    return any(
        entry.key.casefold() in apart.keys
        or (entry.key.casefold() == "type" and str(entry.value).strip().casefold() in apart.types)
        for entry in record.front_matter
    )


def _said(record: Record) -> bool:
    """Whether a sentence at the head says where the record stands, or one in the section for it."""
    if _IN_TITLE.search(record.title):
        return True
    for place, block in enumerate(record.blocks):
        if place < _HEAD and _OF_ITSELF.search(block.text):
            return True
        if record.sections[block.section].role == "status" and _SAID.search(block.text):
            return True
    return False


def _points_elsewhere(record: Record) -> bool:
    linked = bool(record.links) or _ADDRESS.search(record.text) is not None
    return linked and len(record.text.split()) < _FEW_WORDS


def _numbered(record: Record) -> bool:
    return record.number is not None or names.file_name(record.path, conventions.load().own_folder).date is not None
