"""From the conditions of a policy file to checked predicates.

A condition is a mapping whose entries must all hold::

    {approach: build, timeline.months: {at_most: 6}, absent: build.contingency}
    {any: [{scale.level: small}, {scale.models: {less_than: 1000}}]}

A list of conditions holds where all of them do. Of a list, the orderings compare how many different entries it
has: ``{platforms.considered: {at_least: 2}}``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from adr_lint.errors import did_you_mean
from adr_lint.policy.nouns import All, AnyOf, Condition, FactType, Fired, Not, Operator, Predicate, Ref
from adr_lint.policy.thresholds import Thresholds

Path = tuple[str | int, ...]

ORDERINGS = ("at_least", "at_most", "more_than", "less_than")
MEMBERSHIPS = ("includes", "includes_all", "excludes")
COMBINATORS = ("all", "any", "none", "stated", "absent", "fired")


class PolicyMistake(Exception):  # noqa: N818  # a mistake, which the loader turns into a UserError with its place
    """Something wrong at ``path`` inside a policy file; ``key`` when the key itself is what is wrong."""

    def __init__(
        self, path: Path, message: str, *, allowed: Iterable[str] = (), suggestion: str = "", key: bool = False
    ) -> None:
        super().__init__(message)
        self.path, self.message = path, message
        self.allowed, self.suggestion, self.key = tuple(allowed), suggestion, key


class ConditionReader:
    """Reads conditions against a vocabulary. Every method raises ``PolicyMistake`` for what does not fit it."""

    def __init__(
        self, vocabulary: Mapping[str, FactType], rules: Iterable[str], thresholds: Thresholds | None = None
    ) -> None:
        self.vocabulary = vocabulary
        self.rules = frozenset(rules)
        self.thresholds = thresholds or {}

    def all_of(self, data: Any, path: Path) -> Condition:
        """A mapping, or a list of mappings, all of which must hold."""
        if isinstance(data, list):
            return _all(tuple(self.all_of(item, (*path, i)) for i, item in enumerate(data)))
        if not isinstance(data, dict):
            raise PolicyMistake(path, "a condition is a mapping such as {timeline.months: {at_most: 6}}")
        return _all(tuple(self._entry(key, value, (*path, key)) for key, value in data.items()))

    def any_of(self, data: Any, path: Path) -> Condition:
        """A list of conditions (or a single one), one of which must hold."""
        if not isinstance(data, list):
            return self.all_of(data, path)
        parts = tuple(self.all_of(item, (*path, i)) for i, item in enumerate(data))
        return parts[0] if len(parts) == 1 else AnyOf(parts)

    def fact(self, name: Any, path: Path, *, key: bool = False) -> FactType:
        """The fact's type."""
        found = self.vocabulary.get(name) if isinstance(name, str) else None
        if found is None:
            raise PolicyMistake(
                path,
                f"there is no fact '{name}'",
                suggestion=did_you_mean(str(name), [*self.vocabulary, *(COMBINATORS if key else ())])
                or "'adr-lint facts --vocabulary' lists every fact; a policy may add its own under 'facts:'",
                key=key,
            )
        return found

    def _entry(self, key: Any, value: Any, path: Path) -> Condition:
        if key == "all":
            return self.all_of(value, path)
        if key == "any":
            return self.any_of(value, path)
        if key == "none":
            return Not(self.any_of(value, path))
        if key in ("stated", "absent"):
            names = value if isinstance(value, list) else [value]
            at = [(*path, i) if isinstance(value, list) else path for i in range(len(names))]
            return _all(
                tuple(Predicate(self.fact(n, p).name, cast("Operator", key)) for n, p in zip(names, at, strict=True))
            )
        if key == "fired":
            return self._fired(value, path)
        return self._test(self.fact(key, path, key=True), value, path)

    def _fired(self, value: Any, path: Path) -> Condition:
        names = value if isinstance(value, list) else [value]
        for i, name in enumerate(names):
            if name not in self.rules:
                raise PolicyMistake(
                    (*path, i) if isinstance(value, list) else path,
                    f"there is no rule '{name}'",
                    suggestion=did_you_mean(str(name), self.rules),
                )
        parts = tuple(Fired(name) for name in names)
        return parts[0] if len(parts) == 1 else AnyOf(parts)

    def _test(self, fact: FactType, value: Any, path: Path) -> Condition:
        if isinstance(value, dict):
            parts = tuple(self._comparison(fact, key, operand, (*path, key)) for key, operand in value.items())
            if not parts:
                raise PolicyMistake(path, "a comparison is missing", allowed=_operators(fact))
            return _all(parts)
        if isinstance(value, list):
            entries = tuple(self._operand(fact, item, (*path, i)) for i, item in enumerate(value))
            return Predicate(fact.name, "includes" if fact.kind == "list" else "in", cast("tuple[str, ...]", entries))
        operand = self._operand(fact, value, path)
        if fact.kind == "list":
            return Predicate(fact.name, "includes", (cast("str", operand),))
        return Predicate(fact.name, "is", operand)

    def _comparison(self, fact: FactType, operator: str, operand: Any, path: Path) -> Condition:
        if operator == "not" and fact.kind != "list":
            values = operand if isinstance(operand, list) else [operand]
            entries = tuple(
                self._operand(fact, item, (*path, i) if isinstance(operand, list) else path)
                for i, item in enumerate(values)
            )
            return Predicate(fact.name, "not_in", cast("tuple[str, ...]", entries))
        if operator not in _operators(fact):
            raise PolicyMistake(
                path,
                f"'{operator}' is no comparison for '{fact.name}', which is {_kind(fact)}",
                allowed=_operators(fact),
                suggestion=did_you_mean(operator, _operators(fact)),
                key=True,
            )
        if fact.kind == "list" and operator in ORDERINGS:
            if not _is_number(operand):
                raise PolicyMistake(path, f"'{operator}' of a list is its length: a number expected, not {operand!r}")
            return Predicate(fact.name, cast("Operator", operator), operand)
        if isinstance(operand, dict):
            refer = self._threshold if "threshold" in operand else self._reference
            return Predicate(fact.name, cast("Operator", operator), refer(fact, operand, path))
        if fact.kind == "list":
            items = operand if isinstance(operand, list) else [operand]
            entries = tuple(
                self._operand(fact, item, (*path, i) if isinstance(operand, list) else path)
                for i, item in enumerate(items)
            )
            return Predicate(fact.name, cast("Operator", operator), cast("tuple[str, ...]", entries))
        return Predicate(fact.name, cast("Operator", operator), self._operand(fact, operand, path))

    def _threshold(self, fact: FactType, operand: dict[str, Any], path: Path) -> float:
        _only(("threshold",), operand, path)
        name = operand["threshold"]
        factor, _, side = str(name).rpartition(".")
        bound = self.thresholds.get(factor, {}).get(side)
        if bound is None:
            known = [f"{factor}.{side}" for factor, sides in self.thresholds.items() for side in sides]
            raise PolicyMistake(
                (*path, "threshold"), f"there is no threshold '{name}'", allowed=known,
                suggestion=did_you_mean(str(name), known),
            )  # fmt: skip
        self._operand(fact, bound, path)
        return bound

    def _reference(self, fact: FactType, operand: dict[str, Any], path: Path) -> Ref:
        _only(("fact", "times"), operand, path)
        other = self.fact(operand.get("fact"), (*path, "fact"))
        numeric = ("integer", "number", "money")
        if (fact.kind in numeric) != (other.kind in numeric) or (fact.kind == "list") != (other.kind == "list"):
            raise PolicyMistake(
                (*path, "fact"),
                f"'{fact.name}' is {_kind(fact)} and '{other.name}' is {_kind(other)}: they do not compare",
            )
        times = operand.get("times", 1)
        if isinstance(times, bool) or not isinstance(times, int | float):
            raise PolicyMistake((*path, "times"), "'times' is a number, such as 2 or 0.5")
        return Ref(other.name, float(times))

    def _operand(self, fact: FactType, value: Any, path: Path) -> bool | int | float | str:
        expected = _EXPECTED[fact.kind]
        if not expected[1](value):
            raise PolicyMistake(path, f"'{fact.name}' is {_kind(fact)}: {expected[0]} expected, not {value!r}")
        if fact.values and value not in fact.values:
            raise PolicyMistake(
                path,
                f"'{value}' is no value of '{fact.name}'",
                allowed=fact.values,
                suggestion=did_you_mean(str(value), fact.values),
            )
        return cast("bool | int | float | str", value)


def _only(known: tuple[str, ...], operand: dict[str, Any], path: Path) -> None:
    for key in operand:
        if key not in known:
            raise PolicyMistake(
                (*path, key), f"'{key}' is not known here", allowed=known, key=True,
                suggestion=did_you_mean(key, known),
            )  # fmt: skip


def _kind(fact: FactType) -> str:
    return {"integer": "a whole number", "money": "an amount of money"}.get(fact.kind, f"a {fact.kind}")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_EXPECTED: Mapping[str, tuple[str, Callable[[Any], bool]]] = {
    "flag": ("true or false", lambda value: isinstance(value, bool)),
    "integer": ("a number", _is_number),
    "number": ("a number", _is_number),
    "money": ("a number", _is_number),
    "text": ("a text", lambda value: isinstance(value, str)),
    "choice": ("one of its values", lambda value: isinstance(value, str)),
    "list": ("a word", lambda value: isinstance(value, str)),
}


def _operators(fact: FactType) -> tuple[str, ...]:
    if fact.kind in ("integer", "number", "money"):
        return (*ORDERINGS, "not")
    if fact.kind == "list":
        return (*MEMBERSHIPS, *ORDERINGS)
    return ("not",)


def _all(parts: tuple[Condition, ...]) -> Condition:
    flat = tuple(p for part in parts for p in (part.parts if isinstance(part, All) else (part,)))
    return flat[0] if len(flat) == 1 else All(flat)
