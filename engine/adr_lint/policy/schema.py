"""Checks data against the JSON Schemas under schemas/, and words what is wrong for a user.

Imports jsonschema, which costs more than all the rest of a cold start: imported only where somebody
brings a policy, a radar, a configuration or a report to check.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource

from adr_lint import resources
from adr_lint.errors import CombinedUserError, UserError, did_you_mean
from adr_lint.marks import Marked

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
    worded = [worded for error in errors for worded in _word(error, data, text)]
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


def _word(error: ValidationError, data: Marked, text: str) -> Iterator[UserError]:
    path = list(error.absolute_path)
    place = data.at(path)
    value: Any = error.instance
    rule: Any = error.validator_value
    schema: Any = error.schema
    if error.validator == "additionalProperties":
        known = sorted(schema.get("properties", ()))
        for key in value:
            if key not in known:
                yield UserError(
                    f"unknown key '{key}'", place=data.at([*path, key], key=True), text=text, allowed=known,
                    suggestion=did_you_mean(str(key), known),
                )  # fmt: skip
    elif error.validator == "required":
        missing = [key for key in rule if key not in value]
        message = f"{_name(path)} lacks {', '.join(repr(key) for key in missing)}"
        yield UserError(message, place=place, text=text)
    elif error.validator == "enum":
        allowed = [str(word) for word in rule]
        yield UserError(
            f"'{value}' is not allowed for {_name(path)}", place=place, text=text, allowed=allowed,
            suggestion=did_you_mean(str(value), allowed),
        )  # fmt: skip
    elif error.validator == "type":
        kinds = [rule] if isinstance(rule, str) else rule
        expected = " or ".join(_TYPES[kind] for kind in kinds)
        yield UserError(f"{_name(path)} must be {expected}, not {_short(value)}", place=place, text=text)
    elif error.validator == "pattern":
        yield UserError(
            f"{_short(value)} does not fit {_name(path)}", place=place, text=text,
            suggestion="use lower-case letters, digits and hyphens, such as 'no-public-buckets'"
            if "-" in rule else f"it must match {rule}",
        )  # fmt: skip
    elif error.validator == "dependentRequired":
        yield UserError(f"{error.message}".replace('"', "'"), place=place, text=text)
    elif error.validator in ("oneOf", "anyOf"):
        choices = [" and ".join(part["required"]) for part in rule if "required" in part]
        if choices:
            message = f"{_name(path)} needs exactly one of {', '.join(choices)}"
        else:
            kinds = [_TYPES[part["type"]] for part in rule if "type" in part]
            message = f"{_name(path)} must be {' or '.join(kinds)}, not {_short(value)}"
        yield UserError(message, place=place, text=text)
    else:
        yield UserError(f"{_name(path)}: {error.message}", place=place, text=text)


def _name(path: list[Any]) -> str:
    keys = [str(step) for step in path if isinstance(step, str)]
    return (
        f"'{keys[-1]}'" if keys and isinstance(path[-1], str) else f"an entry of '{keys[-1]}'" if keys else "the file"
    )


def _short(value: Any) -> str:
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= 60 else f"{shown[:57]}…"
