"""The corpus stage: facts that span records, in one pass over what each record says of itself and of others.

``Outliner`` keeps a small ``Outline`` of every record while the records go by; ``Survey.facts`` then gives each record
what only the others can tell: which of its links lead nowhere, whose number it shares, whether supersession fits on
both sides, which decisions it turns round, which facts are stated differently elsewhere. Everything is looked up by
key, so that the pass is linear in the number of records.
"""

from __future__ import annotations

from adr_lint.corpus import rewritten
from adr_lint.corpus.files import Files
from adr_lint.corpus.outline import Outline, Outliner
from adr_lint.corpus.survey import Survey

__all__ = ["Files", "Outline", "Outliner", "Survey", "rewritten"]
