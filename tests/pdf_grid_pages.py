"""Pages to look for tables on: HTML set as PDF by WeasyPrint, read as a source document, and the tables found, as text."""

from __future__ import annotations

from functools import cache

import weasyprint

from pipeline.sources.pdf.file.open import open_pdf
from pipeline.sources.pdf.file.read_pages import read_sheets
from pipeline.sources.pdf.tables.find import find_tables
from pipeline.sources.pdf.tables.grid import PageCell, PageGrid

PAGE = """<style>@page {{ size: {size}; margin: 1.5cm }} body {{ font: 9pt "DejaVu Sans", sans-serif }}
table {{ border-collapse: collapse; width: 100% }} td, th {{ vertical-align: top; text-align: left; padding: 2pt 4pt }} {style}
</style>{body}"""
RULED = "td, th { border: 0.6pt solid black }"


@cache
def pdf_of(body: str, style: str = "", size: str = "A4") -> bytes:
    """The page set by WeasyPrint."""
    pdf: bytes = weasyprint.HTML(string=PAGE.format(size=size, style=style, body=body)).write_pdf()
    return pdf


def grids_of(pdf: bytes, page: int = 1) -> list[PageGrid]:
    """The tables of a page."""
    with open_pdf(pdf, "page.pdf") as (opened, _):
        sheets = list(read_sheets(opened, "page.pdf"))
    return [part.grid for part in find_tables(sheets)[page]]


def shown(grid: PageGrid) -> str:
    """One line per row, cells by " | "; a cell that spans says so as text*columns or text*columnsxrows."""
    rows: list[list[str]] = [[] for _ in grid.rows[1:]]
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
        rows[cell.row].append(_shown(cell))
    return "\n".join(" | ".join(row).strip() for row in rows)


def _shown(cell: PageCell) -> str:
    text = cell.text or "_"
    if cell.rowspan > 1:
        return f"{text}*{cell.colspan}x{cell.rowspan}"
    return f"{text}*{cell.colspan}" if cell.colspan > 1 else text


def tables(body: str, style: str = "", size: str = "A4") -> str:
    """The tables of a page of HTML, as text, a blank line between."""
    return "\n\n".join(map(shown, grids_of(pdf_of(body, style, size))))
