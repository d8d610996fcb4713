"""The record's own weighted option table: totals, the best option, and sums that do not follow.

Facts ``scores.*`` are read from the cells, never from prose, so that what is reported can be recomputed by hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from adr_lint.model import Block, Evidence, Fact, Record, Table

_TOTAL = re.compile(
    r"(?i)^\W*(?:(?:weighted|overall|final|grand)\s+)?(?:total|sum|score|result)s?(?:\s+score)?\b[^a-z]*$"
)
_WEIGHT = re.compile(r"(?i)^\W*(?:weight(?:ing|s)?|importance|factor)\b\W*(?:\(?%\)?)?\W*$")
_NUMBER = re.compile(r"^[\s*_~x×]*([-+]?\d{1,9}(?:[.,]\d{1,6})?)\s*(%)?\s*(?:/\s*\d+|pts?\.?|points?)?[\s*_]*$")
_WEIGHT_IN_NAME = re.compile(r"\(\s*(?:weight\s*:?\s*)?([x×]?\s*\d{1,3}(?:[.,]\d{1,3})?\s*%?)\s*\)\s*$", re.IGNORECASE)
_MONEY = re.compile(
    r"^\W*?([€$£]|CHF|EUR|USD|GBP)?\s*(-?\d{1,3}(?:[,'\u2019\s]\d{3})+|-?\d+)(\.\d{1,2})?\s*(k|m)?\s*(€|CHF|EUR|USD|GBP)?\W*$"
)
_CHOSE = re.compile(
    r"(?i)\b(?:chosen(?:\s+option)?|choose|chose|decided?\s+(?:for|on)|go(?:ing)?\s+with|went\s+with|select(?:ed)?|adopt(?:ed)?"
    r"|we\s+(?:will\s+)?(?:build|buy|use|take|run))\b"
)
_REASON = re.compile(
    r"(?i)\b(?:because|although|though|despite|in\s+spite|nevertheless|nonetheless|however|since|yet|ruled\s+out|"
    r"excluded|disqualified|passed\s+over|not\s+taken|rejected|fails?|cannot|lacks?)\b"
)  # fmt: skip
_MIN_OPTIONS, _MIN_CRITERIA = 2, 2


@dataclass(frozen=True, slots=True)
class _Number:
    value: float
    digits: int
    """Digits after the decimal mark, as printed."""
    percent: bool


@dataclass(frozen=True, slots=True)
class _Option:
    name: str
    scores: tuple[_Number, ...]
    total: _Number | None
    cell: Block
    """The cell of the total, or of the name where no total is printed."""


@dataclass(frozen=True, slots=True)
class _Card:
    """A weighted option table, the options as columns whichever way it was drawn."""

    options: tuple[_Option, ...]
    weights: tuple[float, ...]


def read(record: Record) -> list[Fact]:
    """The facts ``scores.*`` of the record's first weighted option table, and of sums that do not add up."""
    wrong: list[tuple[str, Block]] = []
    facts: list[Fact] = []
    for table in record.tables:
        grid = _grid(record, table)
        card = _card(grid) or _card([list(column) for column in zip(*grid, strict=True)]) if grid else None
        if card is None:
            wrong += _wrong_sums(grid)
            continue
        formula = _formula(card)
        wrong += _wrong_totals(card, formula)
        if not facts:
            facts = list(_standing(record, card, formula))
    if wrong:
        words = "; ".join(text for text, _ in wrong)
        evidence = tuple(_evidence(record, cell) for _, cell in wrong)
        facts.append(Fact("scores.mismatch", words, "inferred", evidence, reader="scores/table"))
    return facts


def _grid(record: Record, table: Table) -> list[list[Block]]:
    rows = [[record.blocks[i] for i in row] for row in table.rows]
    width = len(rows[0]) if rows else 0
    fits = width >= _MIN_OPTIONS and len(rows) > _MIN_CRITERIA and all(len(row) == width for row in rows)
    return rows if fits else []


def _card(grid: Sequence[Sequence[Block]]) -> _Card | None:
    """The table as options in columns: a column or names with weights, rows of scores, perhaps a row of totals."""
    head, *body = grid
    totals = [row for row in body if _TOTAL.match(row[0].text)]
    rows = [row for row in body if row not in totals]
    if len(totals) > 1 or len(rows) < _MIN_CRITERIA:
        return None
    weighing = [i for i, cell in enumerate(head) if i and _WEIGHT.match(cell.text)]
    if weighing:
        weights = [_number(row[weighing[0]].text) for row in rows]
    else:
        weights = [_number(match[1]) if (match := _WEIGHT_IN_NAME.search(row[0].text)) else None for row in rows]
    if any(weight is None for weight in weights):
        return None
    options = []
    for i in range(1, len(head)):
        if i in weighing or not head[i].text:
            continue
        scores = [_number(row[i].text) for row in rows]
        if all(score is not None for score in scores):
            total = _number(totals[0][i].text) if totals else None
            cell = totals[0][i] if total else head[i]
            options.append(_Option(head[i].text.strip(), tuple(s for s in scores if s), total, cell))
    if len(options) < _MIN_OPTIONS:
        return None
    return _Card(tuple(options), tuple(w.value / 100 if w.percent else w.value for w in weights if w))


def _number(text: str) -> _Number | None:
    match = _NUMBER.match(text)
    if match is None:
        return None
    printed = match[1].replace(",", ".")
    return _Number(float(printed), len(printed.partition(".")[2]), bool(match[2]))


Formula = Callable[[_Card, _Option], float]


def _weighted_sum(card: _Card, option: _Option) -> float:
    return sum(weight * score.value for weight, score in zip(card.weights, option.scores, strict=True))


def _weighted_percent(card: _Card, option: _Option) -> float:
    return _weighted_sum(card, option) / 100


def _weighted_mean(card: _Card, option: _Option) -> float:
    return _weighted_sum(card, option) / (sum(card.weights) or 1)


def _plain_sum(_card: _Card, option: _Option) -> float:
    """Of cells that hold products already."""
    return sum(score.value for score in option.scores)


_FORMULAS: tuple[Formula, ...] = (_weighted_sum, _weighted_mean, _weighted_percent, _plain_sum)


def _formula(card: _Card) -> Formula:
    """How the totals were made: what fits the most of them; in doubt the sum of weight times score."""
    return max(_FORMULAS, key=lambda formula: sum(_fits(card, option, formula) for option in card.options))


def _fits(card: _Card, option: _Option, formula: Formula) -> bool:
    if option.total is None:
        return False
    return abs(float(formula(card, option)) - option.total.value) <= 0.5 * 0.1**option.total.digits + 1e-6


def _wrong_totals(card: _Card, formula: Formula) -> Iterator[tuple[str, Block]]:
    stated = [option for option in card.options if option.total is not None]
    right = [option for option in stated if _fits(card, option, formula)]
    # Where not one total follows from any formula, the table counts in a way that is not printed in it.
    if not right and abs(sum(card.weights) - 1) > 1e-6:
        return
    for option in stated:
        if option not in right and option.total is not None:
            value = formula(card, option)
            yield f"{option.name}: {option.total.value:g} is stated, {round(value, 2):g} follows", option.cell


def _wrong_sums(grid: Sequence[Sequence[Block]]) -> Iterator[tuple[str, Block]]:
    """Columns of money whose printed total is not their sum."""
    if len(grid) <= _MIN_CRITERIA + 1 or not _TOTAL.match(grid[-1][0].text):
        return
    rows = grid[1:-1]
    if any(_TOTAL.search(row[0].text) or "total" in row[0].text.lower() for row in rows):
        return
    for i in range(1, len(grid[0])):
        amounts = [_money(row[i].text) for row in rows]
        stated = _money(grid[-1][i].text)
        if stated is None or any(amount is None for amount in amounts):
            continue
        units = {unit for _, unit in [stated, *(a for a in amounts if a)]}
        total = sum(amount[0] for amount in amounts if amount)
        if units != {""} and len(units - {""}) == 1 and abs(total - stated[0]) > 0.005 * max(abs(total), 1):
            name = grid[0][i].text or "the column"
            yield f"{name}: {stated[0]:,.0f} is stated, {total:,.0f} follows", grid[-1][i]


def _money(text: str) -> tuple[float, str] | None:
    match = _MONEY.match(text)
    if match is None:
        return None
    whole = re.sub(r"[^\d-]", "", match[2])
    factor = {"k": 1e3, "m": 1e6}.get((match[4] or "").lower(), 1.0)
    return float(whole + (match[3] or "")) * factor, match[1] or match[5] or ""


def _standing(record: Record, card: _Card, formula: Formula) -> Iterator[Fact]:
    """Which option leads, by how much, and where the chosen one stands."""
    values = {option.name: formula(card, option) for option in card.options}
    ranked = sorted(card.options, key=lambda option: -values[option.name])
    best, second = ranked[0], ranked[1]
    if values[best.name] <= 0 or len(values) < len(card.options):
        return
    lead = _evidence(record, best.cell)
    margin = 100 * (values[best.name] - values[second.name]) / values[best.name]
    yield _fact("scores.best", round(values[best.name], 4), lead)
    yield _fact("scores.best_option", best.name, lead)
    yield _fact("scores.margin", round(margin, 2), lead, _evidence(record, second.cell))
    chosen = _chosen(record, [option.name for option in card.options])
    if chosen is None:
        return
    mine = next(option for option in card.options if option.name == chosen)
    yield _fact("scores.chosen", round(values[chosen], 4), _evidence(record, mine.cell))
    if chosen != best.name and (reason := _reason(record, best.name)):
        yield _fact("scores.reason", True, reason)


def _fact(name: str, value: float | str | bool, *evidence: Evidence) -> Fact:
    return Fact(name, value, "inferred", evidence, reader="scores/table")


def _chosen(record: Record, names: Sequence[str]) -> str | None:
    """The one option of the table that the record says it chooses."""
    told = [option.name for option in record.options if option.chosen]
    blocks = [b.text for b in record.blocks if b.kind in ("paragraph", "item", "quote")]
    deciding = [text[match.end() :] for text in blocks if (match := _CHOSE.search(text))]
    for texts in (told, deciding, [record.title]):
        found = {name for name in names for text in texts if _mentions(text, name)}
        found -= {a for a in found for b in found if a != b and _mentions(b, a)}
        if len(found) == 1:
            return found.pop()
    return None


def _reason(record: Record, name: str) -> Evidence | None:
    """A sentence that names the option with the highest total and says why it was not taken."""
    for block in record.blocks:
        if block.kind not in ("paragraph", "item", "quote"):
            continue
        bounds = [0, *(m.end() for m in re.finditer(r"[.!?](?:\s+|$)", block.text)), len(block.text)]
        for start, end in pairwise(bounds):
            sentence = block.text[start:end]
            named = _mentions(sentence, name) or re.search(
                r"(?i)\b(?:highe(?:st|r)|top|best)\b.*\b(?:total|scor)", sentence
            )
            if named and _REASON.search(sentence):
                words = sentence.strip()
                first = start + sentence.index(words) if words else start
                place = record.place(block.at(first), block.at(first + len(words) - 1) + 1)
                return Evidence(place, words)
    return None


def _mentions(text: str, name: str) -> bool:
    folded, wanted = (" ".join(re.findall(r"\w+", t.casefold())) for t in (text, name))
    return bool(wanted) and f" {wanted} " in f" {folded} "


def _evidence(record: Record, cell: Block) -> Evidence:
    start = cell.at(0)
    end = cell.at(max(0, len(cell.text) - 1)) + 1
    return Evidence(record.place(start, end), cell.text)
