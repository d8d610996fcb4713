"""From paths to a chart, for the verbs that show one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adr_lint.cli import FAILED, OK, configured, options
from adr_lint.errors import UserError
from adr_lint.model import Report, Skipped, Source

if TYPE_CHECKING:
    from adr_lint.parse import Conventions
    from adr_lint.past import Past
    from adr_lint.radar.chart import Chart
    from adr_lint.workspace import Workspace


def read(
    space: Workspace, paths: tuple[str, ...], stdin_filename: str | None, file: str | None, since: str
) -> tuple[Chart, Report, dict[str, str]]:
    """The chart of the records and the radar file, the report that it came from, and the records' texts."""
    listed = load(space, radar_file(space, file))
    sources, skipped = configured.sources(space, paths, stdin_filename)
    chart, report = gathered(space, sources, skipped, listed, since)
    return chart, report, {source.path: source.text for source in sources}


def radar_file(space: Workspace, file: str | None) -> str | None:
    """The radar file that the flag names, else the configuration; None without one."""
    stated = space.lookup.of(".").radar
    return file or (stated.value if stated else None)


def load(space: Workspace, file: str | None) -> Chart | None:
    """The radar file as a chart; an empty one where only the configuration names rings. Raises ``UserError``."""
    from adr_lint.radar.own import chart_of, load_chart

    rings = {role: name.value for role, name in space.lookup.of(".").rings.items()}
    if file is not None:
        return load_chart(file, rings)
    return chart_of({"technologies": []}, rings) if rings else None


def gathered(
    space: Workspace, sources: Sequence[Source], skipped: Sequence[Skipped], listed: Chart | None, since: str = ""
) -> tuple[Chart, Report]:
    """The chart of some records and a radar file, and the report that it came from."""
    from adr_lint.radar.gather import gather
    from adr_lint.radar.known import known
    from adr_lint.radar.merge import merge

    report = space.run(sources, skipped)
    placed = gather(report.readings, {source.path: source.text for source in sources}, known())
    return merge(placed, listed, known(), since), report


def at(base: Past, space: Workspace, paths: Sequence[str], file: str | None) -> Chart:
    """The chart as the records and the radar file stood at a commit, judged as they would be now."""
    import tempfile

    from adr_lint.parse import conventions

    names = conventions.load()
    listed_at = base.inside(file) if file is not None else None
    kept = (names.pointer, *names.extensions)
    with tempfile.TemporaryDirectory(prefix="adr-lint-") as made:
        folder = Path(made).resolve()
        base.lay_out(folder, lambda name: name == listed_at or name.casefold().endswith(kept))
        there = folder / listed_at if listed_at is not None else None
        listed = load(space, str(there) if there is not None and there.is_file() else None)
        sources, skipped = _found(base, folder, paths or space.paths(), names)
    return gathered(space, *space.without_excluded(sources, skipped), listed)[0]


def _found(base: Past, folder: Path, paths: Sequence[str], names: Conventions) -> tuple[list[Source], list[Skipped]]:
    """The records below the folder that the paths of now name, under the paths of now."""
    from adr_lint.discover import discover, usual_folders

    def now(path: str) -> str:
        return base.outside(Path(path).relative_to(folder).as_posix())

    inside = [path for path in map(base.inside, paths) if path is not None]
    wanted = [str(folder / path) for path in inside if (folder / path).exists()]
    if not paths:
        here = folder / (base.inside(".") or ".")
        wanted = usual_folders(names, str(here)) if here.is_dir() else []
    if not wanted:
        return [], []
    sources, skipped = discover(wanted, conventions=names)
    return (
        [replace(source, path=now(source.path)) for source in sources],
        [replace(one, path=now(one.path)) for one in skipped],
    )


def finish(report: Report) -> int:
    """Say on standard error what was not read or judged, and give the exit code."""
    options.report_skipped(report.skipped, report.failures)
    if not report.readings:
        click.echo("error: nothing was read as a record", err=True)
    failed = not report.readings or report.failures or any(skipped.failed for skipped in report.skipped)
    return FAILED if failed else OK


def day(text: str) -> str:
    """``text`` as year-month-day or year-month. Raises ``UserError``."""
    import re
    from datetime import date

    match = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", text)
    try:
        if text and (match is None or not date(int(match[1]), int(match[2]), int(match[3] or 1))):
            raise ValueError
    except ValueError:
        raise UserError(
            f"--since is '{text}'", suggestion="write a day such as 2025-01-31, or a month such as 2025-01"
        ) from None
    return text
