"""From the data of policy files to nouns: facts, the matrix, derivations, rules, platforms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from adr_lint.errors import did_you_mean
from adr_lint.model import SEVERITIES
from adr_lint.policy.conditions import ConditionReader, Path, PolicyMistake
from adr_lint.policy.nouns import (
    All,
    AnyOf,
    Case,
    Condition,
    Derivation,
    Factor,
    FactType,
    Not,
    Platform,
    Predicate,
    Rule,
    SeverityCase,
    facts_of,
    literals,
    surely_stated,
)
from adr_lint.policy.products import by_cloud
from adr_lint.policy.template import placeholders, unreadable
from adr_lint.policy.thresholds import Thresholds, fill

OPEN_LIMITATIONS = "platforms.open_limitations"
CLOUDS = "platforms.clouds"
_DOUBT = "approach.doubtful"
LEANINGS = ("build", "buy", "neutral")

Data = Mapping[str, Any]

_SAID = ("summary", "message", "remediation", "rationale")


def fact_types(data: Data, thresholds: Thresholds) -> Iterator[tuple[FactType, Path]]:
    """The facts that a file adds to the vocabulary, those that it derives among them."""
    for i, entry in enumerate(data.get("facts", ())):
        yield _fact_type(entry), ("facts", i)
    for i, entry in enumerate(data.get("derive", ())):
        yield _derived_type(entry, thresholds), ("derive", i)
    factors = data.get("matrix", ())
    for i, row in enumerate(factors):
        meaning = f"Which way the factor {row['title']} leans, by the decision matrix."
        yield FactType(f"leaning.{row['factor']}", "choice", meaning, values=LEANINGS, derived=True), ("matrix", i)
    if factors:
        for leaning in LEANINGS:
            meaning = f"How many of the matrix's factors lean {leaning}."
            name = f"leanings.{leaning}"
            yield FactType(name, "integer", meaning, unit="factors", minimum=0, derived=True), ("matrix",)


def platform_types() -> Iterator[FactType]:
    """The facts that are derived from what is known of the platforms."""
    meaning = "Known limitations of a chosen platform that touch a stated fact and that the record does not answer."
    yield FactType(OPEN_LIMITATIONS, "list", meaning, derived=True)
    yield FactType(CLOUDS, "list", "The clouds on which the chosen platforms live.", derived=True)


def _fact_type(entry: Data) -> FactType:
    return FactType(
        name=entry["name"],
        kind=entry["type"],
        meaning=" ".join(entry["meaning"].split()),
        unit=entry.get("unit", ""),
        values=tuple(entry.get("values", ())),
        minimum=entry.get("minimum"),
        maximum=entry.get("maximum"),
        labels=tuple(label.lower() for label in entry.get("labels", ())),
        read=entry.get("read", {}),
        observed=entry.get("observed", False),
    )


def _derived_type(entry: Data, thresholds: Thresholds) -> FactType:
    meaning = " ".join(entry["meaning"].split())
    if "count" in entry:
        return FactType(entry["fact"], "integer", meaning, minimum=0, derived=True)
    cases = entry.get("first", entry.get("collect", ()))
    values = tuple(dict.fromkeys(fill(case["value"], thresholds) for case in cases))
    return FactType(entry["fact"], "choice" if "first" in entry else "list", meaning, values=values, derived=True)


def factor_of(row: Data, thresholds: Thresholds) -> Factor:
    """One row of the matrix."""
    says = row.get("says", {})
    leanings = {leaning: fill(says[leaning], thresholds) for leaning in LEANINGS if leaning in says}
    return Factor(row["factor"], row["title"], tuple(row["facts"]), leanings, row.get("weight", 1.0))


def derivations(data: Data, reader: ConditionReader) -> Iterator[Derivation]:
    """What a file derives, its matrix included. Raises ``PolicyMistake``."""
    for i, entry in enumerate(data.get("derive", ())):
        path: Path = ("derive", i)
        if "count" in entry:
            names = tuple(
                reader.fact(name, (*path, "count", "facts", j)).name for j, name in enumerate(entry["count"]["facts"])
            )
            yield Derivation(entry["fact"], "count", facts=names, value=entry["count"]["value"])
            continue
        kind = "first" if "first" in entry else "collect"
        cases = tuple(
            Case(fill(case["value"], reader.thresholds), reader.all_of(case["when"], (*path, kind, j, "when")))
            for j, case in enumerate(entry[kind])
        )
        yield Derivation(entry["fact"], "first" if kind == "first" else "collect", cases)
    rows = data.get("matrix", ())
    for i, row in enumerate(rows):
        for j, name in enumerate(row["facts"]):
            reader.fact(name, ("matrix", i, "facts", j))
        cases = tuple(
            Case(leaning, reader.any_of(row["leans"][leaning], ("matrix", i, "leans", leaning)))
            for leaning in LEANINGS
            if leaning in row["leans"]
        )
        yield Derivation(f"leaning.{row['factor']}", "first", cases)
    if rows:
        names = tuple(f"leaning.{row['factor']}" for row in rows)
        for leaning in LEANINGS:
            yield Derivation(f"leanings.{leaning}", "count", facts=names, value=leaning)


def platform_of(data: Data) -> Platform:
    """What a platform file says."""
    return Platform(
        id=data["platform"],
        name=data["name"],
        vendor=data["vendor"],
        aliases=tuple(data.get("aliases", ())),
        cloud=data.get("cloud", ""),
        strengths=tuple(data.get("strengths", ())),
        limitations=tuple(data.get("limitations", ())),
    )


def cloud_cases(platforms: Iterable[Platform]) -> Iterator[Case]:
    """A case for every cloud: something that lives on it is chosen."""
    lives = by_cloud()
    for platform in platforms:
        if platform.cloud:
            lives.setdefault(platform.cloud, set()).add(platform.id)
    for cloud, products in sorted(lives.items()):
        yield Case(cloud, Predicate("platforms.chosen", "includes", tuple(sorted(products))))


def limitation_cases(platform: Platform, reader: ConditionReader) -> Iterator[Case]:
    """A case for every limitation of the platform: chosen, touched by a fact, and not answered."""
    for i, limitation in enumerate(platform.limitations):
        path: Path = ("limitations", i)
        parts: list[Condition] = [
            Predicate("platforms.chosen", "includes", (platform.id,)),
            reader.any_of(limitation["touches"], (*path, "touches")),
            Not(reader.any_of(limitation["answered"], (*path, "answered"))),
        ]
        if limitation.get("reported_by"):
            parts.append(Not(reader.any_of({"fired": limitation["reported_by"]}, (*path, "reported_by"))))
        yield Case(f"{platform.name}: {limitation['says']}", All(tuple(parts)))


def rules(
    data: Data,
    reader: ConditionReader,
    derived: Mapping[str, Derivation],
    origin: str,
    mistakes: Callable[[PolicyMistake], None],
) -> Iterator[Rule]:
    """The rules of a file. What is wrong with one is handed to ``mistakes``, and the others are read."""
    for i, block in enumerate(data.get("rules", ())):
        try:
            yield _rule(block, data, reader, derived, ("rules", i), origin)
        except PolicyMistake as mistake:
            mistakes(mistake)


def _rule(
    block: Data, data: Data, reader: ConditionReader, derived: Mapping[str, Derivation], path: Path, origin: str
) -> Rule:
    scope = block.get("applies_to")
    scope_path = (*path, "applies_to") if scope is not None else ("applies_to",)
    parts = [*_scope(scope if scope is not None else data.get("applies_to", {}), reader, scope_path)]
    parts.append(reader.all_of(block["when"], (*path, "when")))
    if "unless" in block:
        parts.append(Not(reader.any_of(block["unless"], (*path, "unless"))))
    condition = All(tuple(parts))
    words = {key: fill(_one_line(block[key]), reader.thresholds) for key in _SAID}
    when = parts[-2] if "unless" in block else parts[-1]
    for key in ("message", "remediation"):
        _check_template(words[key], surely_stated(condition, derived), reader, (*path, key))
    named = [name for name, _ in placeholders(words["message"])]
    evidence = block.get("evidence")
    if evidence is not None:
        for j, name in enumerate(evidence):
            reader.fact(name, (*path, "evidence", j))
    if "each" in block:
        _check_each(reader.fact(block["each"], (*path, "each")), when, derived, (*path, "each"))
    return Rule(
        id=block["id"],
        chapter=data["chapter"],
        severity=block["severity"],
        summary=words["summary"],
        condition=condition,
        message=words["message"],
        remediation=words["remediation"],
        rationale=words["rationale"],
        references=tuple(block.get("references", ())),
        evidence=tuple(evidence) if evidence is not None else _evidence([*named, *_tested(when)], derived),
        severity_cases=tuple(
            SeverityCase(severity, reader.any_of(block["severity_when"][severity], (*path, "severity_when", severity)))
            for severity in SEVERITIES
            if severity in block.get("severity_when", {})
        ),
        each=block.get("each", ""),
        always=block.get("always", False),
        examples=block.get("examples", {}),
        origin=origin,
    )


def _check_each(fact: FactType, when: Condition, derived: Mapping[str, Derivation], path: Path) -> None:
    if not (fact.observed and fact.kind == "list"):
        raise PolicyMistake(path, f"'{fact.name}' has no place for each of its entries; 'each' takes an observed list")
    if fact.name not in surely_stated(when, derived):
        raise PolicyMistake(
            path, f"'{fact.name}' may not be stated when the rule fires", suggestion=f"add 'stated: {fact.name}'"
        )


def _scope(scope: Data, reader: ConditionReader, path: Path) -> Iterator[Condition]:
    """What a scope asks of a record; one whose approach is doubtful is in no scope of approaches."""
    if "approach" in scope:
        yield reader.all_of({"approach": scope["approach"]}, path)
        if _DOUBT in reader.vocabulary:
            yield reader.all_of({"none": {_DOUBT: True}}, path)
    if "status" in scope:
        words = [scope["status"]] if isinstance(scope["status"], str) else list(scope["status"])
        stated = [word for word in words if word != "absent"]
        known = reader.all_of({"status": stated}, path) if stated else AnyOf(())
        yield AnyOf((known, Predicate("status", "absent"))) if "absent" in words else known


def _check_template(template: str, sure: frozenset[str], reader: ConditionReader, path: Path) -> None:
    wrong = unreadable(template)
    if wrong:
        raise PolicyMistake(path, wrong, suggestion="write {fact.name}; put what may be missing in [brackets]")
    for name, optional in placeholders(template):
        if name not in reader.vocabulary:
            raise PolicyMistake(path, f"there is no fact '{name}'", suggestion=did_you_mean(name, reader.vocabulary))
        if not optional and name not in sure:
            raise PolicyMistake(
                path,
                f"{{{name}}} may not be stated when the rule fires",
                suggestion=f"put the words around it in [brackets], or add 'stated: {name}' to 'when'",
            )


def _evidence(names: Iterable[str], derived: Mapping[str, Derivation]) -> tuple[str, ...]:
    """The facts worth quoting: those behind a derived one, and the approach only where there is no other."""
    found: dict[str, None] = {}
    for name in names:
        source = derived.get(name)
        behind = [n for case in source.cases for n in _tested(case.when)] if source else [name]
        found.update(dict.fromkeys(_evidence(behind, derived) if source else behind))
    telling = [name for name in found if name not in ("approach", "status")]
    return tuple(telling or found)


def _tested(condition: Condition) -> Iterable[str]:
    for literal, positive in literals(condition):
        if positive and isinstance(literal, Predicate) and literal.operator != "absent":
            yield from facts_of(literal)


def _one_line(text: str) -> str:
    return " ".join(text.split())
