"""Lists everything that the package, the container, the NCX and the style of our books may have.

Anything else is strange: a second package, a fallback, a link to a conformance claim. What depends on the language or the
pages is compared with them: the page direction, the targets of landmarks, the rules that the style needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from pipeline.verifiers.css.verify import COUNTER, rules
from pipeline.verifiers.epub.book import CONTAINER, DC, LANGUAGE, NCX, OPF, TYPE, OpenedBook, Problem, resolved, xml
from pipeline.verifiers.html.allowed import LEFTWARD

Element = Any
MEDIA_TYPES = {
    ".xhtml": "application/xhtml+xml", ".css": "text/css", ".ncx": "application/x-dtbncx+xml", ".png": "image/png",
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".svg": "image/svg+xml", ".webp": "image/webp",
    ".smil": "application/smil+xml", ".mp3": "audio/mpeg", ".pls": "application/pls+xml",
}  # fmt: skip
"""The media type of a file by its ending."""
NAME, TAG, NUMBER = r"[A-Za-z][\w.-]*", r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", r"\d{1,6}"
PLS = "{http://www.w3.org/2005/01/pronunciation-lexicon}"
IN_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
ALLOWED: dict[str, dict[str, str]] = {
    f"{IN_CONTAINER}container": {"version": r"1\.0"},
    f"{IN_CONTAINER}rootfiles": {},
    f"{IN_CONTAINER}rootfile": {"full-path": r"[\w./-]+\.opf", "media-type": r"application/oebps-package\+xml"},
    f"{OPF}package": {"version": r"3\.0", "unique-identifier": NAME, LANGUAGE: TAG, "dir": "rtl"},
    f"{OPF}metadata": {},
    f"{OPF}meta": {"property": r"[\w:-]+", "refines": rf"#{NAME}"},
    f"{OPF}manifest": {},
    f"{OPF}item": {
        "id": NAME, "href": r"[\w./-]+", "media-type": r"[\w./+-]+", "properties": "nav", "media-overlay": NAME,
    },
    f"{OPF}spine": {"toc": NAME, "page-progression-direction": "rtl"},
    f"{OPF}itemref": {"idref": NAME},
    f"{NCX}ncx": {"version": "2005-1", LANGUAGE: TAG},
    f"{NCX}head": {}, f"{NCX}meta": {"name": "dtb:uid", "content": r"\S+"},
    f"{NCX}docTitle": {}, f"{NCX}text": {}, f"{NCX}navMap": {}, f"{NCX}navLabel": {}, f"{NCX}pageList": {},
    f"{NCX}navPoint": {"id": NAME, "playOrder": NUMBER},
    f"{NCX}pageTarget": {"id": NAME, "type": "normal", "value": NUMBER, "playOrder": NUMBER},
    f"{NCX}content": {"src": r"[\w./-]+(#[\w-]+)?"},
    f"{PLS}lexicon": {"version": r"1\.0", "alphabet": "ipa", LANGUAGE: TAG},
    f"{PLS}lexeme": {}, f"{PLS}grapheme": {}, f"{PLS}phoneme": {}, f"{PLS}alias": {},
}  # fmt: skip
ONCE = (f"{IN_CONTAINER}rootfile", f"{OPF}metadata", f"{OPF}manifest", f"{OPF}spine", f"{NCX}navMap", f"{NCX}docTitle")
STYLED = re.compile(rf"notice|box|action|status|contents|columns-([2-7]|many)|(?!decimal$){COUNTER.pattern}")
"""Classes that need a rule in the style: frames, columns that become lists, and labels of numbered lists."""


def strange(book: OpenedBook) -> Iterator[Problem]:
    """Yields everything about a book that our books never have."""
    roots = {CONTAINER: xml(book.read(CONTAINER)), book.opf_path: book.opf, **_old_contents(book), **_lexicons(book)}
    for path, root in roots.items():
        for message in _elements(root):
            yield "epub-strange", f"{path}: {message}"
    language = dict(book.metadata()).get("dc:language", "")
    for element in (book.opf, *book.opf.iter(f"{OPF}spine")):
        direction = element.get("dir") or element.get("page-progression-direction")
        if bool(direction) != bool(LEFTWARD.match(language)):
            yield "epub-strange", f"the pages of a book in “{language}” turn {direction or 'ltr'}, against its language"
    for item in book.items.values():
        if item.media_type != MEDIA_TYPES.get(PurePosixPath(item.path).suffix.lower()):
            yield "epub-strange", f"{item.path} is said to be {item.media_type}, which none of our files is"
    spine = next(book.opf.iter(f"{OPF}spine"), None)
    old = book.items.get(spine.get("toc", "")) if spine is not None else None
    if old is None or old.media_type != MEDIA_TYPES[".ncx"]:
        yield "epub-contents", "the reading order does not name the contents list for older devices (toc)"
    yield from _styles(book)


def _elements(root: Element) -> Iterator[str]:
    tags = [element.tag for element in root.iter()]
    for name in ONCE:
        if tags.count(name) > 1:
            yield f"<{name.rpartition('}')[2]}> stands {tags.count(name)} times"
    for element in root.iter():
        if not isinstance(element.tag, str):
            yield "there is a comment or processing instruction in it"
            continue
        name = element.tag.rpartition("}")[2]
        allowed = {"id": NAME} if element.tag.startswith(DC) else ALLOWED.get(element.tag)
        if allowed is None:
            yield f"<{name}> is in none of our books"
            continue
        for key, value in element.attrib.items():
            if not re.fullmatch(allowed.get(key, ""), value):
                yield f"<{name}> has {key.rpartition('}')[2]}=“{value[:60]}”, which none of our books has"


def pronunciations(book: OpenedBook) -> Iterator[tuple[str, str]]:
    """Yields the pronunciations in the book as metadata: ("pronunciation", "Kent = kɛnt")."""
    for root in _lexicons(book).values():
        for lexeme in root.iter(f"{PLS}lexeme"):
            words, *sounds = ((part.text or "").strip() for part in lexeme)
            yield "pronunciation", f"{words} = {' '.join(sounds)}"


def lexicon_links(book: OpenedBook) -> Iterator[Problem]:
    """Checks that each page names the lexicon of the book, in its language."""
    language = dict(book.metadata()).get("dc:language", "")
    for name, root in _lexicons(book).items():
        if root.get(LANGUAGE) != language:
            yield "epub-language", f"{name} is for “{root.get(LANGUAGE)}”, the book is in “{language}”"
        for path, page in book.pages.items():
            links = [link for link in page.iter("link") if resolved(path, link.get("href", ""))[0] == name]
            if [(link.get("rel"), link.get("hreflang")) for link in links] != [("pronunciation", language)]:
                yield "epub-link", f"{path} does not name {name} as its pronunciation lexicon"


def _lexicons(book: OpenedBook) -> dict[str, Element]:
    paths = [item.path for item in book.items.values() if item.media_type == MEDIA_TYPES[".pls"]]
    return {path: xml(book.read(path)) for path in paths if path in book.names}


def _old_contents(book: OpenedBook) -> dict[str, Element]:
    paths = [item.path for item in book.items.values() if item.media_type == MEDIA_TYPES[".ncx"]]
    return {path: xml(book.read(path)) for path in paths if path in book.names}


@lru_cache(16)
def selectors_of(style: str) -> tuple[str, ...]:
    """Returns the selectors of a style sheet. It is cached, because most books have the same one."""
    return tuple(selector for _, selector, _ in rules(style))


def _styles(book: OpenedBook) -> Iterator[Problem]:
    """Checks that each page has a style, with a rule for each class that needs one."""
    ruled: dict[str, list[str]] = {}
    for item in book.items.values():
        if item.media_type == "text/css" and item.path in book.names:
            text = book.read(item.path).decode("utf-8", "replace")
            ruled[item.path] = list(selectors_of(text))
    for path, root in book.pages.items():
        named = [resolved(path, link.get("href", ""))[0] for link in root.iter("link")]
        selectors = [selector for name in named for selector in ruled.get(name, ())]
        if not selectors:
            yield "epub-style", f"{path} has no style with rules"
            continue
        used = {name for element in root.iter() for name in (element.get("class") or "").split()}
        for name in sorted(filter(STYLED.fullmatch, used)):
            needed_rule = re.compile(rf"\.{name}\b" if name.startswith("columns") else rf"(^|, ?)\.{name}(?=,|$)")
            if not any(map(needed_rule.search, selectors)):
                yield "epub-style", f"{path}: the style has no rule for “{name}”"


def contents(book: OpenedBook) -> Iterator[Problem]:
    """Checks that the contents list, the NCX and the landmarks lead to the same places, in reading order."""
    navigation = [item.path for item in book.items.values() if "nav" in item.properties.split()]
    for path in navigation:
        root = book.pages.get(path)
        for nav in root.iter("nav") if root is not None else ():
            leads = [(a.get(TYPE, ""), resolved(path, a.get("href", ""))) for a in nav.iter("a")]
            if nav.get(TYPE) == "toc":
                yield from _old_leads(book, [place for _, place in leads])
            elif nav.get(TYPE) == "landmarks":
                yield from _landmarks(book, path, leads)


Place = tuple[str, str]


def _old_leads(book: OpenedBook, wanted: list[Place]) -> Iterator[Problem]:
    order = {place: number for number, place in enumerate(_places(book))}
    for path, root in _old_contents(book).items():
        title = " ".join((root.findtext(f"{NCX}docTitle/{NCX}text") or "").split())
        if title != dict(book.metadata()).get("dc:title"):
            yield "epub-metadata", f"{path} has the title “{title}”, which is not the book's"
        leads = [resolved(path, point.get("src", "")) for point in root.iterfind(f".//{NCX}navPoint/{NCX}content")]
        if leads != wanted:
            yield "epub-contents", f"{path} leads to other places than the contents list"
        played = [
            (int(point.get("playOrder", "0")), order.get(resolved(path, content.get("src", "")), -1))
            for point in root.iter(f"{NCX}navPoint", f"{NCX}pageTarget")
            for content in point.iterfind(f"{NCX}content")
        ]
        if [place for _, place in sorted(played)] != sorted(place for _, place in played):
            yield "epub-contents", f"{path} plays its parts in another order than the book has them (playOrder)"


def _places(book: OpenedBook) -> Iterator[Place]:
    """Yields every possible target of a link, in reading order."""
    for path, root in book.pages.items():
        yield path, ""
        yield from ((path, id) for id in root.xpath("//@id"))


def _landmarks(book: OpenedBook, path: str, leads: list[tuple[str, Place]]) -> Iterator[Problem]:
    """Checks that landmarks lead to the title page, the contents list and the start of the text."""
    ids = dict(_identified(book))
    text = next(iter([*book.pages][[*book.pages].index(path) + 1 :]), "")
    for kind, place in leads:
        element = ids.get(place)
        true = element is not None and (
            (kind == "titlepage" and element.get(TYPE) == "titlepage")
            or (kind == "toc" and next(element.iterancestors("nav"), element).get(TYPE) == "toc")
            or (kind == "bodymatter" and place[0] == text and not _words_before(element))
        )
        if not true:
            yield "epub-contents", f"the landmark “{kind}” leads to {'#'.join(place)}, which is another place"


def _identified(book: OpenedBook) -> Iterator[tuple[Place, Element]]:
    for path, root in book.pages.items():
        for element in root.xpath("//*[@id]"):
            yield (path, element.get("id")), element


def _words_before(element: Element) -> str:
    """Returns the words of a page before an element."""
    return "".join(element.xpath("preceding::text()[ancestor::body]")).strip()
