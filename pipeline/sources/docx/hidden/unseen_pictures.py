"""Finds pictures that nobody sees on the page: transparent, of one colour, without room, or off the page.

A scan that somebody made white in Word, or moved off the page, may hold what nobody should read.
"""

from __future__ import annotations

import io

from PIL import Image

from pipeline.ooxml.styles import ParagraphFormat, first_of
from pipeline.ooxml.xml import Element, number, points, q
from pipeline.sources.docx.hidden.box_places import BoxPlace, place_of
from pipeline.sources.docx.hidden.unseen_places import ASIDE_EDGE, LEAST_LINE, PAGE, THIN

TRANSPARENT, PLAIN = "it is transparent", "all of it has one colour in Word"
NO_ROOM, OFF_PAGE, HIDDEN = "its place is too small to show it", "it is off the page", "Word does not show it"
WHOLE = 100_000
"""All of a share, in thousandths of a percent."""
NEARLY = 95_000
"""A picture that is lighter or darker by so much has one colour."""
CLEAR = 10_000
"""Nobody sees a picture of less opacity."""
DOTS = 64
"""A picture squeezed into a thin place is a line if it has fewer pixels on that side."""


def why_unseen(element: Element, drawn: Element, data: bytes, setting: ParagraphFormat) -> str:
    """The reason why nobody sees the picture of an `a:blip` or `v:imagedata` in a drawing of this paragraph, or "".

    `data` are its bytes, b"" for a chart or diagram, which needs room in both directions.
    """
    if any(mark.get("hidden") in ("1", "true") for mark in drawn.iter(q("wp:docPr"), q("pic:cNvPr"))):
        return HIDDEN
    page = _page(element)
    place = place_of(element, page)
    return _of_effects(element) or _of_size(place, data, setting, drawn) or (OFF_PAGE if _is_off(place, page) else "")


def _of_effects(blip: Element) -> str:
    """The effect of a picture (part 1, 20.1.8) that leaves nothing of it, or ""."""
    for effect in blip:
        at = {name: number(text) for name, text in effect.attrib.items()}
        match effect.tag.rpartition("}")[2]:
            case "alphaModFix" if at.get("amt", WHOLE) < CLEAR:
                return TRANSPARENT
            case "alphaRepl" if at.get("a", WHOLE) < CLEAR:
                return TRANSPARENT
            case "lum" if abs(at.get("bright", 0)) > NEARLY or at.get("contrast", 0) < -NEARLY:
                return PLAIN
            case "biLevel" if not WHOLE - NEARLY < at.get("thresh", WHOLE // 2) < NEARLY:
                return PLAIN
            case "duotone" if len({colour.get("val") for colour in effect if not len(colour)}) == 1 and len(effect) > 1:
                return PLAIN
            case "clrRepl":
                return PLAIN
    return ""


def _of_size(place: BoxPlace, data: bytes, setting: ParagraphFormat, drawn: Element) -> str:
    layers = setting.layers()
    line = points(first_of(layers, "w:spacing", "w:line")) or 0.0
    exact = first_of(layers, "w:spacing", "w:lineRule") == "exact"
    in_line = next(drawn.iter(q("wp:anchor")), None) is None
    high = place.high if place.high is not None else THIN
    shown = min(high, line) if exact and in_line and 0 < line < LEAST_LINE * high else high
    if min(place.wide, shown) >= THIN:
        return ""
    if not data:
        return NO_ROOM
    try:
        with Image.open(io.BytesIO(data)) as image:
            dots = [dot for dot, side in zip(image.size, (place.wide, shown), strict=True) if side < THIN]
    except (OSError, ValueError, SyntaxError):
        return ""
    return NO_ROOM if max(dots) > DOTS else ""


def _is_off(place: BoxPlace, page: tuple[float, float]) -> bool:
    sides = zip((place.x, place.y), (place.wide, place.high or 0.0), page, strict=True)
    return any(at is not None and (at > most or at + side < -ASIDE_EDGE) for at, side, most in sides)


def _page(element: Element) -> tuple[float, float]:
    """The width and height of the largest page of the part."""
    sizes = list(element.getroottree().iter(q("w:pgSz")))
    wide, high = ([points(size.get(q(f"w:{side}"))) or 0.0 for size in sizes] for side in "wh")
    return max(wide, default=PAGE[0]), max(high, default=PAGE[1])
