"""Checks data against the JSON Schemas under schemas/, and words what is wrong for a user.

Imports jsonschema, which costs more than all the rest of a cold start: imported only where ``fits`` found
something that there is to word.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource

from adr_lint import resources
from adr_lint.errors import CombinedUserError, UserError, did_you_mean
from adr_lint.marks import Marked
from adr_lint.values import dataclass

MAX_ERRORS = 20

_TYPES = {
    "object": "a mapping",
    "array": "a list",
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "nothing",
}


def check(data: Marked, text: str, schema: str) -> None:
    """Check ``data`` against ``schemas/<schema>.schema.json``.

    Raises ``UserError`` (several as ``CombinedUserError``) with the place, what is allowed there and a suggestion.
    """
    found = list(mistakes(data, text, schema))
    if found:
        raise found[0] if len(found) == 1 else CombinedUserError(found)


def mistakes(data: Marked, text: str, schema: str) -> Iterator[UserError]:
    """What is wrong with ``data``, in the order of the file, at most ``MAX_ERRORS``."""
    errors = [leaf for error in validator(schema).iter_errors(data.plain()) for leaf in _leaves(error)]
    every = [worded for error in errors for worded in _word(error, data, text)]
    worded = list({str(error): error for error in every}.values())
    worded.sort(key=lambda error: (error.place.line, error.place.column) if error.place else (0, 0))
    yield from worded[:MAX_ERRORS]


@cache
def validator(schema: str) -> Draft202012Validator:
    """The validator for ``schemas/<schema>.schema.json``, with its siblings in reach and no network."""
    registry: Registry[Any] = Registry()
    for path in sorted(resources.folder("schemas").glob("*.schema.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        registry = registry.with_resource(content["$id"], Resource.from_contents(content))
        if path.name == f"{schema}.schema.json":
            wanted = content
    return Draft202012Validator(wanted, registry=registry)


def _leaves(error: ValidationError) -> Iterator[ValidationError]:
    """Of a choice between forms, what is wrong with the form of the right type; else the choice itself."""
    if error.validator in ("oneOf", "anyOf") and error.context:
        branches: dict[int, list[ValidationError]] = {}
        for inner in error.context:
            branches.setdefault(int(inner.schema_path[0]), []).append(inner)
        fitting = [b for b in branches.values() if not any(e.validator == "type" and not e.path for e in b)]
        if len(fitting) == 1:
            for inner in fitting[0]:
                yield from _leaves(inner)
            return
    yield error


@dataclass(frozen=True, slots=True)
class _Wrong:
    """A leaf of jsonschema's errors with what is needed to word it."""

    path: list[Any]
    value: Any
    rule: Any
    schema: Any
    data: Marked
    text: str

    def error(self, message: str, *, allowed: Sequence[str] = (), suggestion: str = "") -> UserError:
        place = self.data.at(self.path)
        return UserError(message, place=place, text=self.text, allowed=allowed, suggestion=suggestion)


def _word(error: ValidationError, data: Marked, text: str) -> Iterator[UserError]:
    wrong = _Wrong(list(error.absolute_path), error.instance, error.validator_value, error.schema, data, text)
    words = _WORDS.get(str(error.validator))
    if words is None or (words is _empty and wrong.value):
        yield wrong.error(f"{_name(wrong.path)}: {error.message}")
    else:
        yield from words(wrong)


def _unknown_keys(wrong: _Wrong) -> Iterator[UserError]:
    known = sorted(wrong.schema.get("properties", ()))
    for key in wrong.value:
        if key not in known:
            place = wrong.data.at([*wrong.path, key], key=True)
            yield UserError(
                f"unknown key '{key}'", place=place, text=wrong.text, allowed=known,
                suggestion=did_you_mean(str(key), known),
            )  # fmt: skip


def _missing(wrong: _Wrong) -> Iterator[UserError]:
    missing = [key for key in wrong.rule if key not in wrong.value]
    yield wrong.error(f"{_name(wrong.path)} lacks {', '.join(repr(key) for key in missing)}")


def _not_allowed(wrong: _Wrong) -> Iterator[UserError]:
    allowed = [str(word) for word in wrong.rule]
    message = f"'{wrong.value}' is not allowed for {_name(wrong.path)}"
    yield wrong.error(message, allowed=allowed, suggestion=did_you_mean(str(wrong.value), allowed))


def _wrong_type(wrong: _Wrong) -> Iterator[UserError]:
    kinds = [wrong.rule] if isinstance(wrong.rule, str) else wrong.rule
    expected = " or ".join(_TYPES[kind] for kind in kinds)
    if wrong.value is None and not wrong.path:
        yield wrong.error(f"the file is empty; it must be {expected}")
    else:
        yield wrong.error(f"{_name(wrong.path)} must be {expected}, not {_short(wrong.value)}")


def _pattern(wrong: _Wrong) -> Iterator[UserError]:
    slug = wrong.rule.startswith("^[a-z]")
    words = "use lower-case letters, digits and hyphens, such as 'no-public-buckets'"
    message = f"{_short(wrong.value)} does not fit {_name(wrong.path)}"
    yield wrong.error(message, suggestion=words if slug else f"it must match {wrong.rule}")


def _dependent(wrong: _Wrong) -> Iterator[UserError]:
    for key, needs in wrong.rule.items():
        for missing in (name for name in needs if key in wrong.value and name not in wrong.value):
            yield wrong.error(f"{_name(wrong.path)} has '{key}' and therefore needs '{missing}'")


def _empty(wrong: _Wrong) -> Iterator[UserError]:
    yield wrong.error(f"{_name(wrong.path)} is empty")


def _forms(wrong: _Wrong) -> Iterator[UserError]:
    choices = [" and ".join(part["required"]) for part in wrong.rule if "required" in part]
    if choices:
        yield wrong.error(f"{_name(wrong.path)} needs exactly one of {', '.join(choices)}")
    else:
        kinds = [_TYPES[part["type"]] for part in wrong.rule if isinstance(part.get("type"), str)]
        yield wrong.error(f"{_name(wrong.path)} must be {' or '.join(kinds)}, not {_short(wrong.value)}")


_WORDS: Mapping[str, Callable[[_Wrong], Iterator[UserError]]] = {
    "additionalProperties": _unknown_keys,
    "required": _missing,
    "enum": _not_allowed,
    "type": _wrong_type,
    "pattern": _pattern,
    "dependentRequired": _dependent,
    "minProperties": _empty,
    "minItems": _empty,
    "minLength": _empty,
    "oneOf": _forms,
    "anyOf": _forms,
}


def _name(path: list[Any]) -> str:
    keys = [str(step) for step in path if isinstance(step, str)]
    return (
        f"'{keys[-1]}'" if keys and isinstance(path[-1], str) else f"an entry of '{keys[-1]}'" if keys else "the file"
    )


def _short(value: Any) -> str:
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= 60 else f"{shown[:57]}…"
