"""Fingerprints: by what a finding is known again when the file around it has changed (baseline, code hosts)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b

from adr_lint.errors import line_of, lines_of
from adr_lint.model import Finding

_MARKUP = " \t#>*_`|-"


def fingerprints(
    findings: Iterable[Finding], texts: Mapping[str, str], paths: Mapping[str, str] | None = None
) -> list[str]:
    """One for each finding, in their order: of its rule, its record, and the words that it stands on.

    Give all findings of a record, suppressed or not: equal ones are told apart by their order in the file.
    ``texts`` has the text of a record by its path, ``paths`` what to call a record instead of its path.
    """
    given = list(findings)
    lines: dict[str, list[str]] = {}
    seen: dict[tuple[str, str, str], int] = {}
    found = [""] * len(given)
    for index in sorted(range(len(given)), key=lambda index: (given[index].place, given[index].rule)):
        finding = given[index]
        if finding.path not in lines:
            lines[finding.path] = lines_of(texts.get(finding.path, ""))
        path = (paths or {}).get(finding.path, finding.path)
        key = (finding.rule, path, _stands_on(finding, lines[finding.path]))
        seen[key] = seen.get(key, 0) + 1
        text = "\0".join((*key, str(seen[key])))
        found[index] = blake2b(text.encode("utf-8", "backslashreplace"), digest_size=16).hexdigest()
    return found


def _stands_on(finding: Finding, lines: list[str]) -> str:
    """The words of its first evidence, else of its line; what it quotes beside that may change freely."""
    quoted = next((fact.evidence[0].words for fact in finding.evidence if fact.evidence), "")
    words = quoted or line_of(lines, finding.place.line)
    return " ".join(words.casefold().split()).strip(_MARKUP)
