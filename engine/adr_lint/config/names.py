"""Holds the names in a configuration against the policies: rules, chapters and factors that there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from adr_lint.config.nouns import Config, Override, Stated, mistake
from adr_lint.errors import CombinedUserError, UserError, did_you_mean
from adr_lint.policy.nouns import Factor, PolicySet
from adr_lint.policy.weights import weighted

Table = Mapping[str, Mapping[str, float]]
"""Factor → side → where it begins to lean so."""


def check(config: Config, policies: PolicySet) -> None:
    """Raise ``UserError`` (several as ``CombinedUserError``) for a rule or chapter that there is not."""
    mistakes = sorted(_mistakes(config, policies), key=lambda error: (error.place is None, error.place))
    if mistakes:
        raise mistakes[0] if len(mistakes) == 1 else CombinedUserError(mistakes)


def _mistakes(config: Config, policies: PolicySet) -> Iterator[UserError]:
    rules = policies.rule_by_id
    parts: tuple[Config | Override, ...] = (config, *config.overrides)
    for part in parts:
        for name in (*(part.select or ()), *part.ignore):
            if name.value not in rules and name.value not in policies.chapters:
                near = did_you_mean(name.value, [*rules, *policies.chapters])
                yield mistake(
                    f"there is no rule or chapter '{name.value}'", name.place,
                    allowed=() if near else tuple(policies.chapters),
                    suggestion=near or "'adr-lint rules' lists them all",
                )  # fmt: skip
        for rule, severity in part.severities.items():
            if rule in policies.chapters:
                yield mistake(
                    f"'{rule}' is a chapter; a severity is given to a rule", severity.place,
                    allowed=tuple(r.id for r in policies.rules if r.chapter == rule),
                )  # fmt: skip
            elif rule not in rules:
                yield mistake(
                    f"there is no rule '{rule}'", severity.place,
                    suggestion=did_you_mean(rule, rules) or "'adr-lint rules' lists them all",
                )  # fmt: skip


def thresholds(config: Config, table: Table) -> Table:
    """The table of thresholds with those of the configuration. Raises ``UserError`` for what does not fit it."""
    changed = {factor: dict(sides) for factor, sides in table.items()}
    for factor, sides in config.thresholds.items():
        name = factor.replace("_", "-")
        if factor not in table:
            known = sorted(known.replace("_", "-") for known in table)
            raise mistake(
                f"'{name}' is no factor of the matrix with thresholds", sides.place,
                allowed=tuple(known), suggestion=did_you_mean(name, known),
            )  # fmt: skip
        for side, bound in sides.value.items():
            if side not in table[factor]:
                raise mistake(f"'{name}' has no threshold '{side}'", bound.place, allowed=tuple(table[factor]))
            changed[factor][side] = bound.value
        _check_order(name, sides.value, changed[factor])
    return changed


def weighed(config: Config, factors: tuple[Factor, ...]) -> tuple[Factor, ...]:
    """The factors with the weights of the configuration. Raises ``UserError`` for one that there is not."""
    for name, weight in config.weights.items():
        try:
            factors = weighted(factors, {name: weight.value})
        except UserError as error:
            raise mistake(error.message, weight.place, allowed=error.allowed, suggestion=error.suggestion) from None
    return factors


def _check_order(name: str, stated: Mapping[str, Stated[float]], bounds: Mapping[str, float]) -> None:
    build, buy = bounds.get("build"), bounds.get("buy")
    if build is not None and buy is not None and build < buy:
        raise mistake(
            f"'{name}' would lean to building from {build:g} on and to buying up to {buy:g}",
            list(stated.values())[-1].place,
            suggestion="'build' is at least as large as 'buy'",
        )
