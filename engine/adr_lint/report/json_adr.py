"""Records as JSON-ADR 1.0.0: what each says under its headings, for other tools.

What a record does not say is left out, since the format knows no null. It asks for a number, a status and a date: a
record without one of them is not valid by its schema.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from adr_lint import __version__
from adr_lint.model import FrontMatterEntry, Option, Record
from adr_lint.report.data import dumps

_PEOPLE = {"deciders": ("deciders", "decision-makers"), "consulted": ("consulted",), "informed": ("informed",)}
_TOLD = frozenset(
    {"context", "drivers", "options", "option", "decision", "rationale", "consequences", "positive", "negative"}
    | {"confirmation", "links", "status", "title", "header"}
)


_ISO = len("2025-03-04")


def render(records: Iterable[Record], moment: datetime) -> str:
    """The records as one document, dated by a moment in UTC."""
    known = list(records)
    numbers = {record.path: int(record.number) for record in known if record.number and int(record.number)}
    return dumps(
        {
            "version": "1.0.0", "generated_at": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "tool": {"name": "adr-lint", "version": __version__},
            "adrs": [_said(_adr(record, numbers)) for record in known],
        }
    )  # fmt: skip


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _adr(record: Record, numbers: Mapping[str, int]) -> dict[str, Any]:
    positive, negative = _items(record, "positive"), _items(record, "negative")
    sides = {"positive": positive, "negative": negative, "risks": []}
    return {
        "number": numbers.get(record.path), "title": record.title, "status": record.status,
        "date": record.date if record.date and len(record.date) == _ISO else None,
        **{name: _people(record.front_matter, keys) for name, keys in _PEOPLE.items()},
        "tags": _people(record.front_matter, ("tags",)),
        "context": _prose(record, "context"), "decision_drivers": _items(record, "drivers"),
        "considered_options": [_option(record, option) for option in record.options],
        "decision": _prose(record, "decision"),
        "consequences": sides if positive or negative else _items(record, "consequences"),
        "confirmation": _prose(record, "confirmation"),
        "links": list(_links(record, numbers)),
        "custom_sections": _custom(record), "path": record.path,
    }  # fmt: skip


def _people(entries: Sequence[FrontMatterEntry], keys: Sequence[str]) -> list[str]:
    found = next((entry.value for entry in entries if entry.key.casefold() in keys and entry.value), ())
    values = found if isinstance(found, tuple) else str(found).split(",")
    return [str(value).strip() for value in values if str(value).strip()]


def _items(record: Record, role: str) -> list[str]:
    """The blocks of the sections of a role, options' own sections left out."""
    return [
        block.text
        for block in record.blocks
        if block.kind != "heading" and block.text and _stands(record, block.section, role)
    ]


def _stands(record: Record, section: int, role: str) -> bool:
    roles = record.sections[section].roles
    return roles[0] == role and not {"option", "options"} & set(roles)


def _prose(record: Record, role: str) -> str | None:
    return "\n\n".join(_items(record, role)) or None


def _option(record: Record, option: Option) -> dict[str, Any]:
    blocks = [block for block in record.blocks if block.section == option.section and block.kind != "heading"]
    under = [block.text for block in blocks if block.text]
    pros = [text for text in under if text.casefold().startswith(("good", "pro:", "pros:", "+"))]
    cons = [text for text in under if text.casefold().startswith(("bad", "con:", "cons:"))]
    rest = [text for text in under if text not in pros and text not in cons]
    return _said({"name": option.name, "description": "\n\n".join(rest) or None, "pros": pros, "cons": cons})


def _links(record: Record, numbers: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """The other records of the document to which it links, each once."""
    seen = {record.path}
    for link in record.links:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(record.path), link.target.partition("#")[0]))
        if path in numbers and path not in seen:
            seen.add(path)
            yield {
                "type": "relates-to", "target": numbers[path], "description": record.text[link.start : link.end],
            }  # fmt: skip


def _custom(record: Record) -> dict[str, str]:
    """The sections that have no place of their own in the format."""
    found: dict[str, list[str]] = {}
    for block in record.blocks:
        section = record.sections[block.section]
        if block.kind != "heading" and block.text and section.title and not _TOLD & set(section.roles):
            found.setdefault(section.title, []).append(block.text)
    return {title: "\n\n".join(texts) for title, texts in found.items()}
