"""The options that a record considers: from headings, lists, tables and paragraphs of its options section."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from adr_lint.model import Block, Section
from adr_lint.parse.body import Body
from adr_lint.parse.conventions import Conventions, normalise
from adr_lint.parse.enumeration import parts, unlabelled
from adr_lint.regexes import regex
from adr_lint.values import dataclass

_CUT = regex(
    r":(?=\s|\Z)|\s[\u2013—]\s?|\s-{1,2}\s|[.;](?=\s|\Z)|,\s+(?:because|since|as|which|but|so)\b|\s+\((?=[^)]*\s[^)]*\s)"
)
_ARGUMENT = regex(
    r"(?i)\W*(?:good|bad|neutral|great|pros?|cons?|\+|positives?|negatives?|other)\b\W*(?:,|:|because|\Z)|\+\s"
)
_PLACEHOLDER = regex(
    r"(?i)\W*(?:etc\W*|[\[{<][^\]}>]*[\]}>]|.*\{[^}]*\}.*|title of (?:other )?option.*|option \w+ name)\Z"
)
_NUMBER = regex(
    r"(?i)\b(?:option|alternative|variant|candidate|approach|solution|proposal|scenario)\s*#?\s*(\d{1,2}|[a-z])\b"
)
_NUMBERED = regex(
    r"\s*(?:\(?\d{1,2}(?:\.\d{1,2})*[.):]|\d{1,2}(?:\.\d{1,2})+|[A-Za-z][.):]|[A-Z]\s[\u2013—-]|[^\w\s\"'“(]+)\s+"
)
_TRAILING = regex(r"\s*(?:[(\[\u2013—-]\s*)?(?P<mark>[\w ]+?)\s*[)\]]?\W{0,5}\Z")
_TOKEN = regex(r"[^\W_]+")
_IDLE = frozenset(
    {"a", "an", "and", "the", "of", "to", "for", "with", "by", "on", "in", "at", "our", "we", "us", "it", "its", "is"}
    | {"use", "using", "via", "option", "do", "as", "own", "new", "this", "that", "one", "into", "from"}
)
_NAME_COLUMNS = frozenset(
    {"option", "options", "alternative", "alternatives", "candidate", "candidates", "tool", "product", "vendor"}
    | {"solution", "name", "platform", "approach", "variant", "technology", "service"}
)
_CRITERION_COLUMNS = frozenset({"criterion", "criteria", "requirement", "requirements", "factor", "aspect", "driver"})
_MEASURE = regex(
    r"(?i)[€$£%]|\b(?:per|years?|months?|weeks?|days?|hours?|costs?|prices?|pricing|effort|time|today|total|now|before|after"
    r"|notes?|why|pros?|cons?|risks?|speed|latency|throughput|quality|scores?|weights?|team|fit|lock-in|maintenance"
    r"|hosting|licen[cs]e|comments?|verdict|result|remarks?|description|status|budget|construction)\b"
)
_DISCARDED = regex(r"\b(?:rejected|discarded|dismissed|not (?:chosen|done|taken)|ruled out|others?)\b")
_LISTS_OTHERS = regex(r"^(?:the )?alternatives?(?: considered)?$|^alternative |notable alternatives|^considered$")
_MAX_NAME, _MAX_OPTIONS = 120, 25


@dataclass(slots=True)
class Candidate:
    """An option as it was found, before it is known whether it was chosen."""

    name: str
    block: Block
    start: int
    end: int
    label: str = ""
    """Its number or letter: the 2 of "Option 2"."""
    chosen: bool = False
    section: int | None = None


@dataclass(slots=True)
class Considered:
    """The options of a record, and whether the chosen one may be expected among them."""

    options: list[Candidate]
    others_only: bool = False
    """True where the list is one of alternatives, to which the choice itself need not belong."""
    discarded: bool = False
    """True where the list is one of what was rejected."""


def considered(text: str, body: Body, sections: tuple[Section, ...], conventions: Conventions) -> Considered:
    """The options of the first section that lists several, else of the first that names any."""
    best = Considered([])
    headings = [block for block in body.blocks if block.kind == "heading"]
    shift = 1 if body.preamble else 0
    for index, section in enumerate(sections):
        if section.role != "options":
            continue
        found = _in_section(text, index, body, headings, shift, sections, conventions)
        if len(found) > len(best.options) and len(best.options) < 2:
            name = normalise(section.title)
            discarded = _DISCARDED.search(name) is not None
            best = Considered(found, discarded or _LISTS_OTHERS.search(name) is not None, discarded)
    if best.options:
        return best
    option_sections = [index for index, section in enumerate(sections) if section.role == "option"]
    found = _distinct(_heading_option(headings[index - shift], conventions, index) for index in option_sections)
    if found:
        return Considered(found)
    for section_index in dict.fromkeys(section for section, _ in body.tables):
        found = _from_tables(section_index, body, conventions, elsewhere=True)
        if found:
            return Considered(found)
    return best


def _in_section(
    text: str,
    index: int,
    body: Body,
    headings: list[Block],
    shift: int,
    sections: tuple[Section, ...],
    conventions: Conventions,
) -> list[Candidate]:
    by_heading, said_to_be = _from_headings(index, headings, shift, sections, conventions)
    if said_to_be:
        return by_heading
    numbered = _from_paragraphs(text, index, body.blocks, conventions, numbered=True)
    if numbered:
        return numbered
    listed = _from_tables(index, body, conventions) or _from_items(text, index, body.blocks, conventions)
    if by_heading and not (len(listed) > 1 and (listed[0].block.kind == "cell" or _overlap(listed, by_heading))):
        return by_heading
    return listed or _from_paragraphs(text, index, body.blocks, conventions) or _counted_off(index, body, conventions)


def _overlap(some: list[Candidate], others: list[Candidate]) -> bool:
    return any(set(tokens(one.name)) & set(tokens(other.name)) for one in some for other in others)


def _from_headings(
    index: int, headings: list[Block], shift: int, sections: tuple[Section, ...], conventions: Conventions
) -> tuple[list[Candidate], bool]:
    """The options that have headings of their own, and whether these say so ("Option 2: …")."""
    options = []
    for child in range(index + 1, len(sections)):
        if sections[child].level <= sections[index].level:
            break
        if sections[child].role == "option":
            options.append(child)
    if not options:
        return [], False
    level = min(sections[child].level for child in options)
    options = [child for child in options if sections[child].level == level]
    said_to_be = any(conventions.option_heading.match(sections[child].title) for child in options)
    return _distinct(_heading_option(headings[child - shift], conventions, child) for child in options), said_to_be


def _heading_option(block: Block, conventions: Conventions, section: int) -> Candidate | None:
    found = named(block, 0, len(block.text), conventions)
    if found is not None:
        found.section = section
    return found


def _from_items(text: str, index: int, blocks: list[Block], conventions: Conventions) -> list[Candidate]:
    items = [block for block in blocks if block.section == index and block.kind == "item" and block.depth == 1]
    if not items or len(items) > _MAX_OPTIONS:
        return []
    arguments = sum(_ARGUMENT.match(block.text) is not None for block in items)
    if arguments * 2 >= len(items):
        return []
    return _distinct(option_of(text, block, conventions) for block in items)


def option_of(text: str, block: Block, conventions: Conventions) -> Candidate | None:
    """The option that a list's item or a paragraph is about; none where it is an argument."""
    if _ARGUMENT.match(block.text):
        return None
    found = named(block, 0, bold_end(text, block) or name_end(block.text), conventions)
    if found is not None and text[max(0, block.at(0) - 4) : block.at(0)].strip().lower() == "[x]":
        found.chosen = True
    return found


def bold_end(text: str, block: Block) -> int:
    """Where the bold words end with which a block begins; 0 where it does not begin bold."""
    start = block.at(0)
    mark = text[max(0, start - 2) : start]
    if mark not in ("**", "__"):
        return 0
    close = text.find(mark, start, start + _MAX_NAME * 2)
    if close < 0:
        return 0
    end = block.position(close)
    bold = block.text[:end].strip(" :")
    return end if bold and not _NUMBER.fullmatch(bold) else 0


def name_end(text: str) -> int:
    """Where the name ends with which the description of an option begins."""
    label = _NUMBER.match(text)
    start = label.end() + 2 if label else 1
    cut = _CUT.search(text, start)
    end = cut.start() if cut else len(text)
    if end <= _MAX_NAME:
        return end
    space = text.rfind(" ", 0, _MAX_NAME)
    return space if space > 0 else _MAX_NAME


def _from_tables(index: int, body: Body, conventions: Conventions, *, elsewhere: bool = False) -> list[Candidate]:
    """The options of a table: its first column, or its header row where the first column holds criteria."""
    for section, rows in body.tables:
        if section != index or len(rows) < 2 or len(rows[0]) < 2:
            continue
        head = [body.blocks[cell] for cell in rows[0]]
        column = [body.blocks[row[0]] for row in rows[1:]]
        first = normalise(head[0].text)
        if first in _NAME_COLUMNS:
            cells = column
        elif first in _CRITERION_COLUMNS:
            cells = [] if elsewhere and any(_MEASURE.search(cell.text) for cell in head[1:]) else head[1:]
        elif elsewhere or (first and first not in conventions.not_options):
            continue
        else:
            cells = column if _are_criteria(head[1:], column) else head[1:]
        found = _distinct(named(cell, 0, len(cell.text), conventions) for cell in cells)
        if 1 < len(found) <= _MAX_OPTIONS:
            return found
    return []


def _are_criteria(head: list[Block], column: list[Block]) -> bool:
    """True where the header row names what is compared, so that the options are in the first column."""
    if any(_MEASURE.search(cell.text) for cell in head):
        return True
    return not _mostly_names(head) and _mostly_names(column)


def _mostly_names(cells: list[Block]) -> bool:
    return sum(cell.text[:1].isupper() for cell in cells) * 2 > len(cells)


def _from_paragraphs(
    text: str, index: int, blocks: list[Block], conventions: Conventions, *, numbered: bool = False
) -> list[Candidate]:
    """Paragraphs that begin with "Option 2"; else with an option's name in bold, or with a number such as "4.2"."""
    paragraphs = [block for block in blocks if block.section == index and block.kind == "paragraph"]
    starts = ((block, bold_end(text, block) or name_end(block.text)) for block in paragraphs)
    if numbered:
        starts = ((block, end) for block, end in starts if _NUMBER.match(block.text))
        found = _distinct(named(block, 0, end, conventions) for block, end in starts)
        return found if len(found) > 1 else []
    bold = ((block, bold_end(text, block)) for block in paragraphs)
    found = _distinct(named(block, 0, end, conventions) for block, end in bold if end)
    if found:
        return found
    starts = ((block, end) for block, end in starts if block.text[:1] in "(0123456789" and _NUMBERED.match(block.text))
    found = _distinct(named(block, 0, end, conventions) for block, end in starts)
    return found if len(found) > 1 else []


def _counted_off(index: int, body: Body, conventions: Conventions) -> list[Candidate]:
    blocks = (block for block in body.blocks if block.section == index and block.kind in ("paragraph", "item"))
    return next(filter(None, (counted_off(block, conventions, of_options=True) for block in blocks)), [])


def counted_off(
    block: Block, conventions: Conventions, *, of_options: bool, by_sentences: bool = False
) -> list[Candidate]:
    """The options that a block counts off in its own words: "(1) Postmark, (2) SES".

    One that speaks ``of_options`` need not number them: "Postmark; SES; our own server", or ``by_sentences``.
    """
    counted = parts(block.text) or (unlabelled(block.text, by_sentences=by_sentences) if of_options else [])
    if len(counted) > _MAX_OPTIONS:
        return []
    found = []
    for part in counted:
        end = min(part.end, part.start + name_end(block.text[part.start : part.end]))
        one = named(block, part.start, end, conventions)
        if one is None:
            return []
        one.label = part.label
        found.append(one)
    return found


def named(block: Block, start: int, end: int, conventions: Conventions) -> Candidate | None:
    """The option named in ``block.text[start:end]``, without its number and without a mark that it was chosen."""
    end = min(end, start + _MAX_NAME * 2)
    text = block.text[start:end]
    label = _NUMBER.search(text)
    heading = conventions.option_heading.match(text)
    if heading is not None and any(character.isalpha() for character in heading["name"]):
        start += heading.start("name")
    elif heading is None:
        skip = _NUMBERED.match(text)
        start += skip.end() if skip else 0
    text = block.text[start:end]
    chosen = "✅" in text or "🏆" in text or "✔" in text
    from_end = max(0, len(text) - 40)
    trailing = _TRAILING.search(text, from_end)
    if trailing and trailing.start() > from_end and conventions.chosen_mark.match(trailing["mark"]):
        chosen, text = True, text[: trailing.start()]
    lead = len(text) - len(text.lstrip(" \t\"'“”*_:\u2013—-✅🏆✔☑"))
    kept = text[lead:].rstrip(" \t\"'“”*_:;,.\u2013—-✅🏆✔☑")
    if not any(map(str.isalnum, kept)) or normalise(kept) in conventions.not_options or _PLACEHOLDER.match(kept):
        return None
    start += lead
    return Candidate(kept, block, start, start + len(kept), label[1].lower() if label else "", chosen)


def number_in(text: str) -> str:
    """The number or letter in a reference such as "option 2"; empty where there is none."""
    match = _NUMBER.search(text)
    return match[1].lower() if match else ""


def place_of(label: str, labels: Sequence[str]) -> int | None:
    """Which of several options has a number or letter; where none has one, that number's or letter's own place."""
    if label in labels:
        return labels.index(label)
    if any(labels):
        return None
    place = int(label) - 1 if label.isdigit() else ord(label) - ord("a")
    return place if 0 <= place < len(labels) else None


def tokens(text: str) -> list[str]:
    """The words by which options are told apart."""
    return [token for token in _TOKEN.findall(text.casefold()) if token not in _IDLE]


def _distinct(found: Iterable[Candidate | None]) -> list[Candidate]:
    names: dict[str, Candidate] = {}
    for one in found:
        if one is not None:
            names.setdefault(one.name.casefold(), one)
    return list(names.values())
