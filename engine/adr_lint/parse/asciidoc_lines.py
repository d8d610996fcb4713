"""What a line of AsciiDoc can be, as patterns. Each looks at one line without the white space at its end."""

from __future__ import annotations

from adr_lint.regexes import regex

LINE = regex(r"([^\r\n]*)(?:\r\n|[\r\n]|\Z)")
TITLE = regex(r"(={1,6}|#{1,6})[ \t]+(\S.*)")
ATTRIBUTE = regex(r":(!?)(\w[\w-]*)(!?):(?:[ \t]+(.*))?\Z")
PREFIX = regex(r"(?:m?adr|[srt]dd|rfc|tdr|dr|page|decision|doc|document|record|rev)[-_]?(?=status\Z|date\Z|number\Z)")
BLOCK_TITLE = regex(r"\.([^\s.].*)\Z")
STYLE = regex(r"\[(?:|[\w{,.#\"'%].*)\]\Z")
ANCHOR = regex(r"\[\[[^\]]*\]\]\Z")
DIRECTIVE = regex(r"(?:include|ifdef|ifndef|ifeval|endif)::[^\[]*\[.*\]\Z")
MACRO = regex(r"[a-z][\w-]*::[^\s\[]*\[.*\]\Z")
RULE = regex(r"(?:'{3,}|<{3,}|-{3}|\*{3}|- - -|\* \* \*)\Z")
VERBATIM = regex(r"(?:-{4,}|\.{4,}|\+{4,}|/{4,}|`{3,})(?=\Z|(?<=```)[ \t]*[\w+#.-]+\Z)")
CONTAINER = regex(r"(?:={4,}|\*{4,}|_{4,}|--)\Z")
TABLE = regex(r"[|!,:]={3,}\Z")
ITEM = regex(r"[ \t]*(\*{1,6}|-|\u2022|\.{1,6}|\d{1,9}\.|[A-Za-z]\.|[ivxIVX]{1,8}\)|<(?:\d{1,3}|\.)>)[ \t]+(?=\S)")
BOX = regex(r"\[[ xX*]\][ \t]+")
TERM = regex(r"[ \t]*(\S.{0,200}?)(:{2,4}|;;)(?:[ \t]+(?=\S)|\Z)")
UNDERLINE = regex(r"(={2,}|-{2,}|~{2,}|\^{2,}|\+{2,})\Z")
REVISION = regex(r"v?\d[\w.-]*,[ \t]*\S|\d{4}-\d\d-\d\d")
STYLED_CODE = regex(
    r"\[(?:source|listing|literal|stem|latexmath|asciimath|plantuml|mermaid|ditaa|graphviz|c4plantuml)\b"
)
STYLED_QUOTE = regex(r"\[(?:quote|verse)\b")
SETTINGS = regex(
    r"(?:toc|sect|icons|source-|imagesdir|experimental|doctype|data-uri|link|figure-|table-|example-|idprefix"
    r"|idseparator|numbered|nofooter|stylesheet|hide-|compat-|attribute-|lang\b|encoding|jbake|pdf-|docinfo|xrefstyle)"
)
LEVELS = {"=": 1, "-": 2, "~": 3, "^": 4, "+": 5}


def is_style(line: str) -> bool:
    """True of a line in brackets that is about the block below, and no sentence that somebody put in brackets."""
    inner = line.strip()[1:-1]
    return STYLE.match(line) is not None and (" " not in inner.strip() or any(mark in inner for mark in '=,%"'))


def past_break(text: str, at: int) -> int:
    """Where the line behind a break begins that stands at a place of the text."""
    return at + 2 if text.startswith("\r\n", at) else at + (text[at : at + 1] in ("\n", "\r"))
