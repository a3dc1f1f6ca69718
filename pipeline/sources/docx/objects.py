"""Reads drawn objects, in DrawingML and the older VML: text boxes, charts, diagrams and pictures."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.model.findings import error, note, warning
from pipeline.model.flow import FlowBlock
from pipeline.model.place import Place
from pipeline.ooxml.xml import Element, child, number, q
from pipeline.sources.docx.graphics import read_graphic
from pipeline.sources.docx.hidden.unseen_pictures import why_unseen
from pipeline.sources.docx.hidden.unseen_words import SECRET
from pipeline.sources.docx.pictures import read_picture
from pipeline.sources.docx.shapes import EMU, INSTEAD, unread_kind
from pipeline.sources.docx.story import Story

_WANTED = tuple(map(q, ("w:txbxContent", "a:blip", "v:imagedata", "c:chart", "dgm:relIds", "o:OLEObject")))

LINE = 12.0
"""Points: an object this far below the top of its paragraph is under the paragraph's first line."""
_NOT_SHOWN = (q("v:shapetype"), q("a:extLst"))


def read_object(
    story: Story, drawn: Element, read: Callable[[Story, Element], list[FlowBlock]], reason: str
) -> list[FlowBlock]:
    """Returns the blocks of a drawn object in order; of one with a reason to leave it out, only those of its text boxes."""
    blocks: list[FlowBlock] = []
    place = story.place(next(drawn.iterancestors(q("w:p")), drawn))
    if (kind := drawn.get(INSTEAD) or unread_kind(drawn)) and not reason:
        result = (
            "read as the picture stored for older programs" if drawn.get(INSTEAD) else "left out: it cannot be read"
        )
        message, hint = f"a drawing ({kind}) was {result}", "check that the draft shows what the drawing says"
        story.account.findings.append(warning("graphic", message, place, hint))
    for element in drawn.iter(*_WANTED):
        if _inside_box(element, drawn):
            continue
        if element.tag == q("w:txbxContent"):
            blocks += read(story, element)
        elif next(element.iterancestors(*_NOT_SHOWN), None) is not None:
            continue
        elif reason in SECRET:
            message = f"a picture, which nobody sees in Word, was left out: {reason.replace('text', 'it is', 1)}"
            story.account.findings.append(error("hidden-words", message, place, "ask who hid it and why"))
        elif reason:
            message = "a hidden picture, or a placeholder for one, was left out"
            story.account.findings.append(note("left-out", message, place))
        elif element.tag in (q("c:chart"), q("dgm:relIds")):
            blocks += _graphic(story, element, drawn, place)
        elif element.tag == q("o:OLEObject"):
            text = f"an embedded object ({element.get('ProgID') or 'of unknown kind'}) is kept as its picture only"
            hint = "if people need its content, add it to the text or publish it separately"
            story.account.findings.append(warning("embedded-object", text, place, hint))
        else:
            blocks += read_picture(story, element, drawn, place)
    return blocks


def is_below(drawn: Element) -> bool:
    """Whether an object floats at least a line below the top of the paragraph that it is anchored in (20.4.2.11)."""
    place = child(child(drawn, "wp:anchor"), "wp:positionV")
    if place is None or place.get("relativeFrom") not in ("paragraph", "line"):
        return False
    return number(place.findtext(q("wp:posOffset"))) / EMU >= LINE


def _graphic(story: Story, element: Element, drawn: Element, place: Place) -> list[FlowBlock]:
    """The blocks of a chart or diagram; none, and an error, where nobody sees it."""
    paragraph = next(drawn.iterancestors(q("w:p")), drawn)
    reason = why_unseen(element, drawn, b"", story.account.styles.setting(paragraph))
    if not reason:
        return read_graphic(story, element, place)
    message = f"a chart or diagram, which nobody sees in Word, was left out: {reason}"
    story.account.findings.append(error("hidden-words", message, place, "ask who hid it and why"))
    return []


def _inside_box(element: Element, drawn: Element) -> bool:
    """Whether the element is in a text box of this drawing, and so is read with the box."""
    for above in element.iterancestors():
        if above is drawn:
            return False
        if above.tag == q("w:txbxContent"):
            return True
    return False
