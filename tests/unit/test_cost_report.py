"""How an estimate is shown: words, JSON by its schema, charts and pages, the same every time and without traps."""

from __future__ import annotations

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from adr_lint import resources
from adr_lint.cost.nouns import Band, BreakEven, Estimate, point
from adr_lint.costing import asked, estimate, table_of
from adr_lint.discover import from_text
from adr_lint.model import Passed
from adr_lint.report.cost import chart, data
from adr_lint.report.cost import words as as_words
from adr_lint.report.cost.page import render as as_page
from adr_lint.report.cost.text import render as as_text
from adr_lint.run import Session, Settings

HOSTILE = """</title><script>alert(1)</script> $x^2$ & "quoted" \x1b[31m"""
RECORD = """---
status: accepted
decision:
  approach: build
  team.engineers: 4
  build.estimate_months: 6
  cost.salary: EUR 90,000
  cost.build_upfront: 20000
  cost.build_monthly: EUR 3,000
  cost.buy_upfront: 0
---
# {title}

| Cost | Build | Buy <script>alert(2)</script> |
|---|---|---|
| Monthly <img src=x onerror=alert(3)> | €1 | €9,000 |
| Total | €1 | €2 |

We build it.
"""
SCHEMA = json.loads((resources.folder("schemas") / "tco.schema.json").read_text(encoding="utf-8"))


def made(title: str = "Our own model server", **flags: str) -> tuple[Estimate, list[Passed]]:
    reading = Session(Settings()).read(from_text(RECORD.format(title=title), "docs/adr/0001.md"))
    return estimate(reading, asked(flags)), list(table_of(reading)[1])


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  # our own drawing


def test_data_is_by_its_schema() -> None:
    for flags in ({}, {"tiers": "0:1,10:0.5", "units": "5"}, {"hybrid_share": "0.5"}, {"buy_monthly": "$5"}):
        records = [data.estimate_data(*made(**flags))]
        made_data = {"format": data.FORMAT, "records": json.loads(json.dumps(records))}
        assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(made_data)] == []


@pytest.mark.parametrize(
    ("amount", "words"),
    [(0, "0"), (1_234_567, "1,230,000"), (999.6, "1,000"), (0.00251, "0.00251"), (-4_567, "-4,570"), (12.3, "12.3")],
)
def test_amounts_are_shown_to_three_figures(amount: float, words: str) -> None:
    assert as_words.figures(amount) == words


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ((0, 0, 0), "cheaper than buying from the start"),
        ((20, 30, None), "from month 30 on (range: month 20 to not within 120 months)"),
        ((20, None, None), "in half of the draws or more; in a tenth of them, from month 20 on."),
        ((None, None, None), "does not become cheaper than buying within 120 months"),
        ((9, 9, 9), "is cheaper than buying from month 9 on."),
    ],
)
def test_break_even_in_words(months: tuple[int | None, int | None, int | None], words: str) -> None:
    assert words in as_words.breaks_even(BreakEven("build", *months, cheaper={}))


def test_a_band_without_width_is_one_amount() -> None:
    assert as_words.band(Band(5, 5, 5)) == "5"
    assert as_words.amount_of(as_words.spec_of("build_months"), point(1), "") == "1 month"


def test_text_names_what_is_missing_and_bars_follow_the_swing() -> None:
    text = as_text(*made(buy_monthly="$5"))
    assert "at least" in text
    assert "--rate USD=…EUR" in text
    whole = as_text(*made())
    bars = [line.count("█") for line in whole.splitlines() if "█" in line]
    assert bars == sorted(bars, reverse=True)
    assert "line 17 “€1”: a total, not a part" in whole


def test_the_svg_says_what_it_shows_and_styles_nothing_inline() -> None:
    root = parsed(chart.svg(made()[0], standalone=False))
    tags = [element.tag.rpartition("}")[2] for element in root.iter()]
    assert tags[1:3] == ["title", "desc"]
    assert root.get("role") == "img"
    labels = (root.get("aria-labelledby") or "").split()
    assert [root.find(f".//*[@id='{name}']") is not None for name in labels] == [True, True]
    assert "style" not in tags
    assert not [element for element in root.iter() if "style" in element.attrib]
    text = " ".join(element.text or "" for element in root.iter() if element.tag.endswith("}text"))
    assert "Build" in text
    assert "Buy" in text
    assert "style" in chart.svg(made()[0])


def test_names_in_two_drawings_differ() -> None:
    names = [
        {element.get("id") for element in parsed(chart.svg(replace(made()[0], path=path))).iter()} - {None}
        for path in ("1.md", "2.md")
    ]
    assert not names[0] & names[1]


def test_every_reference_in_a_drawing_leads_somewhere() -> None:
    svg = chart.svg(made()[0])
    root = parsed(svg)
    names = {element.get("id") for element in root.iter()}
    used = {element.get("href", "")[1:] for element in root.iter() if element.get("href")}
    used |= {part.split(")")[0] for part in svg.split("url(#")[1:]}
    assert used
    assert used <= names


def test_what_a_record_says_stays_text() -> None:
    found, passed = made()
    shown = replace(found, title=HOSTILE, path=HOSTILE), passed
    page, svg, text = as_page([shown]), chart.svg(shown[0]), as_text(*shown)
    for form in (page, svg):
        assert "<script" not in form
        assert "<img" not in form
        assert "&lt;script&gt;" in form
        assert "\x1b" not in form
    assert "\x1b" not in text
    parsed(svg)
    assert "default-src &#39;none&#39;" in page


def test_the_same_estimate_gives_the_same_bytes_in_another_process() -> None:
    code = (
        "import sys, hashlib; sys.path.insert(0, 'tests/unit'); import test_cost_report as t\n"
        "e, p = t.made()\n"
        "parts = [t.chart.svg(e).encode(), t.chart.png(e), t.as_page([(e, p)]).encode(), t.as_text(e, p).encode()]\n"
        "print(hashlib.sha256(b''.join(parts)).hexdigest())"
    )
    root = Path(__file__).parents[2]
    runs = {
        subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, check=True, text=True).stdout
        for _ in range(2)
    }
    assert len(runs) == 1


def test_a_png_is_one() -> None:
    assert chart.png(made()[0]).startswith(b"\x89PNG")
