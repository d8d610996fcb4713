"""The options that a record considers, and which of them it chose."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from adr_lint.model import Block, Option, Place, Section
from adr_lint.parse.conventions import Conventions, normalise
from adr_lint.parse.markdown import Body

Placer = Callable[[int, int], Place]

_CUT = re.compile(
    r":(?=\s|\Z)|\s[\u2013—]\s?|\s-{1,2}\s|[.;](?=\s|\Z)|,\s+(?:because|since|as|which|but|so)\b|\s+\((?=[^)]*\s[^)]*\s)"
)
_ARGUMENT = re.compile(
    r"(?i)\W*(?:good|bad|neutral|great|pros?|cons?|\+|positives?|negatives?|other)\b\W*(?:,|:|because|\Z)|\+\s"
)
_PLACEHOLDER = re.compile(
    r"(?i)\W*(?:…|\.{3}|\W*|[\[{<].*[\]}>]|.*\{[^}]*\}.*|title of (?:other )?option.*|option \w+ name)\W*\Z"
)
_NUMBER = re.compile(
    r"(?i)\b(?:option|alternative|variant|candidate|approach|solution|proposal|scenario)\s*#?\s*(\d{1,2}|[a-z])\b"
)
_TRAILING = re.compile(r"\s*(?:[(\[\u2013—-]\s*)?(?P<mark>[\w ]+?)\s*[)\]]?\W*\Z")
_TOKEN = re.compile(r"[^\W_]+")
_IDLE = frozenset(
    {"a", "an", "and", "the", "of", "to", "for", "with", "by", "on", "in", "at", "our", "we", "us", "it", "its", "is"}
    | {"use", "using", "via", "option", "do", "as", "own", "new", "this", "that", "one", "into", "from"}
)
_NAME_COLUMNS = frozenset(
    {"option", "options", "alternative", "alternatives", "candidate", "candidates", "tool", "product", "vendor"}
    | {"solution", "name", "platform", "approach", "variant", "technology", "service"}
)
# Searched in lower-case text: ignoring case in the pattern takes three times as long.
_CHOOSING = (
    r"(?:(?P<option>(?:chosen|selected|preferred|recommended|winning|accepted)\s+(?:option|solution|alternative"
    r"|approach|candidate))|decision|outcome)\s*(?:(?:is|was)\s*:?|:|[\u2013—]|$)\W*(?P<what>.*)"
)
_CHOICE = re.compile(r"chosen |selected |preferred |recommended |winning |outcome")
_CHOSEN = re.compile(rf"\b{_CHOOSING}")
_CHOSEN_AT_HEAD = re.compile(rf"\A\W*{_CHOOSING}")
_WE_CHOOSE = re.compile(
    r"\b(?:we|i|team|they)\s+(?:(?:will|have|has|are|therefore|thus|hereby|finally|shall|'ll)\s+)*"
    r"(?:(?:choose|chose|chosen|pick|picked|select|selected|adopt|adopted|take|took|buy|build|use|go|went|going|moving?)"
    r"|(?:decided?|opted?|settled?|agreed?)\s+(?:on|for|to|in\s+favou?r\s+of))\b\s*(?:with|for|to|on)?\s*(?P<what>.*)"
)
_END = re.compile(r"\.(?=\s|\Z)|;|,?\s+(?:because|since|as|instead of|rather than|over|and not)\b|\s[\u2013—]\s")
_MAX_NAME, _MAX_OPTIONS, _MAX_WHAT, _MAX_SEARCHED = 120, 25, 200, 2000


@dataclass(slots=True)
class _Found:
    name: str
    block: Block
    start: int
    end: int
    label: str = ""
    chosen: bool = False
    section: int | None = None


def read(
    text: str, body: Body, sections: tuple[Section, ...], conventions: Conventions, place: Placer
) -> tuple[tuple[Option, ...], tuple[Section, ...]]:
    """The options, and the sections with the role ``option`` for those whose title is an option's name."""
    found = _considered(text, body, sections, conventions)
    blocks = body.blocks
    named = _sections_of(found, blocks, sections, conventions) if found else {}
    sections = _with_role(sections, named)
    _choose(found, blocks, sections, conventions)
    return tuple(
        Option(one.name, place(one.block.at(one.start), one.block.at(one.end - 1) + 1), one.chosen, one.section)
        for one in found
    ), sections


# Which options there are.


def _considered(text: str, body: Body, sections: tuple[Section, ...], conventions: Conventions) -> list[_Found]:
    best: list[_Found] = []
    headings = [block for block in body.blocks if block.kind == "heading"]
    shift = 1 if body.preamble else 0
    for index, section in enumerate(sections):
        if section.role != "options":
            continue
        found = (
            _from_headings(index, headings, shift, sections, conventions)
            or _from_items(text, index, body.blocks, conventions)
            or _from_tables(index, body, conventions)
            or _from_bold(text, index, body.blocks, conventions)
        )
        if len(found) > len(best) and len(best) < 2:
            best = found
    if best:
        return best
    option_sections = [i for i, section in enumerate(sections) if section.role == "option"]
    best = _distinct(_heading_option(headings[i - shift], conventions, i) for i in option_sections)
    if best:
        return best
    for index in dict.fromkeys(section for section, _ in body.tables):
        best = _from_tables(index, body, conventions)
        if len(best) > 1:
            return best
    return []


def _from_headings(
    index: int, headings: list[Block], shift: int, sections: tuple[Section, ...], conventions: Conventions
) -> list[_Found]:
    children = []
    for child in range(index + 1, len(sections)):
        if sections[child].level <= sections[index].level:
            break
        children.append(child)
    options = [child for child in children if sections[child].role == "option"]
    if not options:
        return []
    level = min(sections[child].level for child in options)
    return _distinct(
        _heading_option(headings[child - shift], conventions, child)
        for child in options
        if sections[child].level == level
    )


def _heading_option(block: Block, conventions: Conventions, section: int) -> _Found | None:
    found = _named(block, 0, len(block.text), conventions)
    if found is not None:
        found.section = section
    return found


def _from_items(text: str, index: int, blocks: list[Block], conventions: Conventions) -> list[_Found]:
    items = [block for block in blocks if block.section == index and block.kind == "item" and block.depth == 1]
    if not items or len(items) > _MAX_OPTIONS:
        return []
    arguments = sum(_ARGUMENT.match(block.text) is not None for block in items)
    if arguments * 2 >= len(items):
        return []
    return _distinct(_item_option(text, block, conventions) for block in items)


def _item_option(text: str, block: Block, conventions: Conventions) -> _Found | None:
    if _ARGUMENT.match(block.text):
        return None
    found = _named(block, 0, _bold_end(text, block) or _name_end(block.text), conventions)
    if found is not None and text[max(0, block.at(0) - 4) : block.at(0)].strip().lower() == "[x]":
        found.chosen = True
    return found


def _bold_end(text: str, block: Block) -> int:
    """Where the bold words end with which a block begins; 0 where it does not begin bold."""
    start = block.at(0)
    mark = text[max(0, start - 2) : start]
    if mark not in ("**", "__"):
        return 0
    close = text.find(mark, start, start + _MAX_NAME * 2)
    if close < 0:
        return 0
    end = next((i for i in range(len(block.text)) if block.at(i) >= close), len(block.text))
    return end if block.text[:end].strip(" :") else 0


def _name_end(text: str) -> int:
    label = _NUMBER.match(text)
    start = label.end() + 2 if label else 1
    cut = _CUT.search(text, start)
    end = cut.start() if cut else len(text)
    if end <= _MAX_NAME:
        return end
    space = text.rfind(" ", 0, _MAX_NAME)
    return space if space > 0 else _MAX_NAME


def _from_tables(index: int, body: Body, conventions: Conventions) -> list[_Found]:
    for section, rows in body.tables:
        if section != index or len(rows) < 2:
            continue
        head = [body.blocks[cell] for cell in rows[0]]
        first = normalise(head[0].text)
        if first in _NAME_COLUMNS:
            cells = [body.blocks[row[0]] for row in rows[1:]]
        elif not first or first in conventions.not_options:
            cells = head[1:]
        else:
            continue
        found = _distinct(_named(cell, 0, len(cell.text), conventions) for cell in cells)
        if 1 < len(found) <= _MAX_OPTIONS:
            return found
    return []


def _from_bold(text: str, index: int, blocks: list[Block], conventions: Conventions) -> list[_Found]:
    paragraphs = [block for block in blocks if block.section == index and block.kind == "paragraph"]
    bold = ((block, _bold_end(text, block)) for block in paragraphs)
    found = _distinct(_named(block, 0, end, conventions) for block, end in bold if end)
    if found:
        return found
    numbered = ((block, _NUMBER.match(block.text)) for block in paragraphs)
    return _distinct(_named(block, 0, _name_end(block.text), conventions) for block, match in numbered if match)


def _named(block: Block, start: int, end: int, conventions: Conventions) -> _Found | None:
    """The name of an option in ``block.text[start:end]``: without its number and without a mark that it was chosen."""
    text = block.text[start:end]
    label = _NUMBER.search(text)
    heading = conventions.option_heading.match(text)
    if heading is not None and any(character.isalpha() for character in heading["name"]):
        start += heading.start("name")
    elif heading is None:
        skip = re.match(r"\s*(?:\(?\d{1,2}(?:\.\d{1,2})*[.):]|[A-Za-z][.):](?=\s)|[^\w\s\"'“(]+)\s+", text)
        start += skip.end() if skip else 0
    text = block.text[start:end]
    chosen = False
    trailing = _TRAILING.search(text)
    if trailing and trailing.start() and conventions.chosen_mark.match(trailing["mark"]):
        chosen, text = True, text[: trailing.start()]
    elif "✅" in text or "🏆" in text or "✔" in text:
        chosen = True
    lead = len(text) - len(text.lstrip(" \t\"'“”*_:\u2013—-✅🏆✔☑"))
    kept = text[lead:].rstrip(" \t\"'“”*_:;,.\u2013—-✅🏆✔☑")
    if not kept or normalise(kept) in conventions.not_options or _PLACEHOLDER.match(kept):
        return None
    start += lead
    return _Found(kept, block, start, start + len(kept), label[1].lower() if label else "", chosen)


def _distinct(found: Iterator[_Found | None]) -> list[_Found]:
    names: dict[str, _Found] = {}
    for one in found:
        if one is not None:
            names.setdefault(one.name.casefold(), one)
    return list(names.values())


# Which section discusses an option.


def _sections_of(
    found: list[_Found], blocks: list[Block], sections: tuple[Section, ...], conventions: Conventions
) -> dict[int, _Found]:
    taken: dict[int, _Found] = {}
    headings = {block.section: block for block in blocks if block.kind == "heading"}
    names = {normalise(one.name) for one in found}
    for index, section in enumerate(sections):
        if index not in headings:
            continue
        if section.role != "option" and (section.role != "other" or normalise(section.title) not in names):
            continue
        heading = _named(headings[index], 0, len(section.title), conventions)
        if heading is None:
            continue
        words = _tokens(heading.name)
        for one in found:
            if one.section == index:
                taken[index] = one
            if one.section is None and index not in taken and _same(words, heading, one, section.role == "option"):
                one.section = index
                one.chosen = one.chosen or heading.chosen
                taken[index] = one
    return taken


def _same(words: list[str], heading: _Found, one: _Found, loosely: bool) -> bool:
    mine = _tokens(one.name)
    if words == mine or heading.name.casefold() == one.name.casefold():
        return True
    if not loosely or not words or not mine:
        return False
    if heading.label and heading.label == one.label:
        return True
    return set(words) <= set(mine) or set(mine) <= set(words)


def _with_role(sections: tuple[Section, ...], named: dict[int, _Found]) -> tuple[Section, ...]:
    changed = {index for index in named if sections[index].role == "other"}
    if not changed:
        return sections
    made, around = [], []  # type: ignore[var-annotated]
    for index, section in enumerate(sections):
        while around and around[-1].level >= section.level:
            around.pop()
        role = "option" if index in changed else section.role
        roles = (role, *(around[-1].roles if around and section.level else ()))
        section = replace(section, role=role, roles=roles)
        if section.level:
            around.append(section)
        made.append(section)
    return tuple(made)


# Which was chosen.


def _choose(found: list[_Found], blocks: list[Block], sections: tuple[Section, ...], conventions: Conventions) -> None:
    if any(one.chosen for one in found):
        return
    deciding = [block for block in blocks if "decision" in sections[block.section].roles and block.kind != "code"]
    if _chosen_outright(found, blocks, deciding, sections, conventions) or not found:
        return
    for block in deciding:
        match = _WE_CHOOSE.search(block.text[:_MAX_SEARCHED].lower())
        one = _matching(match["what"][:_MAX_WHAT], found) if match else None
        if one is not None:
            one.chosen = True
            return
    texts = [block.text for block in deciding[:3]] + [section.title for section in sections if section.role == "title"]
    for text in texts:
        words = set(_tokens(text))
        contained = [one for one in found if _contains(words, _tokens(one.name))]
        if len(contained) == 1:
            contained[0].chosen = True
            return


def _chosen_outright(
    found: list[_Found],
    blocks: list[Block],
    deciding: list[Block],
    sections: tuple[Section, ...],
    conventions: Conventions,
) -> bool:
    """Mark the option that "Chosen option: X" or "Decision: X" names, in the decision first, then at any line's head."""
    for index, block in enumerate(deciding):
        lower = block.text[:_MAX_SEARCHED].lower()
        match = _CHOSEN.search(lower) if "option" in lower or "cision" in lower or _CHOICE.search(lower) else None
        if match is None or sections[block.section].role == "option":
            continue
        one = _matching(_what(match, index, deciding), found)
        if one is not None:
            one.chosen = True
            return True
        if match["what"] and match["option"]:
            return _add(found, block, match.start("what"), conventions)
    for index, block in enumerate(blocks):
        match = _CHOSEN_AT_HEAD.match(block.text[:_MAX_WHAT].lower())
        if match is None or block.kind == "code" or sections[block.section].role == "option":
            continue
        one = _matching(_what(match, index, blocks), found)
        if one is not None:
            one.chosen = True
            return True
    return False


def _what(match: re.Match[str], index: int, blocks: list[Block]) -> str:
    """What stands after "Chosen option:", or in the next block where it ends the line."""
    return (match["what"] or (blocks[index + 1].text if index + 1 < len(blocks) else ""))[:_MAX_WHAT]


def _add(found: list[_Found], block: Block, start: int, conventions: Conventions) -> bool:
    """A chosen option that stands in no list is an option none the less."""
    cut = _END.search(block.text, start)
    end = min(cut.start() if cut else len(block.text), start + _MAX_NAME)
    one = _named(block, start, end, conventions)
    if one is not None:
        one.chosen = True
        found.append(one)
    return one is not None


def _matching(what: str, found: list[_Found]) -> _Found | None:
    """The option meant by the words after "chosen option": by its number, by its words, or by most of them."""
    cut = _END.search(what)
    head = what[: cut.start()] if cut and cut.start() > 2 else what
    words = _tokens(head)
    scored: list[tuple[float, int, _Found]] = []
    for index, one in enumerate(found):
        mine = _tokens(one.name)
        if mine and _contains(words, mine):
            scored.append((1 + len(mine), -index, one))
        elif mine and words:
            common = len(set(mine) & set(words))
            share = common / min(len(set(mine)), len(set(words)))
            if share >= 0.6:
                scored.append((share, -index, one))
    if scored:
        scored.sort(key=lambda item: (item[0], item[1]))
        if len(scored) == 1 or scored[-1][0] > scored[-2][0]:
            return scored[-1][2]
    number = _NUMBER.search(head)
    if number is not None:
        label = number[1].lower()
        labelled = [one for one in found if one.label == label]
        if labelled:
            return labelled[0]
        place = int(label) if label.isdigit() else ord(label) - ord("a") + 1
        if not any(one.label for one in found) and 0 < place <= len(found):
            return found[place - 1]
    return scored[-1][2] if scored else None


def _tokens(text: str) -> list[str]:
    return [token for token in _TOKEN.findall(text.casefold()) if token not in _IDLE]


def _contains(words: Collection[str], wanted: list[str]) -> bool:
    return bool(wanted) and all(word in words for word in wanted)
