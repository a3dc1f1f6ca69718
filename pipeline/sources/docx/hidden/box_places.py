"""Computes the size and place of a text box or picture: in DrawingML, alone, in a group or on a canvas, and in the older VML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.ooxml.xml import Element, child, number, points, q
from pipeline.sources.docx.shapes import EMU

GROWS = ("a:spAutoFit", "a:normAutofit")
WHOLE = 100_000
"""The whole page in thousandths of a percent, in which a place may be given."""
USUAL_INSET = 7.2
"""Points from the side of a box to its words, if the box does not give it."""
_GROUPS = ("wpg:wgp", "wpg:grpSp", "wpc:wpc")


@dataclass(frozen=True)
class BoxPlace:
    """A box in points. `fixed` is true if it does not grow with its words; `room` is the width and height for words."""

    wide: float
    high: float | None
    x: float | None
    y: float | None
    fixed: bool
    room: tuple[float, float]


def place_of(content: Element, page: tuple[float, float]) -> BoxPlace:
    """Returns the place of the box around a `w:txbxContent`."""
    anchor = next(content.iterancestors(q("wp:anchor"), q("wp:inline")), None)
    return _old_place(content, page) if anchor is None else _drawn_place(content, anchor, page)


def picture_size(element: Element) -> tuple[float, float] | None:
    """Returns width and height in points of the picture of an `a:blip` or `v:imagedata`; None if the file does not say."""
    if element.tag == q("v:imagedata"):
        grouped = next(element.iterancestors(q("v:group")), None) is not None
        style = {} if grouped else dict(_declarations(element.getparent()))
        wide, high = (points(style.get(side)) or 0.0 for side in ("width", "height"))
    else:
        picture = next(element.iterancestors(q("pic:pic")), None)
        groups = list(element.iterancestors(*map(q, _GROUPS)))
        *_, wide, high = _within(child(child(picture, "pic:spPr"), "a:xfrm"), groups)
    return (wide, high) if min(wide, high) > 0 else None


def _drawn_place(content: Element, anchor: Element, page: tuple[float, float]) -> BoxPlace:
    extent = child(anchor, "wp:extent")
    wide, high = (number(extent.get(side)) / EMU if extent is not None else page[0] for side in ("cx", "cy"))
    x, y = _offsets(anchor, page)
    shape = next(content.iterancestors(q("wps:wsp")), None)
    body = child(shape, "wps:bodyPr")
    groups = list(content.iterancestors(*map(q, _GROUPS)))
    left, top, *size = _within(child(child(shape, "wps:spPr"), "a:xfrm"), groups)
    if groups:
        x, y = (None if at is None else at + more for at, more in ((x, left), (y, top)))
    wide, high = (min(outer, inner) if inner else outer for outer, inner in zip((wide, high), size, strict=True))
    insets = [
        number(body.get(f"{side}Ins"), int(USUAL_INSET * EMU)) / EMU if body is not None else 0.0 for side in "lrtb"
    ]
    clips = body is not None and body.get("vertOverflow") == "clip"
    room = wide - insets[0] - insets[1], high - insets[2] - insets[3] if clips else high
    linked = content.getparent().get("id") is not None  # its words may go on in another box
    fixed = not groups and not linked and not any(child(body, name) is not None for name in GROWS)
    return BoxPlace(wide, None if child(body, "a:spAutoFit") is not None else high, x, y, fixed, room)


def _within(place: Element | None, groups: list[Element]) -> tuple[float, float, float, float]:
    """Returns left, top, width and height of a shape in points, in its outermost group; a side of 0 is unknown."""
    off, size = child(place, "a:off"), child(place, "a:ext")
    at = [number(off.get(side)) / EMU if off is not None else 0.0 for side in "xy"]
    sides = [number(size.get(side)) / EMU if size is not None else 0.0 for side in ("cx", "cy")]
    for group in groups:
        frame = child(child(group, "wpg:grpSpPr"), "a:xfrm")
        outer, inner, start = (child(frame, f"a:{name}") for name in ("ext", "chExt", "chOff"))
        if outer is None or inner is None or start is None:
            continue
        for axis, (length, corner) in enumerate((("cx", "x"), ("cy", "y"))):
            scale = number(outer.get(length)) / (number(inner.get(length)) or 1)
            at[axis] = (at[axis] - number(start.get(corner)) / EMU) * scale
            sides[axis] *= scale
    return at[0], at[1], sides[0], sides[1]


def _offsets(anchor: Element, page: tuple[float, float]) -> tuple[float | None, float | None]:
    simple = child(anchor, "wp:simplePos") if anchor.get("simplePos") in ("1", "true") else None
    if simple is not None:
        return number(simple.get("x")) / EMU, number(simple.get("y")) / EMU
    across, down = (
        _offset(child(anchor, f"wp:position{axis}"), axis, side) for axis, side in zip("HV", page, strict=True)
    )
    return across, down


def _offset(position: Element | None, axis: str, side: float) -> float | None:
    """Returns the offset of a drawing in points, given in units or as a share of a side of the page."""
    for element in position if position is not None else ():
        text = (element.text or "").strip()
        if re.fullmatch(r"-?\d{1,12}", text):
            if element.tag == q("wp:posOffset"):
                return int(text) / EMU
            if element.tag.endswith(f"}}pctPos{axis}Offset"):
                return side * int(text) / WHOLE
    return None


def _old_place(content: Element, page: tuple[float, float]) -> BoxPlace:
    """Returns the place of a VML box (ECMA-376 part 4, 19.1) from the styles of the box, its shape and its groups."""
    style = _style(content)
    wide, high = (points(style.get(side)) for side in ("width", "height"))
    groups = (dict(_declarations(group)) for group in content.iterancestors(q("v:group")))
    sides = (wide, *(points(group.get("width")) for group in groups))
    wide = min((side for side in sides if side is not None), default=page[0])
    x, y = (points(style.get(name)) for name in ("margin-left", "margin-top"))
    fixed = style.get("mso-fit-shape-to-text") != "t" and "mso-next-textbox" not in style
    return BoxPlace(wide, high, x, y, fixed, (wide, page[1] if high is None else high))


def _style(content: Element) -> dict[str, str]:
    box = content.getparent()
    holder = box.getparent()
    return {**(dict(_declarations(holder)) if holder is not None else {}), **dict(_declarations(box))}


def _declarations(element: Element) -> Iterator[tuple[str, str]]:
    for part in element.get("style", "").replace(" ", "").split(";"):
        key, _, setting = part.partition(":")
        if setting:
            yield key, setting
