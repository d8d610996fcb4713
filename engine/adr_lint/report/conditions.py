"""The conditions of a rule in words."""

from __future__ import annotations

from adr_lint.policy.nouns import All, AnyOf, Condition, Fired, Not, Predicate, Ref
from adr_lint.policy.template import say

_WORDS = {
    "is": "is",
    "in": "is one of",
    "not_in": "is stated and is none of",
    "at_least": "is at least",
    "at_most": "is at most",
    "more_than": "is more than",
    "less_than": "is less than",
    "includes": "includes any of",
    "includes_all": "includes all of",
    "excludes": "includes none of",
    "stated": "is stated",
    "absent": "is not stated",
}


def in_words(condition: Condition) -> str:
    """A condition as a sentence has it."""
    if isinstance(condition, Predicate):
        return _predicate(condition)
    if isinstance(condition, Fired):
        return f"`{condition.rule}` has fired"
    if isinstance(condition, Not):
        return f"not ({in_words(condition.part)})"
    assert isinstance(condition, All | AnyOf)  # noqa: S101  # the union's last members
    joiner = " and " if isinstance(condition, All) else " or "
    if not condition.parts:
        return "always" if isinstance(condition, All) else "never"
    return joiner.join(
        f"({in_words(part)})" if isinstance(part, All | AnyOf) and len(part.parts) > 1 else in_words(part)
        for part in condition.parts
    )


def _predicate(predicate: Predicate) -> str:
    words = f"`{predicate.fact}` {_WORDS[predicate.operator]}"
    operand = predicate.operand
    if operand is None:
        return words
    if isinstance(operand, Ref):
        return f"{words} {f'{say(operand.times)} times ' if operand.times != 1 else ''}`{operand.fact}`"
    if isinstance(operand, tuple):
        single = len(operand) == 1 and predicate.operator == "includes"
        return f"`{predicate.fact}` includes {operand[0]}" if single else f"{words} {', '.join(operand)}"
    return f"{words} {say(operand)}"
