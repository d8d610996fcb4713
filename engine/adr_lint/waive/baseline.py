"""The baseline: findings accepted as they stood on a day, known again by what they stand on and not by their line."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence

from adr_lint import marks
from adr_lint.errors import UserError
from adr_lint.fingerprint import fingerprints
from adr_lint.given import text_of
from adr_lint.model import Finding, Place
from adr_lint.policy import fits
from adr_lint.values import dataclass

FORMAT = 1
MAX_BYTES = 64_000_000


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A finding that is accepted as it stood."""

    record: str
    """From the folder of the baseline, with forward slashes."""
    rule: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """The entries of a file."""

    path: str
    entries: frozenset[Entry]

    def known(self, findings: Sequence[Finding], texts: Mapping[str, str]) -> list[Finding]:
        """The findings that are accepted as they stood; all findings of a record must be given."""
        entries = entries_of(findings, texts, self.path)
        return [finding for finding, entry in zip(findings, entries, strict=True) if entry in self.entries]


def load_baseline(path: str) -> Baseline:
    """The baseline in a file. Raises ``UserError`` with the place where it is none."""
    text = _text(path)
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        place = Place(path, error.lineno, error.colno, error.lineno, error.colno + 1)
        hint = "'adr-lint baseline create --force' writes it anew"
        raise UserError(f"not valid JSON: {error.msg}", place=place, text=text, suggestion=hint) from None
    except RecursionError:
        raise UserError(f"{path}: nested too deeply") from None
    if not fits.fits(data, "baseline"):
        from adr_lint.policy.schema import check

        check(marks.load(text, path), text, "baseline")
    return Baseline(path, frozenset(Entry(**entry) for entry in data["findings"]))


def _text(path: str) -> str:
    hint = "'adr-lint baseline create' writes it"
    return text_of(path, shown=path, kind="baseline", read_as="a baseline", most=MAX_BYTES, missing=hint, mend="")


def dump(entries: Iterable[Entry]) -> str:
    """A baseline as its file has it: one entry a line, sorted, so that a diff says what changed."""
    lines = [
        json.dumps({"record": e.record, "rule": e.rule, "fingerprint": e.fingerprint}, ensure_ascii=False)
        for e in sorted(set(entries))
    ]
    inside = "\n    " + ",\n    ".join(lines) + "\n  " if lines else ""
    return f'{{\n  "format": {FORMAT},\n  "findings": [{inside}]\n}}\n'


def entries_of(findings: Sequence[Finding], texts: Mapping[str, str], path: str) -> list[Entry]:
    """What each finding would be called in the baseline at ``path``; all findings of a record must be given."""
    names = {finding.path: record_name(finding.path, path) for finding in findings}
    prints = fingerprints(findings, texts, names)
    return [Entry(names[f.path], f.rule, print_) for f, print_ in zip(findings, prints, strict=True)]


def record_name(record: str, path: str) -> str:
    """What a record is called in the baseline at ``path``."""
    folder = os.path.dirname(os.path.abspath(path))  # noqa: PTH100, PTH120
    return os.path.relpath(record, folder).replace(os.sep, "/")


def gone(baseline: Baseline, occurring: Iterable[Entry], read: Iterable[str]) -> Iterator[Entry]:
    """The entries that no longer occur: of a record that was read or is no more; of the others nothing is known."""
    folder = os.path.dirname(os.path.abspath(baseline.path))  # noqa: PTH100, PTH120
    names = {record_name(record, baseline.path) for record in read}
    there = frozenset(occurring)
    for entry in sorted(baseline.entries - there):
        if entry.record in names or not os.path.exists(os.path.join(folder, entry.record)):  # noqa: PTH110, PTH118
            yield entry
