from __future__ import annotations

import pytest

from adr_lint.model import Evidence, Fact, Money, Place, Value
from adr_lint.policy.template import placeholders, render, say, unreadable

PLACE = Place("r.md", 1, 1, 1, 2)


def facts(**values: Value) -> dict[str, Fact]:
    return {n: Fact(n, v, "inferred", (Evidence(PLACE, f"the {n}"),)) for n, v in values.items()}


@pytest.mark.parametrize(
    ("template", "values", "expected"),
    [
        ("{a} people", {"a": 3}, "3 people"),
        ("{a} people", {"a": 1}, "1 person"),
        ("{a} months", {"a": 1}, "1 month"),
        ("{a} months", {"a": 1.5}, "1.5 months"),
        ("{a} months", {"a": 12.0}, "12 months"),
        ("{a} models", {"a": 2600}, "2,600 models"),
        ("on {a}", {"a": ("sagemaker", "vertex-ai", "azure-ml")}, "on sagemaker, vertex-ai and azure-ml"),
        ("on {a}", {"a": ("sagemaker",)}, "on sagemaker"),
        ("{a|words} says so", {"a": 3}, "“the a” says so"),
        ("x[, with {a}].", {}, "x."),
        ("x[, with {a}].", {"a": 2}, "x, with 2."),
        ("x[, with {a} and {b}].", {"a": 2}, "x."),
        ("for {a}", {"a": Money(1_100_000, "CHF")}, "for CHF 1,100,000"),
        ("flag {a}", {"a": True}, "flag yes"),
        ("a  b\n c", {}, "a b c"),
    ],
)
def test_render(template: str, values: dict[str, Value], expected: str) -> None:
    assert render(template, facts(**values)) == expected


def test_a_fact_that_does_not_apply_drops_its_part() -> None:
    known = {"a": Fact("a", "", "declared", not_applicable="no")}
    assert render("x[ with {a}]", known) == "x"


def test_a_value_that_looks_like_a_template_is_not_one() -> None:
    assert render("{a}", facts(a="{b} [c]")) == "{b} [c]"


@pytest.mark.parametrize("template", ["{a", "a}", "{A}", "[a", "a]", "[a [b]]", "{a|word}"])
def test_unreadable(template: str) -> None:
    assert unreadable(template)


def test_placeholders() -> None:
    assert list(placeholders("{a} [and {b.c}] {d|words}")) == [("a", False), ("b.c", True), ("d", False)]
    assert unreadable("{a} [and {b.c}] {d|words}") == ""


def test_say() -> None:
    assert [say(v) for v in (0.5, 2.0, 1 / 3, 1000, False, ())] == ["0.5", "2", "0.33", "1,000", "no", "none"]
