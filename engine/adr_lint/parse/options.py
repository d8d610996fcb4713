"""The options that a record considers, which of them it chose, and which sections discuss them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from adr_lint.model import Block, Option, Place, Role, Section
from adr_lint.parse.body import Body
from adr_lint.parse.choice import choose
from adr_lint.parse.considered import Candidate, considered, named, tokens
from adr_lint.parse.conventions import Conventions, normalise

Placer = Callable[[int, int], Place]


def read(
    text: str, body: Body, sections: tuple[Section, ...], conventions: Conventions, place: Placer
) -> tuple[tuple[Option, ...], tuple[Section, ...]]:
    """The options, and the sections with the role ``option`` for those whose title is an option's name."""
    found = considered(text, body, sections, conventions)
    blocks = body.blocks
    if found.options:
        sections = _with_role(sections, _sections_of(found.options, blocks, sections, conventions))
    choose(text, found, body, sections, conventions)
    return tuple(
        Option(one.name, place(one.block.at(one.start), one.block.at(one.end - 1) + 1), one.chosen, one.section)
        for one in found.options
    ), sections


def _sections_of(
    found: list[Candidate], blocks: list[Block], sections: tuple[Section, ...], conventions: Conventions
) -> dict[int, Candidate]:
    taken: dict[int, Candidate] = {}
    headings = {block.section: block for block in blocks if block.kind == "heading"}
    names = {normalise(one.name) for one in found}
    for index, section in enumerate(sections):
        if index not in headings:
            continue
        if section.role != "option" and (section.role != "other" or normalise(section.title) not in names):
            continue
        heading = named(headings[index], 0, len(section.title), conventions)
        if heading is None:
            continue
        words = tokens(heading.name)
        numbered = _numbered(heading, found)
        if numbered is not None and numbered.section is None:
            numbered.section, taken[index] = index, numbered
        for one in found:
            if one.section == index:
                taken[index] = one
            if one.section is None and index not in taken and _same(words, heading, one, section.role == "option"):
                one.section = index
                one.chosen = one.chosen or heading.chosen
                taken[index] = one
    return taken


def _numbered(heading: Candidate, found: list[Candidate]) -> Candidate | None:
    """The option that a bare "Option 2" means where the options' list has no numbers of its own."""
    place = int(heading.label) if heading.label.isdigit() else 0
    bare = len(tokens(heading.name)) <= 1
    return found[place - 1] if bare and 0 < place <= len(found) and not any(one.label for one in found) else None


def _same(words: list[str], heading: Candidate, one: Candidate, loosely: bool) -> bool:
    mine = tokens(one.name)
    if words == mine or heading.name.casefold() == one.name.casefold():
        return True
    if not loosely or not words or not mine:
        return False
    if heading.label and heading.label == one.label:
        return True
    return set(words) <= set(mine) or set(mine) <= set(words)


def _with_role(sections: tuple[Section, ...], named: dict[int, Candidate]) -> tuple[Section, ...]:
    changed = {index for index in named if sections[index].role == "other"}
    if not changed:
        return sections
    made: list[Section] = []
    around: list[Section] = []
    for index, section in enumerate(sections):
        while around and around[-1].level >= section.level:
            around.pop()
        role: Role = "option" if index in changed else section.role
        roles = (role, *(around[-1].roles if around and section.level else ()))
        section = replace(section, role=role, roles=roles)
        if section.level:
            around.append(section)
        made.append(section)
    return tuple(made)
