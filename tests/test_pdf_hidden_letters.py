"""Words of a PDF that other letters, blank fonts, odd colours, comments and form fields hide; what looks alike and is seen."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable
from functools import partial
from typing import Any

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name

from tests.pdf_pages import drawn, read, told
from tests.test_pdf_hidden import SECRET, WORDS, appearance, layer, state, with_page

Change = Callable[[pikepdf.Pdf, pikepdf.Page], None]


def over(text: str, size: int = 12, at: str = "40 100", before: str = "") -> str:
    """Letters, on the secret unless `at` says another place."""
    return f"BT {before} /F {size} Tf {at} Td ({text}) Tj ET "


def drawn_font(letter: bytes) -> Change:
    """A font of drawings under the name /T: its letter a is the drawing, S e c r t are empty."""

    def change(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        empty, box = pdf.make_stream(b"600 0 d0"), pdf.make_stream(letter)
        names = [part for code in sorted(map(ord, "Secrt")) for part in (code, Name.e)]
        page.Resources.Font.T = Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 750, 750], FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
            CharProcs=Dictionary(b=box, e=empty), Encoding=Dictionary(Differences=Array([97, Name.b, *names])),
            FirstChar=0, LastChar=255, Widths=[600] * 256,
            ToUnicode=pdf.make_stream(
                b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange"
                b" 1 beginbfrange <00> <ff> <0000> endbfrange endcmap"
            ),
        )  # fmt: skip

    return change


def box(high: int) -> object:
    """A letter that is a box."""
    pen = TTGlyphPen(None)
    for move, *point in ((pen.moveTo, 10, 0), (pen.lineTo, 10, high), (pen.lineTo, 450, high), (pen.lineTo, 450, 0)):
        move(tuple(point))
    pen.closePath()
    return pen.glyph()


def empty_font(pdf: pikepdf.Pdf, page: pikepdf.Page, drawn: str = "", width: int = 600, step: int = 0) -> None:
    """An embedded font under the name /T whose letters have no strokes, but for those named, which are boxes.

    Each box is lower than the one before it by the step.
    """
    letters = sorted(set("Secret" + drawn))
    boxes = {name: box(700 - step * number) for number, name in enumerate(drawn)}
    made = FontBuilder(1000, isTTF=True)
    made.setupGlyphOrder([".notdef", *letters])
    made.setupCharacterMap({ord(letter): letter for letter in letters})
    made.setupGlyf({name: boxes.get(name) or TTGlyphPen(None).glyph() for name in (".notdef", *letters)})
    made.setupHorizontalMetrics(dict.fromkeys((".notdef", *letters), (600, 0)))
    made.setupHorizontalHeader(ascent=800, descent=-200)
    made.setupNameTable({"familyName": "Empty", "styleName": "Regular"})
    made.setupOS2()
    made.setupPost()
    made.save(data := io.BytesIO())
    held = Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/AAAAAA+Empty"), Flags=32, FontBBox=[0, 0, 600, 800], ItalicAngle=0,
        Ascent=800, Descent=-200, CapHeight=700, StemV=80, FontFile2=pdf.make_stream(data.getvalue()),
    )  # fmt: skip
    page.Resources.Font.T = Dictionary(
        Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/AAAAAA+Empty"), FirstChar=0, LastChar=255,
        Widths=[width] * 256, Encoding=Name.WinAnsiEncoding, FontDescriptor=held,
    )  # fmt: skip


def equation_font(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """A font under the name /T as Word sets equations: glyphs of different shapes for 𝑆 𝑒 𝑐 𝑟 𝑡, and no map of letters."""
    empty_font(pdf, page, drawn="Secrt", step=120)
    simple = page.Resources.Font.T
    data = TTFont(io.BytesIO(simple.FontDescriptor.FontFile2.read_bytes()))
    data["glyf"][".notdef"] = box(650)
    del data["cmap"]
    data.save(held := io.BytesIO())
    simple.FontDescriptor.FontFile2 = pdf.make_stream(held.getvalue())
    codes = {letter: at for at, letter in enumerate(data.getGlyphOrder())}
    signs = {letter: chr(0x1D434 + ord(letter) - (65 if letter < "a" else 71)) for letter in "Secrt"}
    lines = "".join(f"<{codes[a]:04x}> <{signs[a].encode('utf-16-be').hex()}>" for a in "Secrt")
    told = f"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange 5 beginbfchar {lines} endbfchar endcmap"
    inner = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=simple.BaseFont, FontDescriptor=simple.FontDescriptor, DW=600,
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0), CIDToGIDMap=Name.Identity,
    )  # fmt: skip
    page.Resources.Font.T = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=simple.BaseFont, Encoding=Name("/Identity-H"),
        DescendantFonts=[pdf.make_indirect(inner)], ToUnicode=pdf.make_stream(told.encode()),
    )  # fmt: skip
    shown = "".join(f"{codes[a]:04x}" for a in "Secret")
    page.contents_add(f"BT /T 12 Tf 40 100 Td <{shown}> Tj ET".encode())


def space(definition: Callable[[pikepdf.Pdf], Array]) -> Change:
    """A colour space under the name /I."""
    return lambda pdf, page: page.Resources.__setitem__("/ColorSpace", Dictionary(I=definition(pdf)))


def indexed(pdf: pikepdf.Pdf) -> Array:
    """Two colours: black and white."""
    return Array([Name.Indexed, Name.DeviceRGB, 1, pdf.make_stream(b"\0\0\0\xff\xff\xff")])


def pattern(operators: bytes) -> Change:
    """A tile under the name /P."""

    def change(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        tile = pdf.make_stream(operators, Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1)
        tile.BBox, tile.XStep, tile.YStep, tile.Resources = Array([0, 0, 10, 10]), 10, 10, Dictionary()
        page.Resources.Pattern = Dictionary(P=tile)

    return change


def shading(_: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """A gradient from black to black under the name /H."""
    steps = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0], C1=[0, 0, 0], N=1)
    found = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 300, 0], Function=steps)
    page.Resources.Shading = Dictionary(H=found)


def field(look: bytes | None = None, **keys: Any) -> Change:
    """A text field with the secret as its value, and an appearance where `look` is given."""

    def change(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        made = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="a", V="Secret", DA="/F 12 Tf 0 g")
        made.Rect = Array([30, 92, 150, 116])
        for key, value in keys.items():
            made[f"/{key}"] = value
        if look is not None:
            form = pdf.make_stream(look, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 120, 24])
            form.Resources = page.Resources
            made.AP = Dictionary(N=form)
        page.Annots = Array([pdf.make_indirect(made)])
        pdf.Root.AcroForm = Dictionary(Fields=Array(list(page.Annots)), DA="/F 12 Tf 0 g", DR=page.Resources)

    return change


def in_layer(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """A field in a layer that is off."""
    field()(pdf, page)
    layer()(pdf, page)
    page.Annots[0].OC = page.Resources.Properties.L


def said(text: str, inside: str) -> bytes:
    """Letters that are said as another text."""
    return drawn(f"{WORDS}/Span << /ActualText ({text}) >> BDC {inside} EMC")


def own_grey(white: int) -> Change:
    """Grey of the page's own, which is black or white whatever its number."""
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[white], C1=[white], N=1)
    definition = Array([Name.Separation, Name.Own, Name.DeviceGray, tint])
    return lambda _, page: page.Resources.__setitem__("/ColorSpace", Dictionary(DefaultGray=definition))


def zoomed(least: float) -> Change:
    """A layer under the name /L that is shown from that zoom on."""

    def change(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Near", Usage=Dictionary(Zoom=Dictionary(min=least))))
        usage = Dictionary(Event=Name.View, Category=Array([Name.Zoom]), OCGs=Array([group]))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(AS=Array([usage])))
        page.Resources.Properties = Dictionary(L=group)

    return change


def small_font(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Graphics state parameters under the name /S with a font of half a point."""
    state(Font=Array([pdf.make_indirect(page.Resources.Font.F), 0.5]))(pdf, page)


LAB = space(lambda _: Array([Name.Lab, Dictionary(WhitePoint=[0.95, 1, 1.09])]))
BOXES = "BT /T 24 Tf 30 94 Td (aaaaaa) Tj ET "
ROWS = [f"30 {92 + step} m 150 {92 + step} l" for step in range(24)]
ZIGZAG = " ".join(f"{150 if step % 2 else 30} {92 + step * 1.2} l" for step in range(1, 20))
BLACK = "under a black box"
TYPED, EMPTY, ALIKE = "under other letters", "in letters that show nothing", "in the colour of what is behind them"
SAID, BOX, FIELD = "behind letters that say something else", "under a box", "in a form field that does not show them"
COMMENT, UNPAINTED = "under a box that was added as a comment", "in letters that are not painted"
CLIPPED, SMEARED = "outside of what the page shows", "in letters that cannot be told apart"
HIDDEN = {
    "typed over": (drawn(WORDS + SECRET + over("XXXXXX")), TYPED),
    "typed over with signs": (drawn(WORDS + SECRET + over("######")), TYPED),
    "typed over with wider letters": (drawn(WORDS + SECRET + over("mmmm")), TYPED),
    "boxes of a drawn font": (with_page(WORDS + SECRET + BOXES, drawn_font(b"1000 0 0 0 750 750 d1 0 0 750 750 re f")), TYPED),
    "white boxes of a drawn font": (
        with_page(WORDS + SECRET + "1 g " + BOXES, drawn_font(b"1000 0 0 0 750 750 d1 0 0 750 750 re f")), TYPED,
    ),
    "a huge letter": (drawn(WORDS + SECRET + over("I", 120, "38 20")), TYPED),
    "an empty drawn font": (with_page(WORDS + SECRET.replace("/F", "/T"), drawn_font(b"")), EMPTY),
    "an empty embedded font": (with_page(WORDS + SECRET.replace("/F", "/T"), empty_font), EMPTY),
    "said in place of others": (said("Secret", over("Visible")), SAID),
    "said beside others": (said("Visible Secret words", over("Visible")), SAID),
    "said in place of two pieces": (said("Secret", "BT /F 12 Tf 40 100 Td (Vis) Tj (ible) Tj ET"), SAID),
    "said in place of a blank": (said("Secret", over(" ")), SAID),
    "a blend mode that bleaches": (with_page(WORDS + "/S gs " + SECRET, state(BM=Name.Screen)), ALIKE),
    "a blend mode that turns colours": (with_page(WORDS + "/S gs " + SECRET, state(BM=Name.Difference)), ALIKE),
    "a white pattern": (with_page(WORDS + "/Pattern cs /P scn " + SECRET, pattern(b"1 g 0 0 10 10 re f")), ALIKE),
    "an empty pattern": (with_page(WORDS + "/Pattern cs /P scn " + SECRET, pattern(b"")), ALIKE),
    "white by its number": (with_page(WORDS + "/I cs 1 scn " + SECRET, space(indexed)), ALIKE),
    "black by its number on black": (with_page(WORDS + "30 92 120 24 re f /I cs 0 scn " + SECRET, space(indexed)), ALIKE),
    "white by its lightness": (with_page(WORDS + "/I cs 100 0 0 scn " + SECRET, LAB), ALIKE),
    "pale grey": (drawn(WORDS + ".93 g " + SECRET), ALIKE),
    "twelve units that are two points": (drawn(WORDS.replace("12", "60") + SECRET, extra="/UserUnit 0.16"), "too small to read"),
    "two points": (drawn(WORDS + over("Secret", 2)), "too small to read"),
    "many thin lines": (drawn(WORDS + SECRET + "1.2 w " + " ".join(f"{row} S" for row in ROWS)), BOX),
    "many thin lines in one path": (drawn(WORDS + SECRET + "1.2 w " + " ".join(ROWS) + " S"), BOX),
    "a line to and fro": (
        drawn(WORDS + SECRET + "2 w 30 92 m " + ZIGZAG + " S"),
        BOX,
    ),
    "many small squares": (
        drawn(WORDS + SECRET + " ".join(f"{30 + x} {92 + y} .95 .95 re f" for x in range(60) for y in range(24))), BLACK,
    ),
    "a gradient": (with_page(WORDS + SECRET + "q 30 92 120 24 re W n /H sh Q", shading), "under a picture"),
    "a hidden field": (with_page(WORDS, field(F=2)), FIELD),
    "a field for a password": (with_page(WORDS, field(Ff=8192)), FIELD),
    "a field of no size": (with_page(WORDS, field(Rect=[30, 92, 30, 92])), FIELD),
    "a field off the page": (with_page(WORDS, field(Rect=[-300, 92, -150, 116])), FIELD),
    "a field with a blank picture": (with_page(WORDS, field(b"")), FIELD),
    "a field in white": (with_page(WORDS, field(b"1 g BT /F 12 Tf 4 8 Td (Secret) Tj ET")), FIELD),
    "a paper clip over it": (with_page(WORDS + SECRET, appearance("FileAttachment", b"0 g 0 0 120 24 re f")), COMMENT),
    "a link over it": (with_page(WORDS + SECRET, appearance("Link", b"0 g 0 0 120 24 re f")), COMMENT),
    "an empty clip": (drawn(WORDS + "q W n " + SECRET + "Q"), CLIPPED),
    "a flat clip": (drawn(WORDS + "q 0 104 300 0 re W n " + SECRET + "Q"), CLIPPED),
    "a clip that leaves the feet of letters": (drawn(WORDS + "q 0 0 300 102 re W n " + SECRET + "Q"), CLIPPED),
    "clips that leave the feet of letters": (
        drawn(WORDS + "q 0 0 300 102 re 0 120 300 9 re W n " + SECRET + "Q"), CLIPPED,
    ),
    "a crop box that leaves the feet of letters": (drawn(WORDS + over("Secret", at="40 198")), "off the page"),
    "letters larger than the page": (drawn(WORDS + over("Secret", 300, "10 -180")), "too large to read"),
    "letters wider than the page": (drawn(WORDS + over("Secret", before="60000 Tz", at="-900 100")), "too large to read"),
    "outlines wider than letters": (drawn(WORDS + "14 w " + over("Secret", before="1 Tr")), SMEARED),
    "under the thick outlines of signs": (drawn(WORDS + SECRET + "30 w " + over("-------", before="1 Tr", at="40 104")), BLACK),
    "letters that lean flat": (drawn(WORDS + "BT /F 12 Tf 1 0 40 1 40 100 Tm (Secret) Tj ET"), SMEARED),
    "letters under their own white outlines": (drawn(WORDS + "20 w 1 G " + over("Secret", before="2 Tr")), SMEARED),
    "letters of no height": (drawn(WORDS + "q 1 0 0 0 0 100 cm " + SECRET + "Q"), SMEARED),
    "letters on each other": (
        with_page(WORDS + over("Secret").replace("/F", "/T"), partial(empty_font, drawn="Secrt", width=0)), SMEARED,
    ),
    "outlines of gaps": (drawn(WORDS + "[0 1000] 500 d " + over("Secret", before="1 Tr")), UNPAINTED),
    "white outlines over the letters": (drawn(WORDS + "3 w 1 G " + over("Secret", before="2 Tr")), UNPAINTED),
    "a mode that no viewer knows": (drawn(WORDS + over("Secret", before="8 Tr")), UNPAINTED),
    "the same word in white": (drawn(WORDS + SECRET + "1 g 1 G 3 w " + over("Secret", before="2 Tr")), TYPED),
    "some empty letters of a font": (
        with_page(WORDS + (over("aabb", at="40 70") + SECRET).replace("/F", "/T"), partial(empty_font, drawn="ab")),
        EMPTY,
    ),
    "a page's own grey that is white": (with_page(WORDS + "0 g " + SECRET, own_grey(1)), ALIKE),
    "a small font of the graphics state": (with_page(WORDS + "/S gs BT 40 100 Td (Secret) Tj ET", small_font), "too small"),
    "a layer for great zoom": (with_page(WORDS + "/OC /L BDC " + SECRET + "EMC", zoomed(20)), "in a layer that is off"),
    "a field without a name over it": (
        with_page(WORDS + SECRET, appearance("Widget", b"0 g 0 0 120 24 re f", FT=Name.Btn)), COMMENT,
    ),
    "a watermark over it": (with_page(WORDS + SECRET, appearance("Watermark", b"0 g 0 0 120 24 re f")), COMMENT),
}  # fmt: skip


@pytest.mark.parametrize(("data", "reason"), HIDDEN.values(), ids=HIDDEN)
def test_such_words_are_set_aside_and_stop_the_publication(data: bytes, reason: str) -> None:
    flow = read(data)
    assert "Seen words" in told(data)
    assert "Secret" not in told(data)
    assert [aside.text for aside in flow.asides if aside.reason.startswith(reason)]
    assert any(reason in one.message for one in flow.findings if one.rule == "hidden-words")


SEEN = {
    "letters drawn twice, a little apart": drawn(WORDS + SECRET + over("Secret", at="42 99")),
    "a white outline under them": drawn(
        WORDS + "1 G 2 w " + over("Secret", before="1 Tr") + over("Secret", before="0 Tr")
    ),
    "an accent over a letter": drawn(WORDS + SECRET + over("`", at="49 100")),
    "lines under it": drawn(WORDS + SECRET + over("_______")),
    "a sign beside it": with_page(WORDS + SECRET + BOXES.replace("30 94", "90 94"), drawn_font(b"1000 0 d0 0 0 750 750 re f")),
    "a drawn font": with_page(
        WORDS + "BT /T 12 Tf 40 70 Td (aaa) Tj ET " + SECRET, drawn_font(b"1000 0 d0 0 0 500 500 re f")
    ),
    "said as it is": said("Secret", over("Secret")),
    "said as nothing": said("", over("Secret")),
    "said with a soft hyphen": said("Sec\\255ret", over("Secret")),
    "a sign that is said": said("Secret", over("\\267")),
    "a blend mode on black": with_page(WORDS + "0 g 30 92 120 24 re f /S gs 1 g " + SECRET, state(BM=Name.Screen)),
    "black by its number": with_page(WORDS + "/I cs 0 scn " + SECRET, space(indexed)),
    "a dark pattern": with_page(WORDS + "/Pattern cs /P scn " + SECRET, pattern(b"0 0 1 rg 0 0 10 10 re f")),
    "a frame of thick lines": drawn(WORDS + SECRET + "3 w 30 92 120 24 re S"),
    "a clip that leaves the heads of letters": drawn(WORDS + "q 0 103 300 20 re W n " + SECRET + "Q"),
    "letters that run up the page": drawn(WORDS + "BT /F 11.96 Tf 0 1 -1 0 240 60 Tm (Secret) Tj ET"),
    "mirrored letters of an embedded font": with_page(
        WORDS + "BT /T 12 Tf 1 0 0 -1 40 100 Tm (Secret) Tj ET", partial(empty_font, drawn="Secrt", step=120)
    ),
    "a clip far larger than the page": drawn(WORDS + "q -2000000 -2000000 4000000 4000000 re W n " + SECRET + "Q"),
    "outlines as thick as letters beside it": drawn(WORDS + SECRET + "14 w " + over("--", before="1 Tr", at="90 104")),
    "thin outlines in another colour": drawn(WORDS + ".5 G .3 w " + over("Secret", before="2 Tr")),
    "letters that lean a little": drawn(WORDS + "BT /F 12 Tf 1 0 .3 1 40 100 Tm (Secret) Tj ET"),
    "a page's own grey": with_page(WORDS + "0 g " + SECRET, own_grey(0)),
    "a font with some empty letters": with_page(
        WORDS + "BT /T 12 Tf 40 70 Td (Secret) Tj ET " + SECRET, partial(empty_font, drawn="Secr", step=120)
    ),
    "a layer for little zoom": with_page(WORDS + "/OC /L BDC " + SECRET + "EMC", zoomed(0.1)),
    "a field": with_page(WORDS, field()),
    "a field with its own picture": with_page(WORDS, field(b"BT /F 12 Tf 4 8 Td (Secret) Tj ET")),
    "a link with a frame": with_page(WORDS + SECRET, appearance("Link", b"0 G 0 0 120 24 re S")),
}  # fmt: skip


def test_the_letters_of_an_equation_that_no_map_of_the_font_has_are_read() -> None:
    data = with_page(WORDS, equation_font)
    assert "Secret" in unicodedata.normalize("NFKC", told(data))
    assert not read(data).findings


@pytest.mark.parametrize("data", SEEN.values(), ids=SEEN)
def test_words_that_can_be_seen_are_read(data: bytes) -> None:
    flow = read(data)
    assert not [one.message for one in flow.findings if one.rule == "hidden-words"]
    assert "Sec" in told(data)


def test_a_low_line_on_a_shade_is_seen() -> None:
    shade = "0.9 g 30 92 m 150 92 l 150 116 l 90 119 l 30 116 l h f 0 g "
    assert "Sec_ret" in told(drawn(WORDS + shade + over("Sec_ret")))
    assert "Sec_ret" not in told(drawn(WORDS + shade + "0.9 g " + over("Sec_ret")))


def test_of_a_field_the_words_that_it_shows_are_read() -> None:
    flow = read(data := with_page(WORDS, field(b"BT /F 12 Tf 4 8 Td (Five) Tj ET", V="5.00")))
    assert "Five" in told(data)
    assert "5.00" not in told(data)
    assert not [one for one in flow.findings if one.rule == "hidden-words"]
