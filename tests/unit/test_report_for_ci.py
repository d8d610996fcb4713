"""The reporters that CI systems read: their forms, and that nothing in a report breaks out of them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import xmlschema
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from reports import ACCEPTED, FINDING, HOSTILE, WHERE, hostile, reading, report

from adr_lint.model import Failure, Finding, Place, Report, Skipped
from adr_lint.report import checkstyle, github, gitlab, junit
from adr_lint.report.safe import safe, safe_block
from adr_lint.report.view import View

FORMS = Path(__file__).parents[1] / "formats"
JUNIT = xmlschema.XMLSchema(FORMS / "junit.xsd")
CHECKSTYLE = xmlschema.XMLSchema(FORMS / "checkstyle.xsd")
GITLAB = Draft202012Validator(json.loads((FORMS / "gitlab.schema.json").read_text(encoding="utf-8")))

INFO = replace(FINDING, severity="info", rule="note-this")
FULL = report(
    FINDING, INFO, replace(FINDING, severity="error"),
    readings=(reading(), reading("b.md")), suppressed=(ACCEPTED,), failures=(Failure("a.md", "the engine failed"),),
    skipped=(Skipped("README.md", "describes the folder"), Skipped("c.md", "is not UTF-8", failed=True)),
)  # fmt: skip
EMPTY = report(readings=())
anything = st.text(st.characters() | st.sampled_from("\x1b\x9b\x07\u202e\u200b\r\n\t:#[],%&<>]=\ud800\ufffe"))


def xml_of(module: Any, given: Report, schema: xmlschema.XMLSchema, **view: Any) -> ElementTree.Element:
    text = module.render(given, View(**view))
    schema.validate(text)
    assert text.isascii()
    return ElementTree.fromstring(text)  # noqa: S314  # our own


@pytest.mark.parametrize("one", [EMPTY, report(), FULL])
def test_forms(one: Report) -> None:
    xml_of(junit, one, JUNIT)
    xml_of(checkstyle, one, CHECKSTYLE)
    assert list(GITLAB.iter_errors(json.loads(gitlab.render(one, View())))) == []


@pytest.mark.parametrize("bad", HOSTILE)
def test_hostile_texts_stay_within_the_form(bad: str) -> None:
    for module, schema in ((junit, JUNIT), (checkstyle, CHECKSTYLE)):
        tame, wild = (xml_of(module, hostile(text), schema) for text in ("plain", bad))
        assert [element.tag for element in wild.iter()] == [element.tag for element in tame.iter()]
        assert safe(bad) in {value for element in wild.iter() for value in element.attrib.values()}
    text = gitlab.render(hostile(bad), View())
    assert list(GITLAB.iter_errors(json.loads(text))) == []
    assert {entry["description"] for entry in json.loads(text)} >= {safe(bad)}
    for shown in (text, junit.render(hostile(bad), View()), checkstyle.render(hostile(bad), View())):
        assert not set(shown) & set("\x1b\x9b\r\u2028\u202e\u200b\x00")
        assert "##[" not in shown
        assert not any(line.strip().startswith("::") for line in shown.split("\n"))


@given(anything)
def test_xml_is_well_formed_whatever_it_holds(text: str) -> None:
    xml_of(junit, hostile(text), JUNIT)
    xml_of(checkstyle, hostile(text), CHECKSTYLE)


def test_junit_fails_what_fails_the_run() -> None:
    root = xml_of(junit, FULL, JUNIT)
    counts = {name: root.get(name) for name in ("tests", "failures", "errors", "skipped")}
    assert counts == {"tests": "8", "failures": "2", "errors": "2", "skipped": "2"}
    outcomes = {suite.get("name"): [[part.tag for part in test] for test in suite] for suite in root}
    assert outcomes == {
        "README.md": [["skipped"]],
        "a.md": [["failure"], ["system-out"], ["failure"], ["skipped"], ["error"]],
        "b.md": [[]],
        "c.md": [["error"]],
    }
    assert xml_of(junit, FULL, JUNIT, fails=lambda finding: finding.severity == "error").get("failures") == "1"
    assert xml_of(junit, FULL, JUNIT, fails=lambda _: True).get("failures") == "3"
    names = [test.get("name") for test in root.findall("testsuite[@name='a.md']/testcase")]
    assert names == ["small-team", "note-this", "small-team (2)", "small-team (3)", "not-judged"]
    assert xml_of(junit, FULL, JUNIT, suppressed=False).get("skipped") == "1"
    skipped = root.find("testsuite[@name='a.md']/testcase/skipped")
    assert skipped is not None
    assert skipped.get("message") == ("suppressed: waiver by data group, until 2026-05-31: The contract ends in May.")


def test_junit_tells_what_is_no_record_from_what_was_left_out() -> None:
    skipped = (Skipped("b.md", "has not changed", by_request=True), Skipped("c.md", "is a template"))
    root = xml_of(junit, report(skipped=skipped), JUNIT)
    assert [test.get("name") for test in root.iter("testcase")] == ["no findings", "left out", "no record"]


def test_checkstyle_lists_findings_by_file() -> None:
    root = xml_of(checkstyle, FULL, CHECKSTYLE)
    found = {file.get("name"): [error.get("source") for error in file] for file in root}
    own = ["adr-lint.own.small-team", "adr-lint.own.note-this", "adr-lint.own.small-team"]
    assert found == {"a.md": ["adr-lint.adr-lint.not-judged", *own], "c.md": ["adr-lint.adr-lint.not-read"]}


def test_gitlab_knows_findings_again() -> None:
    entries = json.loads(gitlab.render(FULL, View(top="/repo", here="/repo/svc")))
    assert [entry["severity"] for entry in entries] == ["major", "info", "critical", "critical", "critical"]
    assert len({entry["fingerprint"] for entry in entries}) == 5
    assert {entry["location"]["path"] for entry in entries} == {"svc/a.md", "svc/c.md"}
    again = json.loads(gitlab.render(FULL, View(top="/repo", here="/repo/svc")))
    assert again == entries


# The runner's way of reading a line: the first "::" after the one that opens it ends the properties.
LINE = re.compile(r"::(?P<type>error|warning|notice) (?P<properties>(?:(?!::).)*)::(?P<data>.*)")


def command(line: str) -> tuple[str, dict[str, str], str]:
    match = LINE.fullmatch(line)
    assert match, line
    pairs = (pair.split("=", 1) for pair in match["properties"].split(","))
    return match["type"], {name: unescaped(value, property_=True) for name, value in pairs}, unescaped(match["data"])


def unescaped(text: str, *, property_: bool = False) -> str:
    for code, character in (("%0D", "\r"), ("%0A", "\n"), *((("%3A", ":"), ("%2C", ",")) if property_ else ())):
        text = text.replace(code, character)
    return text.replace("%25", "%")


def annotated(given: Report, **view: Any) -> list[tuple[str, dict[str, str], str]]:
    lines = github.render(given, View(**view)).split("\n")
    return [command(line) for line in lines if line.startswith("::")]


def test_an_annotation_says_where_what_and_what_to_do() -> None:
    one = replace(FINDING, remediation="Ask for 100% help,\nnow: please.")
    assert annotated(report(one), top="/repo", here="/repo/svc") == [
        (
            "warning",
            {"file": "svc/a.md", "line": "3", "col": "8", "endColumn": "23", "title": "adr-lint: small-team"},
            "3 build.\nhelp: Ask for 100% help,\nnow: please.",
        )
    ]


@pytest.mark.parametrize(
    ("place", "where"),
    [
        (Place("a.md", 3, 8, 4, 2), {"line": "3", "endLine": "4"}),
        (Place("a.md", 3, 8, 3, 8), {"line": "3"}),
    ],
)
def test_columns_are_given_only_within_one_line(place: Place, where: dict[str, str]) -> None:
    [(_, properties, _)] = annotated(report(replace(FINDING, place=place)))
    assert {name: properties[name] for name in properties.keys() - {"file", "title"}} == where


def test_ten_of_a_type_are_annotated_the_most_severe_first_and_the_rest_is_counted() -> None:
    def many(count: int, severity: Any) -> list[Finding]:
        return [replace(FINDING, severity=severity, place=replace(WHERE, line=n + 1)) for n in range(count)]

    mixed = report(*many(11, "info"), *many(12, "warning"), *many(2, "error"), failures=(Failure("a.md", "x"),))
    types = [type_ for type_, _, _ in annotated(mixed)]
    assert types == ["error"] * 3 + ["warning"] * 10 + ["notice"] * 10
    assert annotated(mixed)[0][2] == "not judged: x"
    assert github.render(mixed, View()).split("\n")[-3:-1] == [
        "not annotated, since GitHub shows 10 of a type: 2 warnings, 1 info",
        "1 record read, 1 record could not be judged; 25 findings: 2 errors, 12 warnings, 11 info",
    ]
    assert "not annotated" not in github.render(report(FINDING), View())
    assert github.render(report(), View(quiet=True)) == ""


def test_a_run_that_read_nothing_is_annotated() -> None:
    assert github.render(EMPTY, View()).split("\n")[0] == (
        "::error title=adr-lint::nothing was read as a record, so nothing was judged"
    )


def test_a_message_is_as_long_as_the_runner_keeps() -> None:
    [(_, _, data)] = annotated(report(replace(FINDING, remediation="x" * 10_000)))
    assert len(data) == github.LONGEST


@given(anything)
def test_no_text_ends_its_command_or_begins_another(text: str) -> None:
    commands_hold(text)


def commands_hold(text: str) -> None:
    shown = github.render(hostile(text), View(statistics=True))
    assert not set(shown) & set("\x1b\x9b\r\u2028\u202e\u200b\x00")
    assert "##[" not in shown
    for line in shown.split("\n"):
        if line.strip().startswith("::"):
            type_, properties, data = command(line)
            assert type_ in ("error", "warning", "notice")
            assert properties.keys() <= {"file", "line", "col", "endLine", "endColumn", "title"}
            assert "\r" not in data + properties["file"]


@pytest.mark.parametrize("bad", HOSTILE)
def test_hostile_annotations(bad: str) -> None:
    commands_hold(bad)
    found = annotated(hostile(bad))
    assert len(found) == 4
    assert any(safe_block(bad).strip() in data for _, _, data in found)
