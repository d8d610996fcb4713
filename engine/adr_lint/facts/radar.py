"""Where the technologies that a record adopts stand on the tech radar."""

from __future__ import annotations

from collections.abc import Mapping

from adr_lint.model import Fact
from adr_lint.radar import ROLES, Radar

__all__ = ["Radar", "join"]


def join(facts: Mapping[str, Fact], radar: Radar | None) -> dict[str, Fact]:
    """The facts ``radar.*`` of a record: its technologies by the role of their ring. Empty without a radar."""
    adopted = facts.get("technologies")
    if radar is None or adopted is None or not isinstance(adopted.value, tuple):
        return {}
    groups: dict[str, list[str]] = {}
    for technology in adopted.value:
        role = radar.ring(technology)
        groups.setdefault(role if role in ROLES else "unlisted", []).append(technology)
    return {
        f"radar.{role}": Fact(
            f"radar.{role}", tuple(names), adopted.source, _evidence(adopted, names), reader="radar"
        )
        for role, names in groups.items()
    }  # fmt: skip


def _evidence(adopted: Fact, names: list[str]) -> tuple:  # type: ignore[type-arg]
    wanted = [e for e in adopted.evidence if any(name.lower() in e.words.lower() for name in names)]
    return tuple(wanted) or adopted.evidence
