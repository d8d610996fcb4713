"""The files of a work tree as they were at a git commit, laid out in a folder to be read like any others.

Contents are asked for by the identifiers of their blobs. Only regular files are laid out, and only below the folder.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from adr_lint.errors import UserError
from adr_lint.git import Git

_MOST_BYTES = 1 << 20
_MOST_FILES = 100_000


@dataclass(frozen=True, slots=True)
class Past:
    """A commit: where ``ref`` and what is checked out parted, which is what a pull request is held against."""

    ref: str
    commit: str
    top: str
    """The work tree's folder, without links."""

    @property
    def _git(self) -> Git:
        return Git(self.top, self.ref, f"'{self.ref}'")

    def inside(self, path: str) -> str | None:
        """A path of now as the commit has it; None outside of the work tree."""
        relative = os.path.relpath(os.path.realpath(path), self.top).replace(os.sep, "/")
        return None if relative.startswith("../") or relative == ".." else relative

    def outside(self, inside: str) -> str:
        """A path of the commit as the user would write it."""
        return os.path.relpath(os.path.join(self.top, inside)).replace(os.sep, "/")  # noqa: PTH118

    def lay_out(self, folder: Path, wanted: Callable[[str], bool]) -> int:
        """Write every wanted file of the commit below ``folder``; says how many there are. Raises ``UserError``."""
        blobs = [(name, blob) for name, blob in self._blobs() if wanted(name)]
        if len(blobs) > _MOST_FILES:
            raise UserError(f"{self.ref}: more than {_MOST_FILES:,} files to read", suggestion="name fewer paths")
        asked = "".join(f"{blob}\n" for _, blob in blobs).encode("ascii")
        answer = self._git.must("cat-file", "--batch", problem="it cannot be read", given=asked)
        at = 0
        for name, _ in blobs:
            end = answer.index(b"\n", at)
            size = int(answer[at:end].rsplit(b" ", 1)[1])
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(answer[end + 1 : end + 1 + size])
            at = end + 1 + size + 1
        return len(blobs)

    def _blobs(self) -> Iterator[tuple[str, str]]:
        """The regular files of the commit that are small enough: name and identifier."""
        listed = self._git.must("ls-tree", "-r", "-z", "-l", "--full-tree", self.commit, problem="it cannot be read")
        for entry in listed.split(b"\0"):
            about, _, raw = entry.partition(b"\t")
            fields = about.split()
            if len(fields) == 4 and fields[0] in (b"100644", b"100755") and int(fields[3]) <= _MOST_BYTES:
                name = os.fsdecode(raw)
                pieces = PurePosixPath(name).parts
                if not name.startswith("/") and not {"..", ".git"} & set(pieces):
                    yield name, fields[2].decode("ascii")


def past(ref: str) -> Past:
    """The commit to hold against. Raises ``UserError`` outside of a work tree and for a name that is no commit."""
    git = Git(".", ref, f"'{ref}'")
    top, commit = git.top(), git.commit()
    return Past(ref, git.parted(commit) or commit, top)
