"""Reads an eBraille 1.0 package back: its contents list and text, and the metadata that the standard asks for."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

from lxml import etree

from pipeline.braille.back import Reader
from pipeline.braille.liblouis import Missing
from pipeline.braille.signs import BLANK
from pipeline.model.findings import Finding, error
from pipeline.model.place import Place
from pipeline.verifiers import Reading, Said
from pipeline.verifiers.braille.pages import made_by, undefined, unread

Element = Any
_OPF, _DC, _XHTML = (
    "{http://www.idpf.org/2007/opf}",
    "{http://purl.org/dc/elements/1.1/}",
    "{http://www.w3.org/1999/xhtml}",
)
ELEMENTS = ("creator", "date", "format", "identifier", "language", "title")
PROPERTIES = (
    "a11y:brailleCellType", "a11y:brailleSystem", "a11y:completeTranscription", "a11y:producer", "a11y:tactileGraphics",
    "dcterms:dateCopyrighted", "dcterms:modified",
)  # fmt: skip
BLOCKS = {f"{_XHTML}{name}" for name in ("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "a")}
FORBIDDEN = {f"{_XHTML}{name}" for name in ("script", "form", "iframe", "object", "embed")}
MOST = 20_000_000


def verify(data: bytes, file: str) -> Reading:
    """What a package says. A file that is none gives an error and no words."""
    place = Place(file=file)
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        opf, index = (_part(package, name) for name in ("package.opf", "index.html"))
        spine = [item.get("idref") for item in opf.iter(f"{_OPF}itemref")]
        hrefs = {item.get("id"): item.get("href") for item in opf.iter(f"{_OPF}item")}
        pages = [_part(package, hrefs[name]) for name in spine]
    except (zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as wrong:
        return Reading((), "", (error("braille-unreadable", f"this is no eBraille file: {wrong}", place),))
    try:
        texts = [list(_texts(page)) for page in (index, *pages)]
        if any(not BLANK <= sign <= "\u283f" for page in texts for _, text in page for sign in text):
            message = "the text holds signs that are no six-dot cells"
            return Reading((), "", (error("braille-undefined", message, place),))
        tables, maker = made_by([text for page in texts for _, text in page])
        reader = Reader(*tables) if tables else None
    except Missing as wrong:
        return unread(wrong, file)
    if reader is None:
        message = "the text does not name the table that the braille was made with"
        return Reading((), "", (error("braille-maker", message, place),))
    shown = [pair for pair in texts[0] if pair[0] == "a"]
    shown += [(role, text) for page in texts[1:] for role, text in page if text not in maker]
    lines = [(role, " ".join(reader.words(text.split(BLANK)))) for role, text in shown]
    said = tuple(Said(words) for _, words in lines if words)
    tree = "".join(f"{role} “{words}”\n" for role, words in lines)
    findings = (*_package(package, opf, file), *_pages([index, *pages], file), *undefined(said, file))
    return Reading(said, tree, findings, fold=reader.fold)


def _part(package: zipfile.ZipFile, name: str) -> Element:
    if package.getinfo(name).file_size > MOST:
        raise ValueError(f"its part {name} is too large")
    return etree.fromstring(package.read(name), etree.XMLParser(resolve_entities=False, no_network=True))


def _texts(page: Element) -> Iterator[tuple[str, str]]:
    """Role and cells of each block; an item's own words, without those of the items in it."""
    for element in page.iter(*BLOCKS):
        if element.tag.endswith("}li") and element.find(f"{_XHTML}a") is not None:
            continue
        text = (element.text or "").strip()
        if text:
            yield element.tag.rpartition("}")[2], text


def _package(package: zipfile.ZipFile, opf: Element, file: str) -> Iterator[Finding]:
    place = Place(file=file)
    first = package.infolist()[0]
    if first.filename != "mimetype" or package.read(first) != b"application/epub+zip" or first.compress_type:
        yield error("braille-package", "the package does not start with its media type, unpacked", place)
    counter = Counter(element.tag for element in opf.iter() if (element.text or "").strip())
    counter.update(meta.get("property", "") for meta in opf.iter(f"{_OPF}meta") if (meta.text or "").strip())
    for name in (*(f"{_DC}{name}" for name in ELEMENTS), *PROPERTIES):
        if counter[name] != 1:
            message = f"the package says {name.removeprefix(_DC)} {counter[name]} times; the standard asks for once"
            yield error("braille-facts", message, place)
    language = opf.findtext(f".//{_DC}language") or ""
    if "-Brai" not in language:
        yield error("braille-facts", f"the language “{language}” does not say that this is braille (Brai)", place)
    listed = {item.get("href") for item in opf.iter(f"{_OPF}item")}
    present = {
        name for name in package.namelist() if name not in ("mimetype", "package.opf") and "META-INF" not in name
    }
    for name in sorted(str(one) for one in listed ^ present):
        yield error("braille-package", f"{name} is not both in the package and in its list", place)


def _pages(pages: list[Element], file: str) -> Iterator[Finding]:
    """Links lead somewhere, nothing runs, and the words are cells."""
    place = Place(file=file)
    ids = {f"ebraille/text.html#{element.get('id')}" for page in pages for element in page.iter() if element.get("id")}
    for link in pages[0].iter(f"{_XHTML}a"):
        target = posixpath.normpath(link.get("href", ""))
        if "#" in target and target not in ids:
            yield error(
                "braille-package", f"an entry of the contents list leads to {target}, which is not there", place
            )
    for page in pages:
        if any(element.tag in FORBIDDEN for element in page.iter()):
            yield error("braille-package", "the package holds a script, form or embedded object", place)
