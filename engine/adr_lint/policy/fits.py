"""Whether data fits a JSON Schema under schemas/, told without jsonschema, which costs more than a cold start.

It knows the keywords that our schemas use. What fits is let through here; only what does not fit, or holds
a keyword that is not known here, is handed to jsonschema, which says what is wrong.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from adr_lint import resources
from adr_lint.marks import Marked

_Check = Callable[[Any, Any, "_Schema"], bool]


def check(data: Marked, text: str, schema: str) -> None:
    """Check ``data``, read from ``text``, against ``schemas/<schema>.schema.json``.

    Raises ``UserError`` (several as ``CombinedUserError``) with the place, what is allowed there and a suggestion.
    """
    if not fits(data.plain(), schema):
        from adr_lint.policy.schema import check as explain  # jsonschema: only where there is something to explain

        explain(data, text, schema)


def fits(data: Any, schema: str) -> bool:
    """True where ``data`` fits ``schemas/<schema>.schema.json``; False where it does not, or where this cannot tell."""
    file = f"{schema}.schema.json"
    try:
        return _Schema(file, _content(file)).accepts(data)
    except _UnknownKeywordError:
        return False


class _UnknownKeywordError(Exception):
    """A schema uses what is not known here."""


class _Schema:
    """A part of a schema file; references lead to other parts and other files."""

    __slots__ = ("file", "node")

    def __init__(self, file: str, node: Any) -> None:
        self.file, self.node = file, node

    def accepts(self, data: Any) -> bool:
        if isinstance(self.node, bool):
            return self.node
        for keyword, rule in self.node.items():
            if keyword in _SAYS_NOTHING:
                continue
            if keyword not in _CHECKS:
                raise _UnknownKeywordError(keyword)
            if not _CHECKS[keyword](data, rule, self):
                return False
        return True

    def inner(self, node: Any) -> _Schema:
        return _Schema(self.file, node)

    def reference(self, target: str) -> _Schema:
        file, _, pointer = target.partition("#")
        file = file or self.file
        node = _content(file)
        for step in pointer.strip("/").split("/") if pointer else ():
            node = node[step]
        return _Schema(file, node)


@cache
def _content(file: str) -> Any:
    return json.loads((resources.folder("schemas") / file).read_text(encoding="utf-8"))


def _is_number(data: Any) -> bool:
    return isinstance(data, int | float) and not isinstance(data, bool)


_TYPES: Mapping[str, Callable[[Any], bool]] = {
    "object": lambda data: isinstance(data, dict),
    "array": lambda data: isinstance(data, list),
    "string": lambda data: isinstance(data, str),
    "boolean": lambda data: isinstance(data, bool),
    "null": lambda data: data is None,
    "number": _is_number,
    "integer": lambda data: _is_number(data) and data == int(data),
}


def _type(data: Any, rule: Any, _schema: _Schema) -> bool:
    return any(_TYPES[kind](data) for kind in ([rule] if isinstance(rule, str) else rule))


def _enum(data: Any, rule: Any, _schema: _Schema) -> bool:
    return any(data == value and type(data) is type(value) for value in rule)


def _properties(data: Any, rule: Any, schema: _Schema) -> bool:
    return not isinstance(data, dict) or all(
        schema.inner(rule[key]).accepts(value) for key, value in data.items() if key in rule
    )


def _additional(data: Any, rule: Any, schema: _Schema) -> bool:
    known = schema.node.get("properties", ())
    return not isinstance(data, dict) or all(
        schema.inner(rule).accepts(value) for key, value in data.items() if key not in known
    )


def _property_names(data: Any, rule: Any, schema: _Schema) -> bool:
    return not isinstance(data, dict) or all(schema.inner(rule).accepts(key) for key in data)


def _dependent(data: Any, rule: Any, _schema: _Schema) -> bool:
    return not isinstance(data, dict) or all(
        key not in data or all(need in data for need in needs) for key, needs in rule.items()
    )


def _if(data: Any, rule: Any, schema: _Schema) -> bool:
    branch = schema.node.get("then" if schema.inner(rule).accepts(data) else "else", True)
    return schema.inner(branch).accepts(data)


def _distinct(data: Any, rule: Any, _schema: _Schema) -> bool:
    return not rule or not isinstance(data, list) or all(item not in data[:i] for i, item in enumerate(data))


_SAYS_NOTHING = {"$schema", "$id", "$defs", "$comment", "title", "description", "default", "examples", "then", "else"}
_CHECKS: Mapping[str, _Check] = {
    "$ref": lambda data, rule, schema: schema.reference(rule).accepts(data),
    "type": _type,
    "enum": _enum,
    "const": lambda data, rule, schema: _enum(data, [rule], schema),
    "properties": _properties,
    "additionalProperties": _additional,
    "propertyNames": _property_names,
    "required": lambda data, rule, _: not isinstance(data, dict) or all(key in data for key in rule),
    "dependentRequired": _dependent,
    "minProperties": lambda data, rule, _: not isinstance(data, dict) or len(data) >= rule,
    "items": lambda data, rule, schema: not isinstance(data, list) or all(map(schema.inner(rule).accepts, data)),
    "minItems": lambda data, rule, _: not isinstance(data, list) or len(data) >= rule,
    "uniqueItems": _distinct,
    "minLength": lambda data, rule, _: not isinstance(data, str) or len(data) >= rule,
    "maxLength": lambda data, rule, _: not isinstance(data, str) or len(data) <= rule,
    "pattern": lambda data, rule, _: not isinstance(data, str) or re.search(rule, data) is not None,
    "minimum": lambda data, rule, _: not _is_number(data) or data >= rule,
    "exclusiveMinimum": lambda data, rule, _: not _is_number(data) or data > rule,
    "maximum": lambda data, rule, _: not _is_number(data) or data <= rule,
    "anyOf": lambda data, rule, schema: any(schema.inner(part).accepts(data) for part in rule),
    "oneOf": lambda data, rule, schema: sum(schema.inner(part).accepts(data) for part in rule) == 1,
    "if": _if,
}
