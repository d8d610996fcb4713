"""The pages of rules: one source, the policy, for ``explain``, the documentation and later the editor's hover."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from adr_lint.policy.nouns import All, Condition, PolicySet, Rule
from adr_lint.report.conditions import in_words
from adr_lint.report.layout import table, wrap
from adr_lint.report.safe import Paint, plain, safe, safe_block


def rules_text(policies: PolicySet, rules: Sequence[Rule], *, paint: Paint = plain) -> str:
    """The rules by chapter: identifier, severity, and when it fires."""
    lines: list[str] = []
    for chapter, title in policies.chapters.items():
        chosen = [rule for rule in rules if rule.chapter == chapter]
        if not chosen:
            continue
        lines += (
            ["", paint(safe(f"{chapter}: {title}"), "path")] if lines else [paint(safe(f"{chapter}: {title}"), "path")]
        )
        lines += [f"  {row}" for row in table([[rule.id, rule.severity, safe(rule.summary)] for rule in chosen])]
    return (
        "\n".join(
            [*lines, "", f"{len(rules)} {'rule' if len(rules) == 1 else 'rules'}; 'adr-lint explain RULE' says more"]
        )
        + "\n"
    )


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
        "conditions": [in_words(part) for part in _parts(rule.condition)],
        "references": list(rule.references),
    }


def rule_text(rule: Rule, policies: PolicySet, *, width: int = 100, paint: Paint = plain) -> str:
    """A rule for a person at a terminal: everything that is said of it, and one example each way."""
    title = policies.chapters.get(rule.chapter, rule.chapter)
    lines = [f"{paint(rule.id, 'path')}  {_severity(rule)}  {safe(title)} ({rule.chapter})"]
    lines += wrap(safe(rule.summary), width)
    fires = [wrap(safe(in_words(part)), width, first="  - ", rest="    ") for part in _parts(rule.condition)]
    lines += ["", "fires when all of this holds:", *(line for part in fires for line in part), ""]
    told = (("says", rule.message), ("help", rule.remediation), ("why", rule.rationale))
    for label, words in told:
        lines += [*wrap(safe(words), width, first=f"{label}: ", rest=" " * (len(label) + 2)), ""]
    for kind, heading in (("bad", "a record that gets it"), ("good", "a record that does not")):
        for example in rule.examples.get(kind, ())[:1]:
            lines += wrap(safe(example.get("why", "")), width, first=f"{heading}: ", rest="  ")
            record = safe_block(example["record"].rstrip()).split("\n")
            lines += [*(paint(f"    {line}".rstrip(), "dim") for line in record), ""]
    for reference in rule.references:
        lines += wrap(safe(reference), width, first="see: ", rest="     ")
    return "\n".join(lines).rstrip() + "\n"


def _severity(rule: Rule) -> str:
    others = [f"{case.severity} where {in_words(case.when)}" for case in rule.severity_cases]
    return "; ".join([rule.severity, *others])


def rule_help(rule: Rule) -> str:
    """What a rule is for and what to do, as Markdown: its page without title and examples."""
    return "\n".join([*_about(rule), *_references(rule)])


def rule_page(rule: Rule, policies: PolicySet) -> str:
    """A rule's page for the documentation, as Markdown."""
    lines = [
        f"# {rule.id}",
        "",
        f"Chapter: {rule.chapter} ({policies.chapters.get(rule.chapter, rule.chapter)})  ",
        f"Severity: {_severity(rule)}",
        "",
        *_about(rule),
    ]
    for kind, title in (("bad", "Records that get the finding"), ("good", "Records that do not")):
        lines += [f"## {title}", ""] if rule.examples.get(kind) else []
        for example in rule.examples.get(kind, ()):
            lines += _example(example)
    return "\n".join([*lines, *_references(rule)])


def _about(rule: Rule) -> list[str]:
    return [
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
        *(f"- {in_words(part)}" for part in _parts(rule.condition)),
        *([f"- a finding for every entry of `{rule.each}`, at its place"] if rule.each else []),
        "",
        f"It says: {rule.message}",
        "",
    ]


def _references(rule: Rule) -> list[str]:
    if not rule.references:
        return []
    return ["## References", "", *(f"- {reference}" for reference in rule.references), ""]


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
    return [*why, *_fenced(example["record"]), *_around(example)]


def _around(example: Mapping[str, Any]) -> Iterator[str]:
    """What an example is judged with: its name, the day, waivers, what it was at the git base, other records."""
    if "path" in example:
        yield from (f"It is `{example['path']}`.", "")
    if "today" in example:
        yield from (f"The day is {example['today']}.", "")
    if "waivers" in example:
        import yaml

        waivers = yaml.safe_dump(example["waivers"], allow_unicode=True, sort_keys=False, width=110)
        yield from ("The waivers:", "", "```yaml", waivers.rstrip(), "```", "")
    if "base" in example:
        yield from ("At the git base it was:", "", *_fenced(example["base"]))
    for path, text in example.get("beside", {}).items():
        yield from (f"Beside it, `{path}`:", "", *_fenced(text))


def _fenced(record: str) -> list[str]:
    longest = max((len(run) for run in re.findall("`{3,}", record)), default=2)
    fence = "`" * (longest + 1)
    return [f"{fence}markdown", record.rstrip(), fence, ""]


def _parts(condition: Condition) -> Sequence[Condition]:
    return condition.parts if isinstance(condition, All) else (condition,)
