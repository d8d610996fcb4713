"""The index: filters, and cells that no spreadsheet computes."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from adr_lint.cli import run

RECORDS = {
    "0001-use-kafka.md": "# 1. =cmd|'/C calc'!A1\n\nStatus: accepted\nDate: 2024-03-03\n\n"
    "## Decision\n\nWe use Kafka.\n",
    "0003-use-kafka.md": "# Use Kafka\n\nStatus: superseded by ADR-1\n",
    "0002-buy-search.md": "---\ndecision: {approach: buy}\nstatus: proposed\n---\n# Hosted | search\n\nTBD\n",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "adr").mkdir()
    for name, text in RECORDS.items():
        (tmp_path / "adr" / name).write_text(text, encoding="utf-8")
    return tmp_path


def listed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert run(["list", "adr", "--isolated", "--format", "json", *arguments]) == 0
    return [entry["path"].removeprefix("adr/")[:4] for entry in json.loads(capsys.readouterr().out)["records"]]


@pytest.mark.parametrize(
    ("arguments", "numbers"),
    [
        ((), ["0001", "0002", "0003"]),
        (("--status", "accepted"), ["0001"]),
        (("--status", "accepted", "--status", "proposed"), ["0001", "0002"]),
        (("--approach", "buy"), ["0002"]),
        (("--technology", "KAFKA"), ["0003"]),
        (("--technology", "nothing"), []),
        (("--rule", "placeholder-left"), ["0002"]),
        (("--rule", "placeholder-left", "--status", "accepted"), []),
    ],
)
@pytest.mark.usefixtures("folder")
def test_filters(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], numbers: list[str]) -> None:
    assert listed(capsys, *arguments) == numbers


@pytest.mark.usefixtures("folder")
def test_no_cell_of_the_csv_is_a_formula(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["list", "adr", "--isolated", "--format", "csv"]) == 0
    rows = list(csv.reader(capsys.readouterr().out.splitlines()))
    assert rows[0][:3] == ["number", "title", "status"]
    assert rows[1][1] == "'=cmd|'/C calc'!A1"


@pytest.mark.usefixtures("folder")
def test_a_bar_in_a_title_does_not_break_the_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["list", "adr", "--isolated", "--format", "markdown"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 5
    assert "Hosted \\| search" in lines[3] or "Hosted &#124; search" in lines[3]


@pytest.mark.usefixtures("folder")
def test_json_adr(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["list", "adr", "--isolated", "--format", "json-adr", "--status", "accepted"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["version"] == "1.0.0"
    (record,) = document["adrs"]
    assert (record["number"], record["date"], record["decision"]) == ("1", "2024-03-03", "We use Kafka.")


@pytest.mark.usefixtures("folder")
def test_an_unknown_rule_is_a_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["list", "adr", "--isolated", "--rule", "placeholder"]) == 2
    assert "did you mean 'placeholder-left'?" in capsys.readouterr().err
