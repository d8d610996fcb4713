"""Links to parts of files: what is found, and what cannot be known."""

from __future__ import annotations

from pathlib import Path

import pytest

from adr_lint.corpus.anchors import Anchors
from adr_lint.discover import from_text
from adr_lint.run import Session, Settings

HEADINGS = """\
---
title: Header
---
# 1. Use *Kafka* & `events`

## What's new?

## What's new?

Set
underlined
---

> ### Quoted 🎉 words

### Über uns

### Heading

## ![logo](x.png) Sizes {#big}

<h2 align="center">By hand</h2>

<a name="old-name"></a> and <div class="x" id=left>

(my-label)=

```markdown
## In code
```
"""


def messages(texts: dict[str, str]) -> list[str]:
    report = Session(Settings(select=("anchor-broken",))).run([from_text(text, path) for path, text in texts.items()])
    return [finding.message for finding in report.findings]


@pytest.mark.parametrize(
    "name",
    [
        "1-use-kafka--events", "1-use-kafka-events", "use-kafka-events", "whats-new", "whats-new-1", "Whats-New", "big",
        "set-underlined", "quoted--words", "über-uns", "heading", "sizes", "by-hand", "old-name", "left", "my-label",
    ],
)  # fmt: skip
def test_parts_that_some_site_finds(name: str) -> None:
    assert Anchors(HEADINGS).holds(name)


@pytest.mark.parametrize("name", ["whats-new-2", "in-code", "title-header", "logo-sizes", "events"])
def test_parts_that_no_site_finds(name: str) -> None:
    assert not Anchors(HEADINGS).holds(name)


def test_of_equal_headings_the_later_are_counted() -> None:
    assert Anchors("# A b\n\n# A b\n\n# A b\n").names == ("a-b", "a-b-1", "a-b-2")


@pytest.mark.parametrize(
    "target",
    [
        "#", "#top", "#L10", "#L10-L20", "#:~:text=none", "#fn1", "#fnref:note", "#/route", "#user-content-a", "#A",
        "0009-b.md#plan", "0009-b.md#%50lan", "0008-none.md#plan", "0009-b.py#plan", "0009-b#none",
        "0007-filled.md#none", "https://example.org/0009-b.md#none", "0009-b.md?plain=1#none",
    ],
)  # fmt: skip
def test_links_that_lead_to_a_part_or_of_which_nothing_can_be_known(target: str) -> None:
    texts = {
        "adr/0001-a.md": f"# A\n\n[x]({target})\n",
        "adr/0007-filled.md": "# B\n\n{% include plan.md %}\n",
        "adr/0009-b.md": "# B\n\n## Plan\n",
    }
    assert messages(texts) == []


def test_each_part_that_is_missing_is_told_once_with_the_nearest() -> None:
    texts = {"adr/0001-a.md": "# A\n\n[x](#plans), [y](#plans), [z](#elsewhere)\n\n## Plan\n"}
    assert messages(texts) == [
        "The file has no such heading or anchor: '#plans' (did you mean '#plan'?).",
        "The file has no such heading or anchor: '#elsewhere'.",
    ]


def test_files_that_are_no_records_are_read_inside_the_work_tree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "repository" / "docs").mkdir(parents=True)
    (tmp_path / "outside.md").write_text("# Outside\n")
    (tmp_path / "repository" / "docs" / "guide.md").write_text("# Guide\n")
    (tmp_path / "repository" / "docs" / "linked.md").symlink_to(tmp_path / "outside.md")
    (tmp_path / "repository" / "docs" / "latin.md").write_bytes(b"# Caf\xe9\n")
    monkeypatch.chdir(tmp_path / "repository")
    text = "# A\n\n" + " ".join(
        f"[x]({target}#none)"
        for target in ("../guide.md", "/docs/guide.md", "../../../outside.md", "../linked.md", "../latin.md")
    )
    assert messages({"docs/adr/0001-a.md": text}) == []
    (tmp_path / "repository" / ".git").mkdir()
    assert messages({"docs/adr/0001-a.md": text}) == [
        "The file has no such heading or anchor: '../guide.md#none'.",
        "The file has no such heading or anchor: '/docs/guide.md#none'.",
    ]
