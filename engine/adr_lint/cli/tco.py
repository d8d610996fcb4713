"""``adr-lint tco``: what building, buying and a mix of both cost over the months."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from adr_lint.cli import FAILED, OK, configured, options
from adr_lint.cost.assumptions import assumptions
from adr_lint.cost.gather import metavar
from adr_lint.cost.nouns import Estimate
from adr_lint.errors import UserError
from adr_lint.extras import require
from adr_lint.model import Passed, Reading

if TYPE_CHECKING:
    from adr_lint.costing import Asked

Pair = tuple[Estimate, Sequence[Passed]]
"""A record's estimate, and what was passed over in its cost tables."""
_CHARTS = ("svg", "png")


def _inputs(function: Callable[..., Any]) -> Callable[..., Any]:
    """A flag for every input that there is (policies/cost.yaml)."""
    for spec in reversed([*assumptions().specs.values()]):
        assumed = " (assumed where not given)" if spec.default or spec.name == "salary" else ""
        text = f"{spec.meaning[0].upper()}{spec.meaning[1:]}{assumed}."
        function = click.option(spec.flag, spec.name, metavar=metavar(spec), help=text)(function)
    return function


@click.command()
@options.paths
@configured.configuration
@options.policies
@options.output_as("text", "json", "html", *_CHARTS)
@click.option("--months", default="", metavar="N,N", help="Over how many months, instead of 24,36.")
@click.option("--currency", default="", metavar="CODE", help="Reckon in this currency, instead of the commonest.")
@click.option("--rate", multiple=True, metavar="EUR=1.08USD", help="What one currency is worth in another.")
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=1, show_default=True, help="Seed of the draws.")
@_inputs
def tco(
    paths: tuple[str, ...],
    stdin_filename: str | None,
    config: str | None,
    isolated: bool,
    policy: tuple[str, ...],
    radar: str | None,
    engine: str,
    format_: str,
    output: str | None,
    color: str,
    months: str,
    currency: str,
    rate: tuple[str, ...],
    seed: int,
    **inputs: str | None,
) -> int:
    """Compare the total cost of building and buying for the records at PATHS.

    Every input comes from a flag, a fact that the record declares, its cost table, or its prose, in that order; else
    from a stated assumption. A value may be a range ('2-3', 'EUR 8k-12k'). A missing price is named and asked for.
    """
    from adr_lint.costing import asked

    require("adr-lint tco", "charts", "numpy", *(("matplotlib",) if format_ in ("html", *_CHARTS) else ()))
    wishes = asked(inputs, rates=rate, currency=currency, months=months, seed=seed)
    space = configured.workspace(config, isolated, policy, radar=radar, engine=engine)
    found, skipped = configured.sources(space, paths, stdin_filename)
    estimates = [_estimate(space.session_of(source.path).read(source), wishes) for source in found]
    to_file = output not in (None, "-")
    if format_ in _CHARTS:
        _write_chart(estimates, format_, output)
    elif format_ == "html":
        from adr_lint.report.cost import page

        options.write(page.render(estimates), output, utf8=True)
    elif format_ == "json":
        from adr_lint.report.cost import data
        from adr_lint.report.data import dumps

        records = [data.estimate_data(*pair) for pair in estimates]
        options.write(dumps({"format": data.FORMAT, "records": records}), output, utf8=True)
    else:
        from adr_lint.report.cost import text

        paint, width = options.painter(color, to_file=to_file), options.width(to_file=to_file)
        parts = [text.render(*pair, paint=paint, width=width) for pair in estimates]
        options.write("\n\n".join(parts) + "\n", output)
    options.report_skipped(skipped, ())
    return FAILED if not estimates or any(one.failed for one in skipped) else OK


def _estimate(reading: Reading, wishes: Asked) -> Pair:
    from adr_lint.costing import estimate, table_of

    return estimate(reading, wishes), table_of(reading)[1]


def _write_chart(estimates: Sequence[Pair], format_: str, output: str | None) -> None:
    from adr_lint.report.cost import chart

    if len(estimates) != 1:
        raise UserError(
            f"a chart is of one record, and {len(estimates)} were read",
            suggestion="name one record, or take --format html for all of them",
        )
    if not chart.drawable(estimates[0][0]):
        raise UserError(
            f"{estimates[0][0].path}: there is nothing to draw, since no option's cost is known",
            suggestion="adr-lint tco without --format says what is missing",
        )
    if format_ == "svg":
        options.write(chart.svg(estimates[0][0]), output, utf8=True)
    elif output in (None, "-") and sys.stdout.isatty():
        raise UserError("a PNG is not for a terminal", suggestion="name a file: -o cost.png")
    elif output in (None, "-"):
        sys.stdout.buffer.write(chart.png(estimates[0][0]))
    else:
        assert output is not None  # noqa: S101  # looked at above
        options.write_bytes(chart.png(estimates[0][0]), output)
