"""Build hook: leaves beside the package what every run begins with, made ahead."""

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
        from adr_lint import regexes, resources, snapshot, values, workspace  # noqa: F401  # workspace: all of a run
        from adr_lint.evaluate.chaining import chains_of
        from adr_lint.facts.learned import weights
        from adr_lint.facts.reading import Reader
        from adr_lint.parse import conventions
        from adr_lint.policy.assemble import own_thresholds
        from adr_lint.policy.load import load
        from adr_lint.policy.profiles import profiles

        Path(resources.COMPILED).write_text(resources.compile_all(), encoding="utf-8")
        weights.make()
        Path(snapshot.PATH).unlink(missing_ok=True)
        policies = load()
        snapshot.keep(
            {
                "profiles": profiles(),
                "policies": (own_thresholds(), policies),
                "reader": Reader(policies.vocabulary, policies.platforms),
                "chains": chains_of(policies),
                "conventions": conventions.load(),
                "regexes": regexes.codes(),
                "inits": values.codes(),
            }
        )
        if version == "editable":  # of a wheel, pip compiles the modules; here nobody would, where Python may not
            compileall.compile_dir(self.root + "/engine", quiet=2)
        build_data["artifacts"] += [
            "engine/adr_lint/compiled.json",
            "engine/adr_lint/learned.bin",
            "engine/adr_lint/snapshot.pickle",
        ]
