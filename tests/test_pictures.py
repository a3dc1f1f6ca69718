"""Pictures below `content/`: what is hidden in their files is not published, and what is no picture is an error."""

from __future__ import annotations

import base64
import io
import re
import struct
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from weasyprint.text.fonts import FontConfiguration

from pipeline.app.settling import without_lost_pictures
from pipeline.builders.print.lettered import painted
from pipeline.content.pictures import KINDS, publishable
from pipeline.editions.assets import Assets
from pipeline.model import document as m
from tests import docx_making
from tests.opened import opened
from tests.projects import SITE, paper, project, reports
from tests.test_docx_reading_secrets import exif
from tests.test_secrets import contents

SECRET = b"A. Photographer"
SIDES = (80, 40)
ALL = re.sub(r"editions:\n(  - \w+\n)+", "editions:\n  - html\n  - pdf\n  - docx\n  - odt\n  - epub\n", SITE)


def picture(kind: str = "PNG", **saved: object) -> bytes:
    """A picture whose left half is red and whose right half is blue."""
    return docx_making.picture(kind, SIDES, **saved)


def notes() -> PngInfo:
    made = PngInfo()
    made.add_text("Author", SECRET.decode())
    return made


def small_copy() -> bytes:
    """A JPEG picture with a small copy in its first header, as cameras keep one of what was cut away."""
    data = picture("JPEG")
    header = b"JFIF\0\x01\x02\0\0\x01\0\x01\x05\x01" + SECRET
    return data[:2] + b"\xff\xe0" + struct.pack(">H", 2 + len(header)) + header + data[2 + 18 :]


def frames(kind: str, **saved: object) -> bytes:
    """A picture that moves."""
    other = Image.new("RGB", SIDES, "green")
    return picture(kind, save_all=True, append_images=[other], **saved)


HELD = {
    "JPEG with EXIF and a comment": ("a.jpg", picture("JPEG", exif=exif(), comment=SECRET)),
    "JPEG in many passes": ("a.jpg", picture("JPEG", progressive=True, exif=exif())),
    "JPEG with a small copy": ("a.jpeg", small_copy()),
    "JPEG with another file behind it": ("a.jpg", picture("JPEG") + b"PK\3\4" + SECRET + b"\xff\xd9"),
    "PNG with words": ("a.png", picture("PNG", pnginfo=notes(), exif=exif())),
    "PNG with another file behind it": ("a.PNG", picture("PNG") + SECRET),
    "WebP with EXIF and XMP": ("a.webp", picture("WEBP", exif=exif(), xmp=SECRET)),
    "WebP that moves": ("a.webp", frames("WEBP", xmp=SECRET)),
    "GIF with a comment": ("a.gif", picture("GIF", comment=SECRET)),
    "GIF that moves": ("a.gif", frames("GIF", comment=SECRET, loop=0) + SECRET),
    "JPEG with the name of a PNG": ("a.png", picture("JPEG", comment=SECRET)),
    "TIFF with the name of a PNG": ("a.png", picture("TIFF", exif=exif())),
    "PNG with the name of a JPEG": ("a.jpg", picture("PNG", pnginfo=notes())),
}


@pytest.mark.parametrize(("name", "data"), HELD.values(), ids=HELD)
def test_a_picture_loses_what_is_hidden_in_it_and_is_what_its_name_says(name: str, data: bytes) -> None:
    bare = publishable(data, Path(name).suffix)
    assert (SECRET in data, SECRET in bare) == (True, False)
    with Image.open(io.BytesIO(bare)) as image, Image.open(io.BytesIO(data)) as before:
        assert image.format == KINDS[Path(name).suffix.lower()]
        assert getattr(image, "n_frames", 1) == getattr(before, "n_frames", 1)
        assert not image.getexif()
        assert image.size == SIDES
        red, _, blue = image.convert("RGB").getpixel((0, 0))  # type: ignore[misc]
        assert red > 200 > blue


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_picture_with_nothing_hidden_keeps_its_pixels(kind: str) -> None:
    data = picture(kind)
    suffix = next(ending for ending, name in KINDS.items() if name == kind)
    with Image.open(io.BytesIO(publishable(data, suffix))) as image, Image.open(io.BytesIO(data)) as before:
        assert image.convert("RGB").tobytes() == before.convert("RGB").tobytes()


def test_filling_between_the_parts_of_a_jpeg_changes_nothing() -> None:
    data = picture("JPEG", comment=SECRET)
    assert publishable(data[:2] + b"\xff\xff" + data[2:], ".jpg") == publishable(data, ".jpg")


def test_a_picture_that_a_camera_turned_stands_upright() -> None:
    turned = Image.Exif()
    turned[0x0112] = 3  # upside down
    for kind, suffix in (("JPEG", ".jpg"), ("PNG", ".png"), ("WEBP", ".webp")):
        with Image.open(io.BytesIO(publishable(picture(kind, exif=turned), suffix))) as image:
            red, _, blue = image.convert("RGB").getpixel((0, 0))  # type: ignore[misc]
            assert blue > 200 > red


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9"{}>{}</svg>'
)
INSIDE = f'<image href="data:image/jpeg;base64,{base64.b64encode(picture("JPEG", comment=SECRET)).decode()}"/>'
OUT = ("evil", "Photographer", "script", "onload", "onclick", "foreignObject", "metadata", "sodipodi", "<a", "animate")
DRAWINGS = {
    "script": ("<script>evil()</script>", ""),
    "a handler": ('<rect onclick="evil()"/>', "<rect/>"),
    "HTML": ('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">evil</p></foreignObject>', ""),
    "a comment": ("<!-- A. Photographer --><rect/>", "<rect/>"),
    "metadata": ("<metadata>A. Photographer</metadata>words", "words"),
    "a link": ('<a href="https://evil.example"><rect/></a>', "<g><rect/></g>"),
    "a picture from elsewhere": ('<image href="https://evil.example/a.png"/>', '<g class="picture-left-out"/>'),
    "a drawing from elsewhere": ('<use xlink:href="https://evil.example/a.svg#b"/>', "<use/>"),
    "a drawing of its own": ('<use xlink:href="#b"/>', '<use xlink:href="#b"/>'),
    "a fill from elsewhere": ("<rect fill=\"url( 'https://evil.example')\"/>", "<rect/>"),
    "a fill of its own": ('<rect fill="url(#b)"/>', '<rect fill="url(#b)"/>'),
    "a style from elsewhere": ("<style>@import 'https://evil.example'</style>", ""),
    "a style that hides its address": (r"<style>a { b: u\72l(//evil.example) }</style>", ""),
    "a style": ("<style>.a { fill: red }</style>", "<style>.a { fill: red }</style>"),
    "movement": ('<rect><animate attributeName="x"/></rect>', "<rect/>"),
    "the name of a file": ('<g xmlns:sodipodi="x" sodipodi:docname="A. Photographer"/>', "<g/>"),
}


@pytest.mark.parametrize(("inner", "kept"), DRAWINGS.values(), ids=DRAWINGS)
def test_a_drawing_loses_what_could_run_load_or_tell(inner: str, kept: str) -> None:
    bare = publishable(SVG.format(' onload="evil()"', inner).encode(), ".svg").decode()
    assert [one for one in OUT if one in bare] == []
    assert re.sub(r' xmlns(:xlink)?="[^"]*"', "", bare) in (
        f'<svg width="9" height="9">{kept}</svg>',
        '<svg width="9" height="9"/>',
    )
    assert kept in bare


def test_a_picture_in_a_drawing_is_made_bare_too() -> None:
    bare = publishable(SVG.format("", INSIDE).encode(), ".svg")
    (held,) = re.findall(rb"data:image/png;base64,([^\"]+)", bare)
    assert SECRET not in base64.b64decode(held)


@pytest.mark.parametrize("status", ["published", "draft"])
@pytest.mark.parametrize(
    ("inner", "told"),
    [
        (INSIDE, 0),
        ('<image href="data:image/png;base64,iVBORw0KGgo="/>', 1),
        ('<image href="https://evil.example/a.png"/><image href="a.png"/>', 1),
    ],
    ids=["whole", "damaged", "elsewhere"],
)
def test_a_picture_that_is_left_out_of_a_drawing_is_told(inner: str, told: int, status: str) -> None:
    drawing = m.Image("d.svg", "A drawing")
    document = m.Document("plan", (m.Text("Plan"),), status=status, blocks=(drawing, drawing))
    given = Assets({}, {"d.svg": publishable(SVG.format("", inner).encode(), ".svg")})
    for format, count in (("html", told), ("pdf", told), ("text", 0)):
        found = opened(without_lost_pictures(document, format, given))[1]
        assert [one.rule for one in found] == ["picture-unusable"] * count, format


def test_a_picture_in_a_drawing_is_drawn_with_it() -> None:
    held = INSIDE.replace("<image", '<image width="80" height="40"')
    drawing = publishable(SVG.replace('"9"', '"80"').format("", held).encode(), ".svg")
    with Image.open(io.BytesIO(painted(drawing, FontConfiguration()))) as image:
        dots = image.convert("RGB").crop((0, 0, image.width, image.height // 4)).resize((2, 1)).tobytes()
    assert [dot > 128 for dot in dots] == [True, False, False, False, False, True], "red beside blue"


def test_no_published_file_holds_what_a_picture_hides(tmp_path: Path) -> None:
    root = project(tmp_path, "plan", site=ALL)
    names = {name: data for name, data in HELD.values() if not name.endswith("webp")}
    drawing = SVG.format("", f"<metadata>A. Photographer</metadata><rect width='9' height='9'/>{INSIDE}").replace(
        '"9"', '"90"'
    )
    dots = {f"{wide}.png": docx_making.picture(size=(wide, 1)) for wide in (1, 2000)}
    for name, data in {**names, **dots, "d.svg": drawing.encode()}.items():
        (root / "content" / name).write_bytes(data)
    put(root, *names, *dots, "d.svg")  # one of so few dots, too, is built in every format
    assert reports(root, "build") == 0
    files = [path for path in (root / "output" / "public").rglob("*") if path.is_file()]
    assert not [where for path in files for where, part in contents(path.name, path.read_bytes()) if SECRET in part]


def put(root: Path, *names: str) -> None:
    """Puts pictures into the content of the plan."""
    parts = "".join(
        f"      - image:\n          file: {name}\n          alt: A harbour at night {name[0]}\n" for name in names
    )
    content = paper(root, "plan")
    own = f"sections:\n  - id: pictures\n    heading: Pictures\n    parts:\n{parts}"
    content.write_text(content.read_text("utf-8").replace("sections:\n", own, 1), "utf-8")


@pytest.mark.parametrize("data", [b"", b"<html>evil</html>", picture()[:80]], ids=["empty", "HTML", "broken"])
def test_what_is_no_picture_is_an_error_in_every_format(
    data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(tmp_path, "plan", site=ALL)
    (root / "content" / "a.png").write_bytes(data)
    put(root, "a.png")
    assert reports(root, "build") == 1
    said = "".join(capsys.readouterr())
    assert "error: the picture “a.png” is empty, damaged or no picture (picture-unusable)" in said
    for ending in ("html", "pdf", "docx", "odt", "epub"):
        assert not (root / "output" / "public" / f"plan.{ending}").exists()
