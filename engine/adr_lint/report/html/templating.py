"""The one way from values to HTML and SVG: Jinja2 with autoescape, imported only where a page is asked for.

Text of unknown origin is escaped by the templates, and what cannot be seen in it (control characters, direction
overrides) is made visible on its way out, as at a terminal.
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from adr_lint.errors import UserError
from adr_lint.report.safe import visible

_FOLDER = Path(__file__).parent
_SCHEMES = ("http", "https", "mailto")


@lru_cache(maxsize=1)
def environment() -> Any:
    """The templates. Raises ``UserError`` where Jinja2 is not installed."""
    try:
        import jinja2
    except ImportError:
        raise UserError(
            "pages and drawings need Jinja2, which is not installed",
            suggestion="install the extra: pip install 'adr-lint[report]'",
        ) from None
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["outside"] = outside
    made.filters["number"] = lambda value: f"{value:g}"
    return made


def render(template: str, **values: Any) -> str:
    """A template with values in it."""
    return str(environment().get_template(template).render(values))


def static(name: str) -> str:
    """A style or a script of ours."""
    return (_FOLDER / "static" / name).read_text(encoding="utf-8")


def inline(name: str) -> Any:
    """A style or a script of ours to stand in a page as it is."""
    from markupsafe import Markup

    return Markup(static(name))  # noqa: S704  # a file of ours, without a closing tag in it


def content_hash(name: str) -> str:
    """A style or a script of ours as a content security policy names it."""
    digest = hashlib.sha256(static(name).encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def outside(url: str) -> str:
    """An address that a page may link to; empty for any scheme but the web's and mail's."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme.casefold() in _SCHEMES and (parts.netloc or parts.scheme == "mailto") else ""


def relative(path: str) -> str:
    """A file's path as a relative address; whatever its name, it is no scheme and no host."""
    quoted = quote(path.encode("utf-8", "surrogateescape"), safe="/")
    return f"./{quoted.lstrip('/')}" if quoted.startswith("//") else quoted


def _finalize(value: Any) -> Any:
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return "\n".join(visible(line) for line in value.split("\n"))
    return value
