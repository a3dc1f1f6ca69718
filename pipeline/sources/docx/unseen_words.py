"""Words that nobody sees on the page: in the colour of what is behind them, too small to read, cut away or off the page.

White letters on white paper, black ones under a black highlight and letters of one point may hide a name that was to be
taken out. They are set aside and told, never published; whether they may be known is for a person to say.
"""

from __future__ import annotations

from itertools import islice

from pipeline.ooxml.styles import Look, Setting, Styles, first_of, ground_of
from pipeline.ooxml.xml import Element, child, points, q, value
from pipeline.sources.docx.fields import ASIDE
from pipeline.sources.docx.shapes import fill_of_box, fill_of_shape
from pipeline.sources.docx.theme_colours import rgb

UNSEEN, TINY = "text in the colour of what is behind it", "text too small to read"
CUT, OFF_PAGE, TRANSPARENT = "text in a space too small to show it", "text off the page", "transparent letters"
SECRET = (UNSEEN, TINY, CUT, OFF_PAGE, TRANSPARENT)
"""The reasons for which words may be a secret."""
SMALLEST = 4.0  # points; the smallest notes that people print have 6
ALIKE = 24  # the greatest difference of a colour channel, of 255, that the eye takes for the same colour
PAPER = "ffffff"
NEAR = 20  # blocks that a drawing behind the text may reach over
SQUEEZED = 15.0
"""Percent of their width; narrower letters cannot be told apart."""
PILED_UP = 0.35
"""Of the type size: letters that stand closer by so much lie on top of each other."""
FAR, ASIDE_EDGE = 200.0, 250.0
"""Points: letters so far from their line, or lines that begin so far outside of the margin, are not on the page."""
THIN = 4.0
"""Points; a line, row or frame that is held to less cuts its letters away."""
_HIGHLIGHTS = {
    "black": "000000", "white": "ffffff", "yellow": "ffff00", "red": "ff0000", "green": "00ff00", "blue": "0000ff",
    "cyan": "00ffff", "magenta": "ff00ff", "darkblue": "000080", "darkcyan": "008080", "darkgreen": "008000",
    "darkmagenta": "800080", "darkred": "800000", "darkyellow": "808000", "darkgray": "808080", "lightgray": "c0c0c0",
}  # fmt: skip
_HOLDERS = (q("w:tc"), q("w:txbxContent"))


def paper_of(root: Element) -> str:
    """The colour of the paper; "" where the document sets another than white, which some programs show and others do not."""
    background = child(root, "w:background")
    colour = "" if background is None else background.get(q("w:color"), "").lower()
    return PAPER if colour in ("", "auto", PAPER) else ""


def mark_unseen(root: Element, styles: Styles, paper: str = PAPER) -> None:
    """Give the runs of such words the reason why they are set aside."""
    thin = {row for row in root.iter(q("w:tr")) if _is_thin(row)}
    drawn = any(anchor.get("behindDoc") in ("1", "true") for anchor in root.iter(q("wp:anchor")))
    places: dict[int, str] = {}  # `styles` keeps every setting
    for paragraph in root.iter(q("w:p")):
        setting = styles.setting(paragraph)
        if id(setting) not in places:
            places[id(setting)] = _why_place(setting)
        why = places[id(setting)] or (CUT if thin and next(paragraph.iterancestors(q("w:tr")), None) in thin else "")
        behind: tuple[str, ...] | None = None
        for run in paragraph.iterchildren(q("w:r")):
            if run.get(ASIDE) or not any((text.text or "").strip() for text in run.iterchildren(q("w:t"))):
                continue
            look = styles.look(run, setting.style)
            reason = why or _why_look(look)
            if not reason and (look.colour or look.highlight):
                behind = grounds_of(paragraph, styles, paper, drawn) if behind is None else behind
                reason = UNSEEN if _is_unseen(look, behind) else ""
            if reason:
                run.set(ASIDE, reason)


def _why_place(setting: Setting) -> str:
    """Why nobody sees the words of a paragraph, by where it stands and by the space that it is given; "" where they are seen."""
    layers = setting.layers()
    if first_of(layers, "w:spacing", "w:lineRule") == "exact" and 0 < _twips(layers, "w:spacing", "w:line") < THIN:
        return CUT
    if min(_twips(layers, "w:ind", "w:left"), _twips(layers, "w:ind", "w:start")) < -ASIDE_EDGE:
        return OFF_PAGE
    frame = child(setting.direct, "w:framePr")
    if frame is not None:
        width, height, x, y = (points(frame.get(q(f"w:{name}"))) for name in "whxy")
        if (frame.get(q("w:hRule")) == "exact" and height is not None and height < THIN) or (
            width is not None and width < THIN
        ):
            return CUT
        if any(at is not None and at < -ASIDE_EDGE for at in (x, y)):
            return OFF_PAGE
    return ""


def _is_thin(row: Element) -> bool:
    height = child(child(row, "w:trPr"), "w:trHeight")
    if height is None or height.get(q("w:hRule")) != "exact":
        return False
    return (points(height.get(q("w:val"))) or THIN) < THIN


def _twips(layers: tuple[Element, ...], name: str, attribute: str) -> float:
    return points(first_of(layers, name, attribute)) or 0.0


def _why_look(look: Look) -> str:
    """Why nobody can read letters that are set so, whatever is behind them; "" where they can be read."""
    if look.clear:
        return TRANSPARENT
    if 0 < look.size < SMALLEST or look.scale < SQUEEZED or look.spread < -PILED_UP * abs(look.size):
        return TINY
    return OFF_PAGE if abs(look.raised) > FAR else ""


def _is_unseen(look: Look, behind: tuple[str, ...]) -> bool:
    """Whether letters are like all grounds that may be behind them; `behind` is empty where nobody can say what is there."""
    own = _HIGHLIGHTS.get(look.highlight.lower(), "") if look.highlight else look.shading
    letters = look.colour.removeprefix("#") or ("000000" if look.highlight else "")
    grounds = (own,) if own or look.highlight else behind
    return bool(letters and grounds and all(grounds)) and all(_alike(ground, letters) for ground in grounds)


def _alike(one: str, other: str) -> bool:
    return all(abs(a - b) <= ALIKE for a, b in zip(rgb(one), rgb(other), strict=True))


def grounds_of(paragraph: Element, styles: Styles, paper: str, drawn: bool) -> tuple[str, ...]:
    """The colours of what may be behind a paragraph: its shading, that of its cell or box, the paper and drawings under it.

    Empty where nobody can say: in a table whose style may shade it, in a box or on a drawing of unknown colour. `drawn` says
    that the part has a drawing behind its text at all.
    """
    shades = [child(layer, "w:shd") for layer in styles.setting(paragraph).layers()]
    own = next((ground_of(shade) for shade in shades if shade is not None and ground_of(shade)), None)
    if own is not None:
        return (own,)
    for holder in paragraph.iterancestors(*_HOLDERS):
        if holder.tag == q("w:txbxContent"):
            fill = fill_of_box(holder)
            if fill is not None:
                return (fill,) if fill else ()
            continue
        properties = child(next(holder.iterancestors(q("w:tbl")), None), "w:tblPr")
        own_and_table = (child(child(holder, "w:tcPr"), "w:shd"), child(properties, "w:shd"))
        if fill := next(filter(None, map(ground_of, own_and_table)), ""):
            return (fill,)
        if styles.shades(value(properties, "w:tblStyle") or ""):
            return ()
    drawings = _drawings_under(paragraph) if drawn else []
    return (paper, *drawings) if paper and all(drawings) else ()


def _drawings_under(paragraph: Element) -> list[str]:
    """The colours of drawings behind the text that are anchored here or shortly before, as on a cover; "" for unknown ones."""
    near = [paragraph, *islice(paragraph.itersiblings(preceding=True), NEAR)]
    anchors = [anchor for one in near for anchor in one.iter(q("wp:anchor"))]
    return [fill_of_shape(one) or "" for one in anchors if one.get("behindDoc") in ("1", "true")]
