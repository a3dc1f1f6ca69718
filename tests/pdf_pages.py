"""Small PDFs for tests: set by a print engine from HTML, or written operator by operator where the fault is in the drawing."""

from __future__ import annotations

import io

import pikepdf
import weasyprint

from pipeline.model.flow import Flow, FlowBlocks, FlowParagraph, Grid
from pipeline.sources.pdf.extract import extract


def printed(html: str, css: str = "", variant: str | None = None) -> bytes:
    """HTML set on pages; A6 with narrow margins unless the style sheet says otherwise; `variant` may be "pdf/ua-1"."""
    style = f"@page {{ size: A6; margin: 12mm }} body {{ font: 10pt/1.3 'Liberation Sans'; margin: 0 }} {css}"
    page = f"<html lang='en-GB'><title>Case</title><style>{style}</style><body>{html}</body></html>"
    data: bytes = weasyprint.HTML(string=page).write_pdf(pdf_variant=variant)
    return data


def drawn(
    *contents: str, size: tuple[int, int] = (300, 200), annots: str = "", extra: str = "", font: str = ""
) -> bytes:
    """One page for each content stream, with `font` (else Helvetica) as /F, Helvetica as /G.

    `annots` and `extra` go into each page's dictionary.
    """
    pdf = pikepdf.new()
    plain = "/Type /Font /Subtype /Type1 /BaseFont"
    fonts = f"<< /F << {plain} /{font or 'Helvetica'} >> /G << {plain} /Helvetica >> >>"
    for content in contents:
        pdf.add_blank_page(page_size=size)
        page = pdf.pages[-1]
        page.Contents = pdf.make_stream(content.encode("latin-1"))
        page.Resources = pikepdf.Object.parse(f"<< /Font {fonts} >>".encode())
        if annots:
            fields = [pdf.make_indirect(one) for one in pikepdf.Object.parse(annots.encode("latin-1"))]
            page.Annots = pikepdf.Array(fields)
            pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(fields))
        for key, value in pikepdf.Object.parse(f"<< {extra} >>".encode()).items():
            page[key] = value
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


def read(data: bytes) -> Flow:
    """What the extractor makes of it."""
    return extract(data, "case.pdf")


def told(data: bytes) -> str:
    """The flow as lines: paragraphs with their markers by indent, tables as rows of cells, cell parts parted by " / "."""
    return "\n".join(_lines(read(data).blocks))


def _lines(blocks: FlowBlocks) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, FlowParagraph):
            lines.append(("H" + str(block.heading) + " " if block.heading else "") + _paragraph(block))
        elif isinstance(block, Grid):
            for row in range(block.rows):
                cells = [cell for cell in block.cells if cell.row == row]
                lines.append("| " + " | ".join(" / ".join(_lines(cell.blocks)) for cell in cells))
    return lines


def _paragraph(block: FlowParagraph) -> str:
    if block.marker is None:
        return block.text
    depth = block.marker.level if block.marker.level is not None else round(block.marker_indent / 20)
    return "  " * depth + "* " + block.text
