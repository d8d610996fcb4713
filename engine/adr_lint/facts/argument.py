"""How a record argues: how many options it weighs, what is said for the choice, which sides its consequences have."""

from __future__ import annotations

from collections.abc import Iterator

from adr_lint.facts.leftovers import Leftovers, to_be_decided
from adr_lint.facts.observed import heading_evidence, observed
from adr_lint.facts.pages import Page, Passage
from adr_lint.facts.platforms import Wording
from adr_lint.model import Fact, Role
from adr_lint.regexes import regex

_NOTHING = regex(
    rb"\W*(?:none|n/?a|nothing|not applicable|no|-)?\b[^\w]*(?:known|so far|identified|yet|at this time)?\W*\Z"
)
_NONE = regex(rb"\W*(?:none|nothing|no (?:other |real )?(?:alternatives?|options?))\b[^.]{0,60}\W*\Z")
_GOOD = regex(rb"\W*(?:good|great|positive|pros?|advantages?|benefits?|\+)\W*(?:,|:|because|\x96|-)")
_BAD = regex(rb"\W*(?:bad|negative|cons?|disadvantages?|drawbacks?|risks?)\W*(?:,|:|because|\x96|-)")
_ARGUED_ELSEWHERE = 250
"""Words beside the decision, among which the reasons may stand in whatever form."""
_MOST_WORDS = 40
"""Of a decision that can be said to give no reason; a longer one argues somehow, in words that nobody listed."""


def read(page: Page, wording: Wording, known: Leftovers) -> Iterator[Fact]:
    """The facts of the argument."""
    undecided = to_be_decided(page, known)
    if undecided is not None:
        evidence = page.evidence(undecided, 0, len(undecided.text))
        yield observed("decision.undecided", undecided.text, [evidence])
    yield from _options(page, wording)
    yield from _reason(page, wording)
    yield from _consequences(page, wording)


def _options(page: Page, wording: Wording) -> Iterator[Fact]:
    """How many options are weighed, where the record has a place for them; and whether others are spoken of."""
    record = page.record
    listing = next((i for i, section in enumerate(record.sections) if section.role in ("options", "option")), None)
    if listing is None:
        return
    place = heading_evidence(record, listing)
    if not record.options:
        inside = [p for p in page.passages if "options" in p.roles and p.block.kind != "heading"]
        if len(inside) == 1 and (_NOTHING.match(inside[0].folded) or _NONE.match(inside[0].folded)):
            yield observed("options.count", 1, [place])
        return
    chosen = any(option.chosen for option in record.options)
    yield observed("options.count", len(record.options) + (0 if chosen else 1), [place])
    for passage in wording.saying("alternative", page, masked=False):
        named = passage.block.kind != "heading" and wording.find("alternative", passage.folded)
        if named:
            evidence = page.evidence(passage, *named.span())
            yield observed("alternatives.named", True, [evidence])
            return


def _reason(page: Page, wording: Wording) -> Iterator[Fact]:
    """The option that is chosen, and whether anything is said for it."""
    chosen = next((option for option in page.record.options if option.chosen), None)
    deciding = [p for p in page.passages if "decision" in p.roles and p.block.kind != "heading"]
    if chosen is None or not deciding:
        return
    if sum(p.folded.count(b" ") for p in page.passages if "decision" not in p.roles) > _ARGUED_ELSEWHERE:
        return
    first = deciding[0]
    yield observed("decision.chosen", chosen.name, [page.evidence(first, 0, min(len(first.text), 120))])
    for passage in page.passages:
        if passage.block.kind != "heading" and _argues(passage, chosen.name, wording):
            yield observed("decision.reason", True, [page.evidence(passage, 0, min(len(passage.text), 120))])
            return


def _argues(passage: Passage, chosen: str, wording: Wording) -> bool:
    """Whether a passage says something for the choice: a reason, what it gains, or anything under the option itself."""
    roles, folded = passage.roles, passage.folded
    if passage.rejected or _NOTHING.match(folded):
        return False
    if "rationale" in roles or "positive" in roles or ("chosen" in roles and "chosen-name" not in roles):
        return True
    if "consequences" in roles:
        return wording.says("gain", folded)
    if "decision" not in roles:
        return False
    if folded.count(b" ") > _MOST_WORDS:
        return True
    found = wording.find("reason", folded)
    return found is not None and found.group().decode("latin-1") not in chosen.casefold()


def _consequences(page: Page, wording: Wording) -> Iterator[Fact]:
    """Where the consequences name only advantages or only drawbacks: which."""
    sides: set[str] = set()
    spoken: set[str] = set()
    place: Passage | None = None
    for passage in page.passages:
        if passage.block.kind == "heading" or not passage.roles & {"consequences", "positive", "negative"}:
            continue
        if "option" in passage.roles or "options" in passage.roles:
            continue
        if _NOTHING.match(passage.folded):
            return  # "None": it was thought of
        place = place or passage
        side = _side(passage)
        if side:
            sides.add(side)
        for of, words in (("advantages", "gain"), ("drawbacks", "loss")):
            if side != of and of not in spoken and wording.says(words, passage.folded):
                spoken.add(of)
    if place is None or len(sides) != 1 or spoken - sides or (page.record.format == "rfc"):
        return
    other: Role = "negative" if sides == {"advantages"} else "positive"
    if any(section.role == other for section in page.record.sections):
        return  # the other side's heading is there, with nothing under it: a part to be filled in
    if sides == {"drawbacks"} and "consequences" not in place.roles:
        return  # a section of risks alone: what is gained may stand anywhere
    yield observed("consequences.only", sides.pop(), [heading_evidence(page.record, place.block.section)])


def _side(passage: Passage) -> str:
    if "positive" in passage.roles:
        return "advantages"
    if "negative" in passage.roles:
        return "drawbacks"
    if _GOOD.match(passage.folded):
        return "advantages"
    return "drawbacks" if _BAD.match(passage.folded) else ""
