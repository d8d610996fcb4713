"""Libraries that only some commands need, and that an extra of adr-lint brings."""

from __future__ import annotations

import sys
from importlib.util import find_spec

from adr_lint.errors import UserError


def require(what: str, extra: str, *modules: str) -> None:
    """Raises ``UserError`` saying what to install where one of the modules cannot be imported."""
    for module in modules:
        if not _importable(module):
            raise UserError(
                f"{what} needs {module}, which is not installed", suggestion=f"pip install 'adr-lint[{extra}]'"
            )


def _importable(module: str) -> bool:
    if module in sys.modules:
        return sys.modules[module] is not None
    return find_spec(module) is not None
