"""A sample of findings to judge by hand, whether a maintainer of the repository would accept each as true.

    python benchmarks/sample_findings.py FOLDER [--rules RULE,…] [--count 100] [--seed 1] [--per-rule N] [--sheet FILE]
    python benchmarks/sample_findings.py FOLDER --judged benchmarks/sample_findings.tsv

FOLDER holds a folder for each repository; each is a run of its own at the profile recommended. Findings of the
chapters structure and scoring are drawn wherever they fall, or at most N of each rule. --sheet writes the draw as a
table, to be filled in with a verdict (yes or no) and a reason; --judged tells of such a table what is still reported.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from adr_lint.discover import discover
from adr_lint.errors import excerpt
from adr_lint.model import Finding
from adr_lint.run import Session, Settings

CHAPTERS = ("structure", "scoring")
COLUMNS = ("draw", "repository", "path", "line", "rule", "verdict", "reason")


class Found:
    """A finding, the repository in which it was found, and how it looks there."""

    def __init__(self, repository: str, finding: Finding, text: str) -> None:
        self.repository, self.finding, self.text = repository, finding, text

    def row(self, draw: str) -> list[str]:
        """Its line of a sheet, without a verdict."""
        finding = self.finding
        return [draw, self.repository, finding.path, str(finding.place.line), finding.rule, "", ""]

    def __str__(self) -> str:
        finding = self.finding
        where = f"{self.repository}/{finding.path}:{finding.place.line}"
        return f"{where} {finding.severity}[{finding.rule}] {finding.message}\n{excerpt(self.text, finding.place)}"


def findings(folder: Path, rules: str) -> Iterator[Found]:
    """All findings, repository by repository."""
    session = Session(Settings(select=tuple(rules.split(","))))
    for repository in sorted(path for path in folder.resolve().iterdir() if path.is_dir()):
        os.chdir(repository)
        sources, skipped = discover(["."], conventions=session.conventions)
        report = session.run(sources, skipped)
        texts = {source.path: source.text for source in sources}
        for failure in report.failures:
            print(f"FAILED {repository.name}/{failure.path}: {failure.reason}")
        yield from (Found(repository.name, finding, texts[finding.path]) for finding in report.findings)


def draw(found: list[Found], count: int, seed: int, per_rule: int) -> list[Found]:
    """``count`` findings, wherever they fall, at most ``per_rule`` of each rule."""
    shuffled = found.copy()
    random.Random(seed).shuffle(shuffled)
    taken: Counter[str] = Counter()
    drawn = []
    for one in shuffled:
        taken[one.finding.rule] += 1
        if taken[one.finding.rule] <= per_rule:
            drawn.append(one)
    return sorted(drawn[:count], key=lambda one: (one.finding.rule, one.repository, one.finding.place))


def judged(found: list[Found], sheet: Path) -> None:
    """For each draw its figure as it was judged, and what is still reported of what was judged."""
    now = {(one.repository, one.finding.path, one.finding.place.line, one.finding.rule) for one in found}
    draws: dict[str, list[dict[str, str]]] = defaultdict(list)
    with sheet.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            draws[row["draw"]].append(row)
    for name, rows in draws.items():
        still: Counter[str] = Counter()
        for row in rows:
            still[row["verdict"]] += (row["repository"], row["path"], int(row["line"]), row["rule"]) in now
        right = sum(row["verdict"] == "yes" for row in rows)
        print(f"{name}: {right} of {len(rows)} true as drawn; today {still['yes']} of these and {still['no']} others")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rules", default=",".join(CHAPTERS), help="rules or chapters")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per-rule", type=int, default=10**6)
    parser.add_argument("--sheet", type=Path, help="write the draw here, to be judged")
    parser.add_argument("--judged", type=Path, help="a sheet that has been judged")
    given = parser.parse_args()
    sheet, judgements = (path and path.resolve() for path in (given.sheet, given.judged))
    found = list(findings(given.folder, given.rules))
    if judgements:
        judged(found, judgements)
        return
    print(f"{len(found)} findings")
    for rule, number in Counter(one.finding.rule for one in found).most_common():
        print(f"  {number:5} {rule}")
    drawn = draw(found, given.count, given.seed, given.per_rule)
    for number, one in enumerate(drawn, start=1):
        print(f"\n{number}. {one}")
    if sheet:
        with sheet.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter="\t", lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows(one.row(f"seed {given.seed}") for one in drawn)


if __name__ == "__main__":
    main()
