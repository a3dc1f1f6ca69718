"""Fonts inside Word, OpenDocument and web copies: what was asked for, and letters that a machine may not have."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from openxml_audit import OdfValidator, OpenXmlValidator
from playwright.sync_api import Browser

from pipeline.app.verify import ExpectedFacts, read_back, verify
from pipeline.builders import Built
from pipeline.builders.office.package import WordFile
from pipeline.editions import looks
from pipeline.editions.assets import Assets
from pipeline.editions.paper.fonts import fonts
from pipeline.model.document import Document, Inlines, Paragraph, Section, Span, Strong
from pipeline.ooxml.package import open_package
from pipeline.sources.docx.hidden.fonts_in_file import _unmasked, unreadable_fonts
from pipeline.verifiers.css.verify import verify as verify_css
from tests.docx_samples import converted, part
from tests.editions import assets, edition_of, file_of
from tests.pdf_editions import t
from tests.projects import project, reports

BENGALI, URDU, TAMIL = "আমরা সবার কথা শুনি", "ہم سب کی بات سنتے ہیں", "நாங்கள் கேட்கிறோம்"
ATKINSON = "Atkinson Hyperlegible Next"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def document(language: str, *paragraphs: Inlines, title: str = "Plan") -> Document:
    section = Section("one", t(title), tuple(Paragraph(inlines) for inlines in paragraphs))
    return Document("plan", t(title), "report", language=language, status="published", sections=(section,))


ONE = document("bn", (*t(BENGALI), Strong(t(BENGALI))), title=BENGALI)
SEVERAL = document("en", t("We listen."), (Span("bn", t(BENGALI)),), (Span("ur", t(URDU)),), t(TAMIL))


def made(format: str, about: Document, face: str = "") -> tuple[Built, Assets]:
    """An edition, in the standard look or in one with another face."""
    given = assets()
    if face:
        look = replace(looks.load(given, "standard"), face=face)
        sheet = f"words: {look.words}\nsize: 12\nface: {face}\n"
        given = Assets({**given.templates, "looks/own.yaml": sheet.encode()}, given.pictures)
    return edition_of(format, about, "own" if face else "standard", given)


def embedded(data: bytes) -> Iterator[tuple[str, str, bytes]]:
    """Family, style and bytes of each font in a Word file, without the mask."""
    package = open_package(data, "plan.docx")
    related = package.relationships("word/fontTable.xml")
    for font in part(data, "word/fontTable.xml"):
        for one in font:
            if "embed" in one.tag:
                masked = package.read(related[one.get(f"{R}id")].target) or b""
                yield font.get(f"{W}name"), one.tag.removeprefix(f"{W}embed"), _unmasked(masked, one.get(f"{W}fontKey"))


def shipped(*names: str) -> dict[str, bytes]:
    return {name: assets().templates[f"fonts/{name}.ttf"] for name in names}


@pytest.mark.parametrize(
    ("about", "face", "wanted"),
    [
        (document("en", t("We listen. Słuchamy, “ﬁt” ✓")), "", {}),
        (ONE, "", {"NotoSansBengali-Regular", "NotoSansBengali-Bold"}),
        (
            SEVERAL,
            "",
            {f"NotoSans{one}-{way}" for one in ("Bengali", "Arabic", "Tamil") for way in ("Regular", "Bold")},
        ),
        (
            document("en", t("We listen.")),
            ATKINSON,
            {f"AtkinsonHyperlegibleNext-{way}" for way in ("Regular", "Bold", "Italic", "BoldItalic")},
        ),
    ],
    ids=["none", "one script", "several", "a face"],
)
@pytest.mark.parametrize("format", ["docx", "odt"])
def test_a_file_has_the_fonts_that_machines_may_not_have(
    format: str, about: Document, face: str, wanted: set[str], tmp_path: Path
) -> None:
    built, given = made(format, about, face)
    name, data = file_of(built, format)
    files = shipped(*wanted)
    if format == "docx":
        assert {(style, own) for _, style, own in embedded(data)} == {
            (name.partition("-")[2], own) for name, own in files.items()
        }
        package = open_package(data, name)
        assert not unreadable_fonts(package, package.relationships("word/document.xml"))
    else:
        archive = zipfile.ZipFile(io.BytesIO(data))
        inside = {one: archive.read(one) for one in archive.namelist() if one.startswith("Fonts/")}
        assert inside == {f"Fonts/{name}.ttf": own for name, own in files.items()}
    (tmp_path / name).write_bytes(data)
    validator = OpenXmlValidator() if format == "docx" else OdfValidator()
    assert validator.validate(str(tmp_path / name)).is_valid
    proof = verify(about, built.files, built.reading, ExpectedFacts(built.about, given))
    assert [one.as_text() for one in proof.findings if one.severity.name == "ERROR"] == []
    again = read_back(data, name)
    assert again is not None
    assert again.strange == ()


FAMILIES = {
    "one script": (ONE, "", {"NotoSansBengali-Regular", "NotoSansBengali-Bold"}),
    "several": (SEVERAL, "", {"NotoSansBengali-Regular", "NotoSansArabic-Regular", "NotoSansTamil-Regular"}),
    "a face": (document("en", t("We listen.")), ATKINSON, {"AtkinsonHyperlegibleNext-Regular"}),
}


def test_libreoffice_shows_the_letters_in_the_fonts_of_the_file(tmp_path: Path) -> None:
    files = [tmp_path / f"{name}-{format}.{format}" for name in FAMILIES for format in ("docx", "odt")]
    for file in files:
        about, face, _ = FAMILIES[file.stem.rpartition("-")[0]]
        file.write_bytes(file_of(made(file.suffix[1:], about, face)[0], file.suffix[1:])[1])
    printed = converted(files, "pdf", tmp_path / "out")
    assert len(printed) == len(files)
    for name, data in printed.items():
        with pikepdf.open(io.BytesIO(data)) as pdf:
            used = {str(one.get("/FontName", ""))[8:] for one in pdf.objects if isinstance(one, pikepdf.Dictionary)}
        assert FAMILIES[name.rpartition("-")[0]][2] <= used, name


def test_a_word_file_whose_text_names_a_typeface_or_whose_font_is_another_is_refused() -> None:
    built, _ = made("docx", SEVERAL)
    name, data = file_of(built, "docx")
    source = zipfile.ZipFile(io.BytesIO(data))

    def changed(part: str, old: bytes, new: bytes) -> str:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as target:
            for entry in source.namelist():
                content = source.read(entry)
                target.writestr(entry, content.replace(old, new, 1) if entry == part else content)
        proof = verify(SEVERAL, {name: out.getvalue()}, built.reading, ExpectedFacts(built.about))
        return " ".join(one.message for one in proof.findings)

    assert "its part word/fonts/font1.odttf is not the one that was built" in changed(
        "word/fonts/font1.odttf", b"glyf", b"glyg"
    )
    assert "words are set in a typeface of their own" in changed(
        "word/document.xml", b"<w:rFonts w:cs=", b"<w:rFonts w:ascii="
    )


def test_the_fonts_of_the_template_stay_beside_those_of_the_words() -> None:
    given = assets()
    template = WordFile(given.templates["reference.docx"], as_it_is=True)
    brand = next(font for font in fonts(given) if font.path.endswith("Next-Regular.ttf"))
    template.embed([brand])
    data = template.written(template.part._element)
    given = Assets({**given.templates, "reference.docx": data}, given.pictures)
    built, own = edition_of("docx", ONE, "standard", given)
    data = file_of(built, "docx")[1]
    assert [(family, style) for family, style, _ in embedded(data)] == [
        (ATKINSON, "Regular"),
        ("Noto Sans Bengali", "Regular"),
        ("Noto Sans Bengali", "Bold"),
    ]
    places = [one for one in zipfile.ZipFile(io.BytesIO(data)).namelist() if one.endswith(".odttf")]
    assert len(places) == len(set(places)) == 3
    proof = verify(ONE, built.files, built.reading, ExpectedFacts(built.about, own))
    assert [one.as_text() for one in proof.findings if one.severity.name == "ERROR"] == []


def test_a_web_copy_brings_the_face_that_was_asked_for(tmp_path: Path, chromium: Browser) -> None:
    root = project(tmp_path, "plan")
    assert reports(root, "build", "plan", "--format", "html", "--face", "Atkinson Hyperlegible") == 0
    folder = root / "output" / "requests"
    page_file, sheet = next(folder.glob("*.html")), next(folder.glob("assets/*.css")).read_text("utf-8")
    named = re.findall(r'src: url\("([^"]+)"\)', sheet)
    assert len(named) == 4
    assert all((folder / "assets" / one).is_file() for one in named)
    page = chromium.new_page()
    page.goto(page_file.as_uri())  # from the disk, as a reader opens a copy
    page.wait_for_function("document.fonts.status == 'loaded'")
    loaded = page.evaluate("[...document.fonts].filter(f => f.status == 'loaded').map(f => f.family)")
    page.close()
    assert {one.strip('"') for one in loaded} == {ATKINSON}


@pytest.mark.parametrize(
    "rule",
    [
        '@font-face { font-family: "Own"; src: url("https://example.org/own.ttf"); }',
        '@font-face { font-family: "Own"; src: url("../own.ttf"); }',
        '@font-face { font-family: "Own"; src: url("own.ttf"); unicode-range: U+30-39; }',
        '@font-face { font-family: "Own"; src: local("Wingdings"); }',
    ],
)
def test_a_style_sheet_takes_fonts_only_from_beside_it_and_whole(rule: str) -> None:
    assert [one.rule for one in verify_css(rule.encode(), "style.css").strange if "@font-face" in one.message] == [
        "css-strange"
    ]
