"""Weighted option tables: totals, ranking, and what does not add up."""

from __future__ import annotations

import pytest

from adr_lint.facts import scores
from adr_lint.model import Fact, Source
from adr_lint.parse import parse
from adr_lint.parse.conventions import load as load_conventions

COLUMNS = """| Criterion | Weight | Ours | Theirs |
|---|---|---|---|
| Cost | 30 % | 4 | 3 |
| Speed | 50 % | 5 | 2 |
| Control | 20 % | 2 | 5 |
| **Total** | 100 % | {ours} | {theirs} |
"""
ROWS = """| Option | Cost (40 %) | Fit (60 %) | Weighted score |
|---|---|---|---|
| Kafka | 3 | 4 | 3.6 |
| Pulsar | 4 | 4 | {pulsar} |
"""
WEIGHT_ROW = """| Option | Cost | Fit | Total |
|---|---|---|---|
| Weight | 2 | 3 | |
| Kafka | 3 | 4 | 18 |
| Pulsar | 4 | 4 | 20 |
"""
MONEY = """| Option | Build | Run | Total |
|---|--:|--:|--:|
| one | – | $8.9m | $8.9m |
| two | $0.9m | $5.2m | {two} |
| three | $1.6m | $3.3m | $4.9m |
"""


def facts(table: str, rest: str = "") -> dict[str, Fact]:
    record = parse(Source("a.md", f"# T\n\n## Options\n\n{table}\n{rest}"), load_conventions())
    return {fact.name: fact for fact in scores.read(record)}


@pytest.mark.parametrize(
    ("table", "best", "option", "margin"),
    [
        (COLUMNS.format(ours="4.1", theirs="2.9"), 4.1, "Ours", 29.27),
        (COLUMNS.format(ours="410", theirs="290"), 410, "Ours", 29.27),
        (ROWS.format(pulsar="4.0"), 4.0, "Pulsar", 10.0),
        (WEIGHT_ROW, 20, "Pulsar", 10.0),
    ],
)
def test_ranking(table: str, best: float, option: str, margin: float) -> None:
    found = facts(table)
    assert found["scores.best"].value == pytest.approx(best)
    assert found["scores.best_option"].value == option
    assert found["scores.margin"].value == pytest.approx(margin)
    assert "scores.mismatch" not in found


def test_a_total_that_does_not_follow_stands_at_its_cell() -> None:
    mismatch = facts(COLUMNS.format(ours="4.1", theirs="3.1"))["scores.mismatch"]
    assert mismatch.value == "Theirs: 3.1 should be 2.9"
    assert (mismatch.evidence[0].place.line, mismatch.evidence[0].words) == (10, "3.1")


@pytest.mark.parametrize(("two", "message"), [("$6.1m", None), ("$6.3m", "two: 6.3 should be 6.1")])
def test_sums_of_money(two: str, message: str | None) -> None:
    found = facts(MONEY.format(two=two))
    assert (found["scores.mismatch"].value if "scores.mismatch" in found else None) == message


def test_rounding_in_the_last_digit_is_no_mismatch() -> None:
    table = (
        "| C | Weight | A | B |\n|---|---|---|---|\n| x | 1 | 3 | 4 |\n| y | 2 | 4 | 3 |\n| Total | 3 | 3.7 | 3.3 |\n"
    )
    assert "scores.mismatch" not in facts(table)


def test_the_chosen_option_and_the_reason_for_passing_over_the_best() -> None:
    table = COLUMNS.format(ours="4.1", theirs="2.9")
    found = facts(table, "## Decision\n\nTheirs it is, although Ours scores higher: we cannot staff it.\n")
    assert found["scores.chosen"].value == pytest.approx(2.9)
    assert found["scores.reason"].value is True
    assert "scores.reason" not in facts(table, "## Decision\n\nTheirs.\n")


@pytest.mark.parametrize(
    "table",
    [
        "",
        "| a |\n|---|\n| 1 |\n",
        "| a | b | c |\n|---|---|---|\n| x | y | z |\n",
        "| Weight | Weight |\n|---|---|\n| 1 | 2 |\n",
    ],
)
def test_other_tables_say_nothing(table: str) -> None:
    assert facts(table) == {}
