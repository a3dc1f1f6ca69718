"""What a Word file hides goes nowhere: words that nobody sees, cut parts of pictures, and what cameras wrote into them."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from pipeline import content
from pipeline.assemble.assemble import assemble
from pipeline.model.findings import Severity
from pipeline.model.flow import Flow, FlowParagraph, Picture
from pipeline.sources.docx.extract import extract
from tests.docx_making import paragraph, picture, word_file
from tests.test_docx_reading_hostile import changed, members

WHITE = '<w:color w:val="FFFFFF"/>'
NEARLY_WHITE, BLACK, BLUE = (f'<w:color w:val="{colour}"/>' for colour in ("FDFEFD", "000000", "112233"))
BLACK_GROUND, YELLOW_BOX = '<w:shd w:fill="000000"/>', '<w:highlight w:val="yellow"/>'
TINY, SIX_POINTS = '<w:sz w:val="2"/>', '<w:sz w:val="12"/>'
BLACK_BOX = '<w:highlight w:val="black"/>'
ANCHOR = '<w:r><w:drawing><wp:anchor behindDoc="1"/></w:drawing></w:r>'


def run(look: str, text: str = "secret") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


def cell(fill: str, inner: str) -> str:
    return f'<w:tc><w:tcPr><w:shd w:fill="{fill}"/></w:tcPr><w:p>{inner}</w:p></w:tc>'


def table(fill: str, inner: str) -> str:
    rows = f"<w:tr>{cell(fill, inner)}{cell(fill, run('', 'other'))}</w:tr>" * 2
    return f"<w:tbl>{rows}</w:tbl>"


def read(body: str) -> Flow:
    return extract(word_file(paragraph("Words that all may read") + body), "x.docx")


@pytest.mark.parametrize(
    "body",
    [
        f"<w:p>{run(WHITE)}</w:p>",
        f"<w:p>{run(NEARLY_WHITE)}</w:p>",
        f"<w:p>{run(TINY)}</w:p>",
        f"<w:p>{run(BLACK_BOX)}</w:p>",
        f"<w:p>{run(BLACK + BLACK_GROUND)}</w:p>",
        f'<w:p><w:pPr><w:shd w:fill="112233"/></w:pPr>{run(BLUE)}</w:p>',
        table("FFFFFF", run(WHITE)),
        table("auto", run(WHITE)),
    ],
    ids=["white", "nearly white", "tiny", "black highlight", "black shading", "paragraph", "white cell", "plain cell"],
)
def test_words_that_nobody_sees_are_left_out_and_stop_publishing(body: str) -> None:
    result = assemble(flow := read(body), "x")
    assert "secret" not in content.write(result.document)
    assert "secret" in {aside.text for aside in flow.asides}
    told = [finding for finding in flow.findings if finding.rule == "hidden-words"]
    assert [finding.severity for finding in told] == [Severity.ERROR]
    assert "secret" not in told[0].message
    assert any("left out" in guess for guess in result.document.guesses)


@pytest.mark.parametrize(
    "body",
    [
        table("1F4E5F", run(WHITE)),
        f'<w:p><w:pPr><w:shd w:fill="1F4E5F"/></w:pPr>{run(WHITE)}</w:p>',
        f"<w:p>{run(WHITE + BLACK_BOX)}</w:p>",
        f"<w:p>{run(YELLOW_BOX)}</w:p>",
        f"<w:p>{ANCHOR}</w:p><w:p>{run(WHITE)}</w:p>",
        f"<w:p>{run(SIX_POINTS)}</w:p>",
    ],
    ids=["dark cell", "dark paragraph", "white on black", "yellow", "on a cover", "six points"],
)
def test_words_on_a_ground_of_another_colour_are_seen(body: str) -> None:
    assert "secret" in content.write(assemble(read(body), "x").document)


def test_white_words_on_a_page_of_another_colour_are_seen() -> None:
    data = word_file(f"<w:p>{run(WHITE)}</w:p>")
    part = "word/document.xml"
    xml = members(data)[part].replace(b"<w:body>", b'<w:background w:color="112233"/><w:body>')
    assert extract(changed(data, part, xml), "x.docx").asides == ()


def pictures(data: bytes, crop: str = "") -> list[Picture]:
    drawn = f'<pic:pic><pic:blipFill><a:blip r:embed="a.jpg"/>{crop}</pic:blipFill></pic:pic>'
    body = f"<w:p><w:r><w:drawing><wp:inline>{drawn}</wp:inline></w:drawing></w:r></w:p>{paragraph('x')}"
    flow = extract(word_file(body, files={"media/a.jpg": data}), "x.docx")
    return [block for block in flow.blocks if isinstance(block, Picture)]


def exif() -> Image.Exif:
    made = Image.Exif()
    made[0x013B] = "A. Photographer"
    made.get_ifd(0x8825)[1] = "N"
    return made


def notes() -> PngInfo:
    made = PngInfo()
    made.add_text("Author", "A. Photographer")
    return made


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (picture("JPEG", exif=exif(), comment=b"A. Photographer") + b"A. Photographer", ".jpg"),
        (picture("PNG", pnginfo=notes()), ".png"),
        (picture("WEBP", exif=exif()), ".png"),
        (picture("TIFF", exif=exif()), ".png"),
    ],
    ids=["JPEG", "PNG", "WebP", "TIFF"],
)
def test_pictures_lose_what_is_not_shown_and_are_called_what_their_bytes_say(data: bytes, ending: str) -> None:
    assert b"Photographer" in data
    (made,) = pictures(data)
    assert b"Photographer" not in made.data
    assert made.name == f"a{ending}"
    with Image.open(io.BytesIO(made.data)) as image:
        assert image.size == (8, 4)
        assert not image.getexif()


def test_a_part_that_was_cut_away_in_word_is_gone() -> None:
    (made,) = pictures(picture(), '<a:srcRect l="50000" b="25000"/>')
    with Image.open(io.BytesIO(made.data)) as image:
        assert image.size == (4, 3)
        assert image.convert("RGB").getcolors() == [(12, (0, 0, 255))]


def test_a_drawing_keeps_its_shapes_and_loses_what_could_run_or_call_out() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script>x()</script><!-- A. Photographer -->'
        '<image href="https://example.org/a.png"/><path d="M0 0" fill="url(https://example.org)"/></svg>'
    )
    (made,) = pictures(svg.encode())
    assert made.name == "a.svg"
    assert made.data == b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'


def test_a_file_that_is_no_picture_is_left_out() -> None:
    assert pictures(b"<html>no picture</html>") == []
    assert pictures(picture()[:40]) == []


def test_two_documents_never_share_the_name_of_a_picture() -> None:
    flow = Flow((FlowParagraph(()), *pictures(picture()), *pictures(picture(size=(6, 2))), *pictures(picture())))
    one, other = assemble(flow, "one").pictures, assemble(flow, "other").pictures
    assert len(one) == len(other) == 2
    assert not {name for name, _ in one} & {name for name, _ in other}
    assert all(name.startswith("one-") and name.endswith(".png") for name, _ in one)
