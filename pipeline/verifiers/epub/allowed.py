"""Lists everything that the pages and styles of our e-books may have. Anything else is strange.

Pages follow the list for web pages (`verifiers/html/allowed.py`), without what only a site has, and with what e-books add:
kinds of parts, and xml:lang. The style must not hide, move, replace or add words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pipeline.editions.contrast import ENOUGH_CONTRAST, ratio
from pipeline.verifiers.css.verify import rules, wrong
from pipeline.verifiers.epub import overlays, package
from pipeline.verifiers.epub.book import CONTAINER, LANGUAGE, TYPE, OpenedBook, Problem
from pipeline.verifiers.html.allowed import ATTRIBUTES, LEFTWARD, labels_differ

Element = Any
SITE_ONLY = frozenset({"article", "header", "footer", "main"})
TAG = r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"
WHOLE = r"[\s\S]*"
KINDS = "titlepage|copyright-page|endnotes|endnote|toc|landmarks|bodymatter|noteref|backlink|cover|loi|lot|page-list|pagebreak"
LINK = r"https?://\S+|mailto:\S+|tel:\S+|#[\w-]+|[\w./-]+\.xhtml(#[\w-]+)?"
OWN: dict[str, dict[str, str]] = {
    "html": {"lang": TAG, LANGUAGE: TAG, "dir": "ltr|rtl"},
    "a": {"href": LINK, TYPE: KINDS, "role": "doc-backlink|doc-noteref", "id": r"[A-Za-z][\w-]*"},
    "link": {
        "rel": "stylesheet|pronunciation", "type": r"text/css|application/pls\+xml", "href": r"[\w./-]+\.(css|pls)",
        "hreflang": TAG,
    },
    "meta": {"charset": "utf-8"},
    "nav": {
        "aria-label": r"[^<>]{1,80}", TYPE: KINDS,
        "role": "doc-toc|doc-pagelist", "aria-labelledby": r"[A-Za-z][\w-]*", "hidden": "(hidden)?",
    },
    "section": {"id": r"[A-Za-z][\w-]*", TYPE: KINDS, "role": "doc-endnotes", "aria-labelledby": r"[A-Za-z][\w-]*"},
    "li": {"id": r"[A-Za-z][\w-]*", TYPE: "endnote"},
    "img": {"src": r"[\w./ -]+", "alt": WHOLE, "lang": TAG, LANGUAGE: TAG},
    "span": {
        "lang": TAG, LANGUAGE: TAG, "dir": "ltr|rtl", "id": r"page-[\w-]+", "role": "doc-pagebreak", TYPE: "pagebreak",
        "aria-label": r"[^<>]{1,80}",
    },
    "table": {"id": r"[A-Za-z][\w-]*"},
}  # fmt: skip


def strange(book: OpenedBook) -> Iterator[Problem]:
    """Yields everything in the pages and styles of a book that our books never have."""
    clips = overlays.places(book)
    for path, root in book.pages.items():
        named = clips.get(path, frozenset())
        for element in root.iter():
            spoken = element.get("id") in named
            yield from (("epub-strange", f"{path}: {message}") for message in _element(element, spoken=spoken))
    for name in book.names:
        if name.startswith("META-INF/") and name != CONTAINER:
            yield "epub-strange", f"{name} is in none of our books"
    if book.opf.xpath("//*[local-name() = 'itemref'][@linear = 'no']"):
        yield "epub-strange", "a part is left out of the reading order (linear)"
    yield from package.strange(book)
    yield from overlays.strange(book)
    for item in book.items.values():
        if item.media_type == "text/css" and item.path in book.names:
            text = book.read(item.path).decode("utf-8", "replace")
            yield from (("epub-strange", f"{item.path}: {message}") for message in _style_slips(text))


def _element(element: Element, *, spoken: bool) -> Iterator[str]:
    if not isinstance(element.tag, str):
        yield "there is a comment or processing instruction in the page"
        return
    if element.tag not in ATTRIBUTES or element.tag in SITE_ONLY:
        yield f"<{element.tag}> is in none of our books"
        return
    allowed = OWN.get(element.tag, ATTRIBUTES[element.tag])
    for name, value in element.attrib.items():
        if spoken and name == "id":  # any element may be the text of a clip
            continue
        pattern = r"(?!.*visually-hidden)[\w -]+" if name == "class" else allowed.get(name)
        if pattern is None or not re.fullmatch(pattern, value, re.DOTALL):
            yield f"<{element.tag}> has {name.rpartition('}')[2]}=“{value[:60]}”, which none of our books has"
    named = {"contents", "notes"} & set((element.get("class") or "").split())
    contents = named or within(element, "nav")
    if contents and (element.tag == "ul" or (named and element.tag != "ol") or element.get("start")):
        yield "a list of contents or notes has no numbers, or counts from another number than 1"
    if element.tag == "ol" and (slip := labels_differ(element)):
        yield slip
    if element.tag == "dl" and [child.tag for part in element for child in part] != ["dt", "dd"] * len(element):
        yield "a list of labelled values has something other than pairs of label and value"
    if element.tag == "span" and element.get("aria-label") and (element.get("role") is None or element.text_content()):
        yield "words are read aloud differently than they are shown"
    if element.get("hidden") is not None and element.get(TYPE) not in ("landmarks", "page-list"):
        yield f"<{element.tag}> is hidden"
    if element.get("dir") and (element.get("dir") == "rtl") != bool(LEFTWARD.match(element.get("lang", ""))):
        yield f"words in “{element.get('lang')}” are set {element.get('dir')}, against their language"


def within(element: Element, tag: str) -> bool:
    """Whether an element has an ancestor with this tag."""
    return next(element.iterancestors(tag), None) is not None


@lru_cache(16)
def _style_slips(text: str) -> tuple[str, ...]:
    return tuple(_style(text))


def _style(text: str) -> Iterator[str]:
    for condition, selector, declarations in rules(text):
        if selector.startswith("@"):
            yield f"the style holds {selector}, unlike our files"
        declared = dict(declarations)
        pair = declared.get("color", ""), declared.get("background", "")
        readable = all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in pair) and ratio(*pair) >= ENOUGH_CONTRAST
        for name, value in declarations:
            if readable and name in ("color", "background"):  # the colours of a style of edition
                continue
            labelled = (name, value) == ("display", "none") and selector.endswith("thead") and condition
            if not labelled and name != "border-bottom-width" and (reason := wrong(condition, selector, name, value)):
                yield f"{selector} {{ {name}: {value} }} {reason}"
