"""`reports verify FILE`: a finished file is compared with the content that it belongs to, wherever it lies."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from pipeline.content import write
from tests.plant.pdf import tags
from tests.projects import SITE, paper, project, reports
from tests.test_charts import WHOLE


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = project(tmp_path_factory.mktemp("p"), "plan", site=SITE.replace("- html\n  - pdf\n  - docx", "- text"))
    assert reports(root, "build") == 0
    assert reports(root, "build", "plan", "--format", "text", "--width", "30") == 0
    assert reports(root, "build", "plan", "--format", "html") == 0
    return root


def verified(root: Path, capsys: pytest.CaptureFixture[str], *files: Path) -> tuple[int, str]:
    """Exit code of `reports verify FILE…`, and all that it said."""
    capsys.readouterr()
    code = reports(root, "verify", *map(str, files))
    told = capsys.readouterr()
    return code, told.out + told.err


def test_a_file_is_compared_with_its_content_by_the_record(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = built / "output" / "requests" / "plan-standard-30-columns.txt"
    there = copy.read_bytes()
    code, told = verified(built, capsys, copy)
    assert code == 0
    assert (
        "compared with content/plan.yaml and the record of output/requests/plan-standard-30-columns.txt: same" in told
    )
    renamed = built.parent / "sent.txt"
    renamed.write_bytes(there)
    assert "plan-standard-30-columns.txt: same" in verified(built, capsys, renamed)[1], "known by its bytes"
    copy.write_bytes(there.replace(b"residents", b"nobody"))
    for files in ((copy,), ()):
        code, told = verified(built, capsys, *files)
        assert code == 1
        assert "lacks “residents”" in told
        assert "is not the file that was built (file-changed)" in told
    copy.write_bytes(there)
    elsewhere = built.parent / copy.name
    elsewhere.write_bytes(there.replace(b"residents", b"nobody"))
    assert verified(built, capsys, elsewhere)[0] == 1, "known by its name"
    content = built / "content" / "plan.yaml"
    before = content.read_bytes()
    content.write_bytes(before.replace(b"residents", b"neighbours"))
    code, told = verified(built, capsys, copy)
    assert code == 1
    assert "neighbours" in told
    content.write_bytes(before)
    assert verified(built, capsys)[0] == 0


def test_pages_of_the_site_and_data_are_compared_too(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = built / "output" / "public" / "index.html"
    there = page.read_bytes()
    assert verified(built, capsys, page)[0] == 0
    page.write_bytes(there.replace(b"Plans", b"Plains"))
    assert verified(built, capsys, page)[0] == 1
    page.write_bytes(there)
    data = built / "output" / "requests" / "plan.csv"
    there = data.read_bytes()
    assert verified(built, capsys, data)[0] == 0
    data.write_bytes(there.replace(b"residents", b"nobody"))
    assert verified(built, capsys, data)[0] == 1
    data.write_bytes(there)


def test_without_a_record_the_words_are_compared_or_it_is_said_that_nothing_is(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = project(tmp_path / "other", "plan")
    page = other / "plan-old.html"
    page.write_bytes((built / "output" / "requests" / "plan.html").read_bytes())
    code, told = verified(other, capsys, page)
    assert (code, "compared with the words of content/plan.yaml" in told) == (0, True)
    page.write_bytes(page.read_bytes().replace(b"residents", b"nobody"))
    code, told = verified(other, capsys, page)
    assert (code, "lacks “residents”" in told) == (1, True)
    braille, stranger = other / "plan.brf", other / "x.txt"
    braille.write_bytes(b"  ,PLAN\r\n")
    stranger.write_text("Words of another.\n", "utf-8")
    for path, words in ((braille, "its words cannot be compared"), (stranger, "names no publication")):
        code, told = verified(other, capsys, path)
        assert ("proved against nothing" in told, words in told) == (True, True), told


def test_a_chart_that_was_changed_in_a_pdf_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, "plan", site=SITE.replace("  - html\n", "").replace("  - docx\n", ""))
    paper(root, "charts").write_text(write(WHOLE), "utf-8")
    assert reports(root, "build", "charts") == 0
    path = root / "output" / "public" / "charts.pdf"
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        left, bottom, right, top = map(float, tags("Figure")(pdf)[0].A.BBox)
        box = f"Q /Artifact BMC 0 0.3 0.3 rg {left} {bottom} {(right - left) / 2} {(top - bottom) / 2} re f EMC"
        pdf.pages[0].contents_add(b"q", prepend=True)
        pdf.pages[0].contents_add(box.encode())
        pdf.save(path)
    for files in ((path,), ()):
        code, told = verified(root, capsys, *files)
        assert code == 1
        assert "does not look like the one of the content" in told
