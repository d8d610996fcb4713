"""Technologies that adr-lint knows: their names and their quadrants (policies/radar/quadrants.yaml)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from adr_lint.policy.products import PRODUCTS, listed
from adr_lint.radar.file import ROLES, normalise
from adr_lint.resources import data, names
from adr_lint.values import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """Names and quadrants; shared and immutable."""

    canonical: Mapping[str, str]
    """Normalised name, alias or identifier → the name that is shown."""
    names: Mapping[str, tuple[str, ...]]
    """Name that is shown → every name, normalised."""
    quadrant_of: Mapping[str, str]
    """Name that is shown → quadrant."""
    quadrants: tuple[str, ...]
    also: Mapping[str, str]
    """Normalised name of a quadrant, ours or a usual one → ours."""
    otherwise: str
    ring_names: Mapping[str, str]
    """Name of a ring in lower case → its role."""

    def name(self, technology: str) -> str:
        """The name by which a technology is shown; its own where it is not known."""
        return self.canonical.get(normalise(technology), technology)

    def all_names(self, technology: str) -> tuple[str, ...]:
        """Every normalised name of a technology."""
        return self.names.get(self.name(technology), (normalise(technology),))

    def quadrant(self, technology: str, quadrants: Sequence[str]) -> str:
        """Which of a radar's quadrants a technology belongs to; ours where the radar has none that fits."""
        ours = self.quadrant_of.get(self.name(technology), self.otherwise)
        return next((theirs for theirs in quadrants if self.also.get(normalise(theirs)) == ours), ours)

    def ring(self, name: str, place: int) -> str:
        """The role of a ring by its usual names, else by its place from the middle."""
        found = self.ring_names.get(name.strip().casefold())
        return found if found is not None else ROLES[min(place, len(ROLES) - 1)]


@lru_cache(maxsize=1)
def known() -> Known:
    """What adr-lint knows, from its own data."""
    layout = data("radar/quadrants.yaml")
    kinds = {kind: quadrant["name"] for quadrant in layout["quadrants"] for kind in quadrant["kinds"]}
    single = {normalise(p): quadrant["name"] for quadrant in layout["quadrants"] for p in quadrant.get("products", ())}
    canonical: dict[str, str] = {}
    quadrant_of: dict[str, str] = {}

    def add(shown: str, every: Sequence[str], kind: str) -> None:
        for name in every:
            canonical.setdefault(normalise(name), shown)
        quadrant_of.setdefault(shown, single.get(normalise(shown)) or kinds.get(kind, layout["otherwise"]))

    for name in names("platforms/*.yaml"):
        platform = data(name)
        add(platform["name"], [platform["name"], platform["platform"], *platform.get("aliases", ())], "ml-platform")
    for product in listed(data(PRODUCTS)):
        first = product.names[0]
        add(canonical.get(normalise(first), first), [*product.names, product.id], product.kind)
    every_name: dict[str, list[str]] = {}
    for key, shown in canonical.items():
        every_name.setdefault(shown, []).append(key)
    return Known(
        canonical=MappingProxyType(canonical),
        names=MappingProxyType({shown: tuple(keys) for shown, keys in every_name.items()}),
        quadrant_of=MappingProxyType(quadrant_of),
        quadrants=tuple(quadrant["name"] for quadrant in layout["quadrants"]),
        also=MappingProxyType(
            {normalise(n): q["name"] for q in layout["quadrants"] for n in (q["name"], *q.get("also", ()))}
        ),
        otherwise=layout["otherwise"],
        ring_names=MappingProxyType({name: role for role, every in layout["rings"].items() for name in every}),
    )
