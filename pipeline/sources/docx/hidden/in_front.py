"""Counts the pictures and filled shapes in front of the text that may cover words.

A drawing covers words only if both its sides and its height reach them, as far as the file says where both are: a logo in the
margin, or beside the short lines of a letterhead, covers none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice, takewhile

from pipeline.ooxml.styles import Styles
from pipeline.ooxml.xml import Element, child, number, points, q, value
from pipeline.sources.docx.hidden.page_areas import PageAreas, Span
from pipeline.sources.docx.shapes import EMU, SHEER, VML, extent_of, is_filled

LOW, NARROW = 7.0, 12.0
"""Points: a lower or narrower shape cannot hide a word, nor can one that covers less of a line."""
LETTER = 5.0
"""Points: the approximate width of a letter."""
LINE = 12.0
"""Points: a shape that covers so much of the text covers a line."""
HIGHER = 2.5
"""How many times as high as estimated the blocks before a drawing may be, so that it is still on their page."""
_TEXT_PLACES = ("paragraph", "line")
_WRAP = "{urn:schemas-microsoft-com:office:word}wrap"


def count_in_front(root: Element, styles: Styles) -> int:
    """Counts the pictures and filled shapes in front of the text that may cover words."""
    drawn = [
        element
        for element in root.iter(q("wp:anchor"), q("w:pict"))
        if next(element.iterancestors(q("mc:Fallback")), None) is None
    ]
    words = [next(element.iter(q("w:t"), q("a:t")), None) is not None for element in drawn]
    areas = PageAreas(root, styles)
    return sum(
        _box_hides(element) if has_words else _hides(element, areas)
        for element, has_words in zip(drawn, words, strict=True)
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


def _hides(drawing: Element, areas: PageAreas) -> bool:
    if drawing.tag == q("wp:anchor"):
        shapes = list(drawing.iter(q("wps:spPr")))
        wide, high = extent_of(drawing)
        front = drawing.get("behindDoc") not in ("1", "true") and child(drawing, "wp:wrapNone") is not None
        picture = next(drawing.iter(q("a:blip")), None) is not None and not drawing.get(SHEER)
        large = wide >= NARROW and high >= LOW and (picture or any(map(is_filled, shapes)))
        return front and large and not _is_in_margin(drawing, areas) and _is_over_words(drawing, high, areas)
    return any(_vml_hides(element) for element in drawing.iter(*map(q, VML)))


def _is_in_margin(anchor: Element, areas: PageAreas) -> bool:
    """Whether a drawing is outside of where any page has text."""
    if areas.has_text_outside:
        return False
    for axis in "HV":
        span, (start, end) = areas.drawing(anchor, axis), areas.text(axis)
        if span is not None and (span[1] <= start or span[0] >= end):
            return True
    return False


def _is_over_words(anchor: Element, high: float, areas: PageAreas) -> bool:
    """Whether a drawing may cover words. One that is placed by its paragraph covers it and the next ones."""
    position = child(anchor, "wp:positionV")
    across = areas.drawing(anchor, "H")
    if position is None or position.get("relativeFrom") not in _TEXT_PLACES:
        blocks = _blocks_at(anchor, areas)
        return blocks is None or any(_meet(block, across, areas) for block in blocks)
    top = number(position.findtext(q("wp:posOffset"))) / EMU
    return any(_meet(block, across, areas) for block in _blocks_reached(anchor, top, high))


def _blocks_at(anchor: Element, areas: PageAreas) -> list[Element] | None:
    """The blocks that may be as high on the page as a drawing; None if the file does not say what is on its page."""
    span = areas.drawing(anchor, "V")
    paragraph = next(anchor.iterancestors(q("w:p")), None)
    if (
        areas.has_text_outside
        or span is None
        or paragraph is None
        or paragraph.getparent().tag != q("w:body")
        or _is_after_break(anchor, paragraph)
    ):
        return None
    before = list(_on_page(None, paragraph.itersiblings(preceding=True)))[::-1]
    at, foot = areas.text("V")
    if HIGHER * sum(map(areas.least_height, before)) > foot - at or any(map(_may_begin_page, (*before, paragraph))):
        return None
    first = before[0] if before else paragraph
    blocks = list(islice(first.itersiblings(preceding=True), 1))
    for block in (*before, paragraph, *_on_page(paragraph, paragraph.itersiblings())):
        if at >= span[1]:
            break
        blocks.append(block)
        at += areas.least_height(block)
    return blocks


def _is_after_break(anchor: Element, paragraph: Element) -> bool:
    """Whether a page break comes before a drawing in its paragraph."""
    marks = takewhile(lambda mark: mark is not anchor, paragraph.iter(q("w:br"), anchor.tag))
    return any(mark.get(q("w:type")) == "page" for mark in marks)


def _may_begin_page(block: Element) -> bool:
    return next(block.iter(q("w:lastRenderedPageBreak"), q("w:pageBreakBefore")), None) is not None


def _blocks_reached(drawing: Element, top: float, high: float) -> Iterator[Element]:
    """The blocks under a drawing; `top` is its distance below its own paragraph, in points."""
    paragraph = next(drawing.iterancestors(q("w:p")), None)
    if paragraph is None:
        return
    below, above = (max(0, int(length / LINE)) for length in (top + high - LOW, -top + LINE - 1))
    if top + high > 0:
        yield paragraph
    down, up = islice(paragraph.itersiblings(), below), islice(paragraph.itersiblings(preceding=True), above)
    yield from _on_page(paragraph, down)
    yield from _on_page(None, up)


def _meet(block: Element, across: Span | None, areas: PageAreas) -> bool:
    """Whether a block may have words between the sides of a drawing."""
    if not _has_words(block):
        return False
    words = areas.line(block) if across is not None and block.tag == q("w:p") else None
    return across is None or words is None or (words[1] > across[0] + LETTER and words[0] < across[1] - LETTER)


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


def _vml_hides(shape: Element) -> bool:
    style = dict(part.split(":", 1) for part in shape.get("style", "").replace(" ", "").split(";") if ":" in part)
    size = [points(style.get(side)) or 0.0 for side in ("width", "height")]
    art = child(shape, "v:textpath") is not None
    front = style.get("position") == "absolute" and not style.get("z-index", "0").startswith("-")
    wraps = any(element.get("type", "none") != "none" for element in shape.iter(_WRAP))
    fill = child(shape, "v:fill")
    opaque = re.match(r"(0?\.[0-4]|[0-4]?\d%)", fill.get("opacity", "1")) is None if fill is not None else True
    image = child(shape, "v:imagedata") is not None
    by_text = style.get("mso-position-vertical-relative", "text") in ("text", "line")
    covers_words = not by_text or any(
        map(_has_words, _blocks_reached(shape, points(style.get("margin-top")) or 0.0, size[1]))
    )
    filled = covers_words if image else shape.get("filled", "t") not in ("f", "false") and opaque
    return front and filled and not art and not wraps and size[0] >= NARROW and size[1] >= LOW
