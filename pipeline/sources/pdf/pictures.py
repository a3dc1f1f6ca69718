"""The pictures of a PDF as a reader sees them, cut from the drawn page, with the alternative text that the tags hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from itertools import groupby
from pathlib import PurePath

import pypdfium2

from pipeline.model.findings import note, warning
from pipeline.model.flow import Picture
from pipeline.model.place import Box
from pipeline.sources.pdf.file.look import POINTS_PER_INCH, picture_of
from pipeline.sources.pdf.file.open import SourcePdf
from pipeline.sources.pdf.sheet import PagePicture, Sheet, is_inside
from pipeline.sources.pdf.tags.tree import Element
from pipeline.sources.pdf.text.words import around

DOTS_PER_INCH = 150
MOST_PIXELS = 2000
PACKING = 3
"""The level of zlib: a tenth to three fifths less time than the usual 6 takes, for files that are 6 % larger at most."""
MOST_PICTURES = 80
MOST_DOTS = 4_000
"""The longest side of a drawn page; a poster is drawn with fewer dots to the inch."""
SLIM_RULE = 25
"""A picture that is more than so many times as long as wide is a rule."""
OFTEN = 0.3
"""A picture at one place on more than this share of the pages belongs to their furniture."""
GROUND = 0.6
"""A picture that covers so much of a page, and words of it, is their background, or the scan they were recognised from."""


def leave_grounds(sheets: Sequence[Sheet]) -> None:
    """Takes the pictures that words stand on, as the page's background, out of its pictures."""
    for sheet in sheets:
        for shown in (sheet.pictures, sheet.drawings):
            grounds = [drawing for drawing in shown if is_ground(drawing.box, sheet)]
            sheet.grounds += grounds
            shown[:] = [drawing for drawing in shown if drawing not in grounds]


def is_ground(box: Box, sheet: Sheet) -> bool:
    """Whether a picture covers most of a page and of its words: it is their background."""
    if _area(box) <= GROUND * sheet.width * sheet.height:
        return False
    return any(is_inside(word, box) for word in sheet.words)


LETTERING = "shapes that look like letters are kept as a picture; their words are not in the text"
LETTERING_HINT = "if they are a heading, type it and delete the picture; if they are a logo, name it in alt:"


def pictures_of(pdf: SourcePdf, sheets: Sequence[Sheet], tree: Element | None, name: str) -> list[Picture]:
    """The pictures that are content: not a rule, and not the same on every page.

    A picture that cannot be drawn is left out; the first that is one too many is told of, and every background.
    """
    again = Counter(_place_key(drawing) for sheet in sheets for drawing in sheet.grounds)
    for sheet in sheets:
        for drawing in [] if sheet.recognised else sheet.grounds:
            if again[_place_key(drawing)] == 1:
                message = "the picture behind the words of this page was left out"
                hint = "if it says something, cut it from the page and put it in as image:"
                sheet.findings.append(note("picture-behind-words", message, sheet.place(name, drawing.box), hint))
    alts = _alternatives(tree) if tree is not None else {}
    content = _joined(_content(sheets), alts)
    wanted, left_out = content[:MOST_PICTURES], content[MOST_PICTURES:]
    if not wanted:
        return []
    if left_out:
        sheet, drawing = left_out[0]
        message = f"the document has {len(content)} pictures; those after the first {MOST_PICTURES} were left out"
        hint = "from here on, cut those that say something from the pages, and add them to the content"
        sheet.findings.append(warning("pictures-left-out", message, sheet.place(name, drawing.box), hint))
    stem = PurePath(name).stem
    pictures = []
    with suppress(pypdfium2.PdfiumError):
        for number, (sheet, drawing, png) in enumerate(_cut(pdf, wanted), 1):
            alt = alts.get((sheet.number, drawing.mcid)) if drawing.mcid is not None else None
            decorative = drawing.tag == "Artifact" and alt is None
            place = sheet.place(name, drawing.box)
            if drawing.lettering and not decorative:
                sheet.findings.append(warning("drawn-letters", LETTERING, place, LETTERING_HINT))
            x0, top, x1, bottom = drawing.box
            size = x1 - x0, bottom - top
            pictures.append(Picture(png, f"{stem}-picture-{number}.png", alt, decorative, place, size=size))
    return pictures


def _content(sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, PagePicture]]:
    shown = {sheet.number: [*sheet.pictures, *sheet.drawings] for sheet in sheets}
    again = Counter(key for drawings in shown.values() for key in set(map(_place_key, drawings)))
    for sheet in sheets:
        if sheet.recognised:
            continue
        kept: list[PagePicture] = []
        for drawing in {_place_key(drawing): drawing for drawing in shown[sheet.number]}.values():
            x0, top, x1, bottom = drawing.box
            wide, high = x1 - x0, bottom - top
            rule = max(wide, high) > SLIM_RULE * min(wide, high)
            repeated = len(sheets) > 1 and again[_place_key(drawing)] > max(1, OFTEN * len(sheets))
            outside = x1 <= 0 or bottom <= 0 or x0 >= sheet.width or top >= sheet.height
            if not (rule or repeated or outside):
                kept.append(drawing)
        largest = sorted(kept, key=lambda drawing: -_area(drawing.box))[:MOST_PICTURES]
        yield from ((sheet, drawing) for drawing in kept if not any(_shows(around, drawing) for around in largest))


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)


def _shows(around: PagePicture, drawing: PagePicture) -> bool:
    """Whether a picture lies on a larger one, as a photograph on its shadow, and is no figure of its own by its tag."""
    (x0, top, x1, bottom), inner = around.box, drawing.box
    on = x0 <= inner.x0 and inner.x1 <= x1 and top <= inner.top and inner.bottom <= bottom
    return on and drawing.mcid in (None, around.mcid) and _area(inner) < _area(around.box)


def _joined(
    content: Iterable[tuple[Sheet, PagePicture]], alts: Container[tuple[int, int]]
) -> list[tuple[Sheet, PagePicture]]:
    """The pictures, of which those with one alternative text are one: lines of letters that are drawn."""
    found: dict[tuple[int, object], tuple[Sheet, PagePicture]] = {}
    for sheet, drawing in content:
        key = (sheet.number, drawing.mcid if (sheet.number, drawing.mcid) in alts else drawing.box)
        first = found.get(key, (sheet, drawing))[1]
        box, lettering = around((first.box, drawing.box)), first.lettering or drawing.lettering
        found[key] = sheet, replace(first, box=box, lettering=lettering)
    return list(found.values())


def _place_key(drawing: PagePicture) -> tuple[int, ...]:
    return tuple(round(side / 2) for side in drawing.box)


def _alternatives(tree: Element) -> dict[tuple[int, int], str]:
    """The alternative text of each figure, by the page and the id of its marked content."""
    found: dict[tuple[int, int], str] = {}
    stack = [tree]
    while stack:
        element = stack.pop()
        if element.alt:
            found.update({(content.page, content.mcid): element.alt for content in element.contents()})
        stack += element.elements()
    return found


def _cut(pdf: SourcePdf, wanted: Sequence[tuple[Sheet, PagePicture]]) -> Iterator[tuple[Sheet, PagePicture, bytes]]:
    """Each picture as PNG, cut from its page, which is drawn once whatever the number of its pictures."""
    for number, drawings in groupby(wanted, key=lambda one: one[0].number):
        with suppress(pypdfium2.PdfiumError, ValueError, MemoryError):
            page = pdf.eyes.page(number)
            scale = min(DOTS_PER_INCH / POINTS_PER_INCH, MOST_DOTS / max(*page.get_size(), 1.0))
            image = picture_of(page, scale)
            for sheet, drawing in drawings:
                left, top, right, bottom = (round(side * scale) for side in sheet.as_drawn(drawing.box))
                part = image.crop((max(0, left), max(0, top), min(image.width, right), min(image.height, bottom)))
                part.thumbnail((MOST_PIXELS, MOST_PIXELS))
                part.save(buffer := BytesIO(), "PNG", compress_level=PACKING)
                yield sheet, drawing, buffer.getvalue()
