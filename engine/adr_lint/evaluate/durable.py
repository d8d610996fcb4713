"""Matches conjunctions of symbols with durable-rules, inside the envelope in which it is sound.

durable-rules crashes, hangs or matches wrongly over much of its surface. Here its C module is driven directly, sees
only names that this module makes up, and does only what proved exact: positive conditions on one fact, in one session
per ruleset that lives as long as the matcher, with the fact retracted after each run.
"""

from __future__ import annotations

import json
import os
import re
import sys
import threading
import weakref
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from functools import cache
from typing import NoReturn, Protocol

from adr_lint.values import dataclass

Conjunction = tuple[int, ...]
"""Symbols (non-negative integers, the caller's own) which must all be true; without any, it always matches."""

MAX_CONJUNCTIONS = 20_000
MAX_SYMBOLS = 100_000
"""Symbols in all conjunctions of a matcher together: each may cost a node of 2 KB."""

# A page is one ruleset. The engine hangs, overflows its heap or fails from one fact to the next beyond 64 conditions
# pending at once, 252 properties of a fact, 256 rules on one condition and 511 children of one; these keep all away.
PAGE_RULES = 60
PAGE_SYMBOLS = 240

_SENTINEL = "_s"  # fires first on every fact: the fact is then never "not handled", and the session's context is set up
_RETRACT = '{"id":"d","sid":"0"}'
_FACT = '{"k":1,"id":"d","sid":"0"'
# What the C code knows by its 32-bit hash alone where a symbol's name stands; no symbol may hash to one of them.
_RESERVED = (
    "k", "id", "sid", "$s", "$eq", "$neq", "$lt", "$lte", "$gt", "$gte", "$ex", "$nex", "$mt", "$imt", "$iall", "$iany",
    "$and", "$or", "$not",
)  # fmt: skip

_TOO_NEW = "its releases do not load on CPython 3.13 and later yet: undefined symbol PyEval_CallObject"

_WORDS = {
    101: "it ran out of memory",
    106: "a ruleset has more rules than it can hold (4,096)",
    107: "a rule has more alternatives than it can hold (128)",
    108: "more rules end on one condition than it can hold (256)",
    111: "the ruleset is gone",
    112: "all its 131,071 rulesets are in use; close matchers that are not needed any more",
    113: "a condition has more parts than it can hold",
    302: "a fact has more properties than it can hold (252)",
    303: "more conditions match one fact at once than it can hold (64)",
    304: "a rule joins more facts than it can hold (16)",
}
_WORDS |= dict.fromkeys((102, 103, 104, 105, 109, 110), "it refused a rule")
_WORDS |= dict.fromkeys((201, 202, 203, 204, 205), "it could not parse what it was given")
_WORDS |= dict.fromkeys((313, 314), "a fact is larger than it can hold")
_WORDS |= dict.fromkeys((305, 306, 307, 308, 309, 310, 311, 312), "its session is in disorder")


class EngineError(RuntimeError):
    """durable-rules failed or was misused; the text says how, in words for a user."""


class _CModule(Protocol):
    """All that is used of the C module. Each call holds the interpreter lock from beginning to end."""

    def create_ruleset(self, name: str, rules: str, /) -> int: ...
    def assert_fact(self, handle: int, fact: str, /) -> tuple[int, int]: ...
    def start_action_for_state(self, handle: int, session: int, /) -> tuple[str, str] | None: ...
    def complete_and_start_action(self, handle: int, session: int, /) -> str | None: ...
    def retract_fact(self, handle: int, fact: str, /) -> tuple[int, int]: ...
    def delete_state(self, handle: int, sid: str, /) -> None: ...
    def delete_ruleset(self, handle: int, /) -> None: ...


def available() -> str | None:
    """None when durable-rules can be used here, else the reason why not, in one line for the user."""
    try:
        _load()
    except EngineError as error:
        return str(error)
    return None


def _load() -> _CModule:
    try:
        # Never durable.engine or durable.lang: they start threads, keep a session per host and are the unsound part.
        import durable_rules_engine
    except ModuleNotFoundError as error:
        compiler = "it is published as source only, and installing it takes a C compiler"
        why = _TOO_NEW if sys.version_info >= (3, 13) else compiler
        raise EngineError(f"durable-rules is not installed ({why})") from error
    except Exception as error:
        why = _TOO_NEW if "PyEval_CallObject" in str(error) else _first_line(error)
        raise EngineError(f"durable-rules is installed and cannot be loaded ({why})") from error
    module: _CModule = durable_rules_engine
    return module


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)


@contextmanager
def _in_words() -> Iterator[None]:
    """Turns every ordinary error into an ``EngineError``; what ends the program passes unchanged."""
    try:
        yield
    except EngineError:
        raise
    except Exception as error:
        known = re.search(r"error code: (\d+)$", str(error))
        code = 101 if isinstance(error, MemoryError) else int(known[1]) if known else 0
        words = _WORDS.get(code, "for a reason unknown to adr-lint")
        why = f"{words} (its error {code})" if code else f"{type(error).__name__}: {_first_line(error)}"
        raise EngineError(f"durable-rules failed: {why}") from error


@cache
def _fnv1a(name: str) -> int:
    """The hash by which alone the engine tells names apart."""
    value = 0x811C9DC5
    for byte in name.encode("ascii"):
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


class _Page:
    """One ruleset, and the one session in it. Not safe for threads by itself."""

    def __init__(self, c: _CModule, rules: Sequence[tuple[Conjunction, Sequence[int]]]) -> None:
        # A symbol's name counts from 0 in each page, so that what the engine sees is bounded whatever the symbols are.
        names = {symbol: f"p{slot}" for slot, symbol in enumerate(sorted({s for rule, _ in rules for s in rule}))}
        if len({_fnv1a(name) for name in (*_RESERVED, *names.values())}) != len(_RESERVED) + len(names):
            raise EngineError("durable-rules cannot tell two of adr-lint's symbols apart (their hashes are equal)")
        expressions: dict[str, object] = {_SENTINEL: {"k": 1}}
        expressions |= {
            f"r{number}": {"$and": [{"k": 1}, *({names[symbol]: 1} for symbol in rule)]}
            for number, (rule, _) in enumerate(rules)
        }
        definition = {name: {"all": [{"d": expression}]} for name, expression in expressions.items()}
        self._c = c
        self._definition = json.dumps(definition, separators=(",", ":"))
        self._texts = [(symbol, f',"{name}":1') for symbol, name in names.items()]
        self._indices = {f"r{number}": indices for number, (_, indices) in enumerate(rules)}
        self._handle = c.create_ruleset("adr", self._definition)
        self._busy = self._used = False

    def match(self, true: AbstractSet[int]) -> list[int]:
        """The caller's indices of the rules all of whose symbols are true, in no particular order."""
        if self._busy:  # the last run was cut short (an error, Ctrl-C, a fork in the middle): the session is unknown
            self._renew()
        c, handle = self._c, self._handle
        self._busy = True
        status, session = c.assert_fact(handle, _FACT + "".join([text for s, text in self._texts if s in true]) + "}")
        if status:
            raise EngineError(f"durable-rules failed: it did not take a fact (its status {status})")
        fired: dict[str, Sequence[int]] = {}
        started = c.start_action_for_state(handle, session)
        message = None if started is None else started[1]
        if message is None or not message.startswith(f'{{"{_SENTINEL}":'):
            raise EngineError("durable-rules failed: the rule that always fires did not fire first")
        while (message := c.complete_and_start_action(handle, session)) is not None:
            name = message[2 : message.index('"', 2)]
            if name in fired or name not in self._indices:  # also what ends the loop, should the engine not
                raise EngineError("durable-rules failed: a rule fired twice, or one that was not given to it")
            fired[name] = self._indices[name]
        status, _ = c.retract_fact(handle, _RETRACT)
        if status:
            raise EngineError(f"durable-rules failed: it did not give up a fact (its status {status})")
        self._busy, self._used = False, True
        return [index for indices in fired.values() for index in indices]

    def _renew(self) -> None:
        old, self._handle = self._handle, self._c.create_ruleset("adr", self._definition)
        self._busy = self._used = False
        self._c.delete_ruleset(old)  # and not its session, of 1 MB, which cannot be freed safely after an error

    def close(self) -> None:
        """Free the ruleset, and its session where that is safe."""
        # Before the first run has ended, delete_state frees pointers that were never set; after an error, twice.
        if self._used and not self._busy:
            self._c.delete_state(self._handle, "0")
        self._c.delete_ruleset(self._handle)


@dataclass(frozen=True, slots=True)
class _Stratum:
    always: tuple[int, ...]
    """Indices of the empty conjunctions; the engine never hears of them."""
    pages: tuple[_Page, ...]


def _checked(strata: Sequence[Sequence[Conjunction]]) -> None:
    conjunctions = sum(len(stratum) for stratum in strata)
    if conjunctions > MAX_CONJUNCTIONS:
        raise EngineError(f"{conjunctions:,} conjunctions are more than {MAX_CONJUNCTIONS:,}; split the policies")
    symbols = sum(len(conjunction) for stratum in strata for conjunction in stratum)
    if symbols > MAX_SYMBOLS:
        raise EngineError(f"{symbols:,} conditions are more than {MAX_SYMBOLS:,} in all; split the policies")
    for number, stratum in enumerate(strata):
        for index, conjunction in enumerate(stratum):
            if len(set(conjunction)) > PAGE_SYMBOLS:
                raise EngineError(
                    f"conjunction {index} of stratum {number} has {len(set(conjunction))} conditions, more than "
                    f"{PAGE_SYMBOLS}; split it in two, the second on a signal which the first derives"
                )
            if any(type(symbol) is not int or symbol < 0 for symbol in conjunction):
                raise EngineError(f"conjunction {index} of stratum {number} has a symbol that is not a whole number")


def _paged(rules: Iterable[tuple[Conjunction, list[int]]]) -> Iterator[list[tuple[Conjunction, list[int]]]]:
    page: list[tuple[Conjunction, list[int]]] = []
    symbols: set[int] = set()
    for rule, indices in rules:
        if page and (len(page) == PAGE_RULES or len(symbols.union(rule)) > PAGE_SYMBOLS):
            yield page
            page, symbols = [], set()
        page.append((rule, indices))
        symbols.update(rule)
    if page:
        yield page


class DurableMatcher:
    """Matches conjunctions of symbols with durable-rules, stratum by stratum.

    Safe for threads, which take turns, and after a fork in parent and child. It cannot be pickled: a spawned process
    makes its own. Whoever makes one closes it.
    """

    def __init__(self, strata: Sequence[Sequence[Conjunction]]) -> None:
        _checked(strata)
        c = _load()
        self._lock = threading.Lock()
        self._closed = False
        self._pages: list[_Page] = []
        self._strata: list[_Stratum] = []
        _alive.add(self)
        try:
            with _in_words():
                self._strata += [self._compiled(c, stratum) for stratum in strata]
        except BaseException:
            self.close()
            raise

    def _compiled(self, c: _CModule, stratum: Sequence[Conjunction]) -> _Stratum:
        owners: dict[Conjunction, list[int]] = {}  # equal conjunctions are one rule
        for index, conjunction in enumerate(stratum):
            owners.setdefault(tuple(sorted(set(conjunction))), []).append(index)
        always = owners.pop((), [])
        first = len(self._pages)
        for rules in _paged(owners.items()):
            self._pages.append(_Page(c, rules))
        return _Stratum(tuple(always), tuple(self._pages[first:]))

    def match(self, stratum: int, true: Collection[int]) -> list[int]:
        """Indices, ascending, of the stratum's conjunctions all of whose symbols are true; EngineError if it fails.

        After a failure or an interruption the matcher goes on to judge correctly.
        """
        facts = true if isinstance(true, AbstractSet) else frozenset(true)
        with _in_words(), self._lock:
            if self._closed:
                raise EngineError("the matcher is closed")
            if not 0 <= stratum < len(self._strata):
                raise EngineError(f"there is no stratum {stratum}")
            found = list(self._strata[stratum].always)
            for page in self._strata[stratum].pages:
                found += page.match(facts)
        return sorted(found)

    def close(self) -> None:
        """Free what the C module holds; the matcher cannot be used any more. Closing twice is fine."""
        with _in_words(), self._lock:
            self._closed = True
            self._strata.clear()
            while self._pages:
                self._pages.pop().close()

    def __reduce__(self) -> NoReturn:
        raise EngineError("a matcher cannot be copied or sent to another process; make one there")


_alive: weakref.WeakSet[DurableMatcher] = weakref.WeakSet()


def _unlock_in_child() -> None:
    """A thread of the parent that holds a lock does not exist in the child, and would never release it."""
    for matcher in _alive:
        matcher._lock = threading.Lock()


if hasattr(os, "register_at_fork"):  # not on Windows
    os.register_at_fork(after_in_child=_unlock_in_child)
