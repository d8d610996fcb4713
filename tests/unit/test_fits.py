"""The quick check of schemas never lets through what jsonschema refuses, and knows the schemas that we have."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_schemas import BAD, GOOD

from adr_lint import marks, resources
from adr_lint.errors import UserError
from adr_lint.policy import fits, schema

FILES = resources.folder("schemas").glob("*.schema.json")
NAMES = sorted(
    {path.name.removesuffix(".schema.json") for path in FILES} - {"report"}
)  # reports we write, and do not read
WORDS = ["select", "ignore", "matrix", "severities", "no-exit-plan", "error", "waivers", "file", "files", "overrides",
         "thresholds", "scale", "build", "rule", "record", "owner", "reason", "expires", "technologies", "ring",
]  # fmt: skip
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-2, 400), st.floats(allow_nan=False), st.sampled_from(WORDS)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(WORDS), inner, max_size=4)),
    max_leaves=12,
)


@pytest.mark.parametrize(("name", "text"), GOOD)
def test_what_is_right_is_let_through(name: str, text: str) -> None:
    assert fits.fits(marks.load(text, "file.yaml").plain(), name)


@pytest.mark.parametrize(("name", "text", "words", "line"), BAD)
def test_what_is_wrong_is_not(name: str, text: str, words: str, line: int) -> None:
    data = marks.load(text, "file.yaml")
    assert not fits.fits(data.plain(), name)
    with pytest.raises(UserError) as raised:
        fits.check(data, text, name)
    assert words in str(raised.value)
    assert f"file.yaml:{line}:" in str(raised.value)


@pytest.mark.parametrize("name", NAMES)
@given(data=VALUES)
def test_it_agrees_with_jsonschema(name: str, data: Any) -> None:
    assert fits.fits(data, name) == schema.validator(name).is_valid(data)


def test_no_schema_of_ours_has_a_keyword_that_it_does_not_know() -> None:
    unknown: list[str] = []
    for name in NAMES:
        content = json.loads((resources.folder("schemas") / f"{name}.schema.json").read_text(encoding="utf-8"))
        for node in _schemas(content):
            unknown += [key for key in node if key not in fits._CHECKS and key not in fits._SAYS_NOTHING]
    assert unknown == []


def _schemas(node: Any) -> list[dict[str, Any]]:
    if not isinstance(node, dict):
        return []
    inner = [*node.get("properties", {}).values(), *node.get("$defs", {}).values()]
    inner += [part for key in ("oneOf", "anyOf", "allOf") for part in node.get(key, ())]
    inner += [node[key] for key in ("items", "additionalProperties", "propertyNames", "if", "then") if key in node]
    return [node, *(found for part in inner for found in _schemas(part))]
