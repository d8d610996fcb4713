"""Build hook: leaves policies and phrases beside the package as JSON, which loads many times faster."""

from __future__ import annotations

import compileall
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompilePolicies(BuildHookInterface):
    """Runs for wheels and for editable installations."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the compiled data and have the wheel carry it, although git does not."""
        if self.target_name != "wheel":
            return
        sys.path.insert(0, str(Path(self.root) / "engine"))
        from adr_lint import resources
        from adr_lint.facts import translated

        resources.COMPILED.write_text(resources.compile_all(), encoding="utf-8")
        translated.KEPT.write_text(translated.translate_all(), encoding="utf-8")
        if version == "editable":  # of a wheel, pip compiles the modules; here nobody would, where Python may not
            compileall.compile_dir(self.root + "/engine", quiet=2)
        build_data["artifacts"] += ["engine/adr_lint/compiled.json", "engine/adr_lint/phrases.json"]
