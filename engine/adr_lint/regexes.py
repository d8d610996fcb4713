"""Regular expressions that are compiled when they are first used: a run pays only for those that its records need."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    regex = re.compile
else:

    class regex:  # noqa: N801  # it stands for re.compile, and to the type checker it is that
        """``re.compile``, put off; what it gives behaves as the pattern does."""

        def __init__(self, source: str | bytes, flags: int = 0) -> None:
            self._made_of = (source, flags)

        def __reduce__(self) -> tuple[Any, ...]:
            return regex, self._made_of

        def __getattr__(self, name: str) -> Any:
            found = getattr(re.compile(*self._made_of), name)
            setattr(self, name, found)  # the next look-up does not come here
            return found
