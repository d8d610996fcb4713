"""What was made ahead is what would be made now, and is used only while it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from adr_lint import regexes, resources, snapshot, values
from adr_lint.discover import discover
from adr_lint.evaluate.chaining import chains_of
from adr_lint.facts.reading import Reader
from adr_lint.model import Report
from adr_lint.parse import conventions
from adr_lint.policy.assemble import own_thresholds
from adr_lint.policy.load import load
from adr_lint.policy.nouns import FactType, PolicySet
from adr_lint.run import Session, Settings

EXAMPLES = Path(__file__).parents[2] / "examples"


def forget() -> None:
    snapshot.kept.cache_clear()
    conventions.load.cache_clear()
    snapshot._parts.cache_clear()


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The snapshot's place, with nothing there yet."""
    path = tmp_path / "snapshot.pickle"
    monkeypatch.setattr(snapshot, "PATH", str(path))
    forget()
    yield path
    forget()


def keep_all() -> PolicySet:
    """Keep what a build does; what was made, before it was kept."""
    policies = load()
    reader = Reader(policies.vocabulary, policies.platforms)
    made = {"policies": (own_thresholds(), policies), "reader": reader, "chains": chains_of(policies)}
    names = conventions.build(resources.data("records.yaml"))
    snapshot.keep({**made, "conventions": names, "regexes": regexes.codes(), "inits": values.codes()})
    forget()
    return policies


def report() -> Report:
    sources, skipped = discover([str(EXAMPLES)], conventions=conventions.load())
    return Session(Settings()).run(sources, skipped)


def test_records_are_read_and_judged_alike(elsewhere: Path) -> None:
    assert snapshot.kept("policies") is None
    before = report()
    assert before.findings
    made = keep_all()
    assert load() is snapshot.kept("policies")[1]
    assert load() == made
    assert Reader.of(load().vocabulary, load().platforms) is snapshot.kept("reader")
    assert conventions.load() is snapshot.kept("conventions")
    assert report() == before
    elsewhere.unlink()
    assert report() == before  # what was loaded stays


@pytest.mark.usefixtures("elsewhere")
def test_policies_and_facts_of_users_are_not_those_that_were_kept() -> None:
    keep_all()
    kept = snapshot.kept("policies")[1]
    assert load(adjust=lambda table: {**table, "team_size": {**table["team_size"], "build": 12}}) != kept
    fact = FactType("my.fact", "flag", "Mine.", read={"cues": [{"say": "a"}]})
    assert Reader.of({**kept.vocabulary, "my.fact": fact}, kept.platforms) is not snapshot.kept("reader")
    team = replace(kept.vocabulary["team.engineers"], read={"cues": [{"say": "team of {count}"}]})
    assert Reader.of({**kept.vocabulary, "team.engineers": team}, kept.platforms) is not snapshot.kept("reader")
    assert Reader.of(kept.vocabulary, kept.platforms[:-1]) is not snapshot.kept("reader")


@pytest.mark.parametrize("content", [b"", b"not a pickle", "half"])
def test_what_cannot_be_read_is_made_anew(elsewhere: Path, content: bytes | str) -> None:
    keep_all()
    raw = elsewhere.read_bytes()
    elsewhere.write_bytes(raw[: len(raw) // 2] if isinstance(content, str) else content)
    forget()
    assert snapshot.kept("policies") is None
    assert load().rules


@pytest.mark.usefixtures("elsewhere")
def test_the_stamp_is_of_our_data_and_of_the_code(tmp_path: Path) -> None:
    names = {name for _, name in snapshot._sources()}
    assert {"model.py", "nouns.py", "cues.py", "chaining.py", "matrix.yaml", "lexicon.yaml", "team.yaml"} <= names
    every = {path.name for path in resources.folder("policies").rglob("*.yaml")}
    assert every <= names
    changed = tmp_path / "changed.yaml"
    changed.write_text("a: 1", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(snapshot, "_sources", lambda: iter([(str(tmp_path), changed.name)]))
        snapshot.keep({"x": 1, "regexes": regexes.codes(), "inits": values.codes()})
        forget()
        assert snapshot.kept("x") == 1
        changed.write_text("a: 2", encoding="utf-8")
        forget()
        assert snapshot.kept("x") is None
