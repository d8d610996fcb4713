"""Where this adr-lint was installed from, so that hook and workflow install the same."""

from __future__ import annotations

import json
import re
import subprocess
from importlib.metadata import PackageNotFoundError, distribution

from adr_lint import __version__
from adr_lint.values import dataclass

_URL = re.compile(r"(?:https?://|ssh://|git@|/)[\w./:~@+-]+")
_GITHUB = re.compile(r"(?:https?://|ssh://git@|git@)github\.com[/:]([\w.-]+/[\w.-]+?)(?:\.git)?/?")
_SECRET = re.compile(r"(?<=://)[^/@]*@")


@dataclass(frozen=True, slots=True)
class Origin:
    """A git repository at a commit; without ``url``, the package index."""

    url: str = ""
    revision: str = ""

    @property
    def action(self) -> str:
        """What a workflow names in ``uses``; empty where it is on no GitHub."""
        found = _GITHUB.fullmatch(self.url)
        return f"{found[1]}@{self.revision}" if found else ""

    @property
    def requirement(self) -> str:
        """What pip installs."""
        return f"adr-lint @ git+{self.url}@{self.revision}" if self.url else f"adr-lint=={__version__}"


def origin() -> Origin:
    """The origin as the installation recorded it: a git URL, or a clone and where that was cloned from."""
    try:
        said = json.loads(distribution("adr-lint").read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, ValueError):
        said = {}
    url, revision = str(said.get("url", "")), str(said.get("vcs_info", {}).get("commit_id", ""))
    if url.startswith("file://") and not revision:
        clone = url.removeprefix("file://")
        url, revision = _git(clone, "remote", "get-url", "origin"), _git(clone, "rev-parse", "HEAD")
    url = _SECRET.sub("", url) if url.startswith("http") else url
    return Origin(url, revision) if _URL.fullmatch(url) and re.fullmatch("[0-9a-f]{40,64}", revision) else Origin()


def _git(folder: str, *arguments: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603  # fixed arguments, no shell
            ["git", "-C", folder, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True,  # noqa: S607
            timeout=10, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
