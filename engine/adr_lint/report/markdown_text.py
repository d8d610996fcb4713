"""Text of unknown origin inside Markdown: it stays text, whatever mark-up, mention or reference it spells."""

from __future__ import annotations

import re

from adr_lint.report.layout import cut
from adr_lint.report.safe import safe

_KEPT = re.compile(r"[^\x00-\x7f]|[A-Za-z0-9 ,.:;'()?%+/=\"-]")
_GAP = "\u200b"
"""A gap without width, which ``safe`` lets through from nobody else: code hosts look for mentions and references in
what is shown, so that writing ``@`` as a reference to a character does not hide it."""

_REFERENCE = re.compile(
    r"""@                             # @user, a@example.org
    | [#!~$%&^](?=[\w"(\[])           # #12, !12, ~label, $12, %milestone, &epic
    | :(?=[\w+-]+:|//)                # :emoji:, https://
    | www(?=\.) | \bGH(?=-\d)
    | \b(?=[0-9a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,}\b  # a commit
    """,
    re.VERBOSE | re.IGNORECASE,
)


def prose(text: str, limit: int = 500) -> str:
    """One line of text, cut where it is long."""
    gapped = _REFERENCE.sub(_gapped, safe(cut(text, limit)))
    return "".join(c if c != _GAP and _KEPT.match(c) else f"&#{ord(c)};" for c in gapped)


def _gapped(match: re.Match[str]) -> str:
    """What a reference begins with, and a gap; a commit, which is known by seven digits, in pieces of six."""
    return "".join(match[0][start : start + 6] + _GAP for start in range(0, len(match[0]), 6))


def code(text: str, limit: int = 500) -> str:
    """As ``prose``, in the type of code; good in tables, too."""
    return f"<code>{prose(text, limit)}</code>"


def row(*cells: str) -> str:
    """A row of a table, of cells that are Markdown already."""
    return f"| {' | '.join(cells)} |"
