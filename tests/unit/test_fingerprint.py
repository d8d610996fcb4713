"""What a fingerprint keeps through edits, and what changes it."""

from __future__ import annotations

from dataclasses import replace

from adr_lint.fingerprint import fingerprints
from adr_lint.model import Evidence, Fact, Finding, Place

TEXT = "# Our queue\n\nWe are three engineers.\n"


def finding(line: int = 3, words: str = "three engineers", path: str = "a.md", rule: str = "small-team") -> Finding:
    where = Place(path, line, 8, line, 23)
    facts = (Fact("team.engineers", 3, "inferred", (Evidence(where, words),)),) if words else ()
    return Finding(rule, "own", "warning", "3 build.", "Ask.", path, where, facts)


def one(found: Finding, text: str = TEXT) -> str:
    return fingerprints([found], {found.path: text})[0]


def test_it_stays_when_lines_move_and_when_text_elsewhere_changes() -> None:
    first = one(finding())
    assert len(first) == 32
    assert int(first, 16)
    assert one(finding(line=9), "# Another title\n" * 8 + "We are three engineers.") == first
    assert one(finding(words="Three  Engineers")) == first
    reworded = replace(finding(), message="Other words.", remediation="Other advice.", severity="error")
    assert one(reworded) == first


def test_it_stays_when_what_is_quoted_beside_the_first_evidence_changes() -> None:
    more = Fact("timeline.months", 5, "inferred", (Evidence(Place("a.md", 2, 1, 2, 2), "five months"),))
    assert one(replace(finding(), evidence=(*finding().evidence, more))) == one(finding())


def test_it_changes_with_rule_record_and_words() -> None:
    others = [finding(rule="other"), finding(path="b.md"), finding(words="four engineers"), finding(words="")]
    assert len({one(other) for other in [finding(), *others]}) == 5


def test_without_evidence_it_is_of_the_line() -> None:
    title = finding(line=1, words="")
    first = one(title)
    assert one(finding(line=2, words=""), f"\n{TEXT}") == first
    assert one(title, "## Our  queue\r\n") == first, "mark-up and spaces are no words"
    assert one(title, "# Our other queue\n") != first
    assert one(finding(line=99, words="")) == one(finding(line=98, words="")), "a line that is not there has no words"


def test_equal_ones_are_told_apart_by_their_order_in_the_file() -> None:
    same = [finding(line=7), finding(line=3), finding(line=5)]
    found = fingerprints(same, {"a.md": TEXT})
    assert len(set(found)) == 3
    assert found[1] == one(finding())
    assert fingerprints(sorted(same, key=lambda f: f.place), {}) == [found[1], found[2], found[0]]


def test_a_record_may_be_called_by_another_name() -> None:
    moved = finding(path="sub/a.md")
    assert fingerprints([moved], {}, {"sub/a.md": "a.md"}) == fingerprints([finding()], {})


def test_words_that_are_no_unicode_do_no_harm() -> None:
    assert one(finding(words="\ud800")) != one(finding(words="\ud801"))
