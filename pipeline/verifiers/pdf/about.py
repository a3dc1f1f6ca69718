"""Reads the metadata of a PDF: language, XMP and the older information, attached files, and meanings of abbreviations."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from lxml import etree
from pikepdf import Pdf, Stream

LISTED = ("title", "description", "rights", "creator", "publisher", "language", "coverage")
INFORMATION = {"/Title": "title", "/Author": "creator", "/Subject": "description", "/Keywords": "keywords"}
DC, ADOBE, AIIM = "{http://purl.org/dc/elements/1.1/}", "{http://ns.adobe.com/", "{http://www.aiim.org/pdf"
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
OTHERS = frozenset({
    "{adobe:ns:meta/}xmpmeta", f"{ADOBE}pdf/1.3/}}Keywords", f"{ADOBE}pdf/1.3/}}Producer", f"{ADOBE}xap/1.0/}}CreatorTool",
    f"{ADOBE}xap/1.0/}}CreateDate", f"{ADOBE}xap/1.0/}}ModifyDate",
})  # fmt: skip
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


def strange_metadata(pdf: Pdf) -> Iterator[str]:
    """Yields metadata that our files never have; conformance claims and their schemas are checked elsewhere."""
    stream = pdf.Root.get("/Metadata")
    root = etree.fromstring(stream.read_bytes(), PARSER) if isinstance(stream, Stream) else etree.Element("none")
    allowed = OTHERS | {DC + name for name in LISTED}
    for element in root.iter():
        if not isinstance(element.tag, str):
            if not isinstance(element, etree._ProcessingInstruction):
                yield "the metadata have a comment"
        elif element.tag not in allowed and not element.tag.startswith((RDF, f"{AIIM}a/ns/", f"{AIIM}ua/ns/")):
            yield f"the metadata hold {etree.QName(element).localname}, unlike our files"


def about(pdf: Pdf) -> tuple[tuple[str, str], ...]:
    """Returns names and values. XMP and information must agree, so values in both are listed once."""
    return tuple(_about(pdf))


def _about(pdf: Pdf) -> Iterator[tuple[str, str]]:
    yield "language of the file", str(pdf.Root.get("/Lang", ""))
    stream = pdf.Root.get("/Metadata")
    root = etree.fromstring(stream.read_bytes(), PARSER) if isinstance(stream, Stream) else etree.Element("none")
    for name, tag in (*((name, DC + name) for name in LISTED), ("keywords", f"{ADOBE}pdf/1.3/}}Keywords")):
        for element in root.iter(tag):
            yield name, "".join(element.itertext())
    for key, name in INFORMATION.items():
        if key in pdf.docinfo:
            yield name, str(pdf.docinfo[key])
    for name, attached in pdf.attachments.items():
        yield "attached", f"{name} {hashlib.sha256(attached.get_file().read_bytes()).hexdigest()}"
