"""What a page draws: which shapes are bullets, which pictures are content, which type is bold, which way the page is turned."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from pipeline.model.flow import FlowParagraph, Picture
from pipeline.model.place import Box
from pipeline.sources.pdf.file import fields
from tests.pdf_pages import drawn, read, told

TEXT = "BT /F 12 Tf 40 100 Td (We keep the halls open.) Tj ET"
FOOTER = "BT /F 9 Tf 40 10 Td (Our halls in 2030) Tj ET"
UPRIGHT, TURNED = "BT /F 12 Tf 1 0 0 1 40 {y} Tm ({words}) Tj ET", "BT /F 12 Tf 0 1 -1 0 {x} 40 Tm ({words}) Tj ET"


def image(x: float, y: float, wide: float, high: float) -> str:
    return f"q {wide} 0 0 {high} {x} {y} cm BI /W 1 /H 1 /CS /G /BPC 8 ID @ EI Q"


def pictures(data: bytes) -> int:
    return sum(isinstance(block, Picture) for block in read(data).blocks)


@pytest.mark.parametrize(
    ("shape", "is_bullet"),
    [
        pytest.param("28 103 4 4", True, id="a square"),
        pytest.param("28 103 2 2", True, id="a small square"),
        pytest.param("28 103 1.2 1.2", False, id="a dot"),
        pytest.param("28 103 4 5", True, id="a little higher than wide"),
        pytest.param("28 103 3 6", False, id="twice as high as wide"),
        pytest.param("28 103 6 3", False, id="twice as wide as high"),
    ],
)
def test_a_small_shape_before_a_line_is_its_bullet(shape: str, is_bullet: bool) -> None:
    assert told(drawn(f"{shape} re f {TEXT}")).startswith("* ") == is_bullet


@pytest.mark.parametrize(
    ("place", "count"),
    [
        pytest.param((40, 20, 14, 30), 1, id="a small picture"),
        pytest.param((40, 20, 11, 30), 0, id="a narrow one"),
        pytest.param((40, 20, 30, 11), 0, id="a low one"),
        pytest.param((10, 20, 280, 14), 1, id="twenty times as wide as high"),
        pytest.param((10, 20, 420, 14), 0, id="thirty times as wide as high: a rule"),
        pytest.param((0, 0, 500, 100), 1, id="over half of the page"),
        pytest.param((0, 0, 500, 140), 0, id="over seven tenths of the page: its ground"),
    ],
)
def test_what_is_large_enough_and_no_rule_and_no_ground_is_a_picture(
    place: tuple[float, float, float, float], count: int
) -> None:
    assert pictures(drawn(f"{image(*place)} {TEXT}", size=(500, 200))) == count


def test_a_picture_that_is_all_of_a_page_but_its_footer_is_no_ground() -> None:
    """A poster: its page has no text to read, and that is told."""
    pages = [f"{image(0, 0, 500, 200)} {FOOTER}", *(f"{TEXT} {FOOTER}" for _ in range(3))]
    data = drawn(*pages, size=(500, 200))
    assert pictures(data) == 1
    assert "page 1 of case.pdf: pictures and no text" in [one.message for one in read(data).findings]
    assert pictures(drawn(f"{image(0, 0, 500, 200)} {TEXT} {FOOTER}", *pages[1:], size=(500, 200))) == 0


def boxed(
    dots: bytes, mask: bytes = b"", bits: int = 8, packed: bool = True, times: int = 1, size: tuple[int, int] = (60, 40)
) -> bytes:
    """A line of text over a picture of so many grey dots, or so many times as high and wide, with a mask as large."""
    with pikepdf.open(io.BytesIO(drawn(f"q 120 0 0 80 30 60 cm /X Do Q {TEXT}"))) as pdf:
        made = [
            pdf.make_stream(
                part, Type=Name.XObject, Subtype=Name.Image, Width=size[0] * times, Height=size[1] * times,
                ColorSpace=Name.DeviceGray, BitsPerComponent=bits,
            )
            for part in (dots, mask)
        ]  # fmt: skip
        if mask:
            made[0].SMask = made[1]
        pdf.pages[0].Resources.XObject = Dictionary(X=made[0])
        pdf.save(out := io.BytesIO(), compress_streams=packed)
    return out.getvalue()


SPARE = b"\0" * 7 + b"\x0f"
PLAIN, SHADED = bytes(2400), bytes(range(240)) * 10


@pytest.mark.parametrize(
    ("data", "count"),
    [
        pytest.param(boxed(PLAIN), 0, id="of one colour"),
        pytest.param(boxed(PLAIN, packed=False), 0, id="not packed"),
        pytest.param(boxed(SHADED), 1, id="of many"),
        pytest.param(boxed(SHADED, packed=False), 1, id="of many, not packed"),
        pytest.param(boxed(PLAIN, PLAIN), 0, id="with a mask of one"),
        pytest.param(boxed(PLAIN, SHADED), 1, id="with a mask that has a form"),
        pytest.param(boxed(b"\xa7\x15\x3c\x0f\x55\x99\x12\xf0" * 40, bits=1), 1, id="of bars in black and white"),
        pytest.param(boxed(100 * PLAIN, times=10), 0, id="of one colour, and large"),
        pytest.param(boxed(99 * PLAIN + SHADED[:120] + PLAIN[120:], times=10), 1, id="with one shaded part, and large"),
        pytest.param(boxed(SPARE * 4000, bits=1, size=(60, 4000)), 0, id="of one colour, with spare bits in its rows"),
        pytest.param(
            boxed(SPARE * 3999 + b"\0" * 7 + b"\x1f", bits=1, size=(60, 4000)), 1, id="with one dot beside them"
        ),
        pytest.param(boxed((b"\0" * 7 + b"\x1f") * 4000, bits=1, size=(60, 4000)), 1, id="with a line along its edge"),
        pytest.param(boxed(SPARE * 3999 + b"\0\1" * 4, bits=1, size=(60, 4000)), 1, id="with a few dots in a row"),
        pytest.param(boxed(bytes(1800) + b"\x80\x40\x20\x10\x08" * 4 + bytes(580)), 1, id="with a few spots"),
    ],
)
def test_a_picture_of_one_colour_is_the_ground_of_a_box(data: bytes, count: int) -> None:
    assert pictures(data) == count


@pytest.mark.parametrize(("times", "count"), [(1, 1), (2, 2), (4, 0)])
def test_a_picture_at_one_place_of_many_pages_is_furniture(times: int, count: int) -> None:
    pages = [f"{image(40, 20, 30, 30) if number < times else ''} {TEXT}" for number in range(10)]
    assert pictures(drawn(*pages)) == count


@pytest.mark.parametrize(("lines", "is_turned"), [(7, True), (5, False)])
def test_a_page_of_mostly_turned_text_is_read_turned(lines: int, is_turned: bool) -> None:
    turned = [TURNED.format(x=20 + 14 * number, words=f"Hall {number} open") for number in range(lines)]
    upright = [UPRIGHT.format(y=180 - 14 * number, words=f"Room {number} shut") for number in range(10 - lines)]
    text = told(drawn(" ".join([*turned, *upright]), size=(200, 200)))
    assert (text.index("Hall") < text.index("Room")) == is_turned, text


@pytest.mark.parametrize(
    ("says", "is_bold"),
    [
        pytest.param("/FontWeight 600 /Flags 32", True, id="semibold"),
        pytest.param("/FontWeight 500 /Flags 32", False, id="medium"),
        pytest.param("/FontWeight 850 /Flags 32", True, id="black"),
        pytest.param("/Flags 262176", True, id="forced"),
        pytest.param("/Flags 131104", False, id="small capitals"),
    ],
)
def test_a_font_says_that_it_is_bold(says: str, is_bold: bool) -> None:
    widths = " ".join(["500"] * 224)
    described = f"<< /Type /FontDescriptor /FontName /Plain {says} /Ascent 800 /Descent -200 /ItalicAngle 0 >>"
    font = f"<< /Type /Font /Subtype /Type1 /BaseFont /Plain /FirstChar 32 /Widths [{widths}] /FontDescriptor {described} >>"
    (paragraph,) = read(drawn(TEXT, extra=f"/Resources << /Font << /F {font} >> >>")).blocks
    assert isinstance(paragraph, FlowParagraph)
    assert all(run.bold == is_bold for run in paragraph.runs)


@pytest.mark.parametrize(
    ("box", "size", "base"),
    [
        pytest.param((0, 100, 90, 140), 12.0, 123.6, id="a high field"),
        pytest.param((0, 100, 90, 110), 7.5, 107.25, id="a low field"),
    ],
)
def test_words_in_a_field_have_the_size_and_the_place_that_it_has_room_for(box: Box, size: float, base: float) -> None:
    (word,) = fields._words("Halls", box)
    assert word.size == size
    assert word.base == pytest.approx(base)
