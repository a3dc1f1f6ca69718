"""Reads the fills of shapes and text boxes, and finds those that are hidden or may cover words.

A shape is either DrawingML (ECMA-376 part 1, 20.1) or the older VML (part 4, 19.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml import etree

from pipeline.ooxml.styles import six_digits
from pipeline.ooxml.theme_colours import is_colour
from pipeline.ooxml.xml import Element, child, number, points, q, value

EMU = 12700.0
"""English metric units in a point."""
LOW, NARROW = 7.0, 12.0
"""Points: a lower or narrower shape cannot hide a word, nor can one that covers less of a line."""
OPAQUE = 0.5
"""Words can be read through a fill of less opacity."""
BACKGROUND = "ground"
"""A private attribute of an anchor: the colour of the picture in it."""
SHEER = "sheer"
"""A private attribute of an anchor: words can be read through the picture in it."""
LETTER = 5.0
"""Points: the approximate width of a letter."""
REACH = 3
"""The most paragraphs beside an icon in the margin."""
LINE = 12.0
"""Points: a shape that covers so much of the text covers a line."""
_FILLS = ("a:solidFill", "a:gradFill", "a:pattFill", "a:blipFill")
_TEXT_PLACES = ("paragraph", "line")
_VML = ("v:shape", "v:rect", "v:roundrect", "v:oval")


def fill_of_box(content: Element) -> str | None:
    """Returns the fill colour of a text box; None without a fill, "" for an unknown colour."""
    shape = next(content.iterancestors(q("wps:wsp"), *map(q, _VML)), None)
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
    shape = next(holder.iter(*map(q, _VML)), None)
    if shape is None:
        return ""
    if shape.get("filled", "t") in ("f", "false"):
        return None
    return six_digits(re.sub(r"\s*\[.*", "", shape.get("fillcolor", "white")))


def extent_of(drawing: Element) -> tuple[float, float]:
    """The width and height of a DrawingML drawing in points; 0 if the file does not give them."""
    extent = child(drawing, "wp:extent")
    return (number(extent.get("cx")) / EMU, number(extent.get("cy")) / EMU) if extent is not None else (0.0, 0.0)


def is_hidden(drawing: Element) -> bool:
    """Whether Word does not show a drawing or picture."""
    if any(element.get("hidden") in ("1", "true") for element in drawing.iter(q("wp:docPr"), q("wp:anchor"))):
        return True
    styles = [element.get("style", "") for element in drawing.iter(*map(q, _VML), q("v:group"), q("v:textbox"))]
    return any(re.search(r"visibility:hidden|mso-hide:all|display:none", style.replace(" ", "")) for style in styles)


def count_in_front(root: Element) -> int:
    """Counts the pictures and filled shapes in front of the text that may cover words."""
    drawn = [
        element
        for element in root.iter(q("wp:anchor"), q("w:pict"))
        if next(element.iterancestors(q("mc:Fallback")), None) is None
    ]
    words = [next(element.iter(q("w:t"), q("a:t")), None) is not None for element in drawn]
    return sum(
        _box_hides(element) if has_words else _hides(element) for element, has_words in zip(drawn, words, strict=True)
    )


def _box_hides(drawing: Element) -> bool:
    """Whether a filled box with words covers words of the text. This is only known if it is positioned by its paragraph."""
    across, place = (child(drawing, f"wp:position{axis}") for axis in "HV")
    if place is None or place.get("relativeFrom") not in _TEXT_PLACES or child(drawing, "wp:wrapNone") is None:
        return False
    runs = (
        run
        for iterancestor in islice(drawing.iterancestors(q("w:p")), 1)
        for run in iterancestor.iterchildren(q("w:r"))
    )
    words = "".join(text.text or "" for run in runs for text in run.iterchildren(q("w:t")))
    left, top = (
        number(element.findtext(q("wp:posOffset"))) / EMU if element is not None else 0.0 for element in (across, place)
    )
    _, high = extent_of(drawing)
    front = drawing.get("behindDoc") not in ("1", "true") and any(map(is_filled, drawing.iter(q("wps:spPr"))))
    return front and top <= LINE / 2 and top + high >= LINE and left < LETTER * len(words.strip())


def _hides(drawing: Element) -> bool:
    if drawing.tag == q("wp:anchor"):
        shapes = list(drawing.iter(q("wps:spPr")))
        wide, high = extent_of(drawing)
        front = drawing.get("behindDoc") not in ("1", "true") and child(drawing, "wp:wrapNone") is not None
        picture = next(drawing.iter(q("a:blip")), None) is not None and not drawing.get(SHEER)
        large = wide >= NARROW and high >= LOW and (picture or any(map(is_filled, shapes)))
        return front and large and not _is_beside_text(drawing, wide) and _is_over_words(drawing, high)
    return any(_vml_hides(element) for element in drawing.iter(*map(q, _VML)))


def _is_beside_text(anchor: Element, wide: float) -> bool:
    """Whether a drawing is in the margin, like an icon beside a heading, and no paragraph extends there."""
    position = child(anchor, "wp:positionH")
    offset = position.findtext(q("wp:posOffset")) if position is not None else None
    if position is None or offset is None or next(anchor.iterancestors(q("w:tc")), None) is not None:
        return False
    root = anchor.getroottree().getroot()
    left = min((points(margin.get(q("w:left"))) or 0.0 for margin in root.iter(q("w:pgMar"))), default=0.0)
    start = {"column": 0.0, "margin": 0.0, "page": left}.get(position.get("relativeFrom", ""))
    if start is None or number(offset) / EMU + wide > start:
        return False
    home = next(anchor.iterancestors(q("w:p")), None)
    near = [home, *islice(home.itersiblings(), REACH)] if home is not None else []
    return not any((points(indent.get(q("w:left"))) or 0.0) < 0 for block in near for indent in block.iter(q("w:ind")))


def _is_over_words(anchor: Element, high: float) -> bool:
    """Whether a picture may cover words. One that is positioned by its paragraph covers it and the next ones."""
    position = child(anchor, "wp:positionV")
    if position is None or position.get("relativeFrom") not in _TEXT_PLACES:
        return True
    return _reaches_words(anchor, number(position.findtext(q("wp:posOffset"))) / EMU, high)


def _reaches_words(drawing: Element, top: float, high: float) -> bool:
    """Whether the paragraphs under a drawing have words; `top` is its distance below its own paragraph, in points."""
    paragraph = next(drawing.iterancestors(q("w:p")), None)
    if paragraph is None:
        return False
    below, above = (max(0, int(length / LINE)) for length in (top + high - LOW, -top + LINE - 1))
    elements = [paragraph] if top + high > 0 else []
    down, up = islice(paragraph.itersiblings(), below), islice(paragraph.itersiblings(preceding=True), above)
    return any(map(_has_words, (*elements, *_on_page(paragraph, down), *_on_page(None, up))))


def _on_page(before: Element | None, blocks: Iterable[Element]) -> Iterator[Element]:
    """Yields the blocks up to a page break."""
    for block in blocks:
        if before is not None and _ends_page(before):
            return
        if before is None and _ends_page(block):
            return
        yield block
        before = block if before is not None else None


def _ends_page(block: Element) -> bool:
    breaks = any(mark.get(q("w:type")) == "page" for mark in block.iter(q("w:br")))
    section = next(block.iter(q("w:sectPr")), None)
    return breaks or (section is not None and value(section, "w:type") != "continuous")


def _has_words(block: Element) -> bool:
    """Whether a block has words outside text boxes, which are judged separately."""
    boxes = q("w:txbxContent")
    return any(
        (text.text or "").strip() and next(text.iterancestors(boxes), None) is None for text in block.iter(q("w:t"))
    )


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


def _vml_hides(shape: Element) -> bool:
    style = dict(part.split(":", 1) for part in shape.get("style", "").replace(" ", "").split(";") if ":" in part)
    size = [points(style.get(side)) or 0.0 for side in ("width", "height")]
    art = child(shape, "v:textpath") is not None
    front = style.get("position") == "absolute" and not style.get("z-index", "0").startswith("-")
    wraps = any(
        element.get("type", "none") != "none" for element in shape.iter("{urn:schemas-microsoft-com:office:word}wrap")
    )
    fill = child(shape, "v:fill")
    opaque = re.match(r"(0?\.[0-4]|[0-4]?\d%)", fill.get("opacity", "1")) is None if fill is not None else True
    image = child(shape, "v:imagedata") is not None
    by_text = style.get("mso-position-vertical-relative", "text") in ("text", "line")
    covers_words = not by_text or _reaches_words(shape, points(style.get("margin-top")) or 0.0, size[1])
    filled = covers_words if image else shape.get("filled", "t") not in ("f", "false") and opaque
    return front and filled and not art and not wraps and size[0] >= NARROW and size[1] >= LOW
