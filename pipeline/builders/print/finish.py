"""What makes the set pages one PDF/UA-1 and PDF/A-3a file: metadata, page labels, attachments (ISO 14289-1, ISO 19005-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

import pydyf
from weasyprint import Attachment

from pipeline.builders.print.tag_tree import Grower

PRODUCER = "council-reports with WeasyPrint"


@dataclass(frozen=True)
class PdfMetadata:
    """What the file says of itself. `moment` is seconds since 1970, `attachments` are (name, description, bytes)."""

    title: str
    language: str
    author: str = ""
    publisher: str = ""
    subject: str = ""
    period: str = ""
    keywords: str = ""
    rights: str = ""
    moment: int = 0
    attachments: tuple[tuple[str, str, bytes], ...] = ()

    @property
    def time(self) -> datetime:
        """The moment as UTC."""
        return datetime.fromtimestamp(self.moment, UTC)


def finished(document: Any, about: PdfMetadata) -> bytes:
    """Write the laid-out pages as a finished file; the same input gives the same bytes."""
    metadata = document.metadata
    metadata.title, metadata.lang = about.title, about.language
    metadata.authors = [about.author] if about.author else []
    metadata.description, metadata.keywords = about.subject, [about.keywords] if about.keywords else []
    metadata.generator = PRODUCER
    metadata.created = metadata.modified = about.time.strftime("%Y-%m-%dT%H:%M:%SZ")
    metadata.attachments = [
        Attachment(
            string=data, name=name, description=words, created=about.time, modified=about.time, relationship="Data"
        )
        for name, words, data in about.attachments
    ]
    grower = Grower(about.language)
    for page in document.pages:
        page.grower = grower
    data: bytes = document.write_pdf(
        pdf_variant="pdf/a-3a", finisher=lambda _document, pdf: _finish(pdf, about), optimize_images=False
    )
    return data


def _finish(pdf: Any, about: PdfMetadata) -> None:
    """The last touches on the objects of the file."""
    pdf.info["Producer"] = pydyf.String(PRODUCER)
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.stream, metadata.compress = [packet(about)], False
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array([0, pydyf.Dictionary({"S": "/D"})])})
    for one in pdf.objects:
        if isinstance(one, pydyf.Stream) and b"begincmap" in one.stream:
            one.stream = [_named(line) for line in one.stream]
    if "Outlines" in pdf.catalog:
        pdf.catalog["PageMode"] = "/UseOutlines"
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))


def _named(line: bytes) -> bytes:
    """A line of a ToUnicode map; a glyph without a character of its own is a part of its neighbour (PDF/UA-1 7.21.7)."""
    return line.replace(b"<>", b"<200b>") if isinstance(line, bytes) else line


def packet(about: PdfMetadata) -> bytes:
    """The XMP packet: both conformance claims, the schema that PDF/A wants for the PDF/UA one, and Dublin Core."""
    time = about.time.strftime("%Y-%m-%dT%H:%M:%SZ")
    parts = [
        _alternative("dc:title", about.title),
        _alternative("dc:description", about.subject),
        _alternative("dc:rights", about.rights),
        _listed("dc:creator", "Seq", about.author),
        _listed("dc:publisher", "Bag", about.publisher),
        _listed("dc:language", "Bag", about.language),
        _plain("dc:coverage", about.period),
        _plain("pdf:Keywords", about.keywords),
        _plain("pdf:Producer", PRODUCER),
        _plain("xmp:CreatorTool", PRODUCER),
        _plain("xmp:CreateDate", time),
        _plain("xmp:ModifyDate", time),
        _plain("pdfaid:part", "3"),
        _plain("pdfaid:conformance", "A"),
        _plain("pdfuaid:part", "1"),
    ]
    return PACKET.format(properties="\n".join(filter(None, parts))).encode("utf-8")


def _plain(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>" if text else ""


def _alternative(name: str, text: str) -> str:
    value = f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'
    return f"<{name}>{value}</{name}>" if text else ""


def _listed(name: str, kind: str, text: str) -> str:
    return f"<{name}><rdf:{kind}><rdf:li>{escape(text)}</rdf:li></rdf:{kind}></{name}>" if text else ""


PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
{properties}
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Which part of ISO 14289 the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
