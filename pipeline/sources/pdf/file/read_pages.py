"""All pages of a PDF, read within bounds; pages that are only pictures of text are named, with what to do about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pdfminer.pdftypes import PDFStream
from pdfplumber.page import Page
from pdfplumber.utils.pdfinternals import resolve

from pipeline.model.findings import Finding, error, warning
from pipeline.model.flow import Unreadable
from pipeline.model.place import Place
from pipeline.sources.pdf.file.open import MAX_PAGES, SourcePdf, pages_of
from pipeline.sources.pdf.file.page import read_in_part, read_page
from pipeline.sources.pdf.sheet import Sheet

MAX_WORK, WORK_OF_A_BYTE = 5_000_000, 4
"""Characters and shapes that one file may draw, and so many more for each byte of its drawings and fonts as they are packed.

Text takes half a byte a character or more; a file that draws the same things again and again takes next to nothing.
"""
BYTES = 12
"""This many bytes of drawing take as long as a character, where they draw nothing."""
MAX_SIDE = 14_400
"""Points; the largest page side that PDF viewers accept (ISO 32000-1 annex C)."""
OCR_HINT = (
    'install what recognises text (pip install "council-reports[ocr]" and apt install tesseract-ocr) and extract again, '
    "or use another such program first; then check each line"
)
COMPARE = "compare each line marked # check: with its page"


def read_sheets(pdf: SourcePdf, name: str) -> Iterator[Sheet]:
    """The pages that can be read, one by one; raises Unreadable where there is more than one plan can hold, or no page at all."""
    sheet: Sheet | None = None
    work = count = 0
    fault = ""
    pages = pages_of(pdf)
    while True:
        try:
            page = next(pages, None)
        except Exception as caught:
            fault = type(caught).__name__
            break
        if page is None:
            break
        if sheet is not None:
            yield sheet
        sheet = read_page(page, name)
        count += 1
        _tell_faults(sheet, pdf, name)
        work += max(sheet.glyphs + sheet.shapes, sheet.drawing // BYTES)
        if work > MAX_WORK + WORK_OF_A_BYTE * pdf.streams.packed or count > MAX_PAGES:
            raise Unreadable(_too_long(name, count))
        _forget(page)
    if sheet is None:
        raise Unreadable(error("pdf-unreadable", f"{name} has no page that can be read", Place(file=name)))
    if fault:
        sheet.findings.append(_lost_pages(name, count, fault))
    yield sheet


def _tell_faults(sheet: Sheet, pdf: SourcePdf, name: str) -> None:
    """Name what was wrong with the streams that the page was drawn from, where the page does not say so already."""
    faults = list(dict.fromkeys(pdf.streams.faults))
    pdf.streams.faults.clear()
    if any(not isinstance(resolve(content), PDFStream) for content in sheet.page.page_obj.contents):
        faults.append("its drawing is not in the file")
    if faults and not any(finding.rule == "pdf-page-damaged" for finding in sheet.findings):
        sheet.findings.append(read_in_part(sheet.place(name), "; ".join(faults)))


def _forget(page: Page) -> None:
    """Drop the decoded drawing of a page that has been read, which pdfminer would keep to the end of the file."""
    for stream in page.page_obj.contents:
        number = getattr(stream, "objid", None)
        if isinstance(number, int):
            page.pdf.doc._cached_objs.pop(number, None)
    page.page_obj.contents = []
    page.page_obj.resources = {}


def text_findings(sheets: Sequence[Sheet], name: str) -> list[Finding]:
    """What stands in the way of reading: scanned pages, recognised text; raises Unreadable where no page has text."""
    scanned = [sheet.number for sheet in sheets if not sheet.worded and sheet.pictures]
    wordless = not any(sheet.worded for sheet in sheets)
    if wordless and any(sheet.findings for sheet in sheets):
        raise Unreadable(next(finding for sheet in sheets for finding in sheet.findings))
    if wordless:
        what = f"{_pages(scanned)} of {name}: pictures of text and no text" if scanned else f"{name} has no text"
        place = Place(file=name, page=scanned[0] if scanned else 1)
        raise Unreadable(error("pdf-scanned", what, place, hint=OCR_HINT if scanned else "ask for the file again"))
    findings = []
    if scanned:
        where = Place(file=name, page=scanned[0])
        findings.append(
            error("pdf-scanned", f"{_pages(scanned)} of {name}: pictures and no text", where, hint=OCR_HINT)
        )
    recognised = [sheet.number for sheet in sheets if sheet.recognised]
    if recognised:
        what = f"the text of {_pages(recognised)} was recognised from a scan and may be wrong"
        findings.append(warning("pdf-recognised", what, Place(file=name, page=recognised[0]), hint=COMPARE))
    pictured = [sheet.number for sheet in sheets if sheet.pictured]
    if pictured:
        what = f"numbers on {_pages(pictured)} are pictures and were read by their shape"
        findings.append(
            warning("pdf-recognised", what, Place(file=name, page=pictured[0]), hint="compare them with the pages")
        )
    huge = [sheet.number for sheet in sheets if max(sheet.width, sheet.height) > MAX_SIDE]
    if huge:
        what = f"{_pages(huge)} of {name} is larger than any viewer shows (200 inches)"
        findings.append(warning("pdf-page-size", what, Place(file=name, page=huge[0])))
    return findings


def _pages(numbers: Sequence[int]) -> str:
    """The numbers in words: "page 3", "pages 3 to 7 and 9"."""
    spans: list[list[int]] = [[numbers[0], numbers[0]]]
    for before, number in pairwise(numbers):
        if number == before + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    parts = [str(first) if first == last else f"{first} to {last}" for first, last in spans]
    text = ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else parts[0]
    return f"page {text}" if len(numbers) == 1 else f"pages {text}"


def _too_long(name: str, page: int) -> Finding:
    return error(
        "pdf-too-long", f"{name} is too long to be read in one piece: the limit was reached on page {page}",
        Place(file=name, page=page), hint="split it into parts of at most 1,000 pages and extract each",
    )  # fmt: skip


def _lost_pages(name: str, page: int, fault: str) -> Finding:
    return error(
        "pdf-page-damaged", f"{name} is damaged after page {page} ({fault}); the pages from there on were not read",
        Place(file=name, page=page), hint="ask for the file again; the pages before this were kept",
    )  # fmt: skip
