"""Markdown with embedded Ruby: its tags are no text, and all else keeps its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from adr_lint.discover import discover
from adr_lint.model import Source
from adr_lint.parse import conventions, erb, parse

CONVENTIONS = conventions.load()
TEXT = (
    "---\ntitle: ADR-010 Use a bus\n---\n\n# <%= current_page.data.title %>\n\n## Status\n\n<%# a\nnote %>Accepted\n\n"
    "We buy <%= name %> it.\n"
)


def test_tags_are_not_seen_and_lines_stay() -> None:
    assert erb.blank("a<%b\r\nc%>d < % e") == "a\u200b\u200b\u200b\r\n\u200b\u200b\u200bd < % e"


def test_the_title_is_that_of_the_front_matter() -> None:
    record = parse(Source("adr-010-bus.html.md.erb", TEXT), CONVENTIONS)
    assert (record.title, record.number, record.status) == ("Use a bus", "010", "accepted")
    assert [block.text for block in record.blocks][:2] == ["Status", "Accepted"]
    assert record.text == TEXT
    assert record.status_place is not None
    assert (record.status_place.line, record.status_place.column) == (10, 8)


def test_such_files_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("adr-010-bus.html.md.erb", "adr-011.md.erb", "index.html.md.erb", "adr-012.html.erb"):
        Path(name).write_text(TEXT, encoding="utf-8")
    sources, skipped = discover(["."], conventions=CONVENTIONS)
    assert [source.path for source in sources] == ["adr-010-bus.html.md.erb", "adr-011.md.erb"]
    assert [one.path for one in skipped] == ["adr-012.html.erb", "index.html.md.erb"]
