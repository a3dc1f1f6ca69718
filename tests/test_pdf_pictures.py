"""The pictures of a PDF: each kind of file is shown as it is, and a changed pixel or place is found."""

from __future__ import annotations

import io
import struct
from dataclasses import replace
from functools import cache
from unittest.mock import Mock

import pikepdf
import pytest
from PIL import Image, ImageDraw

from pipeline.app.verify import ExpectedFacts, verify
from pipeline.builders import Built
from pipeline.builders.print import engine
from pipeline.builders.print.lettered import as_png
from pipeline.model import document as m
from pipeline.verifiers.pdf import pictures as verifier
from tests.documents import P
from tests.editions import assets, edition_of, file_of, published

LEVELS = struct.pack("<6000H", *[column * 650 for column in range(100)] * 60)
BARS = Image.linear_gradient("L").resize((100, 60)).convert("RGB")
GREY = BARS.convert("L")
RULE = Image.frombytes("L", (52, 4), bytes([190] * 52 + [54] * 52 + [62] * 52 + [250] * 52))
ICON = Image.new("L", (27, 26), 255)
ImageDraw.Draw(ICON).ellipse((0, 0, 26, 25), 0)
ImageDraw.Draw(ICON).rectangle((12, 7, 14, 25), 255)
ImageDraw.Draw(ICON).rectangle((10, 13, 20, 15), 255)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="60" viewBox="0 0 100 60"><path d="M0 0H70V30H0z"/>%s</svg>'


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def turned() -> Image.Exif:
    """What a camera says that was held upright."""
    found = Image.Exif()
    found[0x112] = 6
    return found


@cache
def pictures() -> dict[str, bytes]:
    return {
        "colours.png": saved(BARS, "png"), "grey.png": saved(GREY, "png"), "black.png": saved(GREY.convert("1"), "png"),
        "few.png": saved(BARS.convert("P"), "png"),
        "clear.png": saved(Image.merge("RGBA", (*BARS.split(), GREY)), "png"),
        "hole.png": saved(BARS.convert("P"), "png", transparency=0),
        "fine.png": saved(Image.frombytes("I;16", (100, 60), LEVELS), "png"),
        "photo.jpg": saved(BARS, "jpeg"), "print.jpg": saved(BARS.convert("CMYK"), "jpeg"),
        "turned.jpg": saved(BARS, "jpeg", exif=turned()),
        "old.gif": saved(BARS.convert("P"), "gif"), "new.webp": saved(BARS, "webp"), "drawing.svg": SVG % b"",
        "icon.png": saved(ICON, "png"), "tiny.png": saved(ICON.resize((9, 9)), "png"),
        "rule.jpg": saved(RULE, "jpeg", dpi=(96, 96)),
        "words.svg": SVG % b'<text x="5" y="50">Words</text>',
    }  # fmt: skip


def document(*names: str) -> m.Document:
    """A document with pictures, the last of them decorative."""
    shown: m.Blocks = tuple(m.Image(name, f"The picture {name}") for name in names[:-1])
    blocks: m.Blocks = (P("Before."), *shown, m.Image(names[-1], decorative=True), P("After."))
    return replace(published(), blocks=blocks, sections=(), notes=(), abbreviations=())


def built(document: m.Document, look: str = "standard") -> tuple[Built, ExpectedFacts]:
    made, own = edition_of("pdf", document, look, replace(assets(), pictures=pictures()))
    return made, ExpectedFacts(made.about, own)


@pytest.mark.parametrize("look", ["standard", "yellow-on-black"])
def test_every_kind_of_picture_is_shown_as_it_is(look: str) -> None:
    whole = document(*pictures(), "few.png")
    made, wanted = built(whole, look)
    assert (made.findings, verify(whole, made.files, made.reading, wanted).findings) == ((), ())


@pytest.mark.parametrize("name", ["photo.jpg", "drawing.svg", "words.svg"])
def test_another_picture_of_the_same_kind_is_found(name: str) -> None:
    one = document(name, "few.png")
    made, _ = built(one)
    others = {**pictures(), name: pictures()[name].replace(b"70", b"30").replace(b"Words", b"Sword")}
    if name == "photo.jpg":
        others[name] = saved(BARS.transpose(Image.Transpose.FLIP_TOP_BOTTOM), "jpeg")
    findings = verify(
        one, made.files, made.reading, ExpectedFacts(made.about, replace(assets(), pictures=others))
    ).findings
    assert "structure-picture" in {finding.rule for finding in findings}


def test_an_ornament_that_no_content_has_is_found() -> None:
    one = document("grey.png", "few.png")
    made, wanted = built(one)
    name, data = file_of(made, "pdf")
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for picture in (
            x for page in pdf.pages for x in page.obj.Resources.XObject.values() if x.ColorSpace == "/DeviceRGB"
        ):
            picture.write(bytes(len(picture.read_bytes())))
        pdf.save(out)
    findings = verify(one, {**made.files, name: out.getvalue()}, made.reading, wanted).findings
    assert "structure-picture" in {finding.rule for finding in findings}


def test_each_of_many_ornaments_is_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """120 of them were compared with each other in two minutes."""
    shown: m.Blocks = tuple(m.Image("grey.png", decorative=True) for _ in range(5))
    many = replace(document("grey.png"), blocks=(P("Before."), *shown))
    made, wanted = built(many)
    looked = Mock(side_effect=verifier._looks_so)
    monkeypatch.setattr(verifier, "_looks_so", looked)
    assert verify(many, made.files, made.reading, wanted).findings == ()
    assert looked.call_count == 5


def test_a_drawing_is_drawn_once_for_all_files_that_show_it(monkeypatch: pytest.MonkeyPatch) -> None:
    drawing = b"<svg xmlns='http://www.w3.org/2000/svg' width='24' height='8'><rect width='24' height='8'/></svg>"
    draw = Mock(side_effect=as_png)
    monkeypatch.setattr(engine, "as_png", draw)
    first, again = engine.shown(drawing), engine.shown(drawing)
    assert (draw.call_count, again) == (1, first)
    assert engine.in_dots(drawing) != first[0], "Word has more dots of it"


def test_a_drawing_is_not_tried_as_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    drawing = b"<svg xmlns='http://www.w3.org/2000/svg' width='24' height='8'><circle r='8'/></svg>"
    tried = Mock(side_effect=Image.open)
    monkeypatch.setattr("weasyprint.images.Image.open", tried)
    assert engine.in_dots(drawing)
    assert tried.call_count == 0
