"""PDF in other scripts: joined and stacked letters, both directions, and a verifier that sees through replacement text."""

from __future__ import annotations

import io
import multiprocessing
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from pipeline import content
from pipeline.app.verify import ExpectedFacts, verify
from pipeline.builders import Built, Job
from pipeline.builders.print import engine
from pipeline.builders.print.build import build
from pipeline.builders.print.style import mirrored
from pipeline.editions import looks, words
from pipeline.editions.paper.fonts import fonts, stack
from pipeline.editions.set_out import set_out
from pipeline.editions.site import Contact, Site
from pipeline.model.document import Document, Table
from pipeline.model.findings import Finding, Severity
from pipeline.verifiers.pdf.glyphs import glyphs
from pipeline.verifiers.pdf.marks import read_pages
from pipeline.verifiers.pdf.shaping import sources
from pipeline.verifiers.text.verify import verify as read_text
from tests.opened import opened
from tests.sample_edition import assets

ASSETS = assets()
SITE = Site(council="Sample Council", contact=Contact(name="Policy team", email="policy@example.org"))
ARABIC = ("خطة المساواة", "نريد أن يتمكن كل ساكن من قراءة وثائقنا (قريبًا).", "نسأل السكان")
URDU = ("مساوات کا منصوبہ", "ہم چاہتے ہیں کہ ہر رہائشی ہماری دستاویزات پڑھ سکے۔", "رہائشیوں سے پوچھیں")
INDIC = (
    "আমরা চাই প্রতিটি বাসিন্দা ক্ষমতা পান। **এটি গুরুত্বপূর্ণ।** "
    "हामी चाहन्छौं कि प्रत्येक बासिन्दाले **पढ्न सकून्।** ਅਸੀਂ ਚਾਹੁੰਦੇ ਹਾਂ ਕਿ **ਹਰ ਨਿਵਾਸੀ** ਪੜ੍ਹ ਸਕੇ।"
)
SOUTHERN = "ஒவ்வொரு குடியிருப்பாளரும் **படிக்க வேண்டும்.** દરેક રહેવાસી **વાંચી શકે.** ነፍሲ ወከፍ **ነባሪ** ከንብብ ንደሊ።"


def document(language: str, title: str, text: str, cell: str) -> Document:
    data = f"""\
title: {title} 2021
kind: policy
language: {language}
status: published
text: |
  {text}[^1] RNIB 2021 (a) 12%

  - {cell}
sections:
  - id: leader
    heading: {title}
    table:
      caption: {cell}
      row_header: objective
      columns: {{objective: "{title}", officer: "{cell}"}}
      rows:
        - {{id: CL1, objective: "{cell}", officer: "**{title}**"}}
notes:
  1: {cell}
"""
    made, _ = opened(content.read(data.encode(), "plan", "content/plan.yaml"))
    assert made is not None
    return made


def printed(paper: Document, look: str = "standard") -> tuple[Built, tuple[Finding, ...]]:
    chosen = looks.load(ASSETS, look)
    edition = set_out(paper, chosen, words.load(ASSETS, paper.language))
    built = build(Job(paper, edition, chosen, SITE, ASSETS))
    proof = verify(paper, built.files, built.reading, ExpectedFacts(built.about, ASSETS))
    return built, (*built.findings, *proof.findings)


def test_a_font_that_a_forked_process_has_loaded_is_loaded_here_too() -> None:
    engine._font_configuration.cache_clear()
    printed(document("en-GB", "A plan", "We ask first.", "Ask"))
    paper = document("ta", "சமத்துவத் திட்டம்", SOUTHERN, "குடியிருப்பாளர்களிடம்")
    other = multiprocessing.get_context("fork").Process(target=printed, args=(paper,))
    other.start()
    other.join()
    assert [one for one in printed(paper)[1] if one.severity >= Severity.WARNING] == []


@pytest.mark.parametrize(
    ("language", "text", "look"),
    [
        ("ar", ARABIC, "standard"),
        ("ur", URDU, "large-print"),
        ("bn", ("সমতা পরিকল্পনা", INDIC, "বাসিন্দাদের জিজ্ঞাসা"), "standard"),
        ("ta", ("சமத்துவத் திட்டம்", SOUTHERN, "குடியிருப்பாளர்களிடம் கேளுங்கள்"), "standard"),
    ],
)
def test_a_page_in_another_script_is_proved_word_for_word(language: str, text: tuple[str, ...], look: str) -> None:
    built, findings = printed(document(language, *text), look)
    assert [one for one in findings if one.severity >= Severity.WARNING] == []
    (data,) = built.files.values()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        shown = [one for one in read_pages(pdf).shown if one.text.strip() and one.mcid >= 0]
    edge = 595.28 - 60 if language in ("ar", "ur") else 60.0
    starts = [one.x + one.width if language in ("ar", "ur") else one.x for one in shown if one.size]
    assert any(abs(edge - start) < 12 for start in starts)
    names = {one.font for one in shown} | {name for one in shown for name, _ in one.codes}
    assert "Noto-Nastaliq-Urdu" in names or language != "ur"
    assert not any("DejaVu" in name for name in names)


@pytest.mark.parametrize(
    ("language", "text"), [("bn", "নিয়ম। ভবন দল। কখন"), ("ne", "किन। घर बन। कलम"), ("pa", "ਨਿਯਮ। ਘਰ ਬਨ")]
)
def test_a_letter_reads_right_although_its_first_use_was_with_a_vowel(language: str, text: str) -> None:
    first, *later = text.split("। ")
    assert [
        one for one in printed(document(language, first, later[0], later[-1]))[1] if one.severity >= Severity.WARNING
    ] == []


@pytest.mark.parametrize("word", ["සිංහල", "ଓଡ଼ିଆ", "မြန်မာ", "简体，中文：好。"])
def test_a_script_without_a_font_is_told_once_and_its_page_is_proved(word: str) -> None:
    if word[0] == "简" and find_spec("pylopdf_fonts_zh_cn"):
        pytest.skip("the font for Chinese is installed")
    _, findings = printed(document("en-GB", "A plan", f"We write {word} too.", "Ask"))
    told = [one for one in findings if one.severity >= Severity.WARNING]
    assert [one.rule for one in told] == ["missing-character"]
    assert "others of its script" in told[0].message


def test_editions_with_more_words_tell_a_script_without_a_font_in_the_same_words() -> None:
    """The PDF and the large print were told apart by the number of signs, so that one cause had two messages."""
    told = [printed(document("en-GB", "A plan", words, "Ask"))[1] for words in ("We write සිංහල.", "We write සිංහල භාෂාව.")]
    first, second = ([one for one in findings if one.rule == "missing-character"] for findings in told)
    assert [one.message for one in first] == [one.message for one in second]


def test_a_header_row_that_comes_again_is_known_by_its_glyphs() -> None:
    """A glyph of Nastaliq joins several letters, and only the words of tags say which; its first use may have been another."""
    made = document("ur", "کے کا کام ذمہ دار", URDU[1], "اقدامات")
    (section,) = made.sections
    (table,) = section.blocks
    assert isinstance(table, Table)
    (group,) = table.groups
    (row,) = group.records
    rows = tuple(replace(row, id=f"CL{n}") for n in range(1, 16))
    long = replace(table, groups=(replace(group, records=rows),))
    _, findings = printed(replace(made, sections=(replace(section, blocks=(long,)),)))
    assert [one for one in findings if one.severity >= Severity.WARNING] == []


def test_letters_that_are_heard_and_not_drawn_are_told() -> None:
    (data,) = printed(document("ar", *ARABIC))[0].files.values()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[0]
        changed, done = [], False
        for one in pikepdf.parse_content_stream(page):
            operands = list(one.operands)
            if not done and str(one.operator) == "BDC" and "/ActualText" in operands[1]:
                operands[1]["/ActualText"], done = pikepdf.String("ضضض"), True
            changed.append((operands, one.operator))
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(changed))
        out = io.BytesIO()
        pdf.save(out)
    told = list(glyphs(out.getvalue(), ASSETS.under("fonts"), "plan.pdf"))
    assert {one.rule for one in told} == {"pdf-actual-text"}
    assert not list(glyphs(data, ASSETS.under("fonts"), "plan.pdf"))


def test_a_conjunct_stands_for_the_letters_that_it_is_made_of() -> None:
    font = TTFont(io.BytesIO(ASSETS.templates["fonts/NotoSansDevanagari-Regular.ttf"]), lazy=True)
    assert any(may >= set("क्ष") for may in sources(font).values())
    arabic = TTFont(io.BytesIO(ASSETS.templates["fonts/NotoSansArabic-Regular.ttf"]), lazy=True)
    joined = [may for may in sources(arabic).values() if "ع" in may]
    assert len(joined) >= 4
    assert all(len(may) < 12 for may in joined)


@pytest.mark.parametrize(
    ("language", "first"), [("ur", "Noto Nastaliq Urdu"), ("ar", "Noto Sans Arabic"), ("ks", "Noto Nastaliq Urdu")]
)
def test_each_language_is_set_in_the_hand_that_its_readers_know(language: str, first: str) -> None:
    assert stack(fonts(ASSETS), "Arimo", set("مساوات→"), language).families[:2] == ("Arimo", first)


@pytest.mark.parametrize("word", ["শিরোনাম", "शीर्षक", "ਸਿਰਲੇਖ", "العنوان", "标题"])
def test_the_word_for_heading_is_known_in_every_script(word: str) -> None:
    assert [one.rule for one in read_text(f"{word} 1: 2021\n\n{word} 2: 2\n".encode(), "plan.txt").findings] == []


def test_every_family_has_a_bold_font_but_the_one_for_signs() -> None:
    heavy = {font.family for font in fonts(ASSETS) if font.weight >= 600}
    assert {font.family for font in fonts(ASSETS)} == heavy


@pytest.mark.parametrize(
    ("css", "other"),
    [
        (
            "p { text-align: left; margin: 1rem 2rem 3rem 4rem; }",
            "p { text-align: right; margin: 1rem 4rem 3rem 2rem; }",
        ),
        ("p { margin: 0 0 1rem; padding-left: 2rem }", "p { margin: 0 0 1rem; padding-right: 2rem }"),
        ("@page { @bottom-right { content: 'x' } }", "@page { @bottom-left { content: 'x' } }"),
        ("td { text-align: right; font-variant-numeric: tabular-nums; }",) * 2,
    ],
)
def test_a_style_sheet_is_mirrored(css: str, other: str) -> None:
    assert mirrored(css) == other


def test_chinese_has_a_font_where_its_package_is_installed() -> None:
    if not any("SC" in font.family for font in fonts(ASSETS)):
        pytest.importorskip("pylopdf_fonts_zh_cn")
    from pipeline.app.project import Project

    root = Path(__file__).parent.parent
    assert any(name.startswith("fonts/NotoSansSC") for name in Project(root).assets.templates)
