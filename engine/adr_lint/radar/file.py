"""Reads a radar file: which ring of the tech radar each technology is on.

A radar names its rings as it likes; adr-lint knows them by their roles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from adr_lint import marks
from adr_lint.errors import UserError, did_you_mean
from adr_lint.policy import fits
from adr_lint.texts import tidy
from adr_lint.values import dataclass

ROLES = ("adopt", "trial", "assess", "hold")
MAX_RADAR_BYTES = 2_000_000

T = TypeVar("T")
Path_ = list[str | int]


@dataclass(frozen=True, slots=True)
class Radar:
    """Technologies by their normalised names (see ``normalise``), each with the role of its ring."""

    entries: Mapping[str, str]

    def ring(self, technology: str) -> str | None:
        """The role of the ring that a technology is on; None where it is on none."""
        return self.entries.get(normalise(technology))


def normalise(name: str) -> str:
    """A technology's name as radars and records are compared: case, dots and hyphens make no difference."""
    folded = name.casefold().replace("+", " plus ").replace("#", " sharp ")
    return " ".join("".join(c if c.isalnum() else " " for c in folded).split())


def load_radar(path: str, rings: Mapping[str, str] | None = None) -> Radar:
    """The radar in a YAML or JSON file, its rings called as the file says, else as ``rings`` does.

    Raises ``UserError`` (several as ``CombinedUserError``) with the place.
    """
    return read_file(path, lambda data: radar_from(data, rings))


def read_file(path: str, read: Callable[[Mapping[str, Any]], T]) -> T:
    """What ``read`` makes of a radar file; a ``MistakeError`` of its gets its place in the file."""
    text = read_text(path)
    marked = marks.load(text, tidy(path))
    fits.check(marked, text, "radar")
    try:
        return read(marked.plain())
    except MistakeError as mistake:
        raise UserError(
            mistake.message,
            place=marked.at(mistake.path),
            text=text,
            allowed=mistake.allowed,
            suggestion=mistake.suggestion,
        ) from None


def read_text(path: str) -> str:
    """The text of a radar file of whatever form. Raises ``UserError``."""
    from pathlib import Path  # 3 ms: only where there is a radar

    file = Path(path)
    shown = file.as_posix()
    if not file.is_file():
        near = did_you_mean(file.name, (p.name for p in file.parent.glob("*"))) if file.parent.is_dir() else ""
        raise UserError(f"{shown}: there is no such radar file", suggestion=near)
    try:
        if file.stat().st_size > MAX_RADAR_BYTES:
            raise UserError(f"{shown}: larger than {MAX_RADAR_BYTES:,} bytes: not read as a radar")
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(f"{shown}: not UTF-8 text (byte {error.start})", suggestion="save the file as UTF-8") from None
    except OSError as error:
        raise UserError(f"{shown}: cannot be read: {error.strerror}") from None


class MistakeError(UserError):
    """A mistake at ``path`` inside a radar's data."""

    def __init__(self, path: Path_, message: str, allowed: tuple[str, ...] = (), suggestion: str = "") -> None:
        super().__init__(message, allowed=allowed, suggestion=suggestion)
        self.path = path


def radar_from(data: Mapping[str, Any], rings: Mapping[str, str] | None = None) -> Radar:
    """The radar in data that fits the radar schema. Raises ``UserError`` for a ring that there is not."""
    roles = roles_of(data.get("rings") or rings or {})
    entries: dict[str, str] = {}
    for i, technology in enumerate(data["technologies"]):
        ring = role_of(technology["ring"], roles, ["technologies", i, "ring"])
        for path, name in _names(technology, i):
            key = normalise(name)
            if not key:
                raise MistakeError(path, f"'{name}' has neither a letter nor a digit, and so names nothing")
            if entries.setdefault(key, ring) != ring:
                raise MistakeError(
                    path, f"'{name}' is on two rings, {entries[key]} and {ring}", suggestion="keep one of the two"
                )
    return Radar(MappingProxyType(entries))


def role_of(name: str, roles: Mapping[str, str], path: Path_) -> str:
    """The role of a ring by its name. Raises ``MistakeError`` where there is no such ring."""
    ring = roles.get(name.casefold())
    if ring is None:
        raise MistakeError(
            path, f"'{name}' is no ring of this radar", tuple(roles), did_you_mean(name.casefold(), roles)
        )
    return ring


def roles_of(own: Mapping[str, str]) -> dict[str, str]:
    """Every name by which a ring may be called, in lower case → its role; an organisation's own name goes first."""
    roles: dict[str, str] = {}
    for role in ROLES:
        name = own.get(role, role).casefold()
        if name in roles:
            raise MistakeError(
                ["rings", role], f"two rings are called '{own.get(role, role)}': {roles[name]} and {role}"
            )
        roles[name] = role
    for role in ROLES:
        roles.setdefault(role, role)
    return roles


def _names(technology: Mapping[str, Any], i: int) -> Iterator[tuple[Path_, str]]:
    yield ["technologies", i, "name"], technology["name"]
    for j, name in enumerate(technology.get("aliases", ())):
        yield ["technologies", i, "aliases", j], name
