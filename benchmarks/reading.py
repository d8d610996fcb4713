"""How right files are read: their kind, format, status, date, number and title, against marks made by hand.

    python benchmarks/reading.py [CORPUS] [--set NAME ...]
    python benchmarks/reading.py [CORPUS] --draw SEED [--count 200]

CORPUS (../shared/corpus by default) holds index.tsv and files/OWNER__NAME/PATH. The marks stand in reading.tsv, each
made by reading the file before adr-lint did: `kind` says whether it is a record, or a template, an index or another
document, which are no records and have no other marks; `none` is what the record does not say, `?` what a careful
reader cannot tell, which is not counted. Every difference is shown. --draw draws further files to be marked, from each
repository in turn, so that a big one does not fill the sample.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from adr_lint.discover import discover
from adr_lint.model import Record, Source
from adr_lint.parse import conventions, parse

DEFAULT = Path(__file__).parents[2] / "shared" / "corpus"
MARKS = Path(__file__).with_suffix(".tsv")
FIELDS = ("format", "status", "date", "number", "title")
Row = dict[str, str]


def rows_of(path: Path) -> list[Row]:
    """The rows of a table whose cells are not quoted."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def draw(files: Iterable[tuple[str, str]], count: int, seed: int) -> list[tuple[str, str]]:
    """``count`` files, one from each repository in turn while it has any."""
    dice = random.Random(seed)
    paths: dict[str, list[str]] = defaultdict(list)
    for repository, path in files:
        paths[repository].append(path)
    waiting = {
        repository: dice.sample(sorted(paths[repository]), len(paths[repository])) for repository in sorted(paths)
    }
    drawn: list[tuple[str, str]] = []
    while len(drawn) < count and any(waiting.values()):
        for repository in dice.sample(sorted(waiting), len(waiting)):
            if waiting[repository] and len(drawn) < count:
                drawn.append((repository, waiting[repository].pop()))
    return sorted(drawn)


def compared(value: str) -> str:
    """A value as it is compared: letters' case, quotes, marks of emphasis and leading zeros make no difference."""
    plain = re.sub(r"[`*\"'\u2018\u2019\u201c\u201d]", "", value).replace("_", " ").casefold()
    plain = " ".join(plain.split()).strip(" .:")
    return plain.lstrip("0") or "0" if plain.isdigit() else plain


def read(record: Record) -> Row:
    """What adr-lint reads, in the words of the marks."""
    return {field: getattr(record, field) or "none" for field in FIELDS}


def differences(rows: list[Row], corpus: Path, counts: Counter[tuple[str, bool]]) -> Iterator[str]:
    """Every difference between marks and reading; ``counts`` gets a field and whether it was right, for each mark."""
    names = conventions.load()
    found: dict[str, set[str]] = {}
    for row in rows:
        folder = corpus / "files" / row["repo"].replace("/", "__")
        if row["repo"] not in found:
            os.chdir(folder)
            found[row["repo"]] = {source.path for source in discover(["."], conventions=names)[0]}
        record = parse(Source(row["path"], (folder / row["path"]).read_text(encoding="utf-8", errors="replace")), names)
        wanted = {"kind": "record" if row["kind"] == "record" else "none"} | {field: row[field] for field in FIELDS}
        taken = {"kind": "record" if row["path"] in found[row["repo"]] else "none"} | read(record)
        if row["kind"] == "?":
            wanted["kind"] = "?"
        elif row["kind"] != "record":
            wanted = {"kind": "none"}
        for field, mark in wanted.items():
            if mark == "?":
                continue
            right = compared(mark) == compared(taken[field])
            counts[field, right] += 1
            if not right:
                yield f"{row['repo']}/{row['path']}: {field} marked {mark}, read {taken[field]}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--set", action="append", default=None)
    parser.add_argument("--draw", type=int, default=None, metavar="SEED")
    parser.add_argument("--count", type=int, default=200)
    given = parser.parse_args()
    if not (given.corpus / "index.tsv").is_file():
        print(f"{given.corpus} has no index.tsv: name a folder with index.tsv and files/")
        return
    marks = rows_of(MARKS)
    if given.draw is not None:
        marked = {(row["repo"], row["path"]) for row in marks}
        every = [(row["repo"], row["path"]) for row in rows_of(given.corpus / "index.tsv")]
        for file in draw((file for file in every if file not in marked), given.count, given.draw):
            print("\t".join(file))
        return
    for name in given.set or sorted({row["set"] for row in marks}):
        rows = [row for row in marks if row["set"] == name]
        counts: Counter[tuple[str, bool]] = Counter()
        for line in differences(rows, given.corpus.resolve(), counts):
            print(line)
        print(f"\nset {name}: {len(rows)} files of {len({row['repo'] for row in rows})} repositories")
        for field in ("kind", *FIELDS):
            right, wrong = counts[field, True], counts[field, False]
            print(f"{field:8} {right:4} of {right + wrong:4} right  {right / max(1, right + wrong):.3f}")
        print()


if __name__ == "__main__":
    main()
