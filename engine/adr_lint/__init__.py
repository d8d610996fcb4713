"""adr-lint: reviews the build-or-buy decisions in architecture decision records."""

__version__ = "0.1.0"
