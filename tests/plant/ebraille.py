"""Faults in a finished eBraille package: in its text, its contents list, its metadata, its style and its parts."""

# ruff: noqa: E501 (tables of small changes read best a line each)

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.plant import Fault, spread
from tests.plant.office import added, in_part, parts, replaced
from tests.plant.trees import (
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
)

X, OPF, DC = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/opf}", "{http://purl.org/dc/elements/1.1/}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
NAMES = {"x": X[1:-1], "o": OPF[1:-1], "dc": DC[1:-1]}
PASSAGES = "//x:body//*[self::x:p or self::x:li or self::x:h1 or self::x:h2 or self::x:h3][node()[1][self::text()]]"
PAGE: list[tuple[str, str, Change]] = [
    *((f"a passage {what}", PASSAGES, change) for what, change in (("is lost", removed), ("stands twice", doubled), ("changes places", swapped))),
    ("a cell is another", PASSAGES, text_changed(lambda text: text.replace("\u2801", "\u2807", 1) if "\u2801" in text else "\u2807" + text)),
    ("cells are lost", PASSAGES, text_changed(lambda text: text[: len(text) // 2])),
    ("words run together", PASSAGES, text_changed(lambda text: text.replace("\u2800", ""))),
    ("print stands there", PASSAGES, text_changed(lambda text: text + "print")),
    ("a blank cell is put in", PASSAGES, text_changed(lambda text: re.sub("(?<=[^\u2800])(?=[^\u2800])", "\u2800", text, count=1))),
    ("a cell has eight dots", PASSAGES, text_changed(lambda text: text + "\u28ff")),
    ("a passage runs from the right", PASSAGES, setting("dir", "rtl")),
    ("a passage is not shown", PASSAGES, setting("style", "display: none")),
    ("an item becomes text", "//x:li", renamed(f"{X}p")),
    ("a heading goes up", "//x:body//x:h3", renamed(f"{X}h2")),
    ("a heading goes down", "//x:body//x:h2", renamed(f"{X}h3")),
    ("a heading becomes text", "//x:body//x:h2", renamed(f"{X}p")),
    ("text becomes a heading", "//x:body//x:p", renamed(f"{X}h2")),
    ("a value becomes text", "//x:p[@class='field']", losing("class")),
    ("a passage is hidden", PASSAGES, setting("hidden", "hidden")),
    ("a passage is another kind", PASSAGES, setting("class", "quotation")),
    ("an anchor is lost", "//x:body//*[@id]", losing("id")),
    ("a list goes up", "//x:li/x:ul", renamed(f"{X}span")),
    ("the page is in another language", "/x:html", setting("lang", "fr")),
    ("the page is in another language (XML)", "/x:html", setting(LANGUAGE, "fr")),
    ("the page has another title", "//x:title", text_changed(lambda _: "x")),
    ("a script is put in", "//x:body", putting_in(f"{X}script", "alert(1)")),
    ("words stand outside of a passage", "//x:body", putting_in(f"{X}div", "\u2807")),
    *((f"an entry {what}", "//x:nav//x:li", change) for what, change in (("is lost", removed), ("stands twice", doubled), ("changes places", swapped))),
    ("an entry leads elsewhere", "//x:nav//x:a", setting("href", "ebraille/text.html#ask-format")),
    ("an entry leads nowhere", "//x:nav//x:a", setting("href", "ebraille/text.html#nowhere")),
    ("an entry leads out of the book", "//x:nav//x:a", setting("href", "https://example.com/")),
    ("an entry says other words", "//x:nav//x:a", text_changed(lambda text: text + "\u2807")),
    ("an entry stands under another", "//x:nav//x:ol", renamed(f"{X}ul")),
    ("the style is not named", "//x:link[@rel='stylesheet']", removed),
]  # fmt: skip
PACKAGE: list[tuple[str, str, Change]] = [
    ("a fact is lost", "//o:metadata/*", removed),
    ("a fact stands twice", "//o:metadata/*", doubled),
    ("a fact is another", "//o:metadata/*", text_changed(lambda text: text + "x")),
    ("a fact has another name", "//o:meta", setting("property", "x")),
    ("a file is not listed", "//o:item", removed),
    ("a file is of another kind", "//o:item", setting("media-type", "text/plain")),
    ("a file lies elsewhere", "//o:item", setting("href", "x.html")),
    ("the contents list is not named", "//o:item[@properties]", losing("properties")),
    ("the package is of another version", "/o:package", setting("version", "2.0")),
    ("the text is not in the reading order", "//o:itemref", setting("idref", "nav")),
    ("a part is not read", "//o:itemref", removed),
    ("a part is read aside", "//o:itemref", setting("linear", "no")),
    ("the package is in another language", "/o:package", setting(LANGUAGE, "fr-Brai")),
    ("a claim is put in", "//o:metadata", putting_in(f"{OPF}link", rel="dcterms:conformsTo", href="https://example.com/")),
]  # fmt: skip
FILES = {"ebraille/x.js": b"alert(1)", "META-INF/encryption.xml": b"<x/>", "ebraille/other.html": b"<html/>"}


def faults(data: bytes) -> Iterator[Fault]:
    """Every fault."""
    files = parts(data)
    for name, kinds in (("ebraille/text.html", PAGE), ("index.html", PAGE), ("package.opf", PACKAGE)):
        root, save = in_part(data, name)
        for kind, path, change in kinds:
            yield from tried(root, f"{kind} ({name})", spread(root.xpath(path, namespaces=NAMES), 2), change, save)
    style = files["ebraille/style.css"]
    for rule in ("p { display: none }", "p::before { content: 'x' }", "@import url(https://example.com/x.css);"):
        yield from replaced(
            data, {f"a rule is put in: {rule}": ("ebraille/style.css", style[-20:], style[-20:] + rule.encode())}
        )
    yield from replaced(data, {"the style is emptied": ("ebraille/style.css", style, b"")})
    yield from added(data, FILES)
