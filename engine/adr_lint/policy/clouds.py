"""On which cloud a well-known product lives (policies/language/products.yaml)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from adr_lint.resources import data

PRODUCTS = "language/products.yaml"


def cloud_of(entry: Mapping[str, Any], names: Sequence[str], clouds: Mapping[str, Sequence[str]]) -> str:
    """The cloud of a product: the one that it says, else the one whose vendor a name of it begins with; else ``""``."""
    if "cloud" in entry:
        return str(entry["cloud"])
    return next(
        (
            cloud
            for cloud, vendors in clouds.items()
            for vendor in vendors
            if any(n.startswith(f"{vendor} ") for n in names)
        ),
        "",
    )


def by_cloud() -> dict[str, set[str]]:
    """The ids of the hosted products that live on each cloud."""
    products, found = data(PRODUCTS), dict[str, set[str]]()
    for group in products.get("groups", ()):
        for entry in group["products"]:
            said: Mapping[str, Any] = {"names": [entry]} if isinstance(entry, str) else entry
            names = said["names"]
            cloud = cloud_of(said, names, products.get("clouds", {}))
            if cloud and said.get("hosting", group["hosting"]) == "hosted":
                found.setdefault(cloud, set()).add(said.get("id", product_id(names[0])))
    return found


def product_id(name: str) -> str:
    """The id of a product that says none."""
    return name.lower().replace(" ", "-").replace(".", "-")
