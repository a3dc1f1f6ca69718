"""Builds the Portable Embosser Format (PEF 2008-1): pages as XML in Unicode braille, with volumes and page size."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from lxml import etree
from lxml.builder import ElementMaker

from pipeline.braille.signs import BLANK
from pipeline.builders.braille.ebraille import EbrailleMetadata
from pipeline.builders.braille.layout import PageSize

PEF, DC = "http://www.daisy.org/ns/2008/pef", "http://purl.org/dc/elements/1.1/"
_p = ElementMaker(namespace=PEF, nsmap={None: PEF, "dc": DC})
_dc = ElementMaker(namespace=DC)


def file(volumes: Sequence[Sequence[Sequence[str]]], about: EbrailleMetadata, page_size: PageSize) -> bytes:
    """Returns the volumes as one file."""
    day = datetime.fromtimestamp(about.moment, UTC).date().isoformat()
    meta = _p.meta(
        _dc.format("application/x-pef+xml"),
        _dc.identifier(about.identifier),
        _dc.title(about.title),
        _dc.creator(about.creator),
        _dc.publisher(about.producer),
        _dc.language(about.language),
        _dc.date(day),
        _dc.description(f"{about.system}; {about.maker}"),
    )
    size = {"cols": str(page_size.cells), "rows": str(page_size.lines), "rowgap": "0", "duplex": "true"}
    body = _p.body(*(_p.volume(_p.section(*map(_page, pages)), **size) for pages in volumes))
    data: bytes = etree.tostring(
        _p.pef(_p.head(meta), body, version="2008-1"), xml_declaration=True, encoding="UTF-8", pretty_print=True
    )
    return data


def _page(lines: Sequence[str]) -> etree._Element:
    return _p.page(*(_p.row(line.rstrip(BLANK)) for line in lines))
