"""The last changes to the markup before it is set: column widths, turned pages, abbreviations, words kept on one line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from xml.etree.ElementTree import Element

from pipeline.builders.pdf_tables import Grid
from pipeline.builders.pdf_words import joined

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
SILENT = ("head", "style", "title", "script")


def set_columns(root: Element, grids: Mapping[str, Grid]) -> None:
    """Give each column its width; fixed columns are also what the engine sets fastest."""
    for table in root.iter("table"):
        shares = grids[table.get("id", "")].shares if table.get("id", "") in grids else ()
        for cell, share in zip(table.iterfind("thead/tr/*"), shares, strict=False):
            cell.set("style", f"width: {share * 100:.3f}%")


def turn_sections(root: Element, turned: Set[str]) -> None:
    """Mark the sections that stand on landscape pages."""
    for section in root.iter("section"):
        heading = next((child for child in section if child.tag in HEADINGS), None)
        if heading is not None and heading.get("id") in turned:
            section.set("class", "wide")


def keep_together(root: Element) -> None:
    """Join the words of dates, amounts and numbers by no-break spaces."""
    for element in root.iter():
        if element.tag not in SILENT and element.text:
            element.text = joined(element.text)
        if element.tail:
            element.tail = joined(element.tail)


def abbreviate(root: Element, abbreviations: Mapping[str, str]) -> None:
    """Mark each abbreviation, so that its expansion can be heard wherever it stands (ISO 32000-1, 14.9.5; WCAG 3.1.4)."""
    if not abbreviations:
        return
    choices = "|".join(re.escape(short) for short in sorted(abbreviations, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)({choices})(?!\w)")
    for parent in [element for element in root.iter() if element.tag not in SILENT]:
        parent.text, rebuilt = _marked(parent.text, pattern, abbreviations)
        children = list(parent)
        for child in children:
            child.tail, made = _marked(child.tail, pattern, abbreviations)
            rebuilt += [child, *made]
        if len(rebuilt) > len(children):
            parent[:] = rebuilt


def _marked(
    text: str | None, pattern: re.Pattern[str], abbreviations: Mapping[str, str]
) -> tuple[str | None, list[Element]]:
    """The text before the first abbreviation, and an element for each, with what follows it."""
    if not text:
        return text, []
    before, *rest = pattern.split(text)
    made = []
    for short, after in zip(rest[::2], rest[1::2], strict=True):
        element = Element("abbr", title=abbreviations[short])
        element.text, element.tail = short, after
        made.append(element)
    return before, made
