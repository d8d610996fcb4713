"""Judge labelled facts by the policies, past the prose reader: the rules, given the right facts.

    python benchmarks/matrix_from_labels.py [labels.yaml] [--chapter NAME ...]

Ends with 1 unless the chapter ``matrix`` is exact on every record in scope.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from adr_lint.evaluate.python import PythonEvaluator
from adr_lint.model import Fact, Money, Value
from adr_lint.policy.load import load
from adr_lint.policy.nouns import PolicySet

DEFAULT = Path(__file__).parents[2] / "shared" / "eval" / "labels.yaml"
MUST_BE_EXACT = "matrix"

# The labels hold the facts of the catalogue's table only. What else a rule looks at stands in words in a label's `why`;
# here it is as facts.
SAID_IN_WHY: Mapping[str, Mapping[str, Any]] = {
    "0006-event-backbone-kafka-in-own-hands.md": {"migration.path": "gradual"},
    "0007-split-of-bidder-inference-and-the-rest.md": {
        "scale.demand": "measured growth and signed contracts",
        "hybrid.boundary": True,
    },
    "0010-databricks-as-analytics-platform.md": {"growth.expected": True, "lockin.risk": True},
    "0011-a-machine-room-for-the-front-page.md": {"scale.present": 41_000, "scale.designed": 3_000_000},
    "0016-assortment-ml-part-platform-part-own.md": {
        "hybrid.boundary": False,
        "lockin.risk": True,
        "migration.path": "gradual",
    },
    "0020-airflow-for-the-nightly-loads.md": {
        "build.precedent": "a finished build of the same kind by the same two people"
    },
    "0021-azure-ml-for-branch-models.md": {"growth.expected": True, "cost.at_scale": True, "lockin.risk": True},
    "0025-vertex-plus-our-own-bits.md": {"hybrid.boundary": False, "hybrid.custom_first": True},
    "0027-datadog-for-the-game-servers-too.md": {"growth.expected": True},
    "0031-vector-search-for-tenants.md": {"growth.expected": True, "lockin.risk": True},
    "0034-training-platform-for-customer-models.md": {
        "scale.present": 1_400,
        "scale.designed": 5_000,
        "scale.demand": "signed contracts",
    },
    "0035-matchmaking-inference-on-the-hosts.md": {
        "hybrid.boundary": True,
        "migration.path": "one-step",
        "migration.compatible": False,
    },
    "0036-leave-sagemaker.md": {"migration.path": "one-step"},
    "0039-store-category-models-off-vertex.md": {
        "migration.path": "gradual",
        "migration.compatible": True,
        "migration.grounds": "scale and product limit",
    },
    "0040-portkey-as-llm-gateway.md": {"growth.expected": True, "cost.at_scale": True},
    "0041-spark-without-databricks.md": {"migration.path": "gradual"},
    "0044-retail-bank-ml-sagemaker-and-own-parts.md": {"hybrid.custom_first": True},
    "0046-ci-runners-on-our-own-metal.md": {"build.precedent": "a finished build of the same kind"},
    "0054-auth0-for-the-web-shop.md": {
        "growth.expected": True,
        "cost.at_scale": True,
        "requirements.fit": "said, and tried in two stores",
    },
    "0057-orchestrating-the-nightly-chain.md": {"lockin.risk": True, "migration.path": "one-step"},
    "0059-lab-ml-infrastructure.md": {"hybrid.boundary": False, "hybrid.custom_first": True},
}


@dataclass
class Tally:
    """Of one rule: records on which it fired rightly, wrongly, and did not fire though it should have."""

    hit: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def exact(self) -> bool:
        """Neither too many nor too few."""
        return not self.false and not self.missed


def main() -> int:
    parser = argparse.ArgumentParser(description="Judge labelled facts by the policies.")
    parser.add_argument("labels", nargs="?", type=Path, default=DEFAULT, help="a labels.yaml")
    parser.add_argument("--chapter", action="append", default=[], metavar="NAME", help="count this chapter, too")
    options = parser.parse_args()
    if not options.labels.is_file():
        sys.exit(f"{options.labels}: no such file; give the path of a labels.yaml")
    labels = yaml.safe_load(options.labels.read_text(encoding="utf-8"))
    policies = load()
    chapters = dict.fromkeys([MUST_BE_EXACT, *options.chapter])
    for chapter in chapters:
        if chapter not in policies.chapters:
            sys.exit(f"there is no chapter '{chapter}': {', '.join(policies.chapters)}")
    tallies, wrong_leans = judged(labels, policies)
    counted = {rule for label in labels.values() for key in ("findings", "tempting") for rule in label.get(key) or ()}
    for chapter in chapters:
        show(chapter, counted, {rule.id: tallies[rule.id] for rule in policies.rules if rule.chapter == chapter})
    for line in wrong_leans:
        print(f"lean: {line}")
    matrix = [tallies[rule.id] for rule in policies.rules if rule.chapter == MUST_BE_EXACT]
    return 0 if all(tally.exact for tally in matrix) and not wrong_leans else 1


def judged(labels: Mapping[str, Any], policies: PolicySet) -> tuple[dict[str, Tally], list[str]]:
    """Every rule's tally, and the leans that differ from the labelled ones."""
    tallies = {rule.id: Tally() for rule in policies.rules}
    wrong_leans: list[str] = []
    evaluator = PythonEvaluator(policies)
    for name, label in sorted(labels.items()):
        judgement = evaluator.judge(declared(name, label, policies))
        fired = {verdict.rule.id for verdict in judgement.verdicts}
        wanted = set(label.get("findings") or ())
        for rule, tally in tallies.items():
            if rule in fired or rule in wanted:
                cell = tally.missed if rule not in fired else tally.hit if rule in wanted else tally.false
                cell.append(name)
        for factor, lean in (label.get("leans") or {}).items():
            found = judgement.facts.get(f"leaning.{factor}")
            got = "unstated" if found is None else found.value
            if got != lean:
                wrong_leans.append(f"{name}: {factor} is {got}, labelled {lean}")
    return tallies, wrong_leans


def declared(name: str, label: Mapping[str, Any], policies: PolicySet) -> dict[str, Fact]:
    """The labelled facts, approach and status among them, as if the record declared them."""
    values = {"approach": label.get("approach"), "status": label.get("status"), **(label.get("facts") or {})}
    values |= SAID_IN_WHY.get(name, {})
    return {
        fact: Fact(fact, typed(value, policies.vocabulary[fact].kind), "declared")
        for fact, value in values.items()
        if value is not None and (fact, value) != ("status", "absent")
    }


def typed(value: Any, kind: str) -> Value:
    """The label's value in the type that the vocabulary gives the fact."""
    if kind == "money":
        return Money(float(value))
    return tuple(value) if isinstance(value, list) else value


def show(chapter: str, counted: Set[str], tallies: Mapping[str, Tally]) -> None:
    """A line for every rule; of a rule that no label names, only how often it fires."""
    width = max(map(len, tallies), default=0)
    print(f"{chapter:{width}}   hit false missed")
    for rule, tally in tallies.items():
        if rule not in counted:
            print(f"{rule:{width}}  not labelled; fires on {len(tally.false)}")
            continue
        print(f"{rule:{width}}  {len(tally.hit):4d} {len(tally.false):5d} {len(tally.missed):6d}")
        listed("false", tally.false)
        listed("missed", tally.missed)


def listed(word: str, names: Iterable[str]) -> None:
    for name in names:
        print(f"    {word}: {name}")


if __name__ == "__main__":
    sys.exit(main())
