"""Annotations of a page (ISO 32000-1, 12.5): what is laid over the page, and which of it hides the words below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from pdfminer.pdftypes import PDFStream, resolve1
from pdfplumber.page import Page

from pipeline.model.place import Box
from pipeline.sources.pdf.file.colours import hex_of
from pipeline.sources.pdf.file.covers import OPAQUE, THICK, VEIL
from pipeline.sources.pdf.file.draw import drawn_in_box
from pipeline.sources.pdf.file.glyphs import Cover
from pipeline.sources.pdf.file.syntax import followed

if TYPE_CHECKING:
    from pipeline.sources.pdf.file.open import SourcePdf
    from pipeline.sources.pdf.sheet import Sheet

Annotation = tuple[dict[str, Any], Box]
"""Its dictionary, with what is added here in small letters, and its box in points from the top left corner of the page read."""
KEYS = ("Subtype", "Rect", "QuadPoints", "F", "Ff", "A", "V", "C", "IC", "CA", "BS", "MK", "DA", "T", "Contents")
UNSEEN = 0b100010
"""The flags Hidden and NoView (12.5.3)."""
FILLED = {"Square", "Circle", "Polygon"}
"""Shapes that hide what is below them where they have an interior colour."""
DRAWN = {"FreeText", "Ink", "PolyLine", "Line", "Highlight", *FILLED}
"""Annotations that viewers draw by themselves, and so may hide words; only the drawn page shows it."""
QUAD = 8
"""The coordinates of the four corners around a line of marked text (12.5.6.10)."""
MOST_COVERS, COST = 20_000, 10
"""Areas that the appearances of a page may paint, and how many one counts for; the drawn page shows further ones."""
MOST_TO_DRAW = 2_000
"""A page with more annotations is not drawn to be looked at: a form has some hundred."""
ALONE = {"Link", "Popup"}
"""Annotations that many viewers draw in their own way, whatever appearance they have."""


def annotations_of(sheet: Sheet) -> list[Annotation]:
    """The annotations of a page that have a box, those in layers that are off left out."""
    found: list[Annotation] = []
    with suppress(Exception):
        raw = resolve1(sheet.page.page_obj.annots)
        for one in raw if isinstance(raw, list) else []:
            with suppress(Exception):
                found += _annotation(sheet, resolve1(one))
    return found


def _annotation(sheet: Sheet, raw: dict[str, Any]) -> Iterator[Annotation]:
    held = {key: followed(raw[key]) for key in KEYS if key in raw}
    box = _numbers(held.get("Rect"))
    if len(box) == len(Box._fields) and not cast("SourcePdf", sheet.page.pdf).layers.is_off(raw.get("OC")):
        held["drawn"], held["look"] = "AP" in raw, _look(raw)
        held["goal"] = None
        with suppress(Exception):
            held["goal"] = cast("SourcePdf", sheet.page.pdf).inner_links.goal(raw)
        held["quads"] = [upright(sheet, quad) for quad in _quads(_numbers(held.get("QuadPoints")))]
        yield held, upright(sheet, Box(*box))


def _look(raw: dict[str, Any]) -> Any:
    """The stream that draws an annotation in its present state (12.5.5), None where there is none."""
    states = resolve1((resolve1(raw.get("AP")) or {}).get("N"))
    return resolve1(states.get(getattr(raw.get("AS"), "name", ""))) if isinstance(states, dict) else states


def covers_of(page: Page, annotations: Sequence[Annotation]) -> Iterator[Cover]:
    """What the annotations hide of the page; a mark for redaction hides its words before they are taken out (12.5.6.23)."""
    left = MOST_COVERS
    for held, box in annotations:
        kind, flags, alpha = str(getattr(held.get("Subtype"), "name", "")), held.get("F"), held.get("CA", 1)
        if kind == "Redact":
            yield from (Cover(area, "redact") for area in held["quads"] or [box])
        elif (isinstance(flags, int) and flags & UNSEEN) or not isinstance(alpha, int | float) or alpha < VEIL:
            continue
        elif kind in FILLED and held.get("IC"):
            alone = kind == "Square" or (kind == "Polygon" and not held["drawn"])
            yield Cover(box, "annotation", hex_of(held["IC"]), alone and alpha >= OPAQUE)
        elif not held["drawn"] and (
            _is_thick(held, kind) or (kind in ("Widget", "Screen") and _part(held, "MK", "BG"))
        ):
            yield Cover(box, "annotation", sure=alpha >= OPAQUE)
        elif held["drawn"] or kind in DRAWN:
            yield Cover(box, "annotation", sure=False)
            if isinstance(held["look"], PDFStream) and kind not in ALONE and left > 0:
                painted = drawn_in_box(page, held["look"], box).covers
                covers = [replace(cover, kind="annotation") for cover in painted if cover.sure]
                left -= COST + len(covers)
                yield from covers


def _is_thick(held: dict[str, Any], kind: str) -> bool:
    """Whether a line is so wide that it can be drawn across words to hide them."""
    width = _part(held, "BS", "W")
    return kind in ("Line", "PolyLine") and isinstance(width, int | float) and width >= THICK


def _part(held: dict[str, Any], key: str, name: str) -> Any:
    inside = held.get(key)
    return inside.get(name) if isinstance(inside, dict) else None


def _numbers(raw: object) -> list[float]:
    parts = raw if isinstance(raw, list) else []
    return [float(part) for part in parts] if all(isinstance(part, int | float) for part in parts) else []


def _quads(points: Sequence[float]) -> Iterator[Box]:
    for start in range(0, len(points) - QUAD + 1, QUAD):
        xs, ys = points[start : start + QUAD : 2], points[start + 1 : start + QUAD : 2]
        yield Box(min(xs), min(ys), max(xs), max(ys))


def upright(sheet: Sheet, rect: Box) -> Box:
    """A rectangle of the PDF's own space in points from the top left corner of the page as it is read."""
    x0, y0, x1, y1 = rect
    left, foot, right, head = sheet.page.page_obj.mediabox
    points = [(x0 - left, y0 - foot), (x1 - left, y1 - foot)]
    wide, high = right - left, head - foot
    for _ in range(int(sheet.page.rotation) // 90 % 4):
        points = [(y, wide - x) for x, y in points]
        wide, high = high, wide
    (xa, ya), (xb, yb) = points
    return Box(min(xa, xb), high - max(ya, yb), max(xa, xb), high - min(ya, yb))
