"""Word editions for the tests: jobs around editions, and finished files opened as plain XML."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lxml import etree

from pipeline.builders import Built, Job
from pipeline.builders.docx.build import build
from pipeline.editions.assets import Assets
from pipeline.editions.edition import Edition, Views
from pipeline.editions.looks import Look, TableShape
from pipeline.editions.site import Contact, Site
from pipeline.model.document import Document
from tests import sample_edition

ROOT = sample_edition.ROOT
NS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}
W = f"{{{NS['w']}}}"
STANDARD = Look("standard", "Standard print, 12 point", 12, spacing=1.45)
LARGE = Look(
    "large-print", "Large print, 18 point", 18, spacing=1.45, tables=TableShape.LIST, italics=False, cover=True
)  # fmt: skip
NEGATIVE = replace(LARGE, name="yellow-on-black", weight=700, ink="#ffff00", ground="#000000")
PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cc\xf8\x0f\0\x01\x01\x01\0\x1b"
    b"\xb6\xeeV\0\0\0\0IEND\xaeB`\x82"
)


def job(edition: Edition | None = None, look: Look = STANDARD, template: bytes | None = None) -> Job:
    """A job for an edition (the one with every view when none is given), with another template where one is given."""
    edition = edition or sample_edition.edition()
    assets = sample_edition.assets()
    if template is not None:
        assets = Assets({**assets.templates, "reference.docx": template}, assets.pictures)
    site = Site(council="Borough Council", contact=Contact("Policy team", "policy@example.gov.uk", "01622 000000"))
    document = Document(edition.name, edition.title, kind="action-plan", period="2027 to 2031", owner="Policy team")
    return Job(document, edition, look, site, assets, moment=1_800_000_000)


def built(body: Views, look: Look = STANDARD) -> Built:
    """What the builder makes of a body."""
    return build(job(sample_edition.edition(body), look))


def file_of(result: Built) -> bytes:
    """The one file of a result."""
    (data,) = result.files.values()
    return data


@cache
def every_view(look: Look = STANDARD) -> bytes:
    """The file that shows every view."""
    return file_of(build(job(look=look)))


def part(data: bytes, name: str = "word/document.xml") -> Any:
    """A part of a package as XML."""
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    """Style id and words of each paragraph of the text, in order; with the alternative texts and the numbers of notes."""
    found = []
    for paragraph in part(data).iter(f"{W}p"):
        style = paragraph.find("w:pPr/w:pStyle", NS)
        words = "".join(map(_words, paragraph.iter(f"{W}t", f"{W}footnoteReference", f"{{{NS['wp']}}}docPr")))
        found.append(("" if style is None else style.get(f"{W}val"), words))
    return found


def _words(node: Any) -> str:
    return str(node.text or node.get(f"{W}id") or node.get("descr") or "")


@cache
def _profile() -> TemporaryDirectory[str]:
    """LibreOffice's own folder: it is filled at the first start, which takes twice as long as those after it."""
    return TemporaryDirectory()


def converted(files: Iterable[Path], to: str, folder: Path, *options: str) -> dict[str, bytes]:
    """The files as LibreOffice saves them in another format ("pdf", "docx", "odt"), by their stems: all in one start."""
    program = shutil.which("soffice")
    assert program, "LibreOffice is missing: apt-get install libreoffice-writer"
    profile = f"-env:UserInstallation={Path(_profile().name).as_uri()}"
    command = [program, profile, "--headless", *options, "--convert-to", to, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=180)
    return {file.stem: file.read_bytes() for file in folder.glob(f"*.{to.partition(':')[0]}")}


def libreoffice(data: bytes, target: str, folder: Path, suffix: str = "docx") -> bytes:
    """The file as LibreOffice saves it in another format."""
    source = folder / f"source.{suffix}"
    source.write_bytes(data)
    return converted([source], target, folder / "out")["source"]
