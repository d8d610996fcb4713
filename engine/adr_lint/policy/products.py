"""The well-known products (policies/language/products.yaml): names, who operates each, on which cloud it lives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from adr_lint.resources import data
from adr_lint.values import dataclass

PRODUCTS = "language/products.yaml"


@dataclass(frozen=True, slots=True)
class Listed:
    """A product as the list has it."""

    id: str
    names: Sequence[str]
    """The first is the one shown."""
    hosting: str
    cloud: str
    kind: str
    proper: bool


def listed(products: Mapping[str, Any]) -> Iterator[Listed]:
    """The products of a list, in its order."""
    clouds = products.get("clouds", {})
    for group in products.get("groups", ()):
        for entry in group["products"]:
            said: Mapping[str, Any] = {"names": [entry]} if isinstance(entry, str) else entry
            names = said["names"]
            yield Listed(
                id=said.get("id", names[0].lower().replace(" ", "-").replace(".", "-")),
                names=names,
                hosting=said.get("hosting", group["hosting"]),
                cloud=said["cloud"] if "cloud" in said else _cloud_of(names, clouds),
                kind=group.get("kind", ""),
                proper=said.get("proper", group.get("proper", False)),
            )


def _cloud_of(names: Sequence[str], clouds: Mapping[str, Sequence[str]]) -> str:
    """The cloud with whose vendor a name begins; ``""`` where none does."""
    starts = ((cloud, f"{vendor} ") for cloud, vendors in clouds.items() for vendor in vendors)
    return next((cloud for cloud, start in starts if any(name.startswith(start) for name in names)), "")


def by_cloud() -> dict[str, set[str]]:
    """The ids of the hosted products that live on each cloud."""
    found: dict[str, set[str]] = {}
    for product in listed(data(PRODUCTS)):
        if product.cloud and product.hosting == "hosted":
            found.setdefault(product.cloud, set()).add(product.id)
    return found
