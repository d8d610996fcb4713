"""Which option a decision points at without naming it, and what its options are where no heading says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from adr_lint.model import Block, Section
from adr_lint.parse.body import Body
from adr_lint.parse.considered import Candidate, bold_end, counted_off, named, option_of, place_of, tokens
from adr_lint.parse.conventions import Conventions, normalise
from adr_lint.parse.pointers import PLACES, Pointer, pointers
from adr_lint.regexes import regex
from adr_lint.values import dataclass

_OWN_LABEL = regex(
    r"\A\W*(?:[A-Za-z]{3,12}\s+)?"
    r"(?:(?P<label>\d{1,2}|[A-Za-z])(?:\s*[):\u2013—·]|\.(?!\d)|\s-\s|\Z)|(?P<dotted>\d{1,2}(?:\.\d{1,2}){1,2})\b)"
)
_PARAGRAPH_NUMBER = regex(r"\A\(?\d{1,2}[.)]\s+(?=\w+\W+\w+)")
_SAYS_SO = regex(
    r"\A\W*(?:decided|decision|resolved|resolution|result|outcome|chosen|agreed|verdict|conclusion|selected)\b"
)
_OF_OPTIONS = regex(
    r"(?i)\A\W*(?:options?|alternatives?|variants?|candidates?|possibilities|positions?|weighed|considered|evaluated"
    r"|examined)\b[^.:;]{0,40}:"
)
_MARKER = regex(r"(?P<label>\d{1,2}|[A-Za-z])[.)]\s+\W*\Z")
_PAUSE = regex(r"[,:(\u2013—]")
_END = regex(r"(?<!\bno)(?<!\bnr)[.!?;](?=\s|\Z)", re.I)
_MAX_SENTENCE, _FEW_WORDS, _MOST_OPTIONS, _LONGEST_MARKER = 160, 6, 9, 12
_NEVER = frozenset({"consequences", "positive", "negative", "links", "status", "confirmation", "header", "decision"})


@dataclass(slots=True)
class Entry:
    """An option, and what it may be meant by."""

    option: Candidate
    label: str
    said: frozenset[str]
    """The words of its description."""


@dataclass(slots=True)
class Group:
    """Options that stand together, of a ``list``, a table's ``row`` or ``column``, or called ``options``."""

    kind: str
    entries: list[Entry]
    start: int


def refer(
    text: str, body: Body, found: list[Candidate], sections: tuple[Section, ...], conventions: Conventions
) -> Candidate | None:
    """The option that the decision points at by number, letter or place.

    Where the record has no options by that name, ``found`` is given those that are pointed into.
    """
    groups: list[Group] | None = None
    for start, said in _decisions(text, body, sections, conventions):
        meant = [pointer for pointer in pointers(said) if pointer.kind != "word" and (found or _is_sure(pointer, said))]
        if not meant:
            continue
        if groups is None:
            groups = _groups(text, body, found, sections, conventions)
        for group in groups:
            one = _meant(group, meant) if group.start < start else None
            if one is not None:
                if one not in found:
                    found[:] = [entry.option for entry in group.entries]
                return one
    return None


def _is_sure(pointer: Pointer, said: str) -> bool:
    """Whether it can be trusted to point at what nobody calls options: "1." may be a paragraph's own number."""
    return pointer.kind != "label" or not pointer.value.isdigit() or said != pointer.value


def called(
    text: str, body: Body, found: list[Candidate], sections: tuple[Section, ...], conventions: Conventions
) -> Candidate | None:
    """The only option of which a decision of a few words has one: "The rack, then."."""
    _, said = next(_decisions(text, body, sections, conventions), (0, ""))
    words = [pointer.value for pointer in pointers(said) if pointer.kind == "word"]
    if not words or _has_no_place(sections):
        return None
    return _called([_entry(text, one, body) for one in found], words)


def _decisions(
    text: str, body: Body, sections: tuple[Section, ...], conventions: Conventions
) -> Iterator[tuple[int, str]]:
    """The first sentences of what is decided, in lower case, each with the place of its block in the source."""
    seen: dict[int, int] = {}
    anywhere = _has_no_place(sections)
    for block in body.blocks:
        if block.kind in ("code", "html", "heading") or not _decides(block, body, sections, conventions, anywhere):
            continue
        count = seen[block.section] = seen.get(block.section, 0) + 1
        if block.kind == "item" and count == 1 and not anywhere:
            label = _label_of_item(text, block)
            if label not in ("", "1") or (label and _is_alone(block, body)):
                yield block.at(0), f"number {label}"  # "3. It works offline." is read as a list of that item
        if count > 2 and block.kind != "cell" and not anywhere:
            continue
        start = 0
        for _ in range(2):
            end = _END.search(block.text, start, start + _MAX_SENTENCE)
            stop = end.start() if end else min(len(block.text), start + _MAX_SENTENCE)
            said = block.text[start:stop].strip().lower()
            said = _PARAGRAPH_NUMBER.sub("", said) if anywhere else said
            if said and not (anywhere and len(_PAUSE.split(said)[0].split()) > _FEW_WORDS):
                yield block.at(0), said
            start = stop + 1


def _is_alone(item: Block, body: Body) -> bool:
    """Whether its part of the record has no other item of a list."""
    return all(other is item or other.kind != "item" or other.section != item.section for other in body.blocks)


def _has_no_place(sections: tuple[Section, ...]) -> bool:
    """Whether no section is the one for the decision, which may then stand anywhere."""
    return all(section.role != "decision" for section in sections)


def _decides(block: Block, body: Body, sections: tuple[Section, ...], conventions: Conventions, anywhere: bool) -> bool:
    section = sections[block.section]
    if block.kind == "cell":
        if block.column != 1 or not 0 <= block.table < len(body.tables):
            return False
        head = body.blocks[body.tables[block.table][1][block.row][0]]
        return conventions.names.get(normalise(head.text)) == "decision"
    if anywhere:
        plain = block.kind == "paragraph" or (block.kind == "item" and _SAYS_SO.match(block.text.lower()) is not None)
        return plain and _NEVER.isdisjoint(section.roles)
    return "decision" in section.roles and section.role not in ("options", "option")


def _meant(group: Group, meant: Sequence[Pointer]) -> Candidate | None:
    for pointer in meant:
        labelled = pointer.kind in ("label", "number")
        one = _labelled(group, pointer) if labelled else _placed(group, pointer)
        if one is not None:
            return one
    return None


def _labelled(group: Group, pointer: Pointer) -> Candidate | None:
    """The option with that number or letter; "option 2" is at its place where none has one."""
    labels = [entry.label for entry in group.entries]
    by_place = pointer.kind == "number" and "." not in pointer.value
    place = place_of(pointer.value, labels) if by_place or pointer.value in labels else None
    return None if place is None else group.entries[place].option


def _placed(group: Group, pointer: Pointer) -> Candidate | None:
    count = len(group.entries)
    across = {"row": "column", "column": "row"}.get(pointer.kind)
    if group.kind == across:
        return None
    if pointer.value == "middle":
        return group.entries[count // 2].option if count % 2 else None
    if pointer.value in ("former", "latter") and count != 2:
        return None
    place = PLACES[pointer.value]
    return group.entries[place].option if place < count else None


def _called(entries: Sequence[Entry], words: Sequence[str]) -> Candidate | None:
    """The only option whose name, or else whose description, has one of the words."""
    for described in (False, True):
        hit = []
        for entry in entries:
            said = entry.said if described else frozenset(tokens(entry.option.name))
            if any(said.intersection((word, f"{word}s", word.removesuffix("s"))) for word in words):
                hit.append(entry.option)
        if len(hit) == 1:
            return hit[0]
    return None


def _groups(
    text: str, body: Body, found: list[Candidate], sections: tuple[Section, ...], conventions: Conventions
) -> list[Group]:
    """The options; where there are none, what may be meant as options, the last of them first."""
    if len(found) > 1:
        entries = [_entry(text, one, body) for one in found]
        return [Group("column" if _in_head(found) else "options", entries, min(one.block.at(0) for one in found))]
    runs = [("list", run) for run in (*_lists(body.blocks, sections), *_numbered(body.blocks, sections))]
    runs += [("list", run) for run in _in_bold(text, body.blocks, sections)]
    for section, rows in body.tables:
        if len(rows) > 1 and len(rows[0]) > 1 and _NEVER.isdisjoint(sections[section].roles):
            runs.append(("row", [body.blocks[row[0]] for row in rows[1:]]))
            runs.append(("column", [body.blocks[cell] for cell in rows[0][1:]]))
    made = _counted_off(text, body, sections, conventions)
    for kind, blocks in runs:
        options = [
            option_of(text, block, conventions) or named(block, 0, len(block.text), conventions) for block in blocks
        ]
        entries = [_entry(text, one, body) for one in options if one is not None]
        if 2 <= len(entries) <= _MOST_OPTIONS and len(entries) == len(options):
            made.append(Group(kind, entries, blocks[0].at(0)))
    return sorted(made, key=lambda group: group.start, reverse=True)


def _counted_off(text: str, body: Body, sections: tuple[Section, ...], conventions: Conventions) -> list[Group]:
    """What single paragraphs, items or cells count off."""
    made = []
    for block in body.blocks:
        if block.kind in ("paragraph", "item", "cell") and _NEVER.isdisjoint(sections[block.section].roles):
            of_options = "options" in sections[block.section].roles or _OF_OPTIONS.match(block.text) is not None
            counted = counted_off(block, conventions, of_options=of_options, by_sentences=True)
            entries = [_entry(text, one, body) for one in counted]
            if 2 <= len(entries) <= _MOST_OPTIONS:
                made.append(Group("list", entries, block.at(0)))
    return made


def _in_head(found: Sequence[Candidate]) -> bool:
    return all(one.block.row == 0 for one in found)


def _lists(blocks: Sequence[Block], sections: tuple[Section, ...]) -> Iterator[list[Block]]:
    """The items of each list, of one that is nested in another those under one of its items."""
    prose = [block for block in blocks if block.kind in ("item", "paragraph", "heading")]
    for deepest in (1, 2):
        shallow = (block for block in prose if block.kind != "item" or block.depth <= deepest)
        for (kind, section, depth), run in groupby(shallow, key=lambda block: (block.kind, block.section, block.depth)):
            if kind == "item" and depth == deepest and _NEVER.isdisjoint(sections[section].roles):
                yield list(run)


def _in_bold(text: str, blocks: Sequence[Block], sections: tuple[Section, ...]) -> Iterator[list[Block]]:
    """The paragraphs of one part of the record that begin with a few bold words."""
    prose = (block for block in blocks if block.kind == "paragraph")
    plain = (block for block in prose if _NEVER.isdisjoint(sections[block.section].roles))
    for (_, bold), run in groupby(plain, key=lambda block: (block.section, bold_end(text, block) > 0)):
        if bold:
            yield list(run)


def _numbered(blocks: Sequence[Block], sections: tuple[Section, ...]) -> Iterator[list[Block]]:
    """Paragraphs, or headings, of one part of the record that begin with a number or a letter of their own."""
    labelled = [
        block
        for block in blocks
        if block.kind in ("paragraph", "heading")
        and _NEVER.isdisjoint(sections[block.section].roles)
        and _OWN_LABEL.match(block.text)
    ]
    for _, run in groupby(labelled, key=lambda block: (block.kind, block.depth or block.section)):
        yield list(run)


def _entry(text: str, option: Candidate, body: Body) -> Entry:
    label = option.label or _label(text, option)
    return Entry(option, label, frozenset(word for block in _of(option, body) for word in tokens(block.text)))


def _label(text: str, option: Candidate) -> str:
    """The number or letter before an option's name, in its block's own words or as the mark of a list."""
    block = option.block
    if len(option.name) == 1:
        return option.name.lower()
    match = _OWN_LABEL.match(block.text)
    if match is not None:
        return (match["label"] or match["dotted"]).lower()
    return _label_of_item(text, block) if block.kind == "item" else ""


def _label_of_item(text: str, block: Block) -> str:
    """The number or letter that marks the item of a list."""
    start = block.at(0)
    match = _MARKER.search(text, max(0, start - _LONGEST_MARKER), start)
    return match["label"].lower() if match else ""


def _of(option: Candidate, body: Body) -> Iterable[Block]:
    """The blocks that describe an option: its own, its section's, or its row's or column's cells."""
    block = option.block
    if option.section is not None:
        return (one for one in body.blocks if one.section == option.section)
    if block.kind == "cell":
        return (
            one
            for one in body.blocks
            if one.table == block.table and (one.row == block.row if block.row else one.column == block.column)
        )
    return (block,)
