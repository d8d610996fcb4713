"""The command line. Each verb is a module of its own, imported only when it is called."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from importlib import import_module

import click

from adr_lint.errors import UserError, did_you_mean

OK, FINDINGS, FAILED, INTERRUPTED = 0, 1, 2, 130

_VERBS = {
    "baseline": ("adr_lint.cli.baseline", "Accept the findings as they stand, and take out those that are gone."),
    "check": ("adr_lint.cli.check", "Judge the records and report findings."),
    "completion": ("adr_lint.cli.about", "Print the script that completes commands in your shell."),
    "config": ("adr_lint.cli.config", "Show the settings in force and where each comes from; print their schema."),
    "docs": ("adr_lint.cli.about", "Write a page for every rule, from the policies."),
    "explain": ("adr_lint.cli.rules", "Explain a rule or a chapter."),
    "facts": ("adr_lint.cli.facts", "Show what was read from the records, and where."),
    "init": ("adr_lint.cli.init", "Set up a repository: configuration, hook, workflow, baseline."),
    "list": ("adr_lint.cli.index", "List the records: a table, CSV, Markdown, JSON or JSON-ADR."),
    "matrix": (
        "adr_lint.cli.matrix",
        "Weigh the six factors: their evidence, which way each leans, what would turn it.",
    ),
    "new": ("adr_lint.cli.new", "Write a new record, from a template that asks for what matters."),
    "radar": ("adr_lint.cli.radar", "Show the technologies that records adopt, try, watch or retire."),
    "report": ("adr_lint.cli.report", "Write records, findings and radar as a site to open in a browser."),
    "rules": ("adr_lint.cli.rules", "List the rules."),
    "schema": ("adr_lint.cli.about", "Print a JSON Schema, for editors."),
    "tco": ("adr_lint.cli.tco", "Compare the total cost of building and buying over the months."),
}


class _Verbs(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return list(_VERBS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        if name not in _VERBS:
            return None
        command = getattr(import_module(_VERBS[name][0]), name)
        assert isinstance(command, click.Command)  # noqa: S101
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _VERBS and not args[0].startswith("-"):
            judge = f"to judge records: adr-lint check {args[0]}"
            hint = judge if os.path.exists(args[0]) else did_you_mean(args[0], _VERBS) or judge  # noqa: PTH110
            raise click.UsageError(f"there is no command '{args[0]}'; {hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _VERBS.items()])


def _print_version(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from adr_lint.cli.about import version_line

        click.echo(version_line())
        ctx.exit()


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version,
    help="Show the version and the engine in use, and exit.",
)  # fmt: skip
@click.option(
    "--traceback", is_flag=True, expose_value=False,
    help="Show where an unexpected error happened (also ADR_LINT_TRACEBACK=1).",
)  # fmt: skip
def cli() -> None:
    """Review the build-or-buy decisions in architecture decision records.

    Exit codes: 0 no findings at the threshold or above, 1 findings, 2 wrong use or failure.
    """


def main() -> None:
    """The entry point: every mistake of a user becomes words, never a traceback."""
    gc.disable()  # a short process that makes many small values and no cycles worth collecting
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # its descriptor was closed; the verdict is wanted all the same
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
    code = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # closed, or whoever read it has gone
            stream.flush()
    os._exit(code)  # freeing every value first, as sys.exit does, takes a tenth of a short run


def run(arguments: list[str]) -> int:
    """Run one command and give its exit code."""
    # Taken out here, so that it may stand anywhere: people add it to the end of the line that failed.
    wants_traceback = "--traceback" in arguments or bool(os.environ.get("ADR_LINT_TRACEBACK"))
    arguments = [argument for argument in arguments if argument != "--traceback"]
    try:
        code = cli.main(args=arguments, prog_name="adr-lint", standalone_mode=False)
        sys.stdout.flush()
    except UserError as error:
        _complain(str(error))
        return FAILED
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return FAILED
    except BrokenPipeError:
        silence()
        return OK
    except OSError as error:
        # Disk full, no descriptors left: the machine's trouble, met where nobody expected it.
        if wants_traceback:
            _show_traceback()
        silence()
        _complain(f"{error.strerror or error}: {error.filename}" if error.filename else error.strerror or str(error))
        return FAILED
    except Exception as error:
        if wants_traceback:
            _show_traceback()
        _complain(
            f"{type(error).__name__}: {error}\n  this is a bug in adr-lint; please report it with the record that "
            "brought it about (ADR_LINT_TRACEBACK=1 shows where it happened)"
        )
        return FAILED
    return code if isinstance(code, int) else OK


def silence() -> None:
    """Whoever read us has gone: nothing more can be said there, and Python must not try at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _show_traceback() -> None:
    from traceback import print_exc

    print_exc()


def _complain(text: str) -> None:
    from adr_lint.report.safe import safe_block

    click.echo(f"error: {safe_block(text)}", err=True)
