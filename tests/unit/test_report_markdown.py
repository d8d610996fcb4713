"""The summary for pull requests: what it holds, and that no text from outside becomes mark-up, a link or a mention."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from cmarkgfm import markdown_to_html_with_extensions
from cmarkgfm.cmark import Options
from hypothesis import given
from hypothesis import strategies as st
from reports import ACCEPTED, FINDING, HOSTILE, factors, hostile, reading, report

from adr_lint.model import Failure, Report, Skipped
from adr_lint.report import markdown
from adr_lint.report.markdown_text import code, prose
from adr_lint.report.safe import safe
from adr_lint.report.view import View

VIEW = View(factors=factors, statistics=True)
GAP = "\u200b"
REFERENCE = re.compile(
    r"@[\w\"]|[#!~$%&^][\w\"]|:[\w+-]+:|://|www\.|GH-\d|\b(?=\d*[a-f])(?=[a-f]*\d)[0-9a-f]{7,}\b", re.IGNORECASE
)
"""What code hosts make a mention, a reference or a picture of in text that is shown."""

anything = st.text(st.characters() | st.sampled_from("@#!~$%&^:|`*_[]()<>\\\n\r\t-+=.1aw/"), max_size=60)


class Page(HTMLParser):
    """The elements of a page in order, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.pieces: list[str] = []
        self.feed(html)
        self.close()
        self.text = "\n".join(self.pieces)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(" ".join([tag, *(f"{name}={value}" for name, value in attrs)]))

    def handle_endtag(self, tag: str) -> None:
        self.elements.append(f"/{tag}")

    def handle_comment(self, data: str) -> None:
        self.elements.append(f"comment {data}")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def page(text: str) -> Page:
    """The text as GitHub's Markdown renders it, raw HTML included."""
    extensions = ["table", "autolink", "tasklist", "strikethrough", "tagfilter"]
    return Page(markdown_to_html_with_extensions(text, options=Options.CMARK_OPT_UNSAFE, extensions=extensions))


def summary_of(one: Report, view: View = VIEW) -> Page:
    return page(markdown.render(one, view))


def test_a_summary() -> None:
    decides = replace(reading(), facts=hostile("three").readings[0].facts)
    one = report(
        replace(FINDING, severity="info"), replace(FINDING, remediation="Ask."), readings=(decides, reading("b.md")),
        suppressed=(ACCEPTED,), failures=(Failure("b.md", "the engine failed"),),
        skipped=(Skipped("README.md", "describes the folder"), Skipped("c.md", "is not UTF-8", failed=True)),
    )  # fmt: skip
    lines = markdown.render(one, VIEW).split("\n")
    assert lines[:8] == [
        "## adr-lint: 2 findings in 2 records",
        "",
        "1 warning, 1 info; 1 suppressed (1 waiver).",
        "",
        "### Not read or not judged",
        "",
        "- <code>c.md</code>: not read: is not UTF-8",
        "- <code>b.md</code>: not judged: the engine failed",
    ]
    assert lines[13] == "| warning | <code>small-team</code> | <code>a.md:3</code> | 3 build. | Ask. |"
    assert lines[14].startswith("| info | ")
    assert "| <code>small-team</code> | 2 |" in lines
    assert "#### <code>a.md</code> 自社 platform" in lines
    assert "| Team size | buy | 5 people or fewer | <code>team.engineers</code> = three (line 3: “three”) |" in lines
    assert "Decided: **build**. 1 of 1 factors stated: 0 lean build, 1 lean buy, 0 neutral." in lines
    assert "<details><summary>Suppressed: 1</summary>" in lines
    assert "- <code>README.md</code>: describes the folder" in lines
    assert not any("b.md" in line and line.startswith("####") for line in lines), "it decides nothing of the kind"


def test_a_summary_of_nothing() -> None:
    assert markdown.render(report(), VIEW) == "## adr-lint: no findings in 1 record\n\nNothing to do.\n"
    failed = report(failures=(Failure("a.md", "the engine failed"),))
    assert "Not everything could be read or judged." in markdown.render(failed, VIEW)
    assert "Nothing was read as a record, so nothing was judged." in markdown.render(report(readings=()), VIEW)


def test_suppressed_findings_are_counted_where_they_are_not_listed() -> None:
    text = markdown.render(report(suppressed=(ACCEPTED,)), View(suppressed=False))
    assert text == "## adr-lint: no findings in 1 record\n\nNothing to do; 1 suppressed (1 waiver).\n"


def test_paths_count_from_the_repository() -> None:
    assert "<code>svc/a.md:3</code>" in markdown.render(report(FINDING), View(top="/repo", here="/repo/svc"))


@pytest.mark.parametrize("bad", HOSTILE)
def test_hostile_texts_stay_text(bad: str) -> None:
    holds(bad)


@given(anything)
def test_any_text_stays_text(text: str) -> None:
    holds(text)


def holds(text: str) -> None:
    tame, wild = (summary_of(hostile(words)) for words in ("plain words", text))
    assert wild.elements == tame.elements
    shown = page(f"| x | y |\n| --- | --- |\n| {prose(text)} | {code(text)} |\n")
    assert shown.elements.count("td") == 2
    assert not REFERENCE.search(shown.text)
    assert not REFERENCE.search(wild.text)
    words = safe(" ".join(text.split()))
    assert shown.text.replace(GAP, "").split() == f"x y {words} {words}".split()


def test_a_long_summary_ends_where_github_would_show_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert markdown.LIMIT + 2_000 < 1024 * 1000
    monkeypatch.setattr(markdown, "LIMIT", 5_000)
    many = report(*[FINDING] * 100, replace(FINDING, severity="error"), suppressed=(ACCEPTED,) * 100)
    text = markdown.render(many, VIEW)
    assert 4_000 < len(text.encode("utf-8")) <= 5_000 + 2_000
    assert text.split("\n")[8].startswith("| error |")
    assert re.search(r"^\d+ more are left out, since the summary would grow too long\.$", text, re.MULTILINE)
    assert text.count("<details>") == text.count("</details>")
