"""What each section is for: its heading's words → its role, and the roles of the sections around it."""

from __future__ import annotations

from functools import lru_cache

from adr_lint.model import Role, Section
from adr_lint.parse.body import Body, Heading
from adr_lint.parse.conventions import Conventions, normalise
from adr_lint.parse.names import is_generic, title

_MAX_PHRASE_WORDS = 9
_BODY_ROLES = frozenset({"header", "status", "context", "drivers", "options", "decision", "consequences"})


@lru_cache(maxsize=4096)
def role_of(title: str, conventions: Conventions) -> Role | None:
    """The role that a heading's own words give it; None where they give none."""
    name = normalise(title)
    role = conventions.names.get(name)
    if role is not None:
        return role
    option = conventions.option_heading.match(title)
    if option is not None:
        return "option"
    head, colon, _ = name.partition(":")
    if not colon:
        head, colon, _ = name.partition(" (")
    if not colon:
        head, colon, _ = name.replace(" \u2014 ", " - ").replace(" \u2013 ", " - ").partition(" - ")
    if colon and (role := conventions.names.get(head.strip())) is not None:
        return role
    if name.count(" ") >= _MAX_PHRASE_WORDS:
        return None
    best: tuple[int, Role] | None = None
    for match in conventions.phrase.finditer(name):
        found = conventions.phrases.get(" ".join(match[0].replace("-", " ").split()))
        if found is not None and (best is None or len(match[0]) > best[0]):
            best = len(match[0]), found
    return best[1] if best else None


def names_section(title: str, conventions: Conventions) -> bool:
    """True where the whole of a bold line is the name of a section."""
    return normalise(title) in conventions.names or conventions.option_heading.match(title) is not None


def leads_section(title: str, conventions: Conventions) -> bool:
    """True where bold words at the head of a paragraph name the part of the record that the paragraph is."""
    return conventions.names.get(normalise(title), "header") not in ("header", "status", "title", "links")


def sections(body: Body, conventions: Conventions, start: int, *, titled: bool = False) -> tuple[Section, ...]:
    """The sections of a body with their roles; ``titled`` where the front matter gives the title."""
    made: list[Section] = []
    if body.preamble:
        made.append(Section("", 0, "header", ("header",), start))
    chosen = title_heading(body.headings, conventions, titled=titled)
    around: list[tuple[int, tuple[Role, ...]]] = []
    for index, heading in enumerate(body.headings):
        while around and around[-1][0] >= heading.level:
            around.pop()
        outer = around[-1][1] if around else ()
        role = "title" if index == chosen else _role_within(heading, outer, conventions)
        roles = (role, *outer)
        around.append((heading.level, roles))
        made.append(Section(heading.title, heading.level, role, roles, heading.start))
    return tuple(made)


def title_heading(headings: list[Heading], conventions: Conventions, *, titled: bool = False) -> int:
    """Which heading is the record's title: the first of level 1, else the first of all; -1 where it names a section.

    "Architecture Decision Record" is passed over for a heading right below it that says more.
    """
    if not headings:
        return -1
    index = next((i for i, heading in enumerate(headings) if heading.level == 1), 0)
    if is_generic(headings[index].title) and index + 1 < len(headings):
        after = headings[index + 1]
        if after.level <= 2 and not names_section(after.title, conventions) and not is_generic(after.title):
            known = role_of(after.title, conventions)
            if known is None or title(after.title).number:
                return index + 1
    heading = headings[index]
    if titled and heading.level > 1 and title(heading.title).number is None:
        return -1
    role = conventions.names.get(normalise(heading.title))
    if index == 0 and heading.level == 1 and role not in _BODY_ROLES:
        return index  # "39. Observability": named like a section, and yet the title
    return index if role is None or role == "title" else -1


def _role_within(heading: Heading, outer: tuple[Role, ...], conventions: Conventions) -> Role:
    role = role_of(heading.title, conventions)
    within = outer[0] if outer else None
    if within == "options" and role not in ("options", "option", "decision", "rationale", "cost", "drivers", "other"):
        exact = conventions.names.get(normalise(heading.title))
        return exact or "option"  # "### Managed runtime", of which only a word looks like a section's name
    if within == "option" and role == "title":
        return "other"
    return role or "other"
