"""What a PDF says of itself: language, metadata (XMP and the older information), what is attached, what abbreviations mean."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from lxml import etree
from pikepdf import Pdf, Stream

LISTED = ("title", "description", "rights", "creator", "publisher", "language", "coverage")
INFORMATION = {"/Title": "title", "/Author": "creator", "/Subject": "description"}
DC = "{http://purl.org/dc/elements/1.1/}"


def about(pdf: Pdf) -> tuple[tuple[str, str], ...]:
    """Names and values; what XMP and information both say must be the same, so each stands once for either."""
    return tuple(_about(pdf))


def _about(pdf: Pdf) -> Iterator[tuple[str, str]]:
    yield "language of the file", str(pdf.Root.get("/Lang", ""))
    stream = pdf.Root.get("/Metadata")
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(stream.read_bytes(), parser) if isinstance(stream, Stream) else etree.Element("none")
    for name in LISTED:
        for element in root.iter(DC + name):
            yield name, "".join(element.itertext())
    for key, name in INFORMATION.items():
        if key in pdf.docinfo:
            yield name, str(pdf.docinfo[key])
    for name, attached in pdf.attachments.items():
        yield "attached", f"{name} {hashlib.sha256(attached.get_file().read_bytes()).hexdigest()}"
