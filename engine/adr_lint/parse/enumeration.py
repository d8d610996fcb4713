"""What a sentence counts off in its own words: "We looked at (1) Postmark, (2) SES and (3) our own server"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from adr_lint.regexes import regex
from adr_lint.values import dataclass

_CLOSED = regex(
    r"(?:\A|(?<=[\s\"'“—\u2013]))(?:\((?P<label>\d|[A-Ha-h]|iv|i{1,3})\)|(?P<other>\d|[A-Ha-h]|iv|i{1,3})\))\s+"
)
_POINTED = regex(
    r"(?:(?:\A|(?<=\s))(?P<label>[A-H])|(?:\A|(?<=[.;:!?,)\u2013—] ))(?P<other>\d))(?:\s?[.:]|\s[\u2013—-])\s+"
)
_DOTTED = regex(r"(?:\A|(?<=[.;:!?] ))(?P<label>\d{1,2}\.\d{1,2})\.?\s+")
_JOINED = regex(r"[\s,;.:]*(?:\b(?:and|or|as well as|versus|vs)\b\s*)?(?:\bfinally\b\W*)?\Z")
_SEMICOLON = regex(r";\s+(?:\b(?:and|or|as well as|lastly|finally)\b\s+)?")
_STOP = regex(r"(?<=\w)\.\s+(?=[A-Z])")
_LEAD = regex(r"[^.;:]{1,60}:\s+")
_LONGEST_JOINT = 40
_SERIES = (tuple("123456789"), tuple("abcdefgh"), ("i", "ii", "iii", "iv"))


@dataclass(frozen=True, slots=True)
class Part:
    """One thing counted off, ``text[start:end]``, by its number or letter."""

    label: str
    start: int
    end: int


def parts(text: str) -> list[Part]:
    """The longest series that a text counts off, such as a) b) c) or A. B. C.; empty where there is none."""
    best = _dotted(text)
    for pattern in (_CLOSED, _POINTED) if ")" in text else (_POINTED,):
        marks = [((m["label"] or m["other"]).lower(), m.start(), m.end()) for m in pattern.finditer(text)]
        best = max(best, *(_run(marks, series) for series in _SERIES), key=len)
    if len(best) < 2:
        return []
    ends = [*(start for _, start, _ in best[1:]), len(text)]
    return [Part(label, start, _end(text, start, end)) for (label, _, start), end in zip(best, ends, strict=True)]


def _run(marks: Iterable[tuple[str, int, int]], series: Sequence[str]) -> list[tuple[str, int, int]]:
    """The marks that follow a series from its beginning."""
    run: list[tuple[str, int, int]] = []
    for mark in marks:
        if len(run) < len(series) and mark[0] == series[len(run)]:
            run.append(mark)
    return run


def _dotted(text: str) -> list[tuple[str, int, int]]:
    """The labels such as 4.1, 4.2 with which sentences begin, one after the other."""
    run: list[tuple[str, int, int]] = []
    for mark in _DOTTED.finditer(text):
        chapter, _, _ = mark["label"].partition(".")
        wanted = f"{chapter}.{len(run) + 1}" if not run or run[0][0].startswith(f"{chapter}.") else ""
        if mark["label"] == wanted:
            run.append((wanted, mark.start(), mark.end()))
    return run


def unlabelled(text: str, *, by_sentences: bool) -> list[Part]:
    """What stands between the semicolons of a text, or else perhaps its sentences; at least three parts."""
    bounds = [match.end() for match in _SEMICOLON.finditer(text)]
    if by_sentences and not bounds:
        bounds = [match.end() for match in _STOP.finditer(text)]
    if len(bounds) < 2:
        return []
    lead = _LEAD.match(text)
    starts = [lead.end() if lead else 0, *bounds]
    return [Part("", start, _end(text, start, end)) for start, end in zip(starts, [*bounds, len(text)], strict=True)]


def _end(text: str, start: int, end: int) -> int:
    """Where a part ends, without the "and" before the next; looked for near its end, so that blanks cost little."""
    last = start + len(text[start:end].rstrip())
    joined = _JOINED.search(text, max(start, last - _LONGEST_JOINT), end)
    return joined.start() if joined else end
