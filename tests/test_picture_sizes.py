"""A picture keeps the size that its source shows: the file says so by its resolution, and print, Word and ODT follow it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pdfplumber
import pytest
from PIL import Image

from pipeline.assemble.assemble import assemble
from pipeline.builders.office.picture_size import resolution
from pipeline.content.pictures import bare_jpeg, with_resolution
from pipeline.editions.assets import Assets
from pipeline.model import document as m
from pipeline.model.flow import Flow, FlowParagraph, Picture, Run
from pipeline.sources.docx.extract import extract
from tests.docx_making import picture, word_file
from tests.editions import assets, edition_of, file_of

SQUARE, EMU = (300, 300), 12700
ADOBE_ONLY = re.sub(rb"(?s)\xff\xe0..JFIF\0.{9}", b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0\0", picture("JPEG", SQUARE))


@pytest.mark.parametrize(
    ("data", "size", "dots"),
    [
        (picture("PNG", SQUARE), (72.0, 72.0), 300),
        (picture("PNG", SQUARE, dpi=(96, 96)), (72.0, 72.0), 300),
        (picture("PNG", SQUARE), (144.0, 72.0), 300),
        (picture("PNG", SQUARE), (72.0, 144.0), 300),
        (picture("JPEG", SQUARE), (72.0, 72.0), 300),
        (picture("JPEG", SQUARE, dpi=(96, 96)), (72.0, 72.0), 300),
        (picture("JPEG", SQUARE), (0.1, 0.1), 65535),
        (ADOBE_ONLY, (72.0, 72.0), None),
        (picture("GIF", SQUARE), (72.0, 72.0), None),
        (b"no picture", (72.0, 72.0), None),
    ],
    ids=["PNG", "PNG with another", "wide", "high", "JPEG", "JPEG with another", "tiny", "Adobe", "GIF", "none"],
)
def test_the_resolution_of_a_file_gives_the_size_of_its_picture(
    data: bytes, size: tuple[float, float], dots: int | None
) -> None:
    changed = with_resolution(data, size)
    assert resolution(changed) == (pytest.approx(dots, abs=0.02) if dots else None)
    assert (changed == data) is (dots is None)
    if dots:
        with Image.open(io.BytesIO(changed)) as new, Image.open(io.BytesIO(data)) as old:
            assert new.tobytes() == old.tobytes()
        again = with_resolution(changed, size)
        assert len(again) == len(changed)
        assert changed[:2] != b"\xff\xd8" or bare_jpeg(changed)


BLIP = '<pic:blipFill><a:blip r:embed="a.png"/></pic:blipFill>'


def drawn(wide: int, high: int, before: str = "", after: str = "") -> str:
    """A picture of a size in EMU, or of units of the group around it."""
    frame = f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
    held = f"{before}<pic:pic>{BLIP}<pic:spPr>{frame}</pic:spPr></pic:pic>{after}"
    return f"<w:drawing><wp:inline><a:graphic><a:graphicData>{held}</a:graphicData></a:graphic></wp:inline></w:drawing>"


GROUP = (
    '<wpg:wgp><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="127000" cy="127000"/><a:chOff x="0" y="0"/>'
    '<a:chExt cx="1000" cy="1000"/></a:xfrm></wpg:grpSpPr>'
)
OLD = '<v:shape style="width:75pt;height:1in"><v:imagedata r:id="a.png"/></v:shape>'
SOURCES = {
    "in the line": (drawn(75 * EMU, 50 * EMU), (75, 50)),
    "in a group": (drawn(500, 1000, GROUP, "</wpg:wgp>"), (5, 10)),
    "without a size": (drawn(0, 0), None),
    "old": (f"<w:pict>{OLD}</w:pict>", (75, 72)),
    "old in a group": (f"<w:pict><v:group>{OLD}</v:group></w:pict>", None),
    "old in pixels": (f"<w:pict>{OLD}</w:pict>".replace("75pt", "75px"), None),
}


@pytest.mark.parametrize(("inner", "size"), SOURCES.values(), ids=SOURCES)
def test_word_says_how_large_it_shows_a_picture(inner: str, size: tuple[float, float] | None) -> None:
    flow = extract(word_file(f"<w:p><w:r>{inner}</w:r></w:p>", files={"media/a.png": picture()}), "x.docx")
    (block,) = (block for block in flow.blocks if isinstance(block, Picture))
    assert block.size == (pytest.approx(size) if size else None)


@pytest.mark.parametrize(("look", "shown"), [("standard", 75.0), ("large-print", 112.5), ("giant-print", 175.0)])
def test_editions_show_a_picture_at_the_size_of_its_source(look: str, shown: float) -> None:
    code = Picture(picture("PNG", SQUARE), "code.png", "A code", size=(75.0, 75.0))
    assembled = assemble(Flow((FlowParagraph((Run("We listen."),)), code)), "plan")
    ((file, data),) = assembled.pictures
    document = m.Document("plan", (m.Text("Plan"),), blocks=(m.Image(file, "A code"),))
    given = replace(assets(), pictures={file: data})
    pages = pdfplumber.open(io.BytesIO(built("pdf", document, look, given))).pages
    (image,) = (image for page in pages for image in page.images)
    assert image["width"] == pytest.approx(shown, abs=0.5)
    word = part(built("docx", document, look, given), "word/document.xml")
    assert [int(wide) / EMU for wide in re.findall(r'extent cx="(\d+)"', word)] == [pytest.approx(shown, abs=0.5)]
    text = part(built("odt", document, look, given), "content.xml")
    assert [float(wide) for wide in re.findall(r'svg:width="([\d.]+)pt"', text)] == [pytest.approx(shown, abs=0.5)]


@pytest.mark.parametrize("look", ["standard", "large-print"])
def test_a_tall_picture_fits_the_page_also_where_that_is_turned(look: str) -> None:
    words = (
        m.Paragraph((m.Text("Give every community group one contact point so that work is planned together. " * 3),)),
    )
    columns = tuple(m.Column(f"c{n}", (m.Text(f"Responsible officers {n}"),)) for n in range(5))
    table = m.Table(columns, (m.Group((m.Record("R1", tuple(m.Cell(words) for _ in columns)),)),), (), "c0")
    section = m.Section("one", (m.Text("Section one"),), (table, m.Image("map.png", "A map")))
    document = m.Document("plan", (m.Text("Plan"),), sections=(section,))
    given = replace(assets(), pictures={"map.png": picture("PNG", (300, 1200))})
    for page in pdfplumber.open(io.BytesIO(built("pdf", document, look, given))).pages:
        assert all(image["top"] > 0 and image["bottom"] < page.height for image in page.images)


def built(format: str, document: m.Document, look: str, given: Assets) -> bytes:
    return file_of(edition_of(format, document, look, given)[0], format)[1]


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.read(name).decode()
