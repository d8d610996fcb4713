"""Products and platforms that a record weighs, chooses, adopts or has in use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from adr_lint.facts.cues import Lexicon, lazy
from adr_lint.facts.pages import Page, Passage
from adr_lint.facts.products import Mention
from adr_lint.facts.roles import OVERTURNED
from adr_lint.model import Evidence, Fact
from adr_lint.regexes import regex
from adr_lint.values import dataclass

_TITLE_BEFORE = regex(
    rb"(?:\b(?:use|uses|using|adopt\w*|mov(?:e|es|ing)|migrat\w+|switch\w*|buy\w*|choos\w*|chose|select\w*|tak\w+"
    rb"|goes?|with|to|on|onto|via|in|into|by|from|off|hosted|managed|introduce|implement|and|plus|aws|amazon|google)"
    rb"|[:;,\x96-])\s+(?:\w+\s+){0,2}$"
)
_TITLE_AFTER = regex(
    rb"\s*$|\s*[,;:()+\x96]|\s+(?:for|as|to|in|instead|and|with|on|over|by|or|vs|versus|is|plus|from|at|rather|the"
    rb"|service|platform)\b"
)
_ABOUT = frozenset({"title-line", "chosen-name"})
_ASIDE = frozenset({"consequences", "options", "option", "option-name", "negative", "positive", "links"})
_TAKES = frozenset({"chosen-name", "title-line", "update", "decision"})
"""Where a record says what it takes."""
GROUND = frozenset({"hosting", "database", "secrets", "streaming"})
"""What others are built upon: named in a decision, it need not be what is decided."""


_BASE = "hosting"
"""Clouds are named where anything is hosted, and weighed seldom."""


TAKEN = 2.0
"""How strongly a record has to say that it takes a product."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A product that the record takes, how strongly it says so, and where."""

    mention: Mention
    passage: Passage
    weight: float


class Wording:
    """How records say that they take a product or leave one (policies/language/choices.yaml)."""

    def __init__(self, data: Mapping[str, Sequence[str]], lexicon: Lexicon) -> None:
        self._patterns = {name: lazy(lexicon.phrases(phrases)) for name, phrases in data.items()}

    def says(self, name: str, masked: bytes) -> bool:
        """Whether any of a group of phrases stands in a text."""
        pattern = self._patterns.get(name)
        return pattern is not None and pattern.search(masked) is not None

    def saying(self, name: str, page: Page, *, masked: bool = True) -> Iterator[Passage]:
        """The passages in which any of a group of phrases stands, of which none asks where a block begins or ends."""
        pattern = self._patterns.get(name)
        return iter(()) if pattern is None else page.saying(pattern, masked=masked)

    def find(self, name: str, masked: bytes, start: int = 0, end: int | None = None) -> Any:
        """The last match of a group of phrases in a range; None without one."""
        pattern = self._patterns.get(name)
        found = None
        if pattern is not None:
            for match in pattern.finditer(masked, start, len(masked) if end is None else end):
                found = match
        return found


def choices(page: Page, wording: Wording) -> list[Choice]:
    """The products that the title, the chosen option, the decision or a later update takes."""
    found: list[Choice] = []
    for passage in page.passages:
        if passage.mentions and not passage.rejected and OVERTURNED not in passage.roles:
            for mention in passage.mentions:
                weight = _weight(passage, mention, wording)
                if weight:
                    found.append(Choice(mention, passage, weight))
    return found


def _weight(passage: Passage, mention: Mention, wording: Wording) -> float:
    roles = passage.roles
    if not roles & _TAKES:
        return 0.0
    begin, stop = passage.sentence(mention.start)
    if _left(passage, mention, wording):
        return 0.0
    if passage.folded[begin:stop].rstrip().endswith(b"?"):
        return 0.0
    if "chosen-name" in roles:
        return 3.0 if mention.start < 60 else 1.5
    taken = wording.find("taken", passage.masked, begin, mention.start) is not None
    if "title-line" in roles:
        return 2.0 if _titled(passage, mention) else 0.5
    if "update" in roles:
        return 5.0 if taken else 1.0
    if "decision" in roles and not roles & {"consequences", "options", "negative", "positive", "links"}:
        short = stop - begin < 60 and begin == 0
        weight = 2.5 if taken or short else 0.8
        return weight * 0.5 if mention.product.kind in GROUND else weight
    return 0.0


def _left(passage: Passage, mention: Mention, wording: Wording) -> bool:
    """Whether the clause leaves the product or passes it over."""
    start, end = passage.clause(mention.start, mention.end)
    masked = passage.masked
    left = wording.find("left", masked, start, mention.start)
    near = left is not None and masked.count(b" ", left.end(), mention.start) <= 5
    if near and not wording.find("onto", masked, left.end(), mention.start):
        return True
    return wording.find("off", masked, mention.end, end) is not None


def _titled(passage: Passage, mention: Mention) -> bool:
    """Whether a title takes the product, rather than something about it ("use a private … endpoint")."""
    before, after = passage.folded[: mention.start], passage.folded[mention.end :]
    return (not before.strip(b" .:)-0123456789adr\x96") or _TITLE_BEFORE.search(before) is not None) and (
        _TITLE_AFTER.match(after) is not None
    )


def facts(page: Page, chosen: Sequence[Choice], approach: Fact, wording: Wording) -> list[Fact]:
    """``platforms.*`` and ``technologies*``."""
    result: list[Fact] = []
    hosted = [c for c in chosen if c.mention.product.hosting == "hosted" and c.weight >= TAKEN]
    if approach.value in ("buy", "hybrid") and hosted:
        best = max(c.weight for c in hosted)
        taken = [c for c in hosted if c.weight >= min(best, 2.5)]
        result.append(_listed("platforms.chosen", page, [(c.mention, c.passage) for c in taken]))
    if approach.value != "none":
        weighed = [(m, p) for p in page.passages for m in p.mentions if m.product.hosting == "hosted" and _weighs(p, m)]
        weighed += [(c.mention, c.passage) for c in hosted]
        if approach.value == "buy":
            weighed += _rivals(page, hosted)
        if weighed:
            weighed.sort(key=lambda pair: pair[1].order)
            result.append(_listed("platforms.considered", page, weighed))
    adopted = [(c.mention, c.passage) for c in chosen if c.weight >= TAKEN]
    if adopted:
        result.append(_listed("technologies", page, adopted))
    decided = [(m, p) for m, p in adopted if p.roles & _ABOUT]
    if decided:
        result.append(_listed("technologies.decided", page, decided))
    kept = {mention.product.name for mention, _ in adopted}
    retired = [
        (m, p) for p in page.passages for m in p.mentions if m.product.name not in kept and _retired(p, m, wording)
    ]
    if retired:
        result.append(_listed("technologies.retired", page, retired))
    return result


def _rivals(page: Page, taken: Sequence[Choice]) -> list[tuple[Mention, Passage]]:
    """Hosted products of a kind with those taken, wherever the record has a word on them.

    Where none is known to be taken, those of any kind of which it names several.
    """
    named = [
        (mention, passage)
        for passage in page.passages
        for mention in passage.mentions
        if mention.product.hosting == "hosted" and "links" not in passage.roles
    ]
    kinds = {_kind(choice.mention) for choice in taken}
    if not kinds:
        several = Counter(kind for _, kind in {(m.product.id, _kind(m)) for m, _ in named})
        kinds = {kind for kind, count in several.items() if count > 1 and kind != _BASE}
    return [(mention, passage) for mention, passage in named if _kind(mention) in kinds]


def _kind(mention: Mention) -> str:
    """The kind of a product; those of policies/platforms/ serve models, too."""
    kind = mention.product.kind
    return "ml-platform" if kind == "platform" else kind


def _retired(passage: Passage, mention: Mention, wording: Wording) -> bool:
    """Whether the title, the chosen option or the decision gives up a product that is in use."""
    if passage.rejected or not passage.roles & (_ABOUT | {"decision", "update"}) or passage.roles & _ASIDE:
        return False
    start, end = passage.clause(mention.start, mention.end)
    masked = passage.masked
    given_up = wording.find("retired", masked, start, mention.start)
    if given_up is None or masked.count(b" ", given_up.end(), mention.start) > 3:
        return wording.find("off", masked, mention.end, end) is not None
    if wording.find("onto", masked, given_up.end(), mention.start) or wording.find(
        "left", masked, start, given_up.start()
    ):
        return False
    return _TITLE_AFTER.match(passage.folded[mention.end :]) is not None


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
        key = mention.product.id if name.startswith("platforms") else mention.product.name
        if key not in entries:
            entries[key] = page.evidence(passage, mention.start, mention.end)
    return Fact(name, tuple(sorted(entries)), "inferred", tuple(entries.values())[:6], reader="products")
