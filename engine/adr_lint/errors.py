"""What a user got wrong, said so that they can mend it: where, what was expected, what was probably meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from adr_lint.model import Place
from adr_lint.regexes import regex

_LINE_END = regex(r"\r\n|\n|\r")


class UserError(Exception):
    """A mistake in a flag, a config, a policy or a record. The command line shows it without a traceback.

    ``place`` and ``text`` (the file's whole text) give ``path:line:column`` and an excerpt with a caret;
    ``allowed`` lists what would have been right, ``suggestion`` says what to do.
    """

    def __init__(
        self,
        message: str,
        *,
        place: Place | None = None,
        text: str | None = None,
        allowed: Iterable[str] = (),
        suggestion: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.text = text
        self.allowed = tuple(allowed)
        self.suggestion = suggestion

    def __str__(self) -> str:
        parts = [f"{where(self.place)}: {self.message}" if self.place else self.message]
        if self.place and self.text is not None:
            parts.append(excerpt(self.text, self.place))
        if self.allowed:
            parts.append(f"  allowed: {listing(self.allowed)}")
        if self.suggestion:
            parts.append(f"  help: {self.suggestion}")
        return "\n".join(parts)


class CombinedUserError(UserError):
    """Several mistakes found in one reading, so that the user can mend them all at once."""

    def __init__(self, errors: Sequence[UserError]) -> None:
        super().__init__(errors[0].message, place=errors[0].place)
        self.errors = tuple(errors)

    def __str__(self) -> str:
        return "\n\n".join(str(error) for error in self.errors)


def where(place: Place) -> str:
    """``path:line:column``, as editors and terminals link it."""
    return f"{place.path}:{place.line}:{place.column}"


def excerpt(text: str, place: Place, width: int = 100) -> str:
    """The line at ``place`` with its number and a caret under the words; long lines are cut around them."""
    line = line_of(lines_of(text), place.line)
    start = place.column - 1
    length = place.end_column - place.column if place.end_line == place.line else len(line) - start
    begin = 0
    if start + length > width:
        begin = max(0, min(start - 20, len(line) - width))
    shown = line[begin : begin + width].replace("\t", " ")
    shown = "".join(character if character.isprintable() else "�" for character in shown)
    before, after = "…" if begin else "", "…" if begin + width < len(line) else ""
    indent = wide(before + shown[: start - begin])
    carets = max(1, min(wide(shown[start - begin : start - begin + length]), width))
    number = f"{place.line:>5}"
    gutter = " " * len(number)
    return f"{number} | {before}{shown}{after}\n{gutter} | {' ' * indent}{'^' * carets}".rstrip()


def lines_of(text: str) -> list[str]:
    """The lines as editors count them: not by splitlines(), for which a form feed ends a line too."""
    return _LINE_END.split(text)


def line_of(lines: Sequence[str], number: int) -> str:
    """The line with this number, counted from 1; empty where there is none."""
    return lines[number - 1] if 0 < number <= len(lines) else ""


def wide(text: str) -> int:
    """How many terminal columns ``text`` takes: East Asian wide characters take two, combining marks none."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width  # only for text that needs it

    return sum(
        0 if category(character) in ("Mn", "Me", "Cf") else 2 if east_asian_width(character) in "WF" else 1
        for character in text
    )


def listing(words: Iterable[str], limit: int = 20) -> str:
    """``a, b, c``; a long list is cut and the rest counted."""
    all_words = list(words)
    shown = ", ".join(all_words[:limit])
    return shown if len(all_words) <= limit else f"{shown} and {len(all_words) - limit} more"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``did you mean 'x'?`` for the nearest known word, or an empty string where none is near."""
    from difflib import get_close_matches  # only on a user's mistake

    known = list(known)
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    if not near:
        folded = {k.lower().replace("_", "-"): k for k in known}
        plain = word.lower().replace("_", "-")
        near = [folded[plain]] if plain in folded else get_close_matches(plain, folded, n=1, cutoff=0.6)
        near = [folded.get(n, n) for n in near]
    return f"did you mean '{near[0]}'?" if near else ""
