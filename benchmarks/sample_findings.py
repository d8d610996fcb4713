"""A sample of findings to judge by hand, whether a maintainer of the record would accept each as true.

    python benchmarks/sample_findings.py FOLDER [--rules RULE,…] [--count 100] [--seed 1]

FOLDER holds records, or a folder for each repository. Findings of the chapters structure and scoring are drawn so
that every rule has its share by how often it fires, at least one of each; every finding is shown with its line.
"""

from __future__ import annotations

import argparse
import os
import random
from collections import Counter
from pathlib import Path

from adr_lint.discover import discover
from adr_lint.errors import excerpt
from adr_lint.model import Finding
from adr_lint.run import Session, Settings

CHAPTERS = ("structure", "scoring")


def draw(findings: list[Finding], count: int, seed: int) -> list[Finding]:
    """``count`` findings, one of every rule first, the rest wherever they fall."""
    shuffled = findings.copy()
    random.Random(seed).shuffle(shuffled)
    first = list({finding.rule: finding for finding in shuffled}.values())
    rest = [finding for finding in shuffled if finding not in first]
    return sorted([*first, *rest][:count], key=lambda finding: (finding.rule, finding.place))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rules", default=",".join(CHAPTERS), help="rules or chapters")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    session = Session(Settings(select=tuple(given.rules.split(","))))
    os.chdir(given.folder)
    sources, skipped = discover(["."], conventions=session.conventions)
    report = session.run(sources, skipped)
    texts = {source.path: source.text for source in sources}
    print(f"{len(report.readings)} records, {len(report.findings)} findings, {len(report.failures)} failures")
    for rule, number in Counter(finding.rule for finding in report.findings).most_common():
        print(f"  {number:5} {rule}")
    for number, finding in enumerate(draw(list(report.findings), given.count, given.seed), start=1):
        print(f"\n{number}. {finding.path}:{finding.place.line} {finding.severity}[{finding.rule}] {finding.message}")
        print(excerpt(texts[finding.path], finding.place))


if __name__ == "__main__":
    main()
