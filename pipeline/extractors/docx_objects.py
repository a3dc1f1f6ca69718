"""What is drawn in a Word file: text boxes, pictures, charts, in DrawingML and in the older VML."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.extractors.docx_story import Story
from pipeline.extractors.docx_xml import Element, q
from pipeline.extractors.flow import FlowBlock, Picture
from pipeline.findings import warning

MAX_PICTURE = 60_000_000


def read_object(story: Story, drawn: Element, read: Callable[[Story, Element], list[FlowBlock]]) -> list[FlowBlock]:
    """The pictures and the text boxes of a `w:drawing`, `w:pict` or `w:object`, in their order."""
    blocks: list[FlowBlock] = []
    wanted = (q("w:txbxContent"), q("a:blip"), q("v:imagedata"))
    for element in drawn.iter(*wanted):
        if _inside_box(element, drawn):
            continue
        if element.tag == q("w:txbxContent"):
            blocks += read(story, element)
        else:
            blocks += _picture(story, element, drawn)
    return blocks


def _inside_box(element: Element, drawn: Element) -> bool:
    """Whether a text box inside this drawing holds the element: it is then read with the box."""
    for above in element.iterancestors():
        if above is drawn:
            return False
        if above.tag == q("w:txbxContent"):
            return True
    return False


def _picture(story: Story, element: Element, drawn: Element) -> list[FlowBlock]:
    identity = (
        element.get(q("r:embed")) or element.get(q("r:id")) or element.get(q("r:link")) or element.get(q("o:relid"))
    )
    relationship = story.relationships.get(identity or "")
    alt, decorative = _alternative(element, drawn)
    place = story.place(next(drawn.iterancestors(q("w:p")), drawn))
    if relationship is None or relationship.external:
        where = f" at {relationship.target}" if relationship else ""
        said = f"A picture is not in the file, only a reference to it{where}; it was left out."
        hint = "Insert the picture itself in Word, or add it to the content."
        story.account.findings.append(warning("picture-missing", said, place, hint))
        return []
    data = story.account.package.read(relationship.target, MAX_PICTURE)
    if data is None:
        said = f"The picture {relationship.target} is missing from the file; it was left out."
        story.account.findings.append(warning("picture-missing", said, place))
        return []
    name = relationship.target.rsplit("/", 1)[-1]
    if alt is None and not decorative:
        said = f"The picture {name} has no text alternative."
        hint = "Write what it tells the reader, or mark it as decorative (WCAG 1.1.1)."
        story.account.findings.append(warning("picture-without-alt", said, place, hint))
    return [Picture(data, name, alt, decorative, place)]


def _alternative(element: Element, drawn: Element) -> tuple[str | None, bool]:
    """The text alternative of a picture and whether it is marked as decorative; None where there is neither."""
    decorative = any(mark.get("val", "").lower() in ("1", "true") for mark in drawn.iter(q("adec:decorative")))
    own = next(element.iterancestors(q("pic:pic")), None)
    own_name = next(own.iter(q("pic:cNvPr")), None) if own is not None else None
    for named in (next(drawn.iter(q("wp:docPr")), None), own_name):
        if named is not None:
            text = (named.get("descr") or named.get("title") or "").strip()
            if text:
                return text, decorative
    shape = element.getparent()
    for attribute in ("alt", "title"):
        text = (shape.get(attribute) or "").strip() if element.tag == q("v:imagedata") else ""
        if text:
            return text, decorative
    return None, decorative
