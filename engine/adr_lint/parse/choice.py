"""Which of its options a record chose."""

from __future__ import annotations

import re
from collections.abc import Collection

from adr_lint.model import Block, Section
from adr_lint.parse.body import Body
from adr_lint.parse.considered import Candidate, Considered, named, number_in, place_of, tokens
from adr_lint.parse.conventions import Conventions
from adr_lint.parse.reference import called, refer
from adr_lint.regexes import regex

# Searched in lower-case text: ignoring case in the pattern takes three times as long.
_CHOOSING = (
    r"(?:(?P<option>(?:chosen|selected|preferred|recommended|winning|accepted)\s+(?:option|solution|alternative"
    r"|approach|candidate))|decision|outcome)\s*(?:(?:is|was)\s*:?|:|[\u2013—]|$)\W*(?P<what>.*)"
)
_HINTS = ("option", "cision", "outcome", "chosen", "selected", "preferred", "recommended", "winning", "accepted")
_CHOSEN = regex(rf"\b{_CHOOSING}")
_CHOSEN_AT_HEAD = regex(rf"\A\W*{_CHOOSING}")
_WE_CHOOSE = regex(
    r"\b(?:we|i|team|they)\s+(?:(?:will|have|has|are|therefore|thus|hereby|finally|shall|'ll)\s+)*"
    r"(?:(?:choose|chose|chosen|pick|picked|select|selected|adopt|adopted|take|took|buy|build|use|go|went|going|moving?)"
    r"|(?:decided?|opted?|settled?|agreed?)\s+(?:on|for|to|in\s+favou?r\s+of))\b\s*(?:with|for|to|on)?\s*(?P<what>.*)"
)
_END = regex(r"\.(?=\s|\Z)|;|,?\s+(?:because|since|as|instead of|rather than|over|and not)\b|\s[\u2013—]\s")
_MAX_NAME, _MAX_WHAT, _MAX_SEARCHED = 120, 200, 2000
_ENOUGH = 0.6


def choose(
    text: str, considered: Considered, body: Body, sections: tuple[Section, ...], conventions: Conventions
) -> None:
    """Mark the chosen option, unless it is marked: by "Chosen option: X", "we choose X", or the decision's words."""
    found, blocks = considered.options, body.blocks
    if any(one.chosen for one in found):
        return
    pointed = refer(text, body, found, sections, conventions)
    if pointed is not None:
        pointed.chosen = True
        return
    deciding = [block for block in blocks if "decision" in sections[block.section].roles and block.kind != "code"]
    if _outright(found, blocks, deciding, sections, conventions) or len(found) < 2 or considered.discarded:
        return
    one = _by_verb(deciding, found, whole=considered.others_only)
    one = one or called(text, body, found, sections, conventions)
    if one is None and not considered.others_only:
        prose = [block.text for block in deciding if block.kind != "heading"][:1]
        one = _by_words([_sentence(text) for text in prose], found)
        titles = [section.title for section in sections if section.role == "title"]
        one = one or _by_words(titles, found, whole=True)  # a title's words name the matter as often as the choice
    if one is not None:
        one.chosen = True


def _by_verb(deciding: list[Block], found: list[Candidate], *, whole: bool) -> Candidate | None:
    for block in deciding:
        match = _WE_CHOOSE.search(block.text[:_MAX_SEARCHED].lower())
        one = _matching(match["what"][:_MAX_WHAT], found, whole=whole) if match else None
        if one is not None:
            return one
    return None


def _by_words(texts: list[str], found: list[Candidate], *, whole: bool = False) -> Candidate | None:
    for text in texts:
        words = tokens(text)
        contained = [one for one in found if _contains(words, tokens(one.name))]
        if len(contained) == 1:
            return contained[0]
        one = None if whole else _by_distinctive_words(words, found)
        if one is not None:
            return one
    return None


def _by_distinctive_words(words: Collection[str], found: list[Candidate]) -> Candidate | None:
    """The only option of which a word stands there that no other option has."""
    hit = []
    for one in found:
        others = {word for other in found if other is not one for word in tokens(other.name)}
        if any(len(word) > 2 and word not in others and word in words for word in tokens(one.name)):
            hit.append(one)
    return hit[0] if len(hit) == 1 and len(found) > 1 else None


def _sentence(text: str) -> str:
    end = text.find(". ")
    return text[:_MAX_WHAT] if end < 0 else text[: min(end, _MAX_WHAT)]


def _outright(
    found: list[Candidate],
    blocks: list[Block],
    deciding: list[Block],
    sections: tuple[Section, ...],
    conventions: Conventions,
) -> bool:
    """Mark what "Chosen option: X" or "Decision: X" names, in the decision first, then at the head of any line."""
    for index, block in enumerate(deciding):
        lower = block.text[:_MAX_SEARCHED].lower()
        match = _CHOSEN.search(lower) if any(map(lower.__contains__, _HINTS)) else None
        if match is None or _is_of_option(sections[block.section]):
            continue
        one = _matching(_what(match, index, deciding), found)
        if one is not None:
            one.chosen = True
            return True
        if match["what"] and match["option"]:
            return _add(found, block, match.start("what"), conventions)
    for index, block in enumerate(blocks if found else ()):
        match = _CHOSEN_AT_HEAD.match(block.text[:_MAX_WHAT].lower())
        if match is None or block.kind == "code" or _is_of_option(sections[block.section]):
            continue
        one = _matching(_what(match, index, blocks), found)
        if one is not None:
            one.chosen = True
            return True
    return False


def _is_of_option(section: Section) -> bool:
    """True for what is said of one option, such as "Decision: rejected"."""
    return "option" in section.roles or section.role == "options"


def _what(match: re.Match[str], index: int, blocks: list[Block]) -> str:
    """What stands after "Chosen option:", or in the next block where it ends the line."""
    following = blocks[index + 1].text if match["option"] and index + 1 < len(blocks) else ""
    return (match["what"] or following)[:_MAX_WHAT]


def _add(found: list[Candidate], block: Block, start: int, conventions: Conventions) -> bool:
    """A chosen option that stands in no list is an option none the less."""
    cut = _END.search(block.text, start)
    end = min(cut.start() if cut else len(block.text), start + _MAX_NAME)
    one = named(block, start, end, conventions)
    if one is not None:
        one.chosen = True
        found.append(one)
    return one is not None


def _matching(what: str, found: list[Candidate], *, whole: bool = False) -> Candidate | None:
    """The option meant by the words after "chosen option": by its number, by its words, or by most of them."""
    cut = _END.search(what)
    head = what[: cut.start()] if cut and cut.start() > 2 else what
    words = tokens(head)
    scored: list[tuple[float, int, Candidate]] = []
    for index, one in enumerate(found):
        mine = tokens(one.name)
        if mine and _contains(words, mine):
            scored.append((1 + len(mine), -index, one))
        elif mine and words and not whole:
            common = len(set(mine) & set(words))
            share = common / min(len(set(mine)), len(set(words)))
            if share >= _ENOUGH:
                scored.append((share, -index, one))
    if scored:
        scored.sort(key=lambda item: (item[0], item[1]))
        if len(scored) == 1 or scored[-1][0] > scored[-2][0]:
            return scored[-1][2]
    label = number_in(head)
    if label:
        place = place_of(label, [one.label for one in found])
        if place is not None:
            return found[place]
    if scored or whole:
        return scored[-1][2] if scored else None
    return _by_distinctive_words(words, found)


def _contains(words: Collection[str], wanted: list[str]) -> bool:
    return bool(wanted) and all(word in words for word in wanted)
