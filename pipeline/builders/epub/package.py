"""Writes the package of an e-book: metadata, list of files, contents for older devices, and the ZIP file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from pipeline.builders import Job
from pipeline.builders.epub.xhtml import LANGUAGE, written
from pipeline.builders.html.metadata import description, full_title, iso_date, schema_org
from pipeline.builders.markup.text import clean
from pipeline.editions.spoken.pronunciation import Lexicon
from pipeline.editions.words import Words
from pipeline.model.direction import direction
from pipeline.model.walk import version

Element = Any
OPF, DC, NCX = (
    "http://www.idpf.org/2007/opf",
    "http://purl.org/dc/elements/1.1/",
    "http://www.daisy.org/z3986/2005/ncx/",
)
CONTAINER = b"""<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
MEDIA_TYPES = {
    ".xhtml": "application/xhtml+xml", ".css": "text/css", ".ncx": "application/x-dtbncx+xml", ".png": "image/png",
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".svg": "image/svg+xml", ".webp": "image/webp",
    ".smil": "application/smil+xml", ".mp3": "audio/mpeg", ".pls": "application/pls+xml",
}  # fmt: skip
"""The media types of files in a book (EPUB 3.3 section 3.2)."""
Pairs = tuple[tuple[str, str], ...]
CONFORMS = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"


@dataclass(frozen=True)
class Point:
    """A contents entry: its words, its target, and the entries under it."""

    words: str
    target: str
    points: tuple[Point, ...] = ()


def metadata(job: Job, words: Words, name: str) -> Pairs:
    """Returns the metadata of the book as (name, value); unknown values are left out. `name` is that of its edition.

    It claims conformance only if a person has tested the book with the current words.
    """
    document, site = job.document, job.site
    schema_facts = schema_org(job, words)
    pairs = [
        ("dc:identifier", f"urn:uuid:{uuid5(NAMESPACE_URL, f'{site.url or site.council}/{name}')}"),
        ("dc:title", full_title(document)),
        ("dc:language", document.language),
        ("dc:creator", document.owner),
        ("dc:publisher", site.council),
        ("dc:description", description(job, words)),
        ("dc:date", iso_date(document.published)),
        ("dc:rights", site.licence),
        ("dcterms:modified", datetime.fromtimestamp(job.moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")),
    ]
    claims = [
        claim for claim in site.claims if (claim.publication, claim.version) == (document.name, version(document))
    ]
    if claims:
        pairs += [("dcterms:conformsTo", CONFORMS), ("a11y:certifiedBy", claims[-1].role)]
    pairs += [(f"schema:{name}", value) for name, value in schema_facts if name.startswith(("access", "creativeWork"))]
    return tuple((name, clean(value)) for name, value in pairs if value)


SOUNDS = "pronunciation.pls"


def sounds(lexicon: Lexicon) -> tuple[dict[str, bytes], Pairs]:
    """Returns the pronunciation file and its facts; none if no word needs it."""
    pronunciations = tuple(
        ("pronunciation", f"{entry.word} = {entry.ipa or entry.respelled}") for entry in lexicon.entries.values()
    )
    return ({SOUNDS: lexicon.pls()} if pronunciations else {}), pronunciations


def page_facts(pdf: str) -> Pairs:
    """Returns the metadata of a book with the page numbers of a PDF."""
    features = ("pageBreakMarkers", "pageNavigation")
    return (
        ("dc:source", pdf),
        ("pageBreakSource", pdf),
        *(("schema:accessibilityFeature", feature) for feature in features),
    )


@dataclass(frozen=True)
class Overlay:
    """The media overlay of a book: the class of active elements, and the seconds of each SMIL file by its stem."""

    active: str
    lengths: Mapping[str, float]


def package(about: Pairs, files: Sequence[str], spine: Sequence[str], overlay: Overlay | None = None) -> bytes:
    """Returns `package.opf`: metadata, every file of the book, and the pages in reading order."""
    language = dict(about)["dc:language"]
    root = etree.Element(f"{{{OPF}}}package", nsmap={None: OPF})
    root.attrib.update({"version": "3.0", "unique-identifier": "id", LANGUAGE: language})
    if direction(language) == "rtl":
        root.set("dir", "rtl")
    head = etree.SubElement(root, f"{{{OPF}}}metadata", nsmap={"dc": DC})
    for name, value in about:
        if name.startswith("dc:"):
            etree.SubElement(head, f"{{{DC}}}{name[3:]}").text = value
        else:
            etree.SubElement(head, f"{{{OPF}}}meta", property=name).text = value
    head[0].set("id", "id")
    ids = {file: f"file-{number}" for number, file in enumerate(files, 1)}
    manifest = etree.SubElement(root, f"{{{OPF}}}manifest")
    for file, id in ids.items():
        item = etree.SubElement(manifest, f"{{{OPF}}}item", id=id, href=file)
        item.set("media-type", MEDIA_TYPES[file[file.rindex(".") :]])
        if file == "nav.xhtml":
            item.set("properties", "nav")
        if overlay and file.endswith(".xhtml") and file.removesuffix(".xhtml") in overlay.lengths:
            item.set("media-overlay", ids[file.replace(".xhtml", ".smil")])
    if overlay:
        _overlaid(head, overlay, ids)
    order = etree.SubElement(root, f"{{{OPF}}}spine", toc=ids["toc.ncx"])
    if direction(language) == "rtl":
        order.set("page-progression-direction", "rtl")
    for file in spine:
        etree.SubElement(order, f"{{{OPF}}}itemref", idref=ids[file])
    return _indented(root)


def _overlaid(head: Element, overlay: Overlay, ids: Mapping[str, str]) -> None:
    """Adds the length of each chapter and of the book, and the active class (EPUB 3.3 section 9.3)."""
    for name, seconds in overlay.lengths.items():
        element = etree.SubElement(head, f"{{{OPF}}}meta", property="media:duration", refines=f"#{ids[f'{name}.smil']}")
        element.text = f"{seconds:.3f}s"
    total = etree.SubElement(head, f"{{{OPF}}}meta", property="media:duration")
    total.text = f"{sum(overlay.lengths.values()):.3f}s"
    etree.SubElement(head, f"{{{OPF}}}meta", property="media:active-class").text = overlay.active


def ncx(
    about: Pairs, points: Sequence[Point], breaks: Sequence[tuple[int, str]] = (), places: Sequence[str] = ()
) -> bytes:
    """Returns `toc.ncx`: the contents, and the pages of the PDF, for devices that read only EPUB 2.

    `places` are all places of the book in reading order, which is the play order.
    """
    facts = dict(about)
    root = etree.Element(f"{{{NCX}}}ncx", nsmap={None: NCX})
    root.attrib.update({"version": "2005-1", LANGUAGE: facts["dc:language"]})
    head = etree.SubElement(root, f"{{{NCX}}}head")
    etree.SubElement(head, f"{{{NCX}}}meta", name="dtb:uid", content=facts["dc:identifier"])
    _text(etree.SubElement(root, f"{{{NCX}}}docTitle"), facts["dc:title"])
    targets = {*(point.target for point in _every(points)), *(target for _, target in breaks)}
    order = {place: number for number, place in enumerate(filter(targets.__contains__, places), 1)}
    _points(etree.SubElement(root, f"{{{NCX}}}navMap"), points, order, count(1))
    pages = etree.SubElement(root, f"{{{NCX}}}pageList") if breaks else None
    for page, target in breaks:
        place = {"id": f"page-{page}", "type": "normal", "value": str(page), "playOrder": str(order[target])}
        page_target = etree.SubElement(pages, f"{{{NCX}}}pageTarget", place)
        _text(etree.SubElement(page_target, f"{{{NCX}}}navLabel"), str(page))
        etree.SubElement(page_target, f"{{{NCX}}}content", src=target)
    return _indented(root)


def _every(points: Sequence[Point]) -> Iterator[Point]:
    for point in points:
        yield point
        yield from _every(point.points)


def _points(parent: Element, points: Sequence[Point], order: Mapping[str, int], numbers: Iterator[int]) -> None:
    for point in points:
        place = {"id": f"point-{next(numbers)}", "playOrder": str(order[point.target])}
        nav_point = etree.SubElement(parent, f"{{{NCX}}}navPoint", place)
        _text(etree.SubElement(nav_point, f"{{{NCX}}}navLabel"), point.words)
        etree.SubElement(nav_point, f"{{{NCX}}}content", src=point.target)
        _points(nav_point, point.points, order, numbers)


def _text(parent: Element, words: str) -> None:
    etree.SubElement(parent, f"{{{NCX}}}text").text = clean(words)


def _indented(root: Element) -> bytes:
    etree.indent(root)
    return written(root)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Returns the book; the same files give the same bytes. Its media type is first and uncompressed (EPUB 3.3 section 4.3)."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(_entry("mimetype", zipfile.ZIP_STORED), b"application/epub+zip")
        archive.writestr(_entry("META-INF/container.xml", zipfile.ZIP_DEFLATED), CONTAINER)
        for name, content in files.items():
            archive.writestr(_entry(f"EPUB/{name}", zipfile.ZIP_DEFLATED), content)
    return data.getvalue()


def _entry(name: str, compression: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = compression
    entry.create_system, entry.external_attr = 3, 0o644 << 16  # the same on every system
    return entry
