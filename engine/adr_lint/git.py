"""The records as they were at a git commit. Git is called with fixed arguments; names go by NUL or as one argument."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping

from adr_lint.errors import UserError

_GIT = ("git", "--no-pager", "--no-optional-locks", "--literal-pathspecs", "-c", "core.fsmonitor=false",
        "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false")  # fmt: skip
_SECONDS = 60
_MOST_BYTES = 1 << 20


class Base:
    """The commit that records are held against: where ``ref`` and what is checked out parted.

    Raises ``UserError`` outside of a git work tree, for a name that is no commit, and where there is no git.
    """

    def __init__(self, ref: str, folder: str = ".") -> None:
        self.ref = ref
        self._folder = folder
        top = self._git("rev-parse", "--show-toplevel", problem="this is no git work tree")
        self._top = os.path.realpath(os.fsdecode(top.rstrip(b"\n")))
        commit = self._git(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}",
            problem=f"git knows no commit '{ref}'",
            help_="name a branch, a tag or a commit that is here; in CI, fetch it first (fetch-depth: 0)",
        )  # fmt: skip
        self._commit = commit.decode("ascii").strip()
        parted = self._run("merge-base", "HEAD", self._commit)
        if parted.returncode == 0:
            self._commit = parted.stdout.decode("ascii").strip()
        self._before = self._changed()

    def text(self, path: str) -> str | None:
        """The record as it was, by its path now; None where it is new, or as it was."""
        real = os.path.realpath(os.path.join(self._folder, path))  # noqa: PTH118
        inside = os.path.relpath(real, self._top).replace(os.sep, "/")
        before = self._before.get(inside)
        if before is None:
            return None
        blob = self._run("cat-file", "blob", f"{self._commit}:{before}")
        if blob.returncode != 0 or len(blob.stdout) > _MOST_BYTES:
            return None
        try:
            return blob.stdout.decode("utf-8-sig")
        except UnicodeDecodeError:
            return None

    def _changed(self) -> Mapping[str, str]:
        """The files that differ from the commit: their path now → their path then."""
        out = self._git(
            "diff", "--name-status", "-z", "-M", "--diff-filter=MRT", "--no-ext-diff", "--no-textconv",
            "--ignore-submodules=all", self._commit, "--", problem="git cannot compare",
        )  # fmt: skip
        fields = iter(out.decode("utf-8", "surrogateescape").split("\0"))
        changed: dict[str, str] = {}
        for status in fields:
            if status:
                before = next(fields)
                changed[next(fields) if status.startswith("R") else before] = before
        return changed

    def _git(self, *arguments: str, problem: str, help_: str = "") -> bytes:
        done = self._run(*arguments)
        if done.returncode != 0:
            said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
            raise UserError(f"--base {self.ref}: {problem}", suggestion=help_ or said)
        return done.stdout

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        environment = {name: value for name, value in os.environ.items() if name != "GIT_EXTERNAL_DIFF"}
        try:
            return subprocess.run(  # noqa: S603  # fixed arguments, no shell
                [*_GIT, *arguments], cwd=self._folder, env=environment | {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"},
                stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False,
            )  # fmt: skip
        except FileNotFoundError:
            raise UserError(f"--base {self.ref}: git is not installed") from None
        except subprocess.TimeoutExpired:
            raise UserError(f"--base {self.ref}: git took more than {_SECONDS} seconds") from None
