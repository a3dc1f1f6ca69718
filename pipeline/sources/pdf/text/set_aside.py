"""Words that no reader of a PDF page sees are set aside, each with its reason, and each place of them is reported as an error."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.model.findings import Finding, error, note, warning
from pipeline.model.place import Box
from pipeline.sources.pdf.file.covers import CLIPPED, EMPTY, UNPAINTED, is_cut
from pipeline.sources.pdf.file.hidden import (
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
from pipeline.sources.pdf.text.words import CAPITALS, Word, around

if TYPE_CHECKING:
    from pipeline.sources.pdf.file.look import Eyes
    from pipeline.sources.pdf.sheet import Sheet


def sort_out_hidden(sheet: Sheet, eyes: Eyes) -> None:
    """Move the words that cannot be seen to `hidden`, each with its reason.

    An invisible layer over or under a picture is the recognised text of a scan (OCR); it stays where the picture shows
    something, and the sheet is marked.
    """
    pictures = [picture.box for picture in sheet.pictures]
    visible = _visible_box(sheet)
    seen: list[Word] = []
    for word in sheet.words:
        reason = _why_hidden(sheet, word, pictures, visible)
        if reason == RECOGNISED:
            sheet.recognised = True
            reason = "" if eyes.sees_anything(sheet.number, sheet.as_drawn(word.box)) else NOT_IN_PICTURE
        elif not reason and _shows_nothing(sheet, word, eyes):
            reason = EMPTY
        if reason:
            sheet.hidden.append((word, reason))
        else:
            seen.append(word)
    if not seen and not pictures and sheet.hidden and all(_only_outside(*hidden_word) for hidden_word in sheet.hidden):
        # A page that would be blank has a wrong page box, most likely; a person says whether its words are a secret.
        seen, sheet.hidden[:], sheet.outside = [word for word, _ in sheet.hidden], [], True
    sheet.words = seen


def _shows_nothing(sheet: Sheet, word: Word, eyes: Eyes) -> bool:
    """Whether a word leaves no mark on the drawn page, whatever the file says of it."""
    text = word.text
    if not any(map(str.isalnum, text)) or "(cid:" in text or word.style.lent:
        return False
    middle = Box(word.x0, word.base - CAPITALS * word.size, word.x1, word.base) if word.turn == 0 else word.box
    none = eyes.sees_none(sheet.number, sheet.as_drawn(middle))
    return none and not eyes.sees_text(sheet.number, sheet.as_drawn(word.box))


def _only_outside(word: Word, reason: str) -> bool:
    return reason == OFF_PAGE and word.size >= SMALLEST


def _why_hidden(sheet: Sheet, word: Word, pictures: Sequence[Box], visible: Box) -> str:
    if word.why:
        return word.why
    if word.style.mode in INVISIBLE:
        return RECOGNISED if any(_over(word, picture) for picture in pictures) else UNPAINTED
    left, top, right, bottom = visible
    if word.x1 <= left or word.x0 >= right or word.bottom <= top or word.top >= bottom:
        return OFF_PAGE
    text = word.text
    wide, count = (word.x1 - word.x0, len(text)) if "(cid:" not in text else (word.size, 1)
    if word.size > sheet.height or wide > sheet.width * count:
        return TOO_LARGE
    if word.turn == 0 and is_cut(word.base, word.size, visible):
        return OFF_PAGE
    narrow = word.turn == 0 and 0 < wide < NARROWEST * word.size * count
    return TOO_SMALL if word.size * _unit(sheet) < SMALLEST or narrow else ""


def _unit(sheet: Sheet) -> float:
    """The length of a unit of the page in points (ISO 32000-1, 14.11.2); more than one makes nothing unreadable."""
    unit = sheet.page.page_obj.attrs.get("UserUnit", 1)
    return min(float(unit), 1.0) if isinstance(unit, int | float) and unit > 0 else 1.0


def _visible_box(sheet: Sheet) -> Box:
    page = sheet.page
    crop = getattr(page, "cropbox", page.bbox)
    left, top, right, bottom = map(float, crop if min(crop[2] - crop[0], crop[3] - crop[1]) > 1 else page.bbox)
    return Box(left, top, right, bottom)


def _over(word: Word, box: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


# ------------------------------------------------------------------------------------------------ findings

_Run = tuple[str, ...]
FEWEST_PAGES, PLACE, SHOWN_TWICE = 3, 4.0, 2
"""Pages that show a running header, and points within which all of them have it; pages that show the same words, wherever."""
COPY_AWAY = 5.0
"""Multiples of the type size: how far from a word its copy on a stack of boxes stands."""
SPACE = 0.6
"""Multiples of the type size; cells and columns stand farther apart than the words of a line."""
WORDS_IN_A_RUN = 3
"""Words; runs of so many, seen elsewhere, are no chance."""
MOST_SHOWN = 0.8
"""The share of the runs of three words that readers see elsewhere, from which on all are taken for the same words."""


@dataclass
class _Spot:
    """A place where words lie hidden for one reason."""

    reason: str
    words: list[Word] = field(default_factory=list)

    @property
    def box(self) -> Box:
        """The box around all its words."""
        return around([word.box for word in self.words])

    def takes(self, word: Word, reason: str) -> bool:
        """Whether a word belongs to the place: it comes right after the others, on the same line or the next."""
        last = self.words[-1].box
        near = 2 * max(word.size, 6.0)
        return reason == self.reason and word.box.top < last.bottom + near and last.top < word.box.bottom + near

    def is_shown(self, seen: Set[_Run]) -> bool:
        """Whether readers see the same words elsewhere, but for one that the edge of a page may cut."""
        size = min(WORDS_IN_A_RUN, len(self.words))
        runs = [run for run in _runs(self.words) if len(run) == size]
        return sum(run in seen for run in runs) >= MOST_SHOWN * len(runs)


def _is_beside(word: Word, seen: Sequence[Word]) -> bool:
    """Whether readers see a word, or one that it is cut from, right beside it, as on a stack of boxes that lie on each other."""
    text, reach = _letters(word.text), COPY_AWAY * word.size
    return any(
        text in _letters(other.text) and abs(other.x0 - word.x0) < reach and abs(other.base - word.base) < reach
        for other in seen
    )


def _runs_over_edge(spot: _Spot, seen: Sequence[Word]) -> bool:
    """Whether lines that readers see run on in the words, over the edge of the page, or of a cell that cuts their ends off."""
    left, ends = spot.words, [*seen]
    while near := [word for word in left if any(_goes_on(word, end) for end in ends)]:
        left, ends = [word for word in left if not any(word is one for one in near)], near
    last = max(spot.words, key=lambda word: word.x1)
    inside = any(_goes_on(word, last) and word.x0 > last.x0 for word in seen)
    return not left and (spot.reason == OFF_PAGE or (spot.reason == CLIPPED and not inside))


def _goes_on(word: Word, end: Word) -> bool:
    """Whether two words stand on one line, with no more than a space between them."""
    level = word.turn == end.turn == 0 and abs(word.base - end.base) < 1 and abs(word.size - end.size) < 1
    return level and max(word.x0 - end.x1, end.x0 - word.x1) < SPACE * word.size


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _runs(words: Sequence[Word]) -> Iterator[_Run]:
    """Each word, each two and each three words that follow one another."""
    texts = [word.text.casefold() for word in words]
    for size in range(1, WORDS_IN_A_RUN + 1):
        yield from zip(*(texts[start:] for start in range(size)), strict=False)


def tell_hidden(sheets: Sequence[Sheet], file: str) -> None:
    """Tell of each page where words lie hidden. `sheets` are pages that follow one another.

    What a reader sees on the page itself or the one beside it is no secret: a table over two pages is drawn on both, each
    with the half that it shows. Nor is what two other pages show, as a footer under the picture of a cover, or a running header
    or footer but for its figures, or what stands off all pages alike, as the date beside the crop marks of printers.
    """
    hiding = any(reason in SECRET for sheet in sheets for _, reason in sheet.hidden)
    runs = [set(_runs(sheet.words)) if hiding else set() for sheet in sheets]
    often = Counter(run for on_page in runs for run in on_page)
    common = {run for run, count in often.items() if count >= SHOWN_TWICE}
    running = Counter(key for sheet in sheets if hiding for key in {_running_key(word) for word in sheet.words})
    off = ([word for word, reason in sheet.hidden if reason in (OFF_PAGE, CLIPPED)] for sheet in sheets)
    running += Counter(key for words in off for key in {_running_key(word) for word in words})
    least = min(FEWEST_PAGES, max(2, len(sheets)))
    for number, sheet in enumerate(sheets):
        near = common.union(*runs[max(0, number - 1) : number + 2])
        sheet.findings += _hidden_words(sheet, file, near, {key for key, count in running.items() if count >= least})


def _running_key(word: Word) -> tuple[str, int, int]:
    """What a word of a running header or footer has in common on all pages: its place, and its text but for figures."""
    return re.sub(r"\d+", "#", word.text), round(word.x0 / PLACE), round(word.base / PLACE)


def _spots(sheet: Sheet) -> list[_Spot]:
    spots: list[_Spot] = []
    for word, reason in sheet.hidden:
        if reason in SECRET and any(map(str.isalnum, word.text)):
            if not spots or not spots[-1].takes(word, reason):
                spots.append(_Spot(reason))
            spots[-1].words.append(word)
    return spots


def _hidden_words(sheet: Sheet, file: str, seen: Set[_Run], running: Set[tuple[str, int, int]]) -> Iterator[Finding]:
    """An error for each place of a page where words lie hidden; one note on those that readers see elsewhere.

    One or two words may be seen anywhere by chance; they are the same only beside more that are. The words themselves are only
    in the account.
    """
    if sheet.outside:
        message = f"page {sheet.number} shows nothing, for all its words lie off the page; they were read all the same"
        yield error("hidden-words", message, sheet.place(file, around([word.box for word in sheet.words])), hint=SHOWN)
    spots = _spots(sheet)
    same = {spot.reason for spot in spots if len(spot.words) >= WORDS_IN_A_RUN and spot.is_shown(seen)}
    shown = [
        spot
        for spot in spots
        if (spot.reason in same and spot.is_shown(seen))
        or all(_running_key(word) in running for word in spot.words)
        or (len(spot.words) >= WORDS_IN_A_RUN and all(_is_beside(word, sheet.words) for word in spot.words))
    ]
    over = [spot for spot in spots if spot not in shown and _runs_over_edge(spot, sheet.words)]
    for spot in spots:
        if spot not in shown and spot not in over:
            message = f"page {sheet.number}: {_lie(len(spot.words))} hidden {spot.reason}"
            yield error("hidden-words", message, sheet.place(file, spot.box), hint=SHOWN)
    if over:
        count = sum(len(spot.words) for spot in over)
        message = (
            f"page {sheet.number}: {_lie(count)} beyond the edge of the page, or of a cell, where its lines run over it"
        )
        hint = "readers do not see them, so they were left out; if they belong to the text, add them"
        yield warning("hidden-words", message, sheet.place(file, around([spot.box for spot in over])), hint=hint)
    if shown:
        count = sum(len(spot.words) for spot in shown)
        elsewhere = "readers see there or on other pages, or that lie off each page"
        message = f"page {sheet.number}: {_lie(count)} hidden that {elsewhere}"
        yield note("hidden-words", message, sheet.place(file, around([spot.box for spot in shown])))


def _lie(count: int) -> str:
    return "a word lies" if count == 1 else f"{count} words lie"
