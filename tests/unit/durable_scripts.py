"""What can only be seen from outside of a process; the tests run each function here as a command of its own."""

from __future__ import annotations

import multiprocessing
import os
import random
import resource
import signal
import sys
import threading
from contextlib import suppress
from multiprocessing.queues import SimpleQueue
from pathlib import Path

from durable_doubles import Watched, raise_at
from durable_reference import reference, some

from adr_lint.evaluate import durable
from adr_lint.evaluate.durable import Conjunction, DurableMatcher

GUARD = 60
"""Seconds after which a process that hangs is ended, so that it fails."""


def held() -> int:
    """The memory that the process holds, in KB."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * resource.getpagesize() // 1024
    # The most so far; on Linux it would not do, where a process starts with the figure of the one that started it.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def matches() -> None:
    """50,000 matches."""
    rng = random.Random(7)
    stratum = some(rng, 20, 30, most=4)
    records = [set(rng.sample(range(30), 12)) for _ in range(100)]
    expected = [reference(stratum, record) for record in records]
    matcher = DurableMatcher([stratum])
    for turn in range(50_000):
        if turn == 2_000:
            warm = held()
        assert matcher.match(0, records[turn % 100]) == expected[turn % 100], turn
    print(held() - warm)
    matcher.close()


def reloads() -> None:
    """1,000 matchers, matched with or never used; at first some broken off, in the first match or a later one."""
    rng = random.Random(8)
    stratum = some(rng, 4, 12, most=4)
    true = set(range(8))
    c = Watched()
    durable._load = lambda: c
    for turn in range(1_000):
        if turn == 200:
            warm = held()
        matcher = DurableMatcher([stratum, stratum])
        if turn % 4:
            assert matcher.match(0, true) == reference(stratum, true)
        if turn < 32:  # a session that was broken off is not freed, so these would not be flat
            c.before = raise_at(("start_action_for_state", "retract_fact")[turn // 4 % 2], 1, KeyboardInterrupt())
            with suppress(KeyboardInterrupt):
                matcher.match(turn // 8 % 2, true)
            if turn < 16:
                assert matcher.match(turn // 8 % 2, true) == reference(stratum, true)
        matcher.close()
        c.calls.clear()
    print(held() - warm)


def fork() -> None:
    """Parent and child go on with the same matcher, though another thread was in the middle of a match at the fork."""
    signal.alarm(GUARD)
    rng = random.Random(9)
    stratum = some(rng, 100, 40)
    true, other = set(range(20)), set(range(10, 40))
    matcher = DurableMatcher([stratum])
    inside, go_on = threading.Event(), threading.Event()

    class Slow:
        """Stops the thread for a while between two steps of the engine."""

        def __init__(self) -> None:
            self.real = durable._load()

        def __getattr__(self, name: str) -> object:
            if name == "retract_fact" and threading.current_thread() is thread:
                inside.set()
                go_on.wait()
            return getattr(self.real, name)

    results: list[list[int]] = []
    thread = threading.Thread(target=lambda: results.append(matcher.match(0, true)))
    matcher._pages[0]._c = Slow()  # type: ignore[assignment]  # a stand-in
    thread.start()
    inside.wait()
    child = os.fork()
    if child == 0:
        signal.alarm(GUARD)
        right = matcher.match(0, other) == reference(stratum, other) and matcher.match(0, true) == reference(
            stratum, true
        )
        matcher.close()
        os._exit(0 if right else 3)
    go_on.set()
    thread.join()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, "the child"
    assert results == [reference(stratum, true)]
    assert matcher.match(0, other) == reference(stratum, other)
    matcher.close()
    print("same")


def _spawned(stratum: list[Conjunction], true: set[int], answer: SimpleQueue[list[int]]) -> None:
    matcher = DurableMatcher([stratum])
    answer.put(matcher.match(0, true))
    matcher.close()


def spawn() -> None:
    """A spawned process makes its own matcher."""
    signal.alarm(GUARD)
    rng = random.Random(10)
    stratum, true = some(rng, 100, 40), set(range(20))
    matcher = DurableMatcher([stratum])
    context = multiprocessing.get_context("spawn")
    answer: SimpleQueue[list[int]] = context.SimpleQueue()
    process = context.Process(target=_spawned, args=(stratum, true, answer))
    process.start()
    process.join()
    assert process.exitcode == 0
    assert answer.get() == matcher.match(0, true) == reference(stratum, true)
    matcher.close()
    print("same")


def quiet() -> None:
    """No threads, and nothing of the package durable."""
    threads = threading.active_count()
    assert durable.available() is None
    assert "durable_rules_engine" in sys.modules
    matcher = DurableMatcher([[(1, 2)]])
    assert matcher.match(0, {1, 2, 3}) == [0]
    assert threading.active_count() == threads
    matcher.close()
    print(sorted(name for name in sys.modules if name.partition(".")[0] == "durable"))


def seed() -> None:
    """What is found and what is sent, for comparison between hash seeds."""
    rng = random.Random(11)
    stratum = some(rng, 130, 300)
    matcher = DurableMatcher([stratum])
    print([matcher.match(0, set(rng.sample(range(300), 150))) for _ in range(20)])
    print([page._definition for page in matcher._pages])
    matcher.close()


if __name__ == "__main__":
    {f.__name__: f for f in (matches, reloads, fork, spawn, quiet, seed)}[sys.argv[1]]()
