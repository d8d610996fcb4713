"""What a template left behind: its sentences, brackets to be filled, TBD, empty sections, a menu of statuses."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence

from adr_lint.facts.cues import LazyPattern
from adr_lint.facts.observed import heading_evidence, observed_list
from adr_lint.facts.pages import Page, Passage
from adr_lint.facts.text import fold
from adr_lint.model import Evidence, Fact, FrontMatterEntry, Record
from adr_lint.regexes import regex

_BRACKETED = regex(r"\W{0,3}(?:\[[^\[\]]{3,}\]|<[^<>]{3,}>)[.;:,]?\Z")
_BRACES = regex(r"(?<![\w=/:$.-])\{[a-z][^{}\[\]$()=;\"]{2,120}\}")
_CAMEL = regex(r"[a-z][A-Z]|\w_\w")
_DATE_FORM = regex(r"(?:YYYY|yyyy)-(?:MM|mm)-(?:DD|dd)\Z")
_CAPITALS = regex(r"(?<![\w(/`#-])(?:TBD|TBC|TODO(?=\s*:|\s*\Z))(?![\w)/`-])")
_LEADS = regex(r"(?i)(?:\A|[^\w\s]|\b(?:is|are|be|remains?|still|currently|and|or))\s*\Z")
_ENDS = regex(r"\s*(?:\Z|[^\w\s])")
"""What stands before or after capitals that are a word of their own, and no adjective in the middle of a sentence."""
_STATUS = r"(?:draft|proposed|pending|in review|accepted|approved|rejected|declined|deprecated|superseded)"
_MENU = regex(
    rf"(?i)\W*{_STATUS}(?:\W{{0,4}}(?:\||/|,|\bor\b)\W{{0,4}}(?:{_STATUS}|[.…]+)){{2,}}|\W*{_STATUS}\s*\|\s*{_STATUS}"
)
_WHOLE_MENU = regex(rf"(?i)\W*{_STATUS}(?:\W*(?:\||/|\bor\b)\W*{_STATUS})+\W*\Z")
_MENU_WORD = regex(rf"(?i)\W*{_STATUS}\W*\Z")
_HASHES = regex(r"#{2,6}\s|[^\n]*\r?\n(?:-{3,}|={3,})[ \t]*(?:\r|\n|\Z)")
_COMMENT = regex(
    r"(?s)<!--.*?(?:-->|\Z)|</?(?:a|br|hr|p|div)\b[^>]*>|^[ \t]*(?:-{3,}|\*{3,}|_{3,})[ \t]*$", re.MULTILINE
)
_EXPLAINS = regex(rb"\b(?:m?adrs?|decision records?|record architecture|template|architectural decisions?)\b")
"""Of a title: the record is about records, and may quote their template."""
_SAYS_ITSELF = regex(
    r"\w\s*[:=]\s*\S|https?:|(?i:^\W*(?:status|date|deciders?)\b\W+\w)|\?\W*\Z|\w{3}[.!]\s+[A-Z]"
    r"|(?i:[(\[](?:out of scope|not in scope|none|n/?a|not applicable|not needed|removed|optional|see [^)\]]*)[)\]])"
)
"""Of a heading: it holds its content, or asks."""
_BRACKET, _BRACE = "a bracket to be filled in", "a brace to be filled in"
_TO_FILL_IN = frozenset({_BRACKET, _BRACE})
_SERIES = regex(r"(?i)([a-z]{2,})[-_ ]?0*\d")
_NUMBERED = regex(r"\W*(\d+(?:\.\d+)*)\W")
_FOLLOWED_BY = {
    "options": {"option", "positive", "negative", "decision"},
    "option": {"positive", "negative"},
    "consequences": {"positive", "negative"},
    "decision": {"rationale", "consequences", "option", "plan"},
    "context": {"context", "drivers"},
}
_SIGNS = (b"tbd", b"tbc", b"todo", b"yyyy-mm-dd", b"[", b"<", b"{")
"""What ``_left`` looks for beside the words of a template, folded."""
_MOST = 25


class Leftovers:
    """What template text reads like (policies/language/form.yaml)."""

    def __init__(self, sentences: Sequence[str], words: Sequence[str], may_be_empty: Sequence[str]) -> None:
        self.may_be_empty = frozenset(may_be_empty)
        self.sentences = tuple(sentence.encode("latin-1", "replace") for sentence in sentences)
        self.words = frozenset(words)
        signs = [*_SIGNS, *self.sentences, *(word.encode("latin-1", "replace") for word in words)]
        self.signs = LazyPattern("|".join(re.escape(sign.decode("latin-1")) for sign in signs), frozenset(signs))
        """One of these is in every block in which something may be left."""


def read(page: Page, known: Leftovers) -> list[Fact]:
    """The fact ``template.left``: every place where something is still to be filled in."""
    record = page.record
    found = [*_front_matter(record), *_menu(page)]
    quoted = _explains(record)
    sentences = () if quoted else known.sentences
    tables: set[int] = set()
    for passage in page.saying(known.signs):
        if passage.block.table in tables:
            continue
        left = _left(passage, sentences, known.words, record)
        if left is not None and quoted and left[0] in _TO_FILL_IN:
            continue
        if left is not None:
            found.append((left[0], page.evidence(passage, left[1], left[2])))
            if passage.block.table >= 0:
                tables.add(passage.block.table)
    found.extend(_empty(record, known.may_be_empty))
    found.sort(key=lambda one: one[1].place)
    return observed_list("template.left", found[:_MOST])


def to_be_decided(page: Page, known: Leftovers) -> Passage | None:
    """The passage that is all of the decision, and says that it is still to be written."""
    sections = page.record.sections
    own = [p for p in page.passages if p.block.kind != "heading" and sections[p.block.section].role == "decision"]
    return own[0] if len(own) == 1 and _whole(own[0].folded) in known.words else None


def _whole(folded: bytes) -> str:
    return folded.strip(b" .:;*_-\x85[]<>{}()?!").decode("latin-1")


def _explains(record: Record) -> bool:
    """Whether the record is about records of its series, whose template it may show: "OEP-1: purpose of an OEP"."""
    title = fold(record.title)
    if _EXPLAINS.search(title) is not None:
        return True
    series = _SERIES.match(posixpath.basename(record.path))
    return series is not None and re.search(rb"\b%bs?\b(?![-_ #]*\d)" % fold(series[1]), title) is not None


def _left(
    passage: Passage, sentences: Sequence[bytes], words: frozenset[str], record: Record
) -> tuple[str, int, int] | None:
    """What is left in a block, and where it stands there."""
    text, folded = passage.text, passage.folded
    for sentence in sentences:
        at = folded.find(sentence)
        if at >= 0:
            return "template text", at, at + len(sentence)
    if _whole(folded) in words:
        return f"“{text[:40]}”", 0, len(text)
    if ("TB" in text or "TODO" in text) and b"trunk" not in folded:
        for capitals in _CAPITALS.finditer(text):
            if _LEADS.search(text, 0, capitals.start()) or _ENDS.match(text, capitals.end()):
                return f"“{capitals[0]}”", capitals.start(), capitals.end()
    if len(text) < 40 and _DATE_FORM.search(text) and passage.roles & {"header", "title", "status"}:
        return "a date to be filled in", 0, len(text)
    if (
        ("[" in text or "<" in text)
        and passage.block.kind != "heading"
        and _BRACKETED.match(text)
        and " " in text.strip()
        and not _linked(passage, record)
        and not _in_code(passage, 1, record)
    ):
        return _BRACKET, 0, len(text)
    for braces in _BRACES.finditer(text) if "{" in text else ():
        if " " in braces[0] and not _CAMEL.search(braces[0]) and not _in_code(passage, braces.start(), record):
            return _BRACE, braces.start(), braces.end()
    return None


def _linked(passage: Passage, record: Record) -> bool:
    """Whether the brackets are those of a link, or of a box to tick."""
    start, end = passage.block.span()
    return record.text[end : end + 1] in ("(", "[") or any(start - 2 <= link.start <= end for link in record.links)


def _in_code(passage: Passage, at: int, record: Record) -> bool:
    source = passage.block.at(at)
    line = record.text.rfind("\n", 0, source) + 1
    return record.text.count("`", line, source) % 2 == 1


def _front_matter(record: Record) -> Iterator[tuple[str, Evidence]]:
    for entry in record.front_matter:
        if _is_left(entry):
            yield "a value to be filled in", Evidence(entry.place, f"{entry.key.rpartition('.')[2]}"[:60])


def _is_left(entry: FrontMatterEntry) -> bool:
    """``"{YYYY-MM-DD when …}"``, as a string or, without quotes, as the mapping that YAML takes it for."""
    key, value = entry.key, entry.value
    if value is None:
        return " " in key.rpartition(".")[2] and "." in key and key.partition(".")[0] in _HEADER_KEYS
    return isinstance(value, str) and (
        (value.startswith("{") and value.endswith("}") and " " in value) or _DATE_FORM.match(value) is not None
    )


_HEADER_KEYS = frozenset({"status", "date", "deciders", "decision-makers", "consulted", "informed", "title"})


def _menu(page: Page) -> Iterator[tuple[str, Evidence]]:
    """The statuses of a template of which nobody chose one."""
    if page.record.status is not None:
        return
    single: list[Passage] = []
    for passage in page.passages:
        role = page.record.sections[passage.block.section].role
        if role not in ("status", "header", "title") or passage.block.kind == "heading":
            continue
        colon = passage.text.find(":") + 1 if passage.folded.startswith((b"status", b"state")) else 0
        match = _MENU.match(passage.text, colon) or _WHOLE_MENU.match(passage.text, colon)
        if match is not None:
            yield "a menu of statuses of which none is chosen", page.evidence(passage, colon, match.end())
            return
        if role == "status" and passage.block.kind == "item" and _MENU_WORD.match(passage.text):
            single.append(passage)
    if len(single) > 2:
        yield "a menu of statuses of which none is chosen", page.evidence(single[0], 0, len(single[0].text))


def _empty(record: Record, allowed: frozenset[str]) -> Iterator[tuple[str, Evidence]]:
    """Sections with nothing under their heading."""
    sections = record.sections
    for index, section in enumerate(sections):
        if section.level < 2 or section.role in ("title", "option"):
            continue
        if section.title.strip(" :").casefold() in allowed:
            continue
        if not _HASHES.match(record.text, section.start):
            continue
        following = sections[index + 1] if index + 1 < len(sections) else None
        end = following.start if following else len(record.text)
        if following is not None and (following.level > section.level or _continues(section.title, following.title)):
            continue
        if following is not None and following.role in _FOLLOWED_BY.get(section.role, ()):
            continue
        if not _below(record.text, section.start, end) and not _SAYS_ITSELF.search(section.title):
            yield f"the empty section “{section.title}”", heading_evidence(record, index)


def _below(text: str, start: int, end: int) -> str:
    """What stands under a heading, comments and rules left out."""
    rest = text[start:end].lstrip()
    _, _, rest = rest.partition("\n")
    if rest.lstrip()[:1] not in ("", "<", "-", "=", "*", "_"):
        return rest  # neither a comment nor a rule begins here
    return _COMMENT.sub("", re.sub(r"\A(?:-{3,}|={3,})[ \t]*\r?(?=\n|\Z)", "", rest)).strip()


def _continues(title: str, following: str) -> bool:
    """``3. Options`` before ``3.1 A queue``, whatever their levels."""
    mine, other = _NUMBERED.match(title), _NUMBERED.match(following)
    return bool(mine and other and other[1].startswith(f"{mine[1]}."))
