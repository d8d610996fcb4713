"""The standard library's dataclasses at a fifth of what they cost to define; a run on one record defines fifty.

The library compiles up to eight methods for every class. Here ``__init__`` alone is compiled, and only when the first
value is made, which of many classes a run never does; the others are shared.
"""

from __future__ import annotations

import dataclasses
import operator
from dataclasses import MISSING, field
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass", "field"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls=None, *, frozen=False, slots=False, eq=True, order=False):
        """``dataclasses.dataclass`` with those of its parameters that are used here."""
        if cls is None:
            return lambda cls: dataclass(cls, frozen=frozen, slots=slots, eq=eq, order=order)
        cls.__doc__ = cls.__doc__ or cls.__name__  # where there is none, the library words one of the signature: 1 ms
        made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
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


def _init_later(cls: Any, fields: tuple[dataclasses.Field[Any], ...], *, frozen: bool, slots: bool) -> Any:
    """An ``__init__`` that makes the real one, which takes its place, when it is first called."""

    def __init__(self: Any, *given: Any, **named: Any) -> None:
        cls.__init__ = _init(cls, fields, frozen=frozen, slots=slots)
        cls.__init__(self, *given, **named)

    return __init__


def _init(cls: type, fields: tuple[dataclasses.Field[Any], ...], *, frozen: bool, slots: bool) -> Any:
    known: dict[str, Any] = {"_missing": MISSING}
    parameters, body = [], []
    for f in fields:
        name = value = parameter = f.name
        if f.default_factory is not MISSING:
            known[f"_make_{name}"] = f.default_factory
            parameter, value = f"{name}=_missing", f"_make_{name}() if {name} is _missing else {name}"
        elif f.default is not MISSING:
            known[f"_default_{name}"], parameter = f.default, f"{name}=_default_{name}"
        parameters.append(parameter)
        if frozen and slots:
            known[f"_set_{name}"] = getattr(cls, name).__set__
            body.append(f" _set_{name}(self, {value})")
        else:
            body.append(f" self.__dict__[{name!r}] = {value}" if frozen else f" self.{name} = {value}")
    exec("\n".join([f"def __init__(self, {', '.join(parameters)}):", *body]), known)  # noqa: S102  # as the library does
    return known["__init__"]


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
