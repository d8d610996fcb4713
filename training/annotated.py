"""Annotated texts: records, snippets and lines with the facts that they state marked in place (training/README.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

MARK = re.compile(r"\{\{([^|{}]*)\|([^{}]*)\}\}")
HEADINGS = {
    "context": "Context", "drivers": "Decision Drivers", "options": "Considered Options",
    "option": "Considered Options", "decision": "Decision", "rationale": "Rationale", "consequences": "Consequences",
    "positive": "Positive Consequences", "negative": "Negative Consequences", "plan": "Plan",
    "operations": "Operations", "cost": "Costs", "update": "Update 2025-09", "other": "Notes",
}  # fmt: skip


@dataclass(frozen=True)
class Mark:
    """``text[start:end]`` states that the fact has the value."""

    start: int
    end: int
    fact: str
    value: str


@dataclass(frozen=True)
class Annotated:
    """A text without its marks, the marks, and what is known of the whole."""

    name: str
    text: str
    marks: tuple[Mark, ...]
    label: dict[str, Any] = field(default_factory=dict)
    """Of a whole record: approach, status, now, findings."""
    approach: str = ""
    """What the text decides, where that can be told from it alone."""
    approach_only: bool = False
    """Marked for what it decides, and for nothing else."""
    approach_unknown: bool = False
    """Marked for everything but what it decides."""


def strip(marked: str) -> tuple[str, list[Mark]]:
    """The text without marks, and the marks with their places in it."""
    parts: list[str] = []
    marks: list[Mark] = []
    last = length = 0
    for match in MARK.finditer(marked):
        before = marked[last : match.start()]
        parts += [before, match[2]]
        start = length + len(before)
        length = start + len(match[2])
        for stated in match[1].split(";"):
            fact, _, value = stated.strip().partition("=")
            marks.append(Mark(start, length, fact.strip(), value.strip()))
        last = match.end()
    return "".join([*parts, marked[last:]]), marks


def read(folder: Path) -> Iterator[Annotated]:
    """Every annotated text under a folder, in the order of their names."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".md" and path.stem != "README":
            yield _record(name, path.read_text(encoding="utf-8"))
        elif path.suffix == ".yaml":
            for number, entry in enumerate(yaml.safe_load(path.read_text(encoding="utf-8"))):
                yield _part(
                    f"{name}#{number}", entry["say"], entry.get("in", "context"), entry.get("now"),
                    approach=entry.get("approach", ""),
                )  # fmt: skip
        elif path.suffix == ".txt":
            text = path.read_text(encoding="utf-8")
            yield from _decisions(name, text) if text.startswith("===") else _lines(name, text)


def _record(name: str, text: str) -> Annotated:
    head, _, body = text.partition("-->")
    plain, marks = strip(body.lstrip("\n"))
    label = yaml.safe_load(head.replace("<!--label", "", 1))
    return Annotated(name, plain, tuple(marks), label, label.get("approach", ""))


def _part(
    name: str, said: str, role: str, now: object = None, whole: tuple[str, str] | None = None, approach: str = "",
    *, unknown: bool = False,
) -> Annotated:  # fmt: skip
    """A piece of a record, put where such pieces stand."""
    date = f"Date: {now}\n\n" if now else ""
    if role == "title":
        head, said = "# ", " ".join(said.split())
    else:
        head = f"# A decision\n\n{date}## {HEADINGS[role]}\n\n"
    plain, marks = strip(said)
    shift = len(head)
    found = [Mark(mark.start + shift, mark.end + shift, mark.fact, mark.value) for mark in marks]
    if whole is not None and all(mark.fact != whole[0] for mark in found):
        found.append(Mark(shift, shift + len(plain), *whole))
    decides = [mark.value for mark in found if mark.fact == "approach"]
    if decides:
        approach = decides[-1]
    elif approach != "none" or role not in ("title", "decision", "update"):
        approach = ""
    return Annotated(name, head + plain + "\n", tuple(found), approach=approach, approach_unknown=unknown)


def _decisions(name: str, text: str) -> Iterator[Annotated]:
    """Whole records, marked only for what they decide, each under a line ``=== approach=build status=accepted``."""
    for number, part in enumerate(re.split(r"(?m)^=== ", text)[1:]):
        head, _, body = part.partition("\n")
        label = dict(entry.split("=", 1) for entry in head.split())
        plain, marks = strip(body.strip() + "\n")
        yield Annotated(f"{name}#{number}", plain, tuple(marks), label, label["approach"], approach_only=True)


def _lines(name: str, text: str) -> Iterator[Annotated]:
    """A header ``# fact=value in role, role`` says what each line below it states; ``# none in role``: nothing."""
    whole: tuple[str, str] | None = None
    roles = ["context"]
    unknown = "# approach=" not in text
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("# "):
            stated, _, where = line[2:].partition(" in ")
            fact, _, value = stated.strip().partition("=")
            whole = None if fact in ("none", "") or not value else (fact, value)
            roles = [role.strip() for role in where.split(",") if role.strip() in HEADINGS or role.strip() == "title"]
        elif line.strip():
            role = roles[number % len(roles)] if roles else "context"
            yield _part(f"{name}#{number}", line.strip(), role, whole=whole, unknown=unknown)
