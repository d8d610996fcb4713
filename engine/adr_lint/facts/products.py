"""Names of products and platforms in a text, and who operates each: a vendor, its user, or either."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
_FEW = 5
"""Texts for which a pattern of their own costs less than one for all names."""
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
    """All names, and one pattern that finds them."""

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
        self._known: dict[bytes, Product] = {}
        """The products of the names that were looked at."""
        self._searched = 0
        self._pattern: Any = None

    def find(self, text: str, folded: bytes) -> list[Mention]:
        """The mentions in a text, in order."""
        pattern = self._pattern or self._pattern_for(folded)
        if not pattern:
            return []
        found = list(self._in(pattern, text, folded, _OWNED))
        if b"'s hosted " in folded or b"'s managed " in folded:
            found += self._in(pattern, text, folded, _OPERATED)
            found = list(_apart(sorted(found, key=lambda mention: (mention.start, -mention.end))))
        return found

    def _in(self, pattern: Any, text: str, folded: bytes, owned: re.Pattern[bytes]) -> Iterator[Mention]:
        """The mentions where what makes a vendor the owner is left out: "Redpanda's own Cloud" is Redpanda Cloud.

        Such a name must begin with a capital letter.
        """
        bare = owned.sub(_blank, folded)
        for match in pattern.finditer(bare):
            start, end = match.span()
            product = self._known[_key(match.group())]
            proper = product.proper or (folded[start:end] != bare[start:end] and "'" not in product.name)
            if not proper or text[start : start + 1].isupper():
                yield Mention(product, start, end)

    def _pattern_for(self, folded: bytes) -> Any:
        """A pattern for the names of which the text has the first word, if any; for many texts, one for all names."""
        self._searched += 1
        if self._searched > _FEW:
            self._pattern = _pattern(self._names(self._by_word))
            return self._pattern
        words = self._by_word.keys() & {b"", *_WORD.findall(folded)}
        return _pattern(self._names(words)) if words else None

    def _names(self, words: Iterable[bytes]) -> list[bytes]:
        """The names that begin with any of the words; sorted, RE2 has few branches to follow."""
        found = dict(_read(line) for word in words for line in self._by_word[word].splitlines())
        self._known.update(found)
        return sorted(found)


def _apart(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Of mentions that overlap, the first."""
    end = 0
    for mention in mentions:
        if mention.start >= end:
            end = mention.end
            yield mention


def _blank(owned: re.Match[bytes]) -> bytes:
    return b" " * len(owned[0])


def _pattern(names: Iterable[bytes]) -> Any:
    sources = (_source(name) for name in names)
    return linear.compiled(rf"\b(?:{'|'.join(sources)})\b", longest=True, memory=48 << 20)


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
