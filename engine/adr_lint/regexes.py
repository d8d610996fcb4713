"""Regular expressions that are compiled when they are first used: a run pays only for those that its records need.

Python compiles them in Python, which takes longer than all their matching in a short run. A build leaves what the
compiler gave (``adr_lint.snapshot``); it is used by the very version of Python that made it, and others compile anew.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

_Source = tuple[str | bytes, int]
_codes: dict[_Source, tuple[Any, ...]] = {}
_known: list[_Source] = []

if TYPE_CHECKING:
    regex = re.compile
else:

    class regex:  # noqa: N801  # it stands for re.compile, and to the type checker it is that
        """``re.compile``, put off; what it gives behaves as the pattern does."""

        def __init__(self, source: str | bytes, flags: int = 0) -> None:
            self._made_of = (source, int(flags))
            _known.append(self._made_of)

        def __reduce__(self) -> tuple[Any, ...]:
            return regex, self._made_of

        def __getattr__(self, name: str) -> Any:
            found = getattr(_compiled(self._made_of), name)
            setattr(self, name, found)  # the next look-up does not come here
            return found


def _compiled(made_of: _Source) -> Any:
    code = _codes.get(made_of)
    if code is None:
        return re.compile(*made_of)
    import _sre  # type: ignore[import-not-found]  # the C half of re; nothing else takes what was compiled

    flags, numbers, *rest = code
    return _sre.compile(made_of[0], flags, numbers.tolist(), *rest)


def codes() -> tuple[str, Mapping[_Source, tuple[Any, ...]]]:
    """What the compiler gives for every expression that is known by now, and the Python whose compiler it is."""
    from re import _compiler  # type: ignore[attr-defined]  # as re.compile does it, less its last step

    found = {}
    for source, flags in _known:
        parsed = _compiler._parser.parse(source, flags)
        groups = parsed.state.groupdict
        names = tuple({index: name for name, index in groups.items()}.get(i) for i in range(parsed.state.groups))
        numbers = array("I", _compiler._code(parsed, flags))
        found[source, flags] = (flags | parsed.state.flags, numbers, parsed.state.groups - 1, groups, names)
    return sys.version, found


def use(made: tuple[str, Mapping[_Source, tuple[Any, ...]]]) -> None:
    """Use what a build has left, where this Python made it."""
    if made[0] == sys.version:
        _codes.update(made[1])
