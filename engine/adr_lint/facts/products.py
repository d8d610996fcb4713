"""Names of products and platforms in a text, and who operates each: a vendor, its user, or either."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from adr_lint.facts import linear
from adr_lint.facts.text import fold
from adr_lint.policy.nouns import Platform
from adr_lint.regexes import regex
from adr_lint.values import dataclass

_WORD = regex(rb"[0-9A-Za-z_]+")
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
        self.by_name: dict[bytes, Product] = {}
        for platform in platforms:
            product = Product(platform.id, platform.name, "hosted", platform.cloud, "platform")
            for name in (platform.id.replace("-", " "), platform.name, *platform.aliases):
                self.by_name.setdefault(_key(fold(name)), product)
        for group in data.get("groups", ()):
            for entry in group["products"]:
                names = [entry] if isinstance(entry, str) else entry["names"]
                fields = {} if isinstance(entry, str) else entry
                product = Product(
                    id=fields.get("id", names[0].lower().replace(" ", "-").replace(".", "-")),
                    name=names[0],
                    hosting=fields.get("hosting", group["hosting"]),
                    cloud=fields.get("cloud", group.get("cloud", "")),
                    kind=group.get("kind", ""),
                    proper=fields.get("proper", group.get("proper", False)),
                )
                for name in names:
                    self.by_name.setdefault(_key(fold(name)), product)
        self._by_word: dict[bytes, bytes] = {}
        """The names that begin with a word, one a line."""
        for key in self.by_name:
            word = _first_word(key)
            self._by_word[word] = b"\n".join([*self._by_word.get(word, b"").splitlines(), key])
        self._searched = 0
        self._pattern: Any = None

    def find(self, text: str, folded: bytes) -> list[Mention]:
        """The mentions in a text, in order."""
        pattern = self._pattern or self._pattern_for(folded)
        found: list[Mention] = []
        for match in pattern.finditer(folded) if pattern else ():
            start, end = match.span()
            product = self.by_name.get(_key(match.group()))
            if product is not None and (not product.proper or text[start : start + 1].isupper()):
                found.append(Mention(product, start, end))
        return found

    def _pattern_for(self, folded: bytes) -> Any:
        """A pattern for the names of which the text has the first word, if any; for many texts, one for all names."""
        self._searched += 1
        if self._searched > _FEW:
            self._pattern = _pattern(sorted(self.by_name))  # sorted, RE2 has few branches to follow
            return self._pattern
        words = self._by_word.keys() & {b"", *_WORD.findall(folded)}
        return (
            _pattern([name for word in sorted(words) for name in self._by_word[word].splitlines()]) if words else None
        )


def _pattern(names: Iterable[bytes]) -> Any:
    sources = (re.escape(name.decode("latin-1")).replace("\\ ", "[ -]") for name in names)
    return linear.compiled(rf"\b(?:{'|'.join(sources)})\b", longest=True, memory=32 << 20)


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
    return name.replace(b"-", b" ")
