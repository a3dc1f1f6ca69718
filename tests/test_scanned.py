"""Scans: without the programs that recognise text the message says how to get them; recognised lines are marked one by one."""

from __future__ import annotations

import io
import stat
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from pipeline import content
from pipeline.app import extracting, scanned
from pipeline.app.project import Project, Refused
from pipeline.assemble.account.word_account import guesses_in
from pipeline.assemble.assemble import assemble
from pipeline.model.findings import Severity
from pipeline.sources.pdf.extract import extract
from tests.opened import opened
from tests.pdf_pages import printed

PLAN = """<h1>Equality Plan 2026</h1><p>The council will train every officer who meets the public, in each of its offices.</p>
<h2>Objectives</h2><ul><li>Answer each letter.</li><li>Publish the results.</li></ul>
<table><tr><th>Ref</th><th>Action</th><th>Due</th></tr><tr><td>A1</td><td>Train officers</td><td>May 2026</td></tr>
<tr><td>A2</td><td>Open the hall</td><td></td></tr></table>"""
CSS = "h1 { font-size: 20pt } h2 { font-size: 15pt } table { border-collapse: collapse } td, th { border: 1pt solid }"

CELLS = ("A1/reference", "A1/action", "A1/by", "A2/reference", "A2/action")


def scan_of(data: bytes) -> bytes:
    """Each page as a picture at 150 dots an inch, and nothing else."""
    with pypdfium2.PdfDocument(data) as pdf:
        pictures: list[Image.Image] = [page.render(scale=150 / 72).to_pil().convert("L") for page in pdf]
    buffer = io.BytesIO()
    pictures[0].save(buffer, "PDF", resolution=150, save_all=True, append_images=pictures[1:])
    return buffer.getvalue()


def recognised(data: bytes, page: int = 0) -> bytes:
    """A page as a program for recognising text leaves it: its words invisible, over a picture of all of it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        sheet = pdf.pages[page]
        with pypdfium2.PdfDocument(data) as shown:
            image = shown[page].render(scale=1.5).to_pil().convert("L")
        picture = pdf.make_stream(image.tobytes(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
        picture.Width, picture.Height = image.size
        picture.ColorSpace, picture.BitsPerComponent = pikepdf.Name.DeviceGray, 8
        name = sheet.add_resource(picture, pikepdf.Name.XObject)
        steps = list(pikepdf.parse_content_stream(sheet))
        hidden = [pikepdf.ContentStreamInstruction([3], pikepdf.Operator("Tr"))]
        drawn = [one for step in steps for one in ([step, *hidden] if str(step.operator) == "BT" else [step])]
        ground = f"q {' 0 0 '.join(str(float(side)) for side in sheet.mediabox[2:])} 0 0 cm {name} Do Q\n".encode()
        sheet.Contents = pdf.make_stream(ground + pikepdf.unparse_content_stream(drawn))
        buffer = io.BytesIO()
        pdf.save(buffer)
    return buffer.getvalue()


def project_with(folder: Path, data: bytes) -> tuple[Project, Path]:
    source = folder / "source_docs" / "plan.pdf"
    source.parent.mkdir()
    source.write_bytes(data)
    return Project(folder), source


def put(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Puts programs in the place of Tesseract and OCRmyPDF; the latter is a script that gets the scan and the copy last."""
    tesseract = folder / "bin" / "tesseract"
    tesseract.parent.mkdir()
    tesseract.write_text("#!/bin/sh\n")
    tesseract.chmod(tesseract.stat().st_mode | stat.S_IEXEC)
    (folder / "bin" / "ocrmypdf.py").write_text(f"import sys, time, pathlib\nscan, copy = sys.argv[-2:]\n{script}\n")
    monkeypatch.setenv("PATH", str(tesseract.parent))
    monkeypatch.setenv("PYTHONPATH", str(tesseract.parent))
    monkeypatch.setattr(sys, "path", [str(tesseract.parent), *sys.path])


def test_each_recognised_line_is_marked_where_it_stands() -> None:
    extraction = assemble(extract(recognised(printed(PLAN, CSS)), "plan.pdf"), "plan")
    asked = [(guess.about, guess.text) for guess in guesses_in(extraction.document) if "a scan" in guess.text]
    quoted = "recognised from a scan: compare “{}” with page 1"
    assert asked == [
        ("document", quoted.format("Equality Plan 2026")),
        ("document", quoted.format("The council will train every officer …")),
        ("objectives", quoted.format("Objectives")),
        ("objectives", quoted.format("Answer each letter.")),
        ("objectives", quoted.format("Publish the results.")),
        *(("objectives", quoted.format(label)) for label in ("Ref", "Action", "Due")),
        *((cell, "recognised from a scan: compare with page 1") for cell in CELLS),
    ]
    assert not [one for one in extraction.findings if one.rule.startswith("word-")]


def test_marks_survive_the_content_file() -> None:
    document = assemble(extract(recognised(printed(PLAN, CSS)), "plan.pdf"), "plan").document
    text = content.write(document)
    assert text.count("# check: recognised from a scan") == sum("a scan" in one.text for one in guesses_in(document))
    again, findings = opened(content.read(text.encode(), "plan", "plan.yaml"))
    assert (again, findings) == (document, ())


def test_text_that_nobody_had_to_recognise_is_not_marked() -> None:
    two = printed(PLAN + "<p style='break-before: page'>Words that were typed.</p>", CSS)
    marked = [g.text for g in guesses_in(assemble(extract(recognised(two), "plan.pdf"), "plan").document)]
    assert any("page 1" in text for text in marked)
    assert not any("typed" in text for text in marked)


def test_without_the_programs_a_scan_is_refused_with_the_way_to_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, source = project_with(tmp_path, scan_of(printed(PLAN, CSS)))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Refused) as refused:
        extracting.read(project, source)
    finding = refused.value.finding
    assert (finding.rule, finding.place.page) == ("pdf-scanned", 1)
    assert 'pip install "council-reports[ocr]"' in finding.hint
    assert "apt install tesseract-ocr" in finding.hint


def test_with_the_programs_a_scan_is_read_by_way_of_their_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = scan_of(printed(PLAN, CSS))
    project, source = project_with(tmp_path, scan)
    (tmp_path / "layered.pdf").write_bytes(recognised(printed(PLAN, CSS)))
    script = "import os; os.environ['OMP_THREAD_LIMIT']; "
    script += f"pathlib.Path(copy).write_bytes(pathlib.Path({str(tmp_path / 'layered.pdf')!r}).read_bytes())"
    put(tmp_path, monkeypatch, script)
    flow = extracting.read(project, source)
    assert flow.recognised == (1,)
    assert [one.rule for one in flow.findings if one.severity is Severity.ERROR] == []
    assert source.read_bytes() == scan


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("sys.exit('no room on the disk')", "OCRmyPDF failed: no room on the disk"),
        ("time.sleep(60)", "OCRmyPDF was stopped"),
        ("pathlib.Path(copy).write_bytes(pathlib.Path(scan).read_bytes())", "no text was recognised there"),
        ("pass", "OCRmyPDF failed: No such file"),
    ],
)
def test_a_scan_that_cannot_be_recognised_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, says: str
) -> None:
    project, source = project_with(tmp_path, scan_of(printed(PLAN, CSS)))
    put(tmp_path, monkeypatch, script)
    monkeypatch.setattr(scanned, "RECOGNITION_SECONDS", 1)
    with pytest.raises(Refused) as refused:
        extracting.read(project, source)
    assert refused.value.finding.rule == "pdf-scanned"
    assert says in refused.value.finding.hint


def test_this_machine_reads_a_scan_or_says_what_it_lacks(tmp_path: Path) -> None:
    project, source = project_with(tmp_path, scan_of(printed(PLAN, CSS)))
    if scanned.can_recognise():
        document = extracting.extract(project, source).document
        marked = " ".join(guess.text for guess in guesses_in(document))
        assert "compare “Equality Plan 2026” with page 1" in marked
        assert "compare “The council will train every officer …” with page 1" in marked
    else:
        with pytest.raises(Refused, match="pictures of text and no text"):
            extracting.read(project, source)


def test_a_page_that_took_too_long_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    copied = "pathlib.Path(copy).write_bytes(pathlib.Path(scan).read_bytes())"
    put(tmp_path, monkeypatch, f"{copied}\nsys.exit(print('1 [tesseract] took too long', file=sys.stderr))")
    assert scanned.recognised(b"scan") == b"scan"
    assert "longer than 10 minutes" in capsys.readouterr().err
