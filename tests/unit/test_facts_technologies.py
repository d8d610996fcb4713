"""Which technologies a record decides on, gives up, or only mentions, and on which ring it puts them."""

from __future__ import annotations

import pytest
from test_facts_reader import reading

from adr_lint.model import Source
from adr_lint.run import Session, Settings


def facts(title: str, decision: str = "We do as the title says.") -> tuple[object, object]:
    found = reading(f"# {title}\n\nStatus: accepted\n\n## Decision\n\n{decision}\n").facts
    names = ("technologies.decided", "technologies.retired")
    return tuple(found[name].value if name in found else None for name in names)  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("title", "decided", "retired"),
    [
        ("Errors are logged as JSON", None, None),
        ("Do not use Kubernetes", None, None),
        ("Should we use Kubernetes?", None, None),
        ("Helm charts carry our labels", None, None),
        ("Use PostgreSQL for the ledger", ("PostgreSQL",), None),
        ("Postgres", ("PostgreSQL",), None),
        ("Build the watch app with Swift", ("Swift",), None),
        ("A swift answer to outages", None, None),
        ("Replace Jenkins with GitHub Actions", ("GitHub Actions",), ("Jenkins",)),
        ("Migrate from Elasticsearch to Meilisearch", ("Meilisearch",), ("Elasticsearch",)),
        ("Retire Nomad", None, ("Nomad",)),
        ("Use Kafka rather than RabbitMQ", ("Kafka",), None),
        ("Replace Jenkins jobs that nobody owns", None, None),
    ],
)
def test_a_title_takes_and_gives_up(title: str, decided: object, retired: object) -> None:
    assert facts(title) == (decided, retired)


def test_what_a_decision_names_in_passing_is_not_what_it_is_about() -> None:
    found = reading("# Naming of queues\n\n## Decision\n\nWe use Terraform to write the names down.\n").facts
    assert found["technologies"].value == ("Terraform",)
    assert "technologies.decided" not in found


def test_a_decision_may_say_what_goes() -> None:
    assert facts("Continuous integration", "We stop using Jenkins at the end of May.") == (None, ("Jenkins",))


RINGS = [
    ("proposed", "", "assess"),
    ("draft", "", "assess"),
    ("accepted", "", "adopt"),
    ("accepted", "As an experiment, for two months.", "trial"),
    ("", "", "adopt"),
    ("", "As an experiment, for two months.", "trial"),
    ("rejected", "", None),
    ("deprecated", "", "hold"),
    ("superseded by 0007", "", "hold"),
]


def test_the_ring_follows_from_status_and_use() -> None:
    session = Session(Settings(engine="python"))
    for status, more, ring in RINGS:
        head = f"Status: {status}\n\n" if status else ""
        text = f"# Use PostgreSQL for the ledger\n\n{head}## Decision\n\nWe use PostgreSQL. {more}\n"
        report = session.run([Source("0001-use.md", text)])
        found = report.readings[0].facts.get("technologies.ring")
        assert (status, more, found.value if found else None) == (status, more, ring)
