"""Opening a PDF and its pages. Damaged files are rebuilt by qpdf first; each way to fail becomes a message with a remedy."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from typing import Any

import pdfplumber
import pikepdf
from pdfminer.pdfpage import PDFPage
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.utils.pdfinternals import decode_text, resolve, resolve_all

from pipeline.extractors.flow import Unreadable
from pipeline.findings import Finding, error, warning
from pipeline.place import Place

MAX_PAGES = 3000
LETTER = [0, 0, 612, 792]


@contextmanager
def open_pdf(data: bytes, name: str) -> Iterator[tuple[PDF, list[Finding]]]:
    """The opened file, with findings about its state; raises Unreadable where it is no PDF, locked, or beyond reading."""
    _quiet()
    if b"%PDF-" not in data[:1024] and b"%PDF-" not in data:
        raise Unreadable(_no_pdf(data, name))
    findings: list[Finding] = []
    pdf = _open(data)
    if pdf is None or not _count(pdf):
        pdf = _open(_rebuilt(data, name))
        if pdf is None or not _count(pdf):
            raise Unreadable(_damaged(name))
        findings.append(
            warning(
                "pdf-repaired", f"{name} is damaged; it was rebuilt before reading, and parts may be missing",
                Place(file=name), hint="ask for the file again, or compare the result with a printed copy",
            )
        )  # fmt: skip
    try:
        yield pdf, findings
    finally:
        pdf._pages = []
        with suppress(Exception):
            pdf.close()


def pages_of(pdf: PDF) -> Iterator[Page]:
    """The pages one by one; a page whose own dictionary is damaged gets the size of US Letter, as viewers give it."""
    top = 0.0
    for number, inner in enumerate(PDFPage.create_pages(pdf.doc), 1):
        for key in ("MediaBox", "CropBox", "TrimBox", "BleedBox", "ArtBox"):
            if key in inner.attrs and not _is_box(resolve_all(inner.attrs[key])):
                del inner.attrs[key]
        if "MediaBox" not in inner.attrs:
            inner.attrs["MediaBox"] = list(LETTER)
            inner.mediabox = (0, 0, 612, 792)
        if not isinstance(resolve(inner.attrs.get("Rotate", 0)), int) or inner.rotate % 90:
            inner.attrs["Rotate"], inner.rotate = 0, 0
        page = Page(pdf, inner, number, top)
        top += float(page.height)
        yield page


def language_of(pdf: PDF) -> str:
    """The language that the catalogue names (BCP 47), "" where it names none."""
    value = resolve(pdf.doc.catalog.get("Lang"))
    return decode_text(value).strip() if isinstance(value, bytes | str) else ""


def title_of(pdf: PDF) -> str:
    """The title in the file's metadata, "" where there is none."""
    value = pdf.metadata.get("Title")
    return value.strip() if isinstance(value, str) else ""


def form_finding(pdf: PDF, name: str) -> Finding | None:
    """A finding where the file holds an XFA form, whose contents stand outside of its pages (ISO 32000-1, 12.7.8)."""
    with suppress(Exception):
        form = resolve(pdf.doc.catalog.get("AcroForm"))
        if isinstance(form, dict) and form.get("XFA"):
            return error(
                "pdf-xfa", f"{name} is an XFA form: what is filled in there does not stand on its pages",
                Place(file=name), hint="open it in Adobe Reader, print it to a new PDF and extract that",
            )  # fmt: skip
    return None


def _quiet() -> None:
    """pdfminer writes a line for each small fault of a file; what matters of them is told as findings."""
    for library in ("pdfminer", "pdfplumber", "pikepdf"):
        logging.getLogger(library).setLevel(logging.CRITICAL)


def _open(data: bytes) -> PDF | None:
    try:
        return pdfplumber.open(BytesIO(data), raise_unicode_errors=False)
    except Exception:
        return None


def _count(pdf: PDF) -> int:
    """The number of pages that the page tree reaches, as far as it can be walked."""
    count = 0
    with suppress(Exception):
        for _ in PDFPage.create_pages(pdf.doc):
            count += 1
            if count > MAX_PAGES:
                break
    return count


def _rebuilt(data: bytes, name: str) -> bytes:
    rebuilt = BytesIO()
    try:
        with pikepdf.open(BytesIO(data), suppress_warnings=True) as file:
            file.save(rebuilt)
    except pikepdf.PasswordError:
        raise Unreadable(
            error(
                "pdf-locked", f"{name} is locked with a password", Place(file=name),
                hint="open it with the password, print it to a new PDF and extract that",
            )
        ) from None  # fmt: skip
    except Exception:
        raise Unreadable(_damaged(name)) from None
    return rebuilt.getvalue()


def _is_box(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 4 and all(isinstance(side, int | float) for side in value)


def _no_pdf(data: bytes, name: str) -> Finding:
    if not data.strip():
        what = "is empty"
    elif data[:2] == b"PK":
        what = "is a ZIP package (a Word file perhaps) under the name of a PDF"
    elif b"<html" in data[:2000].lower() or b"<!doctype html" in data[:2000].lower():
        what = "is a web page under the name of a PDF"
    else:
        what = "is not a PDF, whatever its name says"
    return error("pdf-unreadable", f"{name} {what}", Place(file=name), hint="ask for the file again")


def _damaged(name: str) -> Finding:
    return error(
        "pdf-unreadable", f"{name} is damaged so that no page of it can be found", Place(file=name),
        hint="ask for the file again, or for the document it was made from",
    )  # fmt: skip
