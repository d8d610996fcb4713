"""Cues: what the ``read`` block of a fact says to look for, and the one set that finds them all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from adr_lint.facts import linear
from adr_lint.facts.phrases import Atom, Family, Phrase, PhraseError, compile_phrase, families_of
from adr_lint.model import Value
from adr_lint.policy.nouns import FactType
from adr_lint.regexes import regex
from adr_lint.values import dataclass

MOST_KNOWN = 100_000
"""How many distinct words an index remembers; a text made of more costs time, not memory."""

_NONE: frozenset[int] = frozenset()
_Entry = tuple[frozenset[int], "Cue", int]
"""The other parts of a phrase, its cue, and its index there."""
PARTED = b"\x1e"
"""Stands between the blocks of a record."""
_WORDS = bytes(byte if byte in (0x1E, 0x5F) or (byte < 0x80 and chr(byte).isalnum()) else 0x20 for byte in range(256))
"""Blanks for all bytes that are in no word."""
_LEAD = regex(r"(?:\\b)?(?:(\[[A-Z]+\]|[A-Z])\+|([0-9a-z_]+))(.*)")

CUE_KEYS = frozenset(
    {"say", "value", "in", "not_in", "under", "with", "without", "weight", "allow", "reject", "slot", "on"}
)
CUE_SLOTS = frozenset({"lump", "monthly", "product", "surcharge"})
"""How what fills a phrase's slots is understood, where that is special."""
READ_KEYS = frozenset(
    {"slot", "cues", "choose", "threshold", "in", "not_in", "allow", "reject", "least", "most"}
    | {"named", "entries", "hint"}
)


class Pattern:
    """Phrases as RE2 patterns, each compiled when first needed, which most never are in a run."""

    __slots__ = ("_compiled", "phrases")

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        self.phrases = phrases
        self._compiled: dict[int, Any] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return Pattern, ([Phrase(phrase.source, phrase.slots, ()) for phrase in self.phrases],)

    def compiled(self, index: int) -> Any:
        """The compiled phrase, with a group for every slot."""
        found = self._compiled.get(index)
        if found is None:
            found = self._compiled[index] = linear.compiled(self.phrases[index].source)
        return found


class LazyPattern:
    """Phrases as one pattern, compiled when first some text has a word of theirs."""

    __slots__ = ("_compiled", "_leads", "source")

    def __init__(self, source: str, leads: frozenset[bytes] | None) -> None:
        """``leads``: beginnings of words, of which one stands wherever a phrase matches; None where there are none."""
        self.source, self._leads = source, leads
        self._compiled: Any = None

    def __reduce__(self) -> tuple[Any, ...]:
        return LazyPattern, (self.source, self._leads)

    def finditer(self, text: bytes, start: int, end: int) -> Iterator[Any]:
        """The matches in ``text[start:end]``."""
        if self._compiled is None:
            if self._leads is not None and not any(lead in text for lead in self._leads):
                return iter(())
            self._compiled = linear.compiled(self.source)
        return self._compiled.finditer(text, start, end)  # type: ignore[no-any-return]  # RE2 has no stubs

    def search(self, text: bytes, start: int = 0, end: int | None = None) -> Any:
        """The first match in ``text[start:end]``, or None."""
        return next(self.finditer(text, start, len(text) if end is None else end), None)


def lazy(phrases: Sequence[Phrase]) -> LazyPattern:
    """The phrases as one pattern."""
    atoms = [phrase.atoms[0] if phrase.atoms else frozenset() for phrase in phrases]
    known = all(atom and all(_LEAD.match(word) for word in atom) for atom in atoms)
    leads = frozenset(start.encode("latin-1") for atom in atoms for word in atom for start, _ in _starts(word))
    return LazyPattern("|".join(phrase.source for phrase in phrases), leads if known else None)


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
    under: LazyPattern | None = None
    with_: LazyPattern | None = None
    without: LazyPattern | None = None
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


class Lexicon:
    """Word families and the phrases that use them."""

    def __init__(self, data: Mapping[str, Sequence[str]]) -> None:
        self._data = data
        self._families: dict[str, Family] | None = None

    @property
    def families(self) -> Mapping[str, Family]:
        """Each family as the RE2 source of its words. Raises ``ValueError``."""
        if self._families is None:
            self._families = families_of(self._data)
        return self._families

    def phrases(self, texts: str | Sequence[str]) -> list[Phrase]:
        """The phrases translated. Raises ``PhraseError``, ``ValueError`` for a family that cannot be read."""
        return [compile_phrase(str(text), self.families) for text in ([texts] if isinstance(texts, str) else texts)]


def cues_of(fact: FactType, lexicon: Lexicon) -> tuple[list[Cue], Resolution]:
    """The cues of a fact and its resolution.

    Raises ``ValueError`` naming the fact, the cue's index and what is wrong.
    """
    read = fact.read
    found: list[Cue] = []
    unknown = set(read) - READ_KEYS
    if unknown:
        raise ValueError(f"{fact.name}: read has no key '{min(unknown)}'; it has {', '.join(sorted(READ_KEYS))}")
    for index, data in enumerate(read.get("cues", ())):
        try:
            found.append(_cue(fact, index, data, read, lexicon))
        except (PhraseError, TypeError, KeyError) as error:
            raise ValueError(f"{fact.name}: cue {index}: {_reason(error)}") from None
    resolution = Resolution(
        read.get("choose", "union" if fact.kind == "list" else "first"),
        float(read.get("threshold", 0)), read.get("least"), read.get("most"),
    )  # fmt: skip
    return found, resolution


def _reason(error: Exception) -> str:
    return f"the key {error} is missing" if isinstance(error, KeyError) else str(error)


def _cue(fact: FactType, index: int, data: Mapping[str, Any], read: Mapping[str, Any], lexicon: Lexicon) -> Cue:
    unknown = set(data) - CUE_KEYS
    if unknown:
        raise PhraseError(f"there is no key '{min(unknown)}'; a cue has {', '.join(sorted(CUE_KEYS))}")
    value = data.get("value")
    say = data["say"]
    cue = Cue(
        id=f"{fact.name}/{index + 1}",
        fact=fact,
        pattern=Pattern(lexicon.phrases(say)),
        value=tuple(value) if isinstance(value, list) else value,
        slot=_slot(data.get("slot", read.get("slot", ""))),
        roles=_names(data.get("in", read.get("in"))),
        not_roles=_names(data.get("not_in", read.get("not_in"))),
        kinds=_names(data.get("on")),
        under=lazy(lexicon.phrases(data["under"])) if "under" in data else None,
        with_=lazy(lexicon.phrases(data["with"])) if "with" in data else None,
        without=lazy(lexicon.phrases(data["without"])) if "without" in data else None,
        weight=float(data.get("weight", 1)),
        allow=_names(data.get("allow")) | _names(read.get("allow")),
        reject=_names(data.get("reject")) | _names(read.get("reject")),
    )
    if fact.values and value is not None:
        for entry in value if isinstance(value, list) else [value]:
            if entry not in fact.values:
                raise PhraseError(f"'{entry}' is not a value of {fact.name}; it has {', '.join(fact.values)}")
    return cue


def _slot(name: str) -> str:
    if name and name not in CUE_SLOTS:
        raise PhraseError(f"slot '{name}' means nothing here; it may be {', '.join(sorted(CUE_SLOTS))}")
    return name


def _names(value: str | Sequence[str] | None) -> frozenset[str]:
    return frozenset() if value is None else frozenset([value] if isinstance(value, str) else value)


def _starts(word: str) -> list[tuple[str, bool]]:
    """By what a word of an atom is found: the beginning of a word of the text, or (true) all of one."""
    match = _LEAD.match(word)
    assert match is not None  # noqa: S101  # Index.add has looked
    letters, lead, rest = match.groups()
    if letters:
        return [(letter, False) for letter in letters.strip("[]")]
    if not rest.startswith("[- ]?"):
        return [(lead, bool(rest))]
    pieces = [piece.removesuffix(r"\b") for piece in word.removeprefix(r"\b").split("[- ]?")]
    if len(pieces) == 2 and pieces[1].isalnum():
        # "on-prem" is found by "prem" or by "onprem": many more words begin with "on".
        whole = word.endswith(r"\b")
        longer = max(pieces, key=len)
        return [(longer, whole or longer is pieces[0]), ("".join(pieces), whole)]
    return [(lead, False)]


class Index:
    """Which phrases are worth trying in a block, by the words that each cannot do without.

    A phrase is tried only where, of each of its parts, some word stands. Every distinct word of a run is looked up
    once; what those of a block say is asked only of the phrases that may stand somewhere in the record.
    """

    def __init__(self) -> None:
        self._atoms: dict[Atom, int] = {}
        self._by_first: dict[int, list[_Entry]] = {}
        self._always: list[tuple[Cue, int]] = []
        self._words: dict[bytes, list[int]] = {}
        self._stems: dict[bytes, list[int]] = {}
        self._lengths: tuple[int, ...] = ()
        self._beginnings: tuple[bytes, ...] = ()
        self._seen: set[bytes] = set()
        """The words that were looked up, whether they say something or not."""
        self._telling: dict[bytes, frozenset[int]] = {}

    def add(self, cue: Cue) -> None:
        """Add a cue's phrases."""
        for number, phrase in enumerate(cue.pattern.phrases):
            atoms = [atom for atom in phrase.atoms if all(_LEAD.match(word) for word in atom)]
            if not atoms:
                self._always.append((cue, number))
                continue
            first, *rest = (self._atom(atom) for atom in atoms)
            self._by_first.setdefault(first, []).append((frozenset(rest), cue, number))

    def _atom(self, atom: Atom) -> int:
        number = self._atoms.get(atom)
        if number is None:
            number = self._atoms[atom] = len(self._atoms)
            for word in atom:
                for start, whole in _starts(word):
                    table = self._words if whole else self._stems
                    table.setdefault(start.encode("latin-1"), []).append(number)
        return number

    def close(self) -> None:
        """Nothing is added after this."""
        self._atoms.clear()
        self._lengths = tuple(sorted({len(stem) for stem in self._stems}))
        self._beginnings = tuple(self._stems)

    def candidates(self, blocks: bytes) -> Iterator[tuple[int, Cue, int]]:
        """The phrases that may match in each block of a record: the block's place, the cue, the phrase's index.

        The blocks come as one text, with ``PARTED`` between them.
        """
        words = blocks.translate(_WORDS).replace(PARTED, b" " + PARTED + b" ").split()
        told = self._told(set(words))
        everything = _NONE.union(*map(self._telling.__getitem__, told))
        phrases: dict[int, list[_Entry]] = {}
        for first in everything & self._by_first.keys():
            entries = [entry for entry in self._by_first[first] if entry[0] <= everything]
            if entries:
                phrases[first] = entries
        needed = _NONE.union(phrases, *[rest for entries in phrases.values() for rest, _, _ in entries])
        telling = {word: left for word in told if (left := self._telling[word] & needed)} | {PARTED: _NONE}
        place, met = 0, [_NONE]
        for word in [*filter(telling.__contains__, words), PARTED]:
            if word != PARTED:
                met.append(telling[word])
                continue
            found = _NONE.union(*met)
            for cue, number in self._always:
                yield place, cue, number
            for first in found & phrases.keys():
                for rest, cue, number in phrases[first]:
                    if rest <= found:
                        yield place, cue, number
            place, met = place + 1, [_NONE]

    def _told(self, words: set[bytes]) -> set[bytes]:
        """Those of the words that say something; what they stand for is looked up once."""
        if len(self._seen) >= MOST_KNOWN:
            self._seen.clear()
            self._telling.clear()
        fresh = words - self._seen
        for word in fresh:
            numbers = self._numbers(word)
            if numbers:
                self._telling[word] = numbers
        self._seen |= fresh
        return self._telling.keys() & words

    def _numbers(self, word: bytes) -> frozenset[int]:
        numbers = [*self._words.get(word, ())]
        if word.startswith(self._beginnings):
            for length in self._lengths:
                numbers += self._stems.get(word[:length], ())
        return frozenset(numbers)
