"""Words that a reader of a PDF cannot see are never content; what only looks as if it hid them stays."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from pipeline.assemble.assemble import assemble
from pipeline.model.findings import Severity
from pipeline.model.flow import Unreadable
from tests.pdf_pages import drawn, printed, read, told

WORDS = "BT /F 12 Tf 40 150 Td (Seen words) Tj ET "
SECRET = "BT /F 12 Tf 40 100 Td (Secret) Tj ET "
BOX = "30 92 120 24 re f "
LAYERS = "/L1 << /Type /OCG /Name (Draft) >>"


def with_page(content: str, change: Callable[[pikepdf.Pdf, pikepdf.Page], None]) -> bytes:
    """A page of the operators given, changed before it is saved."""
    with pikepdf.open(io.BytesIO(drawn(content))) as pdf:
        change(pdf, pdf.pages[0])
        pdf.save(buffer := io.BytesIO())
        return buffer.getvalue()


def state(**parameters: Any) -> Callable[[pikepdf.Pdf, pikepdf.Page], None]:
    """Graphics state parameters under the name /S."""

    def change(_: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.Resources.ExtGState = Dictionary(S=Dictionary(**parameters))

    return change


def picture(
    mask: bool = False, form: bool = False, shade: bytes = b"\x80", **keys: Any
) -> Callable[[pikepdf.Pdf, pikepdf.Page], None]:
    """A grey picture, or a form, under the name /X."""

    def change(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        found = pdf.make_stream(SECRET.encode() if form else shade, Type=Name.XObject, **keys)
        if form:
            found.Subtype, found.Resources = Name.Form, Dictionary(Font=page.Resources.Font)
        else:
            found.Subtype, found.Width, found.Height = Name.Image, 1, 1
            found.ColorSpace, found.BitsPerComponent = Name.DeviceGray, 8
        if mask:
            found.SMask = pdf.make_stream(b"\x00", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1)
            found.SMask.ColorSpace, found.SMask.BitsPerComponent = Name.DeviceGray, 8
        page.Resources.XObject = Dictionary(X=found)

    return change


def layer(base: str = "ON", policy: str = "", on: bool = False) -> Callable[[pikepdf.Pdf, pikepdf.Page], None]:
    """A layer that is off (or on) under the name /L."""

    def change(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Draft"))
        config = Dictionary(BaseState=Name("/" + base), OFF=Array([] if on else [group]))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=config)
        member = pdf.make_indirect(Dictionary(Type=Name.OCMD, OCGs=Array([group]), P=Name("/" + (policy or "AnyOn"))))
        page.Resources.Properties = Dictionary(L=member if policy else group)

    return change


def blocks(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """A font under the name /B whose letter A is read as a full block, and drawn as one."""
    full = pdf.make_stream(b"1000 0 0 -200 1000 1000 d1 0 -200 1000 1200 re f")
    table = b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <41> <2588> endbfchar"
    page.Resources.Font.B = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, -200, 1000, 1000], FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        CharProcs=Dictionary(b=full), Encoding=Dictionary(Differences=[65, Name.b]), FirstChar=65, LastChar=65,
        Widths=[1000], ToUnicode=pdf.make_stream(b"/CIDInit /ProcSet findresource begin begincmap " + table + b" endcmap end"),
    )  # fmt: skip


def dingbats(_: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """A usual font of signs under the name /Z, whose letter n is a black square."""
    page.Resources.Font.Z = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats)


def commented(kind: str, **keys: Any) -> Callable[[pikepdf.Pdf, pikepdf.Page], None]:
    """A comment of that kind over the secret."""

    def change(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        comment = Dictionary(Type=Name.Annot, Subtype=Name("/" + kind), Rect=[30, 92, 150, 116], **keys)
        page.Annots = Array([pdf.make_indirect(comment)])
        if kind == "Widget":
            pdf.Root.AcroForm = Dictionary(Fields=Array(list(page.Annots)))

    return change


def appearance(kind: str, operators: bytes, **keys: Any) -> Callable[[pikepdf.Pdf, pikepdf.Page], None]:
    """A comment of that kind over the secret, with a picture of its own."""

    def change(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        commented(kind, **keys)(pdf, page)
        page.Annots[0].AP = Dictionary(
            N=pdf.make_stream(operators, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 120, 24])
        )

    return change


def box_form(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """A form that paints a black box, under the name /X."""
    made = pdf.make_stream(b"0 g 0 0 120 24 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 120, 24])
    page.Resources.XObject = Dictionary(X=made)


def ink(name: str, full: float) -> Callable[[pikepdf.Pdf, pikepdf.Page], None]:
    """A spot colour under the name /I, whose full tint is a grey."""

    def change(_: pikepdf.Pdf, page: pikepdf.Page) -> None:
        tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1], C1=[full], N=1)
        page.Resources.ColorSpace = Dictionary(I=Array([Name.Separation, Name("/" + name), Name.DeviceGray, tint]))

    return change


def soft_mask(shade: int) -> Callable[[pikepdf.Pdf, pikepdf.Page], None]:
    """A soft mask under the name /S that lets nothing through (0), or everything (1)."""

    def change(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        group = pdf.make_stream(
            f"{shade} g 0 0 300 200 re f".encode(), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 300, 200]
        )
        group.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
        state(SMask=Dictionary(Type=Name.Mask, S=Name.Luminosity, G=group))(pdf, page)

    return change


COMMENT = "under a box that was added as a comment"
BLACK, CLIPPED, ALIKE = "under a black box", "outside of what the page shows", "in the colour of what is behind them"
HIDDEN = {
    "black box": (drawn(WORDS + SECRET + BOX), BLACK),
    "white box": (drawn(WORDS + SECRET + "1 g " + BOX), "under a white box"),
    "green box": (drawn(WORDS + SECRET + "0 .5 .2 rg " + BOX), "under a box"),
    "box of strips": (drawn(WORDS + SECRET + " ".join(f"30 {92 + n} 120 1.1 re f" for n in range(24))), BLACK),
    "box of two halves": (drawn(WORDS + SECRET + "30 92 38 24 re f 68 92 90 24 re f"), BLACK),
    "box drawn as lines": (drawn(WORDS + SECRET + "30 92 m 150 92 l 150 116 l 30 116 l h f"), BLACK),
    "box with a round corner": (drawn(WORDS + SECRET + "30 92 m 150 92 l 150 116 l 40 116 l 30 116 30 110 30 106 c f"), BLACK),
    "box with a smaller one in it": (drawn(WORDS + SECRET + "20 80 160 50 re 30 92 120 24 re f"), BLACK),
    "thick line": (drawn(WORDS + SECRET + "20 w 30 104 m 150 104 l S"), "under a box"),
    "box in a turned space": (drawn(WORDS + SECRET + "q 0 1 -1 0 160 80 cm 5 5 40 130 re f Q"), BLACK),
    "box with a label": (drawn(WORDS + SECRET + BOX + "1 g BT /F 9 Tf 60 102 Td (Removed) Tj ET"), BLACK),
    "box on a page at 90": (drawn(WORDS + SECRET + BOX, extra="/Rotate 90"), BLACK),
    "box away from 0": (drawn(WORDS + SECRET + BOX, extra="/MediaBox [-20 -10 300 200] /CropBox [0 0 300 200]"), BLACK),
    "box over a form": (with_page(WORDS + "/X Do " + BOX, picture(form=True)), BLACK),
    "picture": (with_page(WORDS + SECRET + "q 120 0 0 24 30 92 cm /X Do Q", picture()), "under a picture"),
    "mark for redaction": (with_page(WORDS + SECRET, commented("Redact")), "under a mark for redaction"),
    "filled square": (with_page(WORDS + SECRET, commented("Square", IC=[0, 0, 0])), "under a box that was added as a comment"),
    "layer that is off": (with_page(WORDS + "/OC /L BDC " + SECRET + "EMC", layer()), "in a layer that is off"),
    "layers off at first": (with_page(WORDS + "/OC /L BDC " + SECRET + "EMC", layer("OFF")), "in a layer that is off"),
    "membership": (with_page(WORDS + "/OC /L BDC " + SECRET + "EMC", layer(policy="AllOn")), "in a layer that is off"),
    "no opacity": (with_page(WORDS + "/S gs " + SECRET, state(ca=0)), "in transparent letters"),
    "hardly any opacity": (with_page(WORDS + "/S gs " + SECRET, state(ca=0.06)), "in transparent letters"),
    "form of no opacity": (
        with_page(WORDS + "/S gs /X Do", lambda pdf, page: (picture(form=True, Group=Dictionary(S=Name.Transparency))(pdf, page),
                                                             state(ca=0)(pdf, page))[0]),
        "in transparent letters",
    ),
    "clip elsewhere": (drawn(WORDS + "q 200 10 50 50 re W n " + SECRET + "Q"), CLIPPED),
    "clip of a triangle": (
        drawn(WORDS + "q 30 60 m 150 60 l 150 90 l h 0 110 m 9 110 l 9 119 l h W n " + SECRET + "Q"), CLIPPED,
    ),
    "form clipped by its box": (
        with_page(WORDS + "/X Do", picture(form=True, BBox=[200, 0, 300, 50])), CLIPPED,
    ),
    "ellipse": (drawn(WORDS + SECRET + "20 104 m 20 130 170 130 170 104 c 170 78 20 78 20 104 c f"), "under a black box"),
    "box in a form": (with_page(WORDS + SECRET + "q 1 0 0 1 30 92 cm /X Do Q", box_form), BLACK),
    "box that lets a tenth through": (with_page(WORDS + SECRET + "/S gs " + BOX, state(ca=0.9)), BLACK),
    "squares of a font of signs": (with_page(WORDS + SECRET + "BT /Z 30 Tf 36 95 Td (nn) Tj ET", dingbats), BLACK),
    "characters that are blocks": (
        with_page(WORDS + SECRET + "BT /B 24 Tf 34 94 Td (AAAAAA) Tj ET", lambda pdf, page: blocks(pdf, page)), BLACK,
    ),
    "polygon": (
        with_page(WORDS + SECRET, commented("Polygon", IC=[0, 0, 0], Vertices=[30, 92, 150, 92, 150, 116, 30, 116])), COMMENT,
    ),
    "square with a picture of its own": (with_page(WORDS + SECRET, appearance("Square", b"0 g 0 0 120 24 re f")), COMMENT),
    "black highlight": (
        with_page(WORDS + SECRET, commented("Highlight", C=[0, 0, 0], QuadPoints=[30, 116, 150, 116, 30, 92, 150, 92])), COMMENT,
    ),
    "thick line as a comment": (
        with_page(WORDS + SECRET, commented("Line", L=[30, 104, 150, 104], C=[0, 0, 0], BS=Dictionary(W=24))), COMMENT,
    ),
    "field with a ground": (with_page(WORDS + SECRET, commented("Widget", MK=Dictionary(BG=[0]), FT=Name.Tx)), COMMENT),
    "field that is drawn": (with_page(WORDS + SECRET, appearance("Widget", b"0 g 0 0 120 24 re f", FT=Name.Tx, T="a")), COMMENT),
    "soft mask": (with_page(WORDS + "/S gs " + SECRET, soft_mask(0)), "in transparent letters"),
    "white outlines": (drawn(WORDS + "1 G " + SECRET.replace("BT", "BT 1 Tr")), ALIKE),
    "white letters with white outlines": (drawn(WORDS + "1 g 1 G " + SECRET.replace("BT", "BT 2 Tr")), ALIKE),
    "pale yellow": (drawn(WORDS + "1 1 .9 rg " + SECRET), ALIKE),
    "no tint of an ink": (with_page(WORDS + "/I cs 0 scn " + SECRET, ink("Spot", 0)), ALIKE),
    "white ink": (with_page(WORDS + "/I cs 1 scn " + SECRET, ink("Spot", 1)), ALIKE),
    "the ink None": (with_page(WORDS + "/I cs 1 scn " + SECRET, ink("None", 0)), ALIKE),
    "grey on a grey picture": (with_page(WORDS + "q 120 0 0 24 30 92 cm /X Do Q .5 g " + SECRET, picture()), ALIKE),
    "squeezed": (drawn(WORDS + SECRET.replace("Secret", "S").replace("BT", "BT 2 Tz")), "too small to read"),
    "white on paper": (drawn(WORDS + "1 1 .99 rg " + SECRET), ALIKE),
    "black on black": (drawn(WORDS + BOX + SECRET), ALIKE),
    "white on a white picture": (
        with_page(WORDS + "q 120 0 0 24 30 92 cm /X Do Q 1 g " + SECRET, picture(shade=b"\xff")), ALIKE,
    ),
    "one point": (drawn(WORDS + "BT /F 1 Tf 40 100 Td (Secret) Tj ET"), "too small to read"),
    "off the page": (drawn(WORDS + "BT /F 12 Tf 400 100 Td (Secret) Tj ET"), "off the page"),
    "outside of a page that is smaller than its crop": (
        drawn(WORDS + SECRET, extra="/MediaBox [0 130 300 200] /CropBox [0 0 300 200]"), "off the page",
    ),
    "outside of the crop": (drawn(WORDS + SECRET, extra="/CropBox [0 130 300 200]"), "off the page"),
    "not painted": (drawn(WORDS + "BT 3 Tr /F 12 Tf 40 100 Td (Secret) Tj ET"), "in letters that are not painted"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "reason"), HIDDEN.values(), ids=HIDDEN)
def test_hidden_words_are_set_aside_and_stop_the_publication(data: bytes, reason: str) -> None:
    flow = read(data)
    assert told(data) == "Seen words" or any(cover in told(data) for cover in ("Removed", "\u2588", "\u25a0"))
    assert [(aside.text, aside.reason) for aside in flow.asides] in ([("Secret", reason)], [("S", reason)])
    (finding,) = [one for one in flow.findings if one.rule == "hidden-words"]
    assert finding.severity is Severity.ERROR
    assert finding.message == f"page 1: a word lies hidden {reason}"
    result = assemble(flow, "case")
    assert f"{finding.message}; ask who hid them, and why" in result.document.guesses
    assert "Secret" not in repr(result.document)


SEEN = {
    "soft mask that lets all through": with_page(WORDS + "/S gs " + SECRET, soft_mask(1)),
    "white letters with black outlines": drawn(WORDS + "1 g 0 G " + SECRET.replace("BT", "BT 2 Tr")),
    "spot colour": with_page(WORDS + "/I cs 1 scn " + SECRET, ink("Spot", 0.2)),
    "yellow": drawn(WORDS + ".9 .8 0 rg " + SECRET),
    "red on green": drawn(WORDS + "0 .6 0 rg " + BOX + "1 0 0 rg " + SECRET),
    "black on a grey picture": with_page(WORDS + "q 120 0 0 24 30 92 cm /X Do Q 0 g " + SECRET, picture()),
    "ellipse round it": drawn(WORDS + SECRET + "20 104 m 20 150 170 150 170 104 c 170 58 20 58 20 104 c S"),
    "box behind": drawn(WORDS + ".8 g " + BOX + "0 g " + SECRET),
    "white on a black box": drawn(WORDS + BOX + "1 g " + SECRET),
    "box beside": drawn(WORDS + SECRET + "90 92 60 24 re f"),
    "frame": drawn(WORDS + SECRET + "30 92 120 24 re S"),
    "underline": drawn(WORDS + SECRET + "40 97 45 1.2 re f"),
    "struck through": drawn(WORDS + SECRET + "40 103 45 1.2 re f"),
    "highlight by blending": with_page(WORDS + SECRET + "/S gs 1 1 0 rg " + BOX, state(BM=Name.Multiply)),
    "highlight by opacity": with_page(WORDS + SECRET + "/S gs 1 1 0 rg " + BOX, state(ca=0.6)),
    "faint box": with_page(WORDS + SECRET + "/S gs 0 g " + BOX, state(ca=0.2)),
    "ring round it, by direction": drawn(WORDS + SECRET + "20 80 160 50 re 150 92 -120 24 re f"),
    "ring round it": drawn(WORDS + SECRET + "20 80 160 50 re 30 92 120 24 re f*"),
    "clip around it": drawn(WORDS + "q 10 10 280 180 re W n " + SECRET + "Q"),
    "clip of another shape": drawn(WORDS + "q 10 10 m 290 10 l 290 190 l 150 195 l 10 190 l h W n " + SECRET + "Q"),
    "curved box in a clip": drawn(WORDS + SECRET + "q 10 10 280 180 re W n 20 30 m 20 60 170 60 170 30 c h f Q"),
    "clip of the upper halves": drawn(WORDS + "q 30 98 120 5.5 re W n " + SECRET + "Q"),
    "box clipped away": drawn(WORDS + SECRET + "q 200 10 50 50 re W n " + BOX + "Q"),
    "box in a layer that is off": with_page(WORDS + SECRET + "/OC /L BDC " + BOX + "EMC", layer()),
    "layer that is on": with_page(WORDS + "/OC /L BDC " + SECRET + "EMC", layer(on=True)),
    "picture that lets all through": with_page(WORDS + SECRET + "q 120 0 0 24 30 92 cm /X Do Q", picture(mask=True)),
    "empty square": with_page(WORDS + SECRET, commented("Square")),
    "square that does not show": with_page(WORDS + SECRET, commented("Square", IC=[0, 0, 0], F=2)),
    "highlight": with_page(WORDS + SECRET, commented("Highlight", C=[1, 1, 0], QuadPoints=[30, 116, 150, 116, 30, 92, 150, 92])),
    "grey letters": with_page(WORDS + "/S gs " + SECRET, state(ca=0.4)),
    "pale letters": drawn(WORDS + ".75 g " + SECRET),
    "small letters": drawn(WORDS + "BT /F 4 Tf 40 100 Td (Secret) Tj ET"),
    "picture through letters": with_page(
        WORDS + "q BT 7 Tr /F 12 Tf 40 100 Td (Secret) Tj ET q 120 0 0 24 30 92 cm /X Do Q Q", picture()
    ),
    "outlined letters": drawn(WORDS + "BT 1 Tr /F 12 Tf 40 100 Td (Secret) Tj ET"),
}  # fmt: skip


@pytest.mark.parametrize("data", SEEN.values(), ids=SEEN)
def test_words_that_can_be_seen_are_read(data: bytes) -> None:
    flow = read(data)
    assert [word.text for word in flow.words if word.text == "Secret"] == ["Secret"]
    assert not [one for one in flow.findings if one.rule == "hidden-words"]
    assert "Secret" in told(data)


def test_a_page_that_shows_nothing_is_read_and_told() -> None:
    flow = read(data := drawn(SECRET, extra="/CropBox [0 130 300 200]"))
    assert told(data) == "Secret"
    (finding,) = [one for one in flow.findings if one.rule == "hidden-words"]
    assert finding.message.startswith("page 1 shows nothing")
    assert any(finding.message in guess for guess in assemble(flow, "case").document.guesses)


@pytest.mark.parametrize("matrix", ["0 0 0 0 0 0", "0 0 0 0 40 100", "0.001 0 0 0.001 40 100"])
def test_letters_of_no_size_are_not_read(matrix: str) -> None:
    with pytest.raises(Unreadable, match="a word lies hidden"):
        read(drawn(f"{matrix} cm {SECRET}"))
    assert told(drawn(f"{WORDS} {matrix} cm {SECRET}")) == "Seen words"


def test_letters_beside_the_box_are_read_and_those_under_it_are_not() -> None:
    data = drawn(WORDS + "BT /F 12 Tf 40 100 Td (Mr Smithson) Tj ET 64 92 80 24 re f")
    flow = read(data)
    assert [aside.text for aside in flow.asides] == ["mithson"]
    assert "Mr S" in told(data)


def test_a_table_with_fills_has_nothing_hidden() -> None:
    css = "td { background: #dde; border: 1pt solid } th { background: #000; color: #fff } p { background: #ff0 }"
    table = "<table><tr><th>Ref<th>Action</tr>" + "<tr><td>A1<td>Train officers</tr>" * 5 + "</table>"
    assert not [one for one in read(printed(table + "<p>Note</p>", css)).findings if one.rule == "hidden-words"]


def scan(content: str, layer: str, before: bool = False) -> bytes:
    """A page that is a picture of `content`, with recognised words over it, or before it."""
    import pypdfium2

    with pypdfium2.PdfDocument(drawn(content)) as pdf:
        image: Image.Image = pdf[0].render(scale=2).to_pil().convert("L")

    def change(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        found = pdf.make_stream(image.tobytes(), Type=Name.XObject, Subtype=Name.Image, BitsPerComponent=8)
        found.Width, found.Height, found.ColorSpace = image.width, image.height, Name.DeviceGray
        page.Resources.XObject = Dictionary(X=found)

    ground = "q 300 0 0 200 0 0 cm /X Do Q "
    return with_page(layer + ground if before else ground + layer, change)


@pytest.mark.parametrize("before", [False, True])
def test_recognised_words_are_read_but_not_where_the_scan_was_blackened(before: bool) -> None:
    content = WORDS + "BT /F 12 Tf 40 60 Td (More words) Tj ET " + SECRET
    layer = content if before else content.replace("BT", "BT 3 Tr")
    whole, blackened = read(scan(content, layer, before)), read(scan(content + BOX, layer, before))
    assert whole.recognised == blackened.recognised == (1,)
    assert not whole.asides
    assert [(aside.text, aside.reason) for aside in blackened.asides] == [
        ("Secret", "where the picture of the page shows nothing")
    ]


def test_a_white_ground_over_recognised_words_hides_nothing_that_the_picture_shows() -> None:
    content = WORDS + "BT /F 12 Tf 40 60 Td (More words) Tj ET "
    layer = content.replace("BT", "BT 3 Tr") + "1 g 0 0 300 200 re f "
    found = read(scan(content, layer, before=True))
    assert (found.recognised, found.asides) == ((1,), ())
