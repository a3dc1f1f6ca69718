"""PDF files that are small and unpack to more than any memory holds are read as far as a paper goes, and that is said."""

from __future__ import annotations

import io
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from pipeline.model.flow import Flow, Unreadable
from tests.pdf_pages import drawn, read

TEXT = "BT /F 12 Tf 40 100 Td (Text) Tj ET"


@contextmanager
def page_of(contents: str = TEXT) -> Iterator[tuple[pikepdf.Pdf, pikepdf.Page, io.BytesIO]]:
    """A page to spoil; after that the buffer holds the file."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(drawn(contents, TEXT))) as pdf:
        yield pdf, pdf.pages[0], buffer
        pdf.save(buffer)


def damage(flow: Flow) -> list[int]:
    """The pages that are said to be read in part only."""
    return [finding.place.page for finding in flow.findings if finding.rule == "pdf-page-damaged"]


def texts(flow: Flow) -> list[str]:
    return [word.text for word in flow.words]


def packed(times: int, data: bytes) -> bytes:
    for _ in range(times):
        data = zlib.compress(data, 9)
    return data


@pytest.mark.parametrize("times", [1, 2])
def test_a_drawing_that_unpacks_without_end_is_cut_off_and_its_page_named(times: int) -> None:
    with page_of() as (pdf, page, buffer):
        bomb = pikepdf.Stream(pdf, packed(times, TEXT.encode() + b" " * 300_000_000))
        bomb.Filter = Array([Name.FlateDecode] * times)
        page.Contents = bomb
    tracemalloc.start()
    flow = read(buffer.getvalue())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert texts(flow) == ["Text", "Text"]
    assert damage(flow) == [1]
    assert peak < 80_000_000


def test_forms_that_call_others_ten_times_each_end() -> None:
    with page_of(TEXT + " /X Do") as (pdf, page, buffer):
        inner = pdf.make_stream(TEXT.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
        inner.Resources = page.Resources
        for _ in range(9):
            outer = pdf.make_stream(b"/X Do " * 10, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
            outer.Resources = Dictionary(XObject=Dictionary(X=inner))
            inner = outer
        page.Resources.XObject = Dictionary(X=inner)
    flow = read(buffer.getvalue())
    assert damage(flow) == [1]
    assert texts(flow)[0] == "Text"


@pytest.mark.parametrize(
    "map_of_codes",
    ["beginbfrange <00000000> <FFFFFFFF> <00000000> endbfrange", "begincidrange <00000000> <7FFFFFFF> 0 endcidrange"],
)
def test_a_character_map_of_more_codes_than_fonts_have_is_left_out(map_of_codes: str) -> None:
    with page_of() as (pdf, page, buffer):
        page.Resources.Font.F = pdf.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        )
        page.Resources.Font.F.ToUnicode = pdf.make_stream(f"begincmap 1 {map_of_codes} endcmap".encode())
    assert texts(read(buffer.getvalue())) == ["Text", "Text"]


def test_a_table_of_widths_for_a_thousand_million_characters_is_left_out() -> None:
    with page_of("BT /F 12 Tf 40 100 Td <0041> Tj ET") as (pdf, page, buffer):
        face = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.X, W=Array([0, 10**9, 500]))
        page.Resources.Font.F = Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.X, Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(face)]),
        )  # fmt: skip
    assert texts(read(buffer.getvalue()))[-1] == "Text"


def with_table(entries: bytes, packed_rows: bytes) -> bytes:
    """A file with an empty page whose cross-references stand in a stream."""
    body = b"%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
    body += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>>endobj\n"
    head = b"10 0 obj\n<</Type/XRef/W[1 4 2]/Root 1 0 R/Filter/FlateDecode/Length %d%b>>stream\n"
    tail = b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return body + head % (len(packed_rows), entries) + packed_rows + tail


@pytest.mark.parametrize(
    "data",
    [
        with_table(b"/Size 11", packed(1, bytes(400_000_000))),
        with_table(b"/Size 900000000/Index[0 900000000]", packed(1, bytes(70))),
    ],
    ids=["rows", "index"],
)
def test_a_table_of_objects_larger_than_any_is_not_read(data: bytes) -> None:
    started = time.process_time()
    with pytest.raises(Unreadable, match="has no text"):
        read(data)
    assert time.process_time() - started < 5


def test_more_objects_packed_together_than_files_have_are_not_all_read() -> None:
    head = b"%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 9 0 R>>endobj\n"
    bomb = packed(1, b"9 0 " + b"1 0 " * 20_000_000)
    head += b"5 0 obj<</Type/ObjStm/N 20000000/First 80000000/Filter/FlateDecode/Length %d>>stream\n" % len(bomb)
    rows = packed(1, b"".join([b"\1\0\0\0\x09\0\0", b"\2\0\0\0\5\0\0"]))
    body = head + bomb + b"\nendstream\nendobj\n"
    table = b"10 0 obj\n<</Type/XRef/Size 11/Index[1 1 9 1]/W[1 4 2]/Root 1 0 R/Filter/FlateDecode/Length %d>>stream\n"
    tail = b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body)
    started = time.process_time()
    with pytest.raises(Unreadable):
        read(body + table % len(rows) + rows + tail)
    assert time.process_time() - started < 40
