"""Profiles: which of our own rules are asked of records, and how severely (policies/profiles.yaml)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from adr_lint import resources
from adr_lint.errors import UserError, did_you_mean
from adr_lint.model import Severity
from adr_lint.policy.nouns import PolicySet
from adr_lint.snapshot import kept
from adr_lint.values import dataclass

RECOMMENDED = "recommended"


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile by its name."""

    name: str
    about: str
    rules: Sequence[str] | None
    """The rules of our own that it keeps; all where None."""
    severities: Mapping[Severity, Severity]
    """The severity that a finding has by its rule → the one that it has under the profile."""

    def without(self, policies: PolicySet) -> tuple[str, ...]:
        """The rules that it leaves out; rules of policies of the user's own always stay."""
        if self.rules is None:
            return ()
        return tuple(
            rule.id for rule in policies.rules if rule.origin.startswith("policies/") and rule.id not in self.rules
        )


def profiles() -> Mapping[str, Profile]:
    """All profiles by their names."""
    made: Mapping[str, Profile] | None = kept("profiles")
    return made or {
        name: Profile(name, entry["about"], entry.get("select"), entry.get("severities", {}))
        for name, entry in resources.data("profiles.yaml")["profiles"].items()
    }


def profile(name: str) -> Profile:
    """The profile of a name. Raises ``UserError`` where there is none."""
    known = profiles()
    if name not in known:
        raise UserError(f"there is no profile '{name}'", allowed=known, suggestion=did_you_mean(name, known))
    return known[name]
