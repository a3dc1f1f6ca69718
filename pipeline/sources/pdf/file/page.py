"""One page of a PDF as words, drawn shapes, pictures and links; the page itself is closed again at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import compress
from operator import attrgetter, not_
from typing import TYPE_CHECKING, Any, cast

from pdfminer.pdftypes import PDFStream
from pdfplumber.page import Page

from pipeline.model.findings import Finding, warning
from pipeline.model.place import Box, Place, box_of
from pipeline.sources.pdf.file.annotations import MOST_TO_DRAW, Annotation, annotations_of, covers_of, upright
from pipeline.sources.pdf.file.checkboxes import read_checkboxes, read_sign_boxes
from pipeline.sources.pdf.file.draw import FORM, draw
from pipeline.sources.pdf.file.fields import take_field, take_laid_over
from pipeline.sources.pdf.file.glyphs import repeated
from pipeline.sources.pdf.file.hidden import mark_hidden
from pipeline.sources.pdf.file.state import Drawn
from pipeline.sources.pdf.file.streams import TOO_MUCH
from pipeline.sources.pdf.inner_links import mark_goal
from pipeline.sources.pdf.label_pictures import read_label_pictures
from pipeline.sources.pdf.sheet import PagePicture, Sheet
from pipeline.sources.pdf.text.list_labels import TALLEST, split_bullets
from pipeline.sources.pdf.text.pieces import glue, with_initials
from pipeline.sources.pdf.text.set_aside import sort_out_hidden
from pipeline.sources.pdf.text.words import Word, make_words, word_gap

if TYPE_CHECKING:
    from pipeline.sources.pdf.file.look import Eyes
    from pipeline.sources.pdf.file.open import SourcePdf


SMALLEST_BULLET, LEAST_PICTURE = 1.5, 12.0
"""Points: what is smaller each way is no bullet; what is no wider, or no higher, no picture."""
NARROWEST_BULLET, WIDEST_BULLET = 0.6, 1.7
"""How wide a bullet is by its height."""
MOSTLY = 0.6
"""A page of which more than this share of the letters run in another direction is read turned."""
MOST_LOOKS = 2**21
"""Bytes of drawing in the annotations of a page: those of a form of two thousand fields."""


def read_page(page: Page, file: str) -> Sheet:
    """Read one page; text that mostly runs up, down or upside down is read with the page turned to it."""
    origin = _at_origin(page)
    drawn = draw(page)
    turned = _main_turn(drawn)
    if turned:
        page = _turn(page, turned)
        _at_origin(page)
        drawn = draw(page)
    sheet = Sheet(page, page.page_number, float(page.width), float(page.height), turned, origin)
    sheet.glyphs, sheet.shapes, sheet.drawing = len(drawn.glyphs), len(drawn.shapes), drawn.drawing
    _take_shapes(sheet, drawn)
    annotations = annotations_of(sheet)
    sheet.struck = [
        box
        for held, _ in annotations
        if getattr(held.get("Subtype"), "name", "") == "StrikeOut"
        for box in held["quads"]
    ]
    drawn.covers += covers_of(page, annotations)
    eyes = cast("SourcePdf", page.pdf).eyes
    eyes.whole[page.page_number] = Box(*map(float, page.page_obj.mediabox))
    if len(annotations) > MOST_TO_DRAW:
        eyes.endless.add(page.page_number)
    mark_hidden(drawn, sheet, eyes)
    again = repeated(drawn.glyphs)
    gap = word_gap(drawn.glyphs)
    sheet.words = make_words(compress(drawn.glyphs, map(not_, again)), gap)
    sheet.hidden = [(word, "drawn twice") for word in make_words(compress(drawn.glyphs, again), gap)]
    sheet.hidden += [(word, "slanted text, a watermark perhaps") for word in sheet.words if word.turn < 0]
    sheet.words = [word for word in sheet.words if word.turn >= 0]
    sort_out_hidden(sheet, eyes)
    read_checkboxes(sheet)
    read_sign_boxes(sheet)
    read_label_pictures(sheet, eyes, file)
    sheet.words = split_bullets(glue(with_initials(sheet.words), sheet.number))
    sheet.worded = bool(sheet.words)
    _take_annotations(sheet, annotations, file, eyes)
    _report(sheet, drawn, file)
    return sheet


def _at_origin(page: Page) -> tuple[float, float]:
    """Count the points of a page from its own corner, wherever its boxes begin (ISO 32000-1, 14.11.2); says where that is."""
    left, top, right, bottom = (float(side) for side in page.mediabox)
    crop = getattr(page, "cropbox", page.mediabox)
    x0, y0, x1, y1 = crop
    page.cropbox = (max(x0, left) - left, max(y0, top) - top, min(x1, right) - left, min(y1, bottom) - top)
    page.mediabox = page.bbox = (0.0, 0.0, right - left, bottom - top)
    return left, top


def _main_turn(drawn: Drawn) -> int:
    turns = Counter(glyph.turn for glyph in drawn.glyphs if not glyph.text.isspace())
    turn, count = turns.most_common(1)[0] if turns else (0, 0)
    return turn if turn > 0 and count > MOSTLY * turns.total() else 0


def _turn(page: Page, turn: int) -> Page:
    """The same page turned so that text of this direction runs from left to right."""
    inner = page.page_obj
    inner.rotate = (int(inner.rotate) + turn) % 360
    inner.attrs = {**inner.attrs, "Rotate": inner.rotate}
    return Page(page.pdf, inner, page.page_number, page.initial_doctop)


def _take_shapes(sheet: Sheet, drawn: Drawn) -> None:
    objects: dict[str, list[dict[str, Any]]] = {"char": []}
    for shape in drawn.shapes:
        objects.setdefault(shape["object_type"], []).append(shape)
        box = box_of(shape)
        wide, high = box.x1 - box.x0, box.bottom - box.top
        small = SMALLEST_BULLET <= wide <= TALLEST and SMALLEST_BULLET <= high <= TALLEST
        if small and NARROWEST_BULLET < wide / high < WIDEST_BULLET:
            sheet.bullets.append(box)
        elif shape["object_type"] == "image" and min(wide, high) > LEAST_PICTURE and not shape["plain"]:
            sheet.pictures.append(PagePicture(box, shape["mcid"], shape["tag"]))
    sheet.bullets.sort(key=attrgetter("top"))
    sheet.page._objects = objects


def _take_annotations(sheet: Sheet, annotations: Sequence[Annotation], file: str, eyes: Eyes) -> None:
    """Links go to the words that they cover; what is filled in fields or typed on the page are words of it as well."""
    left = MOST_LOOKS
    inner = cast("SourcePdf", sheet.page.pdf).inner_links
    for place in sorted(inner.on(sheet.number)):
        mark_goal(sheet.words, upright(sheet, Box(place.x, place.y, place.x, place.y)), place.name)
    for raw, box in annotations:
        if isinstance(raw["look"], PDFStream):
            left -= FORM + len(raw["look"].get_data())
        if left < 0:
            sheet.findings.append(read_in_part(sheet.place(file), TOO_MUCH))
            break
        action = raw.get("A")
        target = action.get("URI") if isinstance(action, dict) else None
        address = f"#{raw['goal'].name}" if raw["goal"] else ""
        if isinstance(target, bytes):
            address = target.decode("utf-8", "replace").strip()
        for word in sheet.words if address else ():
            if _inside(word, box):
                word.link = address
        take_field(sheet, (raw, box), eyes)
        sheet.findings += take_laid_over(sheet, (raw, box), file, eyes)


def _inside(word: Word, box: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box.x0 - 1 <= x <= box.x1 + 1 and box.top - 1 <= y <= box.bottom + 1


def _report(sheet: Sheet, drawn: Drawn, file: str) -> None:
    place = sheet.place(file)
    if drawn.stopped:
        sheet.findings.append(read_in_part(place, drawn.stopped))
    if drawn.unmapped:
        sheet.findings.append(
            warning(
                "pdf-no-unicode",
                f"{drawn.unmapped} characters on page {sheet.number} have no Unicode value and stand as (cid:n)",
                place, hint="the font does not say which letters these are: type them from the printed page",
            )
        )  # fmt: skip


def read_in_part(place: Place, why: str) -> Finding:
    """A finding on a page of which not all could be read."""
    return warning(
        "pdf-page-damaged", f"page {place.page} was read in part only: {why}", place,
        hint="open the file, print it to a new PDF and extract that; compare this page with the original",
    )  # fmt: skip
