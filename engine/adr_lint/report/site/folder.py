"""Writes the site to a folder: whole or not at all where it is new, and never over what is not ours."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from adr_lint.errors import UserError

MARKER = ".adr-lint-report"
"""Names the files that we wrote; a folder with it is ours."""
_OURS = re.compile(r"(?:records/)?[a-z0-9-]+\.(?:html|css|js)")


def check(folder: str, *, force: bool) -> None:
    """Raises ``UserError`` where the folder may not be written to."""
    target = Path(folder)
    if target.exists() and not target.is_dir():
        raise UserError(f"{folder}: is a file, not a folder")
    if not target.is_dir():
        return
    try:
        empty = not any(target.iterdir())
    except OSError as error:
        raise UserError(f"{folder}: cannot be read: {error.strerror}") from None
    if not empty and not force and not (target / MARKER).is_file():
        raise UserError(
            f"{folder}: is there already and is no report of adr-lint",
            suggestion="name a folder of its own; --force writes into this one, and leaves its other files alone",
        )


def write(folder: str, files: Mapping[str, str], *, force: bool) -> None:
    """Every file, first beside the folder and then into its place. Raises ``UserError``."""
    check(folder, force=force)
    target = Path(folder).resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".partial", dir=target.parent))
    except OSError as error:
        raise UserError(f"{folder}: cannot be written: {error.strerror}") from None
    try:
        _fill(partial, files)
        if target.is_dir() and any(target.iterdir()):
            _replace(partial, target, [*files, MARKER])
        else:
            if target.is_dir():
                target.rmdir()
            partial.chmod(0o755)
            partial.replace(target)
    except OSError as error:
        raise UserError(f"{folder}: cannot be written: {error.strerror}") from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _fill(folder: Path, files: Mapping[str, str]) -> None:
    (folder / "records").mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n", errors="backslashreplace")
    listed = json.dumps({"tool": "adr-lint", "files": sorted(files)}, indent=1)
    (folder / MARKER).write_text(f"{listed}\n", encoding="utf-8")


def _replace(partial: Path, target: Path, names: list[str]) -> None:
    """Each file in one step; what an earlier report had and this one has not goes, and nothing else."""
    records = target / "records"
    if records.is_symlink() or (records.exists() and not records.is_dir()):
        raise UserError(f"{records.as_posix()}: is no folder of ours", suggestion="remove it, or name another folder")
    stale = _earlier(target) - set(names)
    records.mkdir(exist_ok=True)
    for name in names:
        os.replace(partial / name, target / name)  # noqa: PTH105  # a link in its place is replaced, not followed
    for name in stale:
        (target / name).unlink(missing_ok=True)


def _earlier(target: Path) -> set[str]:
    try:
        files = json.loads((target / MARKER).read_text(encoding="utf-8"))["files"]
        return {name for name in files if isinstance(name, str) and _OURS.fullmatch(name)}
    except (OSError, ValueError, KeyError, TypeError):
        return set()
