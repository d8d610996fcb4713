"""The rules, given the right facts: labelled facts, declared in each record's front matter, against labelled findings.

    python benchmarks/matrix_from_labels.py [FOLDER] [--chapter NAME ...] [--alone]

FOLDER holds records/ and labels.yaml (../shared/eval by default). The labels hold the facts of the catalogue's table
only; what else a rule looks at (how a platform meets a special requirement, say) is read from the record's prose. With
--alone nothing is read from prose (`infer: false`): the labelled facts are all there is. Ends with 1 unless the chapter
matrix is exact, leanings included, on every record in scope.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from adr_lint.discover import from_text
from adr_lint.report.data import leans
from adr_lint.run import Session, Settings

DEFAULT = Path(__file__).parents[2] / "shared" / "eval"
MUST_BE_EXACT = "matrix"


def declared(text: str, label: Mapping[str, Any], *, alone: bool) -> str:
    """The record with the labelled facts in its front matter, in place of any ``decision`` block."""
    facts = {"approach": label["approach"], **(label.get("facts") or {})} | ({"infer": False} if alone else {})
    status = label.get("status")
    front: dict[str, Any] = {}
    if text.startswith("---\n") and "\n---\n" in text[4:]:
        head, _, text = text[4:].partition("\n---\n")
        front = yaml.safe_load(head) or {}
    front["decision"] = facts
    if status not in (None, "absent"):
        front["status"] = status
    return f"---\n{yaml.safe_dump(front, sort_keys=False, allow_unicode=True)}---\n{text}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--chapter", action="append", default=None)
    parser.add_argument("--alone", action="store_true")
    given = parser.parse_args()
    if not (given.folder / "labels.yaml").is_file():
        sys.exit(f"{given.folder} has no labels.yaml: name a folder with records/ and labels.yaml")
    labels = yaml.safe_load((given.folder / "labels.yaml").read_text(encoding="utf-8"))
    session = Session(Settings())
    hits: Counter[str] = Counter()
    false: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    wrong_leans = faults = scope = 0
    chapters = set(given.chapter or [MUST_BE_EXACT])
    rules = [rule for rule in session.policies.rules if rule.chapter in chapters]
    exact = True
    for name, label in sorted(labels.items()):
        text = (given.folder / "records" / name).read_text(encoding="utf-8")
        report = session.run([from_text(declared(text, label, alone=given.alone), name)])
        faults += sum(finding.rule == "front-matter-invalid" for finding in report.findings)
        fired = {finding.rule for finding in report.findings}
        wanted = set(label.get("findings") or [])
        if label["approach"] != "none":
            scope += 1
            found = leans(report.readings[0].facts, session.policies.factors)
            for factor, lean in (label.get("leans") or {}).items():
                if found[factor] != lean:
                    wrong_leans += 1
                    print(f"{name}: {factor} leans {found[factor]}, labelled {lean}")
        for rule in rules:
            hits[rule.id] += rule.id in fired and rule.id in wanted
            false[rule.id] += rule.id in fired - wanted
            missed[rule.id] += rule.id in wanted - fired
            if (rule.id in fired) != (rule.id in wanted):
                exact = exact and rule.chapter != MUST_BE_EXACT
                print(f"{name}: {rule.id} {'fired' if rule.id in fired else 'missed'}")
    for rule in rules:
        print(f"{rule.id:34} hit {hits[rule.id]:3} false {false[rule.id]:3} missed {missed[rule.id]:3}")
    print(f"{len(labels)} records, {scope} in scope; {wrong_leans} leanings differ; {faults} faults of form")
    return 0 if exact and not wrong_leans and not faults else 1


if __name__ == "__main__":
    sys.exit(main())
