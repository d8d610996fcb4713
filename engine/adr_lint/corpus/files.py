"""Which files exist beside the records, asked of the file system once for each."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator
from functools import cache

from adr_lint.texts import UnreadableError, decode, read


class Files:
    """The tree around the records."""

    def __init__(self) -> None:
        self.exists = cache(os.path.exists)
        self._top = cache(self._find_top)

    def top(self, folder: str) -> str | None:
        """The git work tree that holds a folder; None outside of one, where files may be missing on purpose."""
        return self._top(posixpath.normpath(folder or "."))

    def inside(self, top: str, path: str) -> bool:
        """Whether a path, links followed, is one of the work tree."""
        return os.path.realpath(path).startswith(os.path.join(os.path.realpath(top), ""))  # noqa: PTH118

    def text(self, path: str) -> str | None:
        """The text of a file; None where there is none, or it cannot be read."""
        try:
            return decode(read(path))
        except (OSError, UnreadableError):
            return None

    def between(self, top: str, folder: str) -> Iterator[str]:
        """The folders from one in the work tree up to its top, which is left out."""
        inner = os.path.abspath(folder or ".")  # noqa: PTH100
        outer = os.path.abspath(top)  # noqa: PTH100
        while inner.startswith(outer) and inner != outer:
            yield inner
            inner = posixpath.dirname(inner)

    def _find_top(self, folder: str) -> str | None:
        if os.path.exists(os.path.join(folder, ".git")):  # noqa: PTH110, PTH118  # paths stay as the user gave them
            return folder
        above = os.path.abspath(os.path.join(folder, os.pardir))  # noqa: PTH100, PTH118
        return None if above == os.path.abspath(folder) else self._top(above)  # noqa: PTH100
