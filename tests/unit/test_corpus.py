"""What only shows across records: outlines, and what each record owes to the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from adr_lint.corpus.outline import Number, number_of, place_of
from adr_lint.discover import from_text
from adr_lint.model import Finding
from adr_lint.parse import conventions
from adr_lint.run import Session, Settings

OWN = conventions.load().own_folder
OLD = "# 3. Use Kafka\n\nStatus: {status}\n"
NEW = "# 9. Use Pulsar\n\nStatus: accepted\n\n{said}\n"


def found(texts: dict[str, str], rule: str) -> list[Finding]:
    session = Session(Settings(select=(rule,)))
    report = session.run([from_text(text, path) for path, text in texts.items()])
    return [finding for finding in report.findings if finding.rule == rule]


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("docs/adr/0003-use-kafka.md", Number("", 3)),
        ("docs/adr/ADR-003-use-kafka.md", Number("", 3)),
        ("docs/adr/BE-003-use-kafka.md", Number("be", 3)),
        ("docs/adr/scs-0100-v2-flavours.md", Number("scs/v2", 100)),
        ("docs/adr/0003-use-kafka/README.md", Number("", 3)),
        ("docs/adr/2024-03-01-use-kafka.md", None),
        ("docs/adr/use-kafka.md", None),
    ],
)
def test_the_number_of_a_record_is_that_of_its_file(path: str, number: Number | None) -> None:
    assert number_of(path, place_of(path, OWN)[1], OWN) == number


def test_a_record_in_a_folder_of_its_own_lies_beside_the_others() -> None:
    texts = {"adr/0003-a/README.md": "# A\n\nStatus: accepted\n", "adr/0003-b/README.md": "# B\n\nStatus: accepted\n"}
    assert [finding.path for finding in found(texts, "number-duplicated")] == ["adr/0003-b/README.md"]


def test_translations_share_their_number() -> None:
    texts = {"adr/0003-a.md": "# A\n", "adr/0003-a.de.md": "# A\n"}
    assert found(texts, "number-duplicated") == []


@pytest.mark.parametrize(
    "target",
    [
        "0009-b.md", "./0009-b.md#decision", "../adr/0009-b.md", "0009-b", "https://example.org/0001-x.md", "#here",
        "mailto:a@b.c", "/adr/1", "../../issues/12", "@somebody", "{{ url }}", "0009%2Db.md",
    ],
)  # fmt: skip
def test_links_that_lead_somewhere_or_of_which_nothing_can_be_known(target: str) -> None:
    texts = {"docs/adr/0001-a.md": f"# A\n\n[x]({target})\n", "docs/adr/0009-b.md": "# B\n"}
    assert found(texts, "link-broken") == []


def test_outside_a_work_tree_only_links_between_records_are_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.png").write_bytes(b"")
    texts = {"docs/adr/0001-a.md": "# A\n\n![p](img/p.png) [s](../../src/x.py) [c](0002-b.md) [t](../../there.png)\n"}
    assert [finding.message for finding in found(texts, "link-broken")] == ["The link leads to no file: '0002-b.md'."]
    (tmp_path / ".git").mkdir()
    assert len(found(texts, "link-broken")) == 3


@pytest.mark.parametrize(
    ("target", "broken"),
    [
        ("/docs/adr/0009-b.md", False),
        ("/docs/adr/0009-b", False),
        ("/adr/0009-b.md", False),  # of a site whose root is docs
        ("/logo.svg", False),
        ("/img/logo.svg", False),  # what a site serves
        ("/adr/9", False),
        ("/docs/adr/", False),
        ("/images/none.svg", False),
        ("/docs/none.html", False),
        ("/docs/none.svg", True),
        ("/docs/adr/0008-b.md", True),
        ("/rfcs/0008-b.md", True),
    ],
)
def test_paths_from_the_root_are_of_the_repository_or_of_a_site(
    target: str, broken: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs" / "adr").mkdir(parents=True)
    (tmp_path / "docs" / "adr" / "0009-b.md").write_text("# B\n")
    (tmp_path / "static" / "img").mkdir(parents=True)
    (tmp_path / "static" / "img" / "logo.svg").write_text("")
    text = f"# A\n\n[x]({target})\n"
    for path in ("docs/adr/0001-a.md", f"{tmp_path}/docs/adr/0001-a.md"):
        assert found({path: text}, "link-broken") == []  # nothing says where the repository's root is
    (tmp_path / ".git").mkdir()
    for path in ("docs/adr/0001-a.md", f"{tmp_path}/docs/adr/0001-a.md"):
        assert [f.message for f in found({path: text}, "link-broken")] == broken * [
            f"The link leads to no file: '{target}'."
        ]


def test_records_named_from_the_root_of_the_machine_are_judged_as_others_are() -> None:
    texts = {"/nowhere/adr/0001-a.md": "# A\n\n[x](0002-b.md)\n", "/nowhere/adr/0003-c.md": "# C\n"}
    assert len(found(texts, "link-broken")) == 1


def test_a_file_that_several_links_miss_is_told_once() -> None:
    texts = {"adr/0001-a.md": "# A\n\n[x](0005-c.md) and [y](./0005-c.md#z)\n", "adr/0009-b.md": "# B\n"}
    assert len(found(texts, "link-broken")) == 1


@pytest.mark.parametrize(
    ("target", "meant"),
    [
        ("0004-use-kafka.md", "0003-use-kafka.md"),  # the words under another number
        ("0003-use-kafka-now.md", "0003-use-kafka.md"),  # the number and most of the words
        ("../0003-use-kafka.md", "0003-use-kafka.md"),  # the name in another folder
        ("0003-broker.md", ""),
    ],
)
def test_the_file_that_was_meant(target: str, meant: str) -> None:
    texts = {
        "docs/adr/0001-a.md": f"# A\n\n[x]({target})\n",
        "docs/adr/0003-use-kafka.md": "# K\n",
        "docs/0007-other.md": "# O\n",
    }
    hint = f" (did you mean '{meant}'?)" if meant else ""
    assert [f.message for f in found(texts, "link-broken")] == [f"The link leads to no file: '{target}'{hint}."]


@pytest.mark.parametrize(
    ("status", "said", "faults"),
    [
        ("superseded by [9](0009-use-pulsar.md)", "Supersedes [3](0003-use-kafka.md)", 0),
        ("superseded by ADR-9", "Supersedes ADR-3", 0),
        ("superseded by ADR-0009", "It replaces what ADR 3 says.", 0),
        ("superseded by [9](0009-use-pulsar.md)", "Nothing is said.", 1),
        ("superseded by 0009", "Nothing is said.", 1),
        ("superseded by 0077", "Nothing is said.", 0),  # too few records to miss one
        ("accepted", "Supersedes [3](0003-use-kafka.md)", 1),
        ("accepted", "This record may supersede [3](0003-use-kafka.md) one day.", 0),
        ("accepted", "It supersedes parts of [3](0003-use-kafka.md).", 0),
        ("rejected", "Supersedes [3](0003-use-kafka.md)", 0),
        ("superseded", "Supersedes [3](0003-use-kafka.md)", 0),
        ("superseded", "Nothing is said.", 1),
        ("superceded by [9](0009-use-pulsar.html)", "Nothing is said.", 1),
        ("superseded", "Supersedes:\n\n- [3](0003-use-kafka.html)", 0),
        ("accepted", "Supersedes:\n\n- [3](0003-use-kafka.html)", 1),
        ("accepted", "Supersedes:\n\n- parts of [3](0003-use-kafka.html)", 0),
    ],
)
def test_supersession_is_said_on_both_sides(status: str, said: str, faults: int) -> None:
    texts = {"adr/0003-use-kafka.md": OLD.format(status=status), "adr/0009-use-pulsar.md": NEW.format(said=said)}
    assert len(found(texts, "supersession-inconsistent")) == faults


def test_supersession_in_front_matter() -> None:
    texts = {
        "adr/0003-a.md": '---\nstatus: superseded\nsuperseded_by: ["0009"]\n---\n# A\n',
        "adr/0009-b.md": '---\nstatus: accepted\nsupersedes: ["0003"]\n---\n# B\n',
    }
    assert found(texts, "supersession-inconsistent") == []
    texts["adr/0009-b.md"] = "---\nstatus: accepted\n---\n# B\n"
    (finding,) = found(texts, "supersession-inconsistent")
    assert (finding.path, finding.place.line) == ("adr/0003-a.md", 3)


def test_a_status_that_is_explained_names_its_successor_somehow() -> None:
    text = "# 3. Use Kafka\n\n## Status\n\nSuperseded\n\n{said}\n\n## Context\n\nIt was.\n"
    assert (
        found({"adr/0003-a.md": text.format(said="We dropped brokers altogether.")}, "supersession-inconsistent") == []
    )
    assert len(found({"adr/0003-a.md": text.format(said="")}, "supersession-inconsistent")) == 1


def test_parts_are_parts_wherever_the_record_says_so() -> None:
    texts = {
        "adr/0003-a.md": "---\nstatus: accepted\n---\n# A\n",
        "adr/0009-b.md": "---\nstatus: accepted\nsupersedes: [3]\n---\n# B\n\n## Status\n\nAccepted\n",
    }
    assert len(found(texts, "supersession-inconsistent")) == 1
    texts["adr/0009-b.md"] += "\nSupersedes:\n\n- the naming parts of [3](0003-a.md)\n"
    assert found(texts, "supersession-inconsistent") == []


def test_what_a_folder_does_without_is_told_once() -> None:
    texts = {f"adr/000{i}-x.md": f"# {i}. X\n\n## Decision\n\nIt is.\n" for i in range(1, 6)}
    (finding,) = found(texts, "status-missing")
    assert (finding.path, "nor do 4 others" in finding.message) == ("adr/0001-x.md", True)
    for i in range(10, 16):
        texts[f"adr/00{i}-x.md"] = f"# {i}. X\n\nStatus: accepted\n"
    assert len(found(texts, "status-missing")) == 5


def test_parts_that_a_folder_does_without_are_told_once() -> None:
    text = "# {i}. X\n\n## Status\n\nAccepted\n\n## Context\n\nIt was.\n\n## Decision\n\nIt is.\n"
    texts = {f"adr/000{i}-x.md": text.format(i=i) for i in range(1, 6)}
    (finding,) = found(texts, "section-missing")
    assert "nor have 4 others" in finding.message
    texts |= {f"adr/00{i}-x.md": text.format(i=i) + "\n## Consequences\n\nGood.\n" for i in range(10, 16)}
    assert len(found(texts, "section-missing")) == 5


def test_a_number_that_no_record_has_is_missed_where_there_are_many() -> None:
    texts = {f"adr/000{i}-x.md": f"# {i}. X{i}\n\nStatus: accepted\n" for i in range(4, 8)}
    texts["adr/0003-use-kafka.md"] = OLD.format(status="superseded by ADR-77")
    (finding,) = found(texts, "supersession-inconsistent")
    assert "number 77" in finding.message


def test_a_plain_option_such_as_doing_nothing_turns_no_decision_round() -> None:
    options = "## Considered Options\n\n* Do nothing\n* Change it\n\n## Decision Outcome\n\n"
    text = "# {n}. {t}\n\nStatus: accepted\n\n" + options
    texts = {
        "adr/0003-a.md": text.format(n=3, t="A") + "Chosen option: Change it, because it is old.\n",
        "adr/0009-b.md": text.format(n=9, t="B") + "Chosen option: Do nothing, because it works.\n",
    }
    assert found(texts, "decision-reversed-silently") == []


def test_a_rejected_or_superseded_record_is_not_turned_round() -> None:
    texts = {
        "adr/0003-use-kafka.md": OLD.format(status="superseded by ADR-5"),
        "adr/0009-remove-kafka.md": "# 9. Remove Kafka\n\nStatus: accepted\n",
    }
    assert found(texts, "decision-reversed-silently") == []
    texts["adr/0003-use-kafka.md"] = OLD.format(status="accepted")
    assert len(found(texts, "decision-reversed-silently")) == 1


@pytest.mark.parametrize(
    ("old", "new", "said", "turned"),
    [
        ("# use-public-activity-gem", "# Replace PublicActivity with a table", "See record 3.", 1),
        ("# 3. Deploy with the Serverless framework", "# 9. Migrate from Serverless to plain code", "", 1),
        ("# 3. Use Kafka", "# 9. Remove Kafka", "See [record 3](0003-a.md).", 1),
        ("# 3. Use Kafka", "# 9. Remove Kafka", "Supersedes [record 3](0003-a.md).", 0),
        ("# 3. Use Kafka", "# 9. Remove the tool", "", 0),
        ("# 3. Use Kafka Streams", "# 9. Remove Kafka", "", 0),
    ],
)
def test_what_was_adopted_is_dropped(old: str, new: str, said: str, turned: int) -> None:
    texts = {
        "adr/0003-a.md": f"{old}\n\nStatus: accepted\n",
        "adr/0009-b.md": f"{new}\n\nStatus: accepted\n\n## Context\n\n{said}\n",
    }
    assert len(found(texts, "decision-reversed-silently")) == turned


def test_the_order_of_the_sources_changes_nothing() -> None:
    texts = {"adr/0003-b.md": "# B\n", "adr/0003-a.md": "# A\n", "adr/003-c.md": "# C\n"}
    first = found(texts, "number-duplicated")
    assert first == found(dict(reversed(texts.items())), "number-duplicated")
    assert [finding.path for finding in first] == ["adr/0003-b.md", "adr/003-c.md"]
