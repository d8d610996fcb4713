"""Where durable-rules cannot be imported: a reason in one line, and no traceback. These run everywhere."""

from __future__ import annotations

import importlib.abc
import subprocess
import sys

import pytest

from adr_lint.evaluate import durable
from adr_lint.evaluate.durable import DurableMatcher, EngineError, available


class Refusing(importlib.abc.MetaPathFinder):
    """Fails to import the C module, in the words of the loader."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def find_spec(self, name: str, *_: object) -> None:
        if name == "durable_rules_engine":
            raise self._error


def refuse(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    monkeypatch.delitem(sys.modules, "durable_rules_engine", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Refusing(error), *sys.meta_path])


@pytest.mark.parametrize(
    ("error", "version", "words"),
    [
        (ModuleNotFoundError("No module named 'x'"), (3, 11), "is not installed .*published as source only.*compiler"),
        (ModuleNotFoundError("No module named 'x'"), (3, 13), "is not installed .*do not load on CPython 3.13"),
        (
            ImportError("/a/b.so: undefined symbol: PyEval_CallObject"),
            (3, 13),
            "cannot be loaded .*CPython 3.13 and later",
        ),
        (
            ImportError("/a/b.so: undefined symbol: PyOther\nmore"),
            (3, 12),
            "cannot be loaded .*undefined symbol: PyOther",
        ),
        (OSError(), (3, 12), r"cannot be loaded \(OSError\)"),
        (SystemError("initialization failed"), (3, 12), "cannot be loaded .*initialization failed"),
    ],
)
def test_the_reason_in_one_line(
    monkeypatch: pytest.MonkeyPatch, error: Exception, version: tuple[int, int], words: str
) -> None:
    refuse(monkeypatch, error)
    monkeypatch.setattr(sys, "version_info", version)
    reason = available()
    assert reason is not None
    assert "\n" not in reason
    with pytest.raises(EngineError, match=words) as caught:
        DurableMatcher([[(1,)]])
    assert str(caught.value) == reason
    assert caught.value.__cause__ is error


def test_ctrl_c_during_the_import_is_not_taken_for_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupting(importlib.abc.MetaPathFinder):
        def find_spec(self, name: str, *_: object) -> None:
            if name == "durable_rules_engine":
                raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "durable_rules_engine", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Interrupting(), *sys.meta_path])
    with pytest.raises(KeyboardInterrupt):
        available()


def test_a_mistake_in_the_conjunctions_is_told_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, ImportError("gone"))
    with pytest.raises(EngineError, match="241 conditions"):
        DurableMatcher([[tuple(range(241))]])


def test_importing_the_module_imports_nothing_of_durable_rules() -> None:
    code = (
        f"import sys, {durable.__name__};"
        "print([name for name in sys.modules if 'durable' in name and not name.startswith('adr_lint')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
