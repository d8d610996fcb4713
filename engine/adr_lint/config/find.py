"""Where the configuration of a record is: in its folder or the nearest one above, within the repository."""

from __future__ import annotations

import os

from adr_lint.config.nouns import FILES, PYPROJECT, shown
from adr_lint.errors import UserError
from adr_lint.regexes import regex
from adr_lint.values import dataclass

# Told from the bytes, since reading TOML costs as much as all our other imports for a configuration.
_TABLE = regex(rb"(?m)^[ \t]*\[\s*tool\s*\.\s*[\"']?adr-lint\b|adr-lint[\"']?[ \t]*(?:\.|=(?!=))")


@dataclass(frozen=True, slots=True)
class Found:
    """What the search from a folder upward came to."""

    file: str | None
    """The configuration file (absolute); None where there is none."""
    home: str
    """The folder of the file; without one, the top of the repository; outside of any, empty."""


class Finder:
    """Looks for configuration files, each folder once."""

    def __init__(self) -> None:
        self._known: dict[str, Found] = {}

    def find(self, folder: str) -> Found:
        """The configuration for the records in a folder (absolute). Raises ``UserError`` where a folder has two."""
        found = self._known.get(folder)
        if found is None:
            found = self._known[folder] = self._search(folder)
        return found

    def _search(self, folder: str) -> Found:
        file = configuration_in(folder)
        if file is not None:
            return Found(file, folder)
        if os.path.exists(os.path.join(folder, ".git")):  # noqa: PTH110, PTH118
            return Found(None, folder)
        above = os.path.dirname(folder)  # noqa: PTH120
        if above == folder:
            return Found(None, "")
        return self.find(above)


def configuration_in(folder: str) -> str | None:
    """The configuration file in a folder. Raises ``UserError`` where there are two."""
    there = [path for name in FILES if os.path.isfile(path := os.path.join(folder, name))]  # noqa: PTH113, PTH118
    pyproject = os.path.join(folder, PYPROJECT)  # noqa: PTH118
    if os.path.isfile(pyproject) and configures(pyproject):  # noqa: PTH113
        there.append(pyproject)
    if len(there) > 1:
        raise UserError(
            f"{shown(there[0])} and {shown(there[1])} both configure adr-lint here",
            suggestion="keep one of the two; nothing is merged in silence",
        )
    return there[0] if there else None


def configures(pyproject: str) -> bool:
    """Whether a pyproject.toml has a table [tool.adr-lint]."""
    try:
        with open(pyproject, "rb") as file:  # noqa: PTH123
            raw = file.read()
    except OSError:
        return False
    if _TABLE.search(raw) is None:
        return False
    import tomllib

    try:
        return "adr-lint" in tomllib.loads(raw.decode("utf-8-sig", "replace")).get("tool", {})
    except (tomllib.TOMLDecodeError, AttributeError, RecursionError):
        return True  # its reader says what is wrong, at its place
