"""A drawing of matplotlib as an SVG that fits into any page: no style of its own that a page's policy would refuse.

Style attributes become presentation attributes, the ink becomes the colour of the text around it (so that it turns with
light and dark), names are made unique to the drawing, and a title and a description say what it shows.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from hashlib import sha256

from adr_lint.regexes import regex
from adr_lint.report.safe import safe

INK = "#010203"
"""The colour to draw in that becomes the surrounding text's."""
_SVG = "http://www.w3.org/2000/svg"
_HREF = "{http://www.w3.org/1999/xlink}href"
_REFERENCE = regex(r"url\(#([^)]+)\)")
_THEME = "svg{color:#1f2328}@media (prefers-color-scheme:dark){svg{color:#e6edf3}}"
_TAGS = {name: f"{{{_SVG}}}{name}" for name in ("title", "desc", "style", "metadata", "text")}


def themed(drawing: str, title: str, description: str, *, name: str, standalone: bool) -> str:
    """The drawing, titled and described. ``name`` tells it apart from the other drawings of a page.

    ``standalone`` is for a file of its own, which follows light and dark itself; without it the drawing takes the
    colour of the page's text, and the page's policy may forbid styles.
    """
    title, description = safe(title), safe(description)
    root = ET.fromstring(drawing)  # noqa: S314  # our own drawing, not a stranger's
    prefix = "c" + sha256(name.encode()).hexdigest()[:8]
    _drop(root, {_TAGS["metadata"], _TAGS["style"]})
    for element in root.iter():
        _plain(element, prefix)
    root.attrib.update({"role": "img", "aria-labelledby": f"{prefix}-title {prefix}-desc"})
    root.attrib.update({"stroke-linejoin": "round", "stroke-linecap": "butt", "font-family": "sans-serif"})
    for at, (name, text) in enumerate((("title", title), ("desc", description))):
        element = ET.Element(_TAGS[name], {"id": f"{prefix}-{name}"})
        element.text = text
        root.insert(at, element)
    if standalone:
        style = ET.Element(_TAGS["style"])
        style.text = _THEME
        root.insert(2, style)
    ET.register_namespace("", _SVG)
    return ET.tostring(root, encoding="unicode") + "\n"


def _drop(root: ET.Element, tags: set[str]) -> None:
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in tags:
                parent.remove(child)


def _plain(element: ET.Element, prefix: str) -> None:
    """One element without style attribute and without a name that another drawing may have."""
    for declaration in element.attrib.pop("style", "").split(";"):
        name, colon, value = declaration.partition(":")
        if colon and name.strip() != "font-family":
            element.set(name.strip(), value.strip())
    for name, value in list(element.attrib.items()):
        if value == INK:
            element.set(name, "currentColor")
        element.set(name, _REFERENCE.sub(rf"url(#{prefix}-\1)", element.attrib[name]))
    if element.tag == _TAGS["text"] and element.get("fill") is None:
        element.set("fill", "currentColor")
    if "id" in element.attrib:
        element.set("id", f"{prefix}-{element.attrib['id']}")
    if _HREF in element.attrib:
        element.set("href", f"#{prefix}-{element.attrib.pop(_HREF)[1:]}")
