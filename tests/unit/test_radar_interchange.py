"""Radars of other tools: read, kept in our own form, and given back as they were; what is lost is said."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from adr_lint.errors import UserError
from adr_lint.radar.chart import Chart
from adr_lint.radar.interchange import FORMS, Form, Naming, detect, losses, read, write
from adr_lint.radar.own import chart_of, data_of, load_chart

EXAMPLE = Path(__file__).parents[2] / "examples" / "radar.yaml"

BYOR = (
    'name,ring,quadrant,isNew,description,topic\r\n"Babel, the tool",Adopt,tools,TRUE,"<b>bold</b> ""quoted""",x\r\n'
    'Apache Kafka,Trial,platforms,false,,\r\nPairing,Assess,techniques,FALSE,"two\nlines",y\r\n'
    "=COBOL,Hold,languages & frameworks,FALSE,old,\r\n"
)
BYOR_JSON = [
    {"name": "Babel", "ring": "Adopt", "quadrant": "tools", "isNew": "TRUE", "description": "a"},
    {
        "name": "Rust",
        "ring": "Caution",
        "quadrant": "languages",
        "status": "Moved Out",
        "description": "b",
        "more": "c",
    },
]
ZALANDO: dict[str, Any] = {
    "date": "2024.08",
    "print_layout": True,
    "quadrants": [{"name": "Languages"}, {"name": "Infrastructure"}, {"name": "Datastores"}, {"name": "Data"}],
    "rings": [{"name": "ADOPT", "color": "#5ba300"}, {"name": "TRIAL"}, {"name": "ASSESS"}, {"name": "HOLD"}],
    "entries": [
        {"label": "AWS EMR", "quadrant": 3, "ring": 0, "active": True, "moved": 0},
        {"label": "Scala", "quadrant": 0, "ring": 3, "active": False, "moved": -1, "link": "https://example.org/s"},
        {"label": "Rust", "quadrant": 0, "ring": 1, "moved": 2},
        {"label": "Go", "quadrant": 0, "ring": 2},
    ],
}
BACKSTAGE: dict[str, Any] = {
    "title": "Ours",
    "quadrants": [{"id": "1", "name": "Bits"}, {"id": "2", "name": "Process"}],
    "rings": [
        {"id": "use", "name": "USE", "color": "#5BA300", "description": "take it"},
        {"id": "trial", "name": "TRIAL", "color": "#009EB0"},
        {"id": "assess", "name": "ASSESS", "color": "#C7BA00"},
        {"id": "hold", "name": "HOLD", "color": "#E09B96"},
    ],
    "entries": [
        {
            "key": "github-actions", "id": "gha", "title": "GitHub Actions", "quadrant": "2",
            "description": "runs *jobs*", "url": "#", "links": [{"url": "https://example.org", "title": "Learn more"}],
            "timeline": [
                {"moved": 1, "ringId": "use", "date": "2020-08-06T00:00:00Z", "description": "good"},
                {"moved": 0, "ringId": "trial", "date": "2020-01-06"},
            ],
        },
        {"key": "x", "id": "x", "title": "X", "quadrant": "1", "timeline": [{"ringId": "hold", "date": "2021-02-03"}]},
    ],
}  # fmt: skip
AOE = {
    "config.json": json.dumps(
        {
            "baseUrl": "/",
            "quadrants": [{"id": "tools", "title": "Tools", "description": "d", "color": "#84BFA4"}],
            "rings": [
                {"id": ring, "title": ring.title(), "description": "", "color": "#000"}
                for ring in ("adopt", "trial", "assess", "hold")
            ],
        }
    ),
    "radar/2023-01-15/jest.md": "---\ntitle: Jest\nring: trial\nquadrant: tools\nfeatured: false\n---\nFirst.\n",
    "radar/2024-02-01/jest.md": "---\ntitle: Jest\nring: adopt\nquadrant: tools\ntags: [t, js]\n---\n\nNow *all*.\n",
    "radar/2024-02-01/my_tool.md": "---\nring: hold\nquadrant: tools\n---\n",
    "radar/2024-03-01/my_tool.md": "---\nring: adopt\n---\nOnly what changes is repeated.\n",
}


def laid_out(form: Form, folder: Path) -> str:
    """An example of a form as a file, or a folder, there."""
    if form == "aoe":
        for name, text in AOE.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        return str(folder)
    texts = {"byor-csv": BYOR, "byor-json": json.dumps(BYOR_JSON), "zalando": json.dumps(ZALANDO)}
    file = folder / ("radar.csv" if form == "byor-csv" else "radar.json")
    file.write_text(texts.get(form, json.dumps(BACKSTAGE)), encoding="utf-8", newline="")
    return str(file)


def meaning(form: Form, made: Any) -> Any:
    """What a form's text says, without how it is laid out."""
    if form == "aoe":
        files = {}
        for name, text in made.items():
            if name.endswith(".json"):
                files[name] = json.loads(text)
            else:
                _, head, body = text.split("---\n", 2)
                files[name] = (yaml.safe_load(head), body)
        return files
    return list(csv.DictReader(io.StringIO(made))) if form == "byor-csv" else json.loads(made)


def through_our_file(chart: Chart, folder: Path) -> Chart:
    file = folder / "own.yaml"
    file.write_text(yaml.safe_dump(data_of(chart), allow_unicode=True, sort_keys=False), encoding="utf-8")
    return load_chart(str(file))


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_lost_on_the_way_through_our_own_file(form: Form, tmp_path: Path) -> None:
    source = tmp_path / "theirs"
    source.mkdir()
    path = laid_out(form, source)
    assert detect(path) == form
    chart = through_our_file(read(form, path, Naming()), tmp_path)
    before = AOE if form == "aoe" else Path(path).read_bytes().decode()
    assert meaning(form, write(form, chart)) == meaning(form, before)


@pytest.mark.parametrize("form", FORMS)
def test_our_own_radar_is_read_back_from_every_form(form: Form, tmp_path: Path) -> None:
    chart = load_chart(EXAMPLE.as_posix())
    made = write(form, chart)
    folder = tmp_path / "made"
    folder.mkdir()
    for name, text in made.items() if isinstance(made, dict) else [("radar", made)]:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="")
    path = str(folder) if form == "aoe" else str(folder / "radar")
    again = read(form, path, Naming(quadrants=chart.quadrants))
    assert {b.name: (b.ring, b.quadrant) for b in again.blips} == {b.name: (b.ring, b.quadrant) for b in chart.blips}


def test_rings_are_known_by_their_names_or_their_order_or_the_users_word(tmp_path: Path) -> None:
    def rings(names: list[str], **naming: Any) -> dict[str, str]:
        rows = [{"name": n, "ring": n, "quadrant": "q", "isNew": "FALSE", "description": ""} for n in names]
        file = tmp_path / "r.json"
        file.write_text(json.dumps(rows), encoding="utf-8")
        return {blip.name: blip.ring for blip in read("byor-json", str(file), Naming(**naming)).blips}

    assert rings(["Hold", "Adopt"]) == {"Hold": "hold", "Adopt": "adopt"}
    assert rings(["Use", "Caution", "Pilot"]) == {"Use": "adopt", "Caution": "hold", "Pilot": "trial"}
    assert rings(["Inner", "Middle", "Outer"]) == {"Inner": "adopt", "Middle": "trial", "Outer": "assess"}
    assert rings(["Yes", "No"], rings={"yes": "adopt", "no": "hold"}) == {"Yes": "adopt", "No": "hold"}
    with pytest.raises(UserError, match="--ring 'Inner=adopt'"):
        rings(["Inner", "1", "2", "3", "4"])


def test_our_own_radar_is_in_the_order_of_rings_for_a_site_that_draws_them_as_it_meets_them() -> None:
    data = {
        "technologies": [
            {"name": "A", "ring": "hold", "quadrant": "q"},
            {"name": "B", "ring": "adopt", "quadrant": "q"},
        ]
    }
    assert [row["name"] for row in json.loads(str(write("byor-json", chart_of(data))))] == ["B", "A"]


def test_what_is_changed_in_our_file_wins_over_what_was_kept(tmp_path: Path) -> None:
    path = laid_out("byor-json", tmp_path)
    data = data_of(read("byor-json", path, Naming()))
    data["technologies"][0] |= {"ring": "trial", "moved": "none"}
    row = json.loads(str(write("byor-json", chart_of(data))))[0]
    assert (row["ring"], row["isNew"]) == ("trial", "FALSE")


def test_what_a_form_cannot_hold_is_said() -> None:
    chart = load_chart(EXAMPLE.as_posix())
    said = {form: list(losses(form, chart)) for form in FORMS}
    assert "byor-csv cannot hold aliases (8 technologies)" in said["byor-csv"]
    assert "zalando cannot hold notes (3 technologies)" in said["zalando"]
    assert not any("notes" in words for words in said["backstage"])
    assert all("owner" in " ".join(words) for words in said.values())


BAD = [
    ("byor-json", '[{"Name": "x", "ring": "a", "quadrant": "q", "isNew": "TRUE"}]', "'Name' is written 'name'"),
    ("byor-json", '[{"name": "x", "ring": "a", "quadrant": "q", "isNew": true}]', "'isNew' is not text"),
    ("byor-json", '[{"name": "x", "ring": "a", "quadrant": "q"}]', "neither 'isNew' nor 'status'"),
    ("byor-json", "{", "not valid JSON"),
    ("byor-csv", "name,ring,quadrant,isNew\nx,adopt\n", "row 2 has not as many fields"),
    ("zalando", '{"entries": [{"label": "x", "quadrant": 9, "ring": 0}]}', "4 names for 10 quadrants"),
    ("zalando", '{"entries": [{"label": "x", "quadrant": "0", "ring": 0}]}', "'quadrant' is not a number"),
    ("backstage", '{"quadrants": [], "rings": [], "entries": []}', "'quadrants' is not a list with something in it"),
    ("aoe", "x", "no folder in it is named by a day"),
]


@pytest.mark.parametrize(("form", "text", "words"), BAD)
def test_a_mistake_is_said_in_words(form: Form, text: str, words: str, tmp_path: Path) -> None:
    file = tmp_path / "radar.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=words):
        read(form, str(tmp_path if form == "aoe" else file), Naming())


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)
rows = st.lists(
    st.fixed_dictionaries(
        {
            "name": words.map(lambda w: f"n{w}"),
            "ring": st.sampled_from(["Adopt", "Trial", "Assess", "Hold"]),
            "quadrant": st.sampled_from(["tools", "data"]),
            "isNew": st.sampled_from(["TRUE", "FALSE", "true", ""]),
            "description": words | st.just(""),
        },
        optional={"status": st.sampled_from(["New", "moved in", "odd"]), "x": words},
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda row: row["name"],
)


@given(rows)
@settings(max_examples=60, deadline=None)
def test_any_radar_comes_back_as_it_was(made: list[dict[str, str]]) -> None:
    from adr_lint.radar.interchange import byor

    chart = chart_of_or_none(byor.read_json(json.dumps(made), "x", Naming()))
    if chart is not None:
        assert json.loads(byor.write_json(chart)) == made


def chart_of_or_none(chart: Chart) -> Chart | None:
    """Through our own form; None where two names are one and stand on two rings, which we refuse."""
    try:
        return chart_of(json.loads(json.dumps(data_of(chart))))
    except UserError as error:
        assert "on two rings" in str(error)  # noqa: PT017
        return None


def test_the_command_line_offers_every_form() -> None:
    from adr_lint.cli import radar

    assert radar.FORMS == FORMS
