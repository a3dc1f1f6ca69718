"""Reads drawn objects, in DrawingML and the older VML: text boxes, charts, diagrams and pictures."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.model.findings import note, warning
from pipeline.model.flow import FlowBlock
from pipeline.ooxml.xml import Element, q
from pipeline.sources.docx.graphics import read_graphic
from pipeline.sources.docx.pictures import read_picture
from pipeline.sources.docx.story import Story

_WANTED = tuple(map(q, ("w:txbxContent", "a:blip", "v:imagedata", "c:chart", "dgm:relIds", "o:OLEObject")))


def read_object(
    story: Story, drawn: Element, read: Callable[[Story, Element], list[FlowBlock]], left_out: bool
) -> list[FlowBlock]:
    """Returns the blocks of a `w:drawing`, `w:pict` or `w:object` in order; of a `left_out` one, only its text boxes."""
    blocks: list[FlowBlock] = []
    place = story.place(next(drawn.iterancestors(q("w:p")), drawn))
    for element in drawn.iter(*_WANTED):
        if _inside_box(element, drawn):
            continue
        if element.tag == q("w:txbxContent"):
            blocks += read(story, element)
        elif left_out:
            message = "a hidden picture, or a placeholder for one, was left out"
            story.account.findings.append(note("left-out", message, place))
        elif element.tag in (q("c:chart"), q("dgm:relIds")):
            blocks += read_graphic(story, element, place)
        elif element.tag == q("o:OLEObject"):
            text = f"an embedded object ({element.get('ProgID') or 'of unknown kind'}) is kept as its picture only"
            hint = "if people need its content, add it to the text or publish it separately"
            story.account.findings.append(warning("embedded-object", text, place, hint))
        else:
            blocks += read_picture(story, element, drawn, place)
    return blocks


def _inside_box(element: Element, drawn: Element) -> bool:
    """Whether the element is in a text box of this drawing, and so is read with the box."""
    for above in element.iterancestors():
        if above is drawn:
            return False
        if above.tag == q("w:txbxContent"):
            return True
    return False
