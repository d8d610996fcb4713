"""Names of rings and quadrants, identifiers and days, as the forms of radars have them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from adr_lint.errors import UserError
from adr_lint.radar.chart import Blip
from adr_lint.radar.file import ROLES, normalise
from adr_lint.radar.known import known
from adr_lint.values import dataclass, field

_DAY = re.compile(r"(\d{4})[-./](\d\d?)(?:[-./](\d\d?))?")


@dataclass(frozen=True, slots=True)
class Naming:
    """What the user says of a radar that does not say it itself."""

    rings: Mapping[str, str] = field(default_factory=dict)
    """Name of a ring, in lower case → its role."""
    quadrants: tuple[str, ...] = ()
    """Names of quadrants, where the radar only numbers them."""


def roles_for(names: Sequence[str], naming: Naming) -> dict[str, str]:
    """Name of each ring → its role: as the user says, by its usual meaning, or by its place where that is not clear."""
    told = {name: naming.rings[name.casefold()] for name in names if name.casefold() in naming.rings}
    by_meaning = {name: told.get(name) or known().ring_names.get(name.strip().casefold(), "") for name in names}
    found = [role for role in by_meaning.values() if role]
    if len(found) == len(names) and (told or len(set(found)) == len(found) or len(names) > len(ROLES)):
        return by_meaning
    if len(names) <= len(ROLES) and not told:
        missing = [role for role in ROLES if role not in found] if len(set(found)) == len(found) else list(ROLES)
        kept = by_meaning if len(set(found)) == len(found) else {}
        return {name: kept.get(name) or missing.pop(0) for name in names}
    unclear = [name for name in names if not by_meaning[name]]
    asked = ", ".join(f"'{name}'" for name in unclear or names)
    raise UserError(
        f"which rings these stand for is not clear: {asked}",
        allowed=ROLES,
        suggestion=f"say it: --ring '{(unclear or list(names))[0]}=adopt'",
    )


def ring_names(roles: Mapping[str, str]) -> dict[str, str]:
    """Role → the name of its ring; the first where several rings are of one role."""
    names = {role: role for role in ROLES}
    taken: set[str] = set()
    for name, role in roles.items():
        if role not in taken:
            names[role] = name
            taken.add(role)
    for role in ROLES:  # a role without a ring must not answer to another ring's name
        if role not in taken and any(names[other].casefold() == role for other in taken):
            names[role] = f"{role} (none)"
    return names


def identifier(name: str) -> str:
    """A name as an identifier and a file's name: letters, digits and hyphens."""
    return normalise(name).replace(" ", "-")


def day_of(text: str) -> str:
    """A day or a month as we write it; empty where the text is neither."""
    match = _DAY.match(text.strip())
    if match is None or not 1 <= int(match[2]) <= 12 or not 1 <= int(match[3] or 1) <= 31:
        return ""
    return f"{match[1]}-{int(match[2]):02d}" + (f"-{int(match[3]):02d}" if match[3] else "")


def described(blip: Blip) -> str:
    """What is said of a technology: its note, else which record decided it."""
    if blip.note or not blip.records:
        return blip.note
    last = blip.records[-1]
    return f"{last.title} ({last.record}{f', {last.date}' if last.date else ''})"
