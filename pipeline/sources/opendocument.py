"""What an OpenDocument text hides by section, paragraph, row, field or bookmark (ODF 1.3 part 3), marked letter by letter.

LibreOffice loses such marks when it makes a Word file of it, and the looks of reading aids and clear letters as well; the mark
of hidden letters it keeps, so that the words are set aside there.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from lxml import etree

from pipeline.ooxml.xml import number, parse
from pipeline.sources.stored_fields import as_stored_open

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
TABLE, LOEXT = f"{{{_ODF}table:1.0}}", "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
DRAW = f"{{{_ODF}drawing:1.0}}"
FO = f"{{{_ODF}xsl-fo-compatible:1.0}}"
TEXT, STYLE, OFFICE = f"{{{_ODF}text:1.0}}", f"{{{_ODF}style:1.0}}", f"{{{_ODF}office:1.0}}"
MOST_COLUMNS = 1000
CONTENT, STYLES, NAME = "content.xml", "styles.xml", "HiddenByPlace"
LINES = (f"{TEXT}p", f"{TEXT}h")
INDEXES = ("toc", "user-index", "alphabetical-index")
SHOWN = ("visible", "")
NARROWEST, SMALLEST = 4.0, 4.0
"""Points: a narrower column shows no word, and nobody reads smaller letters."""
USUAL = 12.0
"""Points: the size of which a style may give a share."""
FAINTEST = 0.05
"""Letters of less opacity are not seen."""
LIGHTEST = 227
"""Out of 255: a colour none of whose parts is darker is that of paper."""
_SHARE = re.compile(r"\d{1,3}(\.\d{1,4})?%")
_LENGTH = re.compile(r"(-?[\d.]{1,12})(pt|cm|mm|in|pc)")
_POINTS = {"pt": 1.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "pc": 12.0}
MOST_XML_BYTES = 64 * 2**20
"""Bytes of XML that are looked at; a book has some five million."""


def as_shown(data: bytes) -> bytes:
    """The file with the words that it hides set as hidden letters, and its fields as stored; as it was where it has neither."""
    with suppress(zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError, zlib.error):
        with zipfile.ZipFile(io.BytesIO(data)) as old:
            if old.getinfo(CONTENT).file_size > MOST_XML_BYTES:
                return data
            root = parse(old.read(CONTENT)).root
            named = STYLES in old.namelist() and old.getinfo(STYLES).file_size <= MOST_XML_BYTES
            if root is None or not as_stored_open(root) + _mark(root, parse(old.read(STYLES)).root if named else None):
                return data
            _add_style(root)
            with zipfile.ZipFile(made := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as new:
                for entry in old.infolist():
                    new.writestr(entry, etree.tostring(root) if entry.filename == CONTENT else old.read(entry))
        return made.getvalue()
    return data


def _mark(root: Any, named: Any) -> int:
    """Mark all hidden words of a text with these named styles, if any; how many places were marked."""
    parts = [part for part in (named, root) if part is not None]
    styles = {style.get(f"{STYLE}name"): style for part in parts for style in part.iter(f"{STYLE}style")}
    hidden = list(_hidden(root, styles))
    for paragraph in hidden:
        _hide(paragraph)
    fields = [element for element in root.iter(f"{TEXT}hidden-text") if element.get(f"{TEXT}is-hidden") != "false"]
    for element in fields:
        element.tag = f"{TEXT}span"
        element.attrib.clear()
    aids = [aid for aid in root.iter(f"{TEXT}ruby-text") if _is_faint(styles.get(aid.get(f"{TEXT}style-name")))]
    for aid in aids:
        fields.append(span := etree.Element(f"{TEXT}span"))
        span.text, aid.text = aid.text, None
        aid.getparent().addnext(span)
    clear = [span for span in root.iter(f"{TEXT}span") if _is_clear(styles.get(span.get(f"{TEXT}style-name")))]
    for span in (*fields, *clear):
        span.set(f"{TEXT}style-name", NAME)
    marked = sum(map(_hide_marked, list(root.iter(f"{TEXT}bookmark-start"))))
    return len(hidden) + len(fields) + len(clear) + marked + _drop_index_marks(root)


def _drop_index_marks(root: Any) -> int:
    """Take out the marks of words for an index, whose words LibreOffice puts where Word shows none; how many there were."""
    names = [f"{TEXT}{index}-mark{end}" for index in INDEXES for end in ("", "-start", "-end")]
    count = sum(1 for _ in root.iter(*names))
    etree.strip_elements(root, *names, with_tail=False)
    return count


def _hidden(root: Any, styles: dict[str | None, Any]) -> Iterator[Any]:
    """The paragraphs that nobody sees; a condition that may hide one does, since only the file's own program works it out."""
    away = [
        section for section in root.iter(f"{TEXT}section") if section.get(f"{TEXT}display") in ("none", "condition")
    ]
    away += [row for row in root.iter(f"{TABLE}table-row") if row.get(f"{TABLE}visibility", "") not in SHOWN]
    away += [frame for frame in root.iter(f"{DRAW}frame") if frame.get(f"{DRAW}display") == "none"]
    for table in root.iter(f"{TABLE}table"):
        away += _gone_cells(table, styles)
    away += _uncovered(root)
    for holder in away:
        if holder.get(f"{TEXT}is-hidden") != "false":
            yield from holder.iter(*LINES)
    for line in root.iter(*LINES):
        if _is_clear(styles.get(line.get(f"{TEXT}style-name"))):
            yield line
    for mark in root.iter(f"{TEXT}hidden-paragraph"):
        if mark.get(f"{TEXT}is-hidden") != "false":
            yield next(mark.iterancestors(*LINES), None)


def _gone_cells(table: Any, styles: dict[str | None, Any]) -> Iterator[Any]:
    """The cells in columns of a table that are hidden, or too narrow for a word."""
    gone: set[int] = set()
    at = 0
    for column in table.iter(f"{TABLE}table-column"):
        width = _value(styles.get(column.get(f"{TABLE}style-name")), f"{STYLE}column-width")
        narrow = width is not None and width < NARROWEST
        repeated = min(number(column.get(f"{TABLE}number-columns-repeated"), 1), MOST_COLUMNS)
        if narrow or column.get(f"{TABLE}visibility", "") not in SHOWN:
            gone |= set(range(at, at + repeated))
        at += repeated
    for row in table.iter(f"{TABLE}table-row") if gone else ():
        place = 0
        for cell in row.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            if place in gone:
                yield cell
            place += min(number(cell.get(f"{TABLE}number-columns-repeated"), 1), MOST_COLUMNS)


def _uncovered(root: Any) -> list[Any]:
    """The paragraphs of cells that others cover, each moved to the cell before it: LibreOffice leaves covered cells out."""
    moved: list[tuple[Any, Any]] = []
    before = None
    for cell in root.iter(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
        if cell.tag == f"{TABLE}table-cell":
            before = cell
        elif before is not None:
            moved += [(before, line) for line in cell.iter(*LINES) if any(text.strip() for text in line.itertext())]
    for cell, line in moved:
        cell.append(line)
    return [line for _, line in moved]


def _value(style: Any, name: str) -> float | None:
    """A length that a style sets, in points."""
    said = next((part.get(name) for part in style if part.get(name)), "") if style is not None else ""
    match = _LENGTH.fullmatch(said)
    return float(match[1]) * _POINTS[match[2]] if match and match[1].count(".") < 2 else None


def _is_faint(style: Any) -> bool:
    """Whether nobody reads letters of a style: it sets them tiny, in the colour of paper, or clear."""
    size = _value(style, f"{FO}font-size")
    colour = next((part.get(f"{FO}color") for part in style if part.get(f"{FO}color")), "") if style is not None else ""
    light = re.fullmatch("#[0-9a-fA-F]{6}", colour) is not None and min(bytes.fromhex(colour[1:])) >= LIGHTEST
    return light or (size is not None and size < SMALLEST) or _is_clear(style)


def _is_clear(style: Any) -> bool:
    """Whether a style hides its letters in a way that LibreOffice loses: clear, hidden, or a small share of their size."""
    for part in style.iterchildren(f"{STYLE}text-properties") if style is not None else ():
        raised = part.get(f"{STYLE}text-position", "").partition(" ")[2]
        size = min(_share(part.get(f"{FO}font-size")), _share(raised))
        hides = part.get(f"{TEXT}display") in ("none", "condition")
        if hides or size < SMALLEST / USUAL or _share(part.get(f"{LOEXT}opacity")) <= FAINTEST:
            return True
    return False


def _share(said: str | None) -> float:
    """A share in percent as a number, 1 where it is none."""
    return float(said[:-1]) / 100 if said and _SHARE.fullmatch(said) else 1.0


def _hide_marked(start: Any) -> bool:
    """Hide what lies between the marks of a hidden bookmark; those of one paragraph, as LibreOffice hides them."""
    if start.get(f"{LOEXT}hidden") != "true" or start.getparent().get(f"{TEXT}style-name") == NAME:
        return False
    span = etree.Element(f"{TEXT}span", {f"{TEXT}style-name": NAME})
    span.text, start.tail = start.tail, None
    name = start.get(f"{TEXT}name")
    for element in list(start.itersiblings()):
        if element.tag == f"{TEXT}bookmark-end" and element.get(f"{TEXT}name") == name:
            break
        span.append(element)
    start.addnext(span)
    return True


def _hide(paragraph: Any) -> None:
    if paragraph is not None and not (len(paragraph) and paragraph[0].get(f"{TEXT}style-name") == NAME):
        span = etree.Element(f"{TEXT}span", {f"{TEXT}style-name": NAME})
        span.text, paragraph.text = paragraph.text, None
        span.extend(list(paragraph))
        paragraph.append(span)


def _add_style(root: Any) -> None:
    styles = root.find(f"{OFFICE}automatic-styles")
    if styles is None:
        styles = etree.Element(f"{OFFICE}automatic-styles")
        root.insert(0, styles)
    style = etree.SubElement(styles, f"{STYLE}style", {f"{STYLE}name": NAME, f"{STYLE}family": "text"})
    etree.SubElement(style, f"{STYLE}text-properties", {f"{TEXT}display": "none"})
