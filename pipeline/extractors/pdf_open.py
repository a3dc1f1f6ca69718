"""Opening a PDF, and what its catalogue says: language, title, form. Each way to fail becomes a message with a remedy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pdfplumber
from pdfplumber.pdf import PDF
from pdfplumber.utils.pdfinternals import decode_text, resolve

from pipeline.extractors.flow import Unreadable
from pipeline.findings import error
from pipeline.place import Place


@contextmanager
def open_pdf(data: bytes, name: str) -> Iterator[PDF]:
    """The opened file; raises Unreadable where it is empty, no PDF, locked, or damaged beyond reading."""
    if b"%PDF-" not in data[:1024]:
        what = "is empty" if not data.strip() else "is not a PDF, whatever its name says"
        raise Unreadable(error("pdf-unreadable", f"{name} {what}", Place(file=name), hint="ask for the file again"))
    with pdfplumber.open(BytesIO(data)) as pdf:
        yield pdf


def language_of(pdf: PDF) -> str:
    """The language that the catalogue names (BCP 47), "" where it names none."""
    value = resolve(pdf.doc.catalog.get("Lang"))
    return decode_text(value).strip() if isinstance(value, bytes | str) else ""


def title_of(pdf: PDF) -> str:
    """The title in the file's metadata, "" where there is none."""
    value = pdf.metadata.get("Title")
    return value.strip() if isinstance(value, str) else ""
