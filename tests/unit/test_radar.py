"""A radar file: its rings by role, its names however they are written, and its mistakes with their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from adr_lint.errors import UserError
from adr_lint.radar import load_radar, normalise, radar_from

EXAMPLE = Path(__file__).parents[2] / "examples" / "radar.yaml"


def written(tmp_path: Path, text: str) -> str:
    path = tmp_path / "radar.yaml"
    path.write_text(text, encoding="utf-8")
    return path.as_posix()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("PostgreSQL", "postgresql"),
        ("Argo CD", "argo cd"),
        ("argo-cd", "argo cd"),
        ("Node.js", "node js"),
        ("C++", "c plus plus"),
        ("C#", "c sharp"),
        ("C", "c"),
        ("  Vertex   AI ", "vertex ai"),
        ("STRASSE", "strasse"),
        ("—", ""),
    ],
)
def test_case_dots_and_hyphens_make_no_difference(name: str, expected: str) -> None:
    assert normalise(name) == expected


def test_an_organisation_calls_its_rings_as_it_likes() -> None:
    radar = radar_from(
        {
            "rings": {"hold": "Caution", "adopt": "Use"},
            "technologies": [
                {"name": "Jenkins", "ring": "caution"},
                {"name": "Kafka", "ring": "hold"},
                {"name": "PostgreSQL", "ring": "USE", "aliases": ["Postgres"]},
                {"name": "Dagster", "ring": "trial"},
            ],
        }
    )
    assert dict(radar.entries) == {
        "jenkins": "hold",
        "kafka": "hold",
        "postgresql": "adopt",
        "postgres": "adopt",
        "dagster": "trial",
    }
    assert radar.ring("postgres") == "adopt"
    assert radar.ring("MySQL") is None


def test_names_of_rings_may_be_swapped() -> None:
    radar = radar_from(
        {"rings": {"trial": "Assess", "assess": "Trial"}, "technologies": [{"name": "Rust", "ring": "trial"}]}
    )
    assert radar.ring("rust") == "assess"


def test_the_example_is_read() -> None:
    radar = load_radar(EXAMPLE.as_posix())
    assert radar.ring("Apache Kafka") == "hold"
    assert radar.ring("azure-ml") == "adopt"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("technologies:\n  - {name: Rust, ring: hld}\n", 2, "'hld' is no ring of this radar"),
        ("technologies:\n  - {name: Rust}\n", 2, "lacks 'ring'"),
        ("technologies:\n  - {name: Rust, ring: hold}\n  - {name: rust, ring: adopt}\n", 3, "'rust' is on two rings"),
        ("rings: {hold: Use, adopt: Use}\ntechnologies: []\n", 1, "two rings are called 'Use'"),
        ("rings: {adopt: trial}\ntechnologies: []\n", 1, "two rings are called 'trial'"),
        ("technologies:\n  - {name: '-', ring: hold}\n", 2, "names nothing"),
        ("technologies:\n  - {name: A, ring: hold, aliases: [B, '?']}\n", 2, "'?' has neither"),
        ("technologies: [\n", 1, "not valid YAML"),
        ("technologies: 3\n", 1, "'technologies' must be a list"),
        ("entries: []\n", 1, "unknown key 'entries'"),
    ],
)
def test_a_mistake_is_said_with_its_place(tmp_path: Path, text: str, line: int, words: str) -> None:
    with pytest.raises(UserError) as caught:
        load_radar(written(tmp_path, text))
    assert words in str(caught.value)
    assert f"radar.yaml:{line}:" in str(caught.value)


def test_a_misspelt_ring_is_answered_with_the_right_ones(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        load_radar(written(tmp_path, "technologies:\n  - {name: Rust, ring: Addopt}\n"))
    assert "allowed: adopt, trial, assess, hold" in str(caught.value)
    assert "did you mean 'adopt'?" in str(caught.value)


def test_a_file_that_is_not_there_is_answered_with_one_that_is(tmp_path: Path) -> None:
    written(tmp_path, "technologies: []\n")
    with pytest.raises(UserError, match=r"there is no such radar file"):
        load_radar((tmp_path / "rader.yaml").as_posix())


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "radar.yaml"
    path.write_bytes(b"technologies: \xff")
    with pytest.raises(UserError, match="not UTF-8 text"):
        load_radar(path.as_posix())


def test_json_is_yaml(tmp_path: Path) -> None:
    radar = load_radar(written(tmp_path, '\ufeff{"technologies": [{"name": "Rust", "ring": "hold"}]}'))
    assert radar.ring("Rust") == "hold"
