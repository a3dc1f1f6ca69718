"""Publications in Arabic and Urdu: figures keep their order, and every format is proved."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from pipeline import content
from pipeline.app.verify import ExpectedFacts, verify
from pipeline.editions.site import Contact
from pipeline.model.document import Document, Paragraph
from pipeline.model.findings import Severity
from pipeline.model.walk import plain_text
from pipeline.passes import figures
from tests.editions import SITE, assets, built_anew
from tests.opened import opened

TEXT = """title: خطة النهر 2026 إلى 2029
kind: report
language: ar
status: draft
text: |
  اتصل بنا على 01632 960456 أو +44 (0)1632 960 457، أو اكتب إلى [nahr@example.org](mailto:nahr@example.org).[^1]

  الميزانية £3,400 (7.5%). بالإنجليزية [River plan (draft)]{lang=en}.
sections:
  - id: two
    heading: "الاتصال: 01632 960458"
    table:
      caption: "الجدول 1"
      row_header: what
      columns:
        what: الإجراء
        who: المسؤول
      rows:
ROWS
notes:
  1: القانون، المادة 12(3)، أو 01632 960459.
"""
ROW = """        - id: R{0}
          what: نسأل السكان عما يحتاجون إليه في كل حي وفي كل شهر من السنة {0}.
          who: فريق السياسات (01632 960 4{0})
"""


def paper() -> Document:
    rows = "".join(ROW.format(number) for number in range(60, 80))
    document, findings = opened(content.read(TEXT.replace("ROWS\n", rows).encode(), "nahr", "nahr.yaml"))
    assert document is not None, findings
    return document


@pytest.mark.parametrize("format", ["html", "epub", "text", "docx", "odt", "braille", "pdf"])
def test_an_arabic_publication_is_proved_in_every_format(format: str) -> None:
    document = paper()
    built = built_anew(format, "standard", document)
    proof = verify(document, built.files, built.reading, ExpectedFacts(built.about, assets()))
    assert [one.as_text() for one in (*built.findings, *proof.findings) if one.severity is Severity.ERROR] == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("اتصل 01632 960123 الآن", "01632 960123"),
        ("هاتف: +44 (0)1632 960 456", "+44 (0)1632 960 456"),
        ("الرقم 01632-960123", "01632-960123"),
        ("السعر £12,500 فقط", "£12,500"),
        ("تغير -£300", "-£300"),
        ("نسبة 3.5% من", "3.5%"),
        ("تغير -5 نقاط", "-5"),
        ("المرجع 24-500-123 هنا", "24-500-123"),
    ],
)
def test_figures_keep_their_order_between_letters_from_the_right(text: str, kept: str) -> None:
    assert ordered("ar", text) == text.replace(kept, f"\u200e{kept}\u200f")
    assert ordered("cy", text) == text


@pytest.mark.parametrize("text", ["من 10–15 دقيقة", "سنة 2025/26", "المادة 149(1)", "5، 6، 7", "CL3/2024-25"])
def test_other_figures_stay_as_they_are(text: str) -> None:
    assert ordered("ur", text) == text


def ordered(language: str, text: str) -> str:
    source = f"title: x\nkind: report\nlanguage: {language}\nstatus: draft\ntext: {text!r}\n"
    document, _ = opened(content.read(source.encode(), "x", "x.yaml"))
    assert document is not None
    block = figures.run(document).blocks[0]
    assert isinstance(block, Paragraph)
    return plain_text(block.inlines)


def test_an_opendocument_file_runs_from_the_right() -> None:
    """Pages, paragraphs, tables and their letters; in a language from the left none of it is said."""
    files = [built_anew("odt", "standard", replace(paper(), language=language)).files for language in ("ar", "en")]
    texts = [parts(next(data for name, data in some.items() if name.endswith(".odt"))) for some in files]
    assert texts[0].count('style:writing-mode="rl-tb"') >= 3
    assert 'style:language-complex="ar"' in texts[0]
    assert "font-weight-complex" in texts[0]
    assert "rl-tb" not in texts[1]


def parts(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return "".join(package.read(name).decode() for name in ("styles.xml", "content.xml"))


@pytest.mark.parametrize(("format", "part"), [("text", ""), ("docx", "word/document.xml"), ("odt", "content.xml")])
def test_the_telephone_number_of_the_council_and_the_date_keep_their_order(
    monkeypatch: pytest.MonkeyPatch, format: str, part: str
) -> None:
    contact = Contact("Policy team", phone="01632 960 123")
    monkeypatch.setattr("tests.editions.SITE", replace(SITE, contact=contact))
    document = replace(paper(), published="2 June 2025", status="published")
    built = built_anew(format, "standard", document)
    data = next(data for name, data in built.files.items() if name.endswith(("txt", "docx", "odt")))
    shown = zipfile.ZipFile(io.BytesIO(data)).read(part).decode() if part else data.decode()
    shown = shown.replace("\u00a0", " ")
    assert "\u200e01632 960 123\u200f" in shown
    assert "\u200e2 June 2025\u200f" in shown
    proof = verify(document, built.files, built.reading, ExpectedFacts(built.about, assets()))
    assert [one.as_text() for one in proof.findings if one.severity is Severity.ERROR] == []
