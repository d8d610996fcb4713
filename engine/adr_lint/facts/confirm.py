"""Inferred facts written into a record's front matter once its author has confirmed them; the rest stays as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from adr_lint.errors import UserError
from adr_lint.marks import Marked, load
from adr_lint.model import Fact, Money, Place, Reading, Value
from adr_lint.parse.frontmatter import bounds
from adr_lint.parse.markup import markup_of
from adr_lint.policy.nouns import FactType

_LINE_END = re.compile(r"\r\n|\n|\r")
_COMPUTED = ("approach.", "radar.", "scores.")
"""Facts that are worked out anew each time and would go stale: from the radar, from a table of scores, and how sure the
reader was of the approach, which a confirmed one leaves no doubt of."""


def unconfirmed(reading: Reading, vocabulary: Mapping[str, FactType]) -> tuple[Fact, ...]:
    """The facts of a record that were inferred and that its author may declare, in the order of their names."""
    facts = reading.facts
    if facts["approach"].value == "none":
        return ()
    inferred = (fact for fact in facts.values() if fact.source == "inferred" and not fact.name.startswith(_COMPUTED))
    return tuple(sorted((f for f in inferred if vocabulary[f.name].declarable), key=lambda fact: fact.name))


def confirmed(text: str, path: str, facts: Sequence[Fact]) -> str:
    """The record's text with the facts declared in its front matter, which is made where there is none.

    Raises ``UserError`` at the place of front matter to which they cannot be added.
    """
    ending = _LINE_END.search(text)
    newline = ending[0] if ending else "\n"
    if text.startswith("+++"):
        raise UserError(
            "TOML front matter is not written to", place=Place(path, 1, 1, 1, 4), text=text,
            suggestion="make it YAML between two lines of ---",
        )  # fmt: skip
    found, markup = bounds(text), markup_of(path)
    if markup == "reStructuredText" or (markup == "AsciiDoc" and found is None):
        raise UserError(
            f"{markup} has no front matter to write to", place=Place(path, 1, 1, 1, 1), text=text,
            suggestion="write the facts into a table in the record",
        )  # fmt: skip
    if found is None:
        lines = ["---", "decision:", *_lines(facts, "  "), "---", ""]
        return newline.join(lines) + text
    start, end = found
    marked = load(text[start:end], path, line_offset=1)
    at, lines = _place_for(marked, facts, text, end)
    return text[:at] + "".join(line + newline for line in lines) + text[at:]


def _place_for(marked: Marked, facts: Sequence[Fact], text: str, end: int) -> tuple[int, list[str]]:
    """Where in the text new lines go, and the lines."""
    block = marked.value.get("decision") if isinstance(marked.value, dict) else None
    if block is None:
        return end, ["decision:", *_lines(facts, "  ")]
    key = next(key for key in marked.keys if key.value == "decision")
    after = _line_start(text, key.place.line + 1)
    if block.value is None:
        return after, _lines(facts, "  ")
    inner = block.keys[0].place if block.keys else block.place
    if not isinstance(block.value, dict) or inner.line <= key.place.line:
        raise UserError(
            "facts cannot be added to 'decision' as it is written here", place=block.place, text=text,
            suggestion="write 'decision:' on a line of its own and each fact indented under it",
        )  # fmt: skip
    return _line_start(text, inner.line), _lines(facts, " " * (inner.column - 1))


def _line_start(text: str, line: int) -> int:
    """Where a line (from 1) starts in the text; the text's end where there is no such line."""
    at = 0
    for _ in range(line - 1):
        match = _LINE_END.search(text, at)
        if match is None:
            return len(text)
        at = match.end()
    return at


def _lines(facts: Sequence[Fact], indent: str) -> list[str]:
    return [f"{indent}{fact.name}: {_written(fact.value)}" for fact in facts]


def _written(value: Value) -> str:
    import yaml

    if isinstance(value, Money):
        value = str(value)
    plain = list(value) if isinstance(value, tuple) else value
    text: str = yaml.safe_dump(plain, default_flow_style=True, allow_unicode=True, width=10_000)
    return text.removesuffix("\n").removesuffix("\n...").strip()
