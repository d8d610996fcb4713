"""Which Markdown parser: CPU time over the same records, each in one pass with positions, in one run.

    python benchmarks/markdown_parsers.py FOLDER        (pip install markdown-it-py markdown-it-pyrs first)

Parsers that are not installed are named and left out. Only the ratios mean anything.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def pyromark() -> Callable[[str], Any]:
    from pyromark import Options, events_with_range

    options = Options.ENABLE_TABLES | Options.ENABLE_FOOTNOTES | Options.ENABLE_STRIKETHROUGH
    return lambda text: [None for _ in events_with_range(text, options=options)]


def markdown_it_pyrs() -> Callable[[str], Any]:
    from markdown_it_pyrs import MarkdownIt

    parser = MarkdownIt("gfm")
    return lambda text: [(node.name, node.srcmap) for node in parser.tree(text).walk()]


def markdown_it_py() -> Callable[[str], Any]:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table")
    return lambda text: parser.parse(text)


def main(folder: Path) -> None:
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.rglob("*.md"))[:1000]]
    print(f"{len(texts)} records, mean {sum(map(len, texts)) / max(1, len(texts)):.0f} characters")
    base = 0.0
    for build in (pyromark, markdown_it_pyrs, markdown_it_py):
        try:
            parse = build()
        except ImportError:
            print(f"{build.__name__:20} not installed")
            continue
        times = []
        for _ in range(3):
            start = time.process_time()
            for text in texts:
                parse(text)
            times.append(time.process_time() - start)
        median = sorted(times)[1]
        base = base or median
        print(f"{build.__name__:20} {median * 1000:8.0f} ms CPU   {median / base:6.1f} times")


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
