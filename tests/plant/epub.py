"""Faults in a finished e-book: in its pages, its contents list, its metadata, its style and its package."""

# ruff: noqa: E501 (tables of small changes read best a line each)

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from tests import plant
from tests.plant import Fault, spread
from tests.plant.html import HIDING
from tests.plant.office import added, in_part, parts, replaced
from tests.plant.trees import (
    TEXTS,
    Change,
    doubled,
    losing,
    putting_in,
    removed,
    renamed,
    setting,
    swapped,
    text_changed,
    tried,
    unwrapped,
    with_text,
)  # fmt: skip

X = "{http://www.w3.org/1999/xhtml}"
NAMES = {
    "x": X[1:-1],
    "o": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "n": "http://www.daisy.org/z3986/2005/ncx/",
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "epub": "http://www.idpf.org/2007/ops",
}
OPF = f"{{{NAMES['o']}}}"
TEXTED = "//x:body//*[self::x:p or self::x:li or self::x:td or self::x:th or self::x:h2 or self::x:h3 or self::x:caption or self::x:dd or self::x:dt]"
PAGES: list[tuple[str, str, Change]] = [
    *((f"<{tag}> {what}", f"//x:body//x:{tag}", change) for tag in ("p", "li", "td", "tr", "h2", "table", "a", "caption", "img", "dt", "dd") for what, change in (("is lost", removed), ("stands twice", doubled), ("changes places", swapped))),
    *((f"made {name}", TEXTED, change) for name, change in HIDING.items()),
    ("a link leads nowhere", "//x:body//x:a[@href]", setting("href", "#nowhere")),
    ("a link leads to another address", "//x:body//x:a[starts-with(@href, 'http')]", setting("href", "https://example.com/elsewhere")),
    ("a link runs a script", "//x:body//x:a[@href]", setting("href", "javascript:alert(1)")),
    ("a link ends", "//x:body//x:a[@href]", unwrapped),
    ("an anchor is lost", "//x:body//*[@id]", losing("id")),
    ("an alternative text is lost", "//x:img[@alt!='']", losing("alt")),
    ("an alternative text is another", "//x:img[@alt!='']", setting("alt", "A cat")),
    ("a picture is another", "//x:img", setting("src", "other.png")),
    ("a landmark leads elsewhere", "//x:nav[@epub:type='landmarks']//x:a", setting("href", "ask.xhtml#ask-format")),
    ("a landmark is another", "//x:nav[@epub:type='landmarks']//x:a", setting(f"{{{NAMES['epub']}}}type", "cover")),
    ("an entry leads elsewhere", "//x:nav[@epub:type='toc']//x:a", setting("href", "lists.xhtml#tables-as-lists")),
    ("a heading goes down", "//x:body//x:h2", renamed(f"{X}h4")),
    ("a heading becomes text", "//x:body//x:h2", renamed(f"{X}p")),
    ("text becomes a heading", "//x:body//x:p", renamed(f"{X}h2")),
    ("a header cell is none", "//x:body//x:th", renamed(f"{X}td")),
    ("a header names another way", "//x:body//x:th[@scope]", setting("scope", "rowgroup")),
    ("a cell spans", "//x:body//x:td", setting("colspan", "2")),
    ("a list has bullets", "//x:body//x:ol", renamed(f"{X}ul")),
    ("a list has numbers", "//x:body//x:ul", renamed(f"{X}ol")),
    ("a list counts from 9", "//x:body//x:ol", setting("start", "9")),
    ("a language is lost", "//x:body//*[@lang]", losing("lang")),
    ("a quotation ends", "//x:body//x:blockquote", unwrapped),
    ("bold ends", "//x:body//x:strong", unwrapped),
    ("stress ends", "//x:body//x:em", unwrapped),
    ("the page has no title", "//x:head/x:title", text_changed(lambda _: "x")),
    ("the page has another language", "/x:html", setting("lang", "fr")),
]  # fmt: skip
PACKAGE: list[tuple[str, str, Change]] = [
    ("a fact is lost", "//dc:*[not(self::dc:identifier)]", removed),
    ("the title is another", "//dc:title", text_changed(lambda _: "Another")),
    ("the language is another", "//dc:language", text_changed(lambda _: "fr")),
    ("a promise is lost", "//o:meta[starts-with(@property, 'schema:')]", removed),
    ("a part is not read", "//o:itemref", removed),
    ("parts change places", "//o:itemref", swapped),
    ("a part is read aside", "//o:itemref", setting("linear", "no")),
    ("a file is not listed", "//o:item", removed),
    ("a file is said to run scripts", "//o:item[@media-type='application/xhtml+xml']", setting("properties", "scripted")),
    ("pages turn the other way", "//o:spine", setting("page-progression-direction", "rtl")),
    ("pages turn as the device likes", "//o:spine", setting("page-progression-direction", "default")),
    ("the package runs the other way", "/o:package", setting("dir", "rtl")),
    ("a file falls back to another", "//o:item", setting("fallback", "file-1")),
    ("a file is said to be another kind", "//o:item[@media-type='image/png']", setting("media-type", "image/gif")),
    ("the older contents are not named", "//o:spine", losing("toc")),
    ("a claim to conform is linked", "//o:metadata", putting_in(f"{OPF}link", rel="dcterms:conformsTo", href="https://www.w3.org/TR/epub-a11y-11#wcag-2.2-aaa")),
    ("a claim to conform is put in", "//o:metadata", putting_in(f"{OPF}meta", "EPUB Accessibility 1.1 - WCAG 2.2 Level AAA", property="dcterms:conformsTo")),
    ("a record lies elsewhere", "//o:metadata", putting_in(f"{OPF}link", rel="record", href="https://example.com/x.xml")),
    ("a fact is refined", "//o:metadata", putting_in(f"{OPF}meta", "edt", refines="#id", property="role")),
    ("a guide is put in", "/o:package", putting_in(f"{OPF}guide")),
]  # fmt: skip
CONTENTS: list[tuple[str, str, Change]] = [
    ("an entry of the old contents is lost", "//n:navPoint", removed),
    ("an entry of the old contents leads elsewhere", "//n:navPoint/n:content", setting("src", "ask.xhtml#ask-format")),
    ("an entry of the old contents is played first", "//n:navPoint[position() > 1]", setting("playOrder", "0")),
    ("the old contents have another title", "//n:docTitle/n:text", text_changed(lambda _: "Another")),
    ("the old contents say more of themselves", "//n:head", putting_in(f"{{{NAMES['n']}}}meta", name="dtb:generator", content="x")),
]  # fmt: skip
PACKAGES: list[tuple[str, str, Change]] = [
    ("a second package is named", "//c:rootfile", doubled),
    ("the container links to more", "/c:container", putting_in(f"{{{NAMES['c']}}}links")),
]  # fmt: skip
FILES = {
    "EPUB/x.js": b"alert(1)",
    "META-INF/encryption.xml": b"<x/>",
    "EPUB/secret.txt": b"x",
    "EPUB/other.xhtml": b"<html/>",
}


def few(nodes: list[Any]) -> list[Any]:
    """Of the nodes of one page: the first, the one in the middle and the last, and as many as all pages can bear."""
    places = dict.fromkeys((0, len(nodes) // 2, len(nodes) - 1)) if nodes else ()
    return [nodes[place] for place in places][: plant.MOST]


def faults(data: bytes) -> Iterator[Fault]:
    """Every fault."""
    files = parts(data)
    package = next(name for name in files if name.endswith(".opf"))
    for name in [name for name in files if name.endswith(".xhtml")]:
        root, save = in_part(data, name)
        kinds = [*PAGES, *((kind, TEXTED, text_changed(change)) for kind, change in TEXTS.items())]
        for kind, path, change in kinds:
            found = root.xpath(path, namespaces=NAMES)
            nodes = with_text(found) if kind in TEXTS else found
            yield from tried(root, kind, few(nodes), change, save)
    root, save = in_part(data, package)
    for kind, path, change in PACKAGE:
        yield from tried(root, kind, root.xpath(path, namespaces=NAMES), change, save)
    for name, kinds in (("EPUB/toc.ncx", CONTENTS), ("META-INF/container.xml", PACKAGES)):
        root, save = in_part(data, name)
        for kind, path, change in kinds:
            yield from tried(root, kind, root.xpath(path, namespaces=NAMES), change, save)
    yield from _style(data, files)
    yield from added(data, FILES)
    assert etree.iselement(root)


def _style(data: bytes, files: dict[str, bytes]) -> Iterator[Fault]:
    style = next(name for name in files if name.endswith(".css"))
    for rule in (
        "p { display: none }",
        "td { visibility: hidden }",
        "h2 { font-size: 1px }",
        "p::before { content: 'not ' }",
        "@import url(https://example.com/x.css);",
    ):
        yield from replaced(
            data, {f"a rule is put in: {rule}": (style, files[style][-40:], files[style][-40:] + b"\n" + rule.encode())}
        )
    for kind, text in (("the style is emptied", b""), ("the style says nothing", b"/* nothing */")):
        yield from replaced(data, {kind: (style, files[style], text)})
    for rule in spread(
        re.findall(rb"(?m)^\.(?:box|action|contents|lower-letter-brackets|decimal-bracket) \{[^}]*\}", files[style])
    ):
        yield from replaced(data, {"a rule with a meaning is lost": (style, rule, b"")})
