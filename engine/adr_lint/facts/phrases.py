"""The small language in which cues say what to look for, and its translation to RE2.

===============  ====================================================================================
``word``         that word; ``-`` also matches a space or nothing
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
from collections.abc import Mapping, Sequence
from functools import cache

from adr_lint.regexes import regex
from adr_lint.values import dataclass

SLOTS: Mapping[str, str] = {
    "count": r"\bN+\b", "some": r"\b(?:N+|an?|another)\b", "duration": r"\bD+\b", "date": r"\bT+\b",
    "money": r"\bM+\b", "percent": r"\bP+\b",
}  # fmt: skip
"""Slots by the letter that masks what they stand for (see adr_lint.facts.masks)."""

PRODUCTS: Mapping[str, str] = {
    "hosted": "H+", "selfhosted": "S+", "either": "E+", "product": "[HSE]+", "ownable": "[SE]+",
}  # fmt: skip
"""Families that stand for product names, which are masked likewise."""

Atom = frozenset[str]
"""Words (as RE2 sources) of which one stands wherever a part of a phrase matches."""

_TOKEN = regex(r"\s+|~(\d{1,2})|<([\w-]+)>|\{(\w+)\}|([()|\[\]])|([^\s()|\[\]<>{}~]+)")
_GAP = r"[,\"')]*(?:\s+[\"'(]*|/)"
_WORD = r"[^\s;:!?\x1e]*[^\s;:!?.\x1e]"
_TIGHT = frozenset(",.:;=/+^$%-")
_LOOSE = regex(r"[(|\s][.,:;=+/%$-](?:\|[^()|]*)*[)\]]$|\([.,:;=+/%$-]\|[^()]*\)$")
"""The phrase may end with punctuation, so that no word need end there."""
_COMMON = (
    "a", "an", "the", "we", "us", "our", "is", "are", "was", "were", "be", "been", "it", "its", "it's", "of", "in",
    "on", "to", "for", "with", "have", "has", "had", "will", "would", "should", "shall", "as", "at", "by", "and", "or",
    "not", "no", "that", "this", "all", "from", "do", "does", "can", "use", "used", "using", "they", "there",
)  # fmt: skip
_NUMBER_WORDS = frozenset(
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "hundred", "thousand")
)
"""Masked as numbers in a text, so a phrase that has one takes the mask for it."""
_WEIGHTS = {**{rf"{word}\b": 40 for word in _COMMON}, r"\bN+\b": 20, r"\bD+\b": 5, "H+": 12, "[HSE]+": 12}
_ATOMS = 5
_WIDEST = 80


class PhraseError(ValueError):
    """A phrase that cannot be read, and why."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a phrase: its RE2 source and the words of which one must stand where it matches."""

    kind: str
    """word, maybe, or gap."""
    source: str
    atom: Atom | None = None
    tight: str = ""
    """Of an alternation: its punctuation, which may follow a word without a space."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as RE2 has it, with the slot of each group and what must stand wherever it matches."""

    source: str
    slots: tuple[str, ...]
    atoms: tuple[Atom, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """A word family as RE2 has it."""

    source: str
    atom: Atom | None


Families = Mapping[str, Family]


def compile_phrase(phrase: str, families: Families) -> Phrase:
    """The RE2 source of a phrase. Raises ``PhraseError``."""
    reader = _Reader(phrase, families)
    part, atoms = reader.read()
    before = "" if phrase[:1] == "^" else r"\b"
    after = r"\b" if phrase[-1:].isalnum() or (phrase[-1:] in ")]>*}" and not _LOOSE.search(phrase)) else ""
    return Phrase(f"{before}(?:{part})(?:{after}|$)" if after else f"{before}(?:{part})", tuple(reader.slots), atoms)


def compile_family(words: Sequence[str], families: Families) -> Family:
    """A word family; its words are phrases without slots."""
    parts = [_Reader(word, families).read() for word in words]
    firsts = [atoms[0] if atoms else None for _, atoms in parts]
    return Family("(?:" + "|".join(source for source, _ in parts) + ")", _union(firsts))


def families_of(data: Mapping[str, Sequence[str]]) -> dict[str, Family]:
    """The word families of the lexicon's data; a family may use those before it. Raises ``ValueError``."""
    families: dict[str, Family] = {}
    for name, words in data.items():
        try:
            families[name] = compile_family([str(word) for word in words], families)
        except PhraseError as error:
            raise ValueError(f"word family <{name}>: {error}") from None
    return families


class _Reader:
    def __init__(self, phrase: str, families: Families) -> None:
        self.phrase, self.families = phrase, families
        self.tokens = _TOKEN.finditer(phrase)
        self.slots: list[str] = []
        self.seen = 0

    def read(self) -> tuple[str, tuple[Atom, ...]]:
        options = self.options(None)
        if self.seen != len(self.phrase):
            raise PhraseError(f"'{self.phrase[self.seen :]}' means nothing here")
        if len(options) == 1:
            return _sequence(options[0]), _best(options[0])
        part = _alternation(options)
        return _alone(part), (part.atom,) if part.atom else ()

    def options(self, closing: str | None) -> list[list[Part]]:
        options: list[list[Part]] = [[]]
        for match in self.tokens:
            if match.start() != self.seen:
                raise PhraseError(f"'{self.phrase[self.seen : match.start()]}' means nothing here")
            self.seen = match.end()
            gap, family, slot, bracket, word = match.groups()
            parts = options[-1]
            if bracket in ("|", ")", "]"):
                if bracket == "|":
                    options.append([])
                elif bracket == closing:
                    return options
                else:
                    raise PhraseError(f"'{bracket}' closes nothing")
            elif bracket:
                parts.append(self._group(bracket))
            elif word:
                parts.append(_word(word))
            elif gap:
                parts.append(Part("gap", gap))
            elif family:
                parts.append(self._family(family))
            elif slot:
                parts.append(self._slot(slot))
        if closing:
            raise PhraseError(f"'{closing}' is missing")
        return options

    def _group(self, opening: str) -> Part:
        part = _alternation(self.options(")" if opening == "(" else "]"))
        return part if opening == "(" else Part("maybe", part.source, None, part.tight)

    def _family(self, name: str) -> Part:
        letters = PRODUCTS.get(name)
        if letters:
            return Part("word", letters, frozenset((letters,)))
        family = self.families.get(name)
        if family is None:
            raise PhraseError(f"there is no word family <{name}>")
        return Part("word", family.source, family.atom)

    def _slot(self, name: str) -> Part:
        if name not in SLOTS:
            raise PhraseError(f"there is no slot {{{name}}}; slots are {', '.join(SLOTS)}")
        self.slots.append(name)
        source = SLOTS[name]
        return Part("word", f"({source})", None if name == "some" else frozenset((source,)))


@cache
def _word(word: str) -> Part:
    if word in ("^", "$"):
        return Part("word", word)
    if word in _TIGHT:
        return Part("word", re.escape(word))
    stem = word.endswith("*")
    plain = word.rstrip("*,").lower()
    source = "[- ]?".join(re.escape(piece) for piece in plain.split("-")) + (r"\w*" if stem else "")
    if plain in _NUMBER_WORDS:
        return Part("word", rf"(?:{plain}|\bN+\b)")
    atom = (source.removesuffix(r"\w*") if stem else source + r"\b") if plain[:1].isalnum() else None
    return Part("word", source, frozenset((atom,)) if atom else None)


def _alternation(options: list[list[Part]]) -> Part:
    if any(not option for option in options):
        raise PhraseError("an alternative is empty")
    sources = [_sequence(option) for option in options]
    firsts = [best[0] if best else None for best in map(_best, options)]
    tight = [source for source in sources if source.lstrip("\\") in _TIGHT]
    words = [source for source in sources if source not in tight]
    return Part(
        "word", f"(?:{'|'.join(words)})" if words else "", _union(firsts), f"(?:{'|'.join(tight)})" if tight else ""
    )


def _union(atoms: Sequence[Atom | None]) -> Atom | None:
    if any(atom is None for atom in atoms):
        return None
    union = frozenset[str]().union(*(atom for atom in atoms if atom))
    return union if len(union) <= _WIDEST else None


def _best(parts: list[Part]) -> tuple[Atom, ...]:
    """The parts that say most about where a phrase can match."""
    atoms = {part.atom for part in parts if part.kind == "word" and part.atom}
    return tuple(sorted(atoms, key=lambda atom: (_cost(atom), sorted(atom)))[:_ATOMS])


def _cost(atom: Atom) -> int:
    return sum(_WEIGHTS.get(word, 3 if len(word) < 7 else 1) for word in atom)


def _sequence(parts: list[Part]) -> str:
    out: list[str] = []
    started = False
    pending, gap = "", _GAP
    for part in parts:
        if part.kind == "gap":
            if started:
                pending += rf"(?:{_GAP}{_WORD}){{0,{part.source}}}"
        elif part.kind == "maybe":
            pending += f"(?:{_joined(gap, part)})?" if started else f"(?:{_alone(part)}{_GAP})?"
        else:
            out.append(pending)
            out.append(_joined(gap, part) if started else _alone(part))
            pending, started = "", True
            gap = rf"(?:{_GAP}|\s*)" if part.tight or _is_tight(part) else _GAP
    out.append(pending)
    return "".join(out)


def _is_tight(part: Part) -> bool:
    return part.source.lstrip("\\") in _TIGHT


def _alone(part: Part) -> str:
    if not part.tight:
        return part.source
    return f"(?:{part.tight}|{part.source})" if part.source else part.tight


def _joined(gap: str, part: Part) -> str:
    """A part with what stands between it and the word before."""
    if not part.tight:
        return (r"\s*" if _is_tight(part) else gap) + part.source
    return rf"(?:\s*{part.tight}|{gap}{part.source})" if part.source else rf"\s*{part.tight}"
