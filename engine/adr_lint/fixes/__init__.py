"""Fixes of what is safe to mend by a machine: spelling of a status, form of a date, links, links back.

A fix is an ``Edit`` of a record's text, which leaves every other character as it is. None touches what is decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from adr_lint.corpus import Outline, Survey
from adr_lint.fixes import backlinks, header, links
from adr_lint.fixes.edit import Edit, applied
from adr_lint.model import Record
from adr_lint.parse import Conventions
from adr_lint.parse.markup import markup_of

__all__ = ["Edit", "applied", "edits"]


def edits(
    record: Record, outline: Outline, survey: Survey, conventions: Conventions, rules: Set[str]
) -> tuple[Edit, ...]:
    """The fixes of a record, in the order of the text. Those of a rule's findings only where it is among ``rules``.

    None of a record in reStructuredText, whose mark-up they do not write.
    """
    if markup_of(record.path) == "reStructuredText":
        return ()
    found = [*header.edits(record, conventions)]
    if "link-broken" in rules:
        found += links.edits(record, outline, survey)
    if "supersession-inconsistent" in rules:
        found += backlinks.edits(record, outline, survey)
    return tuple(_apart(sorted(found, key=lambda edit: (edit.start, edit.end, edit.text))))


def _apart(found: list[Edit]) -> Iterator[Edit]:
    """The edits without those that overlap an earlier one; a later run makes them."""
    end = -1
    for edit in found:
        if edit.start >= end:
            yield edit
            end = max(edit.end, edit.start + 1) if edit.start == edit.end else edit.end
