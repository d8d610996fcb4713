"""Cues: what the ``read`` block of a fact says to look for, and the one set that finds them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import re2

from adr_lint.facts.phrases import PhraseError, compile_family, compile_phrase
from adr_lint.model import Value
from adr_lint.policy.nouns import FactType

SET_MEMORY = 96 << 20
"""Bytes that the set's automaton may take; it grows as texts need it and is well under a tenth of this in practice."""

CUE_KEYS = frozenset({"say", "value", "in", "not_in", "under", "with", "without", "weight", "allow", "reject", "slot", "on"})
READ_KEYS = frozenset({"slot", "cues", "choose", "threshold", "in", "not_in", "allow", "reject", "special", "least", "most"})


def options(*, capture: bool = True, memory: int = 16 << 20) -> Any:
    """RE2's options for folded text."""
    chosen = re2.Options()
    chosen.encoding = re2.Options.Encoding.LATIN1
    chosen.never_capture = not capture
    chosen.max_mem = memory
    chosen.log_errors = False
    return chosen


class Pattern:
    """Phrases as one RE2 pattern, translated and compiled when first needed, which most never are in a run."""

    __slots__ = ("_compiled", "_lexicon", "_phrases", "_slots")

    def __init__(self, lexicon: Lexicon, phrases: str | Sequence[str]) -> None:
        self._lexicon = lexicon
        self._phrases = [phrases] if isinstance(phrases, str) else [str(phrase) for phrase in phrases]
        self._compiled: Any = None
        self._slots: tuple[str, ...] = ()

    @property
    def compiled(self) -> Any:
        """The compiled pattern, with a group for every slot."""
        if self._compiled is None:
            found = [compile_phrase(phrase, self._lexicon.families) for phrase in self._phrases]
            self._slots = tuple(slot for _, slots in found for slot in slots)
            self._compiled = re2.compile("|".join(source for source, _ in found).encode("latin-1"), options())
        return self._compiled

    @property
    def slots(self) -> tuple[str, ...]:
        """The slot of each group."""
        return self._slots if self.compiled else ()

    @property
    def coarse(self) -> str:
        """The wider pattern for the set. Raises ``PhraseError``."""
        families = self._lexicon.families
        return "|".join(compile_phrase(phrase, families, coarse=True)[0] for phrase in self._phrases)


@dataclass
class Cue:
    """One way in which a fact is stated."""

    id: str
    fact: FactType
    pattern: Pattern
    value: Value | None = None
    slot: str = ""
    roles: frozenset[str] = frozenset()
    not_roles: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    under: Pattern | None = None
    with_: Pattern | None = None
    without: Pattern | None = None
    weight: float = 1.0
    allow: frozenset[str] = frozenset()
    reject: frozenset[str] = frozenset()


@dataclass
class Resolution:
    """How the candidates for a fact become its value."""

    choose: str = "first"
    threshold: float = 0.0
    least: float | None = None
    most: float | None = None
    special: str = ""


@dataclass
class Lexicon:
    """Word families, each as the RE2 source of its words."""

    families: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, data: Mapping[str, Sequence[str]]) -> Lexicon:
        """From the data of the lexicon; a family may use those before it. Raises ``ValueError``."""
        lexicon = cls()
        for name, words in data.items():
            try:
                lexicon.families[name] = compile_family([str(word) for word in words], lexicon.families)
            except PhraseError as error:
                raise ValueError(f"word family <{name}>: {error}") from None
        return lexicon


def cues_of(fact: FactType, lexicon: Lexicon) -> tuple[list[tuple[Cue, str]], Resolution]:
    """The cues of a fact, each with its coarse pattern, and its resolution.

    Raises ``ValueError`` naming the fact, the cue's index and what is wrong.
    """
    read = fact.read
    found: list[tuple[Cue, str]] = []
    unknown = set(read) - READ_KEYS
    if unknown:
        raise ValueError(f"{fact.name}: read has no key '{min(unknown)}'; it has {', '.join(sorted(READ_KEYS))}")
    for index, data in enumerate(read.get("cues", ())):
        try:
            found.append(_cue(fact, index, data, read, lexicon))
        except (PhraseError, re2.error, TypeError, KeyError) as error:
            raise ValueError(f"{fact.name}: cue {index}: {_reason(error)}") from None
    resolution = Resolution(
        read.get("choose", "union" if fact.kind == "list" else "first"),
        float(read.get("threshold", 0)), read.get("least"), read.get("most"), read.get("special", ""),
    )  # fmt: skip
    return found, resolution


def _reason(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"the key {error} is missing"
    text = error.args[0] if error.args else ""
    return text.decode("latin-1") if isinstance(text, bytes) else str(text)


def _cue(fact: FactType, index: int, data: Mapping[str, Any], read: Mapping[str, Any], lexicon: Lexicon) -> tuple[Cue, str]:
    unknown = set(data) - CUE_KEYS
    if unknown:
        raise PhraseError(f"there is no key '{min(unknown)}'; a cue has {', '.join(sorted(CUE_KEYS))}")
    value = data.get("value")
    say = data["say"]
    cue = Cue(
        id=f"{fact.name}/{index + 1}",
        fact=fact,
        pattern=Pattern(lexicon, say),
        value=tuple(value) if isinstance(value, list) else value,
        slot=data.get("slot", ""),
        roles=_names(data.get("in", read.get("in"))),
        not_roles=_names(data.get("not_in", read.get("not_in"))),
        kinds=_names(data.get("on")),
        under=Pattern(lexicon, data["under"]) if "under" in data else None,
        with_=Pattern(lexicon, data["with"]) if "with" in data else None,
        without=Pattern(lexicon, data["without"]) if "without" in data else None,
        weight=float(data.get("weight", 1)),
        allow=_names(data.get("allow")) | _names(read.get("allow")),
        reject=_names(data.get("reject")) | _names(read.get("reject")),
    )
    if fact.values and value is not None:
        for entry in value if isinstance(value, list) else [value]:
            if entry not in fact.values:
                raise PhraseError(f"'{entry}' is not a value of {fact.name}; it has {', '.join(fact.values)}")
    return cue, cue.pattern.coarse


def _names(value: str | Sequence[str] | None) -> frozenset[str]:
    return frozenset() if value is None else frozenset([value] if isinstance(value, str) else value)


class PatternSet:
    """All coarse patterns as one automaton: a single pass over a block tells which may match there."""

    def __init__(self) -> None:
        self._set = re2.Set.SearchSet(options(capture=False, memory=SET_MEMORY))
        self.owners: list[Any] = []

    def add(self, source: str, owner: Any) -> None:
        """Add a pattern. Raises ``re2.error``, ``ValueError`` where it does not compile."""
        try:
            self._set.Add(source.encode("latin-1"))
        except re2.error:
            re2.compile(source.encode("latin-1"), options(capture=False))  # says what is wrong with it
            raise
        self.owners.append(owner)

    def close(self) -> None:
        """Compile the set and make sure that it works: RE2 answers "nothing" when its memory does not suffice."""
        self._set.Add(b"\x01\x02")
        self._set.Compile()
        if not self._set.Match(b" \x01\x02 "):
            raise ValueError("the facts have too many cues for one set: give fewer or shorter phrases")

    def owners_in(self, folded: bytes) -> list[Any]:
        """Owners of the patterns that may match in a block."""
        found = self._set.Match(folded)
        return [self.owners[index] for index in sorted(found)] if found else []
