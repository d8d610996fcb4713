"""What records say of technologies: rings, moves over time, supersession, and what only mentions."""

from __future__ import annotations

from functools import cache

from adr_lint.model import Source
from adr_lint.radar.chart import Chart, direction
from adr_lint.radar.gather import Placed, gather
from adr_lint.radar.known import known
from adr_lint.radar.merge import merge
from adr_lint.radar.own import chart_of, data_of
from adr_lint.run import Session, Settings


@cache
def session() -> Session:
    return Session(Settings(engine="python"))


def record(
    number: int, title: str, status: str = "accepted", date: str = "", decision: str = "As the title says."
) -> Source:
    head = f"Status: {status}\n\n" + (f"Date: {date}\n\n" if date else "")
    return Source(f"docs/adr/{number:04d}-x.md", f"# {number}. {title}\n\n{head}## Decision\n\n{decision}\n")


def placed(*sources: Source) -> dict[str, Placed]:
    return gather(session().run(sources).readings, {s.path: s.text for s in sources}, known())


def rings(*sources: Source) -> dict[str, str]:
    return {name: one.ring for name, one in placed(*sources).items()}


def test_records_that_place_nothing_give_an_empty_radar() -> None:
    assert placed(record(1, "Errors are logged as JSON"), record(2, "Use Kafka", "rejected")) == {}


def test_a_technology_goes_from_ring_to_ring() -> None:
    found = placed(
        record(1, "Use Kafka", "proposed", "2023-01-10"),
        record(2, "Use Kafka", date="2023-06-01", decision="As an experiment, we use Kafka."),
        record(3, "Use Kafka", date="2024-02-01"),
        record(4, "Replace Kafka with RabbitMQ", date="2025-03-01"),
    )
    kafka = next(one for name, one in found.items() if "Kafka" in name)
    assert [(move.ring, move.date) for move in kafka.moves] == [
        ("assess", "2023-01-10"), ("trial", "2023-06-01"), ("adopt", "2024-02-01"), ("hold", "2025-03-01"),
    ]  # fmt: skip
    assert found["RabbitMQ"].ring == "adopt"


def test_a_proposal_takes_nothing_back() -> None:
    assert rings(record(1, "Use Terraform", date="2023-01-01"), record(2, "Terraform", "proposed", "2024-01-01")) == {
        "Terraform": "adopt"
    }


def test_a_superseded_record_takes_its_technology_along_on_the_day_of_its_successor() -> None:
    found = placed(
        record(1, "Push metrics with InfluxDB", "superseded by 0002", "2020-11-19"),
        record(2, "Push metrics with Thanos", date="2022-01-20"),
    )
    assert [(m.ring, m.date) for m in found["InfluxDB"].moves] == [("adopt", "2020-11-19"), ("hold", "2022-01-20")]
    assert found["Thanos"].ring == "adopt"


def test_a_technology_that_another_record_still_takes_is_not_retired_with_one() -> None:
    assert rings(record(1, "Use Auth0", "superseded by 0002"), record(2, "Use Auth0 for customers too")) == {
        "Auth0": "adopt"
    }
    assert rings(record(1, "Angular modules", "deprecated"), record(2, "Use Angular")) == {"Angular": "adopt"}


def test_what_is_named_in_passing_is_in_use_and_does_not_count_as_a_move() -> None:
    found = placed(record(1, "Naming of queues", date="2024-01-01", decision="We use Terraform to write names down."))
    assert found["Terraform"].ring == "adopt"
    assert found["Terraform"].records == ()
    chart = merge(found, None, known(), "2023-01")
    assert direction(chart.blips[0], chart.since) == "none"


def test_what_is_declared_is_meant() -> None:
    text = "---\nstatus: accepted\ntechnologies: [Zonk, postgres]\n---\n# Queues\n\nWords.\n"
    found = placed(Source("docs/adr/0001-x.md", text))
    assert {name: (one.ring, one.records[0].line) for name, one in found.items()} == {
        "PostgreSQL": ("adopt", 3),
        "Zonk": ("adopt", 3),
    }


FILE = {
    "rings": {"adopt": "Use", "hold": "Leave"},
    "quadrants": ["languages", "data", "the rest"],
    "technologies": [
        {"name": "Postgres", "ring": "Use", "quadrant": "data", "since": "2020-01"},
        {"name": "Kafka", "ring": "Leave", "quadrant": "data", "since": "2024-04", "note": "Too dear."},
        {"name": "COBOL", "ring": "trial"},
    ],
}


def merged(*sources: Source, since: str = "") -> Chart:
    return merge(placed(*sources), chart_of(FILE), known(), since)


def test_the_radar_file_has_the_word_and_the_difference_is_kept() -> None:
    chart = merged(record(1, "Use Apache Kafka", date="2022-01-01"), record(2, "Use PostgreSQL", date="2019-01-01"))
    blips = {blip.name: blip for blip in chart.blips}
    assert (blips["Kafka"].ring, blips["Kafka"].records_say) == ("hold", "adopt")
    assert [(m.ring, m.date) for m in blips["Kafka"].moves] == [("adopt", "2022-01-01"), ("hold", "2024-04")]
    assert (blips["Postgres"].ring, blips["Postgres"].records_say, len(blips["Postgres"].records)) == ("adopt", "", 1)
    assert direction(blips["Kafka"], chart.since) == "out"
    assert chart.since == "2023-04"


def test_what_only_records_have_finds_its_quadrant_in_the_file_or_brings_its_own() -> None:
    chart = merged(record(1, "Use Rust"), record(2, "Use Redis"), record(3, "Use Datadog"))
    assert {b.name: b.quadrant for b in chart.blips if not b.listed} == {
        "Datadog": "Tools", "Redis": "data", "Rust": "languages",
    }  # fmt: skip
    assert chart.quadrants == ("languages", "data", "the rest", "Tools")


def test_a_chart_goes_to_our_own_form_and_back() -> None:
    chart = merged(record(1, "Use Rust", date="2025-01-01"), since="2025-01")
    again = chart_of(data_of(chart))
    assert data_of(again) == data_of(chart)
    assert {b.name: (b.ring, b.quadrant, b.note) for b in again.blips} == {
        b.name: (b.ring, b.quadrant, b.note) for b in chart.blips
    }


def test_the_same_records_in_another_order_give_the_same_radar() -> None:
    sources = [
        record(1, "Use Kafka", date="2022-01-01"),
        record(2, "Retire Kafka", date="2023-01-01"),
        record(3, "Rust"),
    ]
    assert placed(*sources) == placed(*reversed(sources))
