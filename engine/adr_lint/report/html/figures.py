"""Pages of figures: tables and drawings under a title, one file without a script."""

from __future__ import annotations

from typing import Any

from adr_lint.report.html import templating

_STYLES = ("style.css", "figures.css")


def page(template: str, title: str, summary: str, **values: Any) -> str:
    """The page that a template makes of the values; it extends ``figures.html``."""
    hashes = " ".join(templating.content_hash(name) for name in _STYLES)
    return templating.render(
        template,
        title=title,
        summary=summary,
        policy=f"default-src 'none'; style-src {hashes}; base-uri 'none'; form-action 'none'",
        styles=[templating.inline(name) for name in _STYLES],
        **values,
    )


def drawing(svg: str) -> Any:
    """An SVG of our own making, which has escaped what it quotes, to stand in a page as it is."""
    from markupsafe import Markup

    return Markup(svg)  # noqa: S704
