"""Words that nobody sees on the page: in the colour of what is behind them, or too small to read.

White letters on white paper, black ones under a black highlight and letters of one point may hide a name that was to be
taken out. They are set aside and told, never published; whether they may be known is for a person to say.
"""

from __future__ import annotations

from itertools import islice

from pipeline.ooxml.styles import Look, Styles
from pipeline.ooxml.xml import Element, child, q, value
from pipeline.sources.docx.fields import ASIDE

UNSEEN, TINY = "text in the colour of what is behind it", "text too small to read"
SMALLEST = 4.0  # points; the smallest notes that people print have 6
ALIKE = 24  # the greatest difference of a colour channel, of 255, that the eye takes for the same colour
PAPER = "ffffff"
NEAR = 20  # blocks that a drawing behind the text may reach over
_HIGHLIGHTS = {
    "black": "000000",
    "white": "ffffff",
    "yellow": "ffff00",
    "red": "ff0000",
    "green": "00ff00",
    "blue": "0000ff",
}
_HOLDERS = (q("w:tc"), q("w:txbxContent"))


def paper_of(root: Element) -> str:
    """The colour of the paper; "" where the document sets another than white, which some programs show and others do not."""
    background = child(root, "w:background")
    colour = "" if background is None else background.get(q("w:color"), "").lower()
    return PAPER if colour in ("", "auto", PAPER) else ""


def mark_unseen(root: Element, styles: Styles, paper: str = PAPER) -> None:
    """Give the runs of such words the reason why they are set aside."""
    for paragraph in root.iter(q("w:p")):
        style = styles.setting(paragraph).style
        behind: str | None = None
        for run in paragraph.iterchildren(q("w:r")):
            if run.get(ASIDE) or not any((text.text or "").strip() for text in run.iterchildren(q("w:t"))):
                continue
            look = styles.look(run, style)
            if 0 < look.size < SMALLEST:
                run.set(ASIDE, TINY)
            elif look.colour or look.highlight:
                behind = _behind(paragraph, styles, paper) if behind is None else behind
                if _is_unseen(look, behind):
                    run.set(ASIDE, UNSEEN)


def _is_unseen(look: Look, behind: str) -> bool:
    """Whether letters and ground are alike; `behind` is "" where nobody can say what is there."""
    ground = _HIGHLIGHTS.get(look.highlight, "") if look.highlight else look.shading or behind
    letters = look.colour.removeprefix("#") or ("000000" if look.highlight else "")
    return bool(ground and letters) and all(
        abs(a - b) <= ALIKE for a, b in zip(_rgb(ground), _rgb(letters), strict=True)
    )


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:6], 16)


def _behind(paragraph: Element, styles: Styles, paper: str) -> str:
    """The colour behind a paragraph: its own shading, that of its cell; "" in a box or in a table whose style may shade it."""
    fills = [value(layer, "w:shd", "w:fill") for layer in styles.setting(paragraph).layers()]
    own = next((fill for fill in fills if fill and fill.lower() != "auto"), None)
    if own is not None:
        return _known(own)
    for holder in paragraph.iterancestors(*_HOLDERS):
        if holder.tag == q("w:txbxContent"):
            return ""
        fill = value(child(holder, "w:tcPr"), "w:shd", "w:fill") or "auto"
        if fill.lower() != "auto":
            return _known(fill)
        table = next(holder.iterancestors(q("w:tbl")), None)
        if styles.shades(value(child(table, "w:tblPr"), "w:tblStyle") or ""):
            return ""
    return "" if _lies_on_a_drawing(paragraph) else paper


def _lies_on_a_drawing(paragraph: Element) -> bool:
    """Whether a drawing behind the text is anchored in this paragraph or in one of those shortly before it, as on a cover."""
    near = [paragraph, *islice(paragraph.itersiblings(preceding=True), NEAR)]
    return any(anchor.get("behindDoc") in ("1", "true") for one in near for anchor in one.iter(q("wp:anchor")))


def _known(fill: str) -> str:
    return fill.lower() if len(fill) == 6 and all(sign in "0123456789abcdefABCDEF" for sign in fill) else ""
