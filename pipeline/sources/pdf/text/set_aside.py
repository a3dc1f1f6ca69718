"""Words that no reader of a PDF page sees are set aside, each with its reason, and each place of them is told as an error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.model.findings import Finding, error
from pipeline.model.place import Box
from pipeline.sources.pdf.file.covers import UNPAINTED, is_cut
from pipeline.sources.pdf.file.hidden import (
    EMPTY,
    INVISIBLE,
    NARROWEST,
    NOT_IN_PICTURE,
    OFF_PAGE,
    RECOGNISED,
    SECRET,
    SHOWN,
    SMALLEST,
    TOO_LARGE,
    TOO_SMALL,
)
from pipeline.sources.pdf.text.words import Word, around

if TYPE_CHECKING:
    from pipeline.sources.pdf.file.look import Eyes
    from pipeline.sources.pdf.file.page import Sheet


def sort_out_hidden(sheet: Sheet, eyes: Eyes) -> None:
    """Move the words that cannot be seen to `hidden`, each with its reason.

    An invisible layer over or under a picture is the recognised text of a scan (OCR); it stays where the picture shows
    something, and the sheet is marked.
    """
    pictures = [picture.box for picture in sheet.pictures]
    seen: list[Word] = []
    for word in sheet.words:
        reason = _why_hidden(sheet, word, pictures)
        if reason == RECOGNISED:
            sheet.recognised = True
            reason = "" if eyes.sees_anything(sheet.number, sheet.as_drawn(word.box)) else NOT_IN_PICTURE
        elif not reason and _shows_nothing(sheet, word, eyes):
            reason = EMPTY
        if reason:
            sheet.hidden.append((word, reason))
        else:
            seen.append(word)
    if not seen and not pictures and sheet.hidden and all(_only_outside(*one) for one in sheet.hidden):
        # A page that would be blank has a wrong page box, most likely; a person says whether its words are a secret.
        seen, sheet.hidden[:], sheet.outside = [word for word, _ in sheet.hidden], [], True
    sheet.words = seen


def _shows_nothing(sheet: Sheet, word: Word, eyes: Eyes) -> bool:
    """Whether a word leaves no mark on the drawn page, whatever the file says of it."""
    if not any(map(str.isalnum, word.text)) or "(cid:" in word.text or word.style.lent:
        return False
    middle = (word.x0, word.base - 0.7 * word.size, word.x1, word.base) if word.turn == 0 else word.box
    none = eyes.sees_none(sheet.number, sheet.as_drawn(middle))
    return none and not eyes.sees_text(sheet.number, sheet.as_drawn(word.box))


def _only_outside(word: Word, reason: str) -> bool:
    return reason == OFF_PAGE and word.size >= SMALLEST


def _why_hidden(sheet: Sheet, word: Word, pictures: Sequence[Box]) -> str:
    if word.why:
        return word.why
    if word.style.mode in INVISIBLE:
        return RECOGNISED if any(_over(word, picture) for picture in pictures) else UNPAINTED
    box = left, top, right, bottom = _visible_box(sheet)
    if word.x1 <= left or word.x0 >= right or word.bottom <= top or word.top >= bottom:
        return OFF_PAGE
    wide, count = (word.x1 - word.x0, len(word.text)) if "(cid:" not in word.text else (word.size, 1)
    if word.size > sheet.height or wide > sheet.width * count:
        return TOO_LARGE
    if word.turn == 0 and is_cut(word.base, word.size, box):
        return OFF_PAGE
    narrow = word.turn == 0 and 0 < wide < NARROWEST * word.size * count
    return TOO_SMALL if word.size < SMALLEST or narrow else ""


def _visible_box(sheet: Sheet) -> Box:
    page = sheet.page
    crop = getattr(page, "cropbox", page.bbox)
    left, top, right, bottom = map(float, crop if crop[2] - crop[0] > 1 and crop[3] - crop[1] > 1 else page.bbox)
    return left, top, right, bottom


def _over(word: Word, box: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


# ------------------------------------------------------------------------------------------------ findings


@dataclass
class _Spot:
    """A place where words lie hidden for one reason."""

    reason: str
    boxes: list[Box] = field(default_factory=list)

    def takes(self, word: Word, reason: str) -> bool:
        """Whether a word belongs to the place: it comes right after the others, on the same line or the next."""
        last = self.boxes[-1]
        near = 2 * max(word.size, 6.0)
        return reason == self.reason and word.box[1] < last[3] + near and last[1] < word.box[3] + near


def hidden_words(sheet: Sheet, file: str) -> Iterator[Finding]:
    """An error for each place of a page where words lie hidden; the words themselves are only in the account."""
    if sheet.outside:
        message = f"page {sheet.number} shows nothing, for all its words lie off the page; they were read all the same"
        yield error("hidden-words", message, sheet.place(file, around([word.box for word in sheet.words])), hint=SHOWN)
    spots: list[_Spot] = []
    for word, reason in sheet.hidden:
        if reason in SECRET and any(map(str.isalnum, word.text)):
            if not spots or not spots[-1].takes(word, reason):
                spots.append(_Spot(reason))
            spots[-1].boxes.append(word.box)
    for spot in spots:
        count = len(spot.boxes)
        words = "a word lies" if count == 1 else f"{count} words lie"
        place = sheet.place(file, around(spot.boxes))
        yield error("hidden-words", f"page {sheet.number}: {words} hidden {spot.reason}", place, hint=SHOWN)
