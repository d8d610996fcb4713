"""Records in AsciiDoc: the same blocks as Markdown's, each at its place; nothing it asks for is done."""

from __future__ import annotations

from pathlib import Path

import pytest

from adr_lint.discover import discover
from adr_lint.errors import UserError
from adr_lint.facts.confirm import confirmed
from adr_lint.model import Record, Source
from adr_lint.parse import conventions, parse

CONVENTIONS = conventions.load()
HEAD = "= ADR-004: Kafka hosting\n\n"


def read(text: str) -> Record:
    return parse(Source("docs/adr/0004-kafka.adoc", text), CONVENTIONS)


def blocks(text: str) -> list[tuple[str, int, str]]:
    return [(block.kind, block.depth, block.text) for block in read(text).blocks]


@pytest.mark.parametrize(
    "header",
    [
        "Status: Accepted\n\nDate: 2024-03-05\n", "*Status:* accepted +\n*Date:* 5 March 2024\n",
        "**Status**: Accepted +\n**Date**: 2024-03-05 +\n", "Status:: Accepted\nDate:: 2024-03-05\n",
        "* Status: accepted\n* Date: 2024-03-05\n", "|===\n|Status |Accepted\n|Date |2024-03-05\n|===\n",
        "[cols=\"1,1\"]\n|===\n|Status\n|Accepted\n\n|Date\n|2024-03-05\n|===\n",
        "== Status\n\nAccepted (2024-03-05)\n",
    ],
)  # fmt: skip
def test_status_and_date_wherever_they_stand(header: str) -> None:
    record = read(f"{HEAD}{header}\n== Context\n\nWe need it.\n")
    assert (record.title, record.number, record.status, record.date) == (
        "Kafka hosting", "004", "accepted", "2024-03-05",
    )  # fmt: skip


@pytest.mark.parametrize(
    "attributes",
    [
        ":status: accepted\n:date: 2024-03-05\n", ":adr_status:   accepted\n:adr-date: 2024-03-05\n",
        "Ann Author <ann@example.org>\nv0.1, 2024-03-05\n:status: accepted\n",
        ":state: accepted\n:revdate: 2024-03-05\n", ":s: accepted\n\nStatus: {s}\n\nDate: 2024-03-05\n",
    ],
)  # fmt: skip
def test_attributes_of_the_header_are_labels(attributes: str) -> None:
    record = read(f"= Kafka hosting\n{attributes}\n== Context\n\nWe need it.\n")
    assert (record.status, record.date) == ("accepted", "2024-03-05")


def test_settings_of_the_document_are_no_labels() -> None:
    record = read("= Kafka hosting\n:jbake-status: published\n:toc: left\n:!status:\n\n== Context\n\nWe need it.\n")
    assert (record.status, [block.text for block in record.blocks][1:2]) == (None, ["Context"])


def test_sections_begin_at_their_headings() -> None:
    record = read(f"{HEAD}== Status\n\nAccepted\n\n=== Context ===\n\nText.\n\nDecision\n--------\n\nWe do.\n")
    assert [(section.title, section.level, section.role) for section in record.sections] == [
        ("ADR-004: Kafka hosting", 1, "title"), ("Status", 2, "status"), ("Context", 3, "context"),
        ("Decision", 2, "decision"),
    ]  # fmt: skip
    assert [record.text[section.start :].split("\n")[0] for section in record.sections] == [
        "= ADR-004: Kafka hosting", "== Status", "=== Context ===", "Decision",
    ]  # fmt: skip


def test_a_title_that_is_the_name_of_the_file_gives_way_to_the_one_below() -> None:
    record = read("= Architecture Decision Record: 0004-kafka\n\n# 4. Kafka hosting\n\nDate: 2024-03-05\n\n## Status\n")
    assert (record.title, record.date) == ("Kafka hosting", "2024-03-05")


def test_lists_blocks_and_code() -> None:
    text = (
        "* one\ngoes on\n+\nmore\n** inner\n. first\n* [x] two\n\nText.\n\n"
        "----\ncode here\n----\n\n``` java\nmore code\n```\n\n"
        "____\nA quote.\n____\n\n====\nAn example.\n====\n\n"
        "// unseen\nEnd.\n\n////\nunseen\n////\n\nimage::a.png[]\n\n literal\n"
    )
    assert blocks(text) == [
        ("item", 1, "one goes on"), ("paragraph", 1, "more"), ("item", 2, "inner"), ("item", 3, "first"),
        ("item", 1, "two"), ("paragraph", 0, "Text."), ("code", 0, "code here"), ("code", 0, "more code"),
        ("quote", 0, "A quote."), ("paragraph", 0, "An example."), ("paragraph", 0, "End."), ("code", 0, "literal"),
    ]  # fmt: skip


def test_every_word_stands_where_it_is_said_to() -> None:
    text = (
        f"{HEAD}We *buy* the _managed_ `service`,\r\n// not this\r\nsee link:a.adoc[the *notes*], https://b.example[b],\r\n"
        "<<0003-x.adoc#top,three>> and xref:0002-y.adoc[]; [line-through]#not this# pass:[*raw*].\r\n"
    )
    record = read(text)
    block = record.blocks[1]
    assert block.text == "We buy the managed service, see the notes, b, three and 0002-y.adoc;  *raw*."
    assert all(record.text[block.at(at)] == one for at, one in enumerate(block.text) if one != " ")
    assert record.place(block.at(block.text.index("b, three")), block.end).column == 49
    assert [link.target for link in record.links] == [
        "a.adoc", "https://b.example", "0003-x.adoc#top", "0002-y.adoc",
    ]  # fmt: skip
    assert record.text[record.links[0].start : record.links[0].end] == "link:a.adoc[the *notes*]"


def test_cells_of_tables_in_every_form() -> None:
    for table in (
        '[cols="1,2"]\n|===\n|a |b\n\n|c\n|d\n|===\n', "|===\n|a |b\n|c |d\n|===\n", ",===\na,b\nc,d\n,===\n",
        '[format="csv"]\n|===\na,"b"\nc,d\n|===\n', "!===\n!a !b\n!c !d\n!===\n",
    ):  # fmt: skip
        record = read(f"{HEAD}{table}")
        rows = [[record.blocks[cell].text for cell in row] for row in record.tables[0].rows]
        assert rows == [["a", "b"], ["c", "d"]], table


def test_nothing_is_inserted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("secret.txt").write_text("hidden words\n", encoding="utf-8")
    assert blocks("Before\n\ninclude::secret.txt[]\n\nifdef::x[]\nAfter.\nendif::[]\n") == [
        ("paragraph", 0, "Before"), ("paragraph", 0, "After."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "=" * 3_000 + "\nx\n", "".join(f"{'=' * (4 + i)}\nx\n" for i in range(900)), "|===\n" + "99*|a " * 20_000,
        ":a: " + "b" * 500 + "\n\n" + "{a}" * 20_000, "[[" * 20_000, "xref:a[" * 20_000, "+++a" * 20_000,
        "*" * 100_000, "a::" * 20_000, "----\n" * 20_001, ".a\n" * 20_000, "* a\n+\n" * 20_000,
    ],
    ids=range(12),
)  # fmt: skip
def test_what_a_record_comes_to_is_bounded_by_its_size(text: str) -> None:
    record = read(text)
    assert sum(len(block.text) for block in record.blocks) <= len(text) + 51_000
    assert len(record.blocks) <= len(text)
    assert all(0 <= block.at(0) <= block.end <= len(text) for block in record.blocks)


@pytest.mark.parametrize("text", ["", "\n", "=", "= ", "== \n", "|===", "[", "[]\n", ".", "+", "::", "* ", "{", "\\"])
def test_any_text_gives_a_record(text: str) -> None:
    assert read(text).faults == ()


def test_a_key_or_signature_is_no_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("0001-a.asc").write_text("-----BEGIN PGP SIGNATURE-----\n", encoding="utf-8")
    Path("0002-b.asciidoc").write_text(HEAD, encoding="utf-8")
    sources, skipped = discover(["."], conventions=CONVENTIONS)
    assert [source.path for source in sources] == ["0002-b.asciidoc"]
    assert [one.reason for one in skipped] == ["is a signature or a key"]


def test_facts_are_declared_only_where_there_is_front_matter() -> None:
    assert confirmed("---\nstatus: accepted\n---\n= A\n", "a.adoc", ()).startswith("---\nstatus: accepted\ndecision:\n")
    with pytest.raises(UserError, match="AsciiDoc has no front matter"):
        confirmed("= A\n", "a.adoc", ())
