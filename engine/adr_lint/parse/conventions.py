"""What records call things: policies/records.yaml, loaded once and compiled for quick lookup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from adr_lint import resources
from adr_lint.model import Role
from adr_lint.parse import dates
from adr_lint.regexes import regex
from adr_lint.snapshot import kept
from adr_lint.values import dataclass

_NUMBERING = regex(r"\d{1,3}(?:\.\d{1,3})+[.):]?\s+|\(?(?:\d{1,3}|[ivx]{1,5}|[a-z])[.):](?!\d)\s*|\d{1,2}\s+(?=[a-z])")
_NOT_WORDS = regex(r"^[^\w(]+|[^\w)]+$")
_OPTIONAL = regex(r"\s*[\[(<{](?:optional|required|if applicable|mandatory)[\])>}]|\s*\{#[^}]*\}")
_SPACES = regex(r"[\s_]+")


@dataclass(frozen=True, slots=True)
class Format:
    """A shape of record, told by the names of its sections."""

    name: str
    sections: frozenset[str]
    at_least: int
    must: frozenset[str]
    without: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Conventions:
    """The names by which folders, files, sections, statuses and options are known. Immutable, shared by all records."""

    folders: tuple[tuple[str, ...], ...]
    """Endings of a path, folded, as their components: ``("docs", "decisions")``."""
    top_folders: frozenset[str]
    never_folders: frozenset[str]
    hidden_folders: frozenset[str]
    pointer: str
    extensions: frozenset[str]
    needs: Mapping[str, str]
    """Extension → the module, of an extra of the package, that reads it."""
    unread: Mapping[str, str]
    """Extension → what the format is called."""
    not_records: Mapping[str, str]
    """File stem → why it is no record."""
    template_words: frozenset[str]
    own_folder: frozenset[str]
    names: Mapping[str, Role]
    """Normalised heading → role."""
    phrases: Mapping[str, Role]
    """Words anywhere in a heading → role; hyphens as spaces."""
    phrase: re.Pattern[str]
    option_heading: re.Pattern[str]
    """Matches ``Option 2: Kafka``; group ``name`` is what follows, if anything."""
    chosen_mark: re.Pattern[str]
    not_options: frozenset[str]
    statuses: Mapping[str, str]
    status: re.Pattern[str]
    """Matches a word of status, the longest first; look it up in ``statuses`` folded."""
    bare_status: re.Pattern[str]
    """Matches a status that is a clause of its own; group ``word``."""
    labels: Mapping[str, str]
    """Folded label of a header line → what it gives: status, version, date, superseded, number, title."""
    date_rank: Mapping[str, int]
    months: Mapping[str, int]
    date: re.Pattern[str]
    """Matches a date of any form, for ``dates.find``."""
    formats: tuple[Format, ...]
    format_words: Mapping[str, str]
    series: frozenset[str]
    """Words at the head of a file name that make it one of a series of proposals, whatever its sections."""
    logs: frozenset[str]
    """Normalised headings of a change log."""
    same: Mapping[str, str]
    """Normalised heading, in another language or by another name → the English one that it stands for."""


@lru_cache(maxsize=4096)
def normalise(heading: str) -> str:
    """A heading as it is compared: without numbering, emoji, trailing colon and "(optional)"; folded."""
    text = _SPACES.sub(" ", heading.casefold().replace("\u2019", "'"))
    if "optional" in text or "{#" in text or "(" in text or "[" in text:
        text = _OPTIONAL.sub("", text)
    text = _NOT_WORDS.sub("", text)
    match = _NUMBERING.match(text)
    if match and match.end() < len(text):
        text = _NOT_WORDS.sub("", text[match.end() :])
    return text


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"[\s_-]+") for word in sorted(words, key=lambda w: (-len(w), w)))


@lru_cache(maxsize=1)
def load() -> Conventions:
    """The conventions of policies/records.yaml."""
    made: Conventions | None = kept("conventions")
    return build(resources.data("records.yaml")) if made is None else made


def build(data: Mapping[str, Any]) -> Conventions:
    """The conventions in the data of policies/records.yaml."""
    folders, files, labels = data["folders"], data["files"], data["labels"]
    names: dict[str, Role] = {}
    phrases: dict[str, Role] = {}
    for role, entry in data["sections"].items():
        for name in entry["names"]:
            names.setdefault(normalise(name), role)
        for phrase in entry["phrases"]:
            phrases.setdefault(phrase.replace("-", " "), role)
    same = {normalise(other): name for name, others in data["same_headings"].items() for other in others}
    for other, name in same.items():
        names.setdefault(other, names[normalise(name)])
    statuses = {word: status for status, words in data["statuses"].items() for word in words}
    months = _months(data["months"], data["other_months"])
    return Conventions(
        folders=tuple(tuple(entry.split("/")) for entry in folders["anywhere"]),
        top_folders=frozenset(folders["top"]),
        never_folders=frozenset(folders["never"]),
        hidden_folders=frozenset(folders["hidden"]),
        pointer=folders["pointer"],
        extensions=frozenset(files["extensions"]),
        needs=MappingProxyType(dict(files["needs"])),
        unread=MappingProxyType(dict(files["unread"])),
        not_records=MappingProxyType(dict(files["not_records"])),
        template_words=frozenset(files["template_words"]),
        own_folder=frozenset(files["own_folder"]),
        names=MappingProxyType(names),
        phrases=MappingProxyType(phrases),
        phrase=regex(rf"(?<![\w-])(?:{_alternatives(phrases)})(?![\w-])"),
        option_heading=_option_heading(data["option_words"], data["numbered_option_words"]),
        chosen_mark=regex(rf"(?i)^\W*(?:{_alternatives(data['chosen_marks'])})\W*$"),
        not_options=frozenset(data["not_options"]),
        statuses=MappingProxyType(statuses),
        status=regex(rf"(?i)(?:{_alternatives(statuses)})(?![\w])"),
        bare_status=_bare_status(statuses),
        labels=MappingProxyType({name: kind for kind, words in labels.items() for name in words}),
        date_rank=MappingProxyType({name: rank for rank, name in enumerate(labels["date"])}),
        months=MappingProxyType(months),
        date=dates.pattern(months),
        formats=tuple(
            Format(
                entry["name"],
                frozenset(entry["sections"]),
                entry["at_least"],
                frozenset(entry["must"]),
                frozenset(entry.get("without", ())),
            )
            for entry in data["formats"]
        ),
        format_words=MappingProxyType(dict(data["format_words"])),
        series=frozenset(data["series"]),
        logs=frozenset(data["logs"]),
        same=MappingProxyType(same),
    )


def _option_heading(words: list[str], numbered: list[str]) -> re.Pattern[str]:
    """``Option 2: X``, ``Option 2 X``, ``Alternative B - X``, ``Option: X``; never ``Alternatives to X``."""
    end = r"(?:\s*[:.)\]\u2013—-]+\W*|\W*\Z)"
    number = rf"[\s_#-]*(?:(?i:no\.?)\s*)?\d{{1,2}}(?:\.\d{{1,2}})?[a-z]?\b(?:{end}|\s+)"
    letter = rf"[\s_#-]+(?:(?i:[ivx]{{1,4}}|[a-z])\b{end}|[A-Z]\b\s+)"
    return regex(
        rf"\W*(?:(?i:{_alternatives(words + numbered)})(?:{number}|{letter})"
        rf"|(?i:{_alternatives(words)})\s*(?::|\s[\u2013—-])\s+)(?P<name>\w.*|\W*)\Z"
    )


def _bare_status(statuses: Iterable[str]) -> re.Pattern[str]:
    """Only words that say nothing else: ``accepted``, ``superseded``, ``draft``, but not ``current`` or ``open``."""
    plain = _alternatives(word for word in statuses if word.endswith("ed") or word == "draft")
    return regex(
        rf"(?i)(?:^|[.;,|·—\u2013(]\s*|\bstatus is (?:still )?)\W*(?P<word>{plain})(?!\w)"
        r"(?=\W*$|[.;,|·)!]|\s*[—\u2013(]|\s+(?:on|by|at the|in the|unless)\b|\W*\d"
        r"|\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"
    )


def _months(names: Iterable[str], others: Mapping[Any, Iterable[str]]) -> dict[str, int]:
    months: dict[str, int] = {}
    for number, name in enumerate(names, 1):
        for form in (name, name[:3], name[:4]):
            months.setdefault(form, number)
    months |= {name: int(number) for number, other in others.items() for name in other}
    return months
