"""The last changes to the markup before it is set: column widths, turned pages, abbreviations, words kept on one line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import groupby
from xml.etree.ElementTree import Element

from pipeline.builders.print.weasyprint_patches import WHOLE
from pipeline.editions.paper.grids import SMALL, PrintedTable
from pipeline.editions.paper.joined import joined

# A text before the first section that has at most so many characters needs no page of its own.
OPENING = 400
LONG_ROW = 400
"""Characters: a first row or record of more may be cut, so that it begins on the page of its heading."""
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
RANGE = re.compile(r"(\d+(?:[–—]\d+)+)")
LEADER = re.compile(r"([^\w\s])\1{9,}")
"""A row of signs that leads to something, or to write on."""
MOST_BOOKMARKS = 100
SELECTORS = dict.fromkeys(range(0xFE00, 0xFE10))  # they choose a drawing of an emoji that no shipped font has
SILENT = ("head", "style", "title", "script")


@dataclass(frozen=True)
class DocumentLayout:
    """What was decided of the whole: grids by table id, sections on turned pages, short values, abbreviations.

    `resolutions` are the dots for each inch at which pictures are shown, by their addresses.
    """

    grids: Mapping[str, PrintedTable]
    turned: Set[str]
    short: Mapping[str, Sequence[bool]]
    abbreviations: Mapping[str, str]
    resolutions: Mapping[str, float]


def prepare(root: Element, shape: DocumentLayout) -> None:
    """Make all changes to a parsed page."""
    drop_selectors(root)
    size_pictures(root, shape.resolutions)
    part_leaders(root)
    set_columns(root, shape.grids)
    turn_sections(root, shape.turned)
    turn_openings(root)
    turn_tables(root, shape.grids)
    keep_small_tables(root, shape.grids)
    mark_first(root)
    join_labels(root, shape.short)
    name_notes(root)
    start_lists(root)
    part_lines(root)
    open_items(root)
    thin_bookmarks(root)
    keep_together(root)
    keep_ranges(root)
    abbreviate(root, shape.abbreviations)


def drop_selectors(root: Element) -> None:
    """Leave out variation selectors: the engine would write the words of their line twice for those who listen."""
    for element in root.iter():
        element.text = (element.text or "").translate(SELECTORS) or None
        element.tail = (element.tail or "").translate(SELECTORS) or None


def part_leaders(root: Element) -> None:
    """Let a line end before a long row of dots, which then is parted where no line holds it.

    No line may begin with a dot (UAX 14, LB13), and the engine does not part a row that stands behind bold words.
    """
    for element in root.iter():
        element.text = LEADER.sub("\u200b\\g<0>", element.text or "") or None
        element.tail = LEADER.sub("\u200b\\g<0>", element.tail or "") or None


def size_pictures(root: Element, resolutions: Mapping[str, float]) -> None:
    """Show each picture at the size that its file asks for; the others have the 96 dots to an inch of the engine."""
    for image in root.iter("img"):
        if image.get("src") in resolutions:
            image.set("style", f"image-resolution: {resolutions[image.get('src', '')]:.2f}dpi")


def set_columns(root: Element, grids: Mapping[str, PrintedTable]) -> None:
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


def turn_openings(root: Element) -> None:
    """Put a short text that stands before the first section on a landscape page too, or it would fill a page alone."""
    main = next((part for part in root.iter("div") if part.get("class") == "main"), None)
    sections = [] if main is None else [place for place, part in enumerate(main) if part.get("class") == "wide"]
    opening = [] if main is None or not sections else main[: sections[0]]
    if sum(len("".join(part.itertext())) for part in opening) <= OPENING:
        for part in opening:
            part.set("class", f"{part.get('class', '')} wide".strip())


def turn_tables(root: Element, grids: Mapping[str, PrintedTable]) -> None:
    """Mark the wide tables that stand in no turned section, so that their columns have the width they were measured for."""
    turned = {
        table for section in root.iter("section") if section.get("class") == "wide" for table in section.iter("table")
    }
    for holder in root.iter("div"):
        table = holder.find("table") if holder.get("class") == "table" else None
        grid = None if table is None or table in turned else grids.get(table.get("id", ""))
        if grid is not None and grid.wide:
            holder.set("class", "table wide")


def keep_small_tables(root: Element, grids: Mapping[str, PrintedTable]) -> None:
    """Mark the tables that are read at a glance: a page break would leave a row or two of them alone."""
    for holder in root.iter("div"):
        table = holder.find("table") if (holder.get("class") or "").startswith("table") else None
        grid = None if table is None else grids.get(table.get("id", ""))
        if grid is not None and grid.pages <= SMALL:
            holder.set("class", f"{holder.get('class')} {WHOLE}")


def name_notes(root: Element) -> None:
    """Say which list items are notes and which links refer to them, in the terms of DPUB-ARIA."""
    for listed in root.iter("ol"):
        if listed.get("class") == "notes":
            listed.set("role", "doc-endnotes")
            for item in listed:
                item.set("role", "doc-endnote")
    for link in root.iter("a"):
        if link.get("class") == "note-mark":
            link.set("role", "doc-noteref")


def start_lists(root: Element) -> None:
    """Let a list count from its first number; the engine does not look at the attribute of HTML."""
    for listed in root.iter("ol"):
        if start := listed.get("start"):
            listed.set("style", f"counter-reset: list-item {int(start) - 1}")


def part_lines(root: Element) -> None:
    """Put a space before each line break, so that the words of the two lines stay apart in the text."""
    for parent in root.iter():
        before: Element | None = None
        for child in parent:
            if child.tag == "br" and before is None:
                parent.text = (parent.text or "") + " "
            elif child.tag == "br" and before is not None:
                before.tail = (before.tail or "") + " "
            before = child


def open_items(root: Element) -> None:
    """Give an item that begins with a list a line of its own for its label, which the engine would draw in the inner item."""
    for item in root.iter("li"):
        if len(item) and item[0].tag in ("ol", "ul") and not (item.text or "").strip():
            item.insert(0, Element("br"))


def thin_bookmarks(root: Element) -> None:
    """Leave long runs of records out of the bookmarks, which nobody could look through and some readers refuse.

    A heading between two records begins another run.
    """
    for parent in root.iter():
        for records, run in groupby(filter(_has_heading, parent), key=_is_record):
            entries = [*run]
            if records and len(entries) > MOST_BOOKMARKS:
                for entry in entries:
                    entry.set("class", f"{entry.get('class')} unmarked")


def _is_record(child: Element) -> bool:
    return child.tag == "div" and (child.get("class") or "").startswith("entry")


def _has_heading(child: Element) -> bool:
    return any(inner.tag in HEADINGS for inner in child.iter())


def mark_first(root: Element) -> None:
    """Mark the first row of each table and the first record of each list, which stay with their heading, where it is long."""
    for body in root.iter("tbody"):
        for row in filter(_is_long, body[:1]):
            row.set("class", "first")
    for parent in root.iter():
        before = ""
        for child in parent:
            kind = (child.get("class") or "").partition(" ")[0]
            if kind == "entry" != before and _is_long(child):
                child.set("class", "entry first")
            before = kind


def _is_long(row: Element) -> bool:
    return sum(map(len, row.itertext())) > LONG_ROW


def join_labels(root: Element, short: Mapping[str, Sequence[bool]]) -> None:
    """Mark the values of records that share the line of their label."""
    for entry in root.iter("div"):
        own = next((short[child.get("id", "")] for child in entry if child.get("id") in short), ())
        for part, joined_up in zip(entry.iterfind("dl/div"), own, strict=False):
            if joined_up:
                part.set("class", "short")


def keep_together(root: Element) -> None:
    """Join the words of dates, amounts and numbers by no-break spaces."""
    for element in root.iter():
        if element.tag not in SILENT and element.text:
            element.text = joined(element.text)
        if element.tail:
            element.tail = joined(element.tail)


def keep_ranges(root: Element) -> None:
    """Keep a range of numbers such as 2017–2021 on one line; a line may break after a dash, but not inside a number."""
    _mark(root, RANGE, lambda text: _made("span", text, {"class": "keep"}))


def abbreviate(root: Element, abbreviations: Mapping[str, str]) -> None:
    """Mark each abbreviation, so that its expansion can be heard wherever it stands (ISO 32000-1, 14.9.5; WCAG 3.1.4)."""
    if abbreviations:
        choices = "|".join(re.escape(short) for short in sorted(abbreviations, key=len, reverse=True))
        pattern = re.compile(rf"(?<!\w)({choices})(?!\w)")
        _mark(root, pattern, lambda text: _made("abbr", text, {"title": abbreviations[text]}))


def _made(tag: str, text: str, attributes: dict[str, str]) -> Element:
    element = Element(tag, attributes)
    element.text = text
    return element


def _mark(root: Element, pattern: re.Pattern[str], make: Callable[[str], Element]) -> None:
    """Put an element around each match of a pattern with one group in the words of the page."""
    for parent in [element for element in root.iter() if element.tag not in SILENT]:
        parent.text, rebuilt = _split(parent.text, pattern, make)
        children = list(parent)
        for child in children:
            child.tail, made = _split(child.tail, pattern, make)
            rebuilt += [child, *made]
        if len(rebuilt) > len(children):
            parent[:] = rebuilt


def _split(
    text: str | None, pattern: re.Pattern[str], make: Callable[[str], Element]
) -> tuple[str | None, list[Element]]:
    """The text before the first match, and an element for each match, with what follows it."""
    if not text:
        return text, []
    before, *rest = pattern.split(text)
    made = []
    for matched, after in zip(rest[::2], rest[1::2], strict=True):
        element = make(matched)
        element.tail = after
        made.append(element)
    return before, made
