"""Records in reStructuredText: the same blocks as Markdown's, each at its place; nothing it asks for is done."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from adr_lint.discover import discover
from adr_lint.errors import UserError
from adr_lint.model import Record, Source
from adr_lint.parse import conventions, parse, rst
from adr_lint.parse.body import Names

CONVENTIONS = conventions.load()
HEAD = "4. Kafka hosting\n================\n\n"


def read(text: str) -> Record:
    return parse(Source("docs/adr/0004-kafka.rst", text), CONVENTIONS)


def blocks(text: str) -> list[tuple[str, int, str]]:
    return [(block.kind, block.depth, block.text) for block in read(text).blocks]


def test_title_sections_and_status() -> None:
    record = read(f"{HEAD}Status\n------\n\nAccepted *2024-03-05*\n\nContext\n-------\n\nWe need it.\n")
    assert (record.title, record.number, record.status, record.date) == ("Kafka hosting", "4", "accepted", "2024-03-05")
    assert [(section.title, section.level, section.role) for section in record.sections] == [
        ("4. Kafka hosting", 1, "title"), ("Status", 2, "status"), ("Context", 2, "context"),
    ]  # fmt: skip
    assert [record.text[section.start :].split("\n")[0] for section in record.sections] == [
        "4. Kafka hosting", "Status", "Context",
    ]  # fmt: skip


@pytest.mark.parametrize("rule", ["=" * 20, "#" * 30])
def test_a_title_with_a_line_above_and_a_target(rule: str) -> None:
    record = read(f".. _Kafka hosting:\n\n{rule}\nKafka hosting\n{rule}\n\nText.\n")
    assert record.title == "Kafka hosting"
    assert record.title_place.line == 4


def test_fields_are_header_fields() -> None:
    record = read(f"{HEAD}:Status: Accepted\n:Date: 2024-03-05\n:Deciders: Ann,\n   Ben\n\nWe do it.\n")
    assert (record.status, record.date) == ("accepted", "2024-03-05")
    assert record.status_place is not None
    assert (record.status_place.line, record.status_place.column) == (4, 10)
    assert [block.text for block in record.blocks][1:4] == [
        "Status: Accepted", "Date: 2024-03-05", "Deciders: Ann, Ben",
    ]  # fmt: skip


def test_lists_quotes_and_code() -> None:
    text = (
        "* one\n  goes on\n\n  more\n\n  1. inner\n\n* two\n\nSaid::\n\n    code here\n\n"
        "Of old:\n\n    A quote.\n\nEnd:\n\n  * x\n"
    )
    assert blocks(text) == [
        ("item", 1, "one goes on"), ("paragraph", 1, "more"), ("item", 2, "inner"), ("item", 1, "two"),
        ("paragraph", 0, "Said:"), ("code", 0, "code here"), ("paragraph", 0, "Of old:"), ("quote", 0, "A quote."),
        ("paragraph", 0, "End:"), ("item", 1, "x"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "table",
    [
        ".. list-table::\n\n   * - Key\n     - Value\n   * - Status\n     - Accepted\n   * - Date\n     - 2024-03-05\n",
        "+--------+------------+\n| Key    | Value      |\n+========+============+\n| Status | Accepted   |\n"
        "+--------+------------+\n| Date   | 2024-03-05 |\n+--------+------------+\n",
        "======  ==========\nKey     Value\n======  ==========\nStatus  Accepted\nDate    2024-03-05\n"
        "======  ==========\n",
    ],
)
def test_tables(table: str) -> None:
    record = read(HEAD + table)
    cells = [[record.blocks[cell] for cell in row] for row in record.tables[0].rows]
    assert [[cell.text for cell in row] for row in cells] == [
        ["Key", "Value"], ["Status", "Accepted"], ["Date", "2024-03-05"],
    ]  # fmt: skip
    assert all(record.text[slice(*cell.span())] == cell.text for row in cells for cell in row)
    assert (record.status, record.date) == ("accepted", "2024-03-05")


def test_what_is_not_said_is_not_read() -> None:
    text = (
        ".. A comment with Kafka\n\n.. _Kafka: https://kafka.example\n\n.. image:: a.png\n\n"
        ".. mermaid::\n\n   graph\n\nText [#n]_.\n"
    )
    assert blocks(text) == [("paragraph", 0, "Text .")]


def test_every_word_stands_where_it_is_said_to() -> None:
    text = (
        f"{HEAD}.. comment on the managed **service**\n\nWe *buy* the `managed service <https://a.example/the>`__ of\n"
        "``Kafka`` for :doc:`the team <0003-team>`, see `Kafka`_.\n\n.. _Kafka: https://kafka.example\n"
    )
    record = read(text)
    block = record.blocks[1]
    assert block.text == "We buy the managed service of Kafka for the team, see Kafka."
    assert all(record.text[block.at(at)] == one for at, one in enumerate(block.text) if one != " ")
    assert record.place(block.at(30), block.end).line == 7
    assert [link.target for link in record.links] == ["https://a.example/the", "0003-team", "https://kafka.example"]
    assert [record.text[link.start : link.end] for link in record.links] == [
        "managed service <https://a.example/the>`__", "the team", "Kafka",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "directive",
    [
        ".. include:: secret.txt", ".. literalinclude:: secret.txt", ".. raw:: html\n   :file: secret.txt",
        ".. csv-table::\n   :file: secret.txt", ".. csv-table::\n   :url: file:secret.txt",
        ".. raw:: html\n\n   <b>hidden words</b>",
    ],
)  # fmt: skip
def test_nothing_is_inserted(
    directive: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("secret.txt").write_text("hidden words\n", encoding="utf-8")
    assert blocks(f"Before.\n\n{directive}\n\nAfter.\n") == [("paragraph", 0, "Before."), ("paragraph", 0, "After.")]
    assert capfd.readouterr() == ("", "")


def test_a_role_of_one_record_is_not_known_in_the_next() -> None:
    read(".. role:: odd(literal)\n\n:odd:`a`\n")
    assert blocks("See :odd:`a \\b`.\n") == blocks("See :even:`a \\b`.\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("* " * 2_000 + "deep\n", "nested too deeply"),
        ("a*b " * 5_000, "paragraph longer than"),
        ("word\n\n" * 40_000, "longer than 200,000 characters"),
    ],
)
def test_too_much_is_read_as_plain_paragraphs(text: str, said: str) -> None:
    record = read(text)
    assert said in record.faults[0].message
    assert record.blocks[0].kind == "paragraph"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "===\n",
        "A\n=\n\nB\n-\n\nC\n~\n\nD\n=\n-",
        "|x| `y",
        "*\n*\n",
        ":a:\n:b: c\r\n",
        "+-++-+\n\n_===.. class:: x\n.. date::\n.. math::\n",
    ],
)
def test_any_text_gives_a_record(text: str, capfd: pytest.CaptureFixture[str]) -> None:
    record = read(text)
    assert all(0 <= block.at(0) <= block.end <= len(text) for block in record.blocks)
    assert capfd.readouterr() == ("", "")


def test_without_docutils_it_is_skipped_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "docutils", None)
    Path("0001-a.rst").write_text(HEAD, encoding="utf-8")
    for paths in (["."], ["0001-a.rst"]):
        sources, skipped = discover(paths, conventions=CONVENTIONS)
        assert sources == []
        assert [(one.path, one.failed) for one in skipped] == [("0001-a.rst", False)]
        assert skipped[0].reason == "reading it needs docutils, which is not installed: pip install 'adr-lint[rst]'"


def test_without_docutils_text_from_elsewhere_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docutils", None)
    with pytest.raises(UserError, match="not installed"):
        rst.read("text", 0, Names(bool, bool, bool), "-.rst")
