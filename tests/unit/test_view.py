"""What every reporter is told: paths as code hosts want them."""

from __future__ import annotations

import pytest

from adr_lint.report.view import View


@pytest.mark.parametrize(
    ("top", "here", "path", "from_top"),
    [
        ("/repo", "/repo", "docs/a.md", "docs/a.md"),
        ("/repo", "/repo/svc", "docs/a.md", "svc/docs/a.md"),
        ("/repo", "/repo/svc", "../docs/a.md", "docs/a.md"),
        ("/repo", "/repo/svc", "/repo/docs/a.md", "docs/a.md"),
        ("/repo", "/repo", "./docs//a.md", "docs/a.md"),
        ("/repo", "/repo", "/elsewhere/a.md", "/elsewhere/a.md"),
        ("/repo", "/repo", "../repo-2/a.md", "/repo-2/a.md"),
        ("/", "/repo", "a.md", "repo/a.md"),
        ("", "", "docs/a.md", "docs/a.md"),
        ("", "", "/docs/a.md", "/docs/a.md"),
        ("/repo", "/repo/svc", "<stdin>", "svc/<stdin>"),
    ],
)
def test_paths_from_the_top(top: str, here: str, path: str, from_top: str) -> None:
    assert View(top=top, here=here).from_top(path) == from_top
