"""RE2: patterns whose time is linear in the text, whatever the pattern and the text."""

from __future__ import annotations

from functools import lru_cache
from typing import Any


def compiled(source: str, *, longest: bool = False, groups: bool = True, memory: int = 16 << 20) -> Any:
    """The pattern for folded text. ``longest``: of alternatives the longest, not the first. ``memory`` is in bytes."""
    import re2  # only where a pattern is matched

    return re2.compile(source.encode("latin-1"), _options(longest, groups, memory))


@lru_cache
def _options(longest: bool, groups: bool, memory: int) -> Any:
    import re2

    chosen = re2.Options()
    chosen.encoding = re2.Options.Encoding.LATIN1
    chosen.log_errors = False
    chosen.longest_match = longest
    chosen.never_capture = not groups
    chosen.max_mem = memory
    return chosen
