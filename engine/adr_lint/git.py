"""Git, called with fixed arguments and without a shell.

Nothing that a repository's configuration names is run: no file system monitor, hook, pager, external diff, text
conversion or filter. Names go by NUL or after ``--``, and nothing is fetched.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence

from adr_lint.errors import UserError, did_you_mean
from adr_lint.values import dataclass

_GIT = ("git", "--no-pager", "--no-optional-locks", "--literal-pathspecs", "-c", "core.fsmonitor=false",
        "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false")  # fmt: skip
DIFF = ("diff", "-M", "--no-ext-diff", "--no-textconv", "--no-color", "--ignore-submodules=all")
_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Git:
    """Git in a folder, asked about a commit."""

    folder: str
    ref: str
    asked: str
    """How what goes wrong begins, such as ``--base main``."""

    def run(self, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Call git, whatever comes of it. Raises ``UserError`` where there is none."""
        try:
            return subprocess.run(  # noqa: S603  # fixed arguments, no shell
                [*_GIT, *arguments], cwd=self.folder, env=self._environment(arguments), input=given,
                capture_output=True, timeout=_SECONDS, check=False,
            )  # fmt: skip
        except FileNotFoundError:
            raise self.error("git is not installed", "install git, or leave the option out") from None
        except subprocess.TimeoutExpired:
            raise self.error(f"git took more than {_SECONDS} seconds") from None

    def must(self, *arguments: str, problem: str, hint: str = "", given: bytes = b"") -> bytes:
        """What git prints. Raises ``UserError`` where it fails."""
        done = self.run(*arguments, given=given)
        if done.returncode != 0:
            raise self.error(problem, hint or done.stderr.decode("utf-8", "replace").strip().partition("\n")[0])
        return done.stdout

    def top(self) -> str:
        """The work tree's folder, without links. Raises ``UserError`` outside of one."""
        found = self.must("rev-parse", "--show-toplevel", problem="this is no git work tree")
        return os.path.realpath(os.fsdecode(found.rstrip(b"\n")))

    def commit(self) -> str:
        """The commit that ``ref`` names. Raises ``UserError`` where there is none of that name."""
        found = self.run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{self.ref}^{{commit}}")
        if found.returncode != 0:
            raise self.error(f"git knows no commit '{self.ref}'", self.shallow() or self._near())
        return found.stdout.decode("ascii").strip()

    def parted(self, commit: str) -> str | None:
        """The commit where this one and what is checked out parted; None where they have none in common."""
        found = self.run("merge-base", "HEAD", commit)
        return found.stdout.decode("ascii").split()[0] if found.returncode == 0 else None

    def shallow(self) -> str:
        """What to do where the history was cut off; empty where it was not."""
        cut = self.run("rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
        return "the clone is shallow: fetch the whole history (in GitHub Actions, fetch-depth: 0)" if cut else ""

    def error(self, problem: str, suggestion: str = "") -> UserError:
        """What went wrong, said of what was asked for."""
        return UserError(f"{self.asked}: {problem}", suggestion=suggestion)

    def _near(self) -> str:
        known = self.run("for-each-ref", "--count=2000", "--format=%(refname:short)").stdout
        near = did_you_mean(self.ref, known.decode("utf-8", "replace").split())
        return near or "name a branch, a tag or a commit that is here; in CI, fetch it first (fetch-depth: 0)"

    def _environment(self, arguments: Sequence[str]) -> dict[str, str]:
        environment = os.environ | {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}
        environment.pop("GIT_EXTERNAL_DIFF", None)
        if arguments[0] != "diff":
            return environment
        # A filter is a command that git runs on the files that it compares: each is switched off by name.
        named = self.run("config", "-z", "--name-only", "--get-regexp", r"^filter\..*\.(clean|process|required)$")
        filters = sorted(set(names(named.stdout)))
        environment["GIT_CONFIG_COUNT"] = str(len(filters))
        for i, name in enumerate(filters):
            environment[f"GIT_CONFIG_KEY_{i}"] = name
            environment[f"GIT_CONFIG_VALUE_{i}"] = "false" if name.endswith(".required") else ""
        return environment


def names(out: bytes) -> list[str]:
    """The names in what git printed with ``-z``."""
    return [os.fsdecode(name) for name in out.split(b"\0") if name]
