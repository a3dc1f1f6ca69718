"""The namespaces of an OpenDocument text (ODF 1.3)."""

from __future__ import annotations

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES = {
    "office": _OASIS + "office:1.0", "text": _OASIS + "text:1.0", "table": _OASIS + "table:1.0",
    "draw": _OASIS + "drawing:1.0", "svg": _OASIS + "svg-compatible:1.0", "style": _OASIS + "style:1.0",
    "fo": _OASIS + "xsl-fo-compatible:1.0", "dc": "http://purl.org/dc/elements/1.1/", "meta": _OASIS + "meta:1.0",
    "xlink": "http://www.w3.org/1999/xlink", "manifest": _OASIS + "manifest:1.0",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
}  # fmt: skip


def q(name: str) -> str:
    """The full name of an element or attribute: `q("text:p")`."""
    prefix, local = name.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"
