"""The record's own weighted option table: totals, the best option, and sums that do not follow."""

from __future__ import annotations

from adr_lint.model import Fact, Record


def read(record: Record) -> list[Fact]:
    """The facts ``scores.*``."""
    del record
    return []
