"""The style template: what must hold in it after people changed it, and what happens when it cannot be used."""

from __future__ import annotations

import io
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document as open_document
from docx.shared import Pt, RGBColor
from openxml_audit import OpenXmlValidator

from pipeline.builders.docx.build import build
from pipeline.builders.docx.template_check import template_findings
from pipeline.builders.office.style_list import NEEDED
from pipeline.builders.office.template import in_brand, is_ours, reference
from pipeline.cli import main
from pipeline.editions.site import Brand
from pipeline.model.findings import Severity
from pipeline.verifiers.docx.verify import verify
from tests.docx_samples import NS, ROOT, W, file_of, job, paragraphs, part
from tests.projects import SITE, project, reports
from tests.test_docx_checker import changed

TEMPLATE = (ROOT / "templates" / "reference.docx").read_bytes()
STYLES = "word/styles.xml"


def edited(change: str) -> bytes:
    """The template as a person saves it after one change."""
    document = open_document(io.BytesIO(TEMPLATE))
    if change == "brighter":
        document.styles["Heading 2"].font.color.rgb = RGBColor(0x4F, 0x81, 0xBD)
    elif change == "smaller":
        document.styles["Table Text"].font.size = Pt(10)
    elif change == "green":
        document.styles["Heading 1"].font.color.rgb = RGBColor(0x0B, 0x5D, 0x43)
    elif change == "lost":
        document.styles["Caption"].delete()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_the_template_of_the_project_holds_what_must_hold() -> None:
    assert template_findings(TEMPLATE, Brand()) == ()


def test_the_template_is_a_valid_word_file_that_shows_every_style(tmp_path: Path) -> None:
    path = tmp_path / "reference.docx"
    path.write_bytes(TEMPLATE)
    assert OpenXmlValidator().validate(str(path)).errors == []
    shown = " ".join(words for _, words in paragraphs(TEMPLATE))
    assert all(name in shown for name in NEEDED if name != "Plan Table")


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("brighter", "template-contrast"),
        ("smaller", "template-size"),
        ("green", "template-brand"),
        ("lost", "template-style-missing"),
    ],
)
def test_a_change_that_breaks_what_must_hold_is_told(change: str, rule: str) -> None:
    assert rule in [finding.rule for finding in template_findings(edited(change), Brand())]


def test_another_language_and_an_old_layout_are_told() -> None:
    american = changed(TEMPLATE, STYLES, 'w:val="en-GB"', 'w:val="en-US"')
    assert [finding.rule for finding in template_findings(american, Brand())] == ["template-language"]
    old = changed(TEMPLATE, "word/settings.xml", 'w:val="15"', 'w:val="14"')
    assert [finding.rule for finding in template_findings(old, Brand())] == ["template-compatibility"]


def test_a_changed_style_is_followed_by_every_edition() -> None:
    data = file_of(build(job(template=edited("green"))))
    heading = part(data, STYLES).find("w:style[@w:styleId='Heading1']/w:rPr/w:color", NS)
    assert heading.get(f"{W}val") == "0B5D43"
    assert verify(data, "x.docx").findings == ()


def test_a_missing_style_is_named_and_the_usual_one_is_used() -> None:
    result = build(job(template=edited("lost")))
    (finding,) = [finding for finding in result.findings if finding.severity is Severity.ERROR]
    assert "“caption”" in finding.message
    assert "make reference" in finding.hint
    assert finding.severity is Severity.ERROR
    assert verify(file_of(result), "x.docx").findings == ()


def test_a_template_that_is_missing_damaged_or_holds_macros_is_refused_without_a_file() -> None:
    out = io.BytesIO(TEMPLATE)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("word/vbaProject.bin", b"macro")
    for template, words in ((out.getvalue(), "macros"), (b"PK damaged", "damaged"), (TEMPLATE[:3000], "damaged")):
        result = build(job(template=template))
        assert result.files == {}
        assert [finding.rule for finding in result.findings] == ["template-refused"]
        assert words in result.findings[0].message


def test_a_template_saved_by_word_keeps_nothing_of_its_own_text_in_an_edition() -> None:
    data = file_of(build(job()))
    assert "heading 6" not in " ".join(words for _, words in paragraphs(data))


def test_the_script_writes_once_and_never_over_a_changed_template(tmp_path: Path) -> None:
    for folder in ("templates", "content", "source_docs"):
        (tmp_path / folder).mkdir()
    (tmp_path / "content" / "site.yaml").write_text((ROOT / "content" / "site.yaml").read_text("utf-8"), "utf-8")
    for folder in ("looks", "words"):
        shutil.copytree(ROOT / "templates" / folder, tmp_path / "templates" / folder)
    path = tmp_path / "templates" / "reference.docx"
    command = ["--project", str(tmp_path), "reference"]
    assert main(command) == 0
    assert is_ours(path.read_bytes())
    path.write_bytes(reference(Brand(accent="#0b5d43")))
    assert main(command) == 0
    assert path.read_bytes() == TEMPLATE
    theirs = edited("green")
    path.write_bytes(theirs)
    assert main(command) == 2
    assert path.read_bytes() == theirs


def test_a_template_in_colours_that_nobody_can_read_is_not_written(tmp_path: Path) -> None:
    root = project(tmp_path, "plan", site=SITE + 'brand:\n  accent: "#f7941e"\n')
    before = (root / "templates" / "reference.docx").read_bytes()
    assert reports(root, "reference") == 2
    assert (root / "templates" / "reference.docx").read_bytes() == before


def test_a_template_that_nobody_changed_follows_the_brand() -> None:
    brand = Brand(accent="#5c1a4b")
    plain = job()
    made = file_of(build(replace(plain, site=replace(plain.site, brand=brand))))
    styles = zipfile.ZipFile(io.BytesIO(made)).read("word/styles.xml")
    assert b"5C1A4B" in styles
    assert b"00436B" not in styles
    green = edited("green")  # the file holds the time at which it was made
    assert in_brand(green, brand) == green
    assert template_findings(in_brand(TEMPLATE, brand), brand) == ()


def test_a_status_is_tinted_behind_its_words_alone() -> None:
    styles = zipfile.ZipFile(io.BytesIO(TEMPLATE)).read("word/styles.xml").decode()
    style = styles[styles.index('w:styleId="StatusGood"') :].partition("</w:style>")[0]
    letters = style[style.index("<w:rPr>") :]
    assert "<w:shd " in letters
    assert "<w:shd " not in style.removesuffix(letters)
