"""The files of a work tree as they were at a git commit, laid out in a folder to be read like any others.

Git is called with fixed arguments and without hooks, filters, attributes or pagers; names go by NUL, contents by the
identifiers of their blobs. Only regular files are laid out, and only below the folder.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from adr_lint.errors import UserError

_GIT = (
    "git", "--no-pager", "--no-optional-locks", "--literal-pathspecs", "-c", "core.fsmonitor=false",
    "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false",
)  # fmt: skip
_SECONDS = 120
_MOST_BYTES = 1 << 20
_MOST_FILES = 100_000


@dataclass(frozen=True, slots=True)
class Past:
    """A commit: where ``ref`` and what is checked out parted, which is what a pull request is held against."""

    ref: str
    commit: str
    top: str
    """The work tree's folder, without links."""

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
        answer = _git(self.ref, self.top, "cat-file", "--batch", given=asked)
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
        listed = _git(self.ref, self.top, "ls-tree", "-r", "-z", "-l", "--full-tree", self.commit)
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
    top = _git(ref, ".", "rev-parse", "--show-toplevel", problem="this is no git work tree")
    commit = _git(
        ref, ".", "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}",
        problem=f"git knows no commit '{ref}'",
        hint="name a branch, a tag or a commit that is here; in CI, fetch it first (fetch-depth: 0)",
    ).decode("ascii").strip()  # fmt: skip
    parted = _run(".", ("merge-base", "HEAD", commit), b"")
    if parted is not None and parted.returncode == 0:
        commit = parted.stdout.decode("ascii").split()[0]
    return Past(ref, commit, os.path.realpath(os.fsdecode(top.rstrip(b"\n"))))


def _git(ref: str, folder: str, *arguments: str, given: bytes = b"", problem: str = "", hint: str = "") -> bytes:
    done = _run(folder, arguments, given)
    if done is None:
        raise UserError(f"'{ref}' cannot be read: git is not installed")
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise UserError(problem or f"'{ref}' cannot be read: {said}", suggestion=hint)
    return done.stdout


def _run(folder: str, arguments: tuple[str, ...], given: bytes) -> subprocess.CompletedProcess[bytes] | None:
    environment = os.environ | {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}
    try:
        return subprocess.run(  # noqa: S603  # fixed arguments, no shell
            [*_GIT, *arguments], cwd=folder, env=environment, input=given, capture_output=True, timeout=_SECONDS,
            check=False,
        )  # fmt: skip
    except FileNotFoundError:
        return None
    except subprocess.TimeoutExpired:
        raise UserError(f"git took more than {_SECONDS} seconds for '{arguments[0]}'") from None
