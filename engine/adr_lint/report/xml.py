"""XML whose texts hold only what XML 1.0 allows and nothing that a terminal or a CI log would obey."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from adr_lint.report.safe import safe, safe_block


def root(tag: str, **attributes: str) -> Element:
    """The outermost element."""
    return Element(tag, _safe(attributes))


def child(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """A new last element of ``parent``, with text of one line or several."""
    element = SubElement(parent, tag, _safe(attributes))
    if text:
        element.text = safe_block(text)
    return element


def document(element: Element) -> str:
    """The whole document, in ASCII (the rest as references), so that no encoding on its way can spoil it."""
    indent(element)
    raw: bytes = tostring(element, encoding="us-ascii", xml_declaration=True)
    return raw.decode("ascii") + "\n"


def _safe(attributes: dict[str, str]) -> dict[str, str]:
    return {name: safe(value) for name, value in attributes.items()}
