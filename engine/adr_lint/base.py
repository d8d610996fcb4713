"""The records as they were at a git commit."""

from __future__ import annotations

import os
from collections.abc import Mapping

from adr_lint.git import DIFF, Git, names

_MOST_BYTES = 1 << 20


class Base:
    """The commit that records are held against: where ``ref`` and what is checked out parted.

    Raises ``UserError`` outside of a git work tree, for a name that is no commit, and where there is no git.
    """

    def __init__(self, ref: str, folder: str = ".") -> None:
        self._folder = folder
        self._git = Git(folder, ref, f"--base {ref}")
        self._top = self._git.top()
        commit = self._git.commit()
        self._commit = self._git.parted(commit) or commit
        self._before = self._changed()

    def text(self, path: str) -> str | None:
        """The record as it was, by its path now; None where it is new, or as it was."""
        real = os.path.realpath(os.path.join(self._folder, path))  # noqa: PTH118
        inside = os.path.relpath(real, self._top).replace(os.sep, "/")
        before = self._before.get(inside)
        if before is None:
            return None
        blob = self._git.run("cat-file", "blob", f"{self._commit}:{before}")
        if blob.returncode != 0 or len(blob.stdout) > _MOST_BYTES:
            return None
        try:
            return blob.stdout.decode("utf-8-sig")
        except UnicodeDecodeError:
            return None

    def _changed(self) -> Mapping[str, str]:
        """The files that differ from the commit: their path now → their path then."""
        out = self._git.must(
            *DIFF, "--name-status", "-z", "--diff-filter=MRT", self._commit, "--", problem="git cannot compare"
        )
        fields = iter(names(out))
        changed: dict[str, str] = {}
        for status in fields:
            before = next(fields)
            changed[next(fields) if status.startswith("R") else before] = before
        return changed
