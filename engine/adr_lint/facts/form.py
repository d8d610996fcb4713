"""What the form of a record shows: parts that are missing, template text, dates, options, reasons, consequences.

These facts are *observed*: no author declares them, and ``decision.infer: false`` does not hide them. The words by
which they are known are data (policies/language/form.yaml); the rules over them are the chapter ``structure``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from adr_lint.facts import argument, calendar, deciding, leftovers
from adr_lint.facts.cues import Lexicon
from adr_lint.facts.observed import evidence_at, observed, observed_list
from adr_lint.facts.pages import Page
from adr_lint.facts.platforms import Wording
from adr_lint.model import Fact, Fault, Record
from adr_lint.parse import conventions, names

_ENOUGH_WORDS = 6
"""Of a paragraph or an item under the title that is the context without a heading."""


class Forms:
    """The data of policies/language/form.yaml, ready to use."""

    def __init__(self, data: Mapping[str, Any], lexicon: Lexicon) -> None:
        self.owed: Mapping[str, Sequence[str]] = data.get("owed", {})
        self.parts = {part: frozenset(roles) for part, roles in data.get("parts", {}).items()}
        self.across: Mapping[str, Any] = data.get("across", {})
        self.compared: Sequence[str] = data.get("compared", ())
        self.wording = Wording(data.get("phrases", {}), lexicon)
        self.leftovers = leftovers.Leftovers(
            data.get("template_text", ()), data.get("to_be_written", ()), data.get("may_be_empty", ())
        )
        self.apart = deciding.Apart(data.get("apart", {}))
        self.calendar = calendar.Labels(data.get("review_labels", ()), data.get("reviewed_labels", ()))


def read(page: Page, forms: Forms, today: date) -> Iterator[Fact]:
    """The facts of a record's form."""
    record = page.record
    found = leftovers.read(page, forms.leftovers)
    yield from found
    if record.status is None and not _status_left(record, found):
        yield from _status_said(page)
        if deciding.owes_status(record, forms.apart):
            yield observed("status.owed", True)
    missing = _missing(page, forms)
    if missing:
        yield observed("sections.missing", missing)
    yield from _number_differs(record)
    yield from argument.read(page, forms.wording, forms.leftovers)
    yield from calendar.read(page, forms.calendar, today)


def _status_left(record: Record, found: Sequence[Fact]) -> bool:
    """Whether the status itself is what a template left to be filled in."""
    lines = {evidence.place.line for fact in found for evidence in fact.evidence}
    if not lines:
        return False
    starts = [record.place(section.start, section.start).line for section in record.sections]
    ends = [*starts[1:], len(record.line_starts) + 1]
    heads = [
        (start, end)
        for section, start, end in zip(record.sections, starts, ends, strict=True)
        if section.role in ("status", "header", "title")
    ]
    return any(start <= line < end for line in lines for start, end in heads)


def faults(record: Record, declared: Sequence[Fault]) -> list[Fact]:
    """What is wrong with the front matter and with what it declares."""
    found = (*record.faults, *declared)
    return observed_list(
        "front-matter.faults",
        ((f"{f.message} ({f.hint})" if f.hint else f.message, evidence_at(record, f.place)) for f in found),
    )


def _status_said(page: Page) -> Iterator[Fact]:
    """What stands in the section for the status and is no status that is known."""
    for passage in page.passages:
        if "status" in passage.roles and passage.block.kind != "heading":
            yield observed("status.said", passage.text[:60], [page.evidence(passage, 0, min(len(passage.text), 60))])
            return


def _number_differs(record: Record) -> Iterator[Fact]:
    """The number in the heading, where the file's name has another."""
    heading = next((block for block in record.blocks if block.kind == "heading"), None)
    said = names.title(heading.text).number if heading is not None else None
    known = names.file_name(record.path, conventions.load().own_folder).number
    if heading is not None and said is not None and known is not None and int(said) != int(known):
        text = f"{said} in the heading, {known} in the name of the file"
        yield observed("number.differs", text, [record.evidence(*heading.span())])


def _missing(page: Page, forms: Forms) -> tuple[str, ...]:
    record = page.record
    roles: set[str] = {role for section in record.sections for role in section.roles}
    roles.update(role for passage in page.passages for role in passage.roles if passage.block.kind == "cell")
    missing = [part for part in forms.owed.get(record.format, ()) if not forms.parts[part] & roles]
    if "context" in missing and _introduced(page):
        missing.remove("context")
    return tuple(missing)


def _introduced(page: Page) -> bool:
    """Whether a paragraph stands under the title, which says what it is about."""
    return any(
        passage.block.kind in ("paragraph", "quote", "item")
        and page.record.sections[passage.block.section].role in ("title", "header", "other")
        and passage.folded.count(b" ") >= _ENOUGH_WORDS
        for passage in page.passages
    )
