"""How long a report of many records takes, and how much of that is reading and judging them.

Usage: python benchmarks/report.py [RECORDS]     (1,000 where no number is given)
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from adr_lint.cli import run

EXAMPLES = sorted((Path(__file__).parents[1] / "examples" / "docs" / "decisions").glob("*.md"))


def lay_out(count: int, folder: Path) -> None:
    for number in range(count):
        text = EXAMPLES[number % len(EXAMPLES)].read_text(encoding="utf-8")
        (folder / f"{number:04d}-record.md").write_text(text, encoding="utf-8")


def measured(*arguments: str) -> float:
    start = time.perf_counter()
    run(list(arguments))
    return time.perf_counter() - start


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        records = top / "docs" / "adr"
        records.mkdir(parents=True)
        lay_out(count, records)
        facts = measured("facts", str(records), "--format", "json", "-o", str(top / "facts.json"))
        report = measured("report", str(records), "-o", str(top / "site"))
        size = sum(path.stat().st_size for path in (top / "site").rglob("*") if path.is_file())
    print(
        f"{count} records: report {report:.2f} s, of which reading and judging about {facts:.2f} s; {size / 1e6:.1f} MB"
    )


if __name__ == "__main__":
    main()
