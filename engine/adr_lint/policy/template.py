"""Message templates: ``{fact}`` quotes a fact's value, ``[…]`` drops out where a fact in it is not stated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from adr_lint.model import Fact, Money, Value
from adr_lint.regexes import regex

_PARTS = regex(r"\[([^\[\]]*)\]|([^\[\]]+)")
_PLACEHOLDER = regex(r"\{([a-z][a-z0-9_.\-]*)(\|words)?\}")
_COUNTED = regex(rf"({_PLACEHOLDER.pattern}) (people|[a-z]+s)\b")


def placeholders(template: str) -> Iterator[tuple[str, bool]]:
    """Every fact that the template names, and whether it stands in an optional part."""
    for part in _PARTS.finditer(template):
        optional = part.group(1) is not None
        for match in _PLACEHOLDER.finditer(part.group(1) if optional else part.group(2)):
            yield match.group(1), optional


def unreadable(template: str) -> str:
    """What is wrong with a template's brackets and braces; empty when nothing is."""
    rest = _PLACEHOLDER.sub("", template)
    if "{" in rest or "}" in rest:
        return "a brace does not belong to a {fact.name} or {fact.name|words}"
    left = _PARTS.sub(lambda match: "" if match.group(1) is not None else match.group(2), template)
    return "a [ or ] has no partner, or brackets are nested" if "[" in left or "]" in left else ""


def render(template: str, facts: Mapping[str, Fact]) -> str:
    """The template with the facts' values filled in; ``{fact|words}`` gives the record's own words in quotes."""

    def fill(match: re.Match[str]) -> str:
        fact = facts[match.group(1)]
        if match.group(2):
            return f"“{fact.evidence[0].words}”" if fact.evidence else say(fact.value)
        return say(fact.value)

    def count(match: re.Match[str]) -> str:
        """One of a thing is not several: ``1 month``."""
        fact, noun = facts.get(match.group(2)), match.group(4)
        one = fact is not None and not match.group(3) and fact.value == 1 and not isinstance(fact.value, bool)
        return f"{match.group(1)} {('person' if noun == 'people' else noun[:-1]) if one else noun}"

    template = _COUNTED.sub(count, template)
    out: list[str] = []
    for part in _PARTS.finditer(template):
        text = part.group(1)
        if text is None:
            out.append(_PLACEHOLDER.sub(fill, part.group(2)))
        elif all(_stated(facts.get(m.group(1))) for m in _PLACEHOLDER.finditer(text)):
            out.append(_PLACEHOLDER.sub(fill, text))
    return " ".join("".join(out).split())


def _stated(fact: Fact | None) -> bool:
    return fact is not None and fact.not_applicable is None


def say(value: Value) -> str:
    """A value as a sentence has it: ``3``, ``1.5``, ``yes``, ``a, b and c``."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, tuple):
        words = list(value)
        return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else "none"
    if isinstance(value, Money):
        return str(value)
    return value
