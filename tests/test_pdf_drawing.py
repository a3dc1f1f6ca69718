"""The drawing of a page is read as ISO 32000-1 says, and as pdfplumber reads it, whatever operators a producer uses."""

from __future__ import annotations

import io
import time
from operator import itemgetter

import pdfplumber
import pikepdf
import pytest
import typst
from pdfminer.psparser import LIT

from pipeline.sources.pdf.file.draw import draw
from pipeline.sources.pdf.file.open import open_pdf, pages_of
from pipeline.sources.pdf.file.state import Drawn
from pipeline.sources.pdf.file.syntax import name_in, numbers, objects, operations, strings
from tests.pdf_pages import drawn, printed

TABLE = "<table style='border-collapse: collapse'>" + "<tr><td style='border: 1pt solid'>One</td><td>Two</td></tr>" * 3
TURNED = "q 0 1 -1 0 150 20 cm BT /F 9 Tf 4 Ts 80 Tz (Up the page) Tj ET Q BT /F 9 Tf 1 .2 -.2 1 40 60 Tm (Skew) Tj ET"
SPACED = "BT /F 12 Tf 1.5 Tc 3 Tw 14 TL 40 100 Td [(Let) -120 (ters of)] TJ T* (two lines) Tj 0 -20 TD (more) ' ET"
SHAPES = "3 w 10 10 m 90 10 l S .5 g 20 20 50 30 re f 1 0 0 RG 30 90 m 40 120 90 110 99 90 c b 5 5 m 6 6 l 9 5 l h 1 1 3 3 re B"


def on_page(data: bytes) -> Drawn:
    with open_pdf(data, "case.pdf") as (pdf, _):
        return draw(next(pages_of(pdf)))


@pytest.mark.parametrize(
    "data",
    [
        printed(f"<h1>Aims</h1><p>We will <b>act</b> and <i>report</i>.</p>{TABLE}", variant="pdf/ua-1"),
        typst.compile(b"= Aims\n#table(columns: 2, [a], [b], [c], [d])\n#rotate(90deg)[up] #circle()"),
        drawn(TURNED), drawn(SPACED), drawn(SHAPES),
        drawn(TURNED, extra="/Rotate 90"), drawn(SHAPES, extra="/Rotate 270"), drawn(SPACED, extra="/Rotate 180"),
    ],
    ids=["weasyprint", "typst", "turned", "spaced", "shapes", "page at 90", "page at 270", "page at 180"],
)  # fmt: skip
def test_characters_and_shapes_are_those_of_pdfplumber(data: bytes) -> None:
    page = pdfplumber.open(io.BytesIO(data)).pages[0]
    found = on_page(data)
    sides = itemgetter("x0", "top", "x1", "bottom")
    assert "".join(glyph.text for glyph in found.glyphs) == "".join(char["text"] for char in page.chars)
    for glyph, char in zip(found.glyphs, page.chars, strict=True):
        assert (glyph.x0, glyph.top, glyph.x1, glyph.bottom) == pytest.approx(sides(char), abs=0.01)
    for kind, theirs in (("line", page.lines), ("rect", page.rects), ("curve", page.curves)):
        ours = [shape for shape in found.shapes if shape["object_type"] == kind]
        assert len(ours) == len(theirs)
        for shape, other in zip(ours, theirs, strict=True):
            assert sides(shape) == pytest.approx(sides(other), abs=0.01)
            assert (shape["stroke"], shape["fill"]) == (other["stroke"], other["fill"])


def test_letter_spacing_counts_after_the_last_letter_of_a_string_too() -> None:
    """pdfminer leaves it out there, which moves what follows to the left (ISO 32000-1, 9.4.4)."""
    one, two = on_page(drawn("BT /F 12 Tf 5 Tc (aa) Tj ET")), on_page(drawn("BT /F 12 Tf 5 Tc (a) Tj (a) Tj ET"))
    assert [glyph.x0 for glyph in one.glyphs] == [glyph.x0 for glyph in two.glyphs]


def test_a_form_starts_with_the_colours_of_its_page_and_leaves_them_as_they_were() -> None:
    with pikepdf.open(io.BytesIO(drawn("1 0 0 rg /X Do BT /F 9 Tf (c) Tj ET Q Q EMC BT /F 9 Tf (d) Tj ET"))) as pdf:
        form = b"BT /F 9 Tf (a) Tj ET 0 0 1 rg q q /P BMC BT /F 9 Tf (b) Tj ET"
        page = pdf.pages[0]
        page.Resources.XObject = pikepdf.Dictionary(X=pdf.make_stream(form, Subtype=pikepdf.Name.Form))
        pdf.save(buffer := io.BytesIO())
    glyphs = on_page(buffer.getvalue()).glyphs
    assert [glyph.style.colour for glyph in glyphs] == ["#ff0000", "#0000ff", "#ff0000", "#ff0000"]
    assert [glyph.tag for glyph in glyphs] == ["", "P", "", ""]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (rb"(a(b(c))d) (\)\\\101\7x\n) (one\
line) () <414> <>", [b"a(b(c))d", b")\\A\x07x\n", b"oneline", b"", b"A@", b""]),
        (b"12 -3.5 +.5 4. --6 1.2.3 true null", [12, -3.5, 0.5, 4.0, -6.0, 1.2, True, None]),
        (b"<</A[1 0/B]/C<</D(e)>>/F null>>", [{"A": [1, 0, LIT("B")], "C": {"D": b"e"}}]),
        (b"/A#20B/ % a note\n/C", [LIT("A B"), LIT(""), LIT("C")]),
        (b"]] >> [1 2", [1, 2]),
    ],
    ids=["strings", "numbers", "dictionaries", "names", "unbalanced"],
)  # fmt: skip
def test_objects(data: bytes, expected: list[object]) -> None:
    assert objects(data)[-len(expected) :] == expected


def test_operations_with_their_operands() -> None:
    page = b"q 1 0 0 1 5 5cm/F 9 Tf[(a)-20(Tj)]TJ(x)'% Tj\nBI /W 1 /H 1 ID \x00EI\xff EI Q"
    found = list(operations(page))
    assert [operator for _, operator in found if operator] == [b"q", b"cm", b"Tf", b"TJ", b"'", b"BI", b"EI", b"Q"]
    assert numbers(found[1][0], 6) == [1, 0, 0, 1, 5, 5]
    assert name_in(found[2][0]) == "F"
    assert strings(found[3][0]) == [b"a", -20.0, b"Tj"]


@pytest.mark.parametrize(
    "part", [b"(", b"(a", b"BI ", b"BI ID ", b"<4", b"[", b"<<", b"1 ", b"/", b"%", b"((((((a)", b"\\("]
)
def test_the_time_grows_with_the_length_of_the_data_whatever_is_in_them(part: bytes) -> None:
    started = time.process_time()
    for _ in operations(part * (200_000 // len(part))):
        pass
    objects(part * (200_000 // len(part)))
    assert time.process_time() - started < 4
