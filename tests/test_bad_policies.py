"""Policies with a mistake, each beside exactly what the user is told (tests/bad_policies/NAME.yaml and NAME.txt)."""

from __future__ import annotations

from pathlib import Path

import pytest

from adr_lint.errors import UserError
from adr_lint.run import Session, Settings

FOLDER = Path(__file__).parent / "bad_policies"
POLICIES = sorted(FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_bad_policy(path: Path, update: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)
    with pytest.raises(UserError) as raised:
        Session(Settings(policies=[path.name]))
    told = str(raised.value) + "\n"
    expected = path.with_suffix(".txt")
    if update:
        expected.write_text(told, encoding="utf-8")
        return
    assert told == expected.read_text(encoding="utf-8")


def test_there_are_bad_policies() -> None:
    assert len(POLICIES) >= 20
    assert not {p.stem for p in FOLDER.glob("*.txt")} - {p.stem for p in POLICIES}
