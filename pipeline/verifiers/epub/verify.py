"""Reads an EPUB file back as a reading system would: its pages as one text, in the order of the spine."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from hashlib import sha256
from typing import Any

from lxml import etree, html

from pipeline.model.findings import error
from pipeline.model.place import Place
from pipeline.verifiers import Reading, ReadRun
from pipeline.verifiers.css.verify import faint
from pipeline.verifiers.epub.allowed import strange
from pipeline.verifiers.epub.book import OpenedBook, page, resolved
from pipeline.verifiers.epub.package import pronunciations
from pipeline.verifiers.epub.rules import ADDRESS, problems
from pipeline.verifiers.html.rules import findings
from pipeline.verifiers.html.runs import SHOWS, runs
from pipeline.verifiers.html.tree import tree
from pipeline.verifiers.html.verify import anchored_texts

Element = Any
FRAME = b'<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body><main/></body></html>'


def verify(data: bytes, file: str) -> Reading:
    """Reads the words of a book. Another file gives an error and no words."""
    place = Place(file=file)
    try:
        book = OpenedBook(data)
        odd = tuple(error(rule, message, place) for rule, message in strange(book))
        wrong = tuple(error(rule, message, place) for rule, message in problems(book))
        sheets = [name for name in book.names if name.lower().endswith(".css")]
        pale = [rule_text for name in sheets for rule_text in faint(book.read(name).decode("utf-8", "replace"))]
        wrong += tuple(error("epub-contrast", f"in a style sheet of the book {rule_text}", place) for rule_text in pale)
    except (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, etree.XMLSyntaxError) as damage:
        return Reading((), "", (error("epub-unreadable", f"this is not an EPUB file: {damage}", place),))
    facts = tuple(book.metadata())
    about = (*facts, *pronunciations(book))
    root = _joined(book, dict(about))
    text = tree(root)
    lines = "".join(f"{name} “{value}”\n" for name, value in facts)
    lines += "".join(f"{line}\n" for child in text.children for line in child.lines())
    read_runs = tuple(_with_picture(run, book) for run in runs(root))
    return Reading(tuple(anchored_texts(text)), lines, (*wrong, *findings(root, file)), read_runs, SHOWS, about, odd)


def _joined(book: OpenedBook, about: dict[str, str]) -> Element:
    """Joins all pages as parts of one page; links between pages become links within it."""
    root = page(FRAME)
    root.set("lang", about.get("dc:language", ""))
    root.find("head/title").text = about.get("dc:title", "")
    ids = {path: set(page_root.xpath("//@id")) for path, page_root in book.pages.items()}
    for path, element in book.pages.items():
        for link in element.iter("a"):
            target = link.get("href", "")
            aim, fragment = resolved(path, target)
            if not ADDRESS.match(target) and fragment in ids.get(aim, ()):
                link.set("href", f"#{fragment}")
            link.attrib.pop("role", None)  # the rules have checked it; in the text a mark is a link
        for picture in element.iter("img"):
            picture.set("src", resolved(path, picture.get("src", ""))[0])
        body = element.find("body")
        part = html.Element("div")
        part.text = body.text
        part.extend(list(body))
        root.find("body/main").append(part)
    return root


def _with_picture(run: ReadRun, book: OpenedBook) -> ReadRun:
    """Replaces the picture of a run by the digest of its bytes."""
    path = run.facts.get("picture")
    if path is None:
        return run
    data = book.read(path) if path in book.names else b""
    return replace(run, facts={**run.facts, "picture": sha256(data).hexdigest()})
