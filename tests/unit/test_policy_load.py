"""What the loader makes of policies: vocabulary, derivations, scope, evidence, strata."""

from __future__ import annotations

from pathlib import Path

import pytest

from adr_lint import resources
from adr_lint.errors import CombinedUserError, UserError
from adr_lint.evaluate.python import PythonEvaluator
from adr_lint.model import Fact, Value
from adr_lint.policy.load import load
from adr_lint.policy.nouns import PolicySet
from adr_lint.policy.select import needed, restrict, select

HEAD = "chapter: ours\ntitle: Ours\n"


def rule(identifier: str, when: str, more: str = "") -> str:
    return (
        f"  - id: {identifier}\n    severity: warning\n    summary: A rule.\n    when: {when}\n    message: It fires.\n"
        f"    remediation: Do something this week.\n    rationale: It costs people.\n{more}"
    )


def write(folder: Path, text: str, name: str = "mine.yaml") -> PolicySet:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return load([str(path)])


def fired(policies: PolicySet, **values: Value) -> dict[str, str]:
    facts = {name.replace("__", "."): value for name, value in values.items()}
    judged = PythonEvaluator(policies).judge({n: Fact(n, v, "declared") for n, v in facts.items()})
    return {verdict.rule.id: verdict.severity for verdict in judged.verdicts}


def test_own_policies_load_with_every_chapter() -> None:
    policies = load()
    assert list(policies.chapters) == [
        "matrix", "pitfalls", "criteria", "hybrid", "platforms", "process", "scoring", "radar", "structure",
    ]  # fmt: skip
    assert [factor.name for factor in policies.factors] == [
        "scale", "timeline", "team_size", "budget", "requirements", "expertise",
    ]  # fmt: skip
    assert len({rule.id for rule in policies.rules}) == len(policies.rules)


def test_scope_names_a_missing_status() -> None:
    policies = load()
    build: dict[str, Value] = {"approach": "build", "timeline__months": 3}
    assert "timeline-mismatch" in fired(policies, **build)
    assert "timeline-mismatch" in fired(policies, status="proposed", **build)
    assert "timeline-mismatch" not in fired(policies, status="superseded", **build)
    assert "timeline-mismatch" not in fired(policies, approach="none", timeline__months=3)


def test_unless_is_any_of_its_conditions(tmp_path: Path) -> None:
    unless = "    unless: [{maintenance.stated: true}, {stated: expertise.plan}]\n"
    policies = write(tmp_path, HEAD + "rules:\n" + rule("small", "{team.engineers: {less_than: 4}}", unless))
    assert "small" in fired(policies, team__engineers=3)
    assert "small" not in fired(policies, team__engineers=3, maintenance__stated=True)
    assert "small" not in fired(policies, team__engineers=3, expertise__plan="hire")
    assert "small" in fired(policies, team__engineers=3, maintenance__stated=False)


def test_severity_cases_come_in_order_of_severity(tmp_path: Path) -> None:
    cases = "    severity_when:\n      info: {team.engineers: 3}\n      error: {team.engineers: {at_most: 2}}\n"
    policies = write(tmp_path, HEAD + "rules:\n" + rule("small", "{team.engineers: {less_than: 9}}", cases))
    assert [fired(policies, team__engineers=n)["small"] for n in (1, 3, 5)] == ["error", "info", "warning"]


def test_a_rule_may_look_at_whether_another_fired(tmp_path: Path) -> None:
    text = (
        HEAD
        + "rules:\n"
        + rule("late", "{fired: timeline-mismatch}")
        + rule("later", "{fired: [late, scale-mismatch]}")
    )
    policies = write(tmp_path, text)
    assert {"late", "later"} <= set(fired(policies, approach="build", timeline__months=3))
    assert not {"late", "later"} & set(fired(policies, approach="build", timeline__months=13))


def test_selecting_a_rule_keeps_what_it_looks_at_but_does_not_report_it(tmp_path: Path) -> None:
    policies = write(tmp_path, HEAD + "rules:\n" + rule("late", "{fired: timeline-mismatch}"))
    selected = select(policies, ["late"], [])
    assert selected == {"late"}
    assert "timeline-mismatch" in needed(policies, selected)
    kept = restrict(policies, selected)
    assert "late" in fired(kept, approach="build", timeline__months=3)
    assert "team-size-mismatch" not in fired(kept, approach="build", team__engineers=3)


def test_select_and_ignore() -> None:
    policies = load()
    assert select(policies, ["matrix"], ["timeline-mismatch"]) == {
        r.id for r in policies.rules if r.chapter == "matrix" and r.id != "timeline-mismatch"
    }
    assert select(policies, ["timeline-mismatch"], ["matrix"]) == {"timeline-mismatch"}
    with pytest.raises(UserError, match="did you mean 'pitfalls'"):
        select(policies, ["pitfals"], [])


def test_several_mistakes_are_told_together(tmp_path: Path) -> None:
    text = HEAD + "rules:\n" + rule("one", "{team.enginers: 3}") + rule("two", "{approach: bild}")
    with pytest.raises(CombinedUserError) as raised:
        write(tmp_path, text)
    assert [error.place.line for error in raised.value.errors if error.place] == [7, 14]


def test_evidence_goes_behind_derived_facts() -> None:
    by_id = load().rule_by_id
    assert by_id["timeline-mismatch"].evidence == ("timeline.months",)


def test_a_folder_of_policies(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "a.yaml").write_text(HEAD + "rules:\n" + rule("one", "{approach: build}"), encoding="utf-8")
    (tmp_path / "deep" / "b.yml").write_text(HEAD + "rules:\n" + rule("two", "{fired: one}"), encoding="utf-8")
    assert {"one", "two"} <= set(fired(load([str(tmp_path)]), approach="build"))
    (tmp_path / "none").mkdir()
    with pytest.raises(UserError, match="no policy in this folder"):
        load([str(tmp_path / "none")])


def test_a_policy_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("", encoding="utf-8")
    with pytest.raises(UserError, match=r"did you mean 'mine\.yaml'"):
        load([str(tmp_path / "mime.yaml")])


def test_a_policy_that_is_not_text(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_bytes(b"chapter: \xff\n")
    with pytest.raises(UserError, match=r"not UTF-8 text \(byte 9\)"):
        load([str(tmp_path / "mine.yaml")])


def test_compiled_data_is_used_only_while_it_is_what_the_yaml_says(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = (resources.folder("policies") / "matrix.yaml").read_bytes()
    stamp = resources._stamp(raw)
    monkeypatch.setattr(resources, "_compiled", lambda: {"matrix.yaml": (stamp, '{"chapter": "from-json"}')})
    assert resources.data("matrix.yaml") == {"chapter": "from-json"}
    monkeypatch.setattr(resources, "_compiled", lambda: {"matrix.yaml": ("1-stale", '{"chapter": "from-json"}')})
    assert resources.data("matrix.yaml")["chapter"] == "matrix"
