"""Where blips are drawn, and that whatever a radar says stays text in a page and in a drawing."""

from __future__ import annotations

import math
import sys
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adr_lint.errors import UserError
from adr_lint.radar import ROLES
from adr_lint.radar.chart import Blip, Chart, Link, Move
from adr_lint.report.html import templating
from adr_lint.report.radar import drawing
from adr_lint.report.radar.layout import BLIP, draw

HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>\u202e\x1b[31m{{ 7 * 7 }}"


def chart(blips: list[tuple[str, str, str]], quadrants: tuple[str, ...] = ("a", "b", "c", "d")) -> Chart:
    return Chart(tuple(Blip(name, ring, quadrant) for name, ring, quadrant in blips), quadrants)


def hostile() -> Chart:
    move = Move("adopt", "2025-01-01", HOSTILE, HOSTILE, HOSTILE, 3)
    blip = Blip(
        HOSTILE, "adopt", HOSTILE, moves=(move,), records=(move,), mentions=(move,), note=HOSTILE, owner=HOSTILE,
        review=HOSTILE, links=(Link("javascript:alert(3)", HOSTILE), Link("https://example.org/?a=\"><b>", "")),
        listed=True, records_say="hold",
    )  # fmt: skip
    rings = {role: f"{role}{HOSTILE}" for role in ROLES}
    return Chart((blip,), (HOSTILE, "b"), rings, HOSTILE, since="2024-01-01")


class Seen(HTMLParser):
    """Every element with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


names = st.text(min_size=1, max_size=8)
blips = st.lists(
    st.tuples(names, st.sampled_from(ROLES), st.sampled_from("abcd")), max_size=60, unique_by=lambda b: b[0]
)


@given(blips, st.integers(1, 4))
@settings(max_examples=40, deadline=None)
def test_no_two_blips_overlap_and_each_is_in_its_cell(made: list[tuple[str, str, str]], quadrants: int) -> None:
    names = tuple("abcd"[:quadrants])
    drawn = draw(chart([(n, r, q if q in names else "a") for n, r, q in made], names))
    spots = list(drawn.spots())
    assert [spot.number for spot in spots] == list(range(1, len(made) + 1))
    for i, one in enumerate(spots):
        assert all(math.hypot(one.x - other.x, one.y - other.y) >= 2 * BLIP for other in spots[:i])
    for sector in drawn.sectors:
        for ring, inside in sector.spots:
            for spot in inside:
                angle = math.atan2(spot.y, spot.x)
                assert ring.inner + BLIP <= math.hypot(spot.x, spot.y) <= ring.outer - BLIP
                assert sector.start <= angle <= sector.end


def test_a_new_blip_moves_no_other_of_another_cell() -> None:
    few = [("Rust", "adopt", "a"), ("Go", "trial", "b")]
    before = {spot.blip.name: (spot.x, spot.y) for spot in draw(chart(few)).spots()}
    after = {spot.blip.name: (spot.x, spot.y) for spot in draw(chart([*few, ("C", "hold", "c")])).spots()}
    assert {name: after[name] for name in before} != {}
    assert draw(chart(few)) == draw(chart(few))


def test_two_thousand_technologies_are_drawn_all_the_same() -> None:
    drawn = draw(chart([(f"t{i}", "adopt", "a") for i in range(2000)]))
    assert len(list(drawn.spots())) == 2000


def test_hostile_names_stay_text_in_the_page() -> None:
    page = drawing.page(hostile(), 1, lambda move: templating.relative(move.record))
    seen = Seen(page)
    assert [tag for tag, _ in seen.elements if tag in ("img", "iframe", "object", "base", "form")] == []
    assert sum(tag == "script" for tag, _ in seen.elements) == 1
    for tag, attributes in seen.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], tag
        href = attributes.get("href")
        assert href is None or href.startswith(("#", "https://example.org/", "%22"))
    assert "\u202e" not in page
    assert "\x1b" not in page
    assert "{{ 7 * 7 }}" in page


def test_a_hostile_drawing_is_sound_xml_without_scripts() -> None:
    made = drawing.svg(hostile(), lambda move: templating.relative(move.record))
    root = ElementTree.fromstring(made)  # noqa: S314  # made here
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= {"svg", "title", "style", "rect", "text", "circle", "line", "a", "path"}
    assert all(not name.startswith("on") for element in root.iter() for name in element.attrib)


def test_the_page_allows_its_own_script_and_style_and_nothing_else() -> None:
    page = drawing.page(chart([("Rust", "adopt", "a")]), 1, lambda _: "")
    policy = next(a["content"] for t, a in Seen(page).elements if t == "meta" and a.get("http-equiv")) or ""
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "http" not in page.replace("http-equiv", "")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/x", "https://example.org/x"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("javascript:alert(1)", ""),
        (" JavaScript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//example.org", ""),
        ("https:", ""),
        ("http://[", ""),
    ],
)
def test_only_the_web_and_mail_are_linked(url: str, expected: str) -> None:
    assert templating.outside(url) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("docs/adr/0001-x.md", "docs/adr/0001-x.md"),
        ("../docs/a b#c?.md", "../docs/a%20b%23c%3F.md"),
        ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ("//example.org/x", "./example.org/x"),
    ],
)
def test_a_path_is_no_scheme_and_no_host(path: str, expected: str) -> None:
    assert templating.relative(path) == expected


def test_without_jinja_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    templating.environment.cache_clear()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(UserError, match=r"pip install 'adr-lint\[report\]'"):
        templating.environment()
    templating.environment.cache_clear()
