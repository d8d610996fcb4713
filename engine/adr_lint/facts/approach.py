"""Whether the record decides between owning and letting a vendor operate, and for which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import inf

from adr_lint.facts.choose import POSITION, Candidate
from adr_lint.facts.odds import log_odds
from adr_lint.facts.pages import Page, Passage
from adr_lint.facts.platforms import GROUND, Choice, Wording
from adr_lint.facts.roles import OVERTURNED
from adr_lint.model import Evidence, Fact, Facts
from adr_lint.values import dataclass, field

BUILD, BUY, HYBRID = "build", "buy", "hybrid"
RIVALS = "approach.rivals"
_LIKELY = 0.5
"""How much likelier than ``none`` an answer of the weights alone has to be, as a share of both, to be given at all."""
_SURE, _AGREED, _PLAIN = 0.8, 0.5, 0.25
"""How much likelier than another an answer has to be, as a share of both, not to leave that open: by the weights alone,
where the cues say the same, and where they say so plainly (``_LEAD``).
"""
_ENOUGH_SAID = 5.1
"""What firmness and the kinds of facts stated that such decisions rest on have to come to, or else a record's silence
is not held against it: one that says little mostly decides something else, such as where what is already run is to be
placed. Both were set on training texts of writers who were left out, and so that fewer than 1 in 100 of the public
records that decide nothing of the kind get a finding.
"""
_MANY = 5
"""So many such kinds are enough by themselves."""
_LEAST = 1e-5
"""Nothing is taken to be less likely than this, or likelier than all but this."""
_RESTS_ON = frozenset(
    {"budget", "build", "cost", "expertise", "growth", "hybrid", "lockin", "maintenance", "migration", "product"}
    | {"prototype", "requirements", "scale", "tco", "team", "timeline"}
)
_BOUNDARY = "hybrid.boundary"
_RULED_OUT, _PLAINLY = 0.95, 0.6
_LIKELY_ENOUGH, _TIMES, _LEAD = 0.3, 2, 8.0
"""Another answer of the weights stands in for that of the cues where it is this likely, and so many times as likely,
and the cues do not say so much more for theirs than for any other, as they do where an update turns a decision round.
"""
_ENOUGH = 3.2
_ENOUGH_ALONE = 6.0
"""For owning, where the record nowhere speaks of a vendor's product."""
_WEIGHED = frozenset(
    {"options", "option", "option-name", "context", "drivers", "rationale", "title-line", "other", "decision"}
)


@dataclass
class Sums:
    """How much speaks for each answer, and where."""

    by: dict[str, float] = field(default_factory=dict)
    evidence: dict[str, list[Evidence]] = field(default_factory=dict)

    def add(self, value: str, weight: float, *evidence: Evidence) -> None:
        """Count something for an answer."""
        self.by[value] = self.by.get(value, 0.0) + weight
        self.evidence.setdefault(value, []).extend(evidence)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a record decides."""

    value: str
    doubtful: bool = False
    """Whether the words leave it open that it decides nothing of the kind."""
    rivals: tuple[str, ...] = ()
    """The other answers that the words leave open, where it is not doubtful."""
    firmness: float = inf
    """The log odds that something of the kind is decided."""


def facts(sums: Sums, answer: Answer) -> dict[str, Fact]:
    """The fact ``approach``, with what speaks for its value, ``approach.doubtful`` where it is, and ``RIVALS``."""
    shown = tuple(dict.fromkeys(sums.evidence.get(answer.value, ())))[:4]
    found = {"approach": Fact("approach", answer.value, "inferred", shown, reader="approach")}
    if answer.doubtful:
        found["approach.doubtful"] = Fact("approach.doubtful", True, "inferred", shown, reader="approach")
    elif answer.rivals:
        found[RIVALS] = Fact(RIVALS, answer.rivals, "inferred", shown, reader="approach")
    return found


def nothing(likely: Mapping[str, float]) -> bool:
    """Whether by the words alone it is so plain that nothing is decided that what the sentences state is not asked."""
    none = likely["approach=none"]
    return none >= _PLAINLY and all(p <= 1 - _PLAINLY for label, p in likely.items() if label != "approach=none")


def settle(by: Mapping[str, float], likely: Mapping[str, float]) -> Answer:
    """The answer of the cues, unless the weights all but rule it out; else that of the weights, where it is likely.

    ``likely`` is the likelihood of each answer, by ``approach=answer``.
    """
    found, nothing = decide(by), likely["approach=none"]
    best = max((BUILD, BUY, HYBRID), key=lambda answer: likely[f"approach={answer}"])
    p = likely[f"approach={best}"]
    if found != "none" and nothing < _RULED_OUT:
        if _lead(by, found) >= _LEAD:
            return _answer(found, likely, agreed=True, plain=True)
        times = 1 if best == HYBRID else _TIMES  # a hybrid is also built or bought, in part
        outdone = p >= _LIKELY_ENOUGH and likely[f"approach={found}"] <= p / times
        return _answer(best, likely) if outdone else _answer(found, likely, agreed=True)
    if p and p / (p + nothing) > _LIKELY:
        return _answer(best, likely, agreed=by.get(best, 0.0) >= max([_ENOUGH, *by.values()]))
    return Answer("none")


def _lead(by: Mapping[str, float], found: str) -> float:
    """By how much the cues say more for what they found than for another answer."""
    return by[found] - max(by.get(other, 0.0) for other in (BUILD, BUY, HYBRID) if other != found)


def _answer(value: str, likely: Mapping[str, float], *, agreed: bool = False, plain: bool = False) -> Answer:
    p = likely[f"approach={value}"]
    others = {label.partition("=")[2]: q for label, q in likely.items() if label != f"approach={value}"}
    shares = {other: p / (p + q) if p else 0.0 for other, q in others.items()}
    sure = _PLAIN if plain else _AGREED if agreed else _SURE
    rivals = tuple(sorted(other for other, share in shares.items() if share <= sure))
    doubtful = "none" in rivals
    return Answer(value, doubtful, () if doubtful else rivals, -log_odds(others["none"], _LEAST))


def thin(answer: Answer, stated: Facts, evidence: tuple[Evidence, ...]) -> Fact | None:
    """The fact ``approach.thin``, where an answer rests on too little for a record's silence to be held against it."""
    kinds = len({name.partition(".")[0] for name in stated} & _RESTS_ON)
    if answer.doubtful or kinds >= _MANY or answer.firmness + kinds >= _ENOUGH_SAID:
        return None
    return Fact("approach.thin", True, "inferred", evidence, reader="approach")


def not_asked_for(answer: str, thin: Fact | None, vocabulary: Iterable[str]) -> set[str]:
    """The facts whose absence is not held against a record: all that such decisions rest on, where it says too little.

    A hybrid is never asked for its boundary: words that tell a hybrid say something of what stays and what is made.
    """
    if thin is not None:
        return {name for name in vocabulary if name.partition(".")[0] in _RESTS_ON}
    return {_BOUNDARY} if answer == HYBRID else set()


def weigh(page: Page, chosen: Sequence[Choice], candidates: Sequence[Candidate], wording: Wording) -> Sums:
    """Everything that speaks for one answer or another. A later update outweighs what it updates."""
    roles = {passage.order: passage.roles for passage in page.passages}
    sums = Sums()
    updated = any("update" in roles[c.position // POSITION] for c in candidates)
    seen: dict[tuple[str, str], float] = {}
    for candidate in sorted(candidates, key=lambda c: -c.weight):
        value, standing = str(candidate.value), roles[candidate.position // POSITION]
        if OVERTURNED in standing:
            continue
        late = "update" in standing
        weight = candidate.weight * (3.0 if late else 0.5 if updated else 1.0)
        so_far = seen.get((value, candidate.reader), 0.0)
        gain = weight if not so_far else min(weight / 4, max(0.0, weight * 1.5 - so_far))
        seen[value, candidate.reader] = so_far + gain
        sums.add(value, gain, candidate.evidence)
    _weigh_products(page, chosen, sums)
    if sums.by.get(BUILD) and _offers(page, wording):
        sums.add(BUILD, 1.0)
        sums.add("opposed", 1.0)
        if any(b"H" in p.masked and "option-name" in p.roles for p in page.passages):
            sums.add(BUILD, 0.5)
    if sums.by.get(BUY):
        if any("links" not in p.roles for p in wording.saying("own", page)):
            sums.add(BUY, 0.7)
        if any(p.roles & _WEIGHED for p in wording.saying("vendor", page)):
            sums.add(BUY, 0.5)
        if any(b"H" in p.masked and p.rejected for p in page.passages):
            sums.add(BUY, 0.5)
    return sums


def _offers(page: Page, wording: Wording) -> bool:
    """Whether the record speaks of something that a vendor would operate, where it weighs and decides."""
    return any(map(_weighs, wording.saying("vendor", page))) or any(
        passage.mentions and _weighs(passage) and _names_hosted(passage) for passage in page.passages
    )


def _weighs(passage: Passage) -> bool:
    return "links" not in passage.roles and not passage.roles.isdisjoint(_WEIGHED)


def _names_hosted(passage: Passage) -> bool:
    weighed = bool(passage.roles & {"option-name", "title-line", "chosen-name"}) or passage.rejected
    return any(m.product.hosting == "hosted" and (weighed or m.product.kind not in GROUND) for m in passage.mentions)


def _weigh_products(page: Page, chosen: Sequence[Choice], sums: Sums) -> None:
    best: dict[tuple[str, str], list[Choice]] = {}
    for choice in chosen:
        value = {"hosted": BUY, "self-hosted": BUILD}.get(choice.mention.product.hosting)
        if value:
            best.setdefault((value, choice.mention.product.id), []).append(choice)
    for value in (BUY, BUILD):
        weights = []
        for (kind, _), choices in best.items():
            if kind != value:
                continue
            top = max(choices, key=lambda c: c.weight)
            places = {"title-line" in c.passage.roles for c in choices if c.weight >= 2}
            weights.append((top.weight + (0.7 if len(places) > 1 else 0.0)) * (1.0 if value == BUY else 0.5))
            sums.evidence.setdefault(value, []).append(page.evidence(top.passage, top.mention.start, top.mention.end))
        if weights:
            weights.sort(reverse=True)
            sums.add(value, weights[0] + sum(weights[1:]) / 4)


def decide(by: Mapping[str, float]) -> str:
    """The answer."""
    build, buy, hybrid = by.get(BUILD, 0.0), by.get(BUY, 0.0), by.get(HYBRID, 0.0)
    against = by.get("none", 0.0)
    if hybrid - against >= _ENOUGH and hybrid + min(build, buy) >= 0.6 * max(build, buy) and max(build, buy) >= 1:
        return HYBRID
    enough_to_build = _ENOUGH if by.get("opposed") else _ENOUGH_ALONE
    if build >= buy:
        return BUILD if build - against >= enough_to_build else "none"
    return BUY if buy - against >= _ENOUGH else "none"
