"""Whole-tool behaviour: files, a command, and exactly what it prints.

A scenario is a file in tests/scenarios/ in parts, each begun by a line ``=== name``:

    === what this shows
    === file docs/adr/0001-x.md       (any number; ``=== file:hex NAME`` for bytes)
    === command                       adr-lint's arguments, one line; ``< NAME`` gives standard input
    === env                           NAME=value lines
    === exit / stdout / stderr        what is expected, to the byte

``pytest tests/test_scenarios.py --update`` rewrites exit, stdout and stderr; read the diff before you commit it.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from adr_lint import __version__

FOLDER = Path(__file__).parent / "scenarios"
SCENARIOS = sorted(FOLDER.glob("*.scenario"))
EXPECTED = ("exit", "stdout", "stderr")


def read(path: Path) -> list[tuple[str, str]]:
    """The parts of a scenario: heading → text, in order."""
    pieces = re.split(r"(?m)^=== (.*)\n", path.read_text(encoding="utf-8"))
    return list(zip(pieces[1::2], pieces[2::2], strict=True))


def lay_out(parts: list[tuple[str, str]], folder: Path) -> None:
    for heading, text in parts:
        kind, _, name = heading.partition(" ")
        if kind not in ("file", "file:hex"):
            continue
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(bytes.fromhex(text) if kind == "file:hex" else text.encode("utf-8"))


def run(parts: list[tuple[str, str]], folder: Path) -> dict[str, str]:
    wanted = dict(parts)
    arguments, _, given = wanted["command"].strip().partition(" < ")
    stdin = (folder / given).read_bytes() if given else b""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT", "HOME", "LANG")}
    env = {**kept, "PYTHONUTF8": "1"} | dict(line.split("=", 1) for line in wanted.get("env", "").splitlines() if line)
    done = subprocess.run(
        [sys.executable, "-m", "adr_lint", *shlex.split(arguments)],
        cwd=folder, env=env, input=stdin, capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    out, err = (stream.decode("utf-8").replace(__version__, "<version>") for stream in (done.stdout, done.stderr))
    out = re.sub(r"\(engine: .*\)", "(engine: <engine>)", out)
    return {"exit": f"{done.returncode}\n", "stdout": out, "stderr": err}


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_scenario(path: Path, tmp_path: Path, update: bool) -> None:
    parts = read(path)
    lay_out(parts, tmp_path)
    got = run(parts, tmp_path)
    if update:
        kept = [(heading, text) for heading, text in parts if heading not in EXPECTED]
        new = [*kept, *((name, got[name]) for name in EXPECTED if got[name])]
        path.write_text("".join(f"=== {heading}\n{text}" for heading, text in new), encoding="utf-8")
        return
    wanted = {name: dict(parts).get(name, "") for name in EXPECTED}
    assert got == wanted


def test_there_are_scenarios() -> None:
    assert len(SCENARIOS) >= 25
