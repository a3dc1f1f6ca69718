"""English words that the program adds to a text in another language say that they are English (WCAG 3.1.2)."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree, html
from PIL import Image

from pipeline.app.verify import verify as proved
from pipeline.editions import words
from pipeline.model import document as m
from tests.editions import edition
from tests.projects import SITE, paper, project, reports
from tests.sample_edition import assets

AMHARIC = """\
title: የእኩልነት እቅድ
kind: report
language: am
published: 1 May 2024
status: published
sections:
  - id: acts
    heading: ድርጊቶች
    text: |
      ይህ ጽሑፍ ነው።[^a]
    table:
      row_header: action
      columns:
        action: ድርጊት
        status: ሁኔታ
      rows:
        - id: A1
          action: መንገድ ማደስ
          status: Not started
        - id: A2
          action: ቤቶች
          status:
        - id: A3
          action: ጤና
          status: On hold
notes:
  a: የማስታወሻ ቃላት።
"""
NAMES = (
    "Sample Council",
    "policy@example.org",
    "Policy team",
    "1 May 2024",
    "Not started",
    "On hold",
    "not started, ",
    "A1",
    "A2",
    "A3",
)


def test_words_that_are_filled_in_keep_the_language_of_the_document() -> None:
    somali = words.load(assets(), "so")
    parts = somali.parts("table_of", "caption", heading="Qorshaha", count=5)
    assert [(part.text, part.language) for part in parts] == [("Qorshaha", ""), (": table of 5", "en"), (" rows", "en")]
    assert somali.language_of("page") == "en"
    for own in ("en-GB", "cy", "pl", ""):
        assert not words.load(assets(), own).language_of("page")


def test_a_key_that_a_language_lacks_is_english_by_itself() -> None:
    files = assets()
    polish = files.templates["words/pl.yaml"].replace(b"\nempty:", b"\n#empty:")
    made = words.load(type(files)({**files.templates, "words/pl.yaml": polish}, files.pictures), "pl")
    assert (made.language_of("empty"), made.language_of("page")) == ("en", "")


def test_every_edition_says_which_words_are_english(tmp_path: Path) -> None:
    """The proof compares the language of each added word; the page is looked at here once more, by its letters."""
    root = project(tmp_path, "plan", site=SITE + "notice: Only a sample.\nlicence: Open Licence\n")
    paper(root, "plan").write_text(AMHARIC, "utf-8")
    formats = [part for name in ("html", "docx", "odt", "epub") for part in ("--format", name)]
    assert reports(root, "build", "plan", *formats) == 0
    assert reports(root, "build", "plan", "--format", "odt", "--look", "large-print") == 0
    page = html.parse(str(next(root.rglob("plan.html")))).getroot()
    unmarked = page.xpath("//body//text()[not(ancestor-or-self::*[starts-with(@lang, 'en')])]")
    latin = [
        text.replace("\u00a0", " ").strip()
        for text in unmarked
        if any(letter.isascii() and letter.isalpha() for letter in text)
    ]
    assert [text for text in latin if not any(name in text for name in NAMES)] == []
    for words_of_site in ("Only a sample.", "Licence: Open Licence", "as a spreadsheet"):
        assert page.xpath(f"//span[starts-with(@lang, 'en')][contains(., '{words_of_site}')]"), words_of_site
    with ZipFile(next(root.rglob("plan.docx"))) as file:
        assert b'w:lang w:val="en"' in file.read("word/document.xml")


MORE = """\
  - id: pay
    heading: ክፍያ
    parts:
      - image: {file: a.png}
      - table:
          caption: ክፍያ
          row_header: year
          chart: bar
          columns: {year: ዓመት, women: ሴቶች}
          rows:
            - {id: P1, year: አንድ, women: '5'}
            - {id: P2, year: ሁለት, women: '7'}
notes:
"""


def in_parts() -> str:
    """The Amharic paper with so many rows that its page becomes one for each band, a chart and a picture without words."""
    head, _, rest = AMHARIC.replace("status: published", "status: draft").partition("      rows:\n")
    groups = (
        f"        - id: band_{band}\n          band: ጤና {band}\n          rows:\n"
        + "".join(f"            - {{id: B{band}{n}, action: ድርጊት, status: ጤና}}\n" for n in range(90))
        for band in (1, 2)
    )
    return f"{head}      groups:\n{''.join(groups)}{MORE}{rest.partition('notes:')[2][1:]}"


def test_pages_in_parts_and_words_for_pictures_say_that_they_are_english(tmp_path: Path) -> None:
    root = project(tmp_path)
    paper(root, "plan").write_text(in_parts(), "utf-8")
    Image.new("RGB", (60, 40)).save(root / "content/a.png")
    formats = [part for name in ("html", "pdf", "docx", "odt", "epub") for part in ("--format", name)]
    assert reports(root, "build", "plan", *formats) == 0
    pages = [html.parse(str(page)).getroot() for page in root.rglob("plan*.html")]
    assert len(pages) == 5
    alts = []
    for page in pages:
        for element in page.xpath("//main//a | //main//img | //main//nav"):
            attributes = " ".join(element.get(name, "") for name in ("alt", "aria-label"))
            said = [(attributes, element), *((str(text), text.getparent()) for text in element.xpath(".//text()"))]
            for text, at in said:
                if any(word in text for word in ("Part of", "Next", "Previous", "Notes", "Bar", "Picture")):
                    assert at.xpath("ancestor-or-self::*[@lang='en']"), text
        alts += page.xpath("//img[@lang='en']/@alt")
    assert len(alts) == 3  # the overview, the chart, the gap
    with ZipFile(next(root.rglob("plan.docx"))) as file:
        word = etree.fromstring(file.read("word/document.xml"))
    runs = word.xpath("//*[local-name()='r'][.//*[local-name()='docPr'][@descr!='']]")
    assert [run.xpath("string(*[local-name()='rPr']/*[local-name()='lang']/@*)") for run in runs] == ["en"] * 3


def test_words_of_the_site_are_in_its_own_language_on_pages_of_another(tmp_path: Path) -> None:
    """Where a language has all words of its own, what the council wrote in `site.yaml` is still in the language of the site."""
    root = project(tmp_path, "plan", site=SITE + "notice: Only a sample.\n")
    paper(root, "plan").write_text(AMHARIC.replace("language: am", "language: ur"), "utf-8")
    formats = [part for name in ("html", "pdf", "docx", "odt", "epub") for part in ("--format", name)]
    assert reports(root, "build", "plan", *formats) == 0
    page = html.parse(str(next(root.rglob("plan.html")))).getroot()
    assert page.xpath("//footer//span[@lang='en-GB'][@dir='ltr']/text()") == ["Only a sample."]
    with ZipFile(next(root.rglob("plan.docx"))) as file:
        assert b'w:lang w:val="en-GB"' in file.read("word/document.xml")


@pytest.mark.parametrize("format", ["html", "epub", "docx", "odt", "text", "braille"])
@pytest.mark.parametrize(("language", "mark"), [("cy", "cy"), ("en-GB", "en-GB"), ("en-GB", "en")])
def test_a_mark_of_the_language_of_the_text_itself_changes_nothing(format: str, language: str, mark: str) -> None:
    words = m.Span(mark, (m.Text("diolch"), m.Span("pl", (m.Text(" drogi"), m.Span(mark, (m.Text(" iawn"),))))))
    sections = (m.Section("part", (m.Text("Rhan "), words), (m.Paragraph((m.Text("Dywedwn "), words)),)),)
    document = m.Document("paper", (m.Text("Papur "), words), language=language, status="published", sections=sections)
    built = edition(format, "standard", document)
    assert proved(document, built.files, built.reading).findings == ()


@pytest.mark.parametrize(
    ("face", "told"), [("Noto Sans Ethiopic", True), ("Noto Sans Bengali", True), ("DejaVu Sans", False)]
)
def test_a_face_without_the_letters_of_a_paper_is_told(
    face: str, told: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(tmp_path, "plan")
    assert reports(root, "build", "plan", "--face", face, "--format", "pdf", "--format", "docx") == 0
    assert ("other-face" in "".join(capsys.readouterr())) == told
