"""What a later update makes of the decision that it updates."""

from __future__ import annotations

from itertools import takewhile

from adr_lint.facts.pages import Page
from adr_lint.facts.platforms import Wording
from adr_lint.facts.roles import OVERTURNED
from adr_lint.regexes import regex

_NO_MORE = regex(rb"\b(?:no longer (?:valid|in force)|withdrawn|void|overruled|overturned|revoked|obsolete|invalid)\b")
"""What a heading says of a decision that holds no more."""
_DECIDES = frozenset({"title-line", "chosen-name", "chosen", "decision", "update"})


def overturn(page: Page, wording: Wording) -> None:
    """Give the role ``OVERTURNED`` to what decided before the last update that says so, and where its heading does.

    What it says of the team, the money and the rest may still hold.
    """
    for passage in page.passages:
        if passage.roles & _DECIDES and "update" not in passage.roles and _NO_MORE.search(passage.heading):
            passage.roles |= {OVERTURNED}
    if not any("update" in passage.roles for passage in page.passages):
        return  # most records have none, and need no pattern for it
    said = [passage for passage in wording.saying("overturned", page) if "update" in passage.roles]
    if not said:
        return
    last = said[-1]
    for passage in takewhile(lambda passage: passage is not last, page.passages):
        together = passage.block.section == last.block.section and "update" in passage.roles
        if passage.roles & _DECIDES and not together:
            passage.roles |= {OVERTURNED}
