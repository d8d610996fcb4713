"""A real browser: the machine's own Chromium, driven by Playwright; no browser is downloaded.

Where there is none these tests are skipped and say so; where ADR_LINT_BROWSER=required, as in .ci/run, they fail.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from adr_lint.cli import run

EXAMPLES = Path(__file__).parents[2] / "examples"
EVIL = (
    "---\nstatus: accepted\ndate: 2025-05-01\n"
    'technologies: ["</script><script>document.title=1</script>", "<img src=x onerror=document.title=2>"]\n'
    "decision: {approach: build, team.engineers: 2}\n---\n"
    "# <img src=x onerror=\"document.title='owned'\"> \"'><svg onload=document.title=3>\n\n## Decision\n\n"
    "[click](javascript:document.title=4) <svg onload=document.title=5>\n<script>document.title=6</script>\n"
)


PRICED = (
    "---\nstatus: accepted\ndate: 2025-06-01\ndecision:\n  approach: build\n  build.estimate_months: 6\n"
    "  cost.build_people: 3\n  cost.salary: EUR 110000\n  cost.build_upfront: EUR 20000\n"
    "  cost.build_monthly: EUR 2500\n  cost.buy_upfront: EUR 15000\n  cost.buy_monthly: EUR 9000\n---\n"
    "# Our own feature store\n\n## Decision\n\nWe build it.\n"
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


def _missing(reason: str) -> None:
    if os.environ.get("ADR_LINT_BROWSER") == "required":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser itself."""
    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
    )
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("Playwright is not installed: pip install -e '.[browser]'")
    if not found:
        _missing("no Chromium on this machine: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


class Page:
    """A page with everything that it complained of or asked the network for."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", self._dismiss)
        page.on("request", lambda request: self.requests.append(request.url))

    def _dismiss(self, dialog: Any) -> None:
        self.complaints.append(dialog.message)
        dialog.dismiss()

    def open(self, path: Path, anchor: str = "") -> Any:
        """The page at a file."""
        self.page.goto(f"{path.as_uri()}{anchor}")
        return self.page


@pytest.fixture
def open_page(chromium: Any) -> Iterator[Callable[..., Page]]:
    """Opens pages, each in a context of its own."""
    contexts = []

    def opened(**how: Any) -> Page:
        context = chromium.new_context(**how)
        contexts.append(context)
        return Page(context.new_page())

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the examples and of a hostile record."""
    folder = tmp_path_factory.mktemp("browser")
    records = folder / "docs" / "adr"
    records.mkdir(parents=True)
    for name in ("0009-evil.md", "0010-<img src=x onerror=document.title=8>.md"):
        (records / name).write_text(EVIL, encoding="utf-8")
    (records / "0011-priced.md").write_text(PRICED, encoding="utf-8")
    radar = str(EXAMPLES / "radar.yaml")
    assert run(["report", str(EXAMPLES), str(folder / "docs"), "--radar", radar, "-o", str(folder / "site")]) == 0
    return folder / "site"


@pytest.fixture(scope="session")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The matrices and the total cost of the same records, each a page of its own."""
    folder = tmp_path_factory.mktemp("figures")
    (folder / "priced.md").write_text(PRICED, encoding="utf-8")
    (folder / "evil.md").write_text(EVIL, encoding="utf-8")
    pages = {}
    for verb in ("matrix", "tco"):
        pages[verb] = folder / f"{verb}.html"
        records = [str(folder / "priced.md"), str(folder / "evil.md"), str(EXAMPLES)]
        assert run([verb, *records, "--format", "html", "-o", str(pages[verb])]) == 0
    return pages


@pytest.fixture(scope="session")
def radar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The radar of the examples as a page of its own."""
    file = tmp_path_factory.mktemp("radar") / "radar.html"
    arguments = ["--radar", str(EXAMPLES / "radar.yaml"), "--format", "html", "-o", str(file)]
    assert run(["radar", str(EXAMPLES), *arguments]) == 0
    return file
