"""Stand-ins for the C module of durable-rules: one that watches the real one and breaks off, and one that errs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from adr_lint.evaluate import durable

CALLS = (
    "create_ruleset",
    "assert_fact",
    "start_action_for_state",
    "complete_and_start_action",
    "retract_fact",
    "delete_state",
    "delete_ruleset",
)


def nothing(_name: str) -> None:
    """What is done before and after a call unless a test says otherwise."""


class Watched:
    """The real C module; writes down every call, and may do something before or after one of them."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.before: Callable[[str], None] = nothing
        self.after: Callable[[str], None] = nothing
        self._real: Any = durable._load()

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name not in CALLS:
            raise AssertionError(f"{name} of the C module is outside of what is sound")
        function = getattr(self._real, name)

        def call(*args: object) -> object:
            self.calls.append((name, *args))
            self.before(name)
            result = function(*args)
            self.after(name)
            return result

        return call

    def names(self) -> list[str]:
        return [call[0] for call in self.calls]

    def definitions(self) -> list[str]:
        return [call[2] for call in self.calls if call[0] == "create_ruleset"]

    def facts(self) -> list[str]:
        return [call[2] for call in self.calls if call[0] == "assert_fact"]


def raise_at(call: str, count: int, error: BaseException) -> Callable[[str], None]:
    """Raises at the count-th call of that name, once."""
    left = [count]

    def hook(name: str) -> None:
        if name == call:
            left[0] -= 1
            if left[0] == 0:
                raise error

    return hook


class Scripted:
    """A C module without an engine: fires what it is told, and answers with a status."""

    def __init__(self, fires: Iterable[str], asserted: int = 0, retracted: int = 0) -> None:
        self._fires = list(fires)
        self._left: list[str] = []
        self._asserted = asserted
        self._retracted = retracted

    def create_ruleset(self, _name: str, _rules: str, /) -> int:
        return 1

    def assert_fact(self, _handle: int, _fact: str, /) -> tuple[int, int]:
        self._left = list(self._fires)
        return self._asserted, 1

    def start_action_for_state(self, _handle: int, _session: int, /) -> tuple[str, str] | None:
        message = self.complete_and_start_action(1, 1)
        return None if message is None else ("{}", message)

    def complete_and_start_action(self, _handle: int, _session: int, /) -> str | None:
        return f'{{"{self._left.pop(0)}":{{"d":{{}}}}}}' if self._left else None

    def retract_fact(self, _handle: int, _fact: str, /) -> tuple[int, int]:
        return self._retracted, 1

    def delete_state(self, _handle: int, _sid: str, /) -> None: ...

    def delete_ruleset(self, _handle: int, /) -> None: ...
