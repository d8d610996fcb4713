"""What has changed in git since a commit: files, and the lines in them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from adr_lint.git import DIFF, Git, names
from adr_lint.model import Finding
from adr_lint.regexes import regex

_HUNK = regex(r"(?m)^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")


class Changes:
    """What has changed since ``ref`` and what is checked out parted, in commits and in the working tree.

    Raises ``UserError`` where there is no git, no repository, or no such commit.
    """

    def __init__(self, ref: str, folder: str = ".") -> None:
        self.ref = ref
        asked = f"--changed-since {ref}"
        self._top = Git(folder, ref, asked).top()
        self._git = Git(self._top, ref, asked)
        self._commit = self._parted()
        self._before = self._changed()
        self._lines: dict[str, list[range]] = {}

    def has(self, path: str) -> bool:
        """Whether a file has changed, or is new; also of one that is not found by its name."""
        return self._key(path) is not None

    def on_changed_line(self, finding: Finding) -> bool:
        """Whether a finding stands on a line that has changed, by its place or a piece of its evidence."""
        key = self._key(finding.path)
        if key is None:
            return False
        if not key or self._before[key] is None:
            return True
        if key not in self._lines:
            self._lines[key] = list(self._ranges(key))
        places = [finding.place, *(evidence.place for fact in finding.evidence for evidence in fact.evidence)]
        return any(
            place.line < changed.stop and place.end_line >= changed.start
            for place in places
            for changed in self._lines[key]
        )

    def _key(self, path: str) -> str | None:
        """What git calls a file that has changed; empty for one that is not there by this name; None for the others."""
        if not os.path.exists(path):  # noqa: PTH110
            return ""
        whole = os.path.abspath(path)  # noqa: PTH100
        folder, name = os.path.split(whole)
        for full in (os.path.join(os.path.realpath(folder), name), os.path.realpath(whole)):  # noqa: PTH118
            inside = os.path.relpath(full, self._top).replace(os.sep, "/")
            if inside in self._before:
                return inside
        return None

    def _parted(self) -> str:
        """The commit where ``ref`` and what is checked out parted."""
        commit = self._git.commit()
        self._git.must("rev-parse", "--verify", "--quiet", "HEAD", problem="nothing is committed here yet")
        parted = self._git.parted(commit)
        if parted is None:
            hint = self._git.shallow() or "name a commit that this branch comes from"
            raise self._git.error(f"'{self.ref}' and what is checked out have no commit in common", hint)
        return parted

    def _changed(self) -> Mapping[str, str | None]:
        """The files that have changed: their path now → their path then, None of a new one."""
        problem = "git cannot compare"
        out = self._git.must(*DIFF, "--name-status", "-z", self._commit, "--", problem=problem)
        fields = iter(names(out))
        changed: dict[str, str | None] = {}
        for status in fields:
            before = next(fields)
            if status[0] in "RC":
                changed[next(fields)] = before
            elif status[0] != "D":
                changed[before] = None if status[0] == "A" else before
        others = self._git.must("ls-files", "--others", "--exclude-standard", "-z", "--", problem=problem)
        return changed | dict.fromkeys(names(others))

    def _ranges(self, key: str) -> Iterator[range]:
        """The lines of a file that have changed."""
        before = self._before[key]
        paths = [key] if before in (None, key) else [str(before), key]
        out = self._git.must(*DIFF, "-U0", self._commit, "--", *paths, problem="git cannot compare")
        for hunk in _HUNK.finditer(out.decode("utf-8", "replace")):
            start, count = int(hunk[1]), 1 if hunk[2] is None else int(hunk[2])
            yield range(start, start + count)
