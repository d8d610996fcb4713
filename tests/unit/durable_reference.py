"""What the tests of durable-rules measure it against, and how they run it in a process of its own."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Collection, Sequence
from pathlib import Path

import pytest

from adr_lint.evaluate.durable import Conjunction, DurableMatcher, available

missing = available()
needs_engine = pytest.mark.skipif(missing is not None, reason=f"durable-rules cannot be used here: {missing}")


def reference(stratum: Sequence[Conjunction], true: Collection[int]) -> list[int]:
    return [index for index, conjunction in enumerate(stratum) if set(conjunction) <= set(true)]


def agrees(matcher: DurableMatcher, strata: Sequence[Sequence[Conjunction]], true: Collection[int]) -> None:
    for number, stratum in enumerate(strata):
        assert matcher.match(number, true) == reference(stratum, true)


def some(rng: random.Random, rules: int, symbols: int, most: int = 5) -> list[Conjunction]:
    return [tuple(rng.sample(range(symbols), rng.randint(1, most))) for _ in range(rules)]


def script(name: str, **environment: str) -> str:
    """What the function of durable_scripts.py prints in a process of its own; that it ends well is asserted."""
    path = Path(__file__).with_name("durable_scripts.py")
    # A fork in a process with threads warns on 3.12 and later; it is what that script is about.
    command = [sys.executable, "-W", "error", "-W", "ignore:This process:DeprecationWarning", str(path), name]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **environment})
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip()
