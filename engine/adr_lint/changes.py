"""What has changed in git since a commit: files, and the lines in them.

Git is called with fixed arguments; names go by NUL or after ``--``, and nothing that a repository's configuration
names is run: no file system monitor, no external diff, no text conversion, no filters.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence

from adr_lint.errors import UserError, did_you_mean
from adr_lint.model import Finding
from adr_lint.regexes import regex
from adr_lint.values import dataclass

_GIT = ("git", "--no-pager", "--no-optional-locks", "--literal-pathspecs", "-c", "core.fsmonitor=false",
        "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false")  # fmt: skip
_DIFF = ("diff", "-M", "--no-ext-diff", "--no-textconv", "--no-color", "--ignore-submodules=all")
_SECONDS = 60
_HUNK = regex(r"(?m)^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")


class Changes:
    """What has changed since ``ref`` and what is checked out parted, in commits and in the working tree.

    Raises ``UserError`` where there is no git, no repository, or no such commit.
    """

    def __init__(self, ref: str, folder: str = ".") -> None:
        self.ref = ref
        self._git = _Git(folder, ref)
        top = self._git.must("rev-parse", "--show-toplevel", problem="this is no git repository")
        self._top = os.path.realpath(os.fsdecode(top.rstrip(b"\n")))
        self._git = _Git(self._top, ref)
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
        found = self._git.run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{self.ref}^{{commit}}")
        if found.returncode != 0:
            raise self._git.error(f"git knows no commit '{self.ref}'", self._git.shallow() or self._near())
        commit = found.stdout.decode("ascii").strip()
        self._git.must("rev-parse", "--verify", "--quiet", "HEAD", problem="nothing is committed here yet")
        parted = self._git.run("merge-base", "HEAD", commit)
        if parted.returncode != 0:
            hint = self._git.shallow() or "name a commit that this branch comes from"
            raise self._git.error(f"'{self.ref}' and what is checked out have no commit in common", hint)
        return parted.stdout.decode("ascii").strip()

    def _near(self) -> str:
        names = self._git.run("for-each-ref", "--count=2000", "--format=%(refname:short)").stdout
        known = names.decode("utf-8", "replace").split()
        return did_you_mean(self.ref, known) or "name a branch, a tag or a commit that is here"

    def _changed(self) -> Mapping[str, str | None]:
        """The files that have changed: their path now → their path then, None of a new one."""
        problem = "git cannot compare"
        out = self._git.must(*_DIFF, "--name-status", "-z", self._commit, "--", problem=problem)
        fields = iter(_names(out))
        changed: dict[str, str | None] = {}
        for status in fields:
            before = next(fields)
            if status[0] in "RC":
                changed[next(fields)] = before
            elif status[0] != "D":
                changed[before] = None if status[0] == "A" else before
        others = self._git.must("ls-files", "--others", "--exclude-standard", "-z", "--", problem=problem)
        return changed | dict.fromkeys(_names(others))

    def _ranges(self, key: str) -> Iterator[range]:
        """The lines of a file that have changed."""
        before = self._before[key]
        names = [key] if before in (None, key) else [str(before), key]
        out = self._git.must(*_DIFF, "-U0", self._commit, "--", *names, problem="git cannot compare")
        for hunk in _HUNK.finditer(out.decode("utf-8", "replace")):
            start, count = int(hunk[1]), 1 if hunk[2] is None else int(hunk[2])
            yield range(start, start + count)


@dataclass(frozen=True, slots=True)
class _Git:
    """Git in a folder."""

    folder: str
    ref: str

    def must(self, *arguments: str, problem: str) -> bytes:
        """What git prints. Raises ``UserError`` where it fails."""
        done = self.run(*arguments)
        if done.returncode != 0:
            raise self.error(problem, done.stderr.decode("utf-8", "replace").strip().partition("\n")[0])
        return done.stdout

    def run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(  # noqa: S603  # fixed arguments, no shell
                [*_GIT, *arguments], cwd=self.folder, env=self._environment(arguments),
                stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False,
            )  # fmt: skip
        except FileNotFoundError:
            raise self.error("git is not installed", "install git, or leave the option out") from None
        except subprocess.TimeoutExpired:
            raise self.error(f"git took more than {_SECONDS} seconds") from None

    def _environment(self, arguments: Sequence[str]) -> dict[str, str]:
        environment = os.environ | {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}
        environment.pop("GIT_EXTERNAL_DIFF", None)
        if arguments[0] != "diff":
            return environment
        # A filter is a command that git runs on the files that it compares: each is switched off by name.
        names = self.run("config", "-z", "--name-only", "--get-regexp", r"^filter\..*\.(clean|process|required)$")
        filters = sorted(set(_names(names.stdout)))
        environment["GIT_CONFIG_COUNT"] = str(len(filters))
        for i, name in enumerate(filters):
            environment[f"GIT_CONFIG_KEY_{i}"] = name
            environment[f"GIT_CONFIG_VALUE_{i}"] = "false" if name.endswith(".required") else ""
        return environment

    def shallow(self) -> str:
        """What to do where the history was cut off; empty where it was not."""
        cut = self.run("rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
        return "the clone is shallow: fetch the whole history (in GitHub Actions, fetch-depth: 0)" if cut else ""

    def error(self, problem: str, suggestion: str = "") -> UserError:
        return UserError(f"--changed-since {self.ref}: {problem}", suggestion=suggestion)


def _names(out: bytes) -> list[str]:
    return [os.fsdecode(name) for name in out.split(b"\0") if name]
