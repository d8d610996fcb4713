"""``adr-lint report``: the records, their findings and their radar as a site to open in a browser."""

from __future__ import annotations

import click

from adr_lint.cli import charting, configured, options
from adr_lint.report.safe import safe


@click.command()
@options.paths
@configured.configuration
@options.policies
@click.option("-o", "--output", metavar="FOLDER", required=True, help="Where the site goes; a folder of its own.")
@click.option("--force", is_flag=True, help="Write into a folder that is there already and is no report of ours.")
@click.option("--title", default="Decisions", show_default=True, help="What stands over the first page.")
@click.option("--since", metavar="DATE", default="", help="Show moves on the radar from this day on.")
def report(
    paths: tuple[str, ...],
    stdin_filename: str | None,
    config: str | None,
    isolated: bool,
    policy: tuple[str, ...],
    radar: str | None,
    engine: str,
    output: str,
    force: bool,
    title: str,
    since: str,
) -> int:
    """Write the records at PATHS, with findings, matrices and the tech radar, as a static site to FOLDER.

    The site is one folder without server or network: open its index.html. The exit code says nothing of findings.
    """
    from adr_lint.report.html.templating import environment
    from adr_lint.report.site import folder
    from adr_lint.report.site.build import Material, site

    environment()  # says what is missing before anything is read
    folder.check(output, force=force)
    space = configured.workspace(config, isolated, policy, radar=radar, engine=engine)
    chart, found, texts = charting.read(space, paths, stdin_filename, radar, charting.day(since))
    policies = space.policies
    material = Material(title, found, texts, chart, {rule.id: rule for rule in policies.rules}, policies.factors)
    files = site(material)
    folder.write(output, files, force=force)
    count = len(found.readings)
    click.echo(f"{count} record{'' if count == 1 else 's'} in {safe(output)}: open {safe(output)}/index.html")
    return charting.finish(found)
