"""``adr-lint matrix``: the decision matrix of records, weighed, and what would turn it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from adr_lint.cli import configured, options
from adr_lint.cli.facts import finish, joined
from adr_lint.errors import UserError
from adr_lint.model import Reading

if TYPE_CHECKING:
    from adr_lint.matrix import Matrix
    from adr_lint.workspace import Workspace


@click.command()
@options.paths
@configured.configuration
@options.policies
@options.output_as("text", "json", "html", "svg")
@click.option("--weight", multiple=True, metavar="FACTOR=NUMBER", help="How much a factor counts (1 where not given).")
@click.option("--overview", is_flag=True, help="As text: one row for each record, instead of each in full.")
def matrix(
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
    weight: tuple[str, ...],
    overview: bool,
) -> int:
    """Weigh the decision matrix of the records at PATHS.

    Of each factor its evidence and which way it leans, what they come to, and which single fact would turn it.
    """
    weights = weights_of(weight)
    space = configured.workspace(config, isolated, policy, radar=radar, engine=engine)
    report = space.run(*configured.sources(space, paths, stdin_filename))
    pairs = [(reading, weighed(space, reading, weights)) for reading in report.readings]
    if format_ == "json":
        from adr_lint.report.data import dumps, skipped_data
        from adr_lint.report.matrix.data import matrix_data

        records = [matrix_data(*pair) for pair in pairs]
        made = dumps({"records": records, "skipped": skipped_data(report.skipped)})
    elif format_ == "text":
        from adr_lint.report.matrix import text

        paint = options.painter(color, to_file=output not in (None, "-"))
        shown = [text.overview(pairs, paint=paint)] if overview else [text.render(*pair, paint=paint) for pair in pairs]
        made = joined(shown, report)
    else:
        made = _drawn(pairs, format_)
    return finish(made, output, format_, report)


def _drawn(pairs: Sequence[tuple[Reading, Matrix]], format_: str) -> str:
    if not pairs:
        raise UserError("there is nothing to draw, since nothing was read as a record")
    if format_ == "html":
        from adr_lint.report.matrix import page

        return page.render(pairs)
    from adr_lint.report.matrix import drawing

    return drawing.svg(pairs)


def weighed(space: Workspace, reading: Reading, weights: dict[str, float]) -> Matrix:
    """A record's matrix by its configuration, with other weights. Raises ``UserError`` for a factor there is not."""
    from adr_lint.evaluate.weighing import weigh
    from adr_lint.policy.weights import weighted

    policies = space.session_of(reading.record.path).policies
    return weigh(reading.facts, policies, weighted(policies.factors, weights))


def weights_of(texts: Iterable[str]) -> dict[str, float]:
    """``factor=number`` as a mapping. Raises ``UserError``."""
    weights = {}
    for text in options.split(texts):
        name, _, number = text.partition("=")
        try:
            weight = float(number)
        except ValueError:
            weight = 0.0
        if not name.strip() or not 0 < weight <= 1000:
            raise UserError(
                f"--weight is '{text}'", suggestion="a factor and a number above 0 and up to 1000: team-size=2"
            )
        weights[name.strip()] = weight
    return weights
