"""Which of the known shapes of record a record has."""

from __future__ import annotations

import re

from adr_lint.model import Block, Section
from adr_lint.parse.conventions import Conventions, normalise

_DECIDED = re.compile(
    r"\bwe (?:have |therefore )?(?:decided|chose|decide|choose|opted)\b|\bdecided (?:for|to)\b|\bwe neglected\b"
)


def format_of(path: str, blocks: list[Block], sections: tuple[Section, ...], conventions: Conventions) -> str:
    """nygard, madr, y-statement, tyree-akerman, rfc, merson or plain."""
    names = {normalise(section.title).partition(":")[0].strip() for section in sections if section.level}
    for shape in conventions.formats:
        if len(shape.sections & names) >= shape.at_least and shape.must <= names and not shape.without & names:
            return shape.name
    pieces = path.casefold().split("/")
    for word, name in conventions.format_words.items():
        if pieces[-1].startswith((f"{word}-", f"{word}_", f"{word}0")) or {word, f"{word}s"} & set(pieces[-3:-1]):
            return name
    return "y-statement" if any(_is_y_statement(block) for block in blocks) else "plain"


def _is_y_statement(block: Block) -> bool:
    text = block.text
    if len(text) < 60 or "ontext of" not in text or "acing" not in text:
        return False
    lower = text.casefold()
    return "in the context of" in lower and "facing" in lower and _DECIDED.search(lower) is not None
