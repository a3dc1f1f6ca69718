"""The proof of the pages of the site: the list of publications, the lists for search engines, the pages that forward."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from lxml import etree

from pipeline.app.project import Project
from pipeline.app.proof import prove
from pipeline.app.proofs import sheet_proof
from pipeline.app.verify import read_back, said_of_itself, signs
from pipeline.builders import About
from pipeline.builders.html import assets
from pipeline.editions.assets import Assets
from pipeline.editions.edition import Piece
from pipeline.model.findings import Finding, error
from pipeline.model.place import Place

FORWARD = re.compile(
    rb'<!DOCTYPE html>\n<html lang="[\w-]+" dir="(?:ltr|rtl)">\n<head>\n<meta charset="utf-8">\n'
    rb'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>([^<]*)</title>\n<meta name="robots" '
    rb'content="noindex">\n<link rel="canonical" href="[^"]*">\n<meta http-equiv="refresh" content="0; url=([\w.-]+)">\n'
    rb'<link rel="stylesheet" href="assets/style-[\da-f]+\.css">\n</head>\n<body>\n<main><div class="frame"><h1>\1</h1>\n'
    rb'<p class="before_title"><a href="\2">\1</a></p></div></main>\n</body>\n</html>\n'
)
"""A page at an old address, whole: it does nothing but lead to another page of the folder."""


def page(
    files: Mapping[str, bytes], declared: Sequence[Piece], about: About = (), templates: Assets | None = None
) -> Iterator[Finding]:
    """What is wrong with a page of the site: its words against those that its builder declares, and what it may hold.

    A style sheet is compared with the one that the templates make, where they are given.
    """
    if templates is not None:
        yield from sheet_proof.prove(files, templates)
    added: list[Piece] = []
    for piece in declared:
        if added and piece.block and piece.block == added[-1].block and not piece.opens:
            added[-1] = replace(added[-1], text=added[-1].text + piece.text)
        else:
            added.append(replace(piece, kind=piece.kind or "site"))
    pages = []
    for name, data in files.items():
        if FORWARD.fullmatch(data):
            continue
        reading = read_back(data, name)
        if reading is not None:
            yield from (*reading.findings, *reading.strange)
            if name.endswith(".html"):
                pages.append((name, reading))
        elif name.endswith(".xml"):
            yield from _xml(data, name)
    if pages:  # the pages of a divided one follow each other as they are declared
        said = [words for _, reading in pages for words in reading.words]
        names = ", ".join(name for name, _ in pages)
        yield from prove((), added, said, names).findings
        yield from signs(declared, pages, names)
        yield from said_of_itself(about, pages)


def style_sheet(project: Project) -> Iterator[Finding]:
    """What is wrong with the style sheet of all pages: none is written while it cannot be read as it is meant."""
    reading = read_back(assets.style_sheet(project.assets, project.site.brand), "style.css")
    hint = (
        "take this rule out, or put the style.css.jinja of this version of the program in its place and change that one"
    )
    for finding in (*reading.findings, *reading.strange) if reading else ():
        yield replace(finding, place=Place("templates/style.css.jinja"), hint=finding.hint or hint)


def _xml(data: bytes, name: str) -> Iterator[Finding]:
    try:
        root = parsed(data)
    except etree.XMLSyntaxError as wrong:
        yield error("site-page", f"{name} cannot be read: {wrong}", Place(name), "build it again")
        return
    if root.getroottree().docinfo.doctype or root.xpath("//processing-instruction()"):
        yield error("site-page", f"{name} holds something that our lists of pages do not have", Place(name))


def parsed(data: bytes) -> etree._Element:
    """The root of an XML file, which asks for nothing from elsewhere. Raises XMLSyntaxError."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
