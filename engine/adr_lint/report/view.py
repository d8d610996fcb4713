"""How a report is to be shown: one value for every reporter, of which each uses what concerns it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from posixpath import join, normpath

from adr_lint.model import Finding, Reading, Report, Suppressed
from adr_lint.policy.nouns import Factor, PolicySet
from adr_lint.report.safe import Paint, plain
from adr_lint.values import dataclass

_NO_POLICIES = PolicySet({}, (), (), (), (), {}, ())


@dataclass(frozen=True, slots=True)
class View:
    """What a reporter may know beside the report itself."""

    policies: PolicySet = _NO_POLICIES
    """For what is said of a rule."""
    factors: Callable[[Reading], Sequence[Factor]] = lambda _: ()
    """The factors of a record's decision matrix."""
    fails: Callable[[Finding], bool] = lambda finding: finding.severity != "info"
    """Whether a finding fails the run."""
    paint: Paint = plain
    width: int = 100
    """In terminal columns."""
    verbose: bool = False
    """Name every file that was skipped."""
    quiet: bool = False
    """Only findings."""
    suppressed: bool = True
    """List suppressed findings where the form has a place for them; they are counted in any case."""
    statistics: bool = False
    """Also how many findings each rule has."""
    top: str = ""
    """The repository's top folder; empty where the user stands in none."""
    here: str = ""
    """The folder that paths are relative to."""

    def listed(self, report: Report) -> Sequence[Suppressed]:
        """The suppressed findings that are to be listed."""
        return report.suppressed if self.suppressed else ()

    def from_top(self, path: str) -> str:
        """The path from the repository's top, as code hosts want it; a whole path where it lies outside."""
        whole = normpath(join(self.here, path))
        inside = bool(self.top) and whole.startswith(f"{self.top.rstrip('/')}/")
        return whole[len(self.top.rstrip("/")) + 1 :] if inside else whole
