"""Reads the fills of shapes and text boxes, and finds drawings that Word does not show.

A shape is either DrawingML (ECMA-376 part 1, 20.1) or the older VML (part 4, 19.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.ooxml.styles import six_digits
from pipeline.ooxml.theme_colours import is_colour
from pipeline.ooxml.xml import NAMESPACES, Element, child, number, q

EMU = 12700.0
"""English metric units in a point."""
OPAQUE = 0.5
"""Words can be read through a fill of less opacity."""
BACKGROUND = "ground"
"""A private attribute of an anchor: the colour of the picture in it."""
SHEER = "sheer"
"""A private attribute of an anchor: words can be read through the picture in it."""
_FILLS = ("a:solidFill", "a:gradFill", "a:pattFill", "a:blipFill")
INSTEAD = "instead"
"""A private attribute of a drawing: Word shows another one of this kind, for which it is stored."""
_READ = (
    *(NAMESPACES[prefix] for prefix in ("a", "pic", "c", "dgm", "wps", "wpg", "wpc")),
    "http://schemas.openxmlformats.org/drawingml/2006/lockedCanvas",
)
VML = ("v:shape", "v:rect", "v:roundrect", "v:oval")


def fill_of_box(content: Element) -> str | None:
    """Returns the fill colour of a text box; None without a fill, "" for an unknown colour."""
    shape = next(content.iterancestors(q("wps:wsp"), *map(q, VML)), None)
    return _fill_of_other(content) if shape is None else fill_of_shape(shape)


def _fill_of_other(content: Element) -> str | None:
    """Returns the fill colour behind words of another drawing, such as a canvas or a diagram."""
    holder = content.getparent()
    parts = {etree.QName(part).localname: part for part in holder} if holder is not None else {}
    if "style" in parts:
        return ""
    return _solid(parts["spPr"]) if "spPr" in parts else None


def _solid(properties: Element) -> str | None:
    """Returns the fill colour in the properties of a shape; None without a fill, "" for an unknown colour."""
    if child(properties, "a:noFill") is not None:
        return None
    plain = child(child(properties, "a:solidFill"), "a:srgbClr")
    value = plain.get("val", "") if plain is not None and not len(plain) else ""
    return value.lower() if is_colour(value) else ""


def fill_of_shape(holder: Element) -> str | None:
    """Returns the fill colour of a shape, or of the first in a drawing; None without a fill, "" for an unknown colour."""
    properties = next(holder.iter(q("wps:spPr")), None)
    if properties is not None:
        return _solid(properties)
    shape = next(holder.iter(*map(q, VML)), None)
    if shape is None:
        return ""
    if shape.get("filled", "t") in ("f", "false"):
        return None
    return six_digits(re.sub(r"\s*\[.*", "", shape.get("fillcolor", "white")))


def unread_kind(drawing: Element) -> str:
    """The kind of a drawing that nothing here reads, such as "3D model"; "" for all others."""
    parts = (part for data in drawing.iter(q("a:graphicData")) for part in data.iterchildren("*"))
    spaces = (etree.QName(part).namespace or "" for part in (*drawing.iter(q("w14:contentPart")), *parts))
    kind = next((space for space in spaces if space not in _READ), "")
    name = kind.rpartition("/")[2]
    return {"wordml": "ink", "chartex": "newer kind of chart", "model3d": "3D model"}.get(name, name)


def extent_of(drawing: Element) -> tuple[float, float]:
    """The width and height of a DrawingML drawing in points; 0 if the file does not give them."""
    extent = child(drawing, "wp:extent")
    return (number(extent.get("cx")) / EMU, number(extent.get("cy")) / EMU) if extent is not None else (0.0, 0.0)


def is_hidden(drawing: Element) -> bool:
    """Whether Word does not show a drawing or picture."""
    if any(element.get("hidden") in ("1", "true") for element in drawing.iter(q("wp:docPr"), q("wp:anchor"))):
        return True
    styles = [element.get("style", "") for element in drawing.iter(*map(q, VML), q("v:group"), q("v:textbox"))]
    return any(re.search(r"visibility:hidden|mso-hide:all|display:none", style.replace(" ", "")) for style in styles)


def hidden_shapes(root: Element) -> Iterator[Element]:
    """Yields the shapes and groups in drawings that are hidden one by one (20.1.2.2.8)."""
    for name in root.iter(q("wps:cNvPr"), q("wpg:cNvPr"), q("a:cNvPr"), q("wpc:cNvPr")):
        if name.get("hidden") in ("1", "true"):
            holder = name.getparent()
            yield holder.getparent() if etree.QName(holder).localname.startswith("nv") else holder


def is_filled(properties: Element) -> bool:
    if (
        child(properties, "a:noFill") is not None
        or "onnector" in _geometry(properties)
        or _geometry(properties) == "line"
    ):
        return False
    fill = next((element for name in _FILLS if (element := child(properties, name)) is not None), None)
    if fill is None:
        reference = next(properties.getparent().iter(q("a:fillRef")), None)
        return reference is not None and reference.get("idx", "0") != "0"
    alpha = next(fill.iter(q("a:alpha")), None)
    return alpha is None or number(alpha.get("val"), 100_000) >= OPAQUE * 100_000


def _geometry(properties: Element) -> str:
    form = child(properties, "a:prstGeom")
    return form.get("prst", "") if form is not None else ""
