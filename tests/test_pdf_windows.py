"""Long PDFs go through in windows of pages: the same is read, and memory does not grow with the length of the file."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pypdfium2
import pytest
from pdfminer.pdfpage import PDFPage

from pipeline.assemble.assemble import assemble
from pipeline.model.flow import Flow, FlowParagraph, Grid
from pipeline.sources.pdf import extract as reader
from pipeline.sources.pdf.file import look
from pipeline.sources.pdf.sheet import Sheet
from tests.pdf_pages import drawn, printed, read

TEXT = "The council keeps a record of each meeting and sends it to every member within a week of the day it was held. "
CSS = "@page { size: A6; @top-left { content: 'The plan' } @bottom-right { content: counter(page) } } table { width: 100% }"
SYLLABLES = [consonant + vowel for consonant in "bcdfghklmnprstvw" for vowel in "aeiou"]
ROW = "<tr><td>Aim {n}</td><td>{text}</td></tr>"
TABLE = "td, th { border: 1px solid; padding: 2pt } table { border-collapse: collapse }"


def shapes(flow: Flow) -> list[object]:
    """The blocks, and what was set aside."""
    blocks = [
        block.text
        if isinstance(block, FlowParagraph)
        else [[p.text for p in cell.blocks if isinstance(p, FlowParagraph)] for cell in block.cells]
        if isinstance(block, Grid)
        else block
        for block in flow.blocks
    ]
    return [*blocks, [(aside.text, aside.place.page) for aside in flow.asides]]


@pytest.mark.parametrize("variant", [None, "pdf/ua-1"])
@pytest.mark.parametrize(
    "html",
    [
        pytest.param("".join(f"<h2>Part {n}</h2><p>{TEXT * 9}</p>" for n in "ABCDEFGHI"), id="paragraphs over pages"),
        pytest.param(f"<p>{TEXT}</p><table>" + "".join(ROW.format(n=n, text=TEXT * 2) for n in range(44)) + "</table>",
                     id="a table over pages"),
    ],
)  # fmt: skip
def test_a_file_in_windows_is_read_as_a_whole_one(
    html: str, variant: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = printed(html, f"{CSS} {TABLE}", variant)
    whole = read(data)
    monkeypatch.setattr(reader, "WINDOW_PAGES", 3)
    monkeypatch.setattr(reader, "LEAST_PAGES", 3)
    parts = read(data)
    assert whole.pages == parts.pages > 8
    assert shapes(parts) == shapes(whole)
    assert [word.text for word in parts.words] == [word.text for word in whole.words]
    assert [word.place for word in parts.words] == [word.place for word in whole.words]
    assert not [word.text for word in assemble(parts, "case").ledger.words if word.fate == "lost"]


LONG = """
import sys
from tests.test_pdf_windows import long_file
from pipeline.assemble.assemble import assemble
from pipeline.sources.pdf.extract import extract
made = assemble(extract(long_file(int(sys.argv[1])), "long.pdf"), "long")
assert not made.ledger.count("lost")
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))  # ru_maxrss counts the parent, too
print(int(peak.split()[1]) // 1024)
"""


def long_file(pages: int) -> bytes:
    """So many pages of 220 words."""
    line = "0 -13 Td (each household in the two streets has a ramp by May of next year) Tj "
    contents = [
        f"BT /F 9 Tf 60 800 Td (The long plan) Tj 230 -770 Td ({n}) Tj ET"
        f" BT /F 14 Tf 60 760 Td ({n}. Part {n}) Tj ET BT /F 10 Tf 60 740 Td {line * 16} ET"
        for n in range(1, pages + 1)
    ]
    return drawn(*contents, size=(595, 842))


def dense_file(pages: int) -> bytes:
    """So many pages of some 6,000 characters, in made-up words that differ from page to page."""
    chance = Random(1)
    words = ["".join(chance.choice(SYLLABLES) for _ in range(chance.randint(1, 4))) for _ in range(4000)]

    def line() -> str:
        text = " ".join(chance.choice(words) for _ in range(24))[:118]
        return f"0 -9 Td ({text}) Tj" if chance.random() > 0.12 else f"0 -9 Td ({text[:60]}.) Tj 0 -4 Td"

    contents = [
        f"BT /F 9 Tf 60 820 Td (The dense record) Tj 400 -805 Td ({n}) Tj ET"
        f" BT /F 7 Tf 40 800 Td {' '.join(line() for _ in range(56))} ET"
        for n in range(1, pages + 1)
    ]
    return drawn(*contents, size=(595, 842))


def test_pdfium_gives_back_what_it_keeps_of_a_long_file(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    whole = pypdfium2.PdfDocument

    def opening(data: bytes) -> pypdfium2.PdfDocument:
        opened.append(data)
        return whole(data)

    monkeypatch.setattr(pypdfium2, "PdfDocument", opening)
    monkeypatch.setattr(look, "REOPENED", 4)
    read(long_file(9))
    assert len(opened) == 3


def test_each_page_is_opened_once_to_look_at_it(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[int] = []
    whole = pypdfium2.PdfDocument.get_page

    def opening(document: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
        opened.append(number)
        return whole(document, number)

    monkeypatch.setattr(pypdfium2.PdfDocument, "get_page", opening)
    read(printed(f"<p>{TEXT}</p>", CSS))
    assert opened == [0]


def test_pages_that_are_done_are_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    alive: list[int] = []
    taking = reader._Reading.take

    def take(reading: reader._Reading, window: list[Sheet], *, last: bool = False) -> None:
        alive.append(sum(isinstance(thing, PDFPage) for thing in gc.get_objects()))
        taking(reading, window, last=last)

    monkeypatch.setattr(reader, "WINDOW_PAGES", 6)
    monkeypatch.setattr(reader, "LEAST_PAGES", 1)
    monkeypatch.setattr(reader._Reading, "take", take)
    gc.collect()
    read(long_file(18))
    assert len(alive) == 3
    assert max(alive) < 12


@pytest.mark.slow
def test_the_memory_does_not_grow_with_the_pages() -> None:
    taken = [
        int(subprocess.run([sys.executable, "-c", LONG, str(pages)], capture_output=True, text=True, check=True,
                           cwd=Path(__file__).parent.parent, env={**os.environ, "PYTHONPATH": "."}).stdout)
        for pages in (150, 500)
    ]  # fmt: skip
    assert taken[1] < 150
    assert taken[1] < taken[0] + 40
