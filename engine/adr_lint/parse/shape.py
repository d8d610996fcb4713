"""Which of the known shapes of record a record has."""

from __future__ import annotations

from adr_lint.model import Block, Section
from adr_lint.parse.body import Body
from adr_lint.parse.conventions import Conventions, normalise
from adr_lint.regexes import regex

_DECIDED = regex(
    r"\bwe (?:have |therefore )?(?:decided|chose|decide|choose|opted)\b|\bdecided (?:for|to)\b|\bwe neglected\b"
)
_SERIES = regex(r"([a-z]{3})[-_ ]?\d")


def format_of(path: str, body: Body, sections: tuple[Section, ...], conventions: Conventions) -> str:
    """nygard, madr, y-statement, tyree-akerman, rfc, merson or plain."""
    pieces = path.casefold().split("/")
    title = next((section.title for section in sections if section.role == "title"), "")
    for named in (pieces[-1], title.casefold()):
        if (series := _SERIES.match(named)) and series[1] in conventions.series:
            return conventions.format_words[series[1]]
    names = {_name(section.title, conventions) for section in sections if section.level}
    for _, rows in body.tables[:1]:
        if len(rows) > 4 and len(rows[0]) == 2:  # a record written as one table: its first column names the parts
            names.update(_name(body.blocks[row[0]].text, conventions) for row in rows)
    for shape in conventions.formats:
        if len(shape.sections & names) >= shape.at_least and shape.must <= names and not shape.without & names:
            return shape.name
    for word, name in conventions.format_words.items():
        if pieces[-1].startswith((f"{word}-", f"{word}_", f"{word}0")) or {word, f"{word}s"} & set(pieces[-3:-1]):
            return name
    return "y-statement" if _is_y_statement(body.blocks) else "plain"


def _name(title: str, conventions: Conventions) -> str:
    name = normalise(title).partition(":")[0].partition(" \u2014 ")[0].strip().removeprefix("the ")
    return conventions.same.get(name, name)


def _is_y_statement(blocks: list[Block]) -> bool:
    if not any("ontext of" in block.text for block in blocks):
        return False
    text = " ".join(block.text for block in blocks if block.kind != "code").casefold()
    start = text.find("in the context of")
    facing = text.find("facing", start)
    return 0 <= start < facing and _DECIDED.search(text, facing) is not None
