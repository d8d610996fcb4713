"""The facts stage: from a parsed record to typed facts. Its door is ``adr_lint.facts.reading``."""
