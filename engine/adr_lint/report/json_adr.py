"""Records as JSON-ADR 1.0.0: what each says under its headings, for other tools."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from adr_lint import __version__
from adr_lint.model import FrontMatterEntry, Option, Record
from adr_lint.report.data import dumps

_PEOPLE = {"deciders": ("deciders", "decision-makers"), "consulted": ("consulted",), "informed": ("informed",)}
_TOLD = frozenset(
    {"context", "drivers", "options", "option", "decision", "rationale", "consequences", "positive", "negative"}
    | {"confirmation", "links", "status", "title", "header"}
)


def render(records: Iterable[Record], day: date) -> str:
    """The records as one document; it is dated by the day of the run."""
    return dumps(
        {
            "version": "1.0.0", "generated_at": f"{day.isoformat()}T00:00:00Z",
            "tool": {"name": "adr-lint", "version": __version__}, "repository": None,
            "adrs": [_adr(record) for record in records],
        }
    )  # fmt: skip


def _adr(record: Record) -> dict[str, Any]:
    positive, negative = _items(record, "positive"), _items(record, "negative")
    sides = {"positive": positive, "negative": negative, "risks": []}
    return {
        "number": record.number, "title": record.title, "status": record.status, "date": record.date,
        **{name: _people(record.front_matter, keys) for name, keys in _PEOPLE.items()},
        "tags": _people(record.front_matter, ("tags",)), "source_uri": None,
        "context": _prose(record, "context"), "decision_drivers": _items(record, "drivers"),
        "considered_options": [_option(record, option) for option in record.options],
        "decision": _prose(record, "decision"),
        "consequences": sides if positive or negative else _items(record, "consequences"),
        "confirmation": _prose(record, "confirmation"),
        "links": [
            {"type": "relates-to", "target": link.target, "description": record.text[link.start : link.end]}
            for link in record.links
        ],
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
    return {"name": option.name, "description": "\n\n".join(rest) or None, "pros": pros, "cons": cons}


def _custom(record: Record) -> dict[str, str]:
    """The sections that have no place of their own in the format."""
    found: dict[str, list[str]] = {}
    for block in record.blocks:
        section = record.sections[block.section]
        if block.kind != "heading" and block.text and section.title and not _TOLD & set(section.roles):
            found.setdefault(section.title, []).append(block.text)
    return {title: "\n\n".join(texts) for title, texts in found.items()}
