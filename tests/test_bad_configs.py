"""Configurations with a mistake, each beside exactly what the user is told (tests/bad_configs/NAME and NAME.txt).

A TOML file is read as a pyproject.toml is, so that its settings stand under [tool.adr-lint].
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from adr_lint.config.lookup import Lookup, policies_of
from adr_lint.errors import UserError

FOLDER = Path(__file__).parent / "bad_configs"
CONFIGS = sorted([*FOLDER.glob("*.yaml"), *FOLDER.glob("*.toml")])


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.name)
def test_bad_config(path: Path, update: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "bad_configs"
    shutil.copytree(FOLDER, folder)
    monkeypatch.chdir(folder)
    name = path.name
    if path.suffix == ".toml":
        name = "pyproject.toml"
        (folder / path.name).rename(folder / name)
    with pytest.raises(UserError) as raised:
        policies_of(Lookup(name).of("."))
    told = str(raised.value) + "\n"
    expected = path.with_name(f"{path.name}.txt")
    if update:
        expected.write_text(told, encoding="utf-8")
        return
    assert told == expected.read_text(encoding="utf-8")


def test_there_are_bad_configs() -> None:
    assert len(CONFIGS) >= 20
    assert not {p.name for p in FOLDER.glob("*.txt")} - {f"{p.name}.txt" for p in CONFIGS}
