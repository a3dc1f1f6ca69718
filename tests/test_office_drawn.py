"""Words that a finished Word or OpenDocument file hides are found in its XML, and again on its pages as LibreOffice sets them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image as Raster

from pipeline.app.verify import read_back
from pipeline.builders import BUILDERS, Built, Job
from pipeline.builders.orders import edition_for
from pipeline.editions import looks
from pipeline.editions.assets import Assets
from pipeline.editions.site import Brand
from pipeline.model.document import Image
from pipeline.model.findings import Severity
from pipeline.verifiers.pdf.drawn import drawn
from tests.documents import every_node
from tests.docx_samples import converted
from tests.editions import SITE, assets, edition, file_of
from tests.plant import Fault, unseen

FORMATS = {"docx": unseen.docx, "odt": unseen.odt}
SHOWN = {
    "docx": {"words are in a low line", "words are in a frame beside the page"},
    "odt": {"words are transparent", "words are in a low line"},
}
"""What LibreOffice shows all the same: it draws low lines whole, and moves frames onto the page."""
LOOKS = ("standard", "large-print", "yellow-on-black")


LOGO = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 60 20'><path d='M20 0h40v20h-40z' fill='%s'/></svg>"
BRAND = Brand(logo="logo.svg", logo_alt="Sample Council")


def with_drawings(format: str) -> bytes:
    """An edition whose logo is a red drawing, and that shows a blue one; the left third of each is clear."""
    given = Assets(assets().templates, {"logo.svg": LOGO % b"#b00020", "map.svg": LOGO % b"#0033cc"})
    document = replace(every_node(), blocks=(Image("map.svg", "The wards"),), sections=())
    look, view, own = edition_for(format, document, looks.load(given, "standard"), given, BRAND)
    job = Job(document, view, look, replace(SITE, brand=BRAND), own)
    built: Built = import_module(BUILDERS[format].module).build(job)
    return file_of(built, format)[1]


def planted(format: str) -> dict[str, Fault]:
    return {fault.kind: fault for fault in FORMATS[format](file_of(edition(format), format)[1])}


def told(data: bytes, format: str) -> list[str]:
    """The errors that reading the file gives."""
    reading = read_back(data, f"x.{format}")
    assert reading is not None
    return [one.message for one in (*reading.findings, *reading.strange) if one.severity is Severity.ERROR]


def printed(files: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Each file as the PDF that LibreOffice makes of it."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    made = converted([folder / name for name in files], "pdf", folder)
    return {name: made[Path(name).stem] for name in files}


def on_pages(whole: bytes, pages: bytes, format: str) -> list[str]:
    """What the drawn pages do not show of what an undamaged file says."""
    reading = read_back(whole, f"x.{format}")
    assert reading is not None
    return [one.message for one in drawn(pages, reading.runs, f"x.{format}")]


@pytest.mark.parametrize("format", FORMATS)
def test_hidden_words_are_found_in_the_file(format: str) -> None:
    assert told(file_of(edition(format), format)[1], format) == []
    assert [kind for kind, fault in planted(format).items() if not told(fault.data, format)] == []


@pytest.mark.slow
@pytest.mark.parametrize("format", FORMATS)
def test_hidden_words_are_found_on_the_drawn_pages(format: str, tmp_path: Path) -> None:
    faults, whole = planted(format), file_of(edition(format), format)[1]
    files = {f"fault{number}.{format}": fault.data for number, fault in enumerate(faults.values())}
    pages = printed(files, tmp_path)
    missed = {kind for kind, name in zip(faults, files, strict=True) if not on_pages(whole, pages[name], format)}
    assert missed == SHOWN[format]


@pytest.mark.slow
@pytest.mark.parametrize("format", FORMATS)
def test_pages_of_our_own_files_show_all_words(format: str, tmp_path: Path) -> None:
    files = {f"{look}.{format}": file_of(edition(format, look), format)[1] for look in LOOKS}
    pages = printed(files, tmp_path)
    assert [told for name, data in files.items() for told in on_pages(data, pages[name], format)] == []


@pytest.mark.parametrize("format", FORMATS)
def test_each_drawing_is_there_in_dots_for_programs_that_show_no_drawings(format: str) -> None:
    seen = set()
    with zipfile.ZipFile(BytesIO(with_drawings(format))) as package:
        for name in (one for one in package.namelist() if one.endswith(".png")):
            picture = Raster.open(BytesIO(package.read(name))).convert("RGBA")
            assert picture.width >= 1000
            assert picture.crop((10, 10, 11, 11)).getchannel("A").tobytes() == b"\0"
            seen.add(picture.crop((picture.width - 10, 10, picture.width - 9, 11)).tobytes().hex())
    assert seen == {"b00020ff", "0033ccff"}
