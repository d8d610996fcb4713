"""Makes one checked ``PolicySet`` of policy files; every mistake in them becomes an error with its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path as FilePath
from typing import Any

from adr_lint import marks, resources
from adr_lint.errors import CombinedUserError, UserError, did_you_mean
from adr_lint.policy import build, fits
from adr_lint.policy.conditions import ConditionReader, PolicyMistake
from adr_lint.policy.nouns import Case, Derivation, FactType, PolicySet, Rule
from adr_lint.policy.order import CircularError, stratify
from adr_lint.policy.thresholds import Thresholds, thresholds_of
from adr_lint.values import dataclass, field

MAX_POLICY_BYTES = 2_000_000


@dataclass
class _File:
    path: FilePath
    shown: str
    data: Mapping[str, Any]
    mistakes: list[PolicyMistake] = field(default_factory=list)

    def errors(self) -> list[UserError]:
        text = self.path.read_text(encoding="utf-8")
        marked = marks.load(text, self.shown)
        return [
            UserError(
                mistake.message,
                place=marked.at(mistake.path, key=mistake.key),
                text=text,
                allowed=mistake.allowed,
                suggestion=mistake.suggestion,
            )
            for mistake in self.mistakes
        ]


def assembled(extra: Sequence[str], *, builtin: bool, adjust: Callable[[Thresholds], Thresholds]) -> PolicySet:
    """What ``adr_lint.policy.load.load`` gives, made now."""
    files = [_own(name) for name in _builtin_files()] if builtin else []
    for name in extra:
        files.extend(_foreign(path) for path in _policy_files(name))
    files.sort(key=lambda file: file.data.get("order", 1000))
    return _assemble(files, adjust(thresholds_of(file.data for file in files)))


def own_thresholds() -> Thresholds:
    """The thresholds of our own matrix."""
    return thresholds_of(resources.data(name) for name in _builtin_files())


def _builtin_files() -> list[str]:
    return [*resources.names("facts/*.yaml"), *resources.names("platforms/*.yaml"), *resources.names("*.yaml")]


def _own(name: str) -> _File:
    """A file of our own: its form is checked by the tests, so that no schema is loaded at start-up."""
    return _File(resources.folder("policies") / name, f"policies/{name}", resources.data(name))


def _policy_files(name: str) -> list[FilePath]:
    path = FilePath(name)
    if path.is_dir():
        found = sorted(p for p in path.rglob("*") if p.suffix in (".yaml", ".yml") and p.is_file())
        if not found:
            raise UserError(f"{name}: no policy in this folder", suggestion="a policy is a .yaml or .yml file")
        return found
    if not path.is_file():
        near = did_you_mean(path.name, (p.name for p in path.parent.glob("*"))) if path.parent.is_dir() else ""
        raise UserError(f"{name}: there is no such policy file or folder", suggestion=near)
    return [path]


def _foreign(path: FilePath) -> _File:
    shown = path.as_posix()
    try:
        if path.stat().st_size > MAX_POLICY_BYTES:
            raise UserError(f"{shown}: larger than {MAX_POLICY_BYTES:,} bytes: not read as a policy")
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UserError(f"{shown}: not UTF-8 text (byte {error.start})", suggestion="save the file as UTF-8") from None
    except OSError as error:
        raise UserError(f"{shown}: cannot be read: {error.strerror}") from None
    marked = marks.load(text, shown)
    fits.check(marked, text, "platform" if isinstance(marked.value, dict) and "platform" in marked.value else "policy")
    return _File(path, shown, marked.plain())


def _assemble(files: Sequence[_File], thresholds: Thresholds) -> PolicySet:
    vocabulary = _vocabulary(files, thresholds)
    reader = ConditionReader(vocabulary, _rule_ids(files), thresholds)
    chapters: dict[str, str] = {}
    derivations: list[Derivation] = []
    rules: list[Rule] = []
    limitations: list[Case] = []
    platforms = []
    for file in files:
        if "platform" in file.data:
            platform = build.platform_of(file.data)
            platforms.append(platform)
            _collecting(file, lambda p=platform: limitations.extend(build.limitation_cases(p, reader)))  # type: ignore[misc]
            continue
        if "chapter" in file.data:
            chapters.setdefault(file.data["chapter"], file.data.get("title", file.data["chapter"]))
        _collecting(file, lambda f=file: derivations.extend(build.derivations(f.data, reader)))  # type: ignore[misc]
    if platforms:
        derivations.append(Derivation(build.CLOUDS, "collect", tuple(build.cloud_cases(platforms))))
        derivations.append(Derivation(build.OPEN_LIMITATIONS, "collect", tuple(limitations)))
    derived = {derivation.fact: derivation for derivation in derivations}
    for file in files:
        rules.extend(build.rules(file.data, reader, derived, file.shown, file.mistakes.append))
    _raise(files)
    factors = tuple(build.factor_of(row, thresholds) for file in files for row in file.data.get("matrix", ()))
    return PolicySet(
        vocabulary, tuple(derivations), tuple(rules), factors, tuple(platforms), chapters,
        _strata(files, derivations, rules),
    )  # fmt: skip


def _collecting(file: _File, work: Callable[[], None]) -> None:
    try:
        work()
    except PolicyMistake as mistake:
        file.mistakes.append(mistake)


def _raise(files: Sequence[_File]) -> None:
    errors = [error for file in files if file.mistakes for error in file.errors()]
    if errors:
        raise errors[0] if len(errors) == 1 else CombinedUserError(errors)


def _vocabulary(files: Sequence[_File], thresholds: Thresholds) -> dict[str, FactType]:
    vocabulary: dict[str, FactType] = {}
    for file in files:
        for fact, path in build.fact_types(file.data, thresholds):
            if fact.name in vocabulary:
                file.mistakes.append(
                    PolicyMistake(
                        (*path, "fact" if path[0] == "derive" else "name"),
                        f"the fact '{fact.name}' exists already",
                        suggestion="give yours another name, such as one that begins with your organisation's",
                    )
                )
            vocabulary.setdefault(fact.name, fact)
    if any("platform" in file.data for file in files):
        vocabulary.update((fact.name, fact) for fact in build.platform_types())
    return vocabulary


def _rule_ids(files: Sequence[_File]) -> set[str]:
    seen: dict[str, str] = {}
    for file in files:
        for i, block in enumerate(file.data.get("rules", ())):
            if block["id"] in seen:
                file.mistakes.append(
                    PolicyMistake(
                        ("rules", i, "id"),
                        f"the rule '{block['id']}' exists already, in {seen[block['id']]}",
                        suggestion="give yours another id; an identifier names one rule",
                    )
                )
            seen.setdefault(block["id"], file.shown)
    return set(seen)


def _strata(
    files: Sequence[_File], derivations: Sequence[Derivation], rules: Sequence[Rule]
) -> tuple[tuple[Derivation | Rule, ...], ...]:
    try:
        return stratify([*derivations, *rules])
    except CircularError as circle:
        for file in reversed(files):
            for key, name in (("derive", "fact"), ("rules", "id")):
                for i, entry in enumerate(file.data.get(key, ())):
                    label = entry[name] if key == "derive" else f"rule {entry[name]}"
                    if label in circle.path:
                        file.mistakes.append(
                            PolicyMistake(
                                (key, i, name),
                                f"this builds on itself: {circle}",
                                suggestion="a fact or rule cannot depend on its own outcome",
                            )
                        )
                        _raise(files)
        raise
