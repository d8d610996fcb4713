"""The standard library's dataclasses at a fifth of what they cost to define; a run on one record defines fifty.

The library compiles up to eight methods for every class. Here ``__init__`` alone is compiled, and only when the first
value is made, which of many classes a run never does; the others are shared. A build leaves the compiled ones
(``adr_lint.snapshot``), as it does for regular expressions: 70 of them took 5 ms of a run on one record.
"""

from __future__ import annotations

import dataclasses
import marshal
import operator
import sys
from collections.abc import Callable, Mapping
from dataclasses import MISSING, field
from types import CodeType
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass", "field"]

_Fields = tuple[dataclasses.Field[Any], ...]
_codes: dict[str, CodeType] = {}
_known: list[Callable[[], str]] = []
"""Of every class what gives the source of its ``__init__``."""

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls=None, *, frozen=False, slots=False, eq=True, order=False):
        """``dataclasses.dataclass`` with those of its parameters that are used here."""
        if cls is None:
            return lambda cls: dataclass(cls, frozen=frozen, slots=slots, eq=eq, order=order)
        cls.__doc__ = cls.__doc__ or cls.__name__  # where there is none, the library words one of the signature: 1 ms
        told = cls.__annotations__
        # the library parses every type that is told in words, to see whether it is one of its own: half of the time
        cls.__annotations__ = {name: what if what.startswith("ClassVar") else object for name, what in told.items()}
        made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
        made.__annotations__ = told
        fields = dataclasses.fields(made)
        made.__init__ = _init_later(made, fields, frozen=frozen, slots=slots)
        made.__repr__ = _repr
        if frozen:
            made.__setattr__ = made.__delattr__ = _refuse
            made.__reduce__ = _reduce
        if eq:
            made._compared = operator.attrgetter(*(f.name for f in fields if f.compare))
            made.__eq__ = _eq
            made.__hash__ = _hash if frozen else None
        if order:
            for name, method in _ORDER.items():
                setattr(made, name, method)
        return made


def _init_later(cls: Any, fields: _Fields, *, frozen: bool, slots: bool) -> Any:
    """An ``__init__`` that makes the real one, which takes its place, when it is first called."""

    def first(self: Any, *given: Any, **named: Any) -> None:
        cls.__init__ = _init(cls, fields, _source(fields, frozen=frozen, slots=slots))
        cls.__init__(self, *given, **named)

    _known.append(lambda: _source(fields, frozen=frozen, slots=slots))
    return first


def _source(fields: _Fields, *, frozen: bool, slots: bool) -> str:
    parameters, body = [], []
    for f in fields:
        name = value = parameter = f.name
        if f.default_factory is not MISSING:
            parameter, value = f"{name}=_missing", f"_make_{name}() if {name} is _missing else {name}"
        elif f.default is not MISSING:
            parameter = f"{name}=_default_{name}"
        parameters.append(parameter)
        if frozen and slots:
            body.append(f" _set_{name}(self, {value})")
        else:
            body.append(f" self.__dict__[{name!r}] = {value}" if frozen else f" self.{name} = {value}")
    return "\n".join([f"def __init__(self, {', '.join(parameters)}):", *body])


def _init(cls: type, fields: _Fields, source: str) -> Any:
    known: dict[str, Any] = {"_missing": MISSING}
    for f in fields:
        known[f"_make_{f.name}"], known[f"_default_{f.name}"] = f.default_factory, f.default
        known[f"_set_{f.name}"] = getattr(getattr(cls, f.name, None), "__set__", None)
    exec(_codes.get(source) or _compiled(source), known)  # noqa: S102  # as the library does
    return known["__init__"]


def _compiled(source: str) -> CodeType:
    return compile(source, "<string>", "exec")


def codes() -> tuple[str, Mapping[str, bytes]]:
    """Every ``__init__`` that may be needed, compiled, by its source, and the Python that compiled them."""
    return sys.version, {source: marshal.dumps(_compiled(source)) for source in {make() for make in _known}}


def use(made: tuple[str, Mapping[str, bytes]]) -> None:
    """Use what a build has left, where this Python made it."""
    if made[0] == sys.version:
        _codes.update({source: marshal.loads(code) for source, code in made[1].items()})  # noqa: S302  # see snapshot


def _repr(self: Any) -> str:
    shown = (f"{f.name}={getattr(self, f.name)!r}" for f in dataclasses.fields(self) if f.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse(self: Any, name: str, *_: Any) -> None:  # noqa: ARG001
    raise dataclasses.FrozenInstanceError(f"cannot change field {name!r}")


def _reduce(self: Any) -> tuple[type, tuple[Any, ...]]:
    return type(self), tuple([getattr(self, f.name) for f in dataclasses.fields(self)])


def _hash(self: Any) -> int:
    return hash(self._compared(self))


def _comparison(compare: Any) -> Any:
    def method(self: Any, other: Any) -> bool:
        return compare(self._compared(self), self._compared(other)) if type(other) is type(self) else NotImplemented

    return method


_eq = _comparison(operator.eq)
_ORDER = {f"__{name}__": _comparison(getattr(operator, name)) for name in ("lt", "le", "gt", "ge")}
