"""Finds words that are invisible on the page: in the colour of their background, too small, cut off or off the page.

White letters on white paper, black ones under a black highlight and letters of one point may hide a name that should have
been deleted. They are set aside and reported, never published; a person must decide about them.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from itertools import islice

from pipeline.ooxml.numbering import Numbering
from pipeline.ooxml.styles import CharacterFormat, shading_colour
from pipeline.ooxml.symbols import hides_words
from pipeline.ooxml.theme_colours import rgb
from pipeline.ooxml.xml import Element, child, number, q
from pipeline.sources.docx.fields import ASIDE, MOVES
from pipeline.sources.docx.hidden.covered_boxes import COVERED
from pipeline.sources.docx.hidden.hidden_runs import HIDDEN, NOT_SHOWN, REPLACED
from pipeline.sources.docx.hidden.table_styles import TableStyles
from pipeline.sources.docx.hidden.unseen_places import CUT, HOLDERS, LEAST_WIDTH, MERGED, OFF_PAGE, THIN, Places
from pipeline.sources.docx.shapes import BACKGROUND, EMU, extent_of, fill_of_box, fill_of_shape

UNSEEN, TINY = "text in the colour of what is behind it", "text too small to read"
TRANSPARENT, SIGNS = "transparent letters", "words set in a font of signs"
SECRET = (UNSEEN, TINY, COVERED, CUT, OFF_PAGE, TRANSPARENT, MERGED, SIGNS, NOT_SHOWN, REPLACED)
"""The reasons for which words may be secret."""
SMALLEST = 4.0  # points; the smallest notes that people print have 6
SCRIPT = 0.7  # the share of their size at which Word sets superscripts and subscripts
SAME_COLOUR = 28  # out of 255: a smaller difference in each channel is invisible
PAPER = "ffffff"
NEAR = 20  # the most blocks over which a drawing behind the text may extend
LINES_OF_PAGE = 60  # the most blocks on a page, including blank ones on covers
LINE, PER_LINE, WIDE = 14.0, 90, 150.0
"""The height of a line in points, the characters in it, and the least width in points of a drawing under a short line."""
SQUEEZED = 15.0
"""Percent of their width: narrower letters are unreadable."""
PILED_UP = 0.35
"""As a share of the font size: letters spaced closer by so much overlap."""
FAR = 200.0
"""Points: letters so far from their line are off the page."""
_HIGHLIGHTS = {
    "black": "000000", "white": "ffffff", "yellow": "ffff00", "red": "ff0000", "green": "00ff00", "blue": "0000ff",
    "cyan": "00ffff", "magenta": "ff00ff", "darkblue": "000080", "darkcyan": "008080", "darkgreen": "008000",
    "darkmagenta": "800080", "darkred": "800000", "darkyellow": "808000", "darkgray": "808080", "lightgray": "c0c0c0",
}  # fmt: skip


def paper_of(root: Element) -> str:
    """The colour of the paper; "" if it is not white, which only some programs show."""
    background = child(root, "w:background")
    colour = "" if background is None else background.get(q("w:color"), "").lower()
    return PAPER if colour in ("", "auto", PAPER) else ""


def mark_unseen(root: Element, numbering: Numbering, paper: str = PAPER) -> None:
    """Marks the runs of invisible words with the reason to set them aside."""
    styles = numbering.styles
    places, tables = Places(root, styles, numbering), TableStyles(styles)
    drawn = any(anchor.get("behindDoc") in ("1", "true") for anchor in root.iter(q("wp:anchor")))
    for paragraph in root.iter(q("w:p")):
        setting = styles.setting(paragraph)
        cell = next(paragraph.iterancestors(*HOLDERS), None)
        why = places.why(paragraph, setting, cell)
        in_table = tables.letters(cell) if cell is not None and cell.tag == q("w:tc") else ""
        behind: tuple[str, ...] | None = None
        moved: list[float] = [0.0, 0.0]
        tabs = 0
        long = 0.0
        for run in list(paragraph.iterchildren(q("w:r"))):
            if run.get(MOVES):
                moved = [at + float(step) for at, step in zip(moved, run.get(MOVES).split(), strict=True)]
            words = "".join(text.text or "" for text in run.iterchildren(q("w:t")))
            tabs_before, tabs = _tabs(run, tabs)
            if run.get(ASIDE) or not (words.strip() or (why and not _floats_out(run, why))):
                continue
            look = styles.look(run, setting.style, in_table)
            unlike = SIGNS if look.font.lower() in styles.unreadable and any(map(str.isalnum, words)) else ""
            reason = (
                why
                or (OFF_PAGE if max(map(abs, moved)) > FAR or places.is_after_tabs(setting, tabs_before) else "")
                or (CUT if places.is_low(setting, look.size) else "")
                or unlike
                or why_look(look, words)
            )
            if not reason and (look.colour or look.highlight):
                behind = backgrounds_of(paragraph, tables, paper, drawn) if behind is None else behind
                reason = UNSEEN if _is_unseen(look, behind) else ""
            if reason:
                run.set(ASIDE, reason)
            else:
                room = places.capacity(paragraph, setting, cell, look.size) - long
                if room < LEAST_WIDTH * look.size * len(words):
                    _cut_off(run, room, look.size)
            long += LEAST_WIDTH * look.size * len(words)


def _cut_off(run: Element, room: float, size: float) -> None:
    """Sets aside the words of a run behind the end of its place, in which so many points of text are left."""
    text, *others = [part for part in run if part.tag == q("w:t")]
    words = text.text or ""
    end = words.find(" ", int(room / (LEAST_WIDTH * size))) if room > 0 else 0
    if end == 0:
        run.set(ASIDE, CUT)
    elif end > 0 and not others and words[end:].strip():
        behind = copy.deepcopy(run)
        next(behind.iterchildren(q("w:t"))).text, text.text = words[end:], words[:end]
        behind.set(ASIDE, CUT)
        run.addnext(behind)


def bring_back(root: Element) -> str:
    """Unmarks the invisible words of a part without others, whose look was surely misread. Returns the reason, or ""."""
    runs = [run for run in root.iter(q("w:r")) if any((text.text or "").strip() for text in run.iterchildren(q("w:t")))]
    marked = [run for run in runs if run.get(ASIDE) in SECRET]
    if not marked or not all(run.get(ASIDE) for run in runs):
        return ""
    reason: str = marked[0].get(ASIDE, "")
    for run in marked:
        del run.attrib[ASIDE]
    return reason


def _floats_out(run: Element, why: str) -> bool:
    """Whether a run holds a picture that a place without room does not cut off, since it floats."""
    return why == CUT and next(run.iter(q("wp:anchor")), None) is not None


def _tabs(run: Element, tabs: int) -> tuple[int, int]:
    """The tabs of a line before the words of a run, and before the next run; `tabs` are those before this one."""
    before = 0
    for part in run:
        if part.tag in (q("w:br"), q("w:cr")):
            tabs = 0
        tabs += part.tag == q("w:tab")
        before = max(before, tabs) if (part.text or "").strip() else before
    return before, tabs


def why_look(look: CharacterFormat, words: str) -> str:
    """The reason why letters of this format are unreadable on any background, or ""."""
    if look.hidden or look.off_web:
        return HIDDEN
    if look.clear:
        return TRANSPARENT
    size = look.size * (SCRIPT if look.script else 1.0)
    if 0 < size < SMALLEST or look.scale < SQUEEZED or look.spread < -PILED_UP * abs(look.size):
        return TINY
    if 0 < look.fitted < THIN:
        return CUT
    if hides_words(look.font, words):
        return SIGNS
    return OFF_PAGE if max(abs(look.raised), look.spread) > FAR else ""


def _is_unseen(look: CharacterFormat, behind: tuple[str, ...]) -> bool:
    """Whether letters have the colour of all their possible backgrounds; `behind` is empty if these are unknown."""
    value = _HIGHLIGHTS.get(look.highlight.lower(), "") if look.highlight else look.shading
    letters = look.colour.removeprefix("#") or ("000000" if look.highlight else "")
    backgrounds = (value,) if value or look.highlight else behind
    return bool(letters and backgrounds and all(backgrounds)) and all(
        is_alike(background, letters) for background in backgrounds
    )


def is_alike(first: str, second: str) -> bool:
    """Whether nobody can tell two colours of six hex digits apart."""
    return all(abs(a - b) <= SAME_COLOUR for a, b in zip(rgb(first), rgb(second), strict=True))


def backgrounds_of(paragraph: Element, tables: TableStyles, paper: str, drawn: bool) -> tuple[str, ...]:
    """Returns the possible background colours of a paragraph: its shading, that of its cell or box, the paper or drawings.

    Empty if unknown, such as on a drawing of unknown colour. `drawn` is true if the part has any drawing behind its text.
    """
    shades = [child(layer, "w:shd") for layer in tables.styles.setting(paragraph).layers()]
    shading = next((shading_colour(shade) for shade in shades if shade is not None and shading_colour(shade)), None)
    if shading is not None:
        return (shading,)
    for holder in paragraph.iterancestors(*HOLDERS):
        if holder.tag == q("w:txbxContent"):
            fill = fill_of_box(holder)
            if fill is not None:
                return (fill,) if fill else ()
            continue
        properties = child(next(holder.iterancestors(q("w:tbl")), None), "w:tblPr")
        own_and_table = (child(child(holder, "w:tcPr"), "w:shd"), child(properties, "w:shd"))
        if fill := next(filter(None, map(shading_colour, own_and_table)), ""):
            return (fill,)
        if fill := tables.fill(holder):
            return (fill,)
    box = next(paragraph.iterancestors(q("wp:anchor")), None)
    drawings = list(_drawings_under(paragraph)) if drawn else []
    drawings += [(colour, False) for colour in _drawings_under_box(box)] if box is not None else []
    if sure := [colour for colour, covers in drawings if covers]:
        return (sure[0],) if sure[0] else ()
    return (paper, *(colour for colour, _ in drawings)) if paper and all(colour for colour, _ in drawings) else ()


def _drawings_under(paragraph: Element) -> Iterator[tuple[str, bool]]:
    """Yields the colours ("" if unknown) of drawings behind the text that are anchored here or shortly before.

    Each comes with whether the drawing is certainly under the paragraph.
    """
    down = 0.0
    for near in (paragraph, *islice(paragraph.itersiblings(preceding=True), NEAR)):
        down += _height(near) if near is not paragraph else 0.0
        for anchor in near.iter(q("wp:anchor")):
            if anchor.get("behindDoc") in ("1", "true"):
                yield anchor.get(BACKGROUND) or fill_of_shape(anchor) or "", _reaches(anchor, down)


def _drawings_under_box(box: Element) -> Iterator[str]:
    """Yields the colours ("" if unknown) of larger drawings near a box without a fill that are below it."""
    home = next(box.iterancestors(q("w:p")))
    for near in (home, *islice(home.itersiblings(preceding=True), LINES_OF_PAGE)):
        for anchor in near.iter(q("wp:anchor")):
            lower = number(anchor.get("relativeHeight")) < number(box.get("relativeHeight"))
            sizes = zip(extent_of(anchor), extent_of(box), strict=True)
            if anchor is not box and lower and all(length >= length_of_box for length, length_of_box in sizes):
                yield anchor.get(BACKGROUND) or fill_of_shape(anchor) or ""


def _height(block: Element) -> float:
    """The approximate height of a paragraph in points."""
    signs = sum(len(text.text or "") for text in block.iter(q("w:t")))
    return LINE * (1 + signs // PER_LINE)


def _reaches(anchor: Element, down: float) -> bool:
    """Whether a drawing positioned by its paragraph is under the line that begins `down` points below it."""
    across, place = (child(anchor, f"wp:position{axis}") for axis in "HV")
    if place is None or place.get("relativeFrom") not in ("paragraph", "line"):
        return False
    left, top = (
        number(element.findtext(q("wp:posOffset"))) / EMU if element is not None else 0.0 for element in (across, place)
    )
    wide, high = extent_of(anchor)
    return left < LINE and wide >= WIDE and top <= down + LINE / 2 and down + LINE <= top + high
