"""A record's cost table: what is taken from it, and what is passed over and why."""

from __future__ import annotations

import pytest

from adr_lint.discover import from_text
from adr_lint.facts.cost_table import CostTable, read_costs
from adr_lint.parse import conventions, parse

CONVENTIONS = conventions.load()
COLUMNS = """# X

| Cost (EUR) | Build | Buy (hosted) |
|---|---|---|
| Hardware | 20,000 | 0 |
| Development | 300k | – |
| Hosting per month | EUR 3,000 | EUR 9,000 |
| Licences a year | 12,000 | |
| Support | €500/month | **€1k-2k per month** |
| Total over 3 years | 600,000 | 400,000 |
"""


def read(text: str, chosen: tuple[str, ...] = (), approach: str = "none") -> CostTable:
    return read_costs(parse(from_text(text, "x.md"), CONVENTIONS), chosen, approach)


def taken(table: CostTable) -> list[tuple[str, float, str, int]]:
    return [(one.name, one.quantity.mode, one.currency, one.evidence.place.line) for one in table.taken if one.evidence]


@pytest.mark.parametrize(
    "text",
    [
        "# X\n\nNo table.",
        "# X\n\n| Fact | Value |\n|---|---|\n| approach | build |\n| cost.build_monthly | USD 2,900 |\n",
        "# X\n\n| Criterion | Kafka | RabbitMQ |\n|---|---|---|\n| Cost per month | $900 | $300 |\n",
        "# X\n\n| Instance | Old | New |\n|---|---|---|\n| bosh | $0.1 | $0.04 |\n",
        "# X\n\n| | Build | Buy |\n|---|---|---|\n| Latency | 20 ms | 30 ms |\n| Score per month | 4 | 5 |\n",
    ],
)
def test_other_tables_give_nothing(text: str) -> None:
    assert read(text).taken == ()


def test_options_as_columns() -> None:
    table = read(COLUMNS)
    assert taken(table) == [
        ("build_upfront", 20_000, "EUR", 5),
        ("buy_upfront", 0, "EUR", 5),
        ("build_development", 300_000, "EUR", 6),
        ("build_monthly", 3_000, "EUR", 7),
        ("buy_monthly", 9_000, "EUR", 7),
        ("build_monthly", 1_000, "EUR", 8),
        ("build_monthly", 500, "EUR", 9),
        ("buy_monthly", 2_000, "EUR", 9),
    ]
    assert [(one.evidence.words, one.reason) for one in table.passed] == [
        ("600,000", "a total, not a part"),
        ("400,000", "a total, not a part"),
    ]


def test_options_as_rows() -> None:
    table = read(
        "# X\n\n| Option | Upfront | Monthly |\n|---|---|---|\n"
        "| Own stack | $20k | $3k |\n| Managed service | $1k | $9k |\n"
    )
    assert [one[:3] for one in taken(table)] == [
        ("build_upfront", 20_000, "USD"),
        ("buy_upfront", 1_000, "USD"),
        ("build_monthly", 3_000, "USD"),
        ("buy_monthly", 9_000, "USD"),
    ]


RIVALS = (
    "# X\n\n| Option | Monthly |\n|---|---|\n| Own stack | $3k |\n"
    "| Managed service A | $9k |\n| Managed service B | $8k |\n"
)


def test_of_two_that_are_bought_neither_counts_unless_one_was_chosen() -> None:
    table = read(RIVALS)
    assert [one[0] for one in taken(table)] == ["build_monthly"]
    assert "are both to buy" in table.passed[0].reason
    chosen = read(RIVALS, ("Managed service B",), "buy")
    assert ("buy_monthly", 8_000, "USD", 7) in taken(chosen)


def test_a_chosen_option_is_what_was_decided_whatever_its_name() -> None:
    text = "# X\n\n| | Kafka | Managed Kafka |\n|---|---|---|\n| Fee per month | $1k | $2k |\n"
    assert taken(read(text)) == []
    assert [one[0] for one in taken(read(text, ("Kafka",), "build"))] == ["build_monthly", "buy_monthly"]


def test_an_earlier_table_counts() -> None:
    second = COLUMNS.replace("# X", "").replace("20,000", "99,000")
    table = read(COLUMNS + second)
    assert [one[1] for one in taken(table) if one[0] == "build_upfront"] == [20_000]
    assert ("99,000", "an earlier table gave it") in [(one.evidence.words, one.reason) for one in table.passed]


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("✅ $0 (included)", "no plain amount of money"),
        ("$3k, later more", "no plain amount of money"),
        ("$5 per hour", "no plain amount of money"),
    ],
)
def test_a_cell_that_is_more_than_an_amount_is_passed_over(cell: str, reason: str) -> None:
    table = read(f"# X\n\n| Cost | Build | Buy |\n|---|---|---|\n| Monthly fee | {cell} | $2k |\n")
    assert [one.reason for one in table.passed] == [reason]
    assert [one[0] for one in taken(table)] == ["buy_monthly"]


def test_an_amount_whose_kind_or_currency_is_not_said_is_passed_over() -> None:
    table = read("# X\n\n| | Build | Buy |\n|---|---|---|\n| Comfort | $5 | $6 |\n| Monthly fee | 5 | 6 |\n")
    assert table.taken == ()
    assert [one.reason for one in table.passed] == ["“Comfort” says neither once nor by the month"] * 2 + [
        "no currency in cell or heading"
    ] * 2
