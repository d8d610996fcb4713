"""durable-rules inside its envelope: exact and within its bounds (see test_durable_recovery.py for the rest)."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Collection
from contextlib import closing
from typing import Any

import pytest
from durable_doubles import CALLS, Watched
from durable_reference import agrees, needs_engine, reference, script, some
from hypothesis import given, settings
from hypothesis import strategies as st

from adr_lint.evaluate import durable
from adr_lint.evaluate.durable import Conjunction, DurableMatcher, EngineError

pytestmark = needs_engine


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Watched:
    c = Watched()
    monkeypatch.setattr(durable, "_load", lambda: c)
    return c


# --- exact


symbol = st.integers(0, 25) | st.sampled_from([10**6, 2**31, 2**32, 2**63, 2**70])
conjunction = st.lists(symbol, max_size=6).map(tuple)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.lists(conjunction, max_size=80), min_size=1, max_size=3),
    st.lists(st.sets(symbol) | st.lists(symbol), min_size=1, max_size=4),
)
def test_equals_set_inclusion(strata: list[list[Conjunction]], trues: list[Collection[int]]) -> None:
    with closing(DurableMatcher(strata)) as matcher:
        for true in trues:
            agrees(matcher, strata, true)


@pytest.mark.parametrize("seed", range(4))
def test_equals_set_inclusion_over_many_pages(seed: int) -> None:
    rng = random.Random(seed)
    strata = [some(rng, rng.randint(100, 250), 300), some(rng, 100, 260, most=40)]
    with closing(DurableMatcher(strata)) as matcher:
        for size in (0, 1, 30, 150, 290, 300):
            agrees(matcher, strata, set(rng.sample(range(300), size)))


def test_an_empty_conjunction_always_matches_and_the_engine_never_hears_of_it(watched: Watched) -> None:
    with closing(DurableMatcher([[(), (4,), ()], [(), ()], []])) as matcher:
        assert matcher.match(0, []) == [0, 2]
        assert matcher.match(0, [4]) == [0, 1, 2]
        assert matcher.match(1, [4]) == [0, 1]
        assert matcher.match(2, [4]) == []
    assert len(watched.definitions()) == 1
    assert '"$and":[{"k":1}]' not in watched.definitions()[0]


def test_equal_conjunctions_are_one_rule_and_each_is_found_once(watched: Watched) -> None:
    stratum = [(1, 2), (2, 1), (3,), (1, 2, 2, 1)] * 100
    with closing(DurableMatcher([stratum])) as matcher:
        assert matcher.match(0, {1, 2}) == reference(stratum, {1, 2})
    assert watched.definitions()[0].count('"$and"') == 2


def test_what_true_is_and_in_which_order_makes_no_difference(watched: Watched) -> None:
    symbols = [3, 1, 90, 7, 2**70]
    stratum = [(1, 3), (7, 90), (2**70,), (5,)]
    with closing(DurableMatcher([stratum])) as matcher:
        for order in itertools.permutations(symbols):
            for true in (list(order), tuple(order), dict.fromkeys(order), dict.fromkeys(order).keys(), set(order)):
                assert matcher.match(0, true) == [0, 1, 2]
    assert len(set(watched.facts())) == 1


def test_the_hash_seed_makes_no_difference() -> None:
    assert len({script("seed", PYTHONHASHSEED=seed) for seed in ("0", "1", "4711")}) == 1


# --- within bounds


def test_only_generated_names_reach_the_engine(watched: Watched) -> None:
    rng = random.Random(3)
    strata = [[tuple(s + 987_654_321 for s in conjunction) for conjunction in some(rng, 130, 290)], [(), (2**70, 5)]]
    with closing(DurableMatcher(strata)) as matcher:
        for size in (0, 40, 290):
            agrees(matcher, strata, {s + 987_654_321 for s in rng.sample(range(290), size)} | {2**70, 5})
    sent = [argument for call in watched.calls for argument in call[1:] if isinstance(argument, str)]
    for text in set(sent) - set(watched.definitions()):
        assert re.fullmatch(r'[\w":,{}$]+', text, re.ASCII), text
    names = r'\{"(k|p\d{1,3})":1\}'
    rule = rf'"r\d+":\{{"all":\[\{{"d":\{{"\$and":\[{names}(,{names})+\]\}}\}}\]\}}'
    for text in watched.definitions():
        assert re.fullmatch(rf'\{{"_s":\{{"all":\[\{{"d":\{{"k":1\}}\}}\]\}}(,{rule})+\}}', text), text
    for text in watched.facts():
        assert re.fullmatch(r'\{"k":1,"id":"d","sid":"0"(,"p\d{1,3}":1)*\}', text), text
    assert not any("98765" in text or str(2**70) in text for text in sent)
    assert set(watched.names()) == set(CALLS)


def test_rules_and_symbols_of_a_page_have_names_of_their_own(watched: Watched) -> None:
    with closing(DurableMatcher([some(random.Random(4), 200, 290)])) as matcher:
        matcher.match(0, range(290))
    for text in watched.definitions():
        rules = re.findall(r'"(r\d+)":', text)
        assert rules == [f"r{number}" for number in range(len(rules))]
    for text in watched.facts():
        properties = re.findall(r'"(\w+)":', text)
        assert len(properties) == len(set(properties)) <= 243


@pytest.mark.parametrize(("rules", "pages"), [(1, 1), (59, 1), (60, 1), (61, 2), (120, 2), (121, 3)])
def test_rules_of_a_page(watched: Watched, rules: int, pages: int) -> None:
    strata: list[list[Conjunction]] = [
        [(index % 7, index % 5, 100 + index) for index in range(rules)],
        [(index,) for index in range(rules)],  # as many conditions pending as there are rules
    ]
    with closing(DurableMatcher(strata)) as matcher:
        for true in (range(300), range(150), [0, 1, 2, 3, 4, 100, 159, 160], []):
            agrees(matcher, strata, true)
    assert len(watched.definitions()) == 2 * pages


@pytest.mark.parametrize(("symbols", "pages"), [(239, 1), (240, 1), (241, 2)])
def test_symbols_of_a_page(watched: Watched, symbols: int, pages: int) -> None:
    rules = [tuple(range(start, min(start + 8, symbols))) for start in range(0, symbols, 8)]
    with closing(DurableMatcher([rules])) as matcher:
        for true in (range(symbols), range(8), range(symbols - 1), [symbols - 1], []):
            agrees(matcher, [rules], true)
    assert len(watched.definitions()) == pages


def test_the_largest_page() -> None:
    """60 rules of 239 conditions each, over 240 symbols, all pending at once."""
    rules = [tuple(symbol for symbol in range(240) if symbol != left_out) for left_out in range(60)]
    trues: tuple[Collection[int], ...] = (range(240), set(range(240)) - {7}, range(60, 240), [])
    with closing(DurableMatcher([rules])) as matcher:
        for true in trues:
            agrees(matcher, [rules], true)


def test_a_conjunction_of_240_symbols_and_one_of_241() -> None:
    with closing(DurableMatcher([[tuple(range(240)) * 2]])) as matcher:
        assert matcher.match(0, range(240)) == [0]
        assert matcher.match(0, range(239)) == []
    with pytest.raises(EngineError, match="conjunction 1 of stratum 2 has 241 conditions, more than 240; split it"):
        DurableMatcher([[], [], [(1,), tuple(range(241))]])


def test_4000_rules() -> None:
    rng = random.Random(5)
    strata = [some(rng, 4000, 120)]
    with closing(DurableMatcher(strata)) as matcher:
        for size in (0, 60, 120):
            agrees(matcher, strata, set(rng.sample(range(120), size)))


def test_too_many_conjunctions_and_too_many_symbols_in_all(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EngineError, match="20,001 conjunctions are more than 20,000"):
        DurableMatcher([[(1,)] * 10_000, [(2,)] * 10_001])
    with pytest.raises(EngineError, match="100,200 conditions are more than 100,000"):
        DurableMatcher([[tuple(range(200))] * 501])
    monkeypatch.setattr(durable, "MAX_CONJUNCTIONS", 2)
    monkeypatch.setattr(durable, "MAX_SYMBOLS", 2)
    DurableMatcher([[(1,), (2,)]]).close()


@pytest.mark.parametrize("symbol", [-1, 1.0, "1", None, True])
def test_a_symbol_is_a_whole_number(symbol: Any) -> None:
    with pytest.raises(EngineError, match="conjunction 0 of stratum 0 has a symbol that is not a whole number"):
        DurableMatcher([[(symbol, 2)]])


def test_symbols_whose_hashes_collide_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    real = durable._fnv1a
    for one, other in (("p0", "p1"), ("p1", "k"), ("p1", "sid"), ("p0", "$or")):
        monkeypatch.setattr(durable, "_fnv1a", lambda name, one=one, other=other: real(other if name == one else name))
        with pytest.raises(EngineError, match="cannot tell two of adr-lint's symbols apart"):
            DurableMatcher([[(5, 6)]])
    monkeypatch.setattr(durable, "_fnv1a", lambda name: real("p1" if name == "p2" else name))
    DurableMatcher([[(5, 6)]]).close()  # there is no p2 in it


def test_the_hash_is_the_one_by_which_the_engine_tells_names_apart() -> None:
    assert durable._fnv1a("id") == 926444256  # HASH_ID and HASH_SID in its source
    assert durable._fnv1a("sid") == 3593476751
    one, other = "risk_risk_cloud_legacy", "expert_kind_host_data"
    assert durable._fnv1a(one) == durable._fnv1a(other)
    c = durable._load()
    handle = c.create_ruleset("x", f'{{"_s":{{"all":[{{"d":{{"k":1}}}}]}},"r":{{"all":[{{"d":{{"{one}":1}}}}]}}}}')
    _, session = c.assert_fact(handle, f'{{"k":1,"id":"d","sid":"0","{other}":1}}')
    assert c.start_action_for_state(handle, session)
    assert str(c.complete_and_start_action(handle, session)).startswith('{"r":')  # a wrong match
    c.delete_ruleset(handle)
