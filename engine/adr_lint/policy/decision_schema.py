"""The JSON Schema of a record's front matter, made from the vocabulary, for editors and for front-matter-invalid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from adr_lint.policy.nouns import FactType

Schema = dict[str, Any]

ID = "https://adr-lint.dev/schemas/decision.schema.json"

_PEOPLE: Schema = {
    "oneOf": [{"type": "string"}, {"type": "array", "items": {"type": ["string", "null"]}}, {"type": "null"}],
}
_MADR: Mapping[str, Schema] = {
    "title": {"description": "The record's title, where no heading says it.", "type": ["string", "null"]},
    "status": {
        "description": "proposed, accepted, rejected, deprecated, superseded by …; other usual words are understood.",
        "oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}, {"type": "null"}],
    },
    "date": {"description": "When the record was last changed: YYYY-MM-DD.", "type": ["string", "number", "null"]},
    "deciders": {"description": "Who decided (MADR 3).", **_PEOPLE},
    "decision-makers": {"description": "Who decided (MADR 4).", **_PEOPLE},
    "consulted": {"description": "Whose opinion was asked for, in both directions.", **_PEOPLE},
    "informed": {"description": "Who is kept up to date, in one direction.", **_PEOPLE},
}


def decision_schema(vocabulary: Mapping[str, FactType]) -> Schema:
    """The schema of a record's front matter: MADR's keys, and a ``decision`` block with every fact.

    A fact's name may be written with dots or nested; keys beside these are nobody's business and allowed.
    """
    facts = sorted((fact for fact in vocabulary.values() if fact.declarable), key=lambda fact: fact.name)
    names = frozenset(fact.name for fact in facts)
    dotted = {fact.name: _reference(fact) for fact in facts if "." in fact.name}
    block: Schema = {
        "description": "Facts of the decision, stated outright: they beat what is read from the prose.",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "infer": {
                "description": "false: nothing is read from the prose; only what is stated here counts.",
                "type": "boolean",
            },
            **_tree(facts, "", names),
            **dotted,
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ID,
        "title": "adr-lint decision record",
        "description": "The front matter of an architecture decision record. Made from policies/facts/; do not edit.",
        "type": "object",
        "properties": {**_MADR, "decision": block},
        "$defs": {
            "not_applicable": {
                "description": "The fact does not apply to this decision, and why.",
                "type": "object",
                "additionalProperties": False,
                "required": ["not-applicable"],
                "properties": {"not-applicable": {"type": "string", "minLength": 3}},
            },
            **{fact.name: _leaf(fact) for fact in facts},
        },
    }


def _tree(facts: Iterable[FactType], prefix: str, names: frozenset[str]) -> Schema:
    """What may stand directly under ``prefix``: facts, and groups of facts under their first word."""
    children: dict[str, list[FactType]] = {}
    for fact in facts:
        children.setdefault(fact.name[len(prefix) :].split(".", 1)[0], []).append(fact)
    out: Schema = {}
    for word, below in children.items():
        name = prefix + word
        if name in names:  # a fact itself: those that continue its name are written with dots
            out[word] = _reference(next(fact for fact in below if fact.name == name))
        else:
            out[word] = {
                "description": f"Facts whose names begin with '{name}.'.",
                "type": "object",
                "additionalProperties": False,
                "properties": _tree(below, f"{name}.", names),
            }
    return out


def _reference(fact: FactType) -> Schema:
    return {"$ref": f"#/$defs/{fact.name}"}


def _leaf(fact: FactType) -> Schema:
    unit = f" In {fact.unit}." if fact.unit and fact.unit not in ("%", "share") and fact.kind != "money" else ""
    return {
        "description": fact.meaning + unit,
        "anyOf": [*_values(fact), {"$ref": "#/$defs/not_applicable"}],
    }


def _values(fact: FactType) -> list[Schema]:
    if fact.kind == "flag":
        return [{"type": "boolean"}]
    if fact.kind in ("integer", "number"):
        spelt = fact.unit in ("months", "weeks", "share")
        length: list[Schema] = [{"type": "string", "pattern": "[0-9]"}] if spelt else []
        return [{"type": fact.kind, **_bounds(fact)}, *length]
    if fact.kind == "money":
        return [{"type": "number", **_bounds(fact)}, {"type": "string", "pattern": "[0-9]"}]
    if fact.kind == "list":
        entry = _words(fact)
        return [{"type": "array", "minItems": 1, "items": entry}, entry]
    return [_words(fact)]


def _words(fact: FactType) -> Schema:
    return {"type": "string", "enum": list(fact.values)} if fact.values else {"type": "string", "minLength": 1}


def _bounds(fact: FactType) -> Schema:
    bounds: Schema = {}
    if fact.minimum is not None:
        bounds["minimum"] = fact.minimum
    if fact.maximum is not None:
        bounds["maximum"] = fact.maximum
    return bounds
