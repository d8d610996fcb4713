"""Decisions that turn an earlier one round without saying so: they adopt what it rejected, or drop what it chose."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from adr_lint.corpus.outline import Outline
from adr_lint.corpus.supersession import mentions
from adr_lint.model import Evidence
from adr_lint.parse.considered import tokens
from adr_lint.regexes import regex

Found = tuple[str, Evidence]
Key = tuple[str, frozenset[str]]

_ADOPTS = regex(r"(?i)(?:we (?:will )?)?(?:use|adopt|choose|introduce|select)\s+(?P<what>.+)")
_DROPS = regex(
    r"(?i)(?:we (?:will )?)?(?:remove|drop|stop using|replace|retire|decommission|abandon"
    r"|(?:migrate|move|switch)(?: away)? (?:from|off))\s+(?P<what>.+)"
)
_END = regex(r"(?i)\s+(?:as|for|to|with|in|on|by|from|and|via|over|instead|because|when|where)\b|[,;:(\u2013—]|\s-\s")
_TOO_PLAIN = frozenset({"nothing", "status", "quo", "current", "existing", "keep", "none", "other", "yes", "no"})
_MOST = 20
"""Records that a key may lead to; what more share says nothing."""


def found(outlines: Sequence[Outline]) -> dict[str, list[Found]]:
    """By the path of the later record."""
    by_rejected: dict[Key, list[Outline]] = defaultdict(list)
    by_adopted: dict[Key, list[Outline]] = defaultdict(list)
    for outline in outlines:
        if outline.status == "accepted":
            for name in outline.rejected:
                _put(by_rejected, outline, name)
            _put(by_adopted, outline, _what(_ADOPTS, outline.title))
    result: dict[str, list[Found]] = {}
    for outline in outlines:
        if outline.live and (entries := list(_of(outline, by_rejected, by_adopted))):
            result[outline.path] = entries
    return result


def _put(index: dict[Key, list[Outline]], outline: Outline, name: str) -> None:
    key = _key(name)
    if key:
        index[outline.folder, key].append(outline)


def _key(name: str) -> frozenset[str]:
    words = frozenset(tokens(name))
    return frozenset() if words & _TOO_PLAIN or max(map(len, words), default=0) < 3 else words


def _what(pattern: re.Pattern[str], title: str) -> str:
    match = pattern.match(title)
    return _END.split(match["what"], maxsplit=1)[0] if match else ""


def _of(
    outline: Outline, by_rejected: dict[Key, list[Outline]], by_adopted: dict[Key, list[Outline]]
) -> Iterator[Found]:
    mine = {_key(name) for name in outline.rejected}
    for earlier in by_rejected.get((outline.folder, _key(outline.chosen)), [])[:_MOST]:
        if _key(earlier.chosen) in mine and _silently(outline, earlier):
            words = f"it chooses {outline.chosen} over {earlier.chosen}, and {_name(earlier)} the other way round"
            yield words, outline.title_evidence
    for earlier in by_adopted.get((outline.folder, _key(_what(_DROPS, outline.title))), [])[:_MOST]:
        if _silently(outline, earlier):
            yield f"it drops what {_name(earlier)} decided on", outline.title_evidence


def _silently(outline: Outline, earlier: Outline) -> bool:
    """Whether the one is later than the other, and neither names the other."""
    if earlier is outline or mentions(outline, earlier) or mentions(earlier, outline):
        return False
    return (earlier.date or "", _value(earlier)) < (outline.date or "", _value(outline))


def _value(outline: Outline) -> int:
    return outline.number.value if outline.number else 0


def _name(outline: Outline) -> str:
    return posixpath.basename(outline.path)
