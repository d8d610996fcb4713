"""What ``adr-lint init`` writes: configuration, hook and workflow."""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from adr_lint import __version__, resources
from adr_lint.config.globs import WILD
from adr_lint.scaffold.origin import Origin


def configuration(folders: Sequence[str]) -> str:
    """adr-lint.yaml with the folders of records that were found."""
    folders = [folder for folder in folders if not WILD.search(folder)]  # in a configuration they would be globs
    paths = yaml.safe_dump({"paths": folders}, default_flow_style=None, allow_unicode=True, width=1000)
    return _template("configuration.txt").replace("{paths}", paths.strip() if folders else "# paths: [docs/decisions]")


def hook(origin: Origin) -> str:
    """The entry of .pre-commit-config.yaml, as a list item."""
    if origin.url:
        return _template("hook-git.txt").replace("{url}", origin.url).replace("{revision}", origin.revision)
    return _template("hook-index.txt").replace("{requirement}", origin.requirement)


def workflow(origin: Origin) -> str:
    """.github/workflows/adr-lint.yml: by the action where adr-lint is on GitHub, else by pip."""
    if origin.action:
        return _template("workflow-action.txt").replace("{action}", f"{origin.action} # adr-lint {__version__}")
    if origin.url.startswith("/"):  # a folder of this machine
        origin = Origin()
    return _template("workflow-pip.txt").replace("{requirement}", origin.requirement)


def _template(name: str) -> str:
    return (resources.folder("policies") / "templates" / name).read_text(encoding="utf-8")
