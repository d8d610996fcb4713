"""Headers in the many forms that people give them: what is read of format, status, date, number and title."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from adr_lint.marks import load_plain
from adr_lint.model import Source
from adr_lint.parse import conventions, parse

CONVENTIONS = conventions.load()
CASES: list[dict[str, Any]] = load_plain(Path(__file__).with_name("header_forms.yaml").read_text(encoding="utf-8"))
FIELDS = ("format", "status", "date", "number", "title")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["path"] + " " + " ".join(case["text"].split())[:60])
def test_what_is_read(case: dict[str, Any]) -> None:
    record = parse(Source(case["path"], case["text"], case.get("beside", "")), CONVENTIONS)
    wanted = {field: case[field] for field in FIELDS if field in case}
    assert {field: getattr(record, field) for field in wanted} == wanted


def test_every_case_wants_something_known() -> None:
    assert all(set(FIELDS) & case.keys() and case.keys() <= {"path", "text", "beside", *FIELDS} for case in CASES)
