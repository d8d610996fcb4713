"""Configurations: which file holds for a record, what it extends, and what is left when layers are put together."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from adr_lint.config.find import Finder, configures
from adr_lint.config.lookup import Lookup, policies_of
from adr_lint.errors import UserError


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: Path, text: str = "{}\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def values(stated: Any) -> list[Any]:
    return [one.value for one in stated]


@pytest.mark.parametrize("name", ["adr-lint.yaml", ".adr-lint.yaml", "adr-lint.yml", ".adr-lint.yml"])
def test_the_nearest_file_holds(repo: Path, name: str) -> None:
    write(repo / name)
    write(repo / "services/a/adr-lint.yaml")
    record = write(repo / "services/a/docs/adr/0001-x.md")
    assert Lookup().of(str(record)).file == "services/a/adr-lint.yaml"
    assert Lookup().of("services/b/0001-x.md").file == name
    assert Lookup().of("services/b/0001-x.md").home == str(repo)


def test_a_folder_s_own_file_holds_for_the_folder(repo: Path) -> None:
    write(repo / "docs/adr/adr-lint.yaml")
    assert Lookup().of("docs/adr").file == "docs/adr/adr-lint.yaml"
    assert Lookup().of("docs").file == ""


def test_it_is_looked_for_from_the_record_and_not_from_where_the_user_stands(
    repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(repo / "a/adr-lint.yaml")
    write(repo / "b/adr-lint.yaml")
    monkeypatch.chdir(repo / "a")
    assert Lookup().of("../b/0001-x.md").file == "../b/adr-lint.yaml"


def test_the_search_ends_at_the_repository(repo: Path) -> None:
    write(repo / "adr-lint.yaml")
    (repo / "inner/.git").mkdir(parents=True)
    config = Lookup().of("inner/docs/adr/0001-x.md")
    assert config.file == ""
    assert config.home == str(repo / "inner")


def test_a_worktree_s_git_is_a_file_and_ends_it_too(repo: Path) -> None:
    write(repo / "adr-lint.yaml")
    write(repo / "inner/.git", "gitdir: elsewhere")
    assert Lookup().of("inner/0001-x.md").file == ""


def test_two_files_in_a_folder_are_refused(repo: Path) -> None:
    write(repo / "adr-lint.yaml")
    write(repo / "pyproject.toml", "[tool.adr-lint]\n")
    with pytest.raises(UserError, match="both configure"):
        Lookup().of("0001-x.md")
    assert Lookup(isolated=True).of("0001-x.md").file == ""
    assert Lookup("adr-lint.yaml").of("0001-x.md").file == "adr-lint.yaml"


@pytest.mark.parametrize(
    "text",
    ["[tool.adr-lint]\n", "[tool.adr-lint.severities]\n", '[ tool . "adr-lint" ]\n', "[tool]\nadr-lint = {}\n",
     "[tool]\nadr-lint.fail-on = 'error'\n", "tool.adr-lint.fail-on = 'error'\n",
     "[[tool.adr-lint.overrides]]\nfiles=''"],
)  # fmt: skip
def test_a_pyproject_configures(repo: Path, text: str) -> None:
    assert configures(str(write(repo / "pyproject.toml", text)))


@pytest.mark.parametrize(
    "text",
    ["", "[project]\ndependencies = ['adr-lint==1.0', 'adr-lint']\n", "# [tool.adr-lint]\n", "[tool.adr-linter]\n",
     "[project.scripts]\nadr-lint = 'x'\n", "x = '''\n[tool.adr-lint]\n'''\n"],
)  # fmt: skip
def test_a_pyproject_does_not(repo: Path, text: str) -> None:
    assert not configures(str(write(repo / "pyproject.toml", text)))


def test_a_pyproject_that_does_not_speak_of_us_costs_no_toml(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(repo / "pyproject.toml", "[project]\nname = 'x'\ndependencies = ['adr-lint']\n")
    monkeypatch.setitem(sys.modules, "tomllib", None)
    assert Finder().find(str(repo)).file is None


def test_a_pyproject_that_is_broken_where_it_speaks_of_us_is_told(repo: Path) -> None:
    write(repo / "pyproject.toml", "[tool.adr-lint]\nselect = [\n")
    with pytest.raises(UserError, match=r"pyproject.toml:2:\d+: not valid TOML"):
        Lookup().of("0001-x.md")


def test_the_same_settings_in_both_forms(repo: Path) -> None:
    write(
        repo / "y/adr-lint.yaml",
        "select: [matrix]\nseverities: {no-exit-plan: error}\nwaivers: {longest-term-days: 9}\n",
    )
    write(
        repo / "t/pyproject.toml",
        "[tool.adr-lint]\nselect = ['matrix']\nseverities.no-exit-plan = 'error'\nwaivers.longest-term-days = 9\n",
    )
    for config in (Lookup().of("y"), Lookup().of("t")):
        assert values(config.select) == ["matrix"]
        assert config.severities["no-exit-plan"].value == "error"
        assert config.longest_term_days is not None
        assert config.longest_term_days.value == 9


def test_layers_the_later_over_the_earlier(repo: Path) -> None:
    write(repo / "shared/policies/own.yaml", "chapter: own\nrules: []\n")
    write(
        repo / "shared/base.yaml",
        "select: [matrix]\nignore: [radar]\nseverities: {no-exit-plan: error, tco-horizon: error}\n"
        "policies: policies\nthresholds: {team-size: {build: 8, buy: 4}}\nfail-on: error\n"
        "overrides: [{files: 'old/**', ignore: [matrix]}]\n",
    )
    write(repo / "more.toml", "fail-on = 'info'\n")
    write(
        repo / "adr-lint.yaml",
        "extends: [shared/base.yaml, ./more.toml]\nselect: [pitfalls]\nseverities: {tco-horizon: info}\n"
        "thresholds: {team_size: {buy: 3}}\noverrides: [{files: docs, ignore: [radar]}]\n",
    )
    config = Lookup().of("docs/0001-x.md")
    assert config.files == ("shared/base.yaml", "more.toml", "adr-lint.yaml")
    assert values(config.select) == ["pitfalls"]
    assert values(config.ignore) == ["radar"]
    assert {rule: one.value for rule, one in config.severities.items()} == {
        "no-exit-plan": "error", "tco-horizon": "info",
    }  # fmt: skip
    assert values(config.policies) == [str(repo / "shared/policies")]
    assert {side: one.value for side, one in config.thresholds["team_size"].value.items()} == {"build": 8, "buy": 3}
    assert config.fail_on is not None
    assert (config.fail_on.value, config.fail_on.place.path) == ("info", "more.toml")
    assert [o.holds(str(repo / "shared/old/a.md")) for o in config.overrides] == [True, False]
    assert [o.holds(str(repo / "docs/a.md")) for o in config.overrides] == [False, True]
    assert "own" in policies_of(config).chapters


def test_a_circle_of_three_is_told(repo: Path) -> None:
    write(repo / "a.yaml", "extends: b.yaml\n")
    write(repo / "b.yaml", "extends: c.yaml\n")
    write(repo / "c.yaml", "extends: ./a.yaml\n")
    with pytest.raises(UserError, match=r"c.yaml:1:10: './a.yaml' extends itself"):
        Lookup("a.yaml").of(".")


def package(folder: Path, name: str, **files: str) -> None:
    """An installed package that offers policies and must not be run."""
    write(folder / name / "__init__.py", "raise SystemExit('imported')\n")
    for file, text in files.items():
        write(folder / name / f"{file.replace('__', '-')}.yaml", text)
    write(folder / f"{name}-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    write(folder / f"{name}-1.0.dist-info/entry_points.txt", f"[adr_lint.policies]\nacme = {name}\n")


RULES = "chapter: acme\nrules: []\n"


def test_a_package_of_policies(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package(repo / "site", "acme_policies", rules=RULES)
    monkeypatch.syspath_prepend(str(repo / "site"))
    write(repo / "adr-lint.yaml", "extends: acme\n")
    config = Lookup().of(".")
    assert "acme" in policies_of(config).chapters
    assert "acme_policies" not in sys.modules


def test_a_package_with_a_configuration(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package(
        repo / "site", "acme_policies", rules=RULES,
        adr__lint="policies: rules.yaml\nfail-on: error\noverrides: [{files: 'old/**', ignore: [matrix]}]\n",
    )  # fmt: skip
    monkeypatch.syspath_prepend(str(repo / "site"))
    write(repo / "adr-lint.yaml", "extends: [acme]\nselect: [acme, matrix]\n")
    config = Lookup().of(".")
    assert "acme" in policies_of(config).chapters
    assert config.fail_on is not None
    assert config.overrides[0].holds(str(repo / "old/a.md")), "globs of a package begin at the file that extends it"


def test_a_package_that_is_gone_is_told(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package(repo / "site", "acme_policies")
    (repo / "site/acme_policies/__init__.py").unlink()
    (repo / "site/acme_policies").rmdir()
    monkeypatch.syspath_prepend(str(repo / "site"))
    write(repo / "adr-lint.yaml", "extends: acme\n")
    with pytest.raises(UserError, match="'acme_policies', which offers policies as 'acme', cannot be found"):
        Lookup().of(".")


@pytest.mark.parametrize(
    ("raw", "words"),
    [(b"select: [m\xe4trix]\n", "not UTF-8 text"), (b"#" * 1_000_001, "larger than"), (b"", "")],
)
def test_what_a_file_may_be(repo: Path, raw: bytes, words: str) -> None:
    (repo / "adr-lint.yaml").write_bytes(raw)
    if words:
        with pytest.raises(UserError, match=words):
            Lookup().of(".")
    else:
        assert Lookup().of(".").file == "adr-lint.yaml"


def test_a_named_configuration_must_be_there(repo: Path) -> None:
    with pytest.raises(UserError, match="no such configuration file"):
        Lookup("nowhere.yaml").of(".")
    write(repo / "pyproject.toml", "[project]\n")
    with pytest.raises(UserError, match=r"no table \[tool.adr-lint\]"):
        Lookup("pyproject.toml").of(".")
