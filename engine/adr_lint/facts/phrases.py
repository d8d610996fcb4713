"""The small language in which cues say what to look for, and its translation to RE2.

===============  ====================================================================================
``word``         that word; ``-`` also matches a space or nothing, ``'`` any apostrophe
``stem*``        a word that begins so
``(a|b c)``      one of these
``[word]``       perhaps
``~3``           up to three words of any kind
``<family>``     a word family of policies/language/lexicon.yaml, or products: ``<hosted>``, ``<product>``
``{count}``      a typed slot: count, some (a count or "a"), duration, date, money, percent
``^`` ``$``      where the block begins, ends
===============  ====================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from adr_lint.facts import dates, durations, money, numbers

SLOTS: Mapping[str, str] = {
    "count": numbers.COUNT,
    "some": numbers.SOME,
    "duration": durations.DURATION,
    "date": dates.DATE,
    "money": money.MONEY,
    "percent": numbers.PERCENT,
}
_ANY = r"[^;:!?()]*"
_COARSE: Mapping[str, str] = {
    "count": rf"{numbers.STARTS}{_ANY}",
    "some": rf"(?:\d|an?\b|another|{numbers.STARTS}){_ANY}",
    "duration": rf"{durations.STARTS}{_ANY}",
    "date": rf"{dates.STARTS}{_ANY}",
    "money": rf"{money.STARTS}{_ANY}",
    "percent": rf"{numbers.STARTS}{_ANY}",
}
PRODUCTS: Mapping[str, str] = {
    "hosted": "H+",
    "selfhosted": "S+",
    "either": "E+",
    "product": "[HSEL]+",
    "platform-or-product": "[HSE]+",
    "ownable": "[SE]+",
}
"""Families that stand for product names: names are masked by these letters, which folded text does not have."""

_TOKEN = re.compile(r"\s+|~(\d)|<([\w-]+)>|\{(\w+)\}|([()|\[\]])|([^\s()|\[\]<>{}~]+)")
_GAP = r"[,\"')]*(?:\s+[\"'(]*|/)"
_WORD = r"[^\s;:!?]*[^\s;:!?.]"
_TIGHT = frozenset(",:;=/+^$%")


class PhraseError(ValueError):
    """A phrase that cannot be read, and why."""


def compile_phrase(phrase: str, families: Mapping[str, str], *, coarse: bool = False) -> tuple[str, tuple[str, ...]]:
    """The RE2 source of a phrase and its slots in the order of their groups. Raises ``PhraseError``.

    ``families`` maps a family to its RE2 source. ``coarse`` gives a wider pattern without groups, which
    matches wherever the exact one does and keeps the set of all patterns small.
    """
    reader = _Reader(phrase, families, coarse)
    source = reader.alternatives(None)
    before = "" if phrase[:1] in "{^" else r"\b"
    after = "" if phrase[-1:] in "}$" or not (phrase[-1:].isalnum() or phrase[-1:] in ")]>*") else r"\b"
    return f"{before}(?:{source}){after}", tuple(reader.slots)


def compile_family(words: list[str], families: Mapping[str, str]) -> str:
    """The RE2 source of a word family; its words are phrases without slots."""
    return "(?:" + "|".join(compile_phrase(word, families)[0] for word in words) + ")"


class _Reader:
    def __init__(self, phrase: str, families: Mapping[str, str], coarse: bool) -> None:
        self.phrase, self.families, self.coarse = phrase, families, coarse
        self.tokens = _TOKEN.finditer(phrase)
        self.slots: list[str] = []
        self.seen = 0

    def alternatives(self, closing: str | None) -> str:
        options: list[str] = []
        parts: list[tuple[str, str]] = []
        for match in self.tokens:
            if match.start() != self.seen:
                raise PhraseError(f"'{self.phrase[self.seen : match.start()]}' means nothing here")
            self.seen = match.end()
            gap, family, slot, bracket, word = match.groups()
            if word:
                parts.append(("word", _word(word)))
            elif bracket == "(":
                parts.append(("word", f"(?:{self.alternatives(')')})"))
            elif bracket == "[":
                parts.append(("maybe", self.alternatives("]")))
            elif bracket == "|":
                options.append(_sequence(parts))
                parts = []
            elif bracket:
                if bracket != closing:
                    raise PhraseError(f"'{bracket}' closes nothing")
                options.append(_sequence(parts))
                return "|".join(options)
            elif gap:
                parts.append(("gap", gap))
            elif family:
                parts.append(("word", self._family(family)))
            elif slot:
                parts.append(("word", self._slot(slot)))
        if closing:
            raise PhraseError(f"'{closing}' is missing")
        if self.seen != len(self.phrase):
            raise PhraseError(f"'{self.phrase[self.seen :]}' means nothing here")
        options.append(_sequence(parts))
        return "|".join(options)

    def _family(self, name: str) -> str:
        source = PRODUCTS.get(name) or self.families.get(name)
        if source is None:
            raise PhraseError(f"there is no word family <{name}>")
        return source

    def _slot(self, name: str) -> str:
        if name not in SLOTS:
            raise PhraseError(f"there is no slot {{{name}}}; slots are {', '.join(SLOTS)}")
        if self.coarse:
            return f"(?:{_COARSE[name]})"
        self.slots.append(name)
        return f"({SLOTS[name]})"


@cache
def _word(word: str) -> str:
    if word in ("^", "$"):
        return word
    stem = word.endswith("*")
    pieces = [re.escape(piece) for piece in word.rstrip("*").lower().split("-")]
    return "[- ]?".join(pieces) + (r"\w*" if stem else "")


def _sequence(parts: list[tuple[str, str]]) -> str:
    out: list[str] = []
    started = last_tight = False
    pending = ""
    for kind, source in parts:
        if kind == "gap":
            if started:
                pending += rf"(?:{_GAP}{_WORD}){{0,{source}}}"
        elif kind == "maybe":
            pending += rf"(?:{_GAP}(?:{source}))?" if started else rf"(?:(?:{source}){_GAP})?"
        else:
            tight = source.lstrip("\\") in _TIGHT
            if started:
                out.append(pending)
                out.append(r"\s*" if tight or last_tight else _GAP)
            else:
                out.append(pending)
            pending = ""
            last_tight = tight
            out.append(source)
            started = True
    out.append(pending)
    return "".join(out)
