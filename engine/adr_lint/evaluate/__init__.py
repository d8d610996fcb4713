"""The evaluate stage: facts → derived facts → verdicts → findings, by durable-rules or its plain stand-in."""

from __future__ import annotations

from adr_lint.evaluate.durable import EngineError, available
from adr_lint.evaluate.judgement import Evaluator, Judgement
from adr_lint.policy.nouns import PolicySet

ENGINES = ("auto", "durable", "python")

__all__ = ["ENGINES", "EngineError", "Evaluator", "Judgement", "available", "engine_name", "evaluator"]


def engine_name(engine: str = "auto") -> str:
    """Which engine ``engine`` stands for on this machine: ``durable`` or ``python``. Raises ``EngineError``."""
    if engine == "python":
        return "python"
    missing = available()
    if missing and engine == "durable":
        raise EngineError(missing)
    return "python" if missing else "durable"


def evaluator(engine: str, policies: PolicySet) -> Evaluator:
    """An evaluator for the policies: ``auto`` is durable-rules where it can be imported, else the stand-in.

    Raises ``EngineError`` where ``durable`` is asked for and cannot be had, ``UserError`` for policies with
    conditions too large for it, whichever engine is in use: a policy that works in one place works in all.
    """
    from adr_lint.evaluate.chaining import DurableEvaluator, check_bounds

    if engine_name(engine) == "python":
        from adr_lint.evaluate.python import PythonEvaluator

        check_bounds(policies)
        return PythonEvaluator(policies)
    return DurableEvaluator(policies)
