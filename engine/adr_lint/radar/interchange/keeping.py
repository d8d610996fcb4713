"""What one form of radar says and ours has no word for: kept beside an entry, and given back on export.

``~`` holds what is written otherwise than we would write it, as ``[ours, theirs]`` (``[ours]`` where they leave it
out); it is given back only while ours has not been changed since.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

_CHANGED = "~"


def keep(theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> dict[str, Any]:
    """What of ``theirs`` is lost in ``ours``, which is what we would write in its place."""
    kept = {key: value for key, value in theirs.items() if key not in ours}
    changed = {
        key: [value, theirs[key]] if key in theirs else [value]
        for key, value in ours.items()
        if key not in theirs or not _same(value, theirs[key])
    }
    return kept | ({_CHANGED: changed} if changed else {})


def give_back(ours: Mapping[str, Any], kept: Mapping[str, Any]) -> dict[str, Any]:
    """``ours`` with what was kept of theirs."""
    result = dict(ours) | {key: value for key, value in kept.items() if key != _CHANGED and key not in ours}
    for key, pair in kept.get(_CHANGED, {}).items():
        if key in ours and _same(ours[key], pair[0]):
            result.pop(key)
            if len(pair) == 2:
                result[key] = pair[1]
    return result


def _same(one: Any, other: Any) -> bool:
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
