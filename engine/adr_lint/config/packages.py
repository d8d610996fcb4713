"""Installed packages that offer policies (entry points of the group ``adr_lint.policies``); none is imported."""

from __future__ import annotations


def installed() -> dict[str, str]:
    """The name of every entry point → the package whose folder holds the policies."""
    from importlib.metadata import entry_points  # dear, and only where a configuration extends by name

    return {point.name: point.module for point in sorted(entry_points(group="adr_lint.policies"))}


def folder(package: str) -> str | None:
    """The folder of a top-level package, found without running any of its code."""
    from importlib.machinery import PathFinder

    where: list[str] | None = None
    for name in package.split("."):
        spec = PathFinder.find_spec(name, where)
        if spec is None or not spec.submodule_search_locations:
            return None
        where = list(spec.submodule_search_locations)
    return where[0] if where else None
