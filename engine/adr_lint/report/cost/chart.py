"""The total cost of a record's options as a chart: cost over the months, and what moves the outcome most."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO, StringIO
from textwrap import fill
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from adr_lint.cost.nouns import Course, Estimate, Swing
from adr_lint.report.cost import words
from adr_lint.report.cost.dressing import INK, themed

# Colours that stand out from white and from near-black; line and marker say the same without colour.
_LOOKS = {
    "build": {"color": "#d0661a", "linestyle": "-", "marker": "o"},
    "buy": {"color": "#3b7dd8", "linestyle": "--", "marker": "s"},
    "hybrid": {"color": "#2f9e5b", "linestyle": "-.", "marker": "D"},
}
_MOST_SWINGS = 8
_DARK = "#1f2328"


def drawable(estimate: Estimate) -> bool:
    """Whether the cost of at least one option is known in full."""
    return any(not course.lacks for course in estimate.result.courses)


def svg(estimate: Estimate, *, standalone: bool = True) -> str:
    """The chart as SVG; not ``standalone`` to be put into a page, whose text colour it takes."""
    out = StringIO()
    with mpl.rc_context(_style(INK)):
        _figure(estimate, INK).savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    title = f"{estimate.title}: total cost"
    return themed(out.getvalue(), title, describe(estimate), name=f"cost {estimate.path}", standalone=standalone)


def png(estimate: Estimate) -> bytes:
    """The chart as PNG, dark on white."""
    out = BytesIO()
    with mpl.rc_context(_style(_DARK)):
        _figure(estimate, _DARK).savefig(out, format="png", dpi=150, facecolor="white", metadata={"Software": None})
    return out.getvalue()


def describe(estimate: Estimate) -> str:
    """What the chart shows, in sentences, for whoever does not see it."""
    last = estimate.result.horizons[-1]
    sentences = [words.headline(estimate)]
    sentences += [
        f"{words.NAMES[course.option]} after {last} months: {words.band(course.months[last])}."
        for course in _shown(estimate)
    ]
    sentences += [words.breaks_even(even) for even in estimate.result.break_even]
    if estimate.result.swings:
        first = estimate.result.swings[0]
        sentences.append(f"{words.moved(estimate)} is moved most by: {words.spec_of(first.name).title}.")
    return " ".join(sentences)


def _style(ink: str) -> Any:
    return {
        "svg.fonttype": "none", "svg.hashsalt": "adr-lint", "font.size": 10, "font.family": "DejaVu Sans",
        "text.parse_math": False, "text.color": ink, "axes.labelcolor": ink, "axes.edgecolor": ink, "xtick.color": ink,
        "ytick.color": ink, "axes.spines.top": False, "axes.spines.right": False, "hatch.linewidth": 0.8,
        "axes.facecolor": "none", "figure.facecolor": "none",
    }  # fmt: skip


def _shown(estimate: Estimate) -> list[Course]:
    return [course for course in estimate.result.courses if not course.lacks]


def _figure(estimate: Estimate, ink: str) -> Figure:
    swings = estimate.result.swings[:_MOST_SWINGS]
    below = 0.32 * len(swings) + 1.1 if swings else 0.0
    figure = Figure(figsize=(9, 4.9 + below), layout=ConstrainedLayoutEngine(h_pad=0.12, w_pad=0.1))
    axes = figure.subplots(2 if swings else 1, 1, squeeze=False, height_ratios=[4.2, below] if swings else None)
    _courses(axes[0][0], estimate, ink)
    if swings:
        _tornado(axes[1][0], estimate, swings, ink)
    return figure


def _courses(axes: Any, estimate: Estimate, ink: str) -> None:
    horizons = estimate.result.horizons
    for course in _shown(estimate):
        look = _LOOKS[course.option]
        months = range(len(course.months))
        middle = [band.p50 for band in course.months]
        axes.fill_between(
            months, [b.p10 for b in course.months], [b.p90 for b in course.months],
            color=look["color"], alpha=0.18, linewidth=0,
        )  # fmt: skip
        axes.plot(months, middle, linewidth=2.2, markersize=7, markevery=list(horizons), clip_on=False, **look)
    _ends(axes, _shown(estimate))
    axes.set_title(words.headline(estimate).split(":")[0], loc="left", fontsize=13, fontweight="bold", pad=44)
    subtitle = "Lines: the middle of the draws; bands: four of five. " + " ".join(
        words.breaks_even(even) for even in estimate.result.break_even
    )
    axes.text(0, 1.02, fill(subtitle, 105), transform=axes.transAxes, fontsize=9.5, va="bottom")
    axes.set_xlabel("months")
    axes.set_xlim(0, horizons[-1])
    axes.set_ylim(bottom=0)
    axes.set_xticks(sorted({0, *horizons, *range(0, horizons[-1] + 1, 6 if horizons[-1] <= 60 else 12)}))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: words.short(value)))
    axes.grid(axis="y", color=ink, alpha=0.15, linewidth=0.8)
    for horizon in horizons:
        axes.axvline(horizon, color=ink, alpha=0.35, linewidth=0.8, linestyle=":")


def _ends(axes: Any, courses: Sequence[Course]) -> None:
    """Each line's name and amount at its end, moved apart where they would lie on each other."""
    if not courses:
        return
    top = max(course.months[-1].p90 for course in courses) or 1.0
    least = -top
    for course in sorted(courses, key=lambda course: course.months[-1].p50):
        amount = course.months[-1].p50
        least = max(amount, least + top * 0.07)
        axes.annotate(
            f"{words.NAMES[course.option]} {words.short(amount)}",
            (len(course.months) - 1, least), xytext=(8, 0), textcoords="offset points",
            va="center", fontweight="bold", color=_LOOKS[course.option]["color"], annotation_clip=False,
        )  # fmt: skip


def _tornado(axes: Any, estimate: Estimate, swings: Sequence[Swing], ink: str) -> None:
    base = estimate.result.swing_base
    for row, swing in enumerate(swings):
        for end, hatch, alpha in ((swing.at_low, "////", 0.35), (swing.at_high, "", 0.85)):
            axes.barh(row, end - base, left=base, height=0.62, color="#7a7f87", alpha=alpha, hatch=hatch, edgecolor=ink,
                      linewidth=0.6)  # fmt: skip
    axes.set_yticks(range(len(swings)), [f"{words.spec_of(s.name).title}\n{words.ends(s)}" for s in swings], fontsize=8)
    axes.invert_yaxis()
    axes.axvline(base, color=ink, linewidth=1)
    axes.xaxis.set_major_locator(MaxNLocator(7))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: words.short(value)))
    axes.grid(axis="x", color=ink, alpha=0.15, linewidth=0.8)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    currency = f", {estimate.inputs.currency}" if estimate.inputs.currency else ""
    axes.set_title(f"What moves it most: {words.moved(estimate)}{currency}", loc="left", fontsize=11, fontweight="bold")
    keys = [Patch(facecolor="#7a7f87", alpha=0.35, hatch="////", edgecolor=ink, label="input at its 10th percentile"),
            Patch(facecolor="#7a7f87", alpha=0.85, edgecolor=ink, label="at its 90th")]  # fmt: skip
    axes.legend(handles=keys, loc="lower right", fontsize=8, frameon=False)
