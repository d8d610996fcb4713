"""Directives in a record: ``<!-- adr-lint: ignore RULE reason: … -->``; in front matter, ``# adr-lint: ignore …``.

In AsciiDoc they begin with ``//``, in reStructuredText with ``..``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from adr_lint.errors import did_you_mean
from adr_lint.model import Place, Record
from adr_lint.parse.comments import Comment, comments
from adr_lint.parse.markup import Markup, markup_of
from adr_lint.regexes import regex
from adr_lint.values import dataclass
from adr_lint.waive.reach import Reach

MOST_WRONG = 100
"""After so many mistakes the rest of a record's directives is not read: somebody is playing."""

VERBS = ("ignore", "ignore-section", "ignore-file")
_SAID = "adr-lint: ignore RULE reason: why it is acceptable"
_FORMS: Mapping[Markup, str] = {
    "Markdown": f"write '<!-- {_SAID} -->'",
    "AsciiDoc": f"write '// {_SAID}'",
    "reStructuredText": f"write '.. {_SAID}'",
}

_OURS = regex(r"(?i)adr[-_ ]?lint\s*(?::|-?\s*(?:ignore|disable|enable|suppress|skip|off\b|noqa))")
_PARTS = regex(r"(?is)adr-lint\s*:\s*([\w-]*)\s*(.*?)(?:\breason\s*:\s*(.*))?")
_WORD = regex(r"[^\s,]+")


@dataclass(frozen=True, slots=True)
class Directive:
    """Rules whose findings on some lines are accepted, and why."""

    rules: Mapping[str, Place]
    """Each with the place where it is named."""
    first: int
    last: int
    """The lines that it reaches, both included."""
    reason: str

    def covers(self, rule: str, place: Place) -> bool:
        """Whether it accepts a finding of the rule at the place."""
        return rule in self.rules and self.first <= place.line <= self.last


@dataclass(frozen=True, slots=True)
class Misread:
    """What is wrong with a directive, which therefore accepts nothing."""

    says: str
    place: Place


@dataclass(frozen=True, slots=True)
class Directives:
    """The directives of a record."""

    valid: tuple[Directive, ...] = ()
    wrong: tuple[Misread, ...] = ()


NONE = Directives()


def directives_of(record: Record, rules: Collection[str], chapters: Collection[str]) -> Directives:
    """The directives in a record; ``rules`` are all that there are, asked for or not."""
    lowered = record.text.lower()
    if "adr-lint" not in lowered and "adrlint" not in lowered and "adr_lint" not in lowered:
        return NONE
    found = [comment for comment in comments(record) if _OURS.match(comment.said)]
    reach = Reach(record, found)
    valid: list[Directive] = []
    wrong: list[Misread] = []
    for comment in found:
        if len(wrong) >= MOST_WRONG:
            break
        mistakes = list(_mistakes(comment, record, rules, chapters))
        if mistakes:
            wrong += mistakes
            continue
        verb, names, reason = _parts(comment.said)
        first, last = reach.of(comment, verb)
        places = {name: _place_of(name, comment, record) for name in names}
        valid.append(Directive(places, first, last, reason))
    return Directives(tuple(valid), tuple(wrong))


def _parts(said: str) -> tuple[str, Sequence[str], str]:
    found = _PARTS.fullmatch(said)
    if found is None:
        return "", (), ""
    return found[1].lower(), _WORD.findall(found[2]), (found[3] or "").strip()


def _mistakes(comment: Comment, record: Record, rules: Collection[str], chapters: Collection[str]) -> Iterator[Misread]:
    whole = record.place(comment.start, comment.end)
    verb, names, reason = _parts(comment.said)
    markup = markup_of(record.path)
    form = _FORMS[markup]
    if comment.foreign:
        yield Misread(f"{markup} has no comments of HTML, and shows it to readers ({form})", whole)
    elif not comment.closed:
        yield Misread("the comment is not closed, and hides the rest of the record (end it with '-->')", whole)
    elif verb not in VERBS:
        what = f"'{verb}' is no directive" if verb else "it says nothing that is a directive"
        yield Misread(f"{what} ({did_you_mean(verb, VERBS) or form})", whole)
    else:
        for name in names:
            if name not in rules:
                yield Misread(_no_rule(name, rules, chapters), _place_of(name, comment, record))
        if not names:
            yield Misread(f"it names no rule ({form})", whole)
        if not any(character.isalnum() for character in reason):
            yield Misread("it gives no reason (add 'reason: why it is acceptable')", whole)


def _no_rule(name: str, rules: Collection[str], chapters: Collection[str]) -> str:
    if name in chapters:
        return f"'{name}' is a chapter (name its rules one by one)"
    return f"there is no rule '{name}' ({did_you_mean(name, rules) or 'adr-lint rules lists them all'})"


def _place_of(name: str, comment: Comment, record: Record) -> Place:
    at = record.text.find(name, comment.start, comment.end)
    return record.place(at, at + len(name)) if at >= 0 else record.place(comment.start, comment.end)
