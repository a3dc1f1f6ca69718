"""The OpenDocument edition says the same as the others, with real structure that LibreOffice keeps."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from openxml_audit import OdfValidator

from pipeline.builders.odt.build import build
from pipeline.builders.odt.xml import q
from pipeline.editions.looks import Look
from pipeline.model import document as m
from pipeline.model.document import Added, NoteRef, Text
from pipeline.verifiers.docx import verify as docx_verifier
from pipeline.verifiers.odt.verify import verify
from tests import sample_edition
from tests.documents import P
from tests.docx_samples import LARGE, NEGATIVE, STANDARD, file_of, job, libreoffice
from tests.editions import edition
from tests.sample_edition import bullets, para, section
from tests.test_docx_checker import changed

LOOKS = pytest.mark.parametrize("look", [STANDARD, LARGE, NEGATIVE], ids=lambda look: look.name)
CONTENT = "content.xml"


def every_view(look: Look = STANDARD) -> bytes:
    return file_of(build(job(look=look)))


def part(data: bytes, name: str = CONTENT) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode("utf-8")


@LOOKS
def test_the_package_is_valid(look: Look, tmp_path: Path) -> None:
    path = tmp_path / "sample.odt"
    path.write_bytes(every_view(look))
    assert OdfValidator().validate(str(path)).is_valid
    assert zipfile.ZipFile(path).infolist()[0].filename == "mimetype"


@pytest.mark.parametrize(("rows", "whole"), [(2, True), (40, False)])
def test_a_small_table_stays_on_one_page(rows: int, whole: bool) -> None:
    edition = sample_edition.edition((section(2, "s", "Plan", sample_edition.plan(rows, columns=2)),))
    data = file_of(build(job(edition)))
    assert ('style:may-break-between-rows="false"' in part(data)) == whole


def test_building_twice_gives_the_same_bytes() -> None:
    assert every_view() == every_view()


@LOOKS
def test_the_declared_reading_is_what_the_file_says(look: Look) -> None:
    result = build(job(look=look))
    said = "".join(one.text for one in verify(file_of(result), "x.odt").words)
    assert "".join(said.split()) == "".join("".join(piece.text for piece in result.reading).split())


@LOOKS
def test_an_edition_breaks_no_rule(look: Look) -> None:
    edition = replace(sample_edition.edition((section(2, "s", "S", sample_edition.plan(2)),)))
    data = file_of(build(job(edition, look)))
    assert verify(data, "x.odt").findings == ()


def test_the_tree_has_headings_nested_lists_header_rows_and_descriptions() -> None:
    tree = verify(every_view(), "x.odt").tree
    assert "heading 1 “Sample plan 2027 to 2031”" in tree
    assert "list\n  item “First level”\n    list\n      item “Second level”" in tree
    assert "  header row\n" in tree
    assert "  row\n    row header\n" in tree
    assert "picture “Map of the borough with its 26 wards”" in tree


def test_lists_begin_at_their_number_and_languages_are_marked() -> None:
    content = part(file_of(build(job(sample_edition.edition((bullets((para("d"),), ordered=True, start=4),))))))
    assert 'text:start-value="4"' in content
    assert 'fo:language="cy"' in part(every_view())
    assert 'style:language-complex="ar"' in part(every_view())
    assert 'fo:language="en" fo:country="GB"' in part(every_view(), "styles.xml")


def test_spaces_and_line_breaks_are_kept() -> None:
    data = file_of(build(job(sample_edition.edition((para("one   two", Added("\n", "x"), "three"),)))))
    assert 'one <text:s text:c="2"/>two' in part(data)


def test_numbers_of_added_words_stay_with_what_they_count_and_the_content_stays_as_it_is() -> None:
    data = file_of(build(job(sample_edition.edition((para("2 of 6", Added("3 of 8, 20 May 2027", "position")),)))))
    assert "2 of 6" in part(data)
    assert "3\u00a0of\u00a08, 20\u00a0May\u00a02027" in part(data)


def test_libreoffice_opens_it_and_keeps_headings_lists_tables_ids_and_words(tmp_path: Path) -> None:
    before = verify(every_view(), "a.odt")
    kept = libreoffice(every_view(), "odt", tmp_path, "odt")
    after = verify(kept, "b.odt")
    # Without laying the text out, LibreOffice writes 0 for the numbers of notes; it counts them when the file is opened.
    words = ["".join(one.text for one in reading.words) for reading in (before, after)]
    assert re.sub(r"\d", "", words[0]) == re.sub(r"\d", "", words[1])

    def structure(tree: str) -> list[str]:
        return [
            line for line in tree.splitlines() if re.match(r"\s*(heading|list|item|table|header row|picture)", line)
        ]

    assert structure(after.tree) == structure(before.tree)
    marks = [
        set(re.findall(r'<text:bookmark(?:-start)? text:name="([^"]+)"', part(one))) for one in (every_view(), kept)
    ]
    assert marks[0] == marks[1]


def test_word_users_get_the_same_headings_when_libreoffice_turns_it_into_a_word_file(tmp_path: Path) -> None:
    word = docx_verifier.verify(libreoffice(every_view(), "docx", tmp_path, "odt"), "x.docx")
    headings = [line for line in verify(every_view(), "x.odt").tree.splitlines() if line.startswith("heading")]
    assert [line for line in word.tree.splitlines() if line.startswith("heading")] == headings


@pytest.mark.parametrize(
    ("rule", "name", "pattern", "replacement"),
    [
        ("odt-title", "meta.xml", "<dc:title>[^<]*", "<dc:title>"),
        ("odt-language", "styles.xml", 'fo:language="en" ', ""),
        ("odt-heading-1", CONTENT, 'outline-level="2"', 'outline-level="1"'),
        ("odt-heading-skip", CONTENT, 'outline-level="2"', 'outline-level="4"'),
        ("odt-table-header", CONTENT, "</?table:table-header-rows>", ""),
        ("odt-merged-cells", CONTENT, "</table:table-row>", "<table:covered-table-cell/></table:table-row>"),
        ("odt-table-name", CONTENT, "<table:title>[^<]*", "<table:title>"),
        ("odt-alt", CONTENT, "<svg:desc>[^<]*</svg:desc>", ""),
        ("odt-not-inline", CONTENT, '"as-char"', '"paragraph"'),
        ("odt-broken-link", CONTENT, 'text:name="lists"', 'text:name="elsewhere"'),
        ("odt-empty-link", CONTENT, "(<text:a [^>]*>)[^<]*</text:a>", r"\1</text:a>"),
        ("odt-empty-paragraphs", CONTENT, "</office:text>", "<text:p/></office:text>"),
    ],
)
def test_a_planted_fault_is_found(rule: str, name: str, pattern: str, replacement: str) -> None:
    broken = changed(every_view(), name, pattern, replacement)
    assert rule in [finding.rule for finding in verify(broken, "x.odt").findings]


def test_a_file_that_is_none_is_an_error_and_no_traceback() -> None:
    for data in (b"", b"PK\x03\x04 damaged", b"words"):
        assert [finding.rule for finding in verify(data, "x.odt").findings] == ["odt-unreadable"]


def test_bad_input_is_told_and_nothing_is_lost() -> None:
    edition = sample_edition.edition((para("see", NoteRef("x"), Text(" on\x07ly")),))
    result = build(job(edition))
    assert [finding.rule for finding in result.findings] == ["note-missing"]
    assert "see[x] only" in verify(file_of(result), "x.odt").tree
    assert [finding.rule for finding in build(job(template=b"PK damaged")).findings] == ["template-refused"]


def test_figures_stand_at_the_right_and_no_line_stands_beside_a_table() -> None:
    rows = tuple(m.Record(f"R{n}", (m.Cell((P(f"Ward {n}"),)), m.Cell((P(f"{n},200"),)))) for n in (1, 2))
    columns = (m.Column("ward", (m.Text("Ward"),)), m.Column("homes", (m.Text("Homes"),)))
    table = m.Table(columns, (m.Group(rows),), (m.Text("Homes"),), "ward")
    made = etree.fromstring(
        part(file_of(edition("odt", "standard", m.Document("plan", (m.Text("Plan"),), blocks=(table,))))).encode()
    )
    styles = {style.get(q("style:name")): style for style in made.iter(q("style:style"))}
    for row in made.iter(q("table:table-row")):
        texts = [
            styles[cell[0].get(q("text:style-name"))] for cell in row if cell[0].get(q("text:style-name")) in styles
        ]
        assert [text[0].get(q("fo:text-align")) for text in texts] == ["right"]
        first, last = (styles[cell.get(q("table:style-name"))][0] for cell in row)
        assert (first.get(q("fo:border-left")), last.get(q("fo:border-right"))) == ("none", "none")
        assert first.get(q("fo:border-right")) != "none"
