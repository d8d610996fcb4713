"""Policies as data: the vocabulary of facts, what is derived from them, and the rules."""
