"""Counts the labels of numbered paragraphs from first to last, and turns those that a list cannot show into text.

A list of the model counts by itself, so "3." and "(b)" are not stored as words. "Action 3:" and "2.1" are more than a place
in a list, and other documents refer to them. For the same reason headings and rows of a table keep their numbers as words.
"""

from __future__ import annotations

import copy
import re
from collections import defaultdict
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import pairwise

from lxml import etree

from pipeline.model.flow import Marker
from pipeline.ooxml.numbering import Numbering
from pipeline.ooxml.styles import Styles, six_digits
from pipeline.ooxml.theme_colours import rgb
from pipeline.ooxml.xml import Element, child, q, value
from pipeline.sources.docx.fields import ASIDE
from pipeline.sources.docx.hidden.unseen_words import UNSEEN, why_look
from pipeline.sources.typesetting import LARGER, MOST_WORDS

LIGHT = 227
"""Out of 255: a colour looks like paper if no channel is darker."""
_WORD = re.compile(r"[^\W\d_]{3}")
_DRAWN = tuple(map(q, ("w:drawing", "w:pict", "w:object")))


Level = tuple[str, int | None]


@dataclass(frozen=True)
class _Item:
    """A paragraph with a marker; `heading` is true if the file marks it as a heading."""

    paragraph: Element
    marker: Marker
    heading: bool

    @property
    def level(self) -> Level:
        """The list of the item and its level."""
        return self.marker.list_id, self.marker.level

    @property
    def cell(self) -> Element | None:
        """The cell of the paragraph, or None outside tables of at least two columns."""
        cell = next(self.paragraph.iterancestors(q("w:tc")), None)
        table = next(self.paragraph.iterancestors(q("w:tbl")), None)
        return cell if table is not None and any(len(row.findall(q("w:tc"))) > 1 for row in table) else None


def mark_items(root: Element, numbering: Numbering) -> dict[Element, Marker]:
    """Returns the markers of a part by paragraph. A marker that a list cannot show is put before the text instead."""
    items = _items(root, numbering)
    titles, columns = _titles(items, numbering.styles), _columns(items)
    markers = {}
    previous_title: _Item | None = None
    for item in filter(None, items):
        marker = item.marker
        if item.cell is None and not _worded_runs(item.paragraph):
            continue
        title = item.heading or item.level in titles or _counts_on(previous_title, item, numbering.styles)
        previous_title = item if title else previous_title
        as_text = marker.numbering is None or title or marker.list_id in columns or _is_number_alone(item)
        if marker.ordered and as_text:
            _insert_label(item.paragraph, marker.text)
        else:
            markers[item.paragraph] = marker
    return markers


def _items(root: Element, numbering: Numbering) -> list[_Item | None]:
    """Returns an item for each numbered paragraph and None for each other one with words, in order."""
    items: list[_Item | None] = []
    for paragraph in root.iter(q("w:p")):
        setting = numbering.styles.setting(paragraph)
        item = numbering.item(setting)
        if _set_aside(paragraph) or _ends_section(paragraph):
            continue
        marker = numbering.marker(*item) if item else None
        if marker and item and _is_unseen(child(numbering.level(*item), "w:rPr"), paragraph, numbering.styles):
            if _WORD.search(marker.text):
                _insert_label(paragraph, marker.text).set(ASIDE, UNSEEN)
            marker = None
        if marker is not None:
            items.append(_Item(paragraph, marker, bool(setting.heading)))
        elif _worded_runs(paragraph):
            items.append(None)
    return items


def _is_unseen(look: Element | None, paragraph: Element, styles: Styles) -> bool:
    """Whether a label of this format is invisible: light while the paragraph's letters are dark, or as letters can be."""
    colour = six_digits(value(look, "w:color") or "")
    words = next(iter(_worded_runs(paragraph)), None)
    if colour and min(rgb(colour)) >= LIGHT and words is not None:
        text_colour = styles.look(words, styles.setting(paragraph).style).colour.removeprefix("#") or "000000"
        return min(rgb(text_colour)) < LIGHT
    run = etree.Element(q("w:r"))
    run.extend([deepcopy(look)] if look is not None else [])
    return why_look(styles.look(run, styles.setting(paragraph).style), "") != ""


def _titles(items: list[_Item | None], styles: Styles) -> set[Level]:
    """Returns the levels of lists whose items are all titles: short distinct lines with other text below them."""
    are_titles: dict[Level, list[bool]] = defaultdict(list)
    for item, after in pairwise([*items, None]):
        if item and item.marker.ordered and not item.heading:
            alone = after is None or after.level != item.level
            are_titles[item.level].append(alone and item.cell is None and _like_a_title(item.paragraph, styles))
    return {level for level, flags in are_titles.items() if all(flags)}


def _columns(items: list[_Item | None]) -> set[str]:
    """Returns the lists that number the rows of a table: no cell has two of their items."""
    cells: dict[str, list[Element | None]] = defaultdict(list)
    for item in filter(None, items):
        cells[item.marker.list_id].append(item.cell)
    return {
        list_id
        for list_id, list_cells in cells.items()
        if len(list_cells) > 1 and None not in list_cells and len(set(list_cells)) == len(list_cells)
    }


def _is_number_alone(item: _Item) -> bool:
    """Whether a cell has only the number."""
    return item.cell is not None and not any(_worded_runs(paragraph) for paragraph in item.cell.iter(q("w:p")))


def _counts_on(title: _Item | None, item: _Item, styles: Styles) -> bool:
    """Whether an item of another list continues the number of the last title and is distinct from text too."""
    before, numbering = title.marker.numbering if title else None, item.marker.numbering
    if title is None or before is None or numbering is None or item.level == title.level:
        return False
    return replace(before, start=before.start + 1) == numbering and _set_apart(item.paragraph, styles)


def _like_a_title(paragraph: Element, styles: Styles) -> bool:
    """Whether a line is distinct from text and is not a sentence."""
    return _set_apart(paragraph, styles) and not _text(_worded_runs(paragraph)).endswith((".", ";", ",", ":"))


def _text(runs: Sequence[Element]) -> str:
    return " ".join("".join(part.text or "" for run in runs for part in run.iterchildren(q("w:t"))).split())


def _set_apart(paragraph: Element, styles: Styles) -> bool:
    """Whether a line is short, and bold, underlined, in capitals or larger than text."""
    runs = _worded_runs(paragraph)
    text = _text(runs)
    if not text or len(text.split()) > MOST_WORDS:
        return False
    style = styles.setting(paragraph).style
    looks = [styles.look(run, style) for run in runs]
    usual = styles.look(etree.Element(q("w:r")), styles.default.get("paragraph", "")).size
    emphasised = all(look.bold or look.capitals or look.underlined for look in looks)
    return emphasised or text.isupper() or all(look.size > usual * LARGER for look in looks)


def _worded_runs(paragraph: Element) -> list[Element]:
    """Returns the runs with words that are content."""
    runs = (run for run in paragraph.iterchildren(q("w:r")) if not run.get(ASIDE))
    return [run for run in runs if any((text.text or "").strip() for text in run.iterchildren(q("w:t")))]


def _set_aside(paragraph: Element) -> bool:
    """Whether no words of the paragraph are content, so that Word does not count it either."""
    runs = [run for run in paragraph.iterchildren(q("w:r")) if (run.findtext(q("w:t")) or "").strip()]
    deleted = any(run.find(q("w:delText")) is not None for run in paragraph.iterchildren(q("w:r")))
    return bool(runs or deleted) and all(run.get(ASIDE) for run in runs)


def _ends_section(paragraph: Element) -> bool:
    """Whether the paragraph only has a section break, so that Word neither shows nor counts it."""
    section = child(child(paragraph, "w:pPr"), "w:sectPr")
    return section is not None and not _worded_runs(paragraph) and next(paragraph.iter(*_DRAWN), None) is None


def _insert_label(paragraph: Element, text: str) -> Element:
    """Inserts the marker before the words of the paragraph in the format of the first word. Returns the new run."""
    first = next(iter(_worded_runs(paragraph)), None)
    run = etree.Element(q("w:r"))
    if child(first, "w:rPr") is not None:
        run.append(copy.deepcopy(child(first, "w:rPr")))
    etree.SubElement(run, q("w:t")).text = text
    etree.SubElement(run, q("w:tab"))
    paragraph.insert(0 if child(paragraph, "w:pPr") is None else 1, run)
    return run
