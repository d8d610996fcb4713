"""Records as an index: a table for people, CSV, Markdown, or data."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from adr_lint.model import Reading, Report
from adr_lint.report.data import dumps, skipped_data
from adr_lint.report.layout import cut, table
from adr_lint.report.markdown_text import prose, row
from adr_lint.report.safe import safe

COLUMNS = ("number", "title", "status", "date", "approach", "technologies", "findings", "path")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""With what a cell begins that a spreadsheet takes for a formula."""


def entries(report: Report) -> list[dict[str, Any]]:
    """A mapping of ``COLUMNS`` for every record, in the order of the report."""
    counts = Counter(finding.path for finding in report.findings)
    return [_entry(reading, counts) for reading in report.readings]


def _entry(reading: Reading, counts: Mapping[str, int]) -> dict[str, Any]:
    record, approach = reading.record, reading.facts.get("approach")
    return {
        "number": record.number, "title": record.title, "status": record.status, "date": record.date,
        "approach": approach.value if approach is not None else "none", "technologies": technologies(reading),
        "findings": counts[record.path], "path": record.path,
    }  # fmt: skip


def technologies(reading: Reading) -> list[str]:
    """The technologies that a record adopts or is about."""
    facts = (reading.facts.get(name) for name in ("technologies", "technologies.decided"))
    found = (fact.value for fact in facts if fact is not None and isinstance(fact.value, tuple))
    return sorted({name for names in found for name in names})


def as_json(listed: Sequence[Mapping[str, Any]], report: Report) -> str:
    """The index as data."""
    return dumps({"records": list(listed), "skipped": skipped_data(report.skipped)})


def as_csv(listed: Sequence[Mapping[str, Any]]) -> str:
    """The index for a spreadsheet, in which no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(entry[column]) for column in COLUMNS] for entry in listed)
    return out.getvalue()


def _cell(value: Any) -> str:
    text = safe(_text(value))
    return f"'{text}" if text.startswith(_FORMULA) else text


def as_markdown(listed: Sequence[Mapping[str, Any]]) -> str:
    """The index as a table of Markdown."""
    lines = [row(*COLUMNS), row(*("---" for _ in COLUMNS))]
    lines += [row(*(prose(_text(entry[column])) for column in COLUMNS)) for entry in listed]
    return "\n".join(lines) + "\n"


def as_text(listed: Sequence[Mapping[str, Any]], of: int) -> str:
    """The index as a table for a terminal; ``of`` how many records were read."""
    if not listed:
        return f"no records of {of:,} are meant\n"
    rows = [[safe(cut(_text(entry[column]) or "-", 50)) for column in COLUMNS] for entry in listed]
    return "\n".join([*table([list(COLUMNS), *rows]), "", f"{len(listed):,} of {of:,} records"]) + "\n"


def _text(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)
