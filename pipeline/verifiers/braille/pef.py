"""Reads a PEF file back, with the size of its pages and its required metadata (PEF 2008-1)."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from pipeline.braille.signs import BLANK
from pipeline.model.findings import error
from pipeline.model.place import Place
from pipeline.verifiers import Reading
from pipeline.verifiers.braille.pages import read

_PEF, _DC = "{http://www.daisy.org/ns/2008/pef}", "{http://purl.org/dc/elements/1.1/}"
NEEDED = ("format", "identifier", "title", "creator", "language", "date")


def verify(data: bytes, file: str) -> Reading:
    """Reads the words of a PEF file. Another file gives an error and no words."""
    place = Place(file=file)
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
        volumes = [
            [[row.text or "" for row in page.iter(f"{_PEF}row")] for page in volume.iter(f"{_PEF}page")]
            for volume in root.iter(f"{_PEF}volume")
        ]
        first_volume = next(root.iter(f"{_PEF}volume"))
        width, height = int(first_volume.get("cols", "0")), int(first_volume.get("rows", "0"))
    except (etree.XMLSyntaxError, StopIteration, ValueError) as wrong:
        return Reading((), "", (error("braille-unreadable", f"this is not a PEF file: {wrong}", place),))
    cells = {sign for volume in volumes for page in volume for row in page for sign in row}
    if wrong_cells := sorted(sign for sign in cells if not BLANK <= sign <= "\u283f"):
        message = f"rows have characters that are not six-dot cells: {' '.join(wrong_cells[:5])}"
        return Reading((), "", (error("braille-unreadable", message, place),))
    reading = read(volumes, width, height, file)
    missing = [name for name in NEEDED if not (root.findtext(f".//{_DC}{name}") or "").strip()]
    faults = [error("braille-facts", f"the file does not say its {name}", place) for name in missing]
    return replace(reading, findings=(*reading.findings, *faults))
