"""Opening a PDF and its pages. Damaged files are rebuilt by qpdf first; each way to fail becomes a message with a remedy."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from typing import Any

import pikepdf
from pdfminer.pdfdocument import PDFDocument, PDFXRefFallback
from pdfminer.pdfpage import PDFPage
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.utils.pdfinternals import decode_text, resolve

from pipeline.model.findings import Finding, error, warning
from pipeline.model.flow import Unreadable
from pipeline.model.place import Place
from pipeline.sources.pdf.file.font_limits import Fonts
from pipeline.sources.pdf.file.layers import Layers
from pipeline.sources.pdf.file.look import Eyes
from pipeline.sources.pdf.file.salvage import is_bomb, salvaged
from pipeline.sources.pdf.file.streams import Streams
from pipeline.sources.pdf.file.syntax import followed
from pipeline.sources.pdf.inner_links import InnerLinks

MAX_PAGES = 10_000
SHOWN = 5
LETTER = (0.0, 0.0, 612.0, 792.0)
BEGINNING = 2000
"""Bytes in which a web page says that it is one."""


class SourcePdf(PDF):
    """An opened PDF whose streams and fonts keep within bounds."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.streams = Streams(self.doc)
        self.fonts = Fonts(self.streams.faults)
        self.layers = Layers(self.doc)
        self.eyes = Eyes(self)
        self.inner_links = InnerLinks(self)

    @property
    def doc(self) -> PDFDocument:
        """The document of pdfminer, the metadata of which (14.3.3) are words alone: pdfplumber follows all they hold."""
        return self._doc

    @doc.setter
    def doc(self, doc: PDFDocument) -> None:
        held = [{key: resolve(value) for key, value in info.items()} for info in doc.info]
        doc.info = [{key: value for key, value in info.items() if isinstance(value, bytes)} for info in held]
        self._doc = doc


@contextmanager
def collecting_later() -> Iterator[None]:
    """Puts off the search for unused objects: nearly all that is read lives until the end, and looking at it is slow."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def open_pdf(data: bytes, name: str) -> Iterator[tuple[SourcePdf, list[Finding]]]:
    """The opened file, with findings about its state; raises Unreadable where it is no PDF, locked, or beyond reading."""
    _quiet()
    if b"%PDF-" not in data:
        raise Unreadable(_no_pdf(data, name))
    bomb = is_bomb(data)
    pdf, whole = (None if bomb else _opened(data)), True
    if pdf is None and not bomb:
        pdf, whole = _opened(_rebuilt(data, name) or b""), False
    if pdf is None:
        pdf, whole = _opened(salvaged(data) or b""), False
    if pdf is None:
        raise Unreadable(_encrypted(name) if b"/Encrypt" in data else _damaged(name))
    whole = whole and not pdf.streams.faults and not _without_table(pdf)
    findings = [] if whole else [_repaired(name)]
    pdf.streams.faults.clear()
    try:
        yield pdf, findings
    finally:
        pdf.eyes.close()


def pages_of(pdf: PDF) -> Iterator[Page]:
    """The pages one by one; a page whose own dictionary is damaged gets the size of US Letter, as viewers give it."""
    top = 0.0
    for number, inner in enumerate(PDFPage.create_pages(pdf.doc), 1):
        for key in ("MediaBox", "CropBox", "TrimBox", "BleedBox", "ArtBox"):
            if key in inner.attrs and not _is_box(followed(inner.attrs[key])):
                del inner.attrs[key]
        if "MediaBox" not in inner.attrs:
            inner.attrs["MediaBox"] = list(LETTER)
            inner.mediabox = LETTER
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


def beside_pages(pdf: PDF, name: str) -> Iterator[Finding]:
    """A finding where the file says more than its pages: in an XFA form (ISO 32000-1, 12.7.8), in attached files (7.11.4)."""
    with suppress(Exception):
        form = resolve(pdf.doc.catalog.get("AcroForm"))
        if isinstance(form, dict) and form.get("XFA"):
            yield error(
                "pdf-xfa", f"{name} is an XFA form: what is filled in there does not stand on its pages",
                Place(file=name), hint="open it in Adobe Reader, print it to a new PDF and extract that",
            )  # fmt: skip
    attached = list(_attached(pdf))
    if attached:
        named = ", ".join(attached[:SHOWN]) + (" …" if len(attached) > SHOWN else "")
        yield warning(
            "pdf-attachments", f"{name} has files attached to it that were not read: {named}", Place(file=name),
            hint="save them from a PDF viewer, and extract each that is a document",
        )  # fmt: skip


def _attached(pdf: PDF) -> Iterator[str]:
    """The names of the attached files (7.9.6, name trees)."""
    with suppress(Exception):
        nodes = [resolve(pdf.doc.catalog.get("Names"))["EmbeddedFiles"]]
        seen: set[int] = set()
        while nodes:
            node = resolve(nodes.pop())
            if id(node) not in seen:
                seen.add(id(node))
                yield from (
                    " ".join(decode_text(one).split()) for one in map(resolve, resolve(node.get("Names", [])[::2]))
                )
                nodes += resolve(node.get("Kids", []))


def _quiet() -> None:
    """pdfminer writes a line for each small fault of a file; what matters of them is reported as findings."""
    for library in ("pdfminer", "pdfplumber", "pikepdf"):
        logging.getLogger(library).setLevel(logging.CRITICAL)


def _opened(data: bytes) -> SourcePdf | None:
    """The file, None where it cannot be opened or none of its pages be found."""
    with suppress(Exception):
        pdf = SourcePdf.open(BytesIO(data), raise_unicode_errors=False)
        return pdf if _count(pdf) else None  # type: ignore[return-value]
    return None


def _without_table(pdf: PDF) -> bool:
    """Whether the table of objects (7.5.4) was of no use, and the file was searched for them."""
    return any(isinstance(table, PDFXRefFallback) for table in pdf.doc.xrefs)


def _count(pdf: PDF) -> int:
    """The number of pages that the page tree reaches, as far as it can be walked."""
    count = 0
    with suppress(Exception):
        for _ in PDFPage.create_pages(pdf.doc):
            count += 1
            if count > MAX_PAGES:
                break
    return count


def _rebuilt(data: bytes, name: str) -> bytes | None:
    """The file rewritten by qpdf, None where qpdf cannot read it; raises Unreadable where a password is missing."""
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
        return None
    return rebuilt.getvalue()


def _is_box(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 4 and all(isinstance(side, int | float) for side in value)


def _no_pdf(data: bytes, name: str) -> Finding:
    if not data.strip():
        what = "is empty"
    elif data[:2] == b"PK":
        what = "is a ZIP package (a Word file perhaps) under the name of a PDF"
    elif any(sign in data[:BEGINNING].lower() for sign in (b"<html", b"<!doctype html")):
        what = "is a web page under the name of a PDF"
    else:
        what = "is not a PDF, whatever its name says"
    return error("pdf-unreadable", f"{name} {what}", Place(file=name), hint="ask for the file again")


def _repaired(name: str) -> Finding:
    return warning(
        "pdf-repaired", f"{name} is damaged; it was rebuilt before reading, and parts may be missing",
        Place(file=name), hint="ask for the file again, or compare the result with a printed copy",
    )  # fmt: skip


def _encrypted(name: str) -> Finding:
    return error(
        "pdf-locked", f"{name} is encrypted, and either damaged or locked with a certificate", Place(file=name),
        hint="ask for the file again without protection, or open it where that is possible and print it to a new PDF",
    )  # fmt: skip


def _damaged(name: str) -> Finding:
    return error(
        "pdf-unreadable", f"{name} is damaged so that no page of it can be found", Place(file=name),
        hint="ask for the file again, or for the document it was made from",
    )  # fmt: skip
