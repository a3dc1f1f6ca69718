"""The Word edition is built of real Word structure, in the styles of the template."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from pipeline.app import verify as verify_files
from pipeline.builders import BUILDERS, Built, Job
from pipeline.builders.docx.build import build
from pipeline.builders.orders import edition_for
from pipeline.editions import looks
from pipeline.editions.edition import HeadingView, NoteView, ParagraphView, RowView, TableView
from pipeline.editions.looks import Look
from pipeline.model.document import (
    Added,
    Cell,
    Column,
    Document,
    Emphasis,
    Group,
    Inline,
    Link,
    Note,
    NoteRef,
    Paragraph,
    Record,
    Section,
    Span,
    Strong,
    Table,
    Text,
)
from pipeline.verifiers.docx.verify import verify
from pipeline.verifiers.pdf.verify import verify as verify_pdf
from tests import sample_edition
from tests.docx_samples import (
    LARGE,
    NEGATIVE,
    NS,
    STANDARD,
    W,
    built,
    every_view,
    file_of,
    job,
    libreoffice,
    paragraphs,
    part,
)
from tests.editions import SITE, assets, published
from tests.opened import opened
from tests.sample_edition import bullets, para, plan, section, t

LOOKS = pytest.mark.parametrize("look", [STANDARD, LARGE, NEGATIVE], ids=lambda look: look.name)


@LOOKS
def test_the_package_is_valid_against_the_schemas(look: Look, tmp_path: Path) -> None:
    path = tmp_path / "sample.docx"
    path.write_bytes(every_view(look))
    assert [str(error) for error in OpenXmlValidator().validate(str(path)).errors] == []


def test_building_twice_gives_the_same_bytes() -> None:
    assert file_of(build(job())) == file_of(build(job()))


def test_headings_have_the_styles_of_their_levels_and_one_is_heading_1() -> None:
    body = (section(2, "a", "A", section(3, "b", "B")), section(2, "c", "C"))
    levels = [style for style, _ in paragraphs(file_of(built(body))) if style.startswith("Heading")]
    assert levels == ["Heading1", "Heading2", "Heading3", "Heading2"]


def test_every_section_record_and_action_has_a_bookmark_and_every_link_finds_its_own() -> None:
    document = part(every_view())
    names = [mark.get(f"{W}name") for mark in document.iter(f"{W}bookmarkStart")]
    assert {"lists", "languages", "bands", "band_1", "CL1", "CL4", "SP3", "PA1", "entry_1"} <= set(names)
    assert len({name.lower() for name in names}) == len(names)
    external = {link for link in document.iter(f"{W}hyperlink") if link.get(f"{{{NS['r']}}}id")}
    anchors = {link.get(f"{W}anchor") for link in document.iter(f"{W}hyperlink") if link not in external}
    assert anchors <= set(names)


def test_the_contents_list_is_links_without_page_numbers_that_nothing_asks_to_update() -> None:
    data = every_view()
    entries = [words for style, words in paragraphs(data) if style in ("TOC2", "TOC3")]
    assert entries[:3] == ["Lists and boxes", "Other languages", "Actions in prose"]
    instructions = [node.text for node in part(data).iter(f"{W}instrText")]
    assert [text for text in instructions if "TOC" in text] == [' TOC \\o "2-3" \\n \\h \\z ']
    assert not list(part(data, "word/settings.xml").iter(f"{W}updateFields"))


def test_numbered_lists_count_from_their_own_start() -> None:
    one = bullets((para("a"),), ordered=True)
    four = bullets((para("d"),), ordered=True, start=4)
    data = file_of(built((one, para("between"), four)))
    used = [node.get(f"{W}val") for node in part(data).iterfind(".//w:numPr/w:numId", NS)]
    starts = {
        num.get(f"{W}numId"): num.find("w:lvlOverride/w:startOverride", NS).get(f"{W}val")
        for num in part(data, "word/numbering.xml").iterfind("w:num", NS)
        if num.find("w:lvlOverride", NS) is not None
    }
    assert [starts[number] for number in used] == ["1", "4"]


def test_a_bulleted_list_takes_its_marker_from_its_style_alone() -> None:
    data = file_of(built((bullets((para("one"), bullets((para("below"),), depth=1))),)))
    assert [style for style, _ in paragraphs(data)][-2:] == ["ListBullet", "ListBullet2"]
    assert not list(part(data).iter(f"{W}numPr"))


@pytest.mark.parametrize(("rows", "whole"), [(2, True), (40, False)])
def test_a_small_table_stays_on_one_page(rows: int, whole: bool) -> None:
    table = part(file_of(built((section(2, "s", "Plan", plan(rows, columns=2)),)))).find(".//w:tbl", NS)
    kept = [
        all(one.find("w:keepNext", NS) is not None for one in row.iterfind(".//w:pPr", NS))
        for row in table.iterfind("w:tr", NS)
    ]
    assert kept == [whole] * rows + [False]


def test_a_table_has_a_repeated_header_row_whole_rows_and_a_row_header_column() -> None:
    table = part(file_of(built((section(2, "s", "Plan", plan(3)),)))).find(".//w:tbl", NS)
    rows = table.findall("w:tr", NS)
    assert [row.find("w:trPr/w:tblHeader", NS) is not None for row in rows] == [True, False, False, False]
    assert all(row.find("w:trPr/w:cantSplit", NS) is not None for row in rows)
    look = table.find("w:tblPr/w:tblLook", NS)
    assert (look.get(f"{W}firstRow"), look.get(f"{W}firstColumn")) == ("1", "1")
    assert table.find("w:tblPr/w:tblCaption", NS).get(f"{W}val") == "Actions CL1 to CL3"
    assert "Responsible officer" in table.find("w:tblPr/w:tblDescription", NS).get(f"{W}val")
    assert not list(table.iter(f"{W}gridSpan", f"{W}vMerge"))


def test_a_table_is_as_wide_as_the_text_of_its_page() -> None:
    document = part(file_of(built((section(2, "s", "Plan", plan(3, 12)),))))
    grid = [int(column.get(f"{W}w")) for column in document.iter(f"{W}gridCol")]
    page = document.findall(".//w:sectPr", NS)[-1]
    size, margins = page.find("w:pgSz", NS), page.find("w:pgMar", NS)
    text = int(size.get(f"{W}w")) - int(margins.get(f"{W}left")) - int(margins.get(f"{W}right"))
    assert sum(grid) == text
    assert min(grid) > 1000


@pytest.mark.parametrize(("rows", "times", "turned"), [(4, 1, False), (40, 1, False), (10, 3, False), (40, 6, True)])
def test_a_table_whose_words_fit_is_turned_only_where_that_saves_a_page(rows: int, times: int, turned: bool) -> None:
    words = (
        "Open a quiet room in the hall " * times,
        "Head of the Front Desk",
        "30 May 2025 at the latest",
        "Not begun, to be told",
        "Ask the six team leads " * times,
    )
    made = tuple(RowView(f"r{n}", tuple((ParagraphView(t(word), "x"),) for word in words), "x") for n in range(rows))
    labels = ("Action", "Officer", "By when", "Status", "Note on how it will be known")
    table = TableView("x", t("Actions"), tuple(map(t, labels)), tuple("abcde"), 0, made, "x")
    document = part(file_of(built((section(2, "b", "Plan", table),))))
    pages = [page.find("w:pgSz", NS).get(f"{W}orient", "portrait") for page in document.iter(f"{W}sectPr")]
    assert ("landscape" in pages) == turned


def test_a_small_table_of_figures_stands_upright_in_giant_print() -> None:
    def cells(*words: str) -> tuple[Cell, ...]:
        return tuple(Cell((Paragraph(t(word)),)) for word in words)

    rows = [("Bandstand, a day", "£40", "£65"), ("Mooring, a night", "£6", "£9")]
    labels = {"what": "What", "here": "Residents", "there": "Others"}
    columns = tuple(Column(key, t(label)) for key, label in labels.items())
    table = Table(
        columns, (Group(tuple(Record(f"f{n}", cells(*row)) for n, row in enumerate(rows))),), t("Fees"), "what"
    )
    document = Document("fees", t("Fees"), sections=(Section("fees", t("Fees"), (table,)),))
    look, edition, found = edition_for("docx", document, looks.load(assets(), "giant-print"), assets())
    made = part(file_of(build(Job(document, edition, look, SITE, found, moment=1_800_000_000))))
    assert made.find(".//w:tbl", NS) is not None
    assert not [size for size in made.iter(f"{W}pgSz") if size.get(f"{W}orient")]


@pytest.mark.parametrize("name", ["standard", "large-print"])
def test_a_table_is_described_by_its_labels_without_the_marks_of_their_notes(name: str) -> None:
    marked = (Text("Officer"), NoteRef("x"), Text(" "), NoteRef("x"))
    columns = (Column("what", (Text("Targets"), NoteRef("x"), Text(" set"))), Column("who", marked))
    cells = (Cell((Paragraph(t("Plant oaks")),)), Cell((Paragraph(t("Parks")),)))
    table = Table(columns, (Group((Record("r", cells), Record("s", cells))),), t("Trees"), "what")
    notes = (Note("x", t("By the board.")),)
    document = Document("trees", t("Trees"), sections=(Section("trees", t("Trees"), (table, table)),), notes=notes)
    look, edition, found = edition_for("docx", document, looks.load(assets(), name), assets())
    data = file_of(build(Job(document, edition, look, SITE, found, moment=1_800_000_000)))
    described = [entry.get(f"{W}val") for entry in part(data).iter(f"{W}tblDescription")]
    assert described == ["Targets set; Officer"] * 2
    assert [finding.as_text() for finding in verify(data, "sample.docx").strange] == []


@pytest.mark.parametrize(("after", "last"), [("words", []), ("words " * 200, ["portrait"])])
def test_a_wide_plan_stands_on_a_landscape_page_with_its_heading_and_a_short_end(after: str, last: list[str]) -> None:
    end = section(2, "c", "After", para(after))
    body = (section(2, "a", "Before", para("words")), section(2, "b", "Plan", plan(2, 9)), end)
    made = built(body)
    document = part(file_of(made))
    told = [re.findall("“(.*)”", one.message)[0] for one in made.findings if one.rule == "page-not-full"]
    assert told == ["Plan", *["After"][: len(last)]]
    pages = [page.find("w:pgSz", NS).get(f"{W}orient", "portrait") for page in document.iter(f"{W}sectPr")]
    assert pages == ["portrait", "landscape", *last]
    first = document.find(".//w:sectPr", NS).getparent().getparent()
    assert "".join(first.itertext()) == "words"


def test_no_paragraph_is_empty_and_none_holds_a_tab() -> None:
    document = part(every_view())
    for paragraph in document.iter(f"{W}p"):
        assert "".join(paragraph.itertext()).strip() or paragraph.find(".//w:drawing", NS) is not None
    assert not list(document.iter(f"{W}tab"))


def test_notes_are_real_footnotes_and_a_second_mark_leads_to_the_first() -> None:
    data = every_view()
    assert [node.get(f"{W}id") for node in part(data).iter(f"{W}footnoteReference")] == ["1", "2"]
    assert [link.get(f"{W}anchor") for link in part(data).iter(f"{W}hyperlink")].count("_Note1") == 1
    notes = part(data, "word/footnotes.xml").findall("w:footnote", NS)
    assert [note.get(f"{W}id") for note in notes] == ["-1", "0", "1", "2"]


def noted(*references: tuple[str, int]) -> Built:
    """A text with marks of the notes in the order b, a, and as many references told of each note as are given."""
    notes = tuple(
        NoteView(key, number, (Text(f"Words of {key}."),), count, f"note-{key}")
        for number, (key, count) in enumerate(references, 1)
    )
    marks = [NoteRef(key) for key in ("b", "a") if dict(references).get(key)]
    text = section(2, "s", "S", para("See", *marks))
    heading = HeadingView(2, "notes", (Added("Notes", "heading"),), "notes", contents=False)
    return build(job(replace(sample_edition.edition((text,)), notes=notes, notes_heading=heading)))


def test_numbers_of_added_words_stay_with_what_they_count_and_the_content_stays_as_it_is() -> None:
    data = file_of(build(job(sample_edition.edition((para("2 of 6", Added(" 3 of 8, 20 May 2027", "position")),)))))
    assert paragraphs(data)[-1][1] == "2 of 6 3\u00a0of\u00a08, 20\u00a0May\u00a02027"


def test_note_numbers_stay_those_of_the_publication_whatever_the_order_of_their_marks() -> None:
    result = noted(("a", 1), ("b", 1))
    data = file_of(result)
    marks = [(node.get(f"{W}id"), node.getnext().text) for node in part(data).iter(f"{W}footnoteReference")]
    assert marks == [("2", "2"), ("1", "1")]
    for said in (verify(data, "x.docx").words, result.reading):
        words = "".join(one.text for one in said)
        assert "".join(words.split()).endswith("See212Wordsofb.1Wordsofa.")
    assert "2" in [one.text for one in verify(data, "x.docx").words]  # a mark is not one word with what it stands at


def test_a_note_without_a_mark_is_still_shown_under_the_heading_of_the_notes() -> None:
    data = file_of(noted(("a", 1), ("c", 0)))
    assert paragraphs(data)[-2:] == [("Heading2", "Notes"), ("FootnoteText", "2 Words of c.")]
    assert ("Heading2", "Notes") not in paragraphs(file_of(noted(("a", 1), ("b", 1))))


def test_words_in_another_language_say_so() -> None:
    languages = [node.attrib for node in part(every_view()).iter(f"{W}lang")]
    assert {f"{W}val": "cy"} in languages
    assert {f"{W}bidi": "ar"} in languages
    styles = part(every_view(), "word/styles.xml")
    assert styles.find(".//w:rPrDefault/w:rPr/w:lang", NS).get(f"{W}val") == "en-GB"


def test_a_text_in_arabic_has_paragraphs_columns_and_pages_from_the_right(tmp_path: Path) -> None:
    path = tmp_path / "arabic.docx"
    path.write_bytes(file_of(build(job(sample_edition.edition(language="ar")))))
    assert [str(error) for error in OpenXmlValidator().validate(str(path)).errors] == []
    data = path.read_bytes()
    assert part(data, "word/styles.xml").find(".//w:pPrDefault/w:pPr/w:bidi", NS) is not None
    assert all(table.find("w:tblPr/w:bidiVisual", NS) is not None for table in part(data).iter(f"{W}tbl"))
    assert all(page.find("w:bidi", NS) is not None for page in part(data).iter(f"{W}sectPr"))
    assert part(every_view()).find(".//w:bidiVisual", NS) is None
    assert not verify(data, "x.docx").strange


def test_added_words_are_told_apart_by_their_style() -> None:
    body = (para(Strong((Added("Not stated", "neutral"),)), " ", Added("x", "y"), Link("#s", (Added("z", "y"),))),)
    runs = part(file_of(built((section(2, "s", "S", *body),)))).iterfind(".//w:rStyle", NS)
    assert [style.get(f"{W}val") for style in runs if style.get(f"{W}val").startswith("Added")][-3:] == [
        "AddedLabel", "AddedWords", "AddedLink",
    ]  # fmt: skip


def test_a_round_trip_through_libreoffice_keeps_every_structure_and_id(tmp_path: Path) -> None:
    before, after = every_view(), libreoffice(every_view(), "docx", tmp_path)
    assert verify(after, "x.docx").tree == verify(before, "x.docx").tree
    marks = [{mark.get(f"{W}name") for mark in part(data).iter(f"{W}bookmarkStart")} for data in (before, after)]
    assert marks[0] == marks[1]


def test_libreoffice_tags_the_same_headings_and_tables_in_its_pdf(tmp_path: Path) -> None:
    pdf = libreoffice(
        every_view(), 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}', tmp_path
    )
    tree = verify_pdf(pdf, "x.pdf").tree
    styles = [style for style, _ in paragraphs(every_view()) if style.startswith(("Heading", "TOCHeading"))]
    assert len(re.findall(r"^\s*H[1-6]\b", tree, re.MULTILINE)) == len(styles)
    tables = len(list(part(every_view()).iter(f"{W}tbl")))
    assert len(re.findall(r"^\s*Table\b", tree, re.MULTILINE)) == tables


def test_the_properties_say_what_the_file_is() -> None:
    core = zipfile.ZipFile(io.BytesIO(every_view())).read("docProps/core.xml").decode()
    for words in ("Sample plan 2027 to 2031", "Borough Council", "action plan, 2027 to 2031", "en-GB", "2027-01-15"):
        assert words in core


def test_large_print_scales_every_style_and_has_no_italics() -> None:
    styles = part(every_view(LARGE), "word/styles.xml")
    assert min(int(size.get(f"{W}val")) for size in styles.iter(f"{W}sz")) == 36
    assert not list(styles.iter(f"{W}i"))
    heading = styles.find("w:style[@w:styleId='Heading1']/w:rPr/w:sz", NS).get(f"{W}val")
    assert heading == str(2 * (26 - 12 + 18))


def test_a_look_with_its_own_colours_uses_no_others() -> None:
    data = every_view(NEGATIVE)
    styles = part(data, "word/styles.xml")
    assert {node.get(f"{W}val") for node in styles.iter(f"{W}color")} == {"FFFF00"}
    assert {node.get(f"{W}fill") for node in styles.iter(f"{W}shd")} == {"000000"}
    assert part(data).find("w:background", NS).get(f"{W}color") == "000000"


def test_control_characters_are_left_out_with_a_finding() -> None:
    result = built((ParagraphView((Text("one\x0btwo"),), "p"),))
    assert paragraphs(file_of(result))[-1][1] == "onetwo"
    assert [finding.rule for finding in result.findings] == ["control-character"]


def test_a_note_that_is_not_there_and_a_broken_link_are_findings_and_lose_no_words() -> None:
    result = built((para("see", NoteRef("x"), " ", Link("#nowhere", (Text("there"),)), Span("cy", (Emphasis(()),))),))
    assert [finding.rule for finding in result.findings] == ["note-missing", "link-broken"]
    assert paragraphs(file_of(result))[-1][1] == "see[x] there"


@pytest.mark.parametrize("words", [Strong((Text("Go"),)), Emphasis((Text("Go"),))])
def test_stressed_words_of_a_link_are_nothing_strange(words: Inline) -> None:
    result = built((para("Now: ", Link("https://example.org/", (words,))),))
    assert verify(file_of(result), "x.docx").strange == ()


@LOOKS
def test_the_declared_reading_is_what_the_file_says_in_that_order(look: Look) -> None:
    result = build(job(look=look))
    data = file_of(result)
    said = [words for _, words in paragraphs(data)]
    notes = ["".join(note.itertext()) for note in part(data, "word/footnotes.xml").findall("w:footnote", NS)[2:]]
    numbers = [str(number) + words for number, words in enumerate(notes, 1)]
    declared = "".join(piece.text for piece in result.reading)
    assert "".join("".join([*said, *numbers]).split()) == "".join(declared.split())


@pytest.mark.parametrize("format", ["docx", "odt"])
@pytest.mark.parametrize("size", ["72", "144"])
def test_the_largest_type_leaves_room_for_its_words(format: str, size: str) -> None:
    look, found = opened(looks.change(looks.load(assets(), "giant-print"), "size", size, assets()))
    assert found == ()
    document = published()
    chosen, view, own = edition_for(format, document, look, assets())
    built = import_module(BUILDERS[format].module).build(Job(document, view, chosen, SITE, own))
    readings = [verify_files.read_back(data, name) for name, data in built.files.items()]
    strange = [one.as_text() for reading in readings if reading for one in reading.strange]
    assert strange == []
