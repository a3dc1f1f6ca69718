"""The markers of numbered paragraphs, counted once from the first to the last; those that a list could not say become text.

A list of the model counts by itself: "3." or "(b)" need no words. "Action 3:" and "2.1" say more than a place in a list, and
readers and other papers refer to them. For the same reason headings and the rows of a table keep their numbers as words.
"""

from __future__ import annotations

import copy
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from lxml import etree

from pipeline.model.flow import Marker
from pipeline.ooxml.numbering import Numbering
from pipeline.ooxml.styles import Styles, six_digits
from pipeline.ooxml.theme_colours import rgb
from pipeline.ooxml.xml import Element, child, points, q, switched, value
from pipeline.sources.docx.fields import ASIDE
from pipeline.sources.docx.hidden.unseen_words import SMALLEST, UNSEEN
from pipeline.sources.typesetting import LARGER, MOST_WORDS

LIGHT = 227
"""Out of 255: no part of a colour that looks like paper is darker."""
_WORD = re.compile(r"[^\W\d_]{3}")
_DRAWN = tuple(map(q, ("w:drawing", "w:pict", "w:object")))


Level = tuple[str, int | None]


@dataclass(frozen=True)
class _Item:
    """A paragraph with a marker; `heading` says that the file marks it as a heading."""

    paragraph: Element
    marker: Marker
    heading: bool

    @property
    def level(self) -> Level:
        """The list of the item and its level in it."""
        return self.marker.list_id, self.marker.level

    @property
    def cell(self) -> Element | None:
        """The cell that holds it, None outside tables; a table of one column only frames text."""
        cell = next(self.paragraph.iterancestors(q("w:tc")), None)
        table = next(self.paragraph.iterancestors(q("w:tbl")), None)
        return cell if table is not None and any(len(row.findall(q("w:tc"))) > 1 for row in table) else None


def mark_items(root: Element, numbering: Numbering) -> dict[Element, Marker]:
    """The markers of a part by their paragraphs. A marker that says more than a list can is put before the text instead."""
    items = _items(root, numbering)
    titles, columns = _titles(items, numbering.styles), _columns(items)
    markers = {}
    last: _Item | None = None
    for item in filter(None, items):
        marker = item.marker
        if item.cell is None and not _said(item.paragraph):
            continue
        title = item.heading or item.level in titles or _counts_on(last, item, numbering.styles)
        last = item if title else last
        as_text = marker.numbering is None or title or marker.list_id in columns or _is_number_alone(item)
        if marker.ordered and as_text:
            _type(item.paragraph, marker.text)
        else:
            markers[item.paragraph] = marker
    return markers


def _items(root: Element, numbering: Numbering) -> list[_Item | None]:
    """The paragraphs in order: an item for a numbered one, None for one that only has words."""
    items: list[_Item | None] = []
    for paragraph in root.iter(q("w:p")):
        setting = numbering.styles.setting(paragraph)
        item = numbering.item(setting)
        if _set_aside(paragraph) or _ends_section(paragraph):
            continue
        marker = numbering.marker(*item) if item else None
        if marker and item and _is_unseen(child(numbering.level(*item), "w:rPr"), paragraph, numbering.styles):
            if _WORD.search(marker.text):
                _type(paragraph, marker.text).set(ASIDE, UNSEEN)
            marker = None
        if marker is not None:
            items.append(_Item(paragraph, marker, bool(setting.heading)))
        elif _said(paragraph):
            items.append(None)
    return items


def _is_unseen(look: Element | None, paragraph: Element, styles: Styles) -> bool:
    """Whether nobody sees a label set so: its letters are hidden, tiny, or light where those of the paragraph are dark."""
    size, colour = points(value(look, "w:sz"), 2.0), six_digits(value(look, "w:color") or "")
    words = next(iter(_said(paragraph)), None)
    if colour and min(rgb(colour)) >= LIGHT and words is not None:
        own = styles.look(words, styles.setting(paragraph).style).colour.removeprefix("#") or "000000"
        return min(rgb(own)) < LIGHT
    return bool(switched(look, "w:vanish")) or (size is not None and 0 < size < SMALLEST)


def _titles(found: list[_Item | None], styles: Styles) -> set[Level]:
    """The lists, and levels of them, whose every item is a short line set apart from text, with other text under it."""
    every: dict[Level, list[bool]] = defaultdict(list)
    for item, after in pairwise([*found, None]):
        if item and item.marker.ordered and not item.heading:
            alone = after is None or after.level != item.level
            every[item.level].append(alone and item.cell is None and _like_a_title(item.paragraph, styles))
    return {level for level, items in every.items() if all(items)}


def _columns(items: list[_Item | None]) -> set[str]:
    """The lists that number the rows of a table: each cell with an item of theirs has one."""
    cells: dict[str, list[Element | None]] = defaultdict(list)
    for item in filter(None, items):
        cells[item.marker.list_id].append(item.cell)
    return {
        list_id for list_id, held in cells.items() if len(held) > 1 and None not in held and len(set(held)) == len(held)
    }


def _is_number_alone(item: _Item) -> bool:
    """Whether the number is all that a cell shows."""
    return item.cell is not None and not any(_said(paragraph) for paragraph in item.cell.iter(q("w:p")))


def _counts_on(title: _Item | None, item: _Item, styles: Styles) -> bool:
    """Whether an item of another list has the number after that of the last title, and is set apart from text as well."""
    before, numbering = title.marker.numbering if title else None, item.marker.numbering
    if title is None or before is None or numbering is None or item.level == title.level:
        return False
    return replace(before, start=before.start + 1) == numbering and _set_apart(item.paragraph, styles)


def _like_a_title(paragraph: Element, styles: Styles) -> bool:
    """Whether a line is set apart from text, and is neither long nor a sentence."""
    return _set_apart(paragraph, styles) and not _text(_said(paragraph)).endswith((".", ";", ",", ":"))


def _text(runs: Sequence[Element]) -> str:
    return " ".join("".join(part.text or "" for run in runs for part in run.iterchildren(q("w:t"))).split())


def _set_apart(paragraph: Element, styles: Styles) -> bool:
    """Whether a line is bold, underlined, in capitals or larger than text, and not long."""
    runs = _said(paragraph)
    text = _text(runs)
    if not text or len(text.split()) > MOST_WORDS:
        return False
    style = styles.setting(paragraph).style
    looks = [styles.look(run, style) for run in runs]
    usual = styles.look(etree.Element(q("w:r")), styles.default.get("paragraph", "")).size
    apart = all(look.bold or look.capitals or look.underlined for look in looks)
    return apart or text.isupper() or all(look.size > usual * LARGER for look in looks)


def _said(paragraph: Element) -> list[Element]:
    """The runs that hold words and are content."""
    runs = (run for run in paragraph.iterchildren(q("w:r")) if not run.get(ASIDE))
    return [run for run in runs if any((text.text or "").strip() for text in run.iterchildren(q("w:t")))]


def _set_aside(paragraph: Element) -> bool:
    """Whether the paragraph has words and none of them is content: Word does not count it either."""
    runs = [run for run in paragraph.iterchildren(q("w:r")) if (run.findtext(q("w:t")) or "").strip()]
    deleted = any(run.find(q("w:delText")) is not None for run in paragraph.iterchildren(q("w:r")))
    return bool(runs or deleted) and all(run.get(ASIDE) for run in runs)


def _ends_section(paragraph: Element) -> bool:
    """Whether the paragraph is empty and only carries a section break: Word neither shows nor counts it."""
    section = child(child(paragraph, "w:pPr"), "w:sectPr")
    return section is not None and not _said(paragraph) and next(paragraph.iter(*_DRAWN), None) is None


def _type(paragraph: Element, text: str) -> Element:
    """Put the marker before the words of the paragraph, set as the first of them; the run that holds it."""
    first = next(iter(_said(paragraph)), None)
    run = etree.Element(q("w:r"))
    if child(first, "w:rPr") is not None:
        run.append(copy.deepcopy(child(first, "w:rPr")))
    etree.SubElement(run, q("w:t")).text = text
    etree.SubElement(run, q("w:tab"))
    paragraph.insert(0 if child(paragraph, "w:pPr") is None else 1, run)
    return run
