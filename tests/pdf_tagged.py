"""Small tagged PDFs for tests, with a tag tree written by hand, so that it can be as wrong as those of real programs."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

Tree = tuple[str, list[Any]]
"""A role and its kids: other elements, or lines of text, each "page y x text" or "page y x size text" with a size in "s10".

Text behind "*" is bold.
"""


def tagged(
    *kids: Tree,
    pages: int = 1,
    size: tuple[int, int] = (500, 400),
    loose: tuple[str, ...] = (),
    untagged: tuple[str, ...] = (),
) -> bytes:
    """A PDF with these elements under its Document; `loose` lines are artifacts of the page, `untagged` ones neither."""
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=size)
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    drawn: list[list[str]] = [[] for _ in range(pages)]
    marks = [0] * pages
    for line in loose:
        page, shown = _shown(line)
        drawn[page].append(f"/Artifact BMC {shown} EMC")
    for line in untagged:
        page, shown = _shown(line)
        drawn[page].append(shown)

    def element(role: str, inner: list[Any], parent: Any) -> Any:
        own = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + role), P=parent))
        held = []
        for kid in inner:
            if isinstance(kid, tuple):
                held.append(element(kid[0], kid[1], own))
                continue
            page, shown = _shown(kid)
            drawn[page].append(f"/{role} << /MCID {marks[page]} >> BDC {shown} EMC")
            held.append(Dictionary(Type=Name.MCR, Pg=pdf.pages[page].obj, MCID=marks[page]))
            marks[page] += 1
        own.K = Array(held)
        return own

    root.K = element("Document", list(kids), root)
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    font = pikepdf.Object.parse(b"<< /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>")
    for number, lines in enumerate(drawn):
        target = pdf.pages[number]
        target.Contents = pdf.make_stream("\n".join(lines).encode("latin-1"))
        target.Resources = Dictionary(Font=font)
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


def _shown(line: str) -> tuple[int, str]:
    page, y, x, text = line.split(" ", 3)
    points = 10.0
    if text[0] == "s" and text[1:3].isdigit():
        points, text = float(text[1:3]), text[4:]
    weight = 2 if text[0] == "*" else 0
    text = text.lstrip("*").replace("(", "\\(").replace(")", "\\)")
    return int(page) - 1, f"BT {weight} Tr /F {points} Tf {x} {y} Td ({text}) Tj ET"
