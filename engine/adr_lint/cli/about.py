"""``adr-lint docs``, ``schema``, ``completion`` and ``--version``: adr-lint about itself."""

from __future__ import annotations

import json
import platform
from pathlib import Path

import click

from adr_lint import __version__, resources
from adr_lint.cli import FINDINGS, OK, configured, options
from adr_lint.errors import UserError, did_you_mean
from adr_lint.report.safe import safe


def version_line() -> str:
    """``adr-lint 0.1.0 (durable-rules 2.0.28, CPython 3.11.7)``, or why the stand-in judges."""
    from adr_lint.evaluate import available

    python = f"{platform.python_implementation()} {platform.python_version()}"
    missing = available()
    if missing is None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            engine = f"durable-rules {version('durable-rules')}"
        except PackageNotFoundError:
            engine = "durable-rules"
        return f"adr-lint {__version__} (engine: {engine}, {python})"
    return f"adr-lint {__version__} (engine: plain Python, {python}; {missing})"


@click.command()
@click.option("-o", "--output", default="docs/rules", show_default=True, metavar="FOLDER", help="Where the pages go.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 where a page is not what the policies say.")
@configured.configuration
@click.option("--policy", multiple=True, metavar="PATH", help="A policy file or folder beside adr-lint's own.")
def docs(output: str, check: bool, config: str | None, isolated: bool, policy: tuple[str, ...]) -> int:
    """Write a page for every rule, from the policies, to a folder of their own."""
    from adr_lint.report.rule_pages import pages

    folder = Path(output)
    wanted = pages(configured.policies(config, isolated, policy))
    there = {path.name for path in folder.glob("*.md")} if folder.is_dir() else set()
    stale = [name for name, text in sorted(wanted.items()) if name not in there or _text(folder / name) != text]
    orphans = sorted(there - set(wanted))
    if check:
        differences = [_difference(folder / name, wanted.get(name, "")) for name in sorted([*stale, *orphans])]
        count = len(differences)
        if not count:
            options.write(f"{len(wanted)} pages in {safe(output)} are what the policies say\n", None)
            return OK
        differ = "page differs" if count == 1 else "pages differ"
        last = f"{count} {differ} from what the policies say; 'adr-lint docs -o {output}' renews"
        options.write("".join([*differences, safe(last), "\n"]), None)
        return FINDINGS
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in stale:
            (folder / name).write_text(wanted[name], encoding="utf-8", newline="\n")
    except OSError as error:
        raise UserError(f"{output}: cannot be written: {error.strerror}") from None
    for name in orphans:
        click.echo(f"note: {safe(output)}/{safe(name)} is of no rule: remove it if it was generated", err=True)
    options.write(f"{len(wanted)} pages in {safe(output)}, {len(stale)} of them renewed\n", None)
    return OK


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8", errors="replace")
    except OSError as error:
        raise UserError(f"{path}: cannot be read: {error.strerror}") from None


def _difference(path: Path, wanted: str) -> str:
    from difflib import unified_diff  # only where a page differs

    there = _text(path).splitlines() if path.exists() else []
    after = f"{path} (by the policies)" if wanted else f"{path} (of no rule)"
    return "".join(
        f"{safe(line)}\n" for line in unified_diff(there, wanted.splitlines(), str(path), after, lineterm="")
    )


@click.command()
@click.argument("name", metavar="NAME")
def schema(name: str) -> int:
    """Print the JSON Schema (2020-12) of policies, platforms, decisions, radars, reports and the like."""
    if name == "decision":
        from adr_lint.policy.decision_schema import decision_schema
        from adr_lint.policy.load import load

        made = json.dumps(decision_schema(load().vocabulary), ensure_ascii=False, indent=2)
        options.write(made + "\n", None)
        return OK
    folder = resources.folder("schemas")
    known = sorted(path.name.removesuffix(".schema.json") for path in folder.glob("*.schema.json"))
    if name not in known:
        raise UserError(f"there is no schema '{name}'", allowed=known, suggestion=did_you_mean(name, known))
    options.write((folder / f"{name}.schema.json").read_text(encoding="utf-8"), None)
    return OK


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> int:
    """Print the script that completes adr-lint's commands; source it in your shell's start-up file."""
    from click.shell_completion import get_completion_class

    from adr_lint.cli import cli

    found = get_completion_class(shell)
    assert found is not None  # noqa: S101  # the choices above are click's own
    options.write(found(cli, {}, "adr-lint", "_ADR_LINT_COMPLETE").source(), None)
    return OK
