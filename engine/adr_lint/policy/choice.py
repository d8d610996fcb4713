"""What is reported of one record: which rules, and with which severities, by its path."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from adr_lint.model import Severity
from adr_lint.policy.nouns import PolicySet
from adr_lint.policy.select import always, select
from adr_lint.values import dataclass, field


@dataclass(frozen=True, slots=True)
class Override:
    """Other choices for the records that it holds for."""

    holds: Callable[[str], bool]
    """Whether it is about the record at a path."""
    select: Sequence[str] | None = None
    """Rules or chapters, instead of those selected for all; None where it says nothing of them."""
    ignore: Sequence[str] = ()
    severities: Mapping[str, Severity] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """What is reported of a record."""

    rules: frozenset[str]
    severities: Mapping[str, Severity]
    """Of the rules whose severity is not their policy's."""


class Choices:
    """What is reported of every record, and of some."""

    def __init__(
        self,
        policies: PolicySet,
        keep: Sequence[str] = (),
        drop: Sequence[str] = (),
        severities: Mapping[str, Severity] | None = None,
        overrides: Sequence[Override] = (),
        without: Sequence[str] = (),
    ) -> None:
        """``without`` names rules that are left out where nothing is selected.

        Raises ``UserError`` for a name that is neither a rule nor a chapter.
        """
        self._policies, self._keep, self._drop, self._without = policies, keep, drop, without
        self._severities, self._overrides = severities or {}, overrides
        self._made: dict[tuple[int, ...], Choice] = {}
        own = [select(policies, override.select, ()) for override in overrides if override.select is not None]
        chosen = self._select(keep, drop).union(*own)
        self.everything = chosen and chosen | always(policies, drop)
        """Every rule that may be reported of some record; none where none was chosen."""

    def of(self, path: str) -> Choice:
        """What is reported of the record at ``path``."""
        holding = tuple(i for i, override in enumerate(self._overrides) if override.holds(path))
        if holding not in self._made:
            self._made[holding] = self._make([self._overrides[i] for i in holding])
        return self._made[holding]

    def _make(self, overrides: Sequence[Override]) -> Choice:
        keep, drop, severities = self._keep, list(self._drop), dict(self._severities)
        for override in overrides:
            keep = keep if override.select is None else override.select
            drop += override.ignore
            severities |= override.severities
        return Choice(self._select(keep, drop) | always(self._policies, drop), severities)

    def _select(self, keep: Sequence[str], drop: Sequence[str]) -> frozenset[str]:
        return select(self._policies, keep, drop if keep else (*drop, *self._without))
