"""Checks a finished EPUB file by itself: its package, its pages, its links, and requests to other hosts."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

from pipeline.verifiers.epub import overlays, package
from pipeline.verifiers.epub.book import CONTAINER, LANGUAGE, NCX, OPF, TYPE, OpenedBook, Problem, resolved, xml

NEEDED = (
    "dc:identifier", "dc:title", "dc:language", "dcterms:modified", "schema:accessMode", "schema:accessModeSufficient",
    "schema:accessibilityFeature", "schema:accessibilityHazard", "schema:accessibilitySummary",
)  # fmt: skip
ONCE = ("dc:title", "dc:language", "dcterms:modified")
MODIFIED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
ACTIVE = ("script", "form", "iframe", "object", "embed", "applet")
ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
ASKED = "//*[not(self::a)]/@src | //*[not(self::a)]/@href | //@poster | //@srcset | //@data"
STYLE_ASKS = re.compile(r"@import|url\(\s*[\"']?\s*(?:[a-z]+:)?//", re.IGNORECASE)


def problems(book: OpenedBook) -> Iterator[Problem]:
    """Yields everything that is wrong with a book, as (rule, message)."""
    yield from book.problems
    yield from _media_type(book)
    yield from _metadata(book)
    yield from _manifest(book)
    yield from _contents(book)
    yield from _languages(book)
    yield from package.lexicon_links(book)
    yield from _links(book)
    yield from _notes(book)
    yield from _print_pages(book)
    yield from overlays.problems(book)
    yield from _requests(book)


def _media_type(book: OpenedBook) -> Iterator[Problem]:
    first_entry = book.zip.infolist()[0]
    stored = first_entry.compress_type == zipfile.ZIP_STORED and not first_entry.extra
    if first_entry.filename != "mimetype" or not stored or book.zip.read(first_entry) != b"application/epub+zip":
        yield "epub-media-type", "the file does not start with its media type “application/epub+zip”, unpacked"


def _metadata(book: OpenedBook) -> Iterator[Problem]:
    metadata = list(book.metadata())
    names = [name for name, text in metadata if text]
    for name in NEEDED:
        if name not in names:
            yield "epub-metadata", f"the book does not say {name}"
    for name in ONCE:
        if names.count(name) > 1:
            yield "epub-metadata", f"the book says {name} {names.count(name)} times"
    modified = dict(metadata).get("dcterms:modified", "")
    if modified and not MODIFIED.fullmatch(modified):
        yield "epub-metadata", f"“{modified}” is not a time such as 2026-05-01T12:00:00Z"
    named = book.opf.get("unique-identifier")
    if not named or not book.opf.xpath("//*[local-name()='identifier'][@id=$id]", id=named):
        yield "epub-metadata", "the package does not name its identifier"


def _manifest(book: OpenedBook) -> Iterator[Problem]:
    listed = [item.path for item in book.items.values()]
    for name in sorted({*listed, *book.names}):
        is_package = name in ("mimetype", CONTAINER, book.opf_path) or name.startswith("META-INF/")
        if not is_package and (name not in listed or name not in book.names):
            where = "in the book and not in its list" if name in book.names else "in the list and not in the book"
            yield "epub-manifest", f"{name} is {where}"
        if listed.count(name) > 1 or book.names.count(name) > 1:
            yield "epub-manifest", f"{name} stands twice"
    for item in book.items.values():
        if item.media_type == "application/xhtml+xml" and item.path not in book.pages and "nav" not in item.properties:
            yield "epub-spine", f"{item.path} is a page that the reading order leaves out"


def _contents(book: OpenedBook) -> Iterator[Problem]:
    navigation = [item.path for item in book.items.values() if "nav" in item.properties.split()]
    roots = [root for path in navigation if (root := book.pages.get(path)) is not None]
    lists = [nav for root in roots for nav in root.iter("nav") if nav.get(TYPE) == "toc"]
    for item in book.items.values() if len(lists) == 1 else ():
        if item.media_type == "application/x-dtbncx+xml" and item.path in book.names:
            points = xml(book.read(item.path)).iterfind(f".//{NCX}navPoint/{NCX}navLabel/{NCX}text")
            if [" ".join((point.text or "").split()) for point in points] != [_words(a) for a in lists[0].iter("a")]:
                yield "epub-contents", f"{item.path} and the contents list name other parts"
    if len(navigation) != 1 or len(lists) != 1 or not lists[0].xpath(".//li/a[@href]"):
        yield "epub-contents", "the book does not have one contents list with entries (nav)"
    lists = [nav for root in roots for nav in root.iter("nav") if nav.get(TYPE) == "landmarks"]
    marks = [a.get(TYPE) for nav in lists for a in nav.iter("a")]
    texts = any(section.get(TYPE) is None for root in book.pages.values() for section in root.iter("section"))
    if lists and marks != ["titlepage", "toc", "bodymatter"][: 3 if texts else 2]:
        yield "epub-contents", f"the landmarks are {', '.join(filter(None, marks)) or 'none'}"
    yield from package.contents(book)


def _languages(book: OpenedBook) -> Iterator[Problem]:
    language = dict(book.metadata()).get("dc:language")
    for path, root in book.pages.items():
        if root.get("lang") != language:
            yield "epub-language", f"{path} is in “{root.get('lang')}”, the book in “{language}”"
        for element in root.iter():
            differs = isinstance(element.tag, str) and element.get("lang") != element.get(LANGUAGE)
            if differs or (element is root and not element.get("lang")):
                yield "epub-language", f"{path}: <{element.tag}> does not say its language twice, as lang and xml:lang"
        title = " ".join((root.findtext("head/title") or "").split())
        headings = [_without_marks(element) for element in root.iter("h1", "h2", "h3", "h4", "h5", "h6")][:1]
        if not title:
            yield "epub-metadata", f"{path} has no title"
        elif title not in (*headings, dict(book.metadata()).get("dc:title")):
            yield "epub-metadata", f"{path} has the title “{title}”, which is neither its heading nor the book's title"


def _links(book: OpenedBook) -> Iterator[Problem]:
    ids = {path: set(root.xpath("//@id")) for path, root in book.pages.items()}
    wanted = [
        (path, element)
        for path, root in book.pages.items()
        for element in root.xpath("//a/@href | //img/@src | //link/@href")
    ]
    for item in book.items.values():
        if item.media_type == "application/x-dtbncx+xml" and item.path in book.names:
            contents = xml(book.read(item.path))
            wanted += [(item.path, str(element.get("src"))) for element in contents.iter(f"{NCX}content")]
            uid = contents.find(f"{NCX}head/{NCX}meta[@name='dtb:uid']")
            if uid is None or ("dc:identifier", uid.get("content")) not in list(book.metadata()):
                yield "epub-metadata", f"{item.path} names another book than the package (dtb:uid)"
    if not any(item.media_type == "application/x-dtbncx+xml" for item in book.items.values()):
        yield "epub-contents", "the book has no contents list for older devices (NCX)"
    for page_path, target in wanted:
        if ADDRESS.match(target):
            continue
        path, fragment = resolved(page_path, target)
        if path not in book.names or (fragment and fragment not in ids.get(path, ())):
            yield "epub-link", f"{page_path} leads to {target}, which is not in the book"


def _notes(book: OpenedBook) -> Iterator[Problem]:
    """Checks that marks lead to notes and notes back to marks, and that each has its role for assistive technology."""
    elements = {
        (path, element.get("id")): element for path, root in book.pages.items() for element in root.xpath("//*[@id]")
    }
    notes = {place for place, target_element in elements.items() if target_element.get(TYPE) in ("endnote", "footnote")}
    answered = set()
    for path, root in book.pages.items():
        for link in root.iter("a"):
            place = resolved(path, link.get("href", ""))
            if (place in notes) != (link.get("role") == "doc-noteref"):
                yield "epub-note", f"{path}: “{_words(link)}” does not say that it is the mark of a note, or is none"
            leads_back = place in elements and elements[place].get("role") == "doc-noteref"
            if leads_back != (link.get("role") == "doc-backlink"):
                yield "epub-note", f"{path}: “{_words(link)}” does not say that it leads back, or does not"
            if leads_back:
                answered |= {(path, ancestor.get("id")) for ancestor in link.iterancestors("li")}
    marked = {resolved(path, a.get("href", "")) for path, root in book.pages.items() for a in root.iter("a")}
    for path, id in sorted((notes & marked) - answered):
        yield "epub-note", f"{path}: the note “{id}” has no link back to its mark"


def _print_pages(book: OpenedBook) -> Iterator[Problem]:
    """Checks that the list of pages has each page mark in order, and that the metadata mention them."""
    marks = [
        (path, element.get("id"))
        for path, root in book.pages.items()
        for element in root.xpath("//*[@role='doc-pagebreak']")
    ]
    lists = [
        (path, nav) for path, root in book.pages.items() for nav in root.iter("nav") if nav.get(TYPE) == "page-list"
    ]
    listed = [resolved(path, a.get("href", "")) for path, nav in lists for a in nav.iter("a")]
    if listed != marks or len(lists) > 1:
        yield "epub-pages", "the list of printed pages does not match the marks in the text"
    texts = [text for name, text in book.metadata() if name == "schema:accessibilityFeature"]
    if bool(marks) != ("pageBreakMarkers" in texts) or bool(marks) != ("pageNavigation" in texts):
        yield "epub-metadata", "the metadata about printed pages are wrong"


def _words(link: object) -> str:
    return " ".join(link.text_content().split())  # type: ignore[attr-defined]


def _without_marks(heading: object) -> str:
    """The words of a heading without the marks of its notes."""
    texts = heading.xpath(".//text()[not(ancestor::a[@role='doc-noteref'])]")  # type: ignore[attr-defined]
    return " ".join("".join(texts).split())


def _requests(book: OpenedBook) -> Iterator[Problem]:
    for path, root in book.pages.items():
        for element in root.iter(*ACTIVE):
            yield "epub-active", f"{path} has <{element.tag}>, which does something by itself"
        if root.xpath("//@*[starts-with(name(), 'on')] | //a/@href[starts-with(., 'javascript:')]"):
            yield "epub-active", f"{path} has a script in an attribute"
        for address in root.xpath(ASKED):
            if ADDRESS.match(address):
                yield "epub-remote", f"{path} asks another host for {address}"
    for listed_file in book.opf.iter(f"{OPF}item"):
        if ADDRESS.match(listed_file.get("href", "")):
            yield "epub-remote", f"the list of files asks another host for {listed_file.get('href')}"
        if "scripted" in (listed_file.get("properties") or "").split() or "javascript" in listed_file.get(
            "media-type", ""
        ):
            yield "epub-active", f"{listed_file.get('href')} is a script, or has one"
    for item in book.items.values():
        style = book.read(item.path) if item.media_type == "text/css" and item.path in book.names else b""
        if STYLE_ASKS.search(style.decode("utf-8", "replace")):
            yield "epub-remote", f"{item.path} takes something from elsewhere"
