"""What stands within a line of AsciiDoc: marks, links, references to attributes. Every step is linear.

A mark counts only where it has a partner; one that has none is text, as Asciidoctor has it.
"""

from __future__ import annotations

import re
from html import unescape

from adr_lint.model import Link
from adr_lint.parse.gather import Gatherer
from adr_lint.regexes import regex

Match = re.Match[str]

_TOKEN = regex(
    r"\\(?=[*_`#^~+{<\[\\|])|\\(?=(?:https?|link|xref|mailto|pass)\b)"
    r"|\+\+\+(?P<pass3>[^+]{1,600})\+\+\+|(?<![\w+])\+(?P<pass1>[^\s+](?:[^+\n]{0,500}[^\s+])?)\+(?![\w+])"
    r"|\bpass:[a-z,]{0,20}\[(?P<passed>[^\]\n]{0,600})\]"
    r"|\b(?P<macro>link|xref|mailto|image|footnote|icon|kbd|btn|menu|stem|latexmath|anchor|indexterm2?)"
    r":(?P<target>[^\s\[\]]{0,600})\[(?P<said>(?:[^\]\\]|\\.){0,300})\]"
    r"|(?P<url>\b(?:https?|ftp|irc)://[^\s<>\[\]]{1,600})(?:\[(?P<label>(?:[^\]\\]|\\.){0,300})\])?"
    r"|<<(?P<id>[^\s,<>][^,<>\n]{0,300})(?:,(?P<called>[^<>]{0,500}))?>>"
    r"|\[\[[\w:.-]{1,200}(?:,[^\]\n]{0,200})?\]\]"
    r"|\[(?P<role>[.#\w%-][\w.#% -]{0,100})\](?=[#*_`])"
    r"|\(\(\([^()]{0,300}\)\)\)"
    r"|\{(?P<name>\w[\w-]{0,100})\}"
    r"|&(?:\w{2,8}|#\d{1,7}|#x[0-9a-fA-F]{1,6});"
    r"|(?P<hard>[ \t]{1,3}\+)(?=[ \t]*(?:[\r\n]|\Z))"
    r"|(?P<mark>\*\*|__|``|##|[*_`#^~])"
)
_SPACES = regex(r"[ \t]*(?:\r\n|[\r\n])[ \t]*|[ \t]{2,}|\t")
_CLOSES_LABEL = regex(r"\^?(?:,\s*\w+=[^\]]*)?\Z")
_GIVEN = {
    "nbsp": " ", "empty": "", "sp": " ", "plus": "+", "asterisk": "*", "vbar": "|", "amp": "&", "lt": "<", "gt": ">",
    "apos": "'", "quot": '"', "zwsp": "", "startsb": "[", "endsb": "]", "backtick": "`", "two-colons": "::",
    "caret": "^", "tilde": "~", "blank": "", "deg": "°", "cpp": "C++",
}  # fmt: skip
_UNSAID = frozenset({"image", "icon", "anchor", "indexterm"})
_MOST_SUBSTITUTED = 50_000
"""Characters that references to attributes may come to in one record."""
_LONGEST_VALUE = 500


class InlineReader(Gatherer):
    """Gathers the text of lines as a reader sees it."""

    __slots__ = ("attributes", "links", "substituted")

    def __init__(self, text: str, base: int) -> None:
        super().__init__(text, base)
        self.comments = False  # "<!--" means nothing here
        self.attributes: dict[str, str] = {}
        self.links: list[Link] = []
        self.substituted = 0

    def inline(self, start: int, end: int, *, within: bool = False) -> None:
        """Gather ``text[start:end]``; ``within`` the label of a link or a note, where no further one counts."""
        found = [match for match in _TOKEN.finditer(self.text, start, end) if match.end() > match.start()]
        dropped = _paired([match for match in found if match["mark"]], self.text, start, end)
        at, struck = start, ""
        for match in found:
            if match.start() < at:
                continue
            self._plain(at, match.start())
            if match["mark"]:
                at = match.end()
                struck = self._mark(match, struck, drop=match.start() in dropped)
            else:
                at = self._token(match, end, within=within)
        self._plain(at, end)
        if struck:
            self.struck -= 1

    def _mark(self, match: Match, struck: str, *, drop: bool) -> str:
        """Take a mark of emphasis; the mark that ends what is struck out, if something is."""
        if not drop:
            self._plain(match.start(), match.end())
        elif struck == match["mark"]:
            self.struck -= 1
            return ""
        elif not struck and _strikes(self.text, match.start()):
            self.struck += 1
            self.careful = True
            return match[0]
        return struck

    def _token(self, match: Match, end: int, *, within: bool) -> int:
        """Take anything else that is not plain text; where it ends."""
        start, at = match.span()
        if match[0] == "\\":
            at = min(at + 1, end)
            self._plain(at - 1, at)
        elif match["name"]:
            self._attribute(match["name"], start, at)
        elif match["macro"] and not within:
            self._macro(match["macro"], match)
        elif match["url"] and not within:
            return self._address(match)
        elif match["id"] and not within:
            self._reference(match)
        elif match[0][0] == "&":
            self.take(unescape(match[0]), start, at)
        else:
            self._kept(match)
        return at

    def _kept(self, match: Match) -> None:
        for group in ("pass3", "pass1", "passed"):
            if match[group]:
                self._plain(match.start(group), match.end(group))
                return
        if match["macro"] or match["url"] or match["id"]:
            self._plain(match.start(), match.end())

    def _plain(self, start: int, end: int) -> None:
        at = start
        for space in _SPACES.finditer(self.text, start, end):
            if space.start() > at:
                self.take(self.text[at : space.start()], at, space.start())
            first = space.start()
            while first < space.end() and self.text[first] not in "\r\n":
                first += 1
            self.line_break(first if first < space.end() else space.start(), space.end())
            at = space.end()
        if end > at:
            self.take(self.text[at:end], at, end)

    def _attribute(self, name: str, start: int, end: int) -> None:
        value = _GIVEN.get(name, self.attributes.get(name.casefold()))
        if value is None or self.substituted > _MOST_SUBSTITUTED:
            self._plain(start, end)
        elif value:
            self.substituted += len(value)
            self.take(value, start, end)

    def _macro(self, name: str, match: Match) -> None:
        target = match["target"]
        if name in _UNSAID:
            return
        before = self.pos
        if name == "footnote" and self.parts and not self.parts[-1][-1:].isspace():
            self.push_one(" ", match.start())
        if match["said"]:
            self._label(match.start("said"), match.end("said"))
        elif name in ("link", "xref", "mailto"):
            self._plain(match.start("target"), match.end("target"))
        if name in ("link", "xref") and target and self.pos >= before:
            if name == "xref" and not any(mark in target for mark in ".#/:"):
                target = f"#{target}"
            self.links.append(Link(self.resolved(target), match.start(), match.end()))

    def _label(self, start: int, end: int) -> None:
        cut = _CLOSES_LABEL.search(self.text, start, end)
        self.inline(start, cut.start() if cut else end, within=True)

    def _address(self, match: Match) -> int:
        target, end = match["url"], match.end()
        if match["label"] is None:
            bare = target.rstrip(".,;:!?)'\"")
            end = match.start() + len(bare)
            self._plain(match.start(), end)
            self.links.append(Link(bare, match.start(), end))
            return end
        if match["label"]:
            self._label(match.start("label"), match.end("label"))
        else:
            self._plain(match.start("url"), match.end("url"))
        self.links.append(Link(target, match.start(), end))
        return end

    def _reference(self, match: Match) -> None:
        target = match["id"].strip()
        if match["called"]:
            self._label(match.start("called"), match.end("called"))
        else:
            self._plain(match.start("id"), match.end("id"))
        if not target.startswith("#") and "#" not in target:
            target = f"#{target}"
        self.links.append(Link(self.resolved(target), match.start(), match.end()))

    def resolved(self, target: str) -> str:
        """A target with what this record says its attributes are."""
        if "{" not in target:
            return target
        return regex(r"\{(\w[\w-]*)\}").sub(lambda name: self.attributes.get(name[1].casefold(), name[0]), target)

    def define(self, name: str, value: str) -> None:
        """What a reference to an attribute is to be read as."""
        if len(value) <= _LONGEST_VALUE and "{" not in value:
            self.attributes[name.casefold()] = value


def _strikes(text: str, start: int) -> bool:
    return text[max(0, start - 16) : start].endswith("line-through]")


def _paired(marks: list[Match], text: str, start: int, end: int) -> set[int]:
    """Where the marks stand that open or close something."""
    opened: dict[str, Match] = {}
    found: set[int] = set()
    for match in marks:
        mark, at = match[0], match.start()
        before = text[at - 1] if at > start else " "
        after = text[match.end()] if match.end() < end else " "
        doubled = len(mark) == 2 or mark in "^~"
        closes = not before.isspace() and (doubled or not _is_word(after))
        opening = opened.get(mark)
        if opening is not None and closes and at > opening.end():
            found |= {opening.start(), at}
            del opened[mark]
        elif not after.isspace() and (doubled or not _is_word(before)):
            opened.setdefault(mark, match)
    return found


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
