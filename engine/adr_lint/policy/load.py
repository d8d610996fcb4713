"""The policies of a run: those made ahead, or those made now of ours and of a user's files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from adr_lint.policy.nouns import PolicySet
from adr_lint.snapshot import kept

Thresholds = Mapping[str, Mapping[str, float]]
"""See ``adr_lint.policy.thresholds``."""


def load(
    extra: Sequence[str] = (), *, builtin: bool = True, adjust: Callable[[Thresholds], Thresholds] = lambda table: table
) -> PolicySet:
    """adr-lint's own policies and those at the paths in ``extra`` (files, or folders of .yaml files).

    ``adjust`` is given the thresholds of the matrix and gives those to use. Raises ``UserError`` (several as
    ``CombinedUserError``) for whatever is wrong with the extra ones.
    """
    made = kept("policies") if builtin and not extra else None
    if made is not None and adjust(made[0]) == made[0]:
        policies: PolicySet = made[1]
        return policies
    from adr_lint.policy.assemble import assembled  # only where they were not made ahead

    return assembled(extra, builtin=builtin, adjust=adjust)
