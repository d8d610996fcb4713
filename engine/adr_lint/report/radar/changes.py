"""What moves on a radar, for people, for programs, and for a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from adr_lint.radar.diff import Change
from adr_lint.report.data import dumps
from adr_lint.report.layout import table
from adr_lint.report.markdown_text import code, prose, row
from adr_lint.report.radar.text import where
from adr_lint.report.safe import safe

_SIGNS = {"new": "*", "in": "<", "out": ">", "gone": "-", "differs": "!", "agrees": "="}


def text(found: Sequence[Change], rings: Mapping[str, str], ref: str, stays: int) -> str:
    """One line for each change, and how many stay where they are."""
    rows = [
        [
            _SIGNS[change.kind],
            safe(change.name),
            safe(words(change, rings)),
            where(change.by) if change.by else "radar file",
        ]
        for change in found
        if change.kind != "gone"
    ] + [["-", safe(c.name), safe(words(c, rings)), ""] for c in found if c.kind == "gone"]
    head = f"The radar against {safe(ref)}:" if found else f"Nothing moves on the radar against {safe(ref)}."
    return "\n".join([head, *(f"  {line}" for line in table(rows)), _count(found, stays)]) + "\n"


def data(found: Sequence[Change], ref: str, commit: str) -> str:
    """The same for programs."""
    return dumps({"format": 1, "ref": ref, "commit": commit, "changes": [_entry(change) for change in found]})


def markdown(found: Sequence[Change], rings: Mapping[str, str], ref: str, stays: int) -> str:
    """The same as a comment on a pull request."""
    return "\n".join(_markdown(found, rings, ref, stays)) + "\n"


def words(change: Change, rings: Mapping[str, str]) -> str:
    """What happens to the technology."""
    before, after = rings.get(change.before, ""), rings.get(change.after, "")
    return {
        "new": f"new: {after}",
        "in": f"moves in: {before} to {after}",
        "out": f"moves out: {before} to {after}",
        "gone": f"gone, was {before}",
        "differs": f"stays on {before} by the radar file, and records say {after}",
        "agrees": f"records and radar file agree again: {after}",
    }[change.kind]


def _markdown(found: Sequence[Change], rings: Mapping[str, str], ref: str, stays: int) -> Iterator[str]:
    yield f"### Tech radar against {prose(ref)}"
    yield ""
    if found:
        yield row("Technology", "What moves", "By")
        yield row("---", "---", "---")
    for change in found:
        by = code(where(change.by)) if change.by else "" if change.kind == "gone" else "radar file"
        yield row(prose(change.name), prose(words(change, rings)), by)
    if found:
        yield ""
    yield _count(found, stays)


def _count(found: Sequence[Change], stays: int) -> str:
    moved = len(found)
    return f"{moved} technolog{'y' if moved == 1 else 'ies'} changed, {stays} unchanged"


def _entry(change: Change) -> dict[str, Any]:
    by = change.by
    return {
        "kind": change.kind,
        "name": change.name,
        "before": change.before or None,
        "after": change.after or None,
        "record": by.record if by else None,
        "line": by.line if by else None,
        "title": by.title if by else None,
    }
