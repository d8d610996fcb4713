"""Fixes mend what is safe, and leave every other byte as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from adr_lint.cli import run
from adr_lint.discover import from_text
from adr_lint.fixes import applied
from adr_lint.run import Session, Settings

PULSAR = "# 9. Use Pulsar\n\n{status}\n\n## Decision\n\nEvents go over Pulsar.\n"
KAFKA = "# 3. Use Kafka\n\nStatus: superseded by [9](0009-use-pulsar.md)\n"


def fixed(texts: dict[str, str], **settings: object) -> dict[str, str]:
    """The texts after their fixes, by path."""
    sources = [from_text(text, path) for path, text in texts.items()]
    session = Session(Settings(**settings))  # type: ignore[arg-type]
    return {source.path: applied(source.text, edits) for source, edits in session.fixes(sources)}


@pytest.mark.parametrize(
    "header",
    [
        "Status: accepted\nDate: 2024-03-03",
        "Status: superseded by [9](0009-x.md)",
        "Date: 03/04/2024",  # the third of April, or the fourth of March
        "Date: March 2024",
        "Date: 3 March 2024 (agreed)",
        "Written on 3 March 2024",
        "Date: 30 February 2024",
    ],
)
def test_what_is_right_or_not_certain_stays(header: str) -> None:
    assert fixed({"adr/0001-a.md": f"# A\n\n{header}\n\n## Decision\n\nDate: 3 March 2024\n"}) == {}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Status: Superceded by ADR-9", "Status: Superseded by ADR-9"),
        ("## Status\n\nacepted", "## Status\n\naccepted"),
        ("- Date: 3 March 2024", "- Date: 2024-03-03"),
        ("**Date:** March 3rd, 2024", "**Date:** 2024-03-03"),
        ("Date: 31/03/2024\r", "Date: 2024-03-31\r"),
        ("Date: 3.4.2024", "Date: 2024-04-03"),
    ],
)
def test_a_misspelt_status_and_a_date_in_another_form(before: str, after: str) -> None:
    text = "# A\n\n{}\n\n## Decision\n\nIt is."
    assert fixed({"adr/0001-a.md": text.format(before)}) == {"adr/0001-a.md": text.format(after)}


def test_the_front_matter_is_mended_in_its_quotes() -> None:
    text = "---\nstatus: superceded\ndate: '3 March 2024'  # agreed\n---\n# A\n"
    assert fixed({"adr/0001-a.md": text})["adr/0001-a.md"] == (
        "---\nstatus: superseded\ndate: '2024-03-03'  # agreed\n---\n# A\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[x](0004-use-kafka.md)", "[x](0003-use-kafka.md)"),
        ("[x](./0004-use-kafka.md#why)", "[x](./0003-use-kafka.md#why)"),
        ('[x][k]\n\n[k]: 0004-use-kafka.md "K"', '[x][k]\n\n[k]: 0003-use-kafka.md "K"'),
        ("[x](../old/my-notes.md)", "[x](my%20notes/my-notes.md)"),
    ],
)
def test_a_broken_link_of_which_one_record_can_be_meant(before: str, after: str) -> None:
    texts = {
        "adr/0001-a.md": f"# A\n\n`[x](0004-use-kafka.md)` and {before}\n",
        "adr/0003-use-kafka.md": "# K\n",
        "adr/my notes/my-notes.md": "# N\n",
        "old/0001-b.md": "# B\n",
    }
    if "old" in before:
        before = before.replace("my-notes", "0007-my-notes")
        texts = {name.replace("my-notes", "0007-my-notes"): text for name, text in texts.items()}
        texts["adr/0001-a.md"] = f"# A\n\n`[x](0004-use-kafka.md)` and {before}\n"
        after = after.replace("my-notes", "0007-my-notes")
    assert fixed(texts) == {"adr/0001-a.md": f"# A\n\n`[x](0004-use-kafka.md)` and {after}\n"}


def test_a_broken_link_of_which_several_or_none_can_be_meant_stays() -> None:
    texts = {
        "adr/0001-a.md": "# A\n\n[x](0004-use-kafka.md) [y](0077-nothing.md)\n",
        "adr/0003-use-kafka.md": "# K\n",
        "adr/0005-use-kafka.md": "# K\n",
    }
    assert fixed(texts) == {}


@pytest.mark.parametrize(
    ("status", "after"),
    [
        ("Status: accepted", "Status: accepted\n\nSupersedes [Use Kafka](0003-use-kafka.md)"),
        ("* Status: accepted\n* Date: 2024-01-01",
         "* Status: accepted\n* Supersedes: [Use Kafka](0003-use-kafka.md)\n* Date: 2024-01-01"),
        ("## Status\n\nAccepted", "## Status\n\nAccepted\n\nSupersedes [Use Kafka](0003-use-kafka.md)"),
    ],
)  # fmt: skip
def test_the_new_record_names_the_one_that_it_replaced(status: str, after: str) -> None:
    texts = {"adr/0003-use-kafka.md": KAFKA, "adr/0009-use-pulsar.md": PULSAR.format(status=status)}
    once = fixed(texts)
    assert once == {"adr/0009-use-pulsar.md": PULSAR.format(status=after)}
    assert fixed(texts | once) == {}


def test_a_link_back_in_the_front_matter() -> None:
    new = "---\r\nstatus: accepted\r\ndate: 2024-01-01\r\n---\r\n# 9. Use Pulsar\r\n"
    texts = {"adr/0003-use-kafka.md": KAFKA, "adr/0009-use-pulsar.md": new}
    once = fixed(texts)
    assert once["adr/0009-use-pulsar.md"] == new.replace(
        "accepted\r\n", 'accepted\r\nsupersedes: "0003-use-kafka.md"\r\n'
    )
    assert fixed(texts | once) == {}


def test_findings_that_nobody_asked_for_are_not_mended() -> None:
    texts = {"adr/0003-use-kafka.md": KAFKA, "adr/0009-use-pulsar.md": PULSAR.format(status="Status: accepted")}
    assert fixed(texts, ignore=("supersession-inconsistent",)) == {}


def test_bytes_that_no_fix_is_about_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    record = tmp_path / "adr" / "0001-a.md"
    record.parent.mkdir()
    raw = "\ufeff# Grün\r\n\r\nStatus: Superceded by ADR-9\r\nDate: 3 March 2024\r\n\nMixed\u00a0ends".encode()
    record.write_bytes(raw)
    record.chmod(0o640)
    assert run(["check", "--diff", "adr", "--isolated"]) == 1
    assert record.read_bytes() == raw
    shown = capsys.readouterr().out
    assert "-Date: 3 March 2024\r\n+Status: Superseded by ADR-9\r\n+Date: 2024-03-03\r\n" in shown
    run(["check", "--fix", "adr", "--isolated"])
    assert record.read_bytes() == raw.replace(b"Superceded", b"Superseded").replace(b"3 March 2024", b"2024-03-03")
    assert record.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in record.parent.iterdir()] == ["0001-a.md"]
    told = capsys.readouterr().err
    assert "fixed: adr/0001-a.md:3: the status 'Superceded' is spelt 'Superseded'" in told
    assert run(["check", "--diff", "adr", "--isolated"]) == 0


def test_asciidoc_is_mended_in_its_own_marks() -> None:
    old = "= 3. Use Kafka\n\n* Status: superceded by xref:0009-use-pulsar.adoc[9]\n"
    new = "= 9. Use Pulsar\n\n* Status: accepted\n\n== Decision\n\nEvents go over Pulsar.\n"
    assert fixed({"adr/0003-use-kafka.adoc": old, "adr/0009-use-pulsar.adoc": new}) == {
        "adr/0003-use-kafka.adoc": old.replace("superceded", "superseded"),
        "adr/0009-use-pulsar.adoc": new.replace(
            "accepted\n", "accepted\n* Supersedes: xref:0003-use-kafka.adoc[Use Kafka]\n"
        ),
    }
