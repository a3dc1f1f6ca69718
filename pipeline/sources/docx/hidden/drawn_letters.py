"""Finds words of charts and diagrams that the drawing does not show: clear, tiny, or in the colour of what is behind them."""

from __future__ import annotations

from pipeline.ooxml.styles import six_digits
from pipeline.ooxml.xml import Element, child, number, q
from pipeline.sources.docx.hidden.unseen_words import PAPER, SMALLEST, is_alike

NOT_DRAWN = "text that its chart or diagram does not show"
WHOLE, CLEAR = 100_000, 10_000
"""The opacity of what hides all below it, and one below which letters cannot be seen."""
PER_POINT = 100.0
"""Sizes in DrawingML are hundredths of points (20.1.10.72)."""
FILLS = tuple(q(f"a:{kind}Fill") for kind in ("no", "solid", "grad", "patt", "blip", "grp"))


def is_unseen(text: Element, defaults: list[Element | None], ground: str) -> bool:
    """Whether nobody sees the words of an `a:t`, given the formats that hold where it has none, nearest first.

    `ground` is the colour behind it, "" if unknown. Colours of the theme must be plain by now.
    """
    own = child(text.getparent(), "a:rPr"), child(child(_paragraph_of(text), "a:pPr"), "a:defRPr")
    looks = [look for look in (*own, *defaults) if look is not None]
    size = next((look.get("sz") for look in looks if look.get("sz")), None)
    if size is not None and number(size) < SMALLEST * PER_POINT:
        return True
    fill = next((entry for look in looks for entry in look if entry.tag in FILLS), None)
    if fill is None:
        return False
    alpha = next(fill.iter(q("a:alpha")), None)
    if fill.tag == q("a:noFill") or (alpha is not None and number(alpha.get("val"), WHOLE) < CLEAR):
        return True
    colour = _colour(fill)
    return bool(colour and ground) and is_alike(colour, ground)


def ground_of(*properties: Element | None) -> str:
    """The colour of the first of these shapes that has a fill, that of paper if none has one, "" if it is unknown."""
    for shape in properties:
        fill = next((entry for entry in shape if entry.tag in FILLS), None) if shape is not None else None
        if fill is not None and fill.tag != q("a:noFill"):
            return _colour(fill)
    return PAPER


def _colour(fill: Element) -> str:
    plain = child(fill, "a:srgbClr")
    return six_digits(plain.get("val", "")) if plain is not None and fill.tag == q("a:solidFill") else ""


def _paragraph_of(text: Element) -> Element | None:
    return next(text.iterancestors(q("a:p")), None)
