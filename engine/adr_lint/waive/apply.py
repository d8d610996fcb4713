"""Parts findings into those that stand and those that are accepted, and notices what accepts nothing (any more)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from adr_lint.model import Evidence, Fact, Finding, Suppressed
from adr_lint.policy.nouns import PolicySet, Predicate, literals
from adr_lint.values import dataclass, field
from adr_lint.waive.directives import NONE, Directives
from adr_lint.waive.waivers import Extent, Waiver, Waivers

if TYPE_CHECKING:
    from adr_lint.waive.baseline import Baseline  # hashes are dear: only where there is a baseline

UNUSED, INVALID, EXPIRED = "suppressions.unused", "suppressions.invalid", "waivers.expired"
FACTS = (UNUSED, INVALID, EXPIRED)
"""The facts that only this stage can state, and that the rules about suppressions look at."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """Everything that accepts findings in a run."""

    today: date
    directives: Mapping[str, Directives] = field(default_factory=dict)
    """By the path of their record."""
    waivers: Waivers | None = None
    baseline: Baseline | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What stands, what is accepted, and what was noticed about suppressions themselves."""

    findings: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...]
    noticed: Mapping[str, tuple[Fact, ...]]
    """Observed facts by the file that they are about: a record, or the waiver file."""


def waive(
    findings: Sequence[Finding],
    accepted: Accepted,
    extent: Extent,
    texts: Mapping[str, str],
    asked: Callable[[str, str], bool],
) -> Outcome:
    """Part the findings. ``asked`` tells of a rule and a path whether its findings are reported there at all."""
    ledger = _Ledger(accepted)
    parted = [(finding, ledger.suppression(finding)) for finding in findings]
    standing = [finding for finding, suppressed in parted if suppressed is None]
    suppressed = [one for _, one in parted if one is not None]
    if accepted.baseline is not None:
        old = {id(finding) for finding in accepted.baseline.known(findings, texts)}
        suppressed += [Suppressed(finding, "baseline") for finding in standing if id(finding) in old]
        standing = [finding for finding in standing if id(finding) not in old]
    return Outcome(tuple(standing), tuple(suppressed), dict(_noticed(ledger, accepted, extent, asked)))


def late_rules(policies: PolicySet) -> frozenset[str]:
    """The rules that look at what only this stage notices: judged after all others."""
    return frozenset(
        rule.id
        for rule in policies.rules
        if any(isinstance(test, Predicate) and test.fact in FACTS for test, _ in literals(rule.condition))
    )


class _Ledger:
    """Which directives and waivers have accepted something."""

    def __init__(self, accepted: Accepted) -> None:
        self._accepted = accepted
        self._waivers: dict[str, list[Waiver]] = {}
        """Those that hold, by their rule."""
        for waiver in accepted.waivers.entries if accepted.waivers else ():
            if waiver.expires >= accepted.today:
                self._waivers.setdefault(waiver.rule, []).append(waiver)
        self.used: set[tuple[int, str]] = set()
        """Directives by identity, each with the rule; waivers with none."""

    def suppression(self, finding: Finding) -> Suppressed | None:
        """By what the finding is accepted; None where it stands."""
        found = None
        for directive in self._accepted.directives.get(finding.path, NONE).valid:
            if directive.covers(finding.rule, finding.place):
                self.used.add((id(directive), finding.rule))
                found = found or Suppressed(finding, "inline", directive.reason)
        path = os.path.abspath(finding.path)  # noqa: PTH100
        for waiver in self._waivers.get(finding.rule, ()):
            if waiver.record.holds(path):
                self.used.add((id(waiver), ""))
                found = found or Suppressed(
                    finding, "waiver", waiver.reason, waiver.owner, waiver.expires.isoformat()
                )  # fmt: skip
        return found


def _noticed(
    ledger: _Ledger, accepted: Accepted, extent: Extent, asked: Callable[[str, str], bool]
) -> Iterator[tuple[str, tuple[Fact, ...]]]:
    for path, directives in accepted.directives.items():
        unused = [
            (f"the comment for '{rule}'", Evidence(place, rule))
            for directive in directives.valid
            for rule, place in directive.rules.items()
            if (id(directive), rule) not in ledger.used and asked(rule, path)
        ]
        wrong = [(one.says, Evidence(one.place, one.says)) for one in directives.wrong]
        yield path, (*_fact(UNUSED, unused), *_fact(INVALID, wrong))
    if accepted.waivers is not None:
        waivers, path = accepted.waivers.entries, accepted.waivers.path
        expired = [waiver for waiver in waivers if waiver.expires < accepted.today and extent.touches(waiver)]
        unused_ = [
            waiver
            for waiver in waivers
            if waiver.expires >= accepted.today and (id(waiver), "") not in ledger.used
            if asked(waiver.rule, path) and extent.has(waiver)
        ]
        yield path, (*_fact(UNUSED, map(_unused, unused_)), *_fact(EXPIRED, map(_expired, expired)))


def _unused(waiver: Waiver) -> tuple[str, Evidence]:
    said, evidence = _said(waiver)
    return f"the waiver for {said}", evidence


def _said(waiver: Waiver) -> tuple[str, Evidence]:
    said = f"'{waiver.rule}' on {waiver.record.pattern}"
    return said, Evidence(waiver.place, said)


def _expired(waiver: Waiver) -> tuple[str, Evidence]:
    said, evidence = _said(waiver)
    return f"{said}, accepted by {waiver.owner} until {waiver.expires.isoformat()}", evidence


def _fact(name: str, found: Iterable[tuple[str, Evidence]]) -> Iterator[Fact]:
    """The fact that something was noticed, each entry with its place; none where nothing was."""
    entries = list(found)
    if entries:
        yield Fact(
            name, tuple(text for text, _ in entries), "inferred", tuple(place for _, place in entries), reader="waive"
        )
