"""What the rules across records cost at 100, 1,000 and 10,000 records: CPU, memory, and the share of the survey.

    python benchmarks/across_records.py [COUNT …]

The records are made up: each links to two others, one in ten supersedes another, one in fifty has a broken link. Linear
means that the time for a record stays the same.
"""

from __future__ import annotations

import random
import resource
import sys
import time

from adr_lint.corpus import Files, Outliner, Survey
from adr_lint.model import Source
from adr_lint.run import Session, Settings

RECORD = """# {number}. Use part {number}

Status: {status}
Date: 2024-03-{day:02}

## Context

The part before it is described in [record {other}]({link}) and in [record {third}]({third:05}-use-part.md).

## Considered Options

* Part {number}
* Part {other}

## Decision Outcome

Chosen option: "Part {number}", because it fits. {said}
"""


def records(count: int) -> list[Source]:
    """Records that name one another."""
    dice = random.Random(count)
    made = []
    for number in range(1, count + 1):
        other, third = dice.randint(1, count), dice.randint(1, count)
        said = f"Supersedes [record {other}]({other:05}-use-part.md)" if dice.random() < 0.1 else ""
        link = f"{other:05}-use-{'parts' if dice.random() < 0.02 else 'part'}.md"
        text = RECORD.format(
            number=number, other=other, third=third, link=link, day=dice.randint(1, 28), status="accepted", said=said
        )
        made.append(Source(f"docs/adr/{number:05}-use-part.md", text))
    return made


def main() -> None:
    counts = [int(argument) for argument in sys.argv[1:]] or [100, 1_000, 10_000]
    print(
        f"{'records':>8} {'whole run':>10} {'a record':>10} {'survey':>9} {'a record':>10} {'findings':>9} {'peak':>8}"
    )
    for count in counts:
        sources = records(count)
        session = Session(Settings(select=("structure",), every_fact=False))
        start = time.process_time()
        report = session.run(sources)
        whole = time.process_time() - start
        outliner = Outliner(session.conventions)
        outlines = [outliner.outline(session.read(source)) for source in sources]
        start = time.process_time()
        survey = Survey(outlines, Files(), session.reader.forms.across)
        for outline in outlines:
            list(survey.facts(outline))
        across = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{count:>8,} {whole:>8.2f} s {whole / count * 1e3:>7.2f} ms {across:>7.2f} s"
            f" {across / count * 1e6:>7.0f} µs {len(report.findings):>9,} {peak:>5} MB"
        )


if __name__ == "__main__":
    main()
