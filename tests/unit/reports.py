"""Reports made by hand, tame and hostile, for the tests of reporters."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from adr_lint.model import Evidence, Fact, Failure, Finding, Place, Reading, Record, Report, Skipped, Suppressed
from adr_lint.policy.nouns import Factor

TEXT = "# 自社 platform\n\nWe are three engineers.\n"
WHERE = Place("a.md", 3, 8, 3, 23)
FACT = Fact("team.engineers", 3, "inferred", (Evidence(WHERE, "three engineers"),), reader="team.engineers/0")
FINDING = Finding("small-team", "own", "warning", "3 build.", "Ask for help. " * 12, "a.md", WHERE, (FACT,))
ACCEPTED = Suppressed(FINDING, "waiver", "The contract ends in May.", "data group", "2026-05-31")


def reading(path: str = "a.md") -> Reading:
    title = Place(path, 1, 3, 1, 14)
    record = Record(
        path, TEXT, "自社 platform", title, "plain", None, None, None, None, (), (), (), (), (), line_starts=(0, 14, 15)
    )
    return Reading(record, {"team.engineers": FACT})


def report(*findings: Finding, **changes: Any) -> Report:
    return replace(Report((reading(),), findings, (), (), "durable"), **changes)


HOSTILE = (
    "\x1b[2J\x9b2J\x07\x00\x7f",
    "\n::error::x",
    "::set-output name=a::b",
    "a ##[error]b",
    "%0A::error::x %25",
    "a,b:c=d",
    "\r\n\u2028\u2029\x85\x0b\x0c",
    "\u202eright to left\u2066\u200b\ufeff",
    "]]> <![CDATA[ <!-- --> & &amp; &#64;user \" '",
    "\ud800 \ufffe \uffff \U0010ffff",
    "<script>alert(1)</script> <img src=x onerror=y> </details></summary>",
    "# heading",
    "\n# heading\n\n---\n===",
    "- item\n1. one\n> quote\n    code",
    "a | b |\n| --- | --- |",
    "``` ~~~ ` `` \n```\n",
    "[x](https://evil.example) [x][y] [^1] ![x](https://evil.example/x.png)",
    "https://evil.example www.evil.example <https://evil.example> mailto:a@evil.example a@evil.example",
    "@octocat @org/team #1 org/repo#1 GH-1 !1 ~label $1 %1 &1 :octocat: deadbeef0",
    "da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "$x$ $$x$$ **b** __b__ *i* _i_ ~~s~~ \\ \\[x\\]",
    "{0} {{1}} ${{ secrets.X }}",
    "../../x%2e.md?a#b",
)
"""Text that gives orders somewhere: to a terminal, a CI runner, an XML parser, a Markdown renderer, a code host."""


TEAM = Factor("team", "Team size", ("team.engineers",), {"buy": "5 people or fewer"})


def factors(_reading: Reading) -> tuple[Factor, ...]:
    """One, so that there is a matrix."""
    return (TEAM,)


def hostile(bad: str) -> Report:
    """A report in which everything that comes from outside is ``bad``."""
    place = replace(WHERE, path=bad)
    fact = replace(FACT, value=bad, evidence=(Evidence(place, bad),))
    finding = replace(FINDING, message=bad, remediation=bad, path=bad, place=place, evidence=(fact,))
    facts = {
        "team.engineers": fact,
        "approach": Fact("approach", "build", "declared"),
        "leaning.team": Fact("leaning.team", "buy", "derived"),
    }
    record = replace(reading(bad).record, title=bad, text=f"{bad}\n\n{bad}")
    return Report(
        (Reading(record, facts),), (finding, replace(finding, severity="info")),
        (Skipped(bad, bad), Skipped(f"{bad}.md", bad, failed=True)), (Failure(bad, bad),), "durable",
        (Suppressed(finding, "waiver", bad, bad, bad), Suppressed(finding, "inline", bad)),
    )  # fmt: skip
