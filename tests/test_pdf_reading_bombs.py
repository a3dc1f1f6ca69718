"""PDF files that are small and unpack to more than any memory holds are read as far as a paper goes, and that is said."""

from __future__ import annotations

import io
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest.mock import Mock

import pikepdf
import pytest
from pdfminer.pdftypes import PDFObjRef
from pikepdf import Array, Dictionary, Name

from pipeline.model.flow import Flow, Unreadable
from pipeline.sources.pdf.file.syntax import followed
from tests.pdf_pages import drawn, printed, read
from tests.test_pdf_hidden import WORDS, with_page
from tests.test_pdf_hidden_letters import drawn_font

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


def packed(head: bytes, piece: bytes, times: int) -> bytes:
    """The head and so many times the piece, packed without the time and the memory that packing all of it takes."""
    packer = zlib.compressobj(9)
    first = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    one = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    total = zlib.adler32(head)
    for _ in range(times):
        total = zlib.adler32(piece, total)
    return first + one * times + packer.flush()[:-4] + total.to_bytes(4, "big")


@pytest.mark.parametrize("times", [1, 2])
def test_a_drawing_that_unpacks_without_end_is_cut_off_and_its_page_named(times: int) -> None:
    with page_of() as (pdf, page, buffer):
        data = packed(TEXT.encode(), b" " * 1_000_000, 300)
        bomb = pikepdf.Stream(pdf, data if times == 1 else zlib.compress(data, 9))
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
        with_table(b"/Size 11", packed(b"", bytes(1_000_000), 400)),
        with_table(b"/Size 900000000/Index[0 900000000]", zlib.compress(bytes(70))),
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
    bomb = packed(b"9 0 ", b"1 0 " * 200_000, 100)
    head += b"5 0 obj<</Type/ObjStm/N 20000000/First 80000000/Filter/FlateDecode/Length %d>>stream\n" % len(bomb)
    rows = zlib.compress(b"\1\0\0\0\x09\0\0\2\0\0\0\5\0\0")
    body = head + bomb + b"\nendstream\nendobj\n"
    table = b"10 0 obj\n<</Type/XRef/Size 11/Index[1 1 9 1]/W[1 4 2]/Root 1 0 R/Filter/FlateDecode/Length %d>>stream\n"
    tail = b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body)
    started = time.process_time()
    with pytest.raises(Unreadable):
        read(body + table % len(rows) + rows + tail)
    assert time.process_time() - started < 40


def lzw_bomb(cycles: int) -> bytes:
    """Codes each of which stands for one space more than the one before it."""
    bits, count = 0, 0
    for _ in range(cycles):
        for length, code in ((258, 256), (258, 32), *((code, code) for code in range(258, 4095))):
            width = 9 if length < 511 else 10 if length < 1023 else 11 if length < 2047 else 12
            bits, count = bits << width | code, count + width
    return (bits << -count % 8).to_bytes((count + 7) // 8, "big")


@pytest.mark.parametrize(("name", "bomb"), [("RunLengthDecode", b"\x81 " * 400_000), ("LZWDecode", lzw_bomb(4))])
def test_runs_that_unpack_without_end_are_cut_off(name: str, bomb: bytes) -> None:
    with page_of() as (pdf, page, buffer):
        page.Contents = pikepdf.Stream(pdf, bomb)
        page.Contents.Filter = Name("/" + name)
    tracemalloc.start()
    flow = read(buffer.getvalue())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert damage(flow) == [1]
    assert texts(flow) == ["Text"]
    assert peak < 120_000_000


def test_a_predictor_with_rows_longer_than_its_data_is_damage() -> None:
    with page_of() as (pdf, page, buffer):
        page.Contents = pikepdf.Stream(pdf, zlib.compress(TEXT.encode()))
        page.Contents.Filter = Name.FlateDecode
        page.Contents.DecodeParms = Dictionary(Predictor=12, Columns=2_000_000_000)
    assert damage(read(buffer.getvalue())) == [1]


@pytest.mark.parametrize("predictor", [2, 12])
def test_a_predictor_is_undone(predictor: int) -> None:
    text = TEXT.encode().ljust(60)
    rows = [text[at : at + 10] for at in range(0, 60, 10)]
    if predictor == 2:
        packed_rows = b"".join(
            bytes((now - before) % 256 for before, now in zip(b"\0" + row, row, strict=False)) for row in rows
        )
    else:
        packed_rows = b"".join(b"\0" + row for row in rows)
    with page_of() as (pdf, page, buffer):
        page.Contents = pikepdf.Stream(pdf, zlib.compress(packed_rows))
        page.Contents.Filter = Name.FlateDecode
        page.Contents.DecodeParms = Dictionary(Predictor=predictor, Columns=10)
    flow = read(buffer.getvalue())
    assert texts(flow) == ["Text", "Text"]
    assert not damage(flow)


def test_marked_content_that_the_tags_name_a_thousand_times_is_read_once() -> None:
    marked = f"/P << /MCID 0 >> BDC {TEXT} EMC"
    with page_of(marked) as (pdf, page, buffer):
        element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, Pg=page.obj, K=Array([0] * 100_000)))
        pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=element))
        pdf.Root.MarkInfo = Dictionary(Marked=True)
    started = time.process_time()
    flow = read(buffer.getvalue())
    assert time.process_time() - started < 10
    assert [getattr(block, "text", "") for block in flow.blocks] == ["Text", "Text"]


def test_thousands_of_pictures_are_cut_from_one_drawing_of_the_page() -> None:
    places = "".join(f"q 30 0 0 30 {n % 250} {120 + n % 47} cm /X Do Q " for n in range(4000))
    with page_of(TEXT + places) as (pdf, page, buffer):
        dot = pdf.make_stream(b"\x80", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8)
        dot.ColorSpace = Name.DeviceGray
        page.Resources.XObject = Dictionary(X=dot)
    started = time.process_time()
    flow = read(buffer.getvalue())
    assert time.process_time() - started < 15
    assert len(flow.blocks) > 2


@pytest.mark.parametrize(
    "spoiled",
    [
        "0 0 0 0 0 0 cm", "1e0 0 0 1 0 0 cm", f"{'9' * 200} 0 0 {'9' * 200} 0 0 cm " * 3, "1 0 0 1 99999999999 0 cm",
        "BT 99999999999 Tc ET", "0 Tz", f"BT {'9' * 400} Ts ET",
    ],
)  # fmt: skip
def test_matrices_and_numbers_beyond_every_page_leave_the_rest_of_the_page(spoiled: str) -> None:
    content = (
        f"{TEXT} q {spoiled} 5 5 20 20 re f /X Do BT /F 12 Tf 40 60 Td (Gone) Tj ET Q {TEXT.replace('Text', 'Rest')}"
    )
    flow = read(drawn(content.replace("40 100 Td (Rest)", "40 20 Td (Rest)")))
    assert {"Text", "Rest"} <= {word.text for word in flow.words}


def test_thousands_of_annotations_that_draw_much_are_not_drawn() -> None:
    with page_of() as (pdf, page, buffer):
        look = pdf.make_stream(b"0 0 9 9 re f " * 400, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 10, 10])
        stamp = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=[200, 10, 220, 20], AP=Dictionary(N=look))
        page.Annots = Array([pdf.make_indirect(stamp)] * 4_000)
    started = time.process_time()
    assert "Text" in texts(read(buffer.getvalue()))
    assert time.process_time() - started < 10


def test_a_page_with_a_font_of_drawings_that_shows_itself_is_read_and_not_drawn() -> None:
    def nested(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        drawn_font(b"600 0 d0 BT /T 1 Tf (bbbb) Tj ET")(pdf, page)
        page.Resources.Font.T = pdf.make_indirect(page.Resources.Font.T)
        page.Resources.Font.T.Resources = Dictionary(Font=Dictionary(T=page.Resources.Font.T))

    began = time.process_time()
    flow = read(with_page(f"{WORDS} BT /T 12 Tf 40 100 Td (aaaa) Tj ET", nested))
    assert ({"Seen", "words"} <= {*texts(flow)}, damage(flow)) == (True, [1])
    assert time.process_time() - began < 5


@pytest.mark.parametrize(("step", "said"), [(0.001, 1), (4, 0)])
def test_a_page_with_a_pattern_of_tiles_without_end_is_read_and_not_drawn(step: float, said: int) -> None:
    def tiled(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        tile = pdf.make_stream(b"0 0 1 1 re f", Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1)
        tile.BBox, tile.XStep, tile.YStep, tile.Resources = Array([0, 0, 2, 2]), step, step, Dictionary()
        page.Resources.Pattern = Dictionary(P=tile)

    flow = read(with_page(f"{WORDS}/Pattern cs /P scn 0 0 300 90 re f", tiled))
    assert ({"Seen", "words"} <= {*texts(flow)}, len(damage(flow))) == (True, said)
    assert ["tiles too small" in one.message for one in flow.findings] == [True] * said


PLACES: dict[str, Callable[[pikepdf.Pdf], tuple[pikepdf.Object, str]]] = {
    "action": lambda pdf: (pdf.pages[0].Annots[0], "/A"),
    "box of a page": lambda pdf: (pdf.pages[0].obj, "/MediaBox"),
    "rotation": lambda pdf: (pdf.pages[0].obj, "/Rotate"),
    "metadata": lambda pdf: (pdf.docinfo, "/Title"),
    "attributes": lambda pdf: (pdf.Root.StructTreeRoot.K[0], "/A"),
}


@pytest.mark.parametrize("place", PLACES)
def test_values_that_hold_one_another_twice_each_are_not_followed_to_their_end(place: str) -> None:
    buffer = io.BytesIO(
        printed("<h1>Plan</h1><p>See <a href='#costs'>it</a>.</p><h2 id='costs'>Costs</h2>", "", "pdf/ua-1")
    )
    with pikepdf.open(buffer) as pdf:
        value = pdf.make_indirect(Array([1]))
        for _ in range(60):
            value = pdf.make_indirect(Array([value, value]))
        holder, key = PLACES[place](pdf)
        holder[key] = value
        pdf.save(spoiled := io.BytesIO())
    assert texts(read(spoiled.getvalue())) == ["Plan", "See", "it.", "Costs"]


def test_references_are_followed_as_deep_as_values_that_are_read() -> None:
    reference = PDFObjRef(Mock(getobj=lambda _: "header"), 1)
    assert followed([[[reference]]]) == [[["header"]]]
    assert followed([[[[reference]]]]) == [[[[reference]]]]
