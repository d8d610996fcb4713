"""What the form of a record shows: parts that are missing, template text, dates, options, reasons, consequences.

These facts are *observed*: no author declares them, and ``decision.infer: false`` does not hide them. The words by
which they are known are data (policies/language/form.yaml); the rules over them are the chapter ``structure``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from adr_lint.facts import argument, calendar, leftovers
from adr_lint.facts.cues import Lexicon
from adr_lint.facts.observed import evidence_at, observed, observed_list
from adr_lint.facts.pages import Page
from adr_lint.facts.platforms import Wording
from adr_lint.model import Fact, Fault, Record

_ENOUGH_WORDS = 6
"""Of a paragraph under the title that is the context without a heading."""


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
        self.calendar = calendar.Labels(data.get("review_labels", ()), data.get("reviewed_labels", ()))


def read(page: Page, forms: Forms, today: date) -> Iterator[Fact]:
    """The facts of a record's form."""
    record = page.record
    found = leftovers.read(page, forms.leftovers)
    yield from found
    if record.status is None and not any(fact.name == "template.left" for fact in found):
        yield from _status_said(page)
    missing = _missing(page, forms)
    if missing:
        yield observed("sections.missing", missing)
    yield from argument.read(page, forms.wording)
    yield from calendar.read(record, forms.calendar, today)


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
        passage.block.kind in ("paragraph", "quote")
        and page.record.sections[passage.block.section].role in ("title", "header", "other")
        and passage.folded.count(b" ") >= _ENOUGH_WORDS
        for passage in page.passages
    )
