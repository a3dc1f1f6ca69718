"""Reads an eBraille 1.0 package back: its contents list and text, and the metadata that the standard requires."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml import etree

from pipeline.braille.back import BackTranslator
from pipeline.braille.liblouis import MissingTable
from pipeline.braille.signs import BLANK
from pipeline.model.findings import Finding, error
from pipeline.model.place import Place
from pipeline.verifiers import AnchoredText, Reading
from pipeline.verifiers.braille.pages import made_by, undefined, unread
from pipeline.verifiers.css.verify import rules

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
HEADING = re.compile(re.escape(_XHTML) + "h[1-6]")
BLOCKS = {f"{_XHTML}{name}" for name in ("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "a")}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
WORDED = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "a", "title")
PARTS = ["mimetype", "META-INF/container.xml", "package.opf", "index.html", "ebraille/text.html", "ebraille/style.css"]
_TAG, _NAME = r"[A-Za-z]{2,3}-Brai(-[A-Za-z0-9]{2,8})*", r"[A-Za-z][\w-]*"
IN_PAGES: dict[str, dict[str, str]] = {
    "html": {"lang": _TAG}, "head": {}, "meta": {"charset": "UTF-8"}, "title": {}, "body": {}, "ol": {}, "ul": {}, "li": {},
    "link": {"rel": "stylesheet|publication", "href": r"(ebraille/)?style\.css|package\.opf"},
    "nav": {"type": "toc", "role": "doc-toc"}, "a": {"href": rf"ebraille/text\.html(#{_NAME})?"},
    "p": {"id": _NAME, "class": "field|notice"}, **{f"h{level}": {"id": _NAME} for level in range(1, 7)},
}  # fmt: skip
IN_PACKAGE: dict[str, dict[str, str]] = {
    "container": {"version": "1.0"}, "rootfiles": {},
    "rootfile": {"full-path": r"package\.opf", "media-type": r"application/oebps-package\+xml"},
    "package": {"version": "3.0", "unique-identifier": "id", "lang": _TAG}, "metadata": {}, "manifest": {}, "spine": {},
    "identifier": {"id": "id"}, "meta": {"property": r"[\w:]+"}, "itemref": {"idref": "text"},
    **{name: {} for name in ("title", "creator", "publisher", "language", "format", "date", "source")},
    "item": {"id": "nav|text|style", "href": r"[\w/]+\.(html|css)", "media-type": r"application/xhtml\+xml|text/css",
             "properties": "nav"},
}  # fmt: skip
STYLE = re.compile(r"(margin(-left)?|padding|text-indent): [-\d chl]+|text-align: center|list-style: none")
"""The declarations that the style of a package may have."""
STYLED = ["body", "h1, h2", "h3", "h4, h5, h6", "p", "ul", "li, p.field", "li li", "p.notice"]
FORBIDDEN = {f"{_XHTML}{name}" for name in ("script", "form", "iframe", "object", "embed")}
MOST_BYTES = 20_000_000


def verify(data: bytes, file: str) -> Reading:
    """Reads the words of a package. Another file gives an error and no words."""
    place = Place(file=file)
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        opf, index = (_part(package, name) for name in ("package.opf", "index.html"))
        spine = [item.get("idref") for item in opf.iter(f"{_OPF}itemref")]
        hrefs = {item.get("id"): item.get("href") for item in opf.iter(f"{_OPF}item")}
        pages = [_part(package, hrefs[name]) for name in spine]
    except (zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as wrong:
        return Reading((), "", (error("braille-unreadable", f"this is not an eBraille file: {wrong}", place),))
    try:
        texts = [list(_texts(page)) for page in (index, *pages)]
        if any(not BLANK <= sign <= "\u283f" for page in texts for _, text in page for sign in text):
            message = "the text has characters that are not six-dot cells"
            return Reading((), "", (error("braille-undefined", message, place),))
        tables, maker = made_by([text for page in texts for _, text in page])
        reader = BackTranslator(*tables) if tables else None
    except MissingTable as wrong:
        return unread(wrong, file)
    if reader is None:
        message = "the text does not name the table that the braille was made with"
        return Reading((), "", (error("braille-maker", message, place),))
    shown = [pair for pair in texts[0] if pair[0] == "a"]
    shown += [(role, text) for page in texts[1:] for role, text in page if text not in maker]
    lines = [(role, " ".join(reader.words(text.split(BLANK)))) for role, text in shown]
    passages = tuple(AnchoredText(words) for _, words in lines if words)
    tree = "".join(f"{role} “{words}”\n" for role, words in lines)
    findings = (*_package(package, opf, file), *_pages([index, *pages], file), *undefined(passages, file))
    about = (
        *_metadata(opf),
        *(("contents", heading.text or "") for heading in index.iter(f"{_XHTML}h1")),
        *_shapes(pages),
    )
    strange = tuple(error("braille-strange", message, place) for message in _strange(package, (index, *pages)))
    return Reading(passages, tree, findings, fold=reader.fold, about=about, strange=strange)


def _metadata(opf: Element) -> Iterator[tuple[str, str]]:
    """Yields the metadata of the package, such as ("dc:title", "A plan")."""
    for element in opf.iterfind(f"{_OPF}metadata/*"):
        name = element.tag.replace(_DC, "dc:") if element.tag.startswith(_DC) else element.get("property", element.tag)
        yield name, element.text or ""


def _shapes(pages: Sequence[Element]) -> Iterator[tuple[str, str]]:
    """Yields the kind of each passage: ("passage 3", "heading 2"), an item with its depth, a value, a notice."""
    blocks = [element for page in pages for element in page.iter(*BLOCKS) if (element.text or "").strip()]
    for number, element in enumerate(blocks, 1):
        name = element.tag.removeprefix(_XHTML)
        depth = sum(1 for _ in element.iterancestors(f"{_XHTML}ul")) - 1
        shape = (
            f"heading {name[1]}"
            if name[0] == "h"
            else f"item {depth}"
            if name == "li"
            else element.get("class", "text")
        )
        yield f"passage {number}", f"{shape} #{element.get('id')}" if element.get("id") else shape


def _strange(package: zipfile.ZipFile, pages: Sequence[Element]) -> Iterator[str]:
    """Yields everything in the pages, the style and the package that our packages never have."""
    names = package.namelist()
    if names != PARTS:
        yield f"its parts are {', '.join(names)}"
    for path, root in (("the package", _part(package, "package.opf")), ("the container", _part(package, PARTS[1]))):
        yield from (f"{path}: {message}" for message in _unlisted(root, IN_PACKAGE))
    for page in pages:
        yield from _unlisted(page, IN_PAGES)
        yield from _misplaced(page)
        if [link.get("rel") for link in page.iter(f"{_XHTML}link")][-1:] != ["stylesheet"]:
            yield "a page does not name the style"
    style = list(rules(package.read("ebraille/style.css").decode("utf-8", "replace")))
    if [selector for _, selector, _ in style] != STYLED:
        yield f"the style has rules for {', '.join(selector for _, selector, _ in style)}"
    for condition, selector, declarations in style:
        for name, value in declarations:
            if condition or not STYLE.fullmatch(f"{name}: {value}"):
                yield f"the style has {selector} {{ {name}: {value} }}"


def _unlisted(root: Element, allowed: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Yields elements, attributes and values that our files never have."""
    for element in root.iter():
        name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else "comment"
        if name not in allowed:
            yield f"<{name}> is in none of our packages"
            continue
        for key, value in element.attrib.items():
            if not re.fullmatch(allowed[name].get(key.rpartition("}")[2], "(?!)"), value):
                yield f"<{name}> has {key.rpartition('}')[2]}=“{value[:40]}”, which none of our packages has"


def _misplaced(page: Element) -> Iterator[str]:
    """Yields words outside passages, and passages outside their lists and sections."""
    for element in page.iter():
        inside = element.tag.removeprefix(_XHTML)
        tails = [child.tail for child in element]
        if any((text or "").strip() for text in ([] if inside in WORDED else [element.text]) + tails):
            yield f"words stand in <{inside}> outside of every passage"
        for child in element:
            if (child.tag == f"{_XHTML}li") != (inside in ("ul", "ol")):
                yield f"<{child.tag.rpartition('}')[2]}> stands in <{inside}>"


def _part(package: zipfile.ZipFile, name: str) -> Element:
    if package.getinfo(name).file_size > MOST_BYTES:
        raise ValueError(f"its part {name} is too large")
    return etree.fromstring(package.read(name), etree.XMLParser(resolve_entities=False, no_network=True))


def _texts(page: Element) -> Iterator[tuple[str, str]]:
    """Yields the role and cells of each block; an item without its sub-items."""
    for element in page.iter(*BLOCKS):
        if element.tag.endswith("}li") and element.find(f"{_XHTML}a") is not None:
            continue
        text = (element.text or "").strip()
        if text:
            yield element.tag.rpartition("}")[2], text


def _package(package: zipfile.ZipFile, opf: Element, file: str) -> Iterator[Finding]:
    place = Place(file=file)
    first_entry = package.infolist()[0]
    if (
        first_entry.filename != "mimetype"
        or package.read(first_entry) != b"application/epub+zip"
        or first_entry.compress_type
    ):
        yield error("braille-package", "the package does not start with its media type, unpacked", place)
    counter = Counter(element.tag for element in opf.iter() if (element.text or "").strip())
    counter.update(meta.get("property", "") for meta in opf.iter(f"{_OPF}meta") if (meta.text or "").strip())
    for name in (*(f"{_DC}{name}" for name in ELEMENTS), *PROPERTIES):
        if counter[name] != 1:
            message = f"the package says {name.removeprefix(_DC)} {counter[name]} times; the standard asks for once"
            yield error("braille-facts", message, place)
    language = opf.findtext(f".//{_DC}language") or ""
    if opf.get(LANGUAGE) != language:
        yield error("braille-facts", f"the package is in “{opf.get(LANGUAGE)}”, its text in “{language}”", place)
    for path in ("index.html", "ebraille/text.html"):
        root = _part(package, path)
        if (root.get("lang"), root.get(LANGUAGE)) != (language, language):
            yield error("braille-facts", f"{path} is in “{root.get('lang')}”, the package in “{language}”", place)
        if (title := root.findtext(f".//{_XHTML}title")) != opf.findtext(f".//{_DC}title"):
            yield error("braille-facts", f"{path} has the title “{title}”, which is not that of the package", place)
    if "-Brai" not in language:
        yield error("braille-facts", f"the language “{language}” does not say that this is braille (Brai)", place)
    if [item.get("href") for item in opf.iter(f"{_OPF}item") if item.get("properties") == "nav"] != ["index.html"]:
        yield error("braille-package", "the package does not name its contents list, index.html", place)
    listed = {item.get("href") for item in opf.iter(f"{_OPF}item")}
    present = {
        name for name in package.namelist() if name not in ("mimetype", "package.opf") and "META-INF" not in name
    }
    for name in sorted(str(entry) for entry in listed ^ present):
        yield error("braille-package", f"{name} is not both in the package and in its list", place)


def _contents(pages: list[Element], place: Place) -> Iterator[Finding]:
    """Checks that the contents list has the headings in their order and nesting."""
    headings = [
        (e.get("id"), e.text, int(e.tag[-1]))
        for page in pages[1:]
        for e in page.iter()
        if HEADING.fullmatch(str(e.tag))
    ]
    links = list(pages[0].iter(f"{_XHTML}a"))
    entries = [(link.get("href", "").partition("#")[2], link.text) for link in links]
    wanted = [(id, text) for id, text, _ in headings if id in {id for id, _ in entries}]
    if entries != wanted and entries != [("", links[0].text if links else "")]:
        yield error(
            "braille-contents", "the contents list names other parts than the text has, or in another order", place
        )
    levels = {id: level for id, _, level in headings}
    above: list[int] = []
    for link in links:
        level, depth = (
            levels.get(link.get("href", "").partition("#")[2], 0),
            sum(1 for _ in link.iterancestors(f"{_XHTML}ol")),
        )
        above = [higher for higher in above if higher < level]
        if depth != len(above) + 1:
            yield error("braille-contents", "an entry of the contents list is at another level than its heading", place)
            return
        above.append(level)


def _pages(pages: list[Element], file: str) -> Iterator[Finding]:
    """Checks that links have targets, that nothing is active, and that the words are cells."""
    place = Place(file=file)
    ids = {f"ebraille/text.html#{element.get('id')}" for page in pages for element in page.iter() if element.get("id")}
    yield from _contents(pages, place)
    for link in pages[0].iter(f"{_XHTML}a"):
        target = posixpath.normpath(link.get("href", ""))
        if "#" in target and target not in ids:
            yield error(
                "braille-package", f"an entry of the contents list leads to {target}, which is not there", place
            )
    for page in pages:
        if any(element.tag in FORBIDDEN for element in page.iter()):
            yield error("braille-package", "the package has a script, form or embedded object", place)
