"""Contexts: whose words, which mood and polarity; triggers and scopes are data (policies/language/contexts.yaml)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from adr_lint.facts.cues import Cue, LazyPattern, Lexicon, lazy
from adr_lint.facts.pages import Passage
from adr_lint.values import dataclass


@dataclass
class Context:
    """A context and everything that puts a match into it."""

    name: str
    reason: str
    default: bool = False
    reach: int = 8
    before: LazyPattern | None = None
    after: LazyPattern | None = None
    clause: LazyPattern | None = None
    sentence: LazyPattern | None = None
    under: LazyPattern | None = None
    roles: frozenset[str] = frozenset()
    option: bool = False
    quoted: bool = False
    question: bool = False
    template: bool = False

    def holds(self, passage: Passage, start: int, end: int) -> str | None:
        """Why the match at a range of the passage stands in this context; None where it does not."""
        if self.option and passage.rejected:
            return self.reason
        if self.quoted and passage.block.quoted:
            return self.reason
        if self.roles and self.roles & passage.roles:
            return self.reason
        if self.template and _braces(passage, start):
            return self.reason
        if self.question and _asks(passage, start):
            return self.reason
        words = self._words(passage, start, end)
        return f"{self.reason}: '{words}'" if words else None

    def _words(self, passage: Passage, start: int, end: int) -> str | None:
        folded = passage.folded
        if self.under is not None and (found := self.under.search(passage.heading)):
            return _shown(found)
        if self.sentence is not None and (found := self.sentence.search(folded, *passage.sentence(start))):
            return _shown(found)
        if self.clause is None and self.before is None and self.after is None:
            return None
        begin, stop = passage.clause(start, end)
        if self.clause is not None and (found := self.clause.search(folded, begin, stop)):
            return _shown(found)
        return self._near(folded, (begin, start), (end, stop))

    def _near(self, folded: bytes, left: tuple[int, int], right: tuple[int, int]) -> str | None:
        if self.before is not None and left[0] < left[1]:
            matches = list(self.before.finditer(folded, *left))
            last = matches[-1] if matches else None
            if last and folded.count(b" ", last.end(), left[1]) <= self.reach:
                return _shown(last)
        if self.after is not None and right[0] < right[1]:
            found = self.after.search(folded, *right)
            if found and folded.count(b" ", right[0], found.start()) <= self.reach:
                return _shown(found)
        return None


def _shown(match: Any) -> str:
    return str(match.group().decode("latin-1").strip())


def _asks(passage: Passage, start: int) -> bool:
    _, stop = passage.sentence(start)
    return passage.folded[:stop].rstrip(b" \"')").endswith(b"?")


def _braces(passage: Passage, start: int) -> bool:
    begin, stop = passage.sentence(start)
    return b"{" in passage.folded[begin:stop]


class Contexts:
    """All contexts, by name."""

    def __init__(self, data: Sequence[Mapping[str, Any]], lexicon: Lexicon) -> None:
        self.all: dict[str, Context] = {}
        for entry in data:
            fields = {
                key: lazy(lexicon.phrases(entry[key]))
                for key in ("before", "after", "clause", "sentence", "under")
                if key in entry
            }
            self.all[entry["name"]] = Context(
                entry["name"], entry["reason"], entry.get("default", False), entry.get("reach", 8), **fields,
                roles=frozenset(entry.get("roles", ())), option=entry.get("option") == "rejected",
                quoted=entry.get("quoted", False), question=entry.get("question", False),
                template=entry.get("template", False),
            )  # fmt: skip
        self._defaults = frozenset(name for name, context in self.all.items() if context.default)

    def check(self, cue: Cue) -> None:
        """Every context that a cue names exists. Raises ``ValueError``."""
        unknown = (cue.allow | cue.reject) - set(self.all) - {"all"}
        if unknown:
            known = ", ".join(sorted(self.all))
            raise ValueError(f"{cue.id}: there is no context '{min(unknown)}'; there are {known}")

    def reason(self, cue: Cue, passage: Passage, start: int, end: int) -> str | None:
        """Why a match of the cue is passed over; None where it may be taken."""
        names = cue.reject if "all" in cue.allow else (self._defaults | cue.reject) - cue.allow
        for name, context in self.all.items():
            if name in names:
                found = context.holds(passage, start, end)
                if found:
                    return found
        return None
