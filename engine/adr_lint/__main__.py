"""``python -m adr_lint``."""

from adr_lint.cli import main

main()
