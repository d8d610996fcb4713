"""Products and platforms that a record weighs, chooses, adopts or has in use."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from adr_lint.facts.choose import Candidate
from adr_lint.facts.contexts import Contexts
from adr_lint.facts.pages import Page, Passage
from adr_lint.facts.products import Mention
from adr_lint.model import Evidence, Fact

_TAKEN = re.compile(
    rb"\b(?:us(?:e|es|ing|ed)|adopt\w*|cho(?:ose|osing|sen|se)|select\w*|pick\w*|go(?:es|ing)? (?:with|for|to)|went with"
    rb"|tak(?:e|es|ing|en)|mov(?:e|es|ing) (?:\w+ ){0,3}(?:in)?to|migrat(?:e|es|ing) (?:\w+ ){0,3}to|switch\w* (?:\w+ ){0,3}to"
    rb"|buy\w*|bought|purchas\w*|subscri\w*|rely|relies|leverag\w*|opt(?:ed)? for|decided (?:on|for|to)|stay\w* (?:on|in|with)"
    rb"|remain\w* (?:on|in|with)|deploy\w* (?:on|to|with|via)|host\w* (?:on|in|with)|run\w* (?:on|in)|built on|build on"
    rb"|standardi[sz]e\w* on|procure\w*|sign\w* (?:with|for)|recommend\w*|adoption of|introduce\w*|offer|provide|implement\w*|integrat\w*|keep\w*)\b"
)
_LEFT = re.compile(
    rb"\b(?:instead of|rather than|away from|over|not|no longer|never|without|replac\w+|leav(?:e|es|ing)|drop\w*|off"
    rb"|switch\w* (?:\w+ ){0,4}off|from|delet\w+|reject\w*|against|unlike|than|compar\w+|moved? off|until|stop\w*|retire\w*"
    rb"|decommission\w*|turned? off|abandon\w*|cancel\w*|exit\w*|neither|nor|if|would|could|might|unless|until|previous\w*"
    rb"|current\w*|existing)\b"
)
_ONTO = re.compile(rb"\b(?:to|onto|into|with|by|in favou?r of|for|use|using|adopt)\b")
_OFF = re.compile(rb"\b(?:switched|turned|shut|wound) (?:off|down)|is (?:deleted|retired|cancelled|dropped|replaced|removed)|lapses\b")


_TITLE_BEFORE = re.compile(
    rb"(?:\b(?:use|uses|using|adopt\w*|mov(?:e|es|ing)|migrat\w+|switch\w*|buy\w*|choos\w*|chose|select\w*|tak\w+|goes?|go"
    rb"|with|to|on|onto|via|in|into|by|from|off|hosted|managed|introduce|implement|and|plus|aws|amazon|google)"
    rb"|[:;,\x96-])\s+(?:\w+\s+){0,2}$"
)
_TITLE_AFTER = re.compile(
    rb"\s*$|\s*[,;:()+\x96]|\s+(?:for|as|to|in|instead|and|with|on|over|by|or|vs|versus|is|plus|from|at|rather|the|service|platform)\b"
)
GROUND = frozenset({"hosting", "database", "secrets", "streaming"})
"""What others are built upon: named in a decision, it need not be what is decided."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A product that the record takes, how strongly it says so, and where."""

    mention: Mention
    passage: Passage
    weight: float


def choices(page: Page, contexts: Contexts) -> list[Choice]:
    """The products that the title, the chosen option, the decision or a later update takes."""
    del contexts
    found: list[Choice] = []
    for passage in page.passages:
        if passage.mentions and not passage.rejected:
            for mention in passage.mentions:
                weight = _weight(passage, mention)
                if weight:
                    found.append(Choice(mention, passage, weight))
    return found


def _weight(passage: Passage, mention: Mention) -> float:
    roles = passage.roles
    begin, stop = passage.sentence(mention.start)
    clause, clause_end = passage.clause(mention.start, mention.end)
    before = passage.folded[clause : mention.start]
    left = None
    for left in _LEFT.finditer(before):
        pass
    if left and before.count(b" ", left.end()) <= 4 and not _ONTO.search(before, left.end()):
        return 0.0
    if _OFF.search(passage.folded, mention.end, clause_end):
        return 0.0
    if passage.folded[begin:stop].rstrip().endswith(b"?"):
        return 0.0
    if "chosen-name" in roles:
        return 3.0 if mention.start < 60 else 1.5
    taken = _TAKEN.search(passage.folded, begin, mention.start) is not None
    if "title-line" in roles:
        return 2.0 if _titled(passage, mention) else 0.5
    if "update" in roles:
        return 5.0 if taken else 1.0
    if "decision" in roles and not roles & {"consequences", "options", "negative", "positive", "links"}:
        short = stop - begin < 60 and begin == 0
        weight = 2.5 if taken or short else 0.8
        return weight * 0.5 if mention.product.kind in GROUND else weight
    return 0.0


def _titled(passage: Passage, mention: Mention) -> bool:
    """Whether a title takes the product, rather than something about it ("use a private … endpoint")."""
    before, after = passage.folded[: mention.start], passage.folded[mention.end :]
    return (not before.strip(b" .:)-0123456789adr\x96") or _TITLE_BEFORE.search(before) is not None) and (
        _TITLE_AFTER.match(after) is not None
    )


def facts(page: Page, chosen: Sequence[Choice], approach: Fact, found: Mapping[str, Sequence[Candidate]]) -> list[Fact]:
    """``platforms.*`` and ``technologies``."""
    result: list[Fact] = []
    hosted = [c for c in chosen if c.mention.product.hosting == "hosted" and c.weight >= 2]
    if approach.value in ("buy", "hybrid") and hosted:
        best = max(c.weight for c in hosted)
        taken = [c for c in hosted if c.weight >= min(best, 2.5)]
        result.append(_listed("platforms.chosen", page, [(c.mention, c.passage) for c in taken]))
    if approach.value != "none":
        weighed = [(m, p) for p in page.passages for m in p.mentions if m.product.hosting == "hosted" and _weighs(p, m)]
        weighed += [(c.mention, c.passage) for c in hosted]
        if weighed:
            weighed.sort(key=lambda pair: pair[1].order)
            result.append(_listed("platforms.considered", page, weighed))
    adopted = [c for c in chosen if c.weight >= 2]
    if adopted:
        result.append(_listed("technologies", page, [(c.mention, c.passage) for c in adopted]))
    del found
    return result


def _weighs(passage: Passage, mention: Mention) -> bool:
    roles = passage.roles
    if "option-name" in roles or "chosen-name" in roles:
        return mention.start < 80
    if "options" in roles or "option" in roles:
        return passage.block.kind in ("heading", "cell") or mention.start < 40
    return False


def _listed(name: str, page: Page, pairs: Sequence[tuple[Mention, Passage]]) -> Fact:
    entries: dict[str, Evidence] = {}
    for mention, passage in pairs:
        key = mention.product.name if name == "technologies" else mention.product.id
        if key not in entries:
            entries[key] = page.evidence(passage, mention.start, mention.end)
    return Fact(name, tuple(sorted(entries)), "inferred", tuple(entries.values())[:6], reader="products")
