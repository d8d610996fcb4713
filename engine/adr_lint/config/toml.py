"""TOML with positions: what tomllib reads, each key and value with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from adr_lint.errors import UserError
from adr_lint.marks import Marked
from adr_lint.model import Place
from adr_lint.regexes import regex

_Path = tuple[str | int, ...]
_Range = tuple[int, int]

_BLANK = regex(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = regex(r"[ \t]*([A-Za-z0-9_-]+|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*')[ \t]*")
_SCALAR = regex(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|\d{4}-\d\d-\d\d \d[^,\]}#\s]*"  # the day and the hour, with a space between
    r"|[^,\]}#\s]+",
    re.DOTALL,
)
_WHERE = regex(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def load(text: str, path: str) -> Marked:
    """The document with positions. Raises ``UserError`` with the place where the text stops being TOML."""
    import tomllib  # as dear as all our other imports for a configuration: only where there is one to read

    try:
        data = tomllib.loads(text)
        places = _Places(text)
        places.document()
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(str(error), text, path) from None
    except RecursionError:
        raise UserError(f"{path}: nested too deeply") from None
    return places.marked(data, path)


def _not_toml(message: str, text: str, path: str) -> UserError:
    found = _WHERE.search(message)
    lines = text.rstrip().split("\n")
    line, column = (
        (int(found[1]), int(found[2])) if found and found[1] else (len(lines), len(lines[-1].rstrip("\r")) + 1)
    )
    words = message[: found.start()] if found else message
    return UserError(
        f"not valid TOML: {words[:1].lower()}{words[1:]}",
        place=Place(path, line, column, line, column + 1),
        text=text,
        suggestion="a text stands in quotes, a list in [brackets], a key before '='",
    )


class _Places:
    """Where keys and values stand, in a text that tomllib has taken: so nothing need be checked again."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.keys: dict[_Path, _Range] = {}
        self.values: dict[_Path, _Range] = {}
        self.tables: dict[_Path, int] = {}
        """Of every array of tables, the index of its last table."""

    def document(self) -> None:
        table: _Path = ()
        while self._blank() < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _blank(self) -> int:
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at

    def _header(self) -> _Path:
        start = self.at
        many = self.text.startswith("[[", start)
        self.at += 2 if many else 1
        steps = list(self._dotted())
        self.at += 2 if many else 1
        path: _Path = ()
        for i, (name, where) in enumerate(steps):
            path = (*path, name)
            self.keys.setdefault(path, where)
            if many and i == len(steps) - 1:
                self.tables[path] = self.tables.get(path, -1) + 1
            if path in self.tables:
                self.values.setdefault(path, (start, self.at))
                path = (*path, self.tables[path])
        self.values.setdefault(path, (start, self.at))
        return path

    def _dotted(self) -> Iterator[tuple[str, _Range]]:
        while found := _KEY.match(self.text, self.at):
            self.at = found.end()
            yield _plain(found[1]), found.span(1)
            if self.text[self.at] != ".":
                break
            self.at += 1

    def _pair(self, table: _Path) -> None:
        path = table
        for name, where in self._dotted():
            path = (*path, name)
            self.keys.setdefault(path, where)
        self.at += 1  # the '='
        self._value(path)

    def _value(self, path: _Path) -> None:
        start = self._blank()
        opening = self.text[start]
        if opening in "[{":
            self.at += 1
            index = 0
            while self._blank() < len(self.text) and self.text[self.at] not in "]}":
                if self.text[self.at] == ",":
                    self.at += 1
                elif opening == "[":
                    self._value((*path, index))
                    index += 1
                else:
                    self._pair(path)
            self.at += 1
        else:
            found = _SCALAR.match(self.text, start)
            self.at = found.end() if found else start + 1
        self.values[path] = (start, self.at)

    def marked(self, data: Any, file: str, path: _Path = (), outer: _Range = (0, 0)) -> Marked:
        """``data``, which stands at ``path``; what has no place of its own stands where ``outer`` does."""
        where = self.values.get(path) or self.keys.get(path, outer)
        place = self._place(where, file)
        if isinstance(data, dict):
            keys = tuple(Marked(key, self._place(self.keys.get((*path, key), where), file)) for key in data)
            return Marked({key: self.marked(v, file, (*path, key), where) for key, v in data.items()}, place, keys)
        if isinstance(data, list):
            return Marked([self.marked(v, file, (*path, i), where) for i, v in enumerate(data)], place)
        return Marked(data, place)

    def _place(self, where: _Range, file: str) -> Place:
        return Place(file, *self._position(where[0]), *self._position(where[1]))

    def _position(self, offset: int) -> tuple[int, int]:
        return self.text.count("\n", 0, offset) + 1, offset - self.text.rfind("\n", 0, offset)


def _plain(key: str) -> str:
    if key[0] not in "\"'":
        return key
    import tomllib

    return next(iter(tomllib.loads(f"{key} = 0")))
