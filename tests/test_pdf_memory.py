"""The engine keeps the boxes of all pages until the file is written: they are kept small, and given up as soon as they may be."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import traceback
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pydyf
import pytest
from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import Layout

from pipeline.app import building, settling
from pipeline.app.orders import Order
from pipeline.app.verify import ExpectedFacts, located, verify
from pipeline.builders import Built, Job
from pipeline.builders.print import build as pdf
from pipeline.builders.print import finish, folded_pages, lean_boxes, weasyprint_patches
from pipeline.builders.print.engine import lay_out
from pipeline.builders.print.tag_tree import TagNode, TagTree
from pipeline.builders.print.write_tags import write_tags
from pipeline.editions.site import Site
from pipeline.verifiers import ReadRun
from pipeline.verifiers.pdf import marks, views
from tests.pdf_editions import ASSETS, built, every_block, look, of, only_file, sample
from tests.projects import ROOT
from tests.test_pdf_paper import SENTENCE, plan

PAGES = "<style>@page { size: 300pt 200pt; margin: 20pt; @top-left { content: 'Page ' counter(page) } }%s</style>"
FOLDED = (every_block(), of(plan(6, SENTENCE * 6)))
"""Documents of several pages: one with every block, and a table over pages."""
TEXT = f"<p>{SENTENCE * 40}</p><table><tr><td>{SENTENCE}</td><td>Two</td></tr></table>"


def words_of(document: Any) -> Iterator[Any]:
    for page in document.pages:
        yield from (box for box in page._page_box.children[0].descendants() if isinstance(box, boxes.TextBox))


def margins(document: Any) -> list[Any]:
    return [child for page in document.pages for child in page._page_box.children if isinstance(child, boxes.MarginBox)]


def test_a_box_has_only_what_sets_it_apart() -> None:
    laid_out = lay_out(PAGES % "" + TEXT, ASSETS, lambda _: None)
    words = list(words_of(laid_out))
    assert len(laid_out.pages) > 3
    assert max(len(vars(box)) for box in words) < 20
    assert words[0].margin_left == 0, "what boxes share is found as before"


def test_small_boxes_make_the_same_file(monkeypatch: pytest.MonkeyPatch) -> None:
    document = of(plan(6, SENTENCE * 6))
    small = only_file(built(document))
    monkeypatch.setattr(lean_boxes, "shrink", bool)
    assert only_file(built(document)) == small


def test_a_page_that_is_painted_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[Any] = []

    def noting(document: Any, about: finish.PdfMetadata) -> bytes:
        painted.extend(document.pages)
        return write(document, about)

    write = finish.finished
    monkeypatch.setattr(pdf, "finished", noting)
    built(of(plan(3, SENTENCE)))
    assert [page._page_box for page in painted] == [None] * len(painted)
    assert painted


def test_pages_share_the_styles_of_their_margins_unless_rules_count_pages() -> None:
    shared = margins(lay_out(PAGES % "" + TEXT, ASSETS, lambda _: None))
    assert len(shared) > 3
    assert len({id(box.style) for box in shared}) == 3, "the first page, right ones and left ones"
    counted = margins(
        lay_out(PAGES % "@page :nth(3) { @top-left { content: 'Third' } }" + TEXT, ASSETS, lambda _: None)
    )
    said = ["".join(line.text for line in box.descendants() if isinstance(line, boxes.TextBox)) for box in counted]
    assert said[1:4] == ["Page 2", "Third", "Page 4"]


def test_folded_pages_make_the_same_file(monkeypatch: pytest.MonkeyPatch) -> None:
    open_pages = [only_file(built(document)) for document in FOLDED]
    monkeypatch.setattr(folded_pages, "OPEN", 0)
    assert [only_file(built(document)) for document in FOLDED] == open_pages


def test_folded_pages_have_the_same_bookmarks_and_margins(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = "h1 { string-set: part content(); bookmark-label: content() ' before ' target-counter('#end', page) }"
    rules += "h2 { string-set: part content() } @page { @top-right { content: string(part) ' of ' counter(pages) } }"
    html = PAGES % rules + "".join(f"<h1>{name * 60}</h1>{TEXT}" for name in ("One ", "Two "))
    html += f"<h2>Three</h2>{TEXT}<p id='end'>End</p>"

    def told() -> list[tuple[Any, list[str]]]:
        pages = lay_out(html, ASSETS, lambda _: None).pages
        texts = [
            "".join(box.text for box in child.descendants() if isinstance(box, boxes.TextBox))
            for page in pages
            for child in page._page_box.children
            if isinstance(child, boxes.MarginBox)
        ]
        return [([page.bookmarks for page in pages], texts)]

    as_open = told()
    monkeypatch.setattr(folded_pages, "OPEN", 0)
    assert told() == as_open


def test_many_pages_are_folded_until_they_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folded_pages, "OPEN", 2)
    pages = lay_out(PAGES % "h1 { string-set: part content() }" + f"<h1>Plan</h1>{TEXT}", ASSETS, lambda _: None).pages
    assert [type(vars(page._page_box).get("folded")) for page in pages] == [bytes] * len(pages)
    assert len(pages) > 3
    first, again = pages[0]._page_box.children, pages[0]._page_box.children
    assert first[0] is not again[0], "a look at a page does not open it"
    assert first[0].element is again[0].element


def test_elements_that_look_alike_have_one_style() -> None:
    rows = "".join(
        f'<tr id="R{n}"><td><p>{SENTENCE}</p></td><td><p lang="cy">Un</p><p lang="fr">Un</p></td></tr>'
        for n in range(4)
    )
    page = lay_out(f"<style>p {{ margin: 0 }}</style><table>{rows}</table>", ASSETS, lambda _: None).pages[0]
    styles: dict[str, list[Any]] = {}
    for box in page._page_box.descendants():
        if box.element is not None and isinstance(box, boxes.BlockLevelBox | boxes.TableRowBox | boxes.TableCellBox):
            styles.setdefault(box.element_tag, []).append(box.style)
    assert [style["anchor"] for style in styles["tr"]] == [f"R{n}" for n in range(4)]
    assert len(styles["p"]) == 12
    assert len({id(style) for style in styles["p"]}) == 3, "one for each language"
    assert {style["lang"] for style in styles["p"]} == {None, "cy", "fr"}
    assert len({id(style) for style in styles["td"]}) == 4, "boxes of cells change their style: one for each row"


def test_a_painted_page_is_compressed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    operators: list[int] = []

    def noting(pdf: Any, laid_out: Any, version: object, streams: list[Any]) -> None:
        operators.extend(len(stream.stream) for stream in streams)
        add_tags(pdf, laid_out, version, streams)

    add_tags = weasyprint_patches.add_tags
    monkeypatch.setattr(weasyprint_patches, "add_tags", noting)
    built(of(plan(3, SENTENCE)))
    assert operators
    assert set(operators) == {1}


def test_what_is_written_is_given_up_before_the_file_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine holds the parts of a stream by the list that it was made of, and writes all objects twice in the end."""
    roots: list[tuple[TagNode, int]] = []

    def noting(pdf: Any, tree: TagTree, pages: int) -> None:
        write_tags(pdf, tree, pages)
        roots.append((tree.root, len(tree.root.kids)))

    monkeypatch.setattr(weasyprint_patches, "write_tags", noting)
    built(of(plan(1, SENTENCE)))
    ((root, kids),) = roots
    assert (kids > 0, root.kids) == (True, [])
    weasyprint_patches.compress(pydyf.Stream(parts := [b"q", b"Q"], compress=True))
    assert len(parts) == 1


def test_of_pages_that_are_proved_nothing_is_read_twice_or_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of two thousand rows would take half as much memory again."""
    made = sample()
    files = {"a.pdf": only_file(made), "b.pdf": only_file(made) + b"%"}
    others: list[int] = []

    def noting(pdf: Any) -> marks.MarkedPages:
        known = [value for frame, _ in traceback.walk_stack(sys._getframe()) for value in frame.f_locals.values()]
        others.append(sum(isinstance(one, pikepdf.Pdf) and one is not pdf for one in known))
        return read_pages(pdf)

    read_pages = marks.read_pages
    monkeypatch.setattr(marks, "read_pages", noting)
    verify(every_block(), files, made.reading, ExpectedFacts(assets=ASSETS))
    assert others == [0] * len(files), "each is read once, and is not open a second time meanwhile"
    assert marks.pages_of.cache_info().currsize == views.tree_of.cache_info().currsize == 0


def test_words_that_lead_nowhere_are_the_same_in_a_file_among_others() -> None:
    plain, named = ReadRun("Words", {"cell": "cell"}), ReadRun("Words", {}, ("one",))
    assert located(plain, "a.pdf", {}) is plain
    assert located(named, "a.pdf", {}).anchors == ("a.pdf#one",)


def test_a_long_document_is_set_by_another_process_than_proves_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    make = pdf.build

    def noting(job: Job) -> Built:
        made = make(job)
        return replace(made, facts={**made.facts, "process": os.getpid()})

    monkeypatch.setattr(pdf, "build", noting)
    building.prepare(ASSETS, tmp_path)
    order = Order(of(plan(3, SENTENCE)), "pdf", look("standard"))
    around = building.Around(Site(), (), building.PUBLIC, 0)
    here = building.build(order, around)
    monkeypatch.setattr(settling, "LONG", 100)
    there = building.build(order, around)
    assert (here.facts["process"] == os.getpid(), there.facts["process"] == os.getpid()) == (True, False)
    assert there == replace(here, facts={**here.facts, "process": there.facts["process"]})


class InUse(ctypes.Structure):
    """What the allocator of the C library says of itself (mallinfo2(3))."""

    _fields_ = tuple((name, ctypes.c_size_t) for name in ("a", "b", "c", "d", "e", "f", "g", "in_use", "free", "top"))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks the C library of Linux")
def test_a_text_that_was_set_gives_its_memory_back() -> None:
    """The engine keeps a list of features for each text for ever: some hundred bytes."""
    style = next(
        words_of(lay_out(PAGES % "p { font-variant-numeric: tabular-nums }" + TEXT, ASSETS, lambda _: None))
    ).style
    library = ctypes.CDLL(None)
    library.mallinfo2.restype = InUse
    used = []
    for _ in range(3):
        used.append(library.mallinfo2().in_use)
        for _ in range(2000):
            Layout(style)
    assert used[2] - used[1] < 20_000


def test_pages_that_another_part_of_the_process_sets_keep_the_lists_that_they_share() -> None:
    """A list that is freed under its owner ends the process, so this is tried in one of its own."""
    program = """
import gc
from weasyprint import HTML
from pipeline.builders.print import weasyprint_patches
weasyprint_patches.install(counting=False)
for _ in range(3):
    HTML(string="<p style='font-variant-numeric: tabular-nums'>Some words, and 12,345.</p>" * 400).write_pdf()
    gc.collect()
"""
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False, timeout=120).returncode == 0
