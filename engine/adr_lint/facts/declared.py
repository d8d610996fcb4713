"""Facts that the author declares: in the front matter's ``decision`` block, or in a table of facts in the body."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from adr_lint.errors import did_you_mean, listing
from adr_lint.facts import durations, money, numbers
from adr_lint.facts.text import fold
from adr_lint.model import Block, Evidence, Fact, Fault, FrontMatterEntry, Money, Record, Table, Value
from adr_lint.policy.nouns import FactType
from adr_lint.values import dataclass, field

PREFIX = "decision."
INFER = "infer"
TECHNOLOGIES = "technologies"
NOT_APPLICABLE = ".not-applicable"


@dataclass
class Declared:
    """What was declared, what is wrong with it, and whether prose may be read besides."""

    facts: dict[str, Fact] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    infer: bool = True


def declared(record: Record, vocabulary: Mapping[str, FactType]) -> Declared:
    """The facts that a record declares. Front matter beats a table."""
    found = Declared()
    for fact in _from_tables(record, vocabulary):
        found.facts.setdefault(fact.name, fact)
    for entry in record.front_matter:
        if entry.key.casefold() == TECHNOLOGIES and TECHNOLOGIES in vocabulary:
            _technologies(entry, vocabulary[TECHNOLOGIES], found)
        elif entry.key.startswith(PREFIX):
            _entry(entry, vocabulary, found)
        elif entry.key == "decision" and not isinstance(entry.value, str | None):
            found.faults.append(
                Fault(
                    "'decision' is a block of facts", entry.place, "write 'decision:' and the facts indented under it"
                )
            )
    return found


def _technologies(entry: FrontMatterEntry, fact: FactType, found: Declared) -> None:
    """Outside our own block the key is nobody's business: taken where it fits, and no fault where not."""
    value, _ = typed(fact, entry.value)
    if value:
        found.facts[fact.name] = Fact(fact.name, value, "declared", (_evidence(entry),), reader="front-matter")


def _entry(entry: FrontMatterEntry, vocabulary: Mapping[str, FactType], found: Declared) -> None:
    name = entry.key.removeprefix(PREFIX)
    if name == INFER:
        if isinstance(entry.value, bool):
            found.infer = entry.value
        else:
            found.faults.append(Fault("'decision.infer' is true or false", entry.place))
        return
    reason = None
    if name.endswith(NOT_APPLICABLE):
        name, reason = name.removesuffix(NOT_APPLICABLE), str(entry.value or "").strip()
    fact = vocabulary.get(name)
    if fact is None or not fact.declarable:
        known = [n for n, f in vocabulary.items() if f.declarable]
        what = f"is {'derived' if fact.derived else 'observed'} and cannot be declared" if fact else "is no fact"
        found.faults.append(Fault(f"'{name}' {what}", entry.place, did_you_mean(name, known)))
        return
    evidence = (_evidence(entry),)
    if reason is not None:
        if not reason:
            found.faults.append(
                Fault(f"'{name}.not-applicable' gives no reason", entry.place, "say why the fact does not apply")
            )
            return
        found.facts[name] = Fact(name, reason, "declared", evidence, not_applicable=reason, reader="front-matter")
        return
    if entry.value is None:
        return
    value, problem = typed(fact, entry.value)
    if value is None:
        found.faults.append(Fault(f"'{name}' is {_shown(entry.value)}: {problem}", entry.place, _hint(fact)))
        return
    found.facts[name] = Fact(name, value, "declared", evidence, reader="front-matter")


def _evidence(entry: FrontMatterEntry) -> Evidence:
    value = entry.value
    shown = ", ".join(map(str, value)) if isinstance(value, tuple) else _shown(value)
    return Evidence(entry.place, f"{entry.key.removeprefix(PREFIX)}: {shown}")


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _hint(fact: FactType) -> str:
    if fact.kind == "number" and fact.unit in ("months", "weeks"):
        return f"write a number of {fact.unit}, or text such as '5 months'"
    if fact.kind == "money":
        return "write an amount, such as 2200000 or 'CHF 1.1m'"
    if fact.unit == "share":
        return "write a share of one, such as 0.2, or text such as '20 %'"
    return ""


def typed(fact: FactType, value: object) -> tuple[Value | None, str]:
    """A declared value as the fact's type has it; None and what was expected where it does not fit."""
    result: Value | None = None
    problem = ""
    if fact.kind == "flag":
        result, problem = (value, "") if isinstance(value, bool) else (None, "expected true or false")
    elif fact.kind == "choice":
        result, problem = _choice(fact, value)
    elif fact.kind == "list":
        result, problem = _list(fact, value)
    elif fact.kind == "text":
        result = str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else None
        problem = "expected text"
    elif fact.kind == "money":
        result, problem = _money(fact, value)
    else:
        result, problem = _number(fact, value)
    return result, problem


def _choice(fact: FactType, value: object) -> tuple[Value | None, str]:
    word = str(value).strip().lower() if isinstance(value, str) else ""
    if word in fact.values:
        return word, ""
    near = did_you_mean(word, fact.values) if word else ""
    return None, f"expected one of {listing(fact.values)}" + (f"; {near}" if near else "")


def _list(fact: FactType, value: object) -> tuple[Value | None, str]:
    entries = value if isinstance(value, tuple) else (value,)
    words: list[str] = []
    for entry in entries:
        if not isinstance(entry, str | int | float) or isinstance(entry, bool):
            return None, "expected a list of words"
        word = str(entry).strip()
        if fact.values and word.lower() not in fact.values:
            near = did_you_mean(word, fact.values)
            return None, f"expected entries out of {listing(fact.values)}" + (f"; {near}" if near else "")
        words.append(word.lower() if fact.values else word)
    return tuple(dict.fromkeys(words)), ""


def _money(fact: FactType, value: object) -> tuple[Value | None, str]:
    result: Money | None = None
    if isinstance(value, int | float) and not isinstance(value, bool):
        result = Money(float(value))
    elif isinstance(value, str):
        result = money.for_period(fold(value).decode("latin-1"), fact.unit)
    if result is None:
        return None, "expected an amount of money"
    if fact.minimum is not None and result.amount < fact.minimum:
        return None, f"expected at least {fact.minimum:g}"
    return result, ""


def _number(fact: FactType, value: object) -> tuple[Value | None, str]:
    number: float | None = None
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = value
    elif isinstance(value, str) and fact.unit in ("months", "weeks"):
        text = fold(value).decode("latin-1")
        number = durations.weeks(text) if fact.unit == "weeks" else durations.months(text)
    elif isinstance(value, str) and fact.unit == "share" and value.rstrip().endswith("%"):
        number = numbers.percent(fold(value).decode("latin-1"))
    if number is None:
        return None, f"expected a number{f' of {fact.unit}' if fact.unit else ''}"
    if fact.kind == "integer" and not float(number).is_integer():
        return None, "expected a whole number"
    if fact.minimum is not None and number < fact.minimum:
        return None, f"expected at least {fact.minimum:g}"
    if fact.maximum is not None and number > fact.maximum:
        return None, f"expected at most {fact.maximum:g}"
    whole = float(number).is_integer()
    return (int(number) if whole else round(float(number), 2)), ""


def _from_tables(record: Record, vocabulary: Mapping[str, FactType]) -> Iterator[Fact]:
    if not any(len(row) == 2 for table in record.tables for row in table.rows[:1]):
        return
    labels = {label: fact for fact in vocabulary.values() if fact.declarable for label in (*fact.labels, fact.name)}
    for table in record.tables:
        rows = list(_rows(record, table))
        named = [(_named(left.text, labels), right) for left, right in rows]
        if sum(1 for fact, _ in named if fact is not None) < 2:
            continue
        for fact, cell in named:
            if fact is None or not cell.text.strip():
                continue
            value = _cell(fact, cell.text)
            if value is not None:
                yield Fact(fact.name, value, "declared", (record.evidence(*cell.span()),), reader="table")


def _named(cell: str, labels: Mapping[str, FactType]) -> FactType | None:
    """The fact that a left cell names. A status is read with the header; "decision" alone names no approach."""
    name = cell.strip().strip(":*").strip().lower()
    fact = labels.get(name)
    if fact is None or fact.name == "status" or (fact.name == "approach" and name != "approach"):
        return None
    return fact


def _rows(record: Record, table: Table) -> Iterator[tuple[Block, Block]]:
    for row in table.rows:
        if len(row) != 2:
            return
        yield record.blocks[row[0]], record.blocks[row[1]]


def _cell(fact: FactType, text: str) -> Value | None:
    """The value in a cell, read leniently: "4 engineers", "5 months", "yes"; None where it is prose."""
    folded = fold(text).decode("latin-1").strip().rstrip(".")
    if fact.kind == "flag":
        return {"yes": True, "true": True, "no": False, "false": False}.get(folded)
    if fact.kind in ("integer", "number"):
        if fact.unit in ("months", "weeks"):
            value = durations.weeks(folded) if fact.unit == "weeks" else durations.months(folded)
            value = numbers.number(folded) if value is None else value
        else:
            words = folded.split()
            value = numbers.number(folded)
            if value is None and words and len(words) <= 4:
                value = numbers.number(words[0])
        return None if value is None else typed(fact, value)[0]
    if fact.kind == "list":
        return typed(fact, tuple(part.strip() for part in text.split(",") if part.strip()))[0]
    return typed(fact, text.strip() if fact.kind == "text" else folded)[0]
