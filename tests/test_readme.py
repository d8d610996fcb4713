"""What README.md shows is what the tool prints."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_example_output_is_real() -> None:
    shown = re.search(r"```text\n(.*?)```", README, re.DOTALL)
    assert shown is not None
    command = re.search(r"adr-lint (check examples [^\n`]*)", README)
    assert command is not None
    done = subprocess.run(
        [sys.executable, "-m", "adr_lint", *command[1].split()],
        cwd=ROOT, capture_output=True, check=False, env={**os.environ, "PYTHONUTF8": "1", "NO_COLOR": "1"},
    )  # fmt: skip
    assert done.returncode == 1
    assert shown[1].strip() in done.stdout.decode("utf-8")


def test_every_verb_is_named() -> None:
    from adr_lint.cli import cli

    for verb in cli.list_commands(None):  # type: ignore[arg-type]
        assert f"adr-lint {verb}" in README, verb
