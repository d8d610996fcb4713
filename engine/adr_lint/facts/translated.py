"""Phrases translated ahead: what ``compile_phrase`` gives for each of our own, kept beside the package as JSON.

Translating them all costs more than reading a record. A build (also an editable one) leaves them translated
(``hatch_build.py``); they are used only while the word families and the grammars are those they were made with.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from adr_lint import resources
from adr_lint.facts.phrases import Family, Phrase, PhraseError, compile_family, compile_phrase

LEXICON = "language/lexicon.yaml"
KEPT = resources.COMPILED.with_name("phrases.json")
_GRAMMARS = ("phrases.py", "numbers.py", "durations.py", "dates.py", "money.py")


def families_of(data: Mapping[str, Any]) -> dict[str, Family]:
    """The word families of the lexicon's data; a family may use those before it. Raises ``ValueError``."""
    families: dict[str, Family] = {}
    for name, words in data.items():
        try:
            families[name] = compile_family([str(word) for word in words], families)
        except PhraseError as error:
            raise ValueError(f"word family <{name}>: {error}") from None
    return families


def translate_all() -> str:
    """Every phrase of our own data, translated, as JSON."""
    families = families_of(resources.data(LEXICON)["families"])
    table = {}
    for name in (*resources.names("facts/*.yaml"), *resources.names("language/*.yaml")):
        for text in _texts(resources.data(name)):
            try:
                phrase = compile_phrase(text, families)
            except PhraseError:
                continue  # some other text of the file
            table[text] = [phrase.source, phrase.slots, [sorted(atom) for atom in phrase.atoms]]
    return json.dumps({"stamp": _stamp(), "phrases": table}, ensure_ascii=True, separators=(",", ":"))


@lru_cache(maxsize=1)
def kept() -> Mapping[str, Any]:
    """The translated phrases, or nothing where there are none or they are of another making."""
    try:
        found = json.loads(KEPT.read_text(encoding="utf-8"))
        return found["phrases"] if found["stamp"] == _stamp() else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def phrase_of(entry: Any) -> Phrase:
    """A phrase as it was kept."""
    source, slots, atoms = entry
    return Phrase(source, tuple(slots), tuple(frozenset(atom) for atom in atoms))


def _stamp() -> str:
    here = Path(__file__).parent
    files = [resources.folder("policies") / LEXICON, *(here / name for name in _GRAMMARS)]
    return "-".join(f"{zlib.crc32(path.read_bytes()):08x}" for path in files)


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)
