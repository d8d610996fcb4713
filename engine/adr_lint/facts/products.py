"""Names of products and platforms in a text, and who operates each: a vendor, its user, or either."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from adr_lint.facts import linear
from adr_lint.facts.text import fold
from adr_lint.policy.nouns import Platform
from adr_lint.policy.products import listed
from adr_lint.regexes import regex
from adr_lint.values import dataclass

_WORD = regex(rb"[0-9A-Za-z_]+")
_OWNED = regex(rb"'s (?:own )?")
_OPERATED = regex(rb"'s (?:own |hosted |managed )?")
_LETTERS = {"hosted": b"H", "self-hosted": b"S", "either": b"E"}


@dataclass(frozen=True, slots=True)
class Product:
    """A well-known product."""

    id: str
    name: str
    hosting: str
    """hosted, self-hosted, either, or library (runs inside one's own program: no platform)."""
    cloud: str = ""
    kind: str = ""
    proper: bool = False
    """Its name is an everyday word, and counts only with a capital letter."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A product's name at ``text[start:end]`` of a block."""

    product: Product
    start: int
    end: int


class Products:
    """All names, by the words that they begin with.

    One pattern for all has two thousand branches and takes 13 MB; a text has the words of few names.
    """

    def __init__(self, data: Mapping[str, Any], platforms: Sequence[Platform]) -> None:
        by_name: dict[bytes, Product] = {}
        for platform in platforms:
            product = Product(platform.id, platform.name, "hosted", platform.cloud, "platform")
            for name in (platform.id.replace("-", " "), platform.name, *platform.aliases):
                by_name.setdefault(_key(fold(name)), product)
        for known in listed(data):
            product = Product(known.id, known.names[0], known.hosting, known.cloud, known.kind, known.proper)
            for name in known.names:
                by_name.setdefault(_key(fold(name)), product)
        self._by_word: dict[bytes, bytes] = {}
        """The names that begin with a word, one a line, each followed by its product: few are looked at in a run."""
        for key, product in by_name.items():
            word = _first_word(key)
            self._by_word[word] = self._by_word.get(word, b"") + _line(key, product)
        self._names: dict[bytes, Sequence[_Name]] = {}
        """Those of the words that were met."""

    def find(self, text: str, folded: bytes) -> list[Mention]:
        """The mentions in a text, in order; of those that begin at one place, the longest."""
        words = {b"", *_WORD.findall(folded)}
        names = [name for word in self._by_word.keys() & words for name in self._named(word) if name.words <= words]
        if not names:
            return []
        found = _mentions(names, text, folded, _OWNED)
        if b"'s hosted " in folded or b"'s managed " in folded:
            found |= _mentions(names, text, folded, _OPERATED)
            found = {span: found[span] for span in _apart(found)}
        return list(found.values())

    def forget(self) -> None:
        """Give back the memory of the names that were met."""
        self._names.clear()

    def _named(self, word: bytes) -> Sequence[_Name]:
        """The names that begin with a word."""
        named = self._names.get(word)
        if named is None:
            named = self._names[word] = [_Name(*_read(line)) for line in self._by_word[word].splitlines()]
        return named


class _Name:
    """What a product is called."""

    def __init__(self, key: bytes, product: Product) -> None:
        self._key, self.product = key, product
        self.words = frozenset(_WORD.findall(key))

    @cached_property
    def pattern(self) -> Any:
        """What finds it in a text that has all its words."""
        return linear.compiled(rf"\b{_source(self._key)}\b")


def _mentions(
    names: Iterable[_Name], text: str, folded: bytes, owned: re.Pattern[bytes]
) -> dict[tuple[int, int], Mention]:
    """The mentions by their spans, where what makes a vendor the owner is left out.

    "Redpanda's own Cloud" is Redpanda Cloud. Such a name must begin with a capital letter.
    """
    bare = owned.sub(_blank, folded)
    said = {match.span(): name.product for name in names for match in name.pattern.finditer(bare)}
    found = {}
    for start, end in _apart(said):
        product = said[start, end]
        proper = product.proper or (folded[start:end] != bare[start:end] and "'" not in product.name)
        if not proper or text[start : start + 1].isupper():
            found[start, end] = Mention(product, start, end)
    return found


def _apart(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Of spans that overlap the first, and of those that begin at one place the longest."""
    last = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= last:
            last = end
            yield start, end


def _blank(owned: re.Match[bytes]) -> bytes:
    return b" " * len(owned[0])


def _source(name: bytes) -> str:
    return re.escape(name.decode("latin-1")).replace("\\ ", "[ -]+")


def _line(name: bytes, product: Product) -> bytes:
    fields = (product.id, product.name, product.hosting, product.cloud, product.kind, "proper" * product.proper)
    return b"\t".join((name, *(field.encode("latin-1", "xmlcharrefreplace") for field in fields))) + b"\n"


def _read(line: bytes) -> tuple[bytes, Product]:
    key, ident, name, hosting, cloud, kind, proper = line.decode("latin-1").split("\t")
    return key.encode("latin-1"), Product(ident, name, hosting, cloud, kind, bool(proper))


def _first_word(name: bytes) -> bytes:
    match = _WORD.search(name)
    return match[0] if match else b""


def mask(mentions: Sequence[Mention], masked: bytearray) -> None:
    """Overwrite each mention by the letter of its hosting; libraries stay as they are."""
    for mention in mentions:
        letter = _LETTERS.get(mention.product.hosting)
        if letter:
            masked[mention.start : mention.end] = letter * (mention.end - mention.start)


def _key(name: bytes) -> bytes:
    return b" ".join(_OWNED.sub(b" ", name.replace(b"-", b" ")).split())
