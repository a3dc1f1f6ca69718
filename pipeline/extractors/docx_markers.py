"""The markers of numbered paragraphs, counted once from the first to the last; those that a list could not say become text.

A list of the model counts by itself: "3." or "(b)" need no words. "Action 3:" says more than its place in a list, and so does
"2.1" under a heading, because readers and other papers refer to it.
"""

from __future__ import annotations

import re

from lxml import etree

from pipeline.extractors.docx_fields import ASIDE
from pipeline.extractors.docx_numbering import Numbering
from pipeline.extractors.docx_xml import Element, child, q
from pipeline.extractors.flow import Marker

_WORD = re.compile(r"(?!(?:[ivxlcdm]+|[IVXLCDM]+)\b)[^\W\d_]{3,}|\s")
_COMPOUND = re.compile(r"\w[.\-/]\w")


def mark_items(root: Element, numbering: Numbering) -> dict[Element, Marker]:
    """The markers of a part by their paragraphs. A marker that says more than a list can is put before the text instead.

    Numbers such as "2.1" stay those of a nested list only where all of it stands together, item after item.
    """
    found: list[tuple[Element, Marker, bool]] = []
    loose: set[str] = set()
    before = ""
    for paragraph in root.iter(q("w:p")):
        setting = numbering.styles.setting(paragraph)
        item = numbering.item(setting)
        if _set_aside(paragraph):
            continue
        marker = numbering.marker(*item) if item else None
        if marker is not None:
            found.append((paragraph, marker, bool(setting.heading)))
            if _COMPOUND.search(marker.text) and before != marker.list_id:
                loose.add(marker.list_id)
        if marker is not None or _worded(paragraph):
            before = marker.list_id if marker is not None and not setting.heading else ""
    markers = {}
    for paragraph, marker, heading in found:
        more = _WORD.search(marker.text) or (marker.list_id in loose and _COMPOUND.search(marker.text))
        if marker.ordered and not heading and more:
            _type(paragraph, marker.text)
        else:
            markers[paragraph] = marker
    return markers


def _worded(paragraph: Element) -> bool:
    return any((text.text or "").strip() for text in paragraph.iterfind(f"{q('w:r')}/{q('w:t')}"))


def _set_aside(paragraph: Element) -> bool:
    """Whether the paragraph has words and none of them is content: Word does not count it either."""
    runs = [run for run in paragraph.iterchildren(q("w:r")) if (run.findtext(q("w:t")) or "").strip()]
    deleted = any(run.find(q("w:delText")) is not None for run in paragraph.iterchildren(q("w:r")))
    return bool(runs or deleted) and all(run.get(ASIDE) for run in runs)


def _type(paragraph: Element, text: str) -> None:
    run = etree.Element(q("w:r"))
    etree.SubElement(run, q("w:t")).text = text
    etree.SubElement(run, q("w:tab"))
    paragraph.insert(0 if child(paragraph, "w:pPr") is None else 1, run)
