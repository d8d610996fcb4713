"""``check --show-files`` and ``--show-settings``: what a run would read and by which settings, without judging."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from adr_lint.cli import FAILED, OK, options
from adr_lint.cli.reporting import Target
from adr_lint.errors import UserError, where
from adr_lint.model import Skipped, Source
from adr_lint.report.safe import safe
from adr_lint.report.tally import count_words

if TYPE_CHECKING:
    from adr_lint.config.effective import Setting
    from adr_lint.workspace import Flags, Workspace

Row = tuple[str, Any, str]
"""A setting: its key, its value, and where it comes from."""


def target_of(wanted: Sequence[Target], flag: str) -> Target:
    """Where the list goes. Raises ``UserError`` for a form that it does not have."""
    if len(wanted) > 1 or wanted[0].format not in ("text", "json"):
        raise UserError(f"{flag} prints one list, as text or json", suggestion=f"{flag} --format json")
    return wanted[0]


def files(space: Workspace, found: Sequence[Source], skipped: Sequence[Skipped], target: Target) -> int:
    """Every file that was found: what it was taken for, or why it was not read."""
    entries = sorted(
        [*(_record(space, source) for source in found), *(_skipped(one) for one in skipped)],
        key=lambda entry: entry["path"],
    )
    if target.format == "json":
        from adr_lint.report.data import dumps

        options.write(dumps({"files": entries}), target.file, utf8=True)
    else:
        failed = sum(one.failed for one in skipped)
        counts = [count_words(len(found), "record")]
        counts += [
            f"{count:,} {what}" for count, what in ((len(skipped) - failed, "skipped"), (failed, "not read")) if count
        ]
        options.write("".join(f"{line}\n" for line in (*map(_line, entries), ", ".join(counts))), target.file)
    unread = not found and not any(one.by_request for one in skipped)
    return FAILED if unread or any(one.failed for one in skipped) else OK


def _record(space: Workspace, source: Source) -> dict[str, Any]:
    from adr_lint.parse import parse

    record = parse(source, space.session_of(source.path).conventions)
    taken = {"form": record.format, "status": record.status, "title": record.title}
    return {"path": source.path, "taken_for": "record", **taken, "config": space.lookup.of(source.path).file}


def _skipped(one: Skipped) -> dict[str, Any]:
    return {"path": one.path, "taken_for": "not read" if one.failed else "skipped", "reason": one.reason}


def _line(entry: dict[str, Any]) -> str:
    if "reason" in entry:
        return f"{safe(entry['path'])}: {entry['taken_for']}: {safe(entry['reason'])}"
    by = f", by {safe(entry['config'])}" if entry["config"] else ""
    return f"{safe(entry['path'])}: record ({entry['form']}, {entry['status'] or 'no status'}){by}"


def settings(space: Workspace, paths: Sequence[str], target: Target) -> int:
    """The settings for each of the paths: those of the files, and before them those of the command line."""
    from adr_lint.config.effective import settings_of

    shown = []
    for path in paths or ["."]:
        config = space.lookup.of(path)
        rows = list(_with_flags(list(rows_of(settings_of(config, os.path.abspath(path)))), space.flags))  # noqa: PTH100
        space.session_of(path)  # says which names in them are none
        shown.append((path, config.files, rows))
    if target.format == "json":
        from adr_lint.report.data import dumps

        data = [
            {
                "path": path,
                "files": list(names),
                "settings": [{"key": key, "value": value, "from": source} for key, value, source in rows],
            }
            for path, names, rows in shown
        ]
        options.write(dumps(data), target.file, utf8=True)
    else:
        options.write("\n".join(settings_text(*one) for one in shown), target.file)
    return OK


def rows_of(found: Sequence[Setting]) -> Iterator[Row]:
    """Settings of files, as they are shown."""
    for one in found:
        yield one.key, one.value, where(one.place) if one.place else "(default)"


def settings_text(path: str, names: Sequence[str], rows: Sequence[Row]) -> str:
    """The settings for a path as a table, below the files that they come from."""
    from adr_lint.report.layout import table

    head = f"{safe(path)}: {', '.join(map(safe, names)) or 'no configuration file: the defaults'}"
    cells = [[key, safe("-" if value is None else str(value)), safe(source)] for key, value, source in rows]
    return "\n".join([head, *(f"  {row}" for row in table(cells))]) + "\n"


def _with_flags(rows: Sequence[Row], flags: Flags) -> Iterator[Row]:
    """The rows with what the command line says in the place of what it overrules, or behind what it adds to."""
    said = {
        "profile": [flags.profile] if flags.profile else [],
        "select": flags.select, "ignore": flags.ignore, "fail-on": [flags.fail_on] if flags.fail_on else [],
        "policies": flags.policies, "radar": [flags.radar] if flags.radar else [],
        "engine": [flags.engine] if flags.engine != "auto" else [],
    }  # fmt: skip
    added = {"policies"} if flags.select else {"policies", "ignore"}
    keys = list(dict.fromkeys([*(key for key, _, _ in rows), *said]))
    for key in keys:
        own = [(key, value, "(command line)") for value in said.get(key, ())]
        kept = [row for row in rows if row[0] == key and not (own and row[1] is None)]
        overruled = (own and key not in added) or (key == "ignore" and flags.select)
        stated = [*([] if overruled else kept), *own]
        yield from stated or [(key, "auto" if key == "engine" else None, "(default)")]
