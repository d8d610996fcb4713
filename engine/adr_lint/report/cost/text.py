"""The total cost of a record's options, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from adr_lint.cost.nouns import Estimate, Given
from adr_lint.model import Passed
from adr_lint.report.cost import words
from adr_lint.report.layout import cut, table, wrap
from adr_lint.report.safe import Paint, plain, safe

_BAR = 24


def render(estimate: Estimate, passed: Iterable[Passed] = (), *, paint: Paint = plain, width: int = 100) -> str:
    """The whole estimate: months by options, break-even, what moves it, what was taken from where, what is missing."""
    lines = [paint(safe(estimate.path), "path") + f"  {safe(estimate.title)}"]
    for part in (
        _totals(estimate, width),
        _missing(estimate, paint, width),
        _swings(estimate),
        _taken(estimate),
        _noted(estimate, passed, width),
        _assumed(estimate, width),
    ):
        block = list(part)
        if block:
            lines += ["", *block] if len(lines) > 1 else block
    return "\n".join(lines)


def _totals(estimate: Estimate, width: int) -> Iterator[str]:
    rows = words.totals(estimate)
    if not rows:
        yield "  nothing is known yet of what the options cost"
        return
    yield from wrap(words.headline(estimate), width, first="  ", rest="  ")
    header = ["after", *(words.NAMES[course.option] for course in words.known(estimate))]
    yield from (f"    {row}" for row in table([header, *rows]))
    for even in estimate.result.break_even:
        yield from wrap(f"{words.breaks_even(even)} {words.chances(even)}", width, first="  ", rest="  ")


def _swings(estimate: Estimate) -> Iterator[str]:
    result = estimate.result
    if not result.swings:
        return
    yield f"  what moves “{words.moved(estimate)}” most, each from its 10th to its 90th percentile:"
    widest = result.swings[0].width
    rows = []
    for swing in result.swings:
        bar = "█" * max(1, round(swing.width / widest * _BAR))
        rows.append([words.spec_of(swing.name).title, words.ends(swing), words.figures(swing.width), bar])
    yield from (f"    {row}" for row in table(rows))


def _taken(estimate: Estimate) -> Iterator[str]:
    given = [one for one in estimate.inputs.taken if one.giver != "assumed"]
    if not given:
        return
    yield "  taken from the record and the flags:"
    rows = [[words.spec_of(g.name).title, words.value_of(g), words.origin(g), _said(g)] for g in given]
    yield from (f"    {row}" for row in table(rows))


def _said(given: Given) -> str:
    return f"“{safe(cut(given.words, 40))}”" if given.words and given.giver != "flag" else ""


def _assumed(estimate: Estimate, width: int) -> Iterator[str]:
    given = [one for one in estimate.inputs.taken if one.giver == "assumed"]
    if not given or not words.known(estimate):
        return
    yield "  assumed (policies/cost.yaml):"
    for one in given:
        spec = words.spec_of(one.name)
        text = f"{spec.title}: {words.value_of(one)} ({spec.flag}); {one.words}"
        yield from wrap(text, width, first="    ", rest="      ")


def _noted(estimate: Estimate, passed: Iterable[Passed], width: int) -> Iterator[str]:
    lines = words.notes(estimate, passed)
    if lines:
        yield "  not taken as it stands:"
    for line in lines:
        yield from wrap(safe(cut(line, 200)), width, first="    ", rest="      ")


def _missing(estimate: Estimate, paint: Paint, width: int) -> Iterator[str]:
    if estimate.inputs.missing:
        yield "  " + paint("missing", "warning") + " (a missing price is never taken as 0):"
    for missing in estimate.inputs.missing:
        yield from wrap(safe(words.missing(missing)), width, first="    ", rest="      ")
