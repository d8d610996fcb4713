"""Decisions that turn an earlier one round without saying so: they adopt what it rejected, or drop what it chose."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from adr_lint.corpus.outline import Outline
from adr_lint.corpus.relations import unquoted
from adr_lint.corpus.supersession import mentions
from adr_lint.model import Evidence
from adr_lint.parse.considered import tokens
from adr_lint.regexes import regex

Found = tuple[str, Evidence]
Key = tuple[str, frozenset[str]]

_ADOPTS = regex(
    r"(?i)(?:we (?:will )?)?(?:(?:use|adopt|choose|introduce|select)\s+"
    r"|(?:deploy|build|run|manage|store|provision|test|monitor|log|host|serve)\w*\s[^:]{0,40}\b(?:with|using|on|through)\s+)"
    r"(?P<what>.+)"
)
_DROPS = regex(
    r"(?i)(?:we (?:will )?)?(?:remove|drop|stop using|replace|retire|decommission|abandon"
    r"|(?:migrate|move|switch)(?: away)? (?:from|off))\s+(?P<what>.+)"
)
_END = regex(r"(?i)\s+(?:as|for|to|with|in|on|by|from|and|via|over|instead|because|when|where)\b|[,;:(\u2013—]|\s-\s")
_TOO_PLAIN = frozenset({"nothing", "status", "quo", "current", "existing", "keep", "none", "other", "yes", "no"})
_KINDS = frozenset({"gem", "framework", "library", "tool", "service", "operator", "package", "platform", "database"})
"""Words that say what kind of thing is named, and are left out as often."""
_SHORT = 3
_MOST = 20
"""Records that a key may lead to; what more share says nothing."""


def found(outlines: Sequence[Outline]) -> dict[str, list[Found]]:
    """By the path of the later record."""
    by_rejected: dict[Key, list[Outline]] = defaultdict(list)
    by_adopted: dict[tuple[str, str], list[Outline]] = defaultdict(list)
    for outline in outlines:
        if outline.status == "accepted":
            for name in outline.rejected:
                if key := _key(name):
                    by_rejected[outline.folder, key].append(outline)
        if outline.live and (name := _named(_what(_ADOPTS, _words(outline.title)))):
            by_adopted[outline.folder, name].append(outline)
    result: dict[str, list[Found]] = {}
    for outline in outlines:
        if outline.live and (entries := list(_of(outline, by_rejected, by_adopted))):
            result[outline.path] = entries
    return result


def _key(name: str) -> frozenset[str]:
    words = frozenset(tokens(name))
    return frozenset() if words & _TOO_PLAIN or max(map(len, words), default=0) < 3 else words


def _named(what: str) -> str:
    """What is adopted or dropped, as one word: "PublicActivity" and "the public activity gem" are the same."""
    words = [word for word in tokens(what) if word not in _KINDS]
    return "" if _TOO_PLAIN & set(words) or len("".join(words)) < _SHORT else "".join(words)


def _words(title: str) -> str:
    """A title that is the name of its file ("use-public-activity-gem") as words."""
    return title if " " in title.strip() else title.replace("-", " ").replace("_", " ")


def _what(pattern: re.Pattern[str], title: str) -> str:
    match = pattern.match(title)
    return _END.split(match["what"], maxsplit=1)[0] if match else ""


def _of(
    outline: Outline, by_rejected: dict[Key, list[Outline]], by_adopted: dict[tuple[str, str], list[Outline]]
) -> Iterator[Found]:
    mine = {_key(name) for name in outline.rejected}
    for earlier in by_rejected.get((outline.folder, _key(outline.chosen)), [])[:_MOST]:
        if _key(earlier.chosen) in mine and _silently(outline, earlier):
            words = f"it chooses {outline.chosen} over {earlier.chosen}, and {_name(earlier)} the other way round"
            yield words, outline.title_evidence
    dropped = _named(_what(_DROPS, _words(outline.title)))
    for earlier in by_adopted.get((outline.folder, dropped), [])[:_MOST]:
        if _silently(outline, earlier):
            yield f"it drops what {_name(earlier)} decided on, which still stands", outline.title_evidence


def _silently(outline: Outline, earlier: Outline) -> bool:
    """Whether the one is later than the other, says nothing of superseding it, and is not named by it."""
    if earlier is outline or mentions(earlier, outline) or _supersedes(outline, earlier):
        return False
    return (earlier.date or "", _value(earlier)) < (outline.date or "", _value(outline))


def _supersedes(outline: Outline, earlier: Outline) -> bool:
    names = {posixpath.basename(unquoted(target)) for relation in outline.relations for target in relation.targets}
    return _name(earlier) in names or any(_value(earlier) in relation.numbers for relation in outline.relations)


def _value(outline: Outline) -> int:
    return outline.number.value if outline.number else 0


def _name(outline: Outline) -> str:
    return posixpath.basename(outline.path)
