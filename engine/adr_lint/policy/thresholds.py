"""Thresholds of the matrix: numbers that stand in one place, a factor's row, and may be changed by a configuration.

Conditions name them as ``{at_least: {threshold: team_size.build}}``, texts as ``{threshold.team_size.build}``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from adr_lint.policy.template import say
from adr_lint.regexes import regex

Thresholds = Mapping[str, Mapping[str, float]]
"""Factor → side (build, buy) → where it begins to lean so."""

_NAMED = regex(r"\{threshold\.([a-z0-9_]+)\.(build|buy)\}")


def thresholds_of(files: Iterable[Mapping[str, Any]]) -> Thresholds:
    """The thresholds that the rows of the matrix give."""
    return {row["factor"]: row["thresholds"] for data in files for row in data.get("matrix", ()) if "thresholds" in row}


def fill(text: str, thresholds: Thresholds) -> str:
    """``text`` with the thresholds that it names; what names none stays, for the check of placeholders to find."""

    def number(match: re.Match[str]) -> str:
        bound = thresholds.get(match[1], {}).get(match[2])
        return match[0] if bound is None else say(bound)

    return _NAMED.sub(number, text) if "{threshold." in text else text
