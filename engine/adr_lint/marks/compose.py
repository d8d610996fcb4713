"""Builds values with positions from the events of PyYAML's C parser.

Its own composer recurses without limit, expands aliases, keeps the last of two equal keys and reads ``no`` as false
and ``0123`` as 83.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, ClassVar

import yaml

from adr_lint.errors import UserError
from adr_lint.marks import MAX_DEPTH, MAX_VALUES, RESOLVERS, Marked, core_scalar
from adr_lint.model import Place
from adr_lint.regexes import regex

_LINE_END = regex(r"\r\n|\n|\r")
_FORBIDDEN = regex("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class CoreLoader(_Loader):  # type: ignore[misc, valid-type]  # the C class has no stubs
    """PyYAML's safe loader with the scalars of the YAML 1.2 core schema; for files of our own, without positions."""

    yaml_implicit_resolvers: ClassVar[dict[str | None, list[tuple[str, re.Pattern[str]]]]] = {}


for _tag, _pattern, _first in RESOLVERS:
    for _character in _first:
        CoreLoader.yaml_implicit_resolvers.setdefault("" if _character == "\0" else _character, []).append(
            (f"tag:yaml.org,2002:{_tag}", _pattern)
        )


def plain(text: str) -> Any:
    """The values of a YAML text of our own making. Raises ``yaml.YAMLError``."""
    return yaml.load(text, Loader=CoreLoader)  # noqa: S506  # CoreLoader is a SafeLoader


class Composer:
    """One document; see ``marks.load``."""

    def __init__(self, text: str, path: str, line_offset: int) -> None:
        self.text, self.path, self.line_offset = text, path, line_offset
        self.count = 0
        self.anchors: dict[str, Marked | None] = {}
        """What an alias may stand for; None for a list or mapping, which it may not."""
        self.loader: Any = None
        # By our own count: YAML also ends a line at U+0085 and U+2028, where no editor and no record does.
        self.starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
        self.mark_of_order = int(text.startswith("\ufeff"))  # PyYAML does not count it

    def document(self) -> Marked:
        """The document. Raises ``UserError``."""
        try:
            self.loader = _Loader(self.text)
            events = iter(self._events())
            for event in events:
                if isinstance(event, yaml.StreamEndEvent):
                    return Marked(None, self._place(None, None))
                if isinstance(event, yaml.DocumentStartEvent):
                    break
            node = self._node(next(events), events, 0)
            next(events)  # the document's end
            extra = next(events)
            if isinstance(extra, yaml.DocumentStartEvent):
                raise self._error("a second YAML document begins here; only one is read", extra.start_mark)
        except yaml.MarkedYAMLError as error:
            raise self._not_yaml(error) from None
        except (yaml.reader.ReaderError, UnicodeEncodeError):
            found = _FORBIDDEN.search(self.text)
            at = found.start() if found else 0
            what = f"the character U+{ord(found[0]):04X} is not allowed" if found else "it cannot be decoded"
            raise self._at(f"not valid YAML: {what}", at, suggestion="remove it") from None
        return node

    def _not_yaml(self, error: Any) -> UserError:
        mark = error.problem_mark or error.context_mark
        at = self._offset(mark) if mark else 0
        if "nesting" in (error.problem or ""):  # libyaml has a bound of its own, and may meet it before we meet ours
            return self._at(f"nested more than {MAX_DEPTH} levels deep", at)
        hint = "quote a value that holds ': ' or begins with one of @ ` % & * ! | > [ {"
        if self.text[at : at + 1] == "\t":
            hint = "indent with spaces, not with tabs"
        elif error.problem == "could not find expected ':'":
            at, hint = min(at, len(self.text.rstrip())), "a key ends with ': ', an item begins with '- '"
        elif not self.text[at:].strip():
            at = len(self.text.rstrip())  # where the text stops, not on the empty line after it
            hint = "something that was opened is not closed: a quote, a bracket or a brace"
        return self._at(f"not valid YAML: {error.problem or error.context}", at, suggestion=hint)

    def _events(self) -> Iterator[Any]:
        while self.loader.check_event():
            yield self.loader.get_event()

    def _offset(self, mark: Any) -> int:
        offset: int = mark.index + self.mark_of_order
        return min(offset, len(self.text))

    def _position(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self.starts, offset)
        return line + self.line_offset, offset - self.starts[line - 1] + 1

    def _place(self, start: Any, end: Any) -> Place:
        line, column = self._position(self._offset(start)) if start else (1 + self.line_offset, 1)
        end_line, end_column = self._position(self._offset(end)) if end else (line, column + 1)
        return Place(self.path, line, column, end_line, end_column)

    def _error(self, message: str, mark: Any, suggestion: str = "") -> UserError:
        return self._at(message, self._offset(mark), suggestion)

    def _at(self, message: str, offset: int, suggestion: str = "") -> UserError:
        line, column = self._position(offset)
        text = "\n" * self.line_offset + self.text
        return UserError(
            message, place=Place(self.path, line, column, line, column + 1), text=text, suggestion=suggestion
        )

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Marked:
        self.count += 1
        if self.count > MAX_VALUES:
            raise self._error(f"more than {MAX_VALUES:,} values", event.start_mark)
        if depth > MAX_DEPTH:
            raise self._error(f"nested more than {MAX_DEPTH} levels deep", event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        if event.anchor and isinstance(event, yaml.CollectionStartEvent):
            # An alias may only repeat a scalar: aliases of collections are how small files become huge.
            self.anchors[event.anchor] = None
        if isinstance(event, yaml.ScalarEvent):
            node = Marked(self._scalar(event), self._place(event.start_mark, event.end_mark))
            if event.anchor:
                self.anchors[event.anchor] = node
            return node
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            for item in events:
                if isinstance(item, yaml.SequenceEndEvent):
                    break
                items.append(self._node(item, events, depth + 1))
            return Marked(items, self._place(event.start_mark, None))
        return self._mapping(event, events, depth)

    def _alias(self, event: Any) -> Marked:
        target = self.anchors.get(event.anchor)
        if target is None:
            raise self._error(
                f"the alias *{event.anchor} does not stand for a single value",
                event.start_mark,
                suggestion="write the value out; aliases of lists and mappings are not expanded",
            )
        return Marked(target.value, self._place(event.start_mark, event.end_mark))

    def _mapping(self, event: Any, events: Iterator[Any], depth: int) -> Marked:
        values: dict[Any, Marked] = {}
        keys: list[Marked] = []
        for key_event in events:
            if isinstance(key_event, yaml.MappingEndEvent):
                break
            if not isinstance(key_event, yaml.ScalarEvent):
                raise self._error("a key must be a single word or text", key_event.start_mark)
            key = Marked(key_event.value, self._place(key_event.start_mark, key_event.end_mark))
            if key.value in values:
                raise self._error(
                    f"the key '{key.value}' stands here twice",
                    key_event.start_mark,
                    suggestion="keep one of the two",
                )
            if key_event.anchor:
                self.anchors[key_event.anchor] = key
            keys.append(key)
            values[key.value] = self._node(next(events), events, depth + 1)
        return Marked(values, self._place(event.start_mark, None), tuple(keys))

    @staticmethod
    def _scalar(event: Any) -> Any:
        text: str = event.value
        if not event.implicit[0] or event.tag is not None:
            return text
        return core_scalar(text)
