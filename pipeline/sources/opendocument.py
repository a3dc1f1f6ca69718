"""What an OpenDocument text hides by section or paragraph (ODF 1.3 part 3, 5.4 and 7.7.12), marked letter by letter.

LibreOffice loses such marks when it makes a Word file of it; those of letters it keeps, so that the words are set aside there.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from contextlib import suppress
from typing import Any

from lxml import etree

from pipeline.ooxml.xml import parse

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, STYLE, OFFICE = f"{{{_ODF}text:1.0}}", f"{{{_ODF}style:1.0}}", f"{{{_ODF}office:1.0}}"
CONTENT, NAME = "content.xml", "HiddenByPlace"
BIGGEST = 64 * 2**20
"""Bytes of XML that are looked at; a book has some five million."""


def with_hidden_letters(data: bytes) -> bytes:
    """The file with the words of hidden sections and paragraphs set as hidden letters; as it was where there are none."""
    with suppress(zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError, zlib.error):
        with zipfile.ZipFile(io.BytesIO(data)) as old:
            if old.getinfo(CONTENT).file_size > BIGGEST:
                return data
            root = parse(old.read(CONTENT)).root
            hidden = list(_hidden(root)) if root is not None else []
            if not hidden:
                return data
            for paragraph in hidden:
                _hide(paragraph)
            _add_style(root)
            with zipfile.ZipFile(made := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as new:
                for entry in old.infolist():
                    new.writestr(entry, etree.tostring(root) if entry.filename == CONTENT else old.read(entry))
        return made.getvalue()
    return data


def _hidden(root: Any) -> list[Any]:
    """The paragraphs that nobody sees; a condition that may hide one does, since only the file's own program works it out."""
    sections = [
        element for element in root.iter(f"{TEXT}section") if element.get(f"{TEXT}display") in ("none", "condition")
    ]
    marks = [*sections, *root.iter(f"{TEXT}hidden-paragraph")]
    away = [mark for mark in marks if mark.get(f"{TEXT}is-hidden") != "false"]
    tags = (f"{TEXT}p", f"{TEXT}h")
    inside = [paragraph for one in away if one in sections for paragraph in one.iter(*tags)]
    return [*inside, *(next(one.iterancestors(*tags), None) for one in away if one not in sections)]


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
