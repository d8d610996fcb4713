"""``adr-lint rules`` and ``adr-lint explain``: what is judged, and why."""

from __future__ import annotations

from collections.abc import Sequence

import click

from adr_lint.cli import OK, configured, options
from adr_lint.errors import UserError, did_you_mean
from adr_lint.policy.nouns import PolicySet, Rule
from adr_lint.policy.select import select as selection


@click.command()
@configured.configuration
@click.option("--policy", multiple=True, metavar="PATH", help="A policy file or folder beside adr-lint's own.")
@click.option("--select", multiple=True, metavar="NAMES", help="Only these rules or chapters (comma-separated).")
@click.option("--ignore", multiple=True, metavar="NAMES", help="Not these rules or chapters (comma-separated).")
@options.output
def rules(
    config: str | None,
    isolated: bool,
    policy: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    format_: str,
    output: str | None,
    color: str,
) -> int:
    """List the rules by chapter, with the severity of each and when it fires."""
    from adr_lint.report import data
    from adr_lint.report.rule_pages import rule_data, rules_text

    policies = configured.policies(config, isolated, policy)
    kept = selection(policies, options.split(select), options.split(ignore))
    chosen = [rule for rule in policies.rules if rule.id in kept]
    if format_ == "json":
        text = data.dumps([rule_data(rule) for rule in chosen])
    else:
        text = rules_text(policies, chosen, paint=options.painter(color, to_file=output is not None))
    options.write(text, output)
    return OK


@click.command()
@click.argument("name", metavar="RULE")
@configured.configuration
@click.option("--policy", multiple=True, metavar="PATH", help="A policy file or folder beside adr-lint's own.")
def explain(name: str, config: str | None, isolated: bool, policy: tuple[str, ...]) -> int:
    """Explain a rule, or all rules of a chapter: when it fires, why it matters, and what to do."""
    from adr_lint.report.rule_pages import rule_text

    policies = configured.policies(config, isolated, policy)
    paint, width = options.painter("auto"), options.width()
    texts = [rule_text(rule, policies, width=width, paint=paint) for rule in _named(policies, name)]
    options.write("\n\n".join(texts), None)
    return OK


def _named(policies: PolicySet, name: str) -> Sequence[Rule]:
    found = [rule for rule in policies.rules if name in (rule.id, rule.chapter)]
    if not found:
        known = [*policies.rule_by_id, *policies.chapters]
        raise UserError(
            f"there is no rule or chapter '{name}'",
            suggestion=did_you_mean(name, known) or "'adr-lint rules' lists them all",
        )
    return found
