"""What a sentence counts off in its own words: "We looked at (1) Postmark, (2) SES and (3) our own server"."""

from __future__ import annotations

from adr_lint.regexes import regex
from adr_lint.values import dataclass

_LABEL = regex(
    r"(?:\A|(?<=[\s\"'“—\u2013]))(?:\((?P<both>\d|[A-Ha-h]|iv|i{1,3})\)|(?P<right>\d|[A-Ha-h]|iv|i{1,3})\))\s+"
)
_JOINED = regex(r"[\s,;.:]*(?:\b(?:and|or|as well as|versus|vs)\b\s*)?(?:\bfinally\b\W*)?\Z")
_LONGEST_JOINT = 40
_SERIES = (tuple("123456789"), tuple("abcdefgh"), ("i", "ii", "iii", "iv"))


@dataclass(frozen=True, slots=True)
class Part:
    """One thing counted off, ``text[start:end]``, by its number or letter."""

    label: str
    start: int
    end: int


def parts(text: str) -> list[Part]:
    """The longest series that a text counts off, such as a) b) c); empty where there is none."""
    if ")" not in text:
        return []
    marks = [((m["both"] or m["right"]).lower(), m.start(), m.end()) for m in _LABEL.finditer(text)]
    best: list[tuple[str, int, int]] = []
    for series in _SERIES:
        run: list[tuple[str, int, int]] = []
        for mark in marks:
            if len(run) < len(series) and mark[0] == series[len(run)]:
                run.append(mark)
        best = max(best, run, key=len)
    if len(best) < 2:
        return []
    ends = [*(start for _, start, _ in best[1:]), len(text)]
    return [Part(label, start, _end(text, start, end)) for (label, _, start), end in zip(best, ends, strict=True)]


def _end(text: str, start: int, end: int) -> int:
    """Where a part ends, without the "and" before the next; looked for near its end, so that blanks cost little."""
    last = start + len(text[start:end].rstrip())
    joined = _JOINED.search(text, max(start, last - _LONGEST_JOINT), end)
    return joined.start() if joined else end
