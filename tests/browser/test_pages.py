"""The report and the radar in a real browser: opened, filtered, clicked, by keyboard, without outside requests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Open = Callable[..., Any]


def record(site: Path, number: str) -> Path:
    return next((site / "records").glob(f"{number}-*.html"))


def accessibility(page: Any) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"preload": False}).response["violations"]
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]


def test_axe_finds_what_is_wrong(open_page: Open, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.html"
    wrong.write_text("<!doctype html><title>x</title><input><p style='color:#ccc'>pale</p>", encoding="utf-8")
    found = accessibility(open_page().open(wrong))
    assert {words.partition(":")[0] for words in found} >= {"label", "color-contrast", "html-has-lang"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1300, 380])
def test_every_kind_of_page_is_quiet_accessible_and_asks_nobody(
    open_page: Open, site: Path, radar: Path, scheme: str, width: int
) -> None:
    for path in (
        site / "index.html",
        site / "radar.html",
        record(site, "0003"),
        record(site, "0009"),
        record(site, "0011"),
        radar,
    ):
        opened = open_page(color_scheme=scheme, viewport={"width": width, "height": 900})
        page = opened.open(path)
        assert opened.complaints == [], path.name
        assert {url.partition(":")[0] for url in opened.requests} == {"file"}
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path.name} is too wide"
        assert accessibility(page) == [], path.name


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1300, 380])
@pytest.mark.parametrize("verb", ["matrix", "tco"])
def test_pages_of_figures_are_quiet_accessible_and_ask_nobody(
    open_page: Open, figures: dict[str, Path], verb: str, scheme: str, width: int
) -> None:
    opened = open_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = opened.open(figures[verb])
    assert opened.complaints == []
    assert {url.partition(":")[0] for url in opened.requests} == {"file"}
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "too wide"
    assert page.title() in ("Decision matrix", "Total cost")
    assert page.locator("svg[role=img]").count() >= 1
    assert accessibility(page) == []


def test_hostile_records_stay_text(open_page: Open, site: Path) -> None:
    for path in [site / "index.html", site / "radar.html", *(site / "records").glob("00[01][09]-*.html")]:
        opened = open_page()
        page = opened.open(path)
        title = page.title()
        page.wait_for_timeout(50)
        assert opened.complaints == []
        assert page.title() == title
        assert not title.isdigit()
        assert title != "owned"
        assert page.locator("img, iframe, object, [onerror], [onload]").count() == 0
        assert page.locator("a[href^='javascript']").count() == 0
    assert "<script>document.title=6</script>" in page.locator(".source").inner_text()


def test_records_are_searched_filtered_and_sorted(open_page: Open, site: Path) -> None:
    page = open_page().open(site / "index.html")
    shown = page.locator("#table tbody tr:visible")
    assert shown.count() == 11
    page.fill("#filter", "kafka")
    assert shown.locator("a").all_inner_texts() == ["Run the event backbone ourselves"]
    assert page.inner_text("#count") == "1 of 11"
    page.fill("#filter", "")
    page.select_option("#by-status", "proposed")
    assert shown.count() == 1
    page.select_option("#by-status", "")
    page.get_by_role("button", name="Date").click()
    page.get_by_role("button", name="Date").click()
    dates = shown.locator("td:nth-child(4)").all_inner_texts()
    assert dates == sorted(dates, reverse=True)
    assert page.locator("th[aria-sort=descending]").inner_text() == "Date"


def test_a_bar_leads_to_the_records_that_it_counts(open_page: Open, site: Path) -> None:
    page = open_page().open(site / "index.html")
    row = page.locator(".bars tr", has=page.get_by_role("link", name="hybrid"))
    count = int(row.locator("td").first.inner_text())
    row.get_by_role("link").click()
    page.wait_for_function("document.querySelector('#by-approach').value === 'hybrid'")  # the page hears of it later
    assert page.locator("#table tbody tr:visible").count() == count
    page.locator(".rules a").first.click()
    rule = page.locator(".rules code").first.inner_text()
    page.wait_for_function("rule => document.querySelector('#count').innerText.includes(`with ${rule}`)", arg=rule)


def test_a_finding_leads_to_its_line(open_page: Open, site: Path) -> None:
    page = open_page().open(site / "index.html")
    page.get_by_role("link", name="Our own platform for language models").click()
    page.wait_for_url("**/records/0002-*")
    page.locator(".contents a", has_text="line 16").first.click()
    page.wait_for_selector("#L16:target")
    assert "three people" in page.locator(".line:target").inner_text()
    assert "team-size-mismatch" in page.locator(".line:target + .finding").inner_text()


def test_a_record_that_decides_has_its_matrix_and_its_cost_drawn(open_page: Open, site: Path) -> None:
    page = open_page().open(record(site, "0011"))
    titles = page.locator(".figures h2").all_inner_texts()
    assert titles == ["Decision matrix", "Total cost"]
    for at in range(2):
        assert page.locator(".figures").nth(at).locator("svg[role=img]").first.is_visible()
    assert "Build" in page.locator(".figures").nth(1).locator("table").first.inner_text()
    assert open_page().open(record(site, "0001")).locator(".figures").count() == 0


def test_the_radar_is_filtered_and_leads_to_its_records(open_page: Open, site: Path) -> None:
    page = open_page().open(site / "radar.html")
    everything = page.locator(".technologies article:visible").count()
    page.fill("#filter", "kafka")
    assert page.locator(".technologies article:visible h3").all_inner_texts() == ["8 Kafka"]
    assert page.locator(".legend li:visible").all_inner_texts() == ["8\nKafka"]
    assert page.locator(".blip:not(.dim)").count() == 1
    page.fill("#filter", "")
    page.check("#moved")
    assert 0 < page.locator(".technologies article:visible").count() < everything
    page.uncheck("#moved")
    page.select_option("#ring", "hold")
    assert set(page.locator(".technologies article:visible .place strong").all_inner_texts()) == {"Leave"}
    page.select_option("#ring", "")
    page.locator(".differing a", has_text="Run the event backbone").click()
    page.wait_for_url("**/records/0003-*")
    assert "Run the event backbone ourselves" in page.title()


def test_blip_and_legend_light_up_together_and_the_keyboard_reaches_them(open_page: Open, radar: Path) -> None:
    page = open_page(viewport={"width": 1400, "height": 1000}).open(radar)
    blip = page.locator(".blip").first
    blip.hover()
    assert page.locator(".legend li.lit").count() == 1
    assert page.inner_text("#tip") == blip.get_attribute("aria-label")
    page.mouse.move(0, 0)
    assert not page.is_visible("#tip")
    blip.focus()
    assert page.is_visible("#tip")
    page.keyboard.press("Escape")
    assert not page.is_visible("#tip")
    number = blip.get_attribute("data-n")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#t{number}:target")


def test_without_a_script_everything_can_be_read(open_page: Open, site: Path) -> None:
    page = open_page(java_script_enabled=False).open(site / "index.html")
    assert page.locator("#table tbody tr").count() == 11
    assert not page.is_visible(".filter")
    page.get_by_role("link", name="Tech radar").click()
    page.wait_for_url("**/radar.html")
    assert not page.is_visible(".filter")
    page.locator(".legend a").first.click()
    page.wait_for_selector("article:target")


def test_on_paper_the_drawing_and_all_legends_are_there(open_page: Open, radar: Path) -> None:
    page = open_page().open(radar)
    page.emulate_media(media="print")
    assert not page.is_visible(".filter")
    assert page.is_visible(".chart svg")
    assert page.locator(".legend li:visible").count() == page.locator(".technologies article:visible").count() == 11
