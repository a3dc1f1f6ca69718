"""Marks runs that are not content: deleted, moved or hidden text, and prompts of empty form fields. Also marks links."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from pipeline.ooxml.package import Relationship
from pipeline.ooxml.styles import Styles
from pipeline.ooxml.xml import Element, child, q, switched, value
from pipeline.sources.docx.fields import ASIDE, LINK, PROMPT
from pipeline.sources.docx.shapes import hidden_shapes, is_hidden

DELETED, MOVED, HIDDEN = "deleted text", "moved text, shown at its new place", "hidden text"
NOT_SHOWN = "text in a part of the file that Word does not show"
REPLACED = "text that Word replaces by its data when it opens the file"
BOUND = "bound"
"""A private attribute of a control whose data says other words than it holds."""
CONTENTS = "contents list"
# Word's prompts in empty content controls, which remain if the text is copied.
PROMPTS = re.compile(
    r"click (or tap )?(here )?to enter (text|a date)\.?|click (or tap )?here to enter text\.?|click here to enter a date\.?|"
    r"choose (an item|a building block)\.?|click or tap to enter a date\.?|enter any content that you want to repeat,.{0,200}",
    re.IGNORECASE,
)
_REVISIONS = {q("w:del"): DELETED, q("w:moveFrom"): MOVED}
_GALLERIES = ("Table of Contents", "Table of Figures")


def mark_wrapped(root: Element, relationships: dict[str, Relationship]) -> None:
    """Marks the runs inside deletions, moves, links, contents lists and empty form fields."""
    for tag, reason in _REVISIONS.items():
        for wrapper in root.iter(tag):
            _set(wrapper, ASIDE, reason)
    for row in root.iter(q("w:tr")):
        if child(child(row, "w:trPr"), "w:del") is not None:
            _set(row, ASIDE, DELETED)
        if switched(child(row, "w:trPr"), "w:hidden"):
            _set(row, ASIDE, HIDDEN)
    for drawing in root.iter(q("w:drawing"), q("w:pict")):
        if is_hidden(drawing):
            _set(drawing, ASIDE, HIDDEN)
    for shape in hidden_shapes(root):
        _set(shape, ASIDE, HIDDEN)
    for unused in root.iter(q("v:shapetype"), q("a:extLst")):
        _set(unused, ASIDE, NOT_SHOWN)
    for cell in root.iter(q("w:tc")):
        if child(child(cell, "w:tcPr"), "w:cellDel") is not None:
            _set(cell, ASIDE, DELETED)
    _mark_controls(root)
    for run in root.iter(q("w:r")):
        if child(run, "w:delText") is not None:
            _set_all((run,), ASIDE, DELETED)
        if PROMPTS.fullmatch("".join(text.text or "" for text in run.iterchildren(q("w:t"))).strip()):
            _set_all((run,), ASIDE, PROMPT)
    for link in root.iter(q("w:hyperlink")):
        relationship = relationships.get(link.get(q("r:id"), ""))
        anchor = link.get(q("w:anchor"))
        target = (relationship.target if relationship else "") + (f"#{anchor}" if anchor else "")
        if target:
            _set(link, LINK, target)


def _mark_controls(root: Element) -> None:
    """Marks the runs of controls that hold the words of other data, a contents list, or Word's prompt to type."""
    for control in root.iter(q("w:sdt")):
        properties = child(control, "w:sdtPr")
        if control.get(BOUND):
            _set(control, ASIDE, REPLACED)
        if value(child(properties, "w:docPartObj"), "w:docPartGallery") in _GALLERIES:
            _mark_contents(control)
        if switched(properties, "w:showingPlcHdr"):
            prompt = PROMPTS.fullmatch("".join(text.text or "" for text in control.iter(q("w:t"))).strip())
            all_runs = prompt or child(properties, "w:picture") is not None
            styled = (run for run in control.iter(q("w:r")) if all_runs or value(child(run, "w:rPr"), "w:rStyle"))
            _set_all(styled, ASIDE, PROMPT)


def _mark_contents(control: Element) -> None:
    """Marks the words of a control up to the end of the contents list in it: LibreOffice puts what follows in it too."""
    runs = list(control.iter(q("w:r"), q("m:r")))
    listed = [at for at, run in enumerate(runs, 1) if run.get(ASIDE) == CONTENTS]
    _set_all(runs[: max(listed, default=0)], ASIDE, CONTENTS)


def set_aside(wrapper: Element, reason: str) -> None:
    """Marks all words in an element, those outside of runs too, for which runs are made."""
    for text in list(wrapper.iterdescendants(q("w:t"), q("w:delText"))):
        if text.getparent().tag != q("w:r"):
            run = etree.Element(q("w:r"))
            text.addprevious(run)
            run.append(text)
    _set(wrapper, ASIDE, reason)


def _set(wrapper: Element, attribute: str, text: str) -> None:
    _set_all(wrapper.iter(q("w:r"), q("m:r")), attribute, text)


def _set_all(runs: Iterable[Element], attribute: str, text: str) -> None:
    for run in runs:
        if not run.get(attribute):
            run.set(attribute, text)


def mark_hidden(root: Element, styles: Styles) -> None:
    """Marks hidden text (17.3.2.41), by direct format or by style."""
    for paragraph in root.iter(q("w:p")):
        style = styles.setting(paragraph).style
        for run in paragraph.iterchildren(q("w:r")):
            look = None if run.get(ASIDE) else styles.look(run, style)
            if look is not None and (look.hidden or look.off_web):
                _set(run, ASIDE, HIDDEN)
