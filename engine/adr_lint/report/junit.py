"""JUnit's XML, which most CI systems show as tests: a suite for each file, a test for each of its findings."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from adr_lint.model import Finding, Report, Skipped, Suppressed
from adr_lint.report import xml
from adr_lint.report.tally import accepted_by, passed_over, texts_of, troubles
from adr_lint.report.text import finding_lines
from adr_lint.report.view import View
from adr_lint.values import dataclass, field


@dataclass(slots=True)
class _File:
    findings: list[Finding] = field(default_factory=list)
    suppressed: list[Suppressed] = field(default_factory=list)
    trouble: list[Finding] = field(default_factory=list)
    left_out: Skipped | None = None


def render(report: Report, view: View) -> str:
    """What fails the run is a failed test, a lesser finding a passed test with output, a suppressed one is skipped."""
    texts = texts_of(report)
    document = xml.root("testsuites", name="adr-lint")
    for path, file in sorted(_files(report, view).items()):
        suite = xml.child(document, "testsuite", name=path)
        for finding in file.findings:
            body = "\n".join(finding_lines(finding, texts, view))
            test = _test(suite, path, finding.rule)
            if view.fails(finding):
                xml.child(test, "failure", body, type=finding.severity, message=finding.message)
            else:
                xml.child(test, "system-out", body)
        for one in file.suppressed:
            test = _test(suite, path, one.finding.rule)
            xml.child(test, "skipped", message=f"suppressed: {accepted_by(one)}")
        for trouble in file.trouble:
            xml.child(_test(suite, path, trouble.rule), "error", type=trouble.rule, message=trouble.message)
        if file.left_out:
            name = "left out" if file.left_out.by_request else "no record"
            xml.child(_test(suite, path, name), "skipped", message=file.left_out.reason)
        if len(suite) == 0:
            _test(suite, path, "no findings")
        _count(suite, [suite])
    _count(document, document.findall("testsuite"))
    return xml.document(document)


def _files(report: Report, view: View) -> dict[str, _File]:
    files: dict[str, _File] = {reading.record.path: _File() for reading in report.readings}
    for finding in report.findings:
        files.setdefault(finding.path, _File()).findings.append(finding)
    for one in view.listed(report):
        files.setdefault(one.finding.path, _File()).suppressed.append(one)
    for trouble in troubles(report):
        files.setdefault(trouble.path, _File()).trouble.append(trouble)
    for skipped in passed_over(report):
        files.setdefault(skipped.path, _File()).left_out = skipped
    return files


def _test(suite: Element, path: str, name: str) -> Element:
    """A test whose name stays when lines move, since CI systems compare it with the last run's; later ones numbered."""
    before = sum(test.get("name", "").partition(" (")[0] == name for test in suite)
    numbered = f"{name} ({before + 1})" if before else name
    return xml.child(suite, "testcase", classname=path.removesuffix(".md"), name=numbered, time="0")


def _count(element: Element, suites: Iterable[Element]) -> None:
    """Write on a suite, or on all of them, how many tests it has and how they ended."""
    tests = [test for suite in suites for test in suite.findall("testcase")]
    element.set("tests", str(len(tests)))
    for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        element.set(attribute, str(sum(test.find(tag) is not None for test in tests)))
    element.set("time", "0")
