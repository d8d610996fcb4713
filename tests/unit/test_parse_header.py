"""Title, number, status and date, in every place where people put them."""

from __future__ import annotations

import pytest

from adr_lint.model import Record, Source
from adr_lint.parse import conventions, dates, parse

CONVENTIONS = conventions.load()


def record(text: str, path: str = "notes.md") -> Record:
    return parse(Source(path, text), CONVENTIONS)


def test_no_status() -> None:
    for text in [
        "# A\n\n## Status\n\nproposed | accepted | rejected\n",
        "# A\n\n## Status\n\n{proposed|accepted}\n",
        "# A\n\n## Status\n\n[proposed | rejected | accepted | superseded by ADR-9] <!-- choose -->\n",
        "# A\n\n## Status\n\nAccepted or Rejected\n",
        "# A\n\n## Status\n\nproposed, accepted, superseded\n",
        "# A\n\n## Status\n\n(Proposed/Approved/Rejected)\n",
        "# A\n\n## Status\n\n- Proposed\n- Accepted\n- Deprecated\n",
        "# A\n\n## Status\n\nWe have accepted that pumps leak.\n",
        "# A\n\n## Status\n\nCurrent pumps leak.\n",
        "# A\n\nStatus: TBD\n",
        "# A\n\nThe pumps were accepted by nobody.\n",
        "# A\n\nNobody knows the HTTP status: accepted requests get a 202.\n",
        "# A\n\n## Context\n\nStatus: accepted proposals are filed.\n",
        "# A\n\n```\nStatus: accepted\n```\n",
        "# A\n\n<!-- Status: accepted -->\n",
        "# A\n\n~~Status: accepted~~\n",
        "",
    ]:
        assert record(text).status is None, text
        assert record(text).status_place is None, text


@pytest.mark.parametrize(
    ("text", "status", "line", "column"),
    [
        ("# A\n\n## Status\n\nAccepted\n", "accepted", 5, 1),
        ("# A\n\n## Status\n\n**Accepted** - 2025-01-02\n", "accepted", 5, 3),
        ("# A\n\n## Status\n\n🤔 Proposed\n", "proposed", 5, 3),
        ("# A\n\n## Status\n\n> `Rejected`\n", "rejected", 5, 4),
        ("# A\n\n## Status\n\n- [ ] Proposed\n- [x] Accepted\n", "accepted", 6, 7),
        ("# A\n\n## Status\n\n{Accepted}\n", "accepted", 5, 2),
        ("# A\n\n## Status\n\nAccepted\n\nSuperseded by [7. B](7-b.md)\n", "superseded", 7, 1),
        ("# A\n\n## Status\n\nAccepted. Superseded by ADR-7.\n", "superseded", 5, 11),
        ("# A\n\n## Status\n\n~~Accepted~~ Superceded by ADR-7\n", "superseded", 5, 14),
        ("# A\n\n## Status\n\nAccepted\n\nSupersedes ADR-3\n", "accepted", 5, 1),
        ("# A\n\n## Status\n\nAccepted, amended by ADR-9\n", "accepted", 5, 1),
        ("# A\n\n## Status\n\ndeprecated, no-longer-relevant\n", "deprecated", 5, 1),
        ("# A\n\n## Status\n\nProposed → Accepted\n", "accepted", 5, 12),
        ("# A\n\n## Status\n\nProposed [Proposed, Accepted, Rejected]\n", "proposed", 5, 1),
        ("# A\n\n## Status\n\nThis decision has been approved by all.\n", "accepted", 5, 24),
        ("# A\n\n## Status\n\nPending review\n", "proposed", 5, 1),
        ("# A\n\n## Status\n\nDone.\n", "accepted", 5, 1),
        ("# A\n\n## Status: withdrawn\n\nx\n", "rejected", 3, 12),
        ("# A\n\n### **Status:** ACCEPTED\n", "accepted", 3, 17),
        ("# A\n\n**Status**\n\nIn review\n", "proposed", 5, 1),
        ("# A\n\n**Status:**\nimplemented\n", "accepted", 4, 1),
        ("# A\n\nStatus: accepted\n", "accepted", 3, 9),
        ("# A\n\nDate: 2025-01-02\nStatus: accepted\n", "accepted", 4, 9),
        ("# A\n\n* Status: WIP\n", "draft", 3, 11),
        ("# A\n\n- **Status**: decided (scheduled)\n", "accepted", 3, 15),
        ("# A\n\n**State:** accepted  **Authors:** B\n", "accepted", 3, 12),
        ("# A\n\n**Authors:** B **Status:** accepted\n", "accepted", 3, 28),
        ("# A\n\nstatus: accepted · 2025-04-04 · @b\n", "accepted", 3, 9),
        ("# A\n\n2025-04-04 · status: accepted · @b\n", "accepted", 3, 22),
        ("# A\n\n*(Status: accepted. Filed.)*\n", "accepted", 3, 11),
        ("# A\n\nMinutes of May. Status: accepted.\n", "accepted", 3, 25),
        ("# A\n\nAccepted, 3 March.\n", "accepted", 3, 1),
        ("# A\n\n*Minutes of the group, 3 March. Accepted.*\n", "accepted", 3, 33),
        ("# A\n\n| | |\n|-|-|\n| **Status** | Accepted |\n", "accepted", 5, 16),
        ("# A\n\n| Field | Value |\n|-|-|\n| Version | 1.0, approved |\n", "accepted", 5, 18),
        ("# A\n\n| Date | Status |\n|-|-|\n| 2025-01-02 | Rejected |\n", "rejected", 5, 16),
        ("status: accepted\ndate: 2025-01-02\n\n# A\n", "accepted", 1, 9),
        ("---\nstatus: \"Accepted\"\n---\n# A\n", "accepted", 2, 9),
        ("---\nstatus: accepted\n---\n# A\n\n## Status\n\nSuperseded by ADR-7\n", "superseded", 8, 1),
        ("---\nstatus: rejected\n---\n# A\n\nStatus: accepted\n", "rejected", 2, 9),
        ("---\nstatus: accepted\nsuperseded_by: ADR-7\n---\n# A\n", "superseded", 3, 16),
        ("---\nstatus: accepted\nsuperseded_by: none\n---\n# A\n", "accepted", 2, 9),
        ("# A\n\nStatus: proposed\n\n## Update\n\nStatus: accepted\n", "proposed", 3, 9),
        ("# A\n\n## Context\n\nx\n\n- Status: **accepted**, 2 May 2025\n", "accepted", 7, 13),
        ("A\n=\n\n:Status: accepted\n", "accepted", 4, 10),
    ],
)  # fmt: skip
def test_status(text: str, status: str, line: int, column: int) -> None:
    made = record(text)
    assert made.status == status
    assert made.status_place is not None
    assert (made.status_place.line, made.status_place.column) == (line, column)


def test_status_place_holds_the_word() -> None:
    made = record("# A\r\n\r\n* Status: Accepted (all)\r\n")
    place = made.status_place
    assert place is not None
    assert made.text.splitlines()[place.line - 1][place.column - 1 : place.end_column - 1] == "Accepted"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2025-01-02", "2025-01-02"),
        ("2025/1/2", "2025-01-02"),
        ("2025-01-02T10:00:00Z", "2025-01-02"),
        ("2025-01", "2025-01"),
        ("3 March 2025", "2025-03-03"),
        ("3rd of Mar. 2025", "2025-03-03"),
        ("03-Jan-2022", "2022-01-03"),
        ("March 3, 2025", "2025-03-03"),
        ("Sept 30th 2023", "2023-09-30"),
        ("March 2025", "2025-03"),
        ("03/04/2025", "2025-04-03"),
        ("03/23/2025", "2025-03-23"),
        ("23/04/2025", "2025-04-23"),
        ("04/23/25", "2025-04-23"),
        ("23.4.2025", "2025-04-23"),
        ("`{2025-01-02}`", "2025-01-02"),
        ("31 February 2025", None),
        ("2025-13-40", None),
        ("2025-02-30 or 2025-03-01", "2025-03-01"),
        ("10 April", None),
        ("DG-2025-07", None),
        ("version 1.2.2025.4", None),
        ("0000-01-01", None),
        ("YYYY-MM-DD", None),
        ("", None),
    ],
)
def test_dates(text: str, iso: str | None) -> None:
    found = dates.find(text, CONVENTIONS.date, CONVENTIONS.months)
    assert (found.iso if found else None) == iso


@pytest.mark.parametrize(
    ("text", "path", "iso"),
    [
        ("# A\n\nDate: 3 March 2025\n", "a.md", "2025-03-03"),
        ("# A\n\n- 📅 Date: 2025/01/02\n", "a.md", "2025-01-02"),
        ("# A\n\n## Date\n\n3 March 2025\n", "a.md", "2025-03-03"),
        ("# A\n\n### **Date:** 3rd March 2025\n", "a.md", "2025-03-03"),
        ("# A\n\nLast updated: 2025-02-02\nDate: 2025-01-01\n", "a.md", "2025-01-01"),
        ("# A\n\n| Decided on | 3 June 2025 |\n|-|-|\n", "a.md", "2025-06-03"),
        ("# A\n\n| Date | Status |\n|-|-|\n| 2025-01-02 | Rejected |\n", "a.md", "2025-01-02"),
        ("# A\n\n## Status\n\nAccepted (2025-01-02)\n", "a.md", "2025-01-02"),
        ("# A\n\nAccepted 2025-01-20, tools\n", "a.md", "2025-01-20"),
        ("# A\n\nDecision of 10 April 2025\n", "a.md", "2025-04-10"),
        ("# A\n\nDecision of 10 April\n", "a.md", None),
        ("---\ndate: 2025-01-02\n---\n# A\n\nDate: 2024-01-01\n", "a.md", "2025-01-02"),
        ("---\ndate-issued: '2025-01-02'\n---\n# A\n", "a.md", "2025-01-02"),
        ("# A\n", "docs/20250102-a.md", "2025-01-02"),
        ("# A\n", "2025-01-02-a.md", "2025-01-02"),
        ("# A\n", "1735776000-a.md", "2025-01-02"),
        ("# A\n", "20251301-a.md", None),
        ("# A\n\nDate: 2025-02-31\n", "a.md", None),
        ("# A\n\n## Context\n\nOn 2025-01-02 the pump broke.\n", "a.md", None),
    ],
)
def test_date_of_a_record(text: str, path: str, iso: str | None) -> None:
    assert record(text, path).date == iso


@pytest.mark.parametrize(
    ("heading", "title", "number"),
    [
        ("1. Pumps", "Pumps", "1"),
        ("0001: Pumps", "Pumps", "0001"),
        ("0001 Pumps", "Pumps", "0001"),
        ("12 - Pumps", "Pumps", "12"),
        ("ADR-0009: Pumps", "Pumps", "0009"),
        ("ADR 12 - Pumps", "Pumps", "12"),
        ("ADR012 Pumps", "Pumps", "012"),
        ("[ADR-7] Pumps", "Pumps", "7"),
        ("ADR: Pumps", "Pumps", None),
        ("ADR - Pumps", "Pumps", None),
        ("DD-23 · Pumps", "Pumps", "23"),
        ("ODH-ADR-OPS-0012: Pumps", "Pumps", "0012"),
        ("RFC 119: Pumps", "Pumps", "119"),
        ("ADD037: Pumps", "Pumps", "037"),
        ("Architecture Decision Record 3: Pumps", "Pumps", "3"),
        ("Architecture Decision: Pumps", "Pumps", None),
        ("Decision: Pumps", "Pumps", None),
        ("Pumps - ADR 007", "Pumps", "007"),
        ("Pumps (0018)", "Pumps", "0018"),
        ("Pumps {#pumps}", "Pumps", None),
        ("3 pumps", "3 pumps", None),
        ("2.0 of the pumps", "2.0 of the pumps", None),
        ("Pumps: wet or dry", "Pumps: wet or dry", None),
        ("Drop Python 3", "Drop Python 3", None),
    ],
)
def test_title_and_number_of_a_heading(heading: str, title: str, number: str | None) -> None:
    made = record(f"# {heading}\n")
    assert (made.title, made.number) == (title, number)
    assert (made.title_place.line, made.title_place.column) == (1, 3)


@pytest.mark.parametrize(
    ("text", "path", "title", "number"),
    [
        ("x", "docs/0007-use-wet_pumps.md", "Use wet pumps", "0007"),
        ("x", "ADR-012 - Wet Pumps.md", "Wet Pumps", "012"),
        ("x", "20250102-wet-pumps.md", "Wet pumps", None),
        ("x", "wet-pumps-3.md", "Wet pumps 3", None),
        ("x", "adr/0007-wet-pumps/README.md", "Wet pumps", "0007"),
        ("x", "0007.md", "0007", "0007"),
        ("# Status\n\n# Context\n", "0007-wet-pumps.md", "Wet pumps", "0007"),
        ("# 39. Monitoring\n\n# Context\n", "a.md", "Monitoring", "39"),
        ("---\ntitle: ADR-3 Wet pumps\n---\nx", "a.md", "Wet pumps", "3"),
        ("---\ntitle: Dry pumps\n---\n# Wet pumps\n", "a.md", "Wet pumps", None),
        ("---\ntitle: Wet pumps\n---\n# <%= data.title %>\n", "a.md", "Wet pumps", None),
        ("---\ntitle: Wet pumps\n---\n## Testing\n", "a.md", "Wet pumps", None),
        ("## Wet pumps\n\n### Context\n", "a.md", "Wet pumps", None),
        ("# Architecture Decision Record\n\n## ADR-3: Wet pumps\n", "a.md", "Wet pumps", "3"),
        ("# ADR 3\n\n## Title\n\nWet pumps\n", "a.md", "Wet pumps", "3"),
        ("# Meta\n\n- Name: Wet pumps\n- Status: draft\n\n## Summary\n", "a.md", "Wet pumps", None),
        ("```\n# no\n```\n\n# Wet pumps\n", "a.md", "Wet pumps", None),
        ("---\nid: 17\n---\n# Wet pumps\n", "0003-a.md", "Wet pumps", "17"),
        ("---\nid: wet-pumps\n---\n# Wet pumps\n", "0003-a.md", "Wet pumps", "0003"),
        ("# 4. Wet pumps\n", "0003-a.md", "Wet pumps", "4"),
        ("# 3 Wet pumps\n", "0003-a.md", "Wet pumps", "3"),
        ("# 3 Wet pumps\n", "0004-a.md", "3 Wet pumps", "0004"),
        ("", "0003-a.md", "A", "0003"),
    ],
)  # fmt: skip
def test_title_and_number_from_elsewhere(text: str, path: str, title: str, number: str | None) -> None:
    made = record(text, path)
    assert (made.title, made.number) == (title, number)
