"""Words of a PDF page that no reader sees: invisible, in the colour of the paper, off the page, or too small."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.model.place import Box
from pipeline.sources.pdf.text.words import Word

if TYPE_CHECKING:
    from pipeline.sources.pdf.file.page import Sheet

INVISIBLE = (3, 7)
"""Text rendering modes that paint nothing (ISO 32000-1 table 106)."""
PAPER = 0xF8
SMALLEST = 1.5
OFF_PAGE, IN_PAPER = "off the page", "in the colour of the paper"


def sort_out_hidden(sheet: Sheet) -> None:
    """Move the words that cannot be seen to `hidden`, each with its reason.

    An invisible layer over a picture is the recognised text of a scan (OCR); it stays, and the sheet is marked. Where a page
    would have no word left, its colours or boxes are damaged, and the words stay.
    """
    filled = [_box(shape) for shape in _painted(sheet.page.objects)]
    pictures = [_box(shape) for shape in sheet.page.objects.get("image", [])]
    seen: list[Word] = []
    for word in sheet.words:
        reason = _why_hidden(sheet, word, filled, pictures)
        if reason:
            sheet.hidden.append((word, reason))
        else:
            seen.append(word)
    if not seen:
        seen = [word for word, reason in sheet.hidden if reason in (IN_PAPER, OFF_PAGE)]
        sheet.hidden = [(word, reason) for word, reason in sheet.hidden if reason not in (IN_PAPER, OFF_PAGE)]
    sheet.words = seen


def _why_hidden(sheet: Sheet, word: Word, filled: list[Box], pictures: list[Box]) -> str:
    style = word.style
    if style.mode in INVISIBLE:
        if any(_over(word, picture) for picture in pictures):
            sheet.recognised = True
            return ""
        return "hidden text"
    left, top, right, bottom = (float(side) for side in _visible_box(sheet))
    if word.x1 <= left or word.x0 >= right or word.bottom <= top or word.top >= bottom:
        return OFF_PAGE
    if word.size < SMALLEST:
        return "too small to read"
    if _is_paper(style.colour) and not any(_over(word, box) for box in filled + pictures):
        return IN_PAPER
    return ""


def _visible_box(sheet: Sheet) -> Box:
    page = sheet.page
    crop: Box = getattr(page, "cropbox", page.bbox)
    wide, high = crop[2] - crop[0], crop[3] - crop[1]
    return crop if wide > 1 and high > 1 else page.bbox


def _painted(objects: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Filled areas that are not paper white themselves."""
    return [
        shape
        for kind in ("rect", "curve")
        for shape in objects.get(kind, [])
        if shape.get("fill") and not _white(shape.get("non_stroking_color"))
    ]


def _white(colour: Any) -> bool:
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    if not all(isinstance(part, int | float) for part in parts):
        return False
    return all(part == 0 for part in parts) if len(parts) == 4 else all(part >= PAPER / 255 for part in parts)


def _is_paper(colour: str) -> bool:
    return len(colour) == 7 and all(int(colour[at : at + 2], 16) >= PAPER for at in (1, 3, 5))


def _box(shape: dict[str, Any]) -> Box:
    return (float(shape["x0"]), float(shape["top"]), float(shape["x1"]), float(shape["bottom"]))


def _over(word: Word, box: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
