"""Reads pictures of a Word file with their text alternatives (WCAG 1.1.1)."""

from __future__ import annotations

import re

from pipeline.content.pictures import Broken
from pipeline.model.findings import error, warning
from pipeline.model.flow import FlowBlock, Picture
from pipeline.model.place import Place
from pipeline.ooxml.xml import Element, child, number, q
from pipeline.sources.docx.hidden.box_places import picture_size
from pipeline.sources.docx.hidden.unseen_pictures import why_unseen
from pipeline.sources.docx.picture_bytes import Crop, published
from pipeline.sources.docx.story import Story

MAX_PICTURE = 60_000_000
_BY_MACHINE = re.compile(
    r"\s*(Description automatically generated[^\n]*|AI-generated content may be incorrect\.?)", re.IGNORECASE
)


def read_picture(story: Story, element: Element, drawn: Element, place: Place) -> list[FlowBlock]:
    """Returns the picture of an `a:blip` or `v:imagedata`; nothing if it is missing or cannot be shown."""
    references = (element.get(q(name)) for name in ("r:embed", "r:id", "r:link", "o:relid"))
    relationship = story.relationships.get(next((entry for entry in references if entry), ""))
    if relationship is None or relationship.external:
        where = f" to {relationship.target}" if relationship else ""
        message = f"a picture is not in the file, only a reference{where}; it was left out"
        return _left_out(story, "picture-not-in-file", message, place)
    name = relationship.target.rsplit("/", 1)[-1]
    data = story.account.package.read(relationship.target, MAX_PICTURE)
    if not data:
        return _left_out(story, "picture-not-in-file", f"the picture {name} is missing from the file", place)
    paragraph = next(drawn.iterancestors(q("w:p")), drawn)
    if reason := why_unseen(element, drawn, data, story.account.styles.setting(paragraph)):
        message = f"the picture {name}, which nobody sees in Word, was left out: {reason}"
        hint = "ask who hid it and why; in Word, reset the picture to see it"
        story.account.findings.append(error("hidden-words", message, place, hint))
        return []
    text, decorative = _alternative(element, drawn)
    alt = _BY_MACHINE.sub("", text).strip() if text else None
    try:
        data, ending = published(data, _crop(element))
    except Broken as fault:
        about = f" (“{alt}”)" if alt else ""
        message = (
            f"the picture {name}{about} was left out: it is damaged or of a kind that browsers do not show ({fault})"
        )
        return _left_out(story, "picture-format", message, place)
    name = name.rpartition(".")[0] + ending
    if text and alt != text:
        message = f"the text alternative of the picture {name} was written by a machine: “{alt}”"
        hint = "check that it gives the purpose of the picture (WCAG 1.1.1)"
        story.account.findings.append(warning("picture-machine-alt", message, place, hint))
    return [Picture(data, name, alt or None, decorative, place, size=picture_size(element))]


def _crop(element: Element) -> Crop:
    """Returns the crop of a picture: `a:srcRect` in 1/1000 % of its sides; in VML a share of 1, or of 65536 with an "f"."""
    source = child(element.getparent(), "a:srcRect")
    if source is not None:
        return Crop(*(number(source.get(edge)) / 100_000 for edge in "ltrb"))
    edges = (element.get(f"crop{edge}") or "0" for edge in ("left", "top", "right", "bottom"))
    return Crop(*(number(edge[:-1]) / 65_536 if edge.endswith("f") else _part(edge) for edge in edges))


def _part(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def _left_out(story: Story, rule: str, message: str, place: Place) -> list[FlowBlock]:
    hint = "insert it in Word as a PNG or JPEG picture, or add it to the content with its text alternative"
    story.account.findings.append(warning(rule, message, place, hint))
    return []


def _alternative(element: Element, drawn: Element) -> tuple[str, bool]:
    """Returns the text alternative of a picture, or "", and whether it is marked as decorative; then nobody hears a text."""
    decorative = any(mark.get("val", "").lower() in ("1", "true") for mark in drawn.iter(q("adec:decorative")))
    ancestor = next(element.iterancestors(q("pic:pic")), None)
    named = [
        next(drawn.iter(q("wp:docPr")), None),
        next(ancestor.iter(q("pic:cNvPr")), None) if ancestor is not None else None,
    ]
    if len(list(drawn.iter(q("pic:pic")))) > 1:
        named.reverse()
    texts = [entry.get(key) for entry in named if entry is not None for key in ("descr", "title")]
    if element.tag == q("v:imagedata"):
        texts += [element.getparent().get(key) for key in ("alt", "title")]
    alternative = next((text.strip() for text in texts if text and text.strip()), "")
    return "" if decorative else alternative, decorative
