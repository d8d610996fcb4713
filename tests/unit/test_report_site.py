"""The site: every record with its findings at their lines, hostile content as text, and a folder that is only ours."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from adr_lint.errors import UserError
from adr_lint.evaluate.weighing import weigh
from adr_lint.model import Source, Suppressed
from adr_lint.radar.gather import gather
from adr_lint.radar.known import known
from adr_lint.radar.merge import merge
from adr_lint.report.site import folder
from adr_lint.report.site.build import Material, page_name, site
from adr_lint.run import Session, Settings

PLAIN = "# 1. Errors are logged as JSON\n\nStatus: accepted\n\nDate: 2024-02-01\n\n## Decision\n\nAs the title says.\n"
BUILD = (
    "---\nstatus: accepted\ndate: 2025-03-01\ndecision:\n  approach: build\n  team.engineers: 2\n"
    "  technologies: [Kubeflow]\n---\n# 2. Our own model server\n\n## Decision\n\nTwo of us run Kubeflow ourselves.\n"
)
EVIL = (
    "---\nstatus: accepted\ntechnologies: [\"</script><script>alert(1)</script>\"]\n"
    "decision: {approach: build, team.engineers: 2}\n---\n"
    "# <img src=x onerror=alert(1)> \"'>\n\n## Decision\n\n[click](javascript:alert(1)) <svg onload=alert(1)> "
    "{{ 7*7 }}\n"
    "<script>alert(2)</script>\u202e\n"
)  # fmt: skip
EVIL_PATH = "docs/adr/0003-\"><script>alert(3)<&'.md"


def files(*sources: Source, accepted: bool = False) -> dict[str, str]:
    session = Session(Settings(engine="python"))
    report = session.run(sources)
    if accepted:
        found = tuple(Suppressed(finding, "waiver", "it ends <soon>", "Ana") for finding in report.findings)
        report = replace(report, findings=(), suppressed=found)
    texts = {source.path: source.text for source in sources}
    chart = merge(gather(report.readings, texts, known()), None, known())
    policies = session.policies
    rules = {rule.id: rule for rule in policies.rules}
    deciding = [reading for reading in report.readings if reading.facts["approach"].value != "none"]
    matrices = {r.record.path: weigh(r.facts, policies, policies.factors) for r in deciding}
    return site(Material("Ours & <b>theirs</b>", report, texts, chart, rules, matrices, {}))


def examples() -> dict[str, str]:
    return files(Source("docs/adr/0001-a.md", PLAIN), Source("docs/adr/0002-b.md", BUILD), Source(EVIL_PATH, EVIL))


class Seen(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.ids: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.elements.append((tag, found))
        if found.get("id"):
            self.ids.append(str(found["id"]))


def test_a_record_without_findings_has_its_text_and_says_so() -> None:
    made = examples()
    page = made[page_name("docs/adr/0001-a.md")]
    assert "<code># 1. Errors are logged as JSON</code>" in page
    assert '<p class="nothing">None.</p>' in page
    assert 'class="finding' not in page


def test_a_finding_stands_below_its_line() -> None:
    page = examples()[page_name("docs/adr/0002-b.md")]
    line = page.index('id="L6"')
    assert line < page.index("team-size-mismatch</code>", line) < page.index('id="L7"')
    assert 'href="../radar.html#t' in page


def test_what_is_accepted_is_told_and_is_no_finding() -> None:
    made = files(Source("docs/adr/0002-b.md", BUILD), accepted=True)
    page = made[page_name("docs/adr/0002-b.md")]
    assert 'class="finding' not in page
    assert "waiver by Ana: it ends &lt;soon&gt;" in page
    assert "suppressed (" in made["index.html"]


def test_pages_do_what_the_policy_says_and_no_content_becomes_markup() -> None:
    for name, page in examples().items():
        if not name.endswith(".html"):
            continue
        seen = Seen(page)
        policy = [a["content"] or "" for t, a in seen.elements if t == "meta" and a.get("http-equiv")]
        assert len(policy) == 1
        assert policy[0].startswith("default-src 'none'; style-src 'self'; script-src 'self'")
        tags = [tag for tag, _ in seen.elements]
        assert not set(tags) & {"img", "iframe", "object", "embed", "form", "base", "style"}, name
        for tag, attributes in seen.elements:
            assert not [a for a in attributes if a.startswith("on") or a == "style"], (name, tag)
            assert tag != "script" or attributes.get("src") in ("site.js", "radar.js")
            href = attributes.get("href") or "#"
            assert not href.startswith(("javascript", "//", "data")), (name, href)
            assert ":" not in href.partition("#")[0], (name, href)
        assert len(seen.ids) == len(set(seen.ids)), name
        assert "\u202e" not in page
    assert "{{ 7*7 }}" in examples()[page_name(EVIL_PATH)]


def test_every_link_inside_leads_somewhere() -> None:
    made = examples()
    ids = {name: set(Seen(page).ids) for name, page in made.items() if name.endswith(".html")}
    for name, page in made.items():
        if not name.endswith(".html"):
            continue
        for tag, attributes in Seen(page).elements:
            target = attributes.get("href") or attributes.get("src")
            if target is None:
                continue
            path, _, anchor = target.partition("#")
            here = name if not path else str(Path("records" if "/" in name else "") / path).replace("records/../", "")
            assert here in made, (name, tag, target)
            assert not anchor or "=" in anchor or anchor in ids[here], (name, target)


def test_page_names_are_harmless_and_differ() -> None:
    names = [
        page_name(path) for path in ("a/x.md", "b/x.md", EVIL_PATH, "../../etc/passwd", "документ.md", "\udcff.md")
    ]
    assert len(set(names)) == len(names)
    assert all(folder._OURS.fullmatch(name) for name in names)


def test_the_same_material_gives_the_same_bytes() -> None:
    assert examples() == examples()


def test_a_new_folder_is_written_whole(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "site"
    folder.write(str(target), {"index.html": "x", "records/a-1.html": "y"}, force=False)
    assert sorted(p.relative_to(target).as_posix() for p in target.rglob("*")) == [
        ".adr-lint-report", "index.html", "records", "records/a-1.html",
    ]  # fmt: skip
    assert [p.name for p in target.parent.iterdir()] == ["site"]


def test_our_own_folder_is_renewed_and_only_our_stale_files_go(tmp_path: Path) -> None:
    target = tmp_path / "site"
    folder.write(str(target), {"index.html": "x", "records/old-1.html": "y"}, force=False)
    (target / "CNAME").write_text("kept", encoding="utf-8")
    folder.write(str(target), {"index.html": "z", "records/new-1.html": "y"}, force=False)
    assert (target / "index.html").read_text(encoding="utf-8") == "z"
    assert (target / "CNAME").exists()
    assert [p.name for p in (target / "records").iterdir()] == ["new-1.html"]


def test_a_marker_that_somebody_wrote_deletes_nothing_of_theirs(tmp_path: Path) -> None:
    target, precious = tmp_path / "site", tmp_path / "precious.html"
    precious.write_text("kept", encoding="utf-8")
    target.mkdir()
    (target / ".adr-lint-report").write_text('{"files": ["../precious.html", "/etc/passwd", 3]}', encoding="utf-8")
    folder.write(str(target), {"index.html": "z"}, force=False)
    assert precious.exists()


def test_a_folder_that_is_not_ours_is_left_alone_without_force(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("theirs", encoding="utf-8")
    with pytest.raises(UserError, match="is no report of adr-lint"):
        folder.write(str(tmp_path), {"index.html": "x"}, force=False)
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == "theirs"
    folder.write(str(tmp_path), {"index.html": "x"}, force=True)
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == "x"


def test_a_link_in_the_folder_is_replaced_and_not_followed(tmp_path: Path) -> None:
    outside, target = tmp_path / "outside", tmp_path / "site"
    outside.write_text("kept", encoding="utf-8")
    folder.write(str(target), {"index.html": "x"}, force=False)
    (target / "index.html").unlink()
    (target / "index.html").symlink_to(outside)
    folder.write(str(target), {"index.html": "y"}, force=False)
    assert outside.read_text(encoding="utf-8") == "kept"
    (target / "records").rmdir()
    (target / "records").symlink_to(tmp_path)
    with pytest.raises(UserError, match="is no folder of ours"):
        folder.write(str(target), {"index.html": "y"}, force=False)


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    with pytest.raises(UserError, match="is a file, not a folder"):
        folder.write(str(file), {"index.html": "x"}, force=False)
    with pytest.raises(UserError, match="cannot be written"):
        folder.write(str(file / "site"), {"index.html": "x"}, force=False)
    assert [p.name for p in tmp_path.iterdir()] == ["file"]
