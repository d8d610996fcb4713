"""The forms in which others keep their radars: read and written without loss, or with what is lost said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from adr_lint.errors import UserError
from adr_lint.radar.chart import Blip, Chart
from adr_lint.radar.file import read_text
from adr_lint.radar.interchange import aoe, backstage, byor, zalando
from adr_lint.radar.interchange.names import Naming
from adr_lint.values import dataclass

__all__ = ["FORMS", "Naming", "detect", "losses", "read", "write"]

Form = Literal["byor-csv", "byor-json", "zalando", "backstage", "aoe"]
FORMS: tuple[Form, ...] = ("byor-csv", "byor-json", "zalando", "backstage", "aoe")


@dataclass(frozen=True, slots=True)
class _Holds:
    """What a form has a place for."""

    words: frozenset[str]
    family: str


_HOLDS = {
    "byor-csv": _Holds(byor.HOLDS, byor.FORM),
    "byor-json": _Holds(byor.HOLDS, byor.FORM),
    "zalando": _Holds(zalando.HOLDS, zalando.FORM),
    "backstage": _Holds(backstage.HOLDS, backstage.FORM),
    "aoe": _Holds(aoe.HOLDS, aoe.FORM),
}


def read(form: Form, path: str, naming: Naming) -> Chart:
    """The chart in a file (of aoe: a folder) of another form. Raises ``UserError``."""
    if form == "aoe":
        return aoe.read(path, naming)
    text = read_text(path)
    if form == "byor-csv":
        return byor.read_csv(text, path, naming)
    if form == "byor-json":
        return byor.read_json(text, path, naming)
    return zalando.read(text, path, naming) if form == "zalando" else backstage.read(text, path, naming)


def detect(path: str) -> Form:
    """Which form a file or folder is in. Raises ``UserError``."""
    if Path(path).is_dir():
        return "aoe"
    if path.casefold().endswith(".csv"):
        return "byor-csv"
    try:
        data = json.loads(read_text(path))
    except ValueError:
        raise UserError(
            f"{path}: which form of radar this is cannot be told", allowed=FORMS, suggestion="say it: --from FORM"
        ) from None
    if isinstance(data, list):
        return "byor-json"
    entries = data.get("entries") if isinstance(data, dict) else None
    first = entries[0] if isinstance(entries, list) and entries else {}
    return "backstage" if isinstance(first, dict) and "timeline" in first else "zalando"


def write(form: Form, chart: Chart) -> str | dict[str, str]:
    """A chart in another form: its text, or of aoe its files by their paths."""
    if form == "aoe":
        return aoe.write(chart)
    if form == "byor-csv":
        return byor.write_csv(chart)
    if form == "byor-json":
        return byor.write_json(chart)
    return zalando.write(chart) if form == "zalando" else backstage.write(chart)


def losses(form: Form, chart: Chart) -> Iterator[str]:
    """What of a chart the form cannot hold, in words."""
    holds = _HOLDS[form]
    for word, has in _WORDS.items():
        count = 0 if word in holds.words else sum(map(has, chart.blips))
        if count:
            yield f"{form} cannot hold {_PLURALS[word]} ({count} {'technology' if count == 1 else 'technologies'})"
    others = sorted({form for blip in chart.blips for form in blip.kept if form != holds.family})
    if others:
        yield f"{form} cannot hold what only {', '.join(others)} has a word for"
    if chart.owner:
        yield f"{form} cannot hold the radar's owner"
    if chart.date and "date" not in holds.words:
        yield f"{form} cannot hold the radar's date"
    if form == "zalando" and zalando.homeless(chart):
        names = ", ".join(blip.name for blip in zalando.homeless(chart))
        yield f"zalando has four quadrants, and this radar {len(chart.quadrants)}: left out are {names}"
    elif form.startswith("byor") and len(chart.quadrants) != zalando.PLACES:
        yield f"the site of {form} draws exactly four quadrants, and this radar has {len(chart.quadrants)}"
    undated = sum(not (blip.since or any(move.date for move in blip.moves)) for blip in chart.blips)
    if form in ("backstage", "aoe") and undated and not chart.date:
        stands = "1 technology that has" if undated == 1 else f"{undated} technologies that have"
        yield f"{form} wants a day for every move: 1970-01-01 stands for {stands} none"


def _has_history(blip: Blip) -> bool:
    return len(blip.moves) > 1


def _has_since(blip: Blip) -> bool:
    return bool(blip.since or any(move.date for move in blip.moves))


_WORDS = {
    "alias": lambda blip: bool(blip.aliases),
    "note": lambda blip: bool(blip.note),
    "history": _has_history,
    "since": _has_since,
    "owner": lambda blip: bool(blip.owner),
    "review": lambda blip: bool(blip.review),
    "link": lambda blip: bool(blip.links),
    "links": lambda blip: len(blip.links) > 1 or any(link.title for link in blip.links),
    "tags": lambda blip: bool(blip.tags),
    "moved": lambda blip: bool(blip.moved),
}
_PLURALS = {
    "alias": "aliases",
    "note": "notes",
    "history": "earlier moves",
    "since": "the day of a move",
    "owner": "owners",
    "review": "days of review",
    "link": "links",
    "links": "several links, or their titles",
    "tags": "tags",
    "moved": "the direction of a move",
}
