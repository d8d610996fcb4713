"""Train the learned reader: from the annotated texts under training/texts to policies/language/learned.json.

    pip install -e '.[train]'
    python training/train.py [--without PREFIX …] [--output FILE]

Deterministic: the same texts give the same bytes. Takes ten to fifteen minutes.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from annotated import read
from examples import Examples, gather, look_at_records
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from adr_lint.facts.learned.weights import MOST, SCALE

HERE = Path(__file__).resolve().parent
OUTPUT = HERE.parent / "policies" / "language" / "learned.json"
NOT_LEARNED = frozenset({"platforms.considered", "platforms.chosen", "cost.amount", "cost.reason"})
"""Facts that the cues read better, or that are names."""
LEAST = {"decisions": 20, "records": 5, "statements": 20, "numbers": 10}
"""Examples that a head needs."""
FOLDS = 5
SLIGHT = {"decisions": 4, "records": 3, "statements": 4, "numbers": 4}
"""Weights below it, in whole numbers, are left out; a record has many features, and each weighs little."""


def heads_of(examples: Examples, kind: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Train a head for every label that has enough examples; its threshold is found by cross-validation.

    Also gives, by label, what heads that were not trained on an example make of it.
    """
    counts = Counter(label for labels in examples.labels for label in labels)
    wanted = sorted(label for label, n in counts.items() if n >= LEAST[kind] and label.split("=")[0] not in NOT_LEARNED)
    matrix, names = _matrix(examples)
    folds = np.array([zlib.crc32(group.encode()) % FOLDS for group in examples.groups])
    heads: list[dict[str, Any]] = []
    weights: dict[str, list[int]] = {name: [] for name in names}
    unseen: dict[str, Any] = {}
    for index, label in enumerate(wanted):
        truth = np.array([label in labels for labels in examples.labels])
        unseen[label] = _foretold(matrix, truth, folds)
        model = _model().fit(matrix, truth)
        heads.append({"label": label, "bias": round(float(model.intercept_[0]), 4), "examples": int(truth.sum())})
        heads[-1] |= _threshold(unseen[label], truth)
        for name, weight in zip(names, model.coef_[0], strict=True):
            whole = max(-MOST, min(MOST, round(float(weight) * SCALE)))
            if abs(whole) >= SLIGHT[kind]:
                weights[name] += [index, whole]
    return {"heads": heads, "weights": {name: row for name, row in weights.items() if row}}, unseen


def _matrix(examples: Examples) -> tuple[Any, list[str]]:
    """The examples as rows of features, and the features' names; those of a single example are left out."""
    vectorizer = DictVectorizer(dtype=np.float32, sort=True)
    matrix = vectorizer.fit_transform([dict.fromkeys(sorted(found), 1.0) for found in examples.features])
    often = np.asarray((matrix > 0).sum(axis=0)).ravel() >= 2
    return matrix[:, often], [str(name) for name in np.array(vectorizer.get_feature_names_out())[often]]


def _foretold(matrix: Any, truth: Any, folds: Any) -> Any:
    """For each example, how likely a head is to call it true that was not trained on its text."""
    foretold = np.zeros(len(truth))
    for fold in range(FOLDS):
        inside, outside = folds != fold, folds == fold
        if truth[inside].any() and outside.any():
            foretold[outside] = _model().fit(matrix[inside], truth[inside]).predict_proba(matrix[outside])[:, 1]
    return foretold


def _model() -> LogisticRegression:
    return LogisticRegression(C=1.0, solver="liblinear", random_state=0)


def _threshold(foretold: Any, truth: Any) -> dict[str, float]:
    """The probability at which F0.7 is best on texts not trained on, and precision and recall there."""
    order = np.argsort(-foretold, kind="stable")
    hits = np.cumsum(truth[order])
    precision, recall = hits / np.arange(1, len(order) + 1), hits / max(1, truth.sum())
    beta = 0.7**2
    best = int(np.argmax((1 + beta) * precision * recall / np.maximum(1e-9, beta * precision + recall)))
    found = {
        "threshold": min(0.95, max(0.2, foretold[order[best]])),
        "precision": precision[best],
        "recall": recall[best],
    }
    return {name: round(float(value), 3) for name, value in found.items()}


def main() -> None:
    """Train, write, and say how well each head does."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=HERE / "texts", help="folder of annotated texts")
    parser.add_argument("--without", nargs="*", default=[], help="leave out the texts whose names begin so")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    given = parser.parse_args()
    texts = [text for text in read(given.texts) if not text.name.startswith(tuple(given.without) or ("/",))]
    found = gather(texts)
    learned = {}
    learned["decisions"], foretold = heads_of(found.decisions, "decisions")
    look_at_records(found, foretold)
    learned["records"], unseen = heads_of(found.records, "records")
    learned["statements"], _ = heads_of(found.sentences, "statements")
    learned["numbers"], _ = heads_of(found.numbers, "numbers")
    given.output.write_text(dumps(learned), encoding="utf-8")
    whole = [at for at, one in enumerate(found.records.whole) if one]
    right = sum(max(unseen, key=lambda label: unseen[label][at]) in found.records.labels[at] for at in whole)
    print(
        f"{len(texts)} texts, {len(found.sentences.features)} sentences, {len(found.numbers.features)} numbers; "
        f"approach of whole records by heads not trained on them: {right} of {len(whole)} right"
    )
    for kind, part in learned.items():
        print(f"{kind}: {len(part['weights'])} features")
        for head in part["heads"]:
            print("  {label:42} {examples:5}  P {precision:.2f} R {recall:.2f} from {threshold:.2f}".format(**head))


def dumps(learned: dict[str, Any]) -> str:
    """JSON with a line for every head and every feature, so that a change can be read."""
    parts = []
    for kind, data in learned.items():
        heads = ",\n".join(json.dumps(head) for head in data["heads"])
        rows = ",\n".join(f"{json.dumps(name)}: {json.dumps(row)}" for name, row in sorted(data["weights"].items()))
        parts.append(f'"{kind}": {{"heads": [\n{heads}\n], "weights": {{\n{rows}\n}}}}')
    return "{" + ",\n".join(parts) + "}\n"


if __name__ == "__main__":
    main()
