"""The learned reader: words, features, weights, and facts that quote what they rest on."""

from __future__ import annotations

from functools import cache
from math import exp
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adr_lint.facts.approach import settle
from adr_lint.facts.learned import weights as learned
from adr_lint.facts.learned.decides import decides
from adr_lint.facts.learned.features import around, of_number, of_sentence
from adr_lint.facts.learned.meanings import by_stem
from adr_lint.facts.learned.packed import Packed, pack
from adr_lint.facts.learned.record import Zones, by_zone, likely, said, zones
from adr_lint.facts.learned.weights import Heads
from adr_lint.facts.learned.words import Words, stem
from adr_lint.facts.pages import page_of
from adr_lint.facts.reading import Reader, read_facts, view
from adr_lint.model import Reading, Source
from adr_lint.parse import parse
from adr_lint.parse.conventions import load as conventions
from adr_lint.policy.load import load

NOWHERE = around(frozenset(), "paragraph", (), rejected=False, quoted=False, cues=())


@cache
def reader() -> Reader:
    policies = load()
    return Reader(policies.vocabulary, policies.platforms)


def read(text: str) -> Reading:
    return read_facts(parse(Source("r.md", text), conventions()), reader())


@pytest.mark.parametrize(
    ("word", "root"),
    [("operating", "operat"), ("operated", "operat"), ("companies", "company"), ("hires", "hir"), ("gas", "gas")],
)
def test_stems(word: str, root: str) -> None:
    assert stem(word) == root


def test_a_word_belongs_to_the_meaning_that_names_it_first() -> None:
    assert by_stem({"lack": ["lacking"], "miss": ["lack", "missing"]}) == {"lack": "lack", "miss": "miss"}


def test_words_of_like_meaning_share_a_feature() -> None:
    words = Words({"nobody": "nobody", "none": "nobody"})
    first, second = (of_sentence(words.of(text), NOWHERE) for text in (b"nobody knows it", b"none knows it"))
    assert "c:nobody" in first & second
    assert "u:nobody" in first - second


def test_numbers_products_and_amounts_are_one_letter() -> None:
    assert [word.text for word in Words({}).of(b"NNNNN engineers run HHHH for MMMMMM")] == [
        "N", "engineers", "run", "H", "for", "M",
    ]  # fmt: skip


def test_a_number_is_seen_with_its_neighbours_on_either_side() -> None:
    words = Words({})
    found = of_number(words.of(b"we are "), words.of(b" engineers"), "N", "three", NOWHERE, {"team.engineers"})
    seen = {feature.split("|")[-1] for feature in found}
    assert {"l0:are", "r0:engine", "covered:team.engineers"} <= seen
    assert not {"opens", "closes"} & seen


def test_a_list_of_people_is_seen_with_its_words_and_with_a_count_that_agrees() -> None:
    words = Words({})
    inside = words.of(b"ana and two operators")
    found = of_number((), (), "E", "ana and two operators", NOWHERE, (), inside=inside, agrees=True)
    assert {"E|i:ana", "E|i:operator", "E|agrees"} <= found
    assert "E|i:and" not in found


@pytest.mark.parametrize(
    ("letter", "worth", "feature"),
    [("N", 4, "N|worth:3"), ("D", 4.0, "D|worth:4"), ("T", -3.0, "T|worth:0"), ("T", None, "T|worth:?")],
)
def test_what_a_number_comes_to_is_told_in_steps(letter: str, worth: float | None, feature: str) -> None:
    found = of_number((), Words({}).of(b" engineers"), letter, "it", NOWHERE, (), worth=worth)
    assert {feature, f"{feature}&opens", f"{feature}&r0:engine", f"{feature}&kind:paragraph"} <= found


def heads() -> Heads:
    table = pack({"u:x": bytes([0, 168]), "u:y": bytes([1, 208, 0, 88])})
    return Heads(["a", "b"], [0.0, -1.0], [0.5, 0.5], 2.0, Packed(*table))


def test_heads_add_up_what_speaks_for_them() -> None:
    judged = heads().judge({"u:x", "u:unknown"})
    assert judged["a"] == pytest.approx(0.731, abs=0.001)
    assert judged["b"] == pytest.approx(0.269, abs=0.001)


def test_what_features_say_is_divided_by_the_root_of_their_number() -> None:
    few, many = ({"u:x", *(f"u:{number}" for number in range(others))} for others in (1, 7))
    assert heads().judge(few)["a"] == pytest.approx(1 / (1 + exp(-1)))
    assert heads().judge(many)["a"] == heads().judge({"u:x"}, size=8)["a"] == pytest.approx(1 / (1 + exp(-0.5)))
    assert heads().judge(many)["b"] == pytest.approx(1 / (1 + exp(1)))


def test_heads_that_are_unlikely_are_left_out() -> None:
    assert list(heads().judge({"u:x"}, least=0.5)) == ["a"]
    assert list(heads().judge({"u:y"}, least=0.5)) == ["b"]


def test_what_spoke_for_a_head_is_named_strongest_first() -> None:
    assert heads().reasons({"u:x", "u:y"}, "a") == ["u:x"]


def test_features_are_looked_up_alike_whether_few_or_many_are_asked_for() -> None:
    table = {"plumless": b"one", "buckeroo": b"another", "ü:x": b"third", "gone": b"\0"}  # two of one checksum
    assert Packed(*pack({})).get("gone") == b""
    packed = Packed(*pack(table))
    asked = {*table, "unknown"}
    few = packed.known(asked)
    assert [packed.get(name) for name in (*table, "unknown")] == [*table.values(), b""]
    packed.known({str(number) for number in range(5_000)})
    assert set(few) == set(packed.known(asked)) == set(table)
    assert [packed.get(name) for name in (*table, "unknown")] == [*table.values(), b""]
    packed.forget()
    assert [packed.get(name) for name in (*table, "unknown")] == [*table.values(), b""]
    assert set(packed.known(asked)) == set(table)


MEMO = """Hi all, this is what Wednesday's half hour ended in (17 March 2025; treat as accepted).

Who does it? Ana, Piotr and, on Fridays, Lee.

We are buying Amazon Personalize. It has to be live within seven months.
"""


def test_a_memo_without_headings_is_read_as_text() -> None:
    facts = read(MEMO).facts
    assert {"approach": "buy", "team.engineers": 3, "timeline.months": 7}.items() <= {
        name: fact.value for name, fact in facts.items()
    }.items()


PEOPLE = "Ana, Piotr and Lee build it, and none of the three has any other duty until it has been taken into use."


@pytest.mark.parametrize(
    ("heading", "prose", "role"),
    [
        ("Resources", PEOPLE, "other"),
        ("Resources", f"{PEOPLE} See [the plan](plan.md).", "links"),
        ("Resources", "The plan.", "links"),
        ("Dates", "First release: 1 May 2026. Coal goes first, since it is patient, and containers follow.", "title"),
        (
            "Dates",
            "Decided: 1 May 2025, Ana Berger, Piotr Nowak, Lee Wong and the rest of the architecture board",
            "header",
        ),
    ],
)
def test_prose_under_a_heading_of_links_or_dates_is_text(heading: str, prose: str, role: str) -> None:
    text = f"# Our own event store\n\n## Decision\n\nWe build it.\n\n## {heading}\n\n{prose}\n"
    page = page_of(parse(Source("r.md", text), conventions()), reader().products, reader().numbers)
    assert role in page.passages[-1].roles


RECORD = """# Our own event store

Date: 2025-03-03

## Status

Accepted

## Context

{context}

## Decision

We build the event store ourselves and run it on our own servers.

## Consequences

{after}
"""

STATED = [
    ("Our people are modellers and statisticians by trade.", "", "expertise.level", "ml-focused"),
    ("", "Two of us carry the pager in turn and keep Fridays free for patching.", "maintenance.stated", True),
    ("There are nine of us in the platform group.", "", "team.engineers", 9),
    ("It has to be live within seven months.", "", "timeline.months", 7),
    ("We are Ana, Piotr and, on Fridays, Lee.", "", "team.engineers", 3),
    ("Who is in the team? Ana, Piotr and, on Fridays, Lee.", "", "team.engineers", 3),
    ("", "Set-up takes two months, schema work three, tooling three: eight months in all.", "build.estimate_months", 8),
    ("SageMaker was on trial from 20 January to 9 February.", "", "prototype.weeks", 3),
    ("The six-week trial of SageMaker, May to June, went well.", "", "prototype.weeks", 6),
    ("Everything else of ours sits in Microsoft's cloud.", "", "organisation.clouds", ("azure",)),
    ("None of us has ever run a cluster.", "", "expertise.lacks", ("container-orchestration",)),
]


@pytest.mark.parametrize(("context", "after", "fact", "value"), STATED)
def test_facts_are_read_and_quote_what_they_rest_on(context: str, after: str, fact: str, value: object) -> None:
    found = read(RECORD.format(context=context, after=after)).facts
    assert found[fact].value == value
    assert found[fact].evidence[0].words in context + after


SILENT = [
    ("The vendor employs nine data scientists.", ("team.engineers", "expertise.level")),
    ("If we had nine people we would think about it.", ("team.engineers",)),
    ("Logs are kept for seven months.", ("timeline.months", "build.estimate_months")),
    ("Everything of ours sits in clouds, some with Microsoft, some with Amazon.", ("organisation.clouds",)),
]


@pytest.mark.parametrize(("context", "silent"), SILENT)
def test_other_peoples_numbers_stay_out(context: str, silent: tuple[str, ...]) -> None:
    found = read(RECORD.format(context=context, after="")).facts
    assert [name for name in silent if name in found] == []


def test_the_same_text_gives_the_same_facts() -> None:
    text = RECORD.format(context="We are nine.", after="Two of us carry the pager.")
    assert read(text).facts == read(text).facts


ANSWERS = [f"approach={answer}" for answer in ("build", "buy", "hybrid", "none")]


@cache
def parts() -> Zones:
    seen = view(parse(Source("r.md", RECORD.format(context="", after="")), conventions()), reader())
    return zones(seen.page, seen.first, reader().words)


def weights(features: set[str]) -> st.SearchStrategy[Heads]:
    rows = st.lists(st.integers(1, 255), min_size=len(ANSWERS), max_size=len(ANSWERS)).map(
        lambda row: bytes(part for pair in enumerate(row) for part in pair)
    )
    nothing = [0.0] * len(ANSWERS)
    return st.dictionaries(st.sampled_from(sorted(features)), rows, max_size=20).map(
        lambda table: Heads(ANSWERS, nothing, nothing, 9.0, Packed(*pack(table)))
    )


SURE = likely((where, dict.fromkeys(ANSWERS, 1.0)) for _, where in parts().decides)


@given(st.integers(0, 700), st.sampled_from([1, 127, 128, 255]), st.floats(-9, 9))
def test_however_many_features_a_text_has_their_weights_are_added(count: int, stored: int, bias: float) -> None:
    features = {f"u:{number}" for number in range(count)}
    table = {feature: bytes([0, stored, 1, 256 - stored]) for feature in features if stored > 1}
    judge = Heads(["a", "b", "c"], [bias, 0.0, 0.0], [0.5, 0.5, 0.5], 25.0, Packed(*pack(table)))
    total = len(table) * (stored - 128)
    assert judge.leads(features, "c", 100) == (round(2 * bias * learned.SCALE) + total, -total, 0)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    path = tmp_path / "learned.bin"
    monkeypatch.setattr(learned, "MADE", str(path))
    learned.make()
    return path


def stamp() -> tuple[str, int, int, int]:
    return learned._stamp(learned._path())


@pytest.mark.usefixtures("made")
def test_what_a_build_leaves_of_the_weights_is_what_training_left() -> None:
    left, made = learned._read(learned._path()), learned._made(stamp())
    assert made is not None
    parts, weighing = made
    assert ({kind: (*told, tuple(map(bytes, table))) for kind, (*told, table) in parts.items()}, weighing) == left


def test_weights_that_were_cut_short_or_made_of_others_are_not_taken(made: Path) -> None:
    byteorder, layout, size, checksum = stamp()
    assert learned._made((byteorder, layout, size, checksum ^ 1)) is None
    whole = made.read_bytes()
    for length in (0, 9, len(whole) // 2, len(whole) - 1):
        made.write_bytes(whole[:length])
        assert learned._made(stamp()) is None
    made.unlink()
    assert learned._made(stamp()) is None


@given(
    weights(SURE | said(by_zone(parts().decides), (), {}, ())),
    weights(set().union(*(sentence.features() for sentence, _ in parts().decides))),
)
def test_nothing_is_decided_before_the_sentences_are_judged_that_these_might_turn(
    records: Heads, decisions: Heads
) -> None:
    early, late = (decides(records, decisions, parts(), {}, (), certain=certain) for certain in (False, True))
    assert late is not None
    assert early in (None, late)
    if early is None:
        assert settle({}, late).value == "none"


@pytest.mark.parametrize(("other", "hinted"), [("Amazon OpenSearch", False), ("Elastic Cloud", True)])
def test_a_sentence_that_names_only_what_is_taken_hints_at_no_rival(other: str, hinted: bool) -> None:
    reading = read(
        "# Use Amazon OpenSearch\n\n## Options considered\n\nWe have been using our own ELK stack for years.\n\n"
        f"Compared with {other}, our own ELK stack is dear.\n\n"
        "## Decision\n\nWe replace our self hosted ELK stack with Amazon OpenSearch.\n"
    )
    known = reading.facts.keys() | reading.hints.keys()
    assert ("platforms.rival" in known) == hinted


@pytest.mark.parametrize(
    "said",
    ["Discourse, hosted by its makers.", "Discourse, on the vendor's plan.", "We subscribe to their small plan."],
)
def test_that_a_vendor_operates_what_one_might_run_oneself_is_told_by_the_cues(said: str) -> None:
    text = f"# A forum\n\n## Options\n\n- Discourse\n- Zulip\n\n## Decision\n\n{said}\n"
    sums = view(parse(Source("r.md", text), conventions()), reader()).sums
    assert sums.get("buy", 0.0) >= 2.5


CONVENTION = """# Timestamps are stored in UTC

## Context

Two services disagreed by an hour in March. At the harbour office a team of 3 covers the nights on which clocks change.

## Decision

All services store timestamps in UTC.
"""


def test_other_peoples_numbers_stay_out_of_a_record_that_decides_nothing_of_the_kind() -> None:
    facts = read(CONVENTION).facts
    assert facts["approach"].value == "none"
    assert "team.engineers" not in facts
