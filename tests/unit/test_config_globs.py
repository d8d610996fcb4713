"""Which files a glob holds for."""

from __future__ import annotations

import pytest

from adr_lint.config.globs import Glob

HOLDS = [
    ("docs/adr/0001-x.md", "docs/adr/0001-x.md"),
    ("docs/adr", "docs/adr/0001-x.md"),
    ("docs/adr/", "docs/adr/deep/0001-x.md"),
    ("./docs", "docs/adr/0001-x.md"),
    (".", "a.md"),
    ("docs/*/0001-*.md", "docs/adr/0001-x.md"),
    ("docs/**", "docs/adr/0001-x.md"),
    ("**/0001-x.md", "docs/adr/0001-x.md"),
    ("**/0001-x.md", "0001-x.md"),
    ("docs/**/x.md", "docs/x.md"),
    ("docs/000?-x.md", "docs/0001-x.md"),
    ("docs/[0-3]*.md", "docs/1.md"),
    ("docs/[!4-9]*.md", "docs/1.md"),
    ("../other/*.md", "../other/a.md"),
    ("a+b (1).md", "a+b (1).md"),
    ("*.md", "a\nb.md"),
]
NOT = [
    ("docs/*.md", "docs/adr/0001-x.md"),
    ("docs/ad", "docs/adr/0001-x.md"),
    ("adr", "docs/adr/0001-x.md"),
    ("docs/?.md", "docs/10.md"),
    ("docs/[!4-9]*.md", "docs/5.md"),
    ("*.MD", "a.md"),
    ("a.b", "axb"),
]


@pytest.mark.parametrize(("pattern", "path"), HOLDS)
def test_it_holds(pattern: str, path: str) -> None:
    assert Glob(pattern, "/repo").holds(f"/repo/{path}")


@pytest.mark.parametrize(("pattern", "path"), NOT)
def test_it_does_not(pattern: str, path: str) -> None:
    assert not Glob(pattern, "/repo").holds(f"/repo/{path}")


def test_a_hostile_pattern_ends() -> None:
    assert not Glob("*a" * 200 + "b", "/repo").holds("/repo/" + "a" * 5_000)


def test_what_means_nothing_is_not_sound() -> None:
    assert Glob("docs/[0-9]*", "/repo").is_sound()
    assert not Glob("docs/[9-0]*", "/repo").is_sound()
