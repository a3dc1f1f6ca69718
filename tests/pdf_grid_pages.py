"""Pages to look for tables on: HTML set as PDF by WeasyPrint, read by pdfplumber, and the grids found, as text."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pdfplumber
import weasyprint

from pipeline.sources.pdf.tables.find import PageCell, PageGrid, find_grids

PAGE = """<style>@page {{ size: {size}; margin: 1.5cm }} body {{ font: 9pt "DejaVu Sans", sans-serif }}
table {{ border-collapse: collapse; width: 100% }} td, th {{ vertical-align: top; text-align: left; padding: 2pt 4pt }} {style}
</style>{body}"""
RULED = "td, th { border: 0.6pt solid black }"


@dataclass(frozen=True)
class Word:
    """A word as pdfplumber finds it."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float


def pdf_of(body: str, style: str = "", size: str = "A4") -> bytes:
    """The page set by WeasyPrint."""
    pdf: bytes = weasyprint.HTML(string=PAGE.format(size=size, style=style, body=body)).write_pdf()
    return pdf


def grids_of(pdf: bytes, page: int = 1) -> tuple[list[PageGrid], list[Word]]:
    """The grids of a page and its words."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        found = opened.pages[page - 1]
        words = [
            Word(word["text"], word["x0"], word["top"], word["x1"], word["bottom"]) for word in found.extract_words()
        ]
        return find_grids(found, words), words


def shown(grid: PageGrid, words: list[Word]) -> str:
    """One line per row, cells by " | "; a cell that spans says so as text*columns or text*columnsxrows."""
    rows: list[list[str]] = [[] for _ in grid.rows[1:]]
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
        rows[cell.row].append(_shown(cell, words))
    return "\n".join(" | ".join(row).strip() for row in rows)


def _shown(cell: PageCell, words: list[Word]) -> str:
    text = " ".join(words[index].text for index in cell.words) or "_"
    if cell.rowspan > 1:
        return f"{text}*{cell.colspan}x{cell.rowspan}"
    return f"{text}*{cell.colspan}" if cell.colspan > 1 else text


def tables(body: str, style: str = "", size: str = "A4") -> str:
    """The tables of a page of HTML, as text, a blank line between."""
    grids, words = grids_of(pdf_of(body, style, size))
    return "\n\n".join(shown(grid, words) for grid in grids)
