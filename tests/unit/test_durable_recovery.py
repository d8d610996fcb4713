"""durable-rules broken off, closed, forked, shared by threads and run for long: right again, and bounded."""

from __future__ import annotations

import copy
import itertools
import os
import pickle
import random
import signal
import sys
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, suppress
from types import FrameType
from typing import Any

import pytest
from durable_doubles import Scripted, Watched, raise_at
from durable_reference import agrees, needs_engine, reference, script, some

from adr_lint.evaluate import durable
from adr_lint.evaluate.durable import Conjunction, DurableMatcher, EngineError

pytestmark = needs_engine


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Watched:
    c = Watched()
    monkeypatch.setattr(durable, "_load", lambda: c)
    return c


# --- broken off

STRATA: list[list[Conjunction]] = [
    [(index % 11, 11 + index % 9, 20 + index % 4) for index in range(150)],
    [(0, 1), (2,), (3, 4)],
]
TRUES: tuple[Collection[int], ...] = (range(24), range(0, 24, 2), [0, 11, 20], [], range(5, 24))


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize(
    ("call", "count"),
    [
        ("assert_fact", 1),
        ("assert_fact", 2),
        ("start_action_for_state", 1),
        ("start_action_for_state", 2),
        ("complete_and_start_action", 1),
        ("complete_and_start_action", 30),
        ("retract_fact", 1),
        ("retract_fact", 3),
    ],
)
@pytest.mark.parametrize("warm", [False, True])
def test_the_match_after_one_that_was_broken_off_is_right(
    watched: Watched, moment: str, call: str, count: int, warm: bool
) -> None:
    with closing(DurableMatcher(STRATA)) as matcher:
        for error in (OSError("disk\nfull"), MemoryError(), KeyboardInterrupt(), SystemExit(3), GeneratorExit()):
            if warm:
                agrees(matcher, STRATA, range(24))
            setattr(watched, moment, raise_at(call, count, error))
            with pytest.raises(EngineError if isinstance(error, Exception) else type(error)) as caught:
                matcher.match(0, range(24))
            if isinstance(error, Exception):
                assert caught.value.__cause__ is error
                assert "\n" not in str(caught.value)
            else:
                assert caught.value is error
            for true in TRUES:
                agrees(matcher, STRATA, true)


def interrupted(line: int, match: Callable[[], object]) -> bool:
    """Runs the match with Ctrl-C before the line-th line of a page's code; False where there are not so many."""
    left = line

    def trace(frame: FrameType, event: str, _arg: object) -> Callable[..., Any]:
        nonlocal left
        if event == "line" and frame.f_code.co_qualname.startswith("_Page."):
            left -= 1
            if left == 0:
                raise KeyboardInterrupt
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        match()
    except KeyboardInterrupt:
        return True
    finally:
        sys.settrace(before)
    return False


def test_a_match_broken_off_at_every_line_and_broken_off_again_at_renewal() -> None:
    strata: list[list[Conjunction]] = [[(0,), (1,)], [(0, 1)]]
    with closing(DurableMatcher(strata)) as matcher:
        for line in itertools.count(1):
            if not interrupted(line, lambda: matcher.match(0, {0})):
                break
            if line % 2:  # else the next interruption comes on top
                agrees(matcher, strata, {0, 1})
        agrees(matcher, strata, {0, 1})
    assert line > 20


def test_closed_after_a_renewal_was_broken_off_at_every_line() -> None:
    for line in itertools.count(1):
        matcher = DurableMatcher([[(0,), (1,)]])
        assert matcher.match(0, {0}) == [0]
        assert interrupted(10, lambda: matcher.match(0, {0}))  # noqa: B023  # called at once
        again = interrupted(line, lambda: matcher.match(0, {0}))  # noqa: B023  # called at once
        matcher.close()
        if not again:
            break
    assert line > 20


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there are no interval timers on this system")
def test_interrupted_by_a_signal_at_any_moment() -> None:
    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        with closing(DurableMatcher(STRATA)) as matcher:
            for turn in range(40):
                with pytest.raises(KeyboardInterrupt):  # noqa: PT012  # it comes anywhere in there
                    signal.setitimer(signal.ITIMER_REAL, 0.0002 + turn * 0.00003)
                    while True:
                        matcher.match(0, range(24))
                agrees(matcher, STRATA, TRUES[turn % 5])
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize(
    ("fires", "asserted", "retracted", "words"),
    [
        (["_s", "r0", "r0"], 0, 0, "fired twice"),
        (["_s", "_s"], 0, 0, "fired twice"),
        (["_s", "r7"], 0, 0, "not given to it"),
        (["r0", "_s"], 0, 0, "did not fire first"),
        ([], 0, 0, "did not fire first"),
        (["_s"], 2, 0, "did not take a fact"),
        (["_s"], 0, 1, "did not give up a fact"),
    ],
)
def test_an_engine_that_errs_is_noticed(
    monkeypatch: pytest.MonkeyPatch, fires: list[str], asserted: int, retracted: int, words: str
) -> None:
    monkeypatch.setattr(durable, "_load", lambda: Scripted(fires, asserted, retracted))
    with closing(DurableMatcher([[(1,)]])) as matcher, pytest.raises(EngineError, match=words):
        matcher.match(0, {1})


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (101, "out of memory"),
        (106, "4,096"),
        (107, "alternatives"),
        (108, "256"),
        (112, "131,071 rulesets"),
        (113, "more parts"),
        (202, "could not parse"),
        (302, "252"),
        (303, "64"),
        (304, "16"),
        (314, "larger than it can hold"),
        (999, "unknown"),
    ],
)
def test_error_codes_become_words(watched: Watched, code: int, words: str) -> None:
    with closing(DurableMatcher([[(1,)]])) as matcher:
        watched.before = raise_at("assert_fact", 1, ValueError(f"Could not assert fact, error code: {code}"))
        with pytest.raises(EngineError, match=rf"^durable-rules failed: .*{words}.* \(its error {code}\)$"):
            matcher.match(0, {1})
    watched.before = raise_at("create_ruleset", 2, ValueError(f"Could not create ruleset, error code: {code}"))
    watched.calls.clear()
    with pytest.raises(EngineError, match=words):
        DurableMatcher([[(1,)], [(1,)]])
    assert watched.names() == ["create_ruleset", "create_ruleset", "delete_ruleset"]  # what was made is given back


def test_an_error_of_the_c_module_itself_becomes_words() -> None:
    with closing(DurableMatcher([[(1,)]])) as matcher:
        matcher._pages[0]._handle = 131_000
        with pytest.raises(EngineError, match=r"the ruleset is gone \(its error 111\)"):
            matcher.match(0, {1})
        matcher._pages[0]._handle = durable._load().create_ruleset("adr", matcher._pages[0]._definition)
        assert matcher.match(0, {1}) == [0]


# --- closing, and other processes and threads


def test_a_session_is_freed_only_where_that_is_safe(watched: Watched) -> None:
    def closed(prepare: Callable[[DurableMatcher], object]) -> list[str]:
        matcher = DurableMatcher([[(1,)]])
        with suppress(KeyboardInterrupt):
            prepare(matcher)
        assert "delete_state" not in watched.names()
        watched.calls.clear()
        matcher.close()
        names = watched.names()
        watched.calls.clear()
        return names

    def broken(matcher: DurableMatcher) -> None:
        watched.before = raise_at("retract_fact", 1, KeyboardInterrupt())
        matcher.match(0, {1})

    def broken_later(matcher: DurableMatcher) -> None:
        matcher.match(0, {1})
        broken(matcher)

    def mended(matcher: DurableMatcher) -> None:
        with suppress(KeyboardInterrupt):
            broken(matcher)
        matcher.match(0, {1})

    def broken_in_first_run_after_renewal(matcher: DurableMatcher) -> None:
        mended(matcher)
        with suppress(KeyboardInterrupt):
            broken(matcher)
        broken(matcher)

    assert closed(bool) == ["delete_ruleset"]
    assert closed(lambda matcher: matcher.match(0, {1})) == ["delete_state", "delete_ruleset"]
    assert closed(broken) == ["delete_ruleset"]
    assert closed(broken_later) == ["delete_ruleset"]
    assert closed(mended) == ["delete_state", "delete_ruleset"]
    assert closed(broken_in_first_run_after_renewal) == ["delete_ruleset"]


def test_a_matcher_that_is_renewed_gives_its_ruleset_back(watched: Watched) -> None:
    with closing(DurableMatcher([[(1,)]])) as matcher:
        for _ in range(3):
            watched.before = raise_at("retract_fact", 1, KeyboardInterrupt())
            with pytest.raises(KeyboardInterrupt):
                matcher.match(0, {1})
        assert matcher.match(0, {1}) == [0]
    assert watched.names().count("create_ruleset") == watched.names().count("delete_ruleset") == 4


def test_a_closed_matcher_says_so() -> None:
    matcher = DurableMatcher([[(1,)]])
    matcher.match(0, {1})
    matcher.close()
    matcher.close()
    with pytest.raises(EngineError, match="is closed"):
        matcher.match(0, {1})


@pytest.mark.parametrize("stratum", [-1, 2])
def test_a_stratum_that_is_not_there(stratum: int) -> None:
    with (
        closing(DurableMatcher([[(1,)], [(2,)]])) as matcher,
        pytest.raises(EngineError, match=f"no stratum {stratum}"),
    ):
        matcher.match(stratum, {1})


def test_a_matcher_cannot_be_copied_or_pickled() -> None:
    with closing(DurableMatcher([[(1,)]])) as matcher:
        for attempt in (pickle.dumps, copy.copy, copy.deepcopy):
            with pytest.raises(EngineError, match="cannot be copied or sent to another process"):
                attempt(matcher)


@pytest.fixture
def frequent_switches() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("frequent_switches")
def test_threads_take_turns() -> None:
    wrong: list[object] = []
    rounds: list[int] = []

    def work(seed: int) -> None:
        rng = random.Random(seed)
        try:
            for _ in range(150):
                true = set(rng.sample(range(24), rng.randrange(25)))
                number = rng.randrange(2)
                if matcher.match(number, true) != reference(STRATA[number], true):
                    wrong.append(true)
            rounds.append(seed)
        except EngineError as error:
            wrong.append(error)

    with closing(DurableMatcher(STRATA)) as matcher:
        threads = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert not wrong
    assert sorted(rounds) == [0, 1, 2, 3]


def test_threads_with_a_matcher_each() -> None:
    right: list[int] = []

    def work(seed: int) -> None:
        rng = random.Random(seed)
        strata = [some(rng, 70, 40)]
        for _ in range(20):
            with closing(DurableMatcher(strata)) as matcher:
                agrees(matcher, strata, set(rng.sample(range(40), 20)))
        right.append(seed)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(right) == [0, 1, 2, 3]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork on this system")
def test_after_a_fork_both_go_on() -> None:
    assert script("fork") == "same"


def test_a_spawned_process_makes_its_own() -> None:
    assert script("spawn") == "same"


def test_no_threads_no_package_durable_and_no_import_before_its_time() -> None:
    assert script("quiet") == "[]"


# --- memory: with MALLOC_PERTURB_, what is read before it is set or after it is freed is not zero by luck


def test_memory_stays_flat_over_50_000_matches() -> None:
    assert int(script("matches", MALLOC_PERTURB_="165")) < 1_500  # KB; 32 bytes a match would be seen


def test_memory_stays_flat_over_1_000_reloads() -> None:
    assert int(script("reloads", MALLOC_PERTURB_="165")) < 3_000  # KB; a session that is not freed costs 125
