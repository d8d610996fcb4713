"""The waiver file: findings that somebody has accepted on a record, with a reason and for a time."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from datetime import date

from adr_lint import marks
from adr_lint.config.globs import WILD, Glob
from adr_lint.errors import CombinedUserError, UserError, did_you_mean
from adr_lint.given import text_of
from adr_lint.marks import Marked
from adr_lint.model import Place
from adr_lint.policy import fits
from adr_lint.values import dataclass

MAX_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class Waiver:
    """A rule's finding that is accepted on the records that a glob holds for, until a day."""

    rule: str
    record: Glob
    owner: str
    reason: str
    expires: date
    """The last day on which it holds, that day included."""
    place: Place


@dataclass(frozen=True, slots=True)
class Waivers:
    """The waivers of a file."""

    path: str
    """As it is shown."""
    entries: tuple[Waiver, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """The day of the run, and for how many days from it a waiver may last at most; None for no bound."""

    today: date
    longest_days: int | None = None


def load_waivers(path: str, rules: Collection[str], term: Term) -> Waivers:
    """The waivers in a file. Raises ``UserError`` (several as ``CombinedUserError``) with the place."""
    text = _text(path)
    marked = marks.load(text, path)
    fits.check(marked, text, "waivers")
    found = _Reader(path, text, rules, term)
    entries = tuple(found.waiver(entry) for entry in marked.value["waivers"].value)
    if found.mistakes:
        raise found.mistakes[0] if len(found.mistakes) == 1 else CombinedUserError(found.mistakes)
    return Waivers(path, entries)


def _text(path: str) -> str:
    return text_of(path, shown=path, kind="file of waivers", read_as="waivers", most=MAX_BYTES)


class _Reader:
    """Reads entries that fit the schema, and gathers what is wrong with them beyond it."""

    def __init__(self, path: str, text: str, rules: Collection[str], term: Term) -> None:
        self._path, self._text, self._rules, self._term = path, text, rules, term
        self._folder = os.path.dirname(os.path.abspath(path))  # noqa: PTH100, PTH120
        self.mistakes: list[UserError] = []

    def waiver(self, entry: Marked) -> Waiver:
        has: Mapping[str, Marked] = entry.value
        rule = has["rule"].value
        if rule not in self._rules:
            near = did_you_mean(rule, self._rules) or "'adr-lint rules' lists them all"
            self._wrong(f"there is no rule '{rule}'", has["rule"], near)
        record = Glob(has["record"].value, self._folder)
        if WILD.search(record.pattern) and not record.is_sound():
            self._wrong(f"'{record.pattern}' is no pattern for names of files", has["record"])
        return Waiver(rule, record, has["owner"].value, has["reason"].value, self._day(has["expires"]), entry.place)

    def _day(self, stated: Marked) -> date:
        try:
            day = date.fromisoformat(stated.value)
        except ValueError:
            self._wrong(f"{stated.value} is in no calendar", stated)
            return self._term.today
        longest, left = self._term.longest_days, (day - self._term.today).days
        if longest is not None and left > longest:
            self._wrong(
                f"it expires in {left:,} days, and the longest term is {longest:,} days (waivers.longest-term-days)",
                stated, "name an earlier day, and look at it again then",
            )  # fmt: skip
        return day

    def _wrong(self, message: str, at: Marked, suggestion: str = "") -> None:
        self.mistakes.append(UserError(message, place=at.place, text=self._text, suggestion=suggestion))


@dataclass(frozen=True, slots=True)
class Extent:
    """What a run has read: so that a waiver for other records is not called unused."""

    records: Collection[str]
    """The records, absolute."""
    folders: Collection[str]
    """The folders that were read as a whole, absolute."""

    def has(self, waiver: Waiver) -> bool:
        """Whether the waiver's finding must have been found, if there is one; also of a record that is gone."""
        pattern, folder = waiver.record.pattern, waiver.record.folder
        fixed = WILD.split(pattern, maxsplit=1)[0]
        if fixed == pattern:
            path = os.path.normpath(os.path.join(folder, pattern))  # noqa: PTH118
            return path in self.records or (not os.path.exists(path) and self._spans(path))  # noqa: PTH110
        return self._spans(os.path.join(folder, fixed.rpartition("/")[0]))  # noqa: PTH118

    def touches(self, waiver: Waiver) -> bool:
        """Whether a record that was read is one of the waiver's, or the waiver's record is gone."""
        return any(map(waiver.record.holds, self.records)) or self.has(waiver)

    def _spans(self, path: str) -> bool:
        whole = os.path.join(os.path.normpath(path), "")  # noqa: PTH118
        return any(whole.startswith(os.path.join(folder, "")) for folder in self.folders)  # noqa: PTH118
