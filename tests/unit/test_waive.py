"""Waivers, the baseline, and parting findings into those that stand and those that are accepted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from adr_lint.errors import UserError
from adr_lint.fingerprint import fingerprints
from adr_lint.model import Evidence, Fact, Finding, Place
from adr_lint.waive.apply import EXPIRED, INVALID, UNUSED, Accepted, Outcome, waive
from adr_lint.waive.baseline import Baseline, Entry, dump, entries_of, gone, load_baseline
from adr_lint.waive.directives import Directive, Directives, Misread
from adr_lint.waive.waivers import Extent, Term, Waivers, load_waivers

TODAY = date(2026, 2, 28)
RULES = ("no-exit-plan", "tco-horizon", "close-call")
PATH = "docs/a.md"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / PATH).write_text("# A\n", encoding="utf-8")
    return tmp_path


def finding(rule: str = "no-exit-plan", line: int = 3, path: str = PATH, words: str = "we buy it") -> Finding:
    where = Place(path, line, 1, line, 9)
    facts = (Fact("approach", "buy", "inferred", (Evidence(where, words),)),)
    return Finding(rule, "own", "warning", "Buy.", "Ask.", path, where, facts)


def waivers(text: str, *, today: date = TODAY, longest: int | None = None) -> Waivers:
    Path("adr-lint-waivers.yaml").write_text(f"waivers:\n{text}", encoding="utf-8")
    return load_waivers("adr-lint-waivers.yaml", RULES, Term(today, longest))


def entry(rule: str = "no-exit-plan", record: str = PATH, expires: str = "2026-05-31") -> str:
    return (
        f"  - rule: {rule}\n    record: {record}\n    owner: data group\n"
        f"    reason: The contract ends in May anyway.\n    expires: {expires}\n"
    )


def extent(*records: str, folders: Sequence[str] = (".",)) -> Extent:
    return Extent(
        {str(Path(record).absolute()) for record in records or (PATH,)}, [str(Path(f).absolute()) for f in folders]
    )


def always(_rule: str, _path: str) -> bool:
    return True


def run(
    *findings: Finding,
    over: Extent | None = None,
    asked: Callable[[str, str], bool] = always,
    directives: Directives | None = None,
    given: Waivers | None = None,
    baseline: Baseline | None = None,
    today: date = TODAY,
) -> Outcome:
    accepted = Accepted(today, {PATH: directives} if directives else {}, given, baseline)
    return waive(findings, accepted, over or extent(), {PATH: ""}, asked)


def noticed(outcome: Outcome, name: str, path: str = "adr-lint-waivers.yaml") -> tuple[str, ...]:
    return next((tuple(fact.value) for fact in outcome.noticed.get(path, ()) if fact.name == name), ())  # type: ignore[arg-type]


# Waivers.


@pytest.mark.parametrize("record", [PATH, "docs/*.md", "docs/", "**/a.md", "./docs/a.md"])
def test_a_waiver_accepts_a_finding_on_its_record(record: str) -> None:
    outcome = run(
        finding(), finding("tco-horizon"), finding(path="docs/b.txt"), given=waivers(entry(record=f"'{record}'"))
    )
    assert [f.rule for f in outcome.findings if f.path == PATH] == ["tco-horizon"]
    one = next(one for one in outcome.suppressed if one.finding.path == PATH)
    assert (one.kind, one.owner, one.expires) == ("waiver", "data group", "2026-05-31")
    assert one.reason == "The contract ends in May anyway."
    assert outcome.noticed["adr-lint-waivers.yaml"] == ()


def test_it_holds_through_its_last_day_and_not_after() -> None:
    given = waivers(entry(expires="2026-02-28"))
    assert run(finding(), given=given).findings == ()
    outcome = run(finding(), given=given, today=date(2026, 3, 1))
    assert outcome.findings == (finding(),)
    assert noticed(outcome, EXPIRED) == ("'no-exit-plan' on docs/a.md, accepted by data group until 2026-02-28",)
    assert noticed(outcome, UNUSED) == ()


def test_what_is_noticed_has_a_place_for_each_entry() -> None:
    given = waivers(entry() + entry("tco-horizon") + entry("close-call", expires="2026-01-31"))
    facts = run(given=given).noticed["adr-lint-waivers.yaml"]
    assert [(fact.name, [e.place.line for e in fact.evidence]) for fact in facts] == [(UNUSED, [2, 7]), (EXPIRED, [12])]


@pytest.mark.parametrize(
    ("record", "read", "folders", "unused"),
    [
        (PATH, PATH, [], True),
        (PATH, "docs/b.md", [], False),
        (PATH, "docs/b.md", ["."], False),
        ("docs/gone.md", "docs/b.md", ["docs"], True),
        ("docs/gone.md", "docs/b.md", [], False),
        ("other/gone.md", "docs/b.md", ["docs"], False),
        ("docs/*.md", PATH, [], False),
        ("docs/*.md", PATH, ["docs"], True),
        ("docs/old*/*.md", PATH, ["docs"], True),
        ("**/*.md", PATH, ["docs"], False),
        ("**/*.md", PATH, ["."], True),
    ],
)
def test_a_waiver_is_unused_only_where_its_finding_would_have_been_found(
    record: str, read: str, folders: list[str], unused: bool
) -> None:
    outcome = run(over=extent(read, folders=folders), given=waivers(entry(record=f"'{record}'")))
    assert bool(noticed(outcome, UNUSED)) is unused


def test_an_expired_waiver_is_told_where_its_records_are_read() -> None:
    given = waivers(entry(record="docs/*.md", expires="2026-01-01"))
    assert noticed(run(over=extent(PATH, folders=()), given=given), EXPIRED)
    assert not noticed(run(over=extent("other/c.md", folders=()), given=given), EXPIRED)


def test_a_waiver_for_a_rule_that_nobody_asked_for_is_not_called_unused() -> None:
    given = waivers(entry() + entry("tco-horizon", expires="2026-01-01"))
    outcome = run(given=given, asked=lambda rule, _path: rule == "close-call")
    assert noticed(outcome, UNUSED) == ()
    assert noticed(outcome, EXPIRED), "its day is past whatever is asked for"


@pytest.mark.parametrize(
    ("text", "longest", "said"),
    [
        (entry("no-exit-plann"), None, "2:11: there is no rule 'no-exit-plann'"),
        (entry("no-exit-plann"), None, "did you mean 'no-exit-plan'?"),
        (entry(expires="2026-02-30"), None, "6:14: 2026-02-30 is in no calendar"),
        (entry(expires="2026-06-01"), 92, "6:14: it expires in 93 days, and the longest term is 92 days"),
        (entry(record="'docs/[9-0].md'"), None, "3:13: 'docs/[9-0].md' is no pattern"),
        (entry().replace("owner", "ownr"), None, "unknown key 'ownr'"),
        (entry().replace("The contract ends in May anyway.", "because"), None, "'reason'"),
        (entry("a-a") + entry("b-b"), None, "7:11: there is no rule 'b-b'"),
        ("  - {}\n", None, "an entry of 'waivers' lacks 'rule'"),
    ],
)
def test_what_is_wrong_with_waivers_is_said_with_its_place(text: str, longest: int | None, said: str) -> None:
    with pytest.raises(UserError) as raised:
        waivers(text, longest=longest)
    assert said in str(raised.value)
    assert "adr-lint-waivers.yaml:" in str(raised.value)


def test_the_longest_term_s_last_day_is_allowed() -> None:
    assert len(waivers(entry(expires="2026-05-31"), longest=92).entries) == 1


@pytest.mark.parametrize(
    ("raw", "said"), [(b"\xff", "not UTF-8"), (b"#" * 2_000_001, "larger than"), (None, "no such")]
)
def test_a_file_of_waivers_that_cannot_be_read(raw: bytes | None, said: str) -> None:
    if raw is not None:
        Path("w.yaml").write_bytes(raw)
    with pytest.raises(UserError, match=said):
        load_waivers("w.yaml", RULES, Term(TODAY))


# Directives.

HERE = Place(PATH, 2, 1, 2, 9)
DIRECTIVE = Directive({"no-exit-plan": HERE, "close-call": replace(HERE, column=20)}, 3, 4, "it ends in May")


def test_a_directive_accepts_what_it_reaches_and_what_it_does_not_use_is_noticed() -> None:
    outcome = run(finding(line=4), finding(line=5), directives=Directives((DIRECTIVE,)))
    assert outcome.findings == (finding(line=5),)
    assert [(one.kind, one.reason) for one in outcome.suppressed] == [("inline", "it ends in May")]
    assert noticed(outcome, UNUSED, PATH) == ("the comment for 'close-call'",)
    asked = run(finding(line=4), directives=Directives((DIRECTIVE,)), asked=lambda rule, _: rule != "close-call")
    assert noticed(asked, UNUSED, PATH) == ()


def test_what_is_wrong_with_a_directive_is_noticed() -> None:
    outcome = run(directives=Directives((), (Misread("it gives no reason", HERE),)))
    assert noticed(outcome, INVALID, PATH) == ("it gives no reason",)
    assert outcome.noticed[PATH][0].evidence[0].place == HERE


def test_a_directive_goes_before_a_waiver_and_both_are_used() -> None:
    directive = replace(DIRECTIVE, rules={"no-exit-plan": HERE})
    outcome = run(finding(), directives=Directives((directive,)), given=waivers(entry()))
    assert [one.kind for one in outcome.suppressed] == ["inline"]
    assert not any(outcome.noticed.values())


# The baseline.


def baseline(*findings: Finding) -> Baseline:
    Path("base.json").write_text(dump(entries_of(findings, {}, "base.json")), encoding="utf-8")
    return load_baseline("base.json")


def test_the_baseline_knows_a_finding_again_on_another_line_and_not_by_other_words() -> None:
    known = baseline(finding(line=3))
    outcome = run(finding(line=9), finding("tco-horizon"), baseline=known)
    assert [f.rule for f in outcome.findings] == ["tco-horizon"]
    assert [one.kind for one in outcome.suppressed] == ["baseline"]
    assert run(finding(words="we rent it"), baseline=known).suppressed == ()
    assert run(finding(path="docs/b.md"), baseline=known).suppressed == ()


def test_a_second_equal_finding_is_new() -> None:
    outcome = run(finding(line=3), finding(line=7), baseline=baseline(finding(line=3)))
    assert outcome.findings == (finding(line=7),)


def test_what_is_accepted_otherwise_counts_among_equal_ones() -> None:
    directive = replace(DIRECTIVE, rules={"no-exit-plan": HERE})
    outcome = run(
        finding(line=3), finding(line=7), directives=Directives((directive,)),
        baseline=baseline(finding(line=3), finding(line=7)),
    )  # fmt: skip
    assert outcome.findings == ()
    assert [(one.kind, one.finding.place.line) for one in outcome.suppressed] == [("inline", 3), ("baseline", 7)]


def test_records_are_called_by_their_path_from_the_baseline(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = baseline(finding())
    assert [one.record for one in known.entries] == [PATH]
    monkeypatch.chdir(folder / "docs")
    found = finding(path="a.md")
    outcome = waive([found], Accepted(TODAY, baseline=load_baseline("../base.json")), extent("a.md"), {}, always)
    assert outcome.findings == ()


def test_a_baseline_is_sorted_and_the_same_for_the_same_findings() -> None:
    findings = [finding(path="docs/b.md"), finding("tco-horizon"), finding()]
    text = dump(entries_of(findings, {}, "base.json"))
    assert text == dump(entries_of(findings[::-1], {}, "base.json"))
    print_ = fingerprints([finding()], {})[0]
    assert text.splitlines()[:4] == [
        "{", '  "format": 1,', '  "findings": [',
        f'    {{"record": "docs/a.md", "rule": "no-exit-plan", "fingerprint": "{print_}"}},',
    ]  # fmt: skip
    assert dump([]) == '{\n  "format": 1,\n  "findings": []\n}\n'
    Path("base.json").write_text(dump([]), encoding="utf-8")
    assert load_baseline("base.json").entries == frozenset()


def test_what_is_gone_is_told_of_records_that_were_read_or_are_no_more() -> None:
    known = baseline(finding(), finding("tco-horizon"), finding(path="docs/gone.md"))
    entries = entries_of([finding()], {}, "base.json")
    assert [(one.record, one.rule) for one in gone(known, entries, [PATH])] == [
        (PATH, "tco-horizon"), ("docs/gone.md", "no-exit-plan"),
    ]  # fmt: skip
    assert [one.record for one in gone(known, (), ["docs/other.md"])] == ["docs/gone.md"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"format": 1,\n "findings": [}', "base.json:2:15: not valid JSON"),
        ("", "base.json:1:1: not valid JSON"),
        ("[]", "the file must be a mapping"),
        ('{"format": 2, "findings": []}', "base.json:1:12"),
        ('{"format": 1, "findings": [{"record": "a"}]}', "lacks 'rule', 'fingerprint'"),
        ("[" * 100_000, "base.json"),
    ],
)
def test_what_is_no_baseline_is_said_with_its_place(text: str, said: str) -> None:
    Path("base.json").write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as raised:
        load_baseline("base.json")
    assert said in str(raised.value)


@pytest.mark.parametrize(("raw", "said"), [(b"\xff", "not UTF-8"), (None, "'adr-lint baseline create' writes it")])
def test_a_baseline_that_cannot_be_read(raw: bytes | None, said: str) -> None:
    if raw is not None:
        Path("base.json").write_bytes(raw)
    with pytest.raises(UserError) as raised:
        load_baseline("base.json")
    assert said in str(raised.value)


def test_entries_are_in_order() -> None:
    assert Entry("a", "b", "c") < Entry("a", "c", "a") < Entry("b", "a", "a")
