"""The pages of rules: one source, the policy, for ``explain``, the documentation and later the editor's hover."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from adr_lint.policy.nouns import (
    All,
    AnyOf,
    Condition,
    Fired,
    Not,
    PolicySet,
    Predicate,
    Ref,
    Rule,
)
from adr_lint.policy.template import say
from adr_lint.report.reading import table
from adr_lint.report.safe import Paint, plain

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


def rules_text(policies: PolicySet, rules: Sequence[Rule], *, paint: Paint = plain) -> str:
    """The rules by chapter: identifier, severity, and when it fires."""
    lines: list[str] = []
    for chapter, title in policies.chapters.items():
        chosen = [rule for rule in rules if rule.chapter == chapter]
        if not chosen:
            continue
        lines += ["", paint(f"{chapter}: {title}", "path")] if lines else [paint(f"{chapter}: {title}", "path")]
        lines += [f"  {row}" for row in table([[rule.id, rule.severity, rule.summary] for rule in chosen])]
    return "\n".join([*lines, "", f"{len(rules)} rules; 'adr-lint explain RULE' says more"]) + "\n"


def rule_data(rule: Rule) -> dict[str, Any]:
    """A rule for programs."""
    return {
        "id": rule.id,
        "chapter": rule.chapter,
        "severity": rule.severity,
        "summary": rule.summary,
        "message": rule.message,
        "remediation": rule.remediation,
        "rationale": rule.rationale,
        "references": list(rule.references),
    }


def rule_page(rule: Rule, policies: PolicySet) -> str:
    """A rule's page, as Markdown that also reads well in a terminal."""
    others = [f"{case.severity} where {in_words(case.when)}" for case in rule.severity_cases]
    severity = "; ".join([rule.severity, *others])
    lines = [
        f"# {rule.id}",
        "",
        f"Chapter: {rule.chapter} ({policies.chapters.get(rule.chapter, rule.chapter)})  ",
        f"Severity: {severity}",
        "",
        rule.summary,
        "",
        "## Why it matters",
        "",
        rule.rationale,
        "",
        "## What to do this week",
        "",
        rule.remediation,
        "",
        "## When it fires",
        "",
        *_conditions(rule.condition),
        "",
        f"It says: {rule.message}",
        "",
    ]
    for kind, title in (("bad", "Records that get the finding"), ("good", "Records that do not")):
        lines += [f"## {title}", ""] if rule.examples.get(kind) else []
        for example in rule.examples.get(kind, ()):
            lines += _example(example)
    if rule.references:
        lines += ["## References", "", *(f"- {reference}" for reference in rule.references), ""]
    return "\n".join(lines)


def pages(policies: PolicySet) -> dict[str, str]:
    """File name → text: a page for every rule, and README.md that lists them."""
    found = {f"{rule.id}.md": rule_page(rule, policies) for rule in policies.rules}
    lines = ["# Rules", "", "Generated from `policies/` by `adr-lint docs`; do not edit.", ""]
    for chapter, title in policies.chapters.items():
        chosen = [rule for rule in policies.rules if rule.chapter == chapter]
        if chosen:
            lines += [f"## {title} (`{chapter}`)", "", "| rule | severity | fires when |", "| --- | --- | --- |"]
            lines += [
                f"| [{r.id}]({r.id}.md) | {r.severity} | {r.summary.replace('|', chr(92) + '|')} |" for r in chosen
            ]
            lines.append("")
    found["README.md"] = "\n".join(lines)
    return found


def _example(example: Mapping[str, Any]) -> list[str]:
    why = [example["why"], ""] if "why" in example else []
    fence = "````" if "```" in example["record"] else "```"
    return [*why, f"{fence}markdown", example["record"].rstrip(), fence, ""]


def _conditions(condition: Condition) -> Iterator[str]:
    parts = condition.parts if isinstance(condition, All) else (condition,)
    return (f"- {in_words(part)}" for part in parts)


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
