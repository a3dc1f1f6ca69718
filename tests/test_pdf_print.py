"""Printed pages keep their promises: sizes, paper, columns, covers, and clear refusals of what cannot be set."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from weasyprint.formatting_structure import boxes

from pipeline.app.verify import ExpectedFacts
from pipeline.app.verify import verify as verify_all
from pipeline.builders import Built
from pipeline.builders.print import build as pdf
from pipeline.builders.print.engine import lay_out
from pipeline.editions.assets import Assets
from pipeline.model.document import (
    Cell,
    Column,
    Document,
    Emphasis,
    Group,
    Image,
    Paragraph,
    Record,
    Section,
    Strong,
    Table,
)
from pipeline.model.findings import Severity
from pipeline.verifiers.pdf.marks import ShownCharacters, read_pages
from pipeline.verifiers.pdf.verify import verify
from tests.pdf_editions import (
    ASSETS,
    built,
    bullets,
    failures,
    job,
    look,
    of,
    only_file,
    para,
    sample,
    t,
    table,
)

ROOT = Path(__file__).parent.parent
WRITING = (
    "ŵŷ Ŵ ẁ ẃ ẅ", "ą ę ł ż ș ț", "ગુજરાતી", "ਪੰਜਾਬੀ", "বাংলা", "हिन्दी", "தமிழ்", "اردو", "Ελληνικά", "Українська", "☐ ✓ → ≤",
)  # fmt: skip


def shown(made: Built) -> list[ShownCharacters]:
    with pikepdf.open(BytesIO(only_file(made))) as file:
        return [one for one in read_pages(file).shown if one.text.strip() and one.size]


def page_texts(made: Built) -> list[str]:
    with pdfplumber.open(BytesIO(only_file(made))) as file:
        return [" ".join((page.extract_text() or "").split()) for page in file.pages]


def rules(made: Built) -> set[str]:
    return {finding.rule for finding in made.findings}


@pytest.mark.parametrize(
    ("name", "size"),
    [("standard", 12), ("large-print", 18), ("large-print-22", 22), ("giant-print", 28), ("giant-print-36", 36)],
)
def test_nothing_is_smaller_than_the_asked_size(name: str, size: float) -> None:
    assert min(one.size for one in shown(sample(name))) == size


@pytest.mark.parametrize("name", ["large-print", "giant-print", "yellow-on-black"])
def test_large_print_has_no_italics_and_no_hyphen_of_its_own(name: str) -> None:
    assert not [one for one in shown(sample(name)) if "Italic" in one.font or "Oblique" in one.font]
    assert not [one for one in shown(sample(name)) if "\u2010" in one.text or "\u00ad" in one.text]


def test_the_cover_names_council_title_edition_and_whom_to_ask() -> None:
    cover = page_texts(sample("large-print"))[0]
    for words in ("Borough Council", "Every block there is", "Large print, 18 point", "policy@example.org", "draft"):
        assert words in cover
    assert "Contents" not in cover


def test_dates_and_positions_are_not_split_over_lines() -> None:
    made = built(of(*(para("x" * length + " by 12 September 2021, number 3 of 8") for length in range(20, 60))))
    with pdfplumber.open(BytesIO(only_file(made))) as file:
        lines = [line for page in file.pages for line in (page.extract_text() or "").replace("\u00a0", " ").split("\n")]
    assert sum("12 September 2021," in line for line in lines) == 40
    assert sum("3 of 8" in line for line in lines) == 40


def test_a_wide_table_turns_the_page_with_its_heading_and_text_keeps_to_its_cells() -> None:
    labels = ["Objective", "Actions", "Responsible officer", "How will we know this is done?", "Delivered by"]
    words = "Give every community group one contact point so that work is planned together. " * 3
    rows = tuple(Record(f"R{n}", tuple(Cell((para(words),)) for _ in labels)) for n in range(6))
    made = built(
        of(Table(tuple(Column(f"c{i}", t(label)) for i, label in enumerate(labels)), (Group(rows),), (), "c0"))
    )
    assert not failures(only_file(made))
    with pdfplumber.open(BytesIO(only_file(made))) as file:
        wide = [page for page in file.pages if page.width > page.height]
        assert "Section one" in (wide[0].extract_text() or "")
        for page in wide:
            cells = [cell for found in page.find_tables() for cell in found.cells]
            for word in page.extract_words():
                middle = (word["top"] + word["bottom"]) / 2
                inside = [c for c in cells if c[0] <= word["x0"] and word["x1"] <= c[2] and c[1] <= middle <= c[3]]
                assert inside or not any(
                    c[0] < word["x1"] and word["x0"] < c[2] and c[1] < middle < c[3] for c in cells
                )


def test_no_word_of_a_wide_table_before_the_first_heading_is_cut() -> None:
    words = "Give every community group one contact point so that work is planned together. " * 3
    cells = tuple(Cell((para(text),)) for text in ("STRATEGIC PARTNER", words, words, words))
    columns = tuple(Column(f"c{i}", t(label)) for i, label in enumerate(("Role", "Does", "Shows", "Activity")))
    table = Table(columns, (Group(tuple(Record(f"R{n}", cells) for n in range(3))),), (), "c0")
    with pdfplumber.open(BytesIO(only_file(built(Document("wide", t("Roles"), blocks=(table,)))))) as file:
        found = [word["text"] for page in file.pages for word in page.extract_words()]
    assert found.count("STRATEGIC") == found.count("PARTNER") == 3


def test_a_row_and_a_record_that_fit_a_page_are_not_cut() -> None:
    for name in ("standard", "large-print"):
        tags = verify(only_file(built(of(table(40)), name)), "plan.pdf")
        assert not tags.findings
        with pikepdf.open(BytesIO(only_file(built(of(table(40)), name)))) as file:
            pages = read_pages(file)
        for row in range(2, 41):
            found = {
                one.page for one in pages.shown if f"Ask in place {row}." in one.text or f"Report on {row}." in one.text
            }
            assert len(found) == 1


@pytest.mark.parametrize("long", [False, True])
def test_a_first_row_is_cut_at_the_foot_of_a_page_only_where_it_is_long(long: bool) -> None:
    words = "Ask each group what it needs. " * (16 if long else 12)
    row = Record("R1", (Cell((para("First"),)), Cell((para(f"{words}End."),))))
    plan = Table((Column("c0", t("Aim")), Column("c1", t("What we do"))), (Group((row,) * 9),), t("Our plan"), "c0")
    cut = []
    for lines in range(30, 36):
        document = Document(
            "plan",
            t("Plan"),
            sections=(Section("s", t("Aims"), (para("Line."),) * lines), Section("r", t("Actions"), (plan,))),
        )
        with pdfplumber.open(BytesIO(only_file(built(document)))) as file:
            texts = [page.extract_text() for page in file.pages]
        page = next(text for text in texts if "Our plan" in text)
        cut.append("First" in page and "End." not in page)
        assert "First" in page
    assert any(cut) == long


def test_long_records_set_out_as_lists_leave_no_page_under_half_full() -> None:
    report = "The team met every quarter and wrote to each parish about what it had heard there. " * 2
    rows = tuple(
        Record(f"R{n}", (Cell((para(f"Aim {n}"),)), Cell((bullets(*[report] * 7),)), Cell((para("March 2027"),))))
        for n in range(12)
    )
    with pdfplumber.open(BytesIO(only_file(built(of(table(0, "CL", Group(rows))), "large-print")))) as file:
        pages = [page for page in file.pages if "Aim" in page.extract_text() or "quarter" in page.extract_text()]
        fullness = [
            max(word["bottom"] for word in page.extract_words() if word["bottom"] < page.height - 60) / page.height
            for page in pages[:-1]
        ]
    assert len(pages) > 3
    assert [round(share, 2) for share in fullness if share < 0.5] == []


def test_a_short_text_before_a_turned_section_has_no_page_of_its_own() -> None:
    words = "Give every community group one contact point so that work is planned together and progress is shared. " * 3
    columns = tuple(Column(f"c{n}", t(f"Responsibilities {n}")) for n in range(7))
    rows = tuple(Record(f"R{n}", tuple(Cell((para(words),)) for _ in columns)) for n in range(3))
    wide = Section("one", t("Section one"), (Table(columns, (Group(rows),), (), "c0"),))
    document = Document(
        "small", t("A small plan"), blocks=(para("All dates are those of the plan."),), sections=(wide,)
    )
    with pdfplumber.open(BytesIO(only_file(built(document)))) as file:
        opening = next(page for page in file.pages if "All dates are those" in page.extract_text())
        assert "Section one" in opening.extract_text()


def test_a_table_with_too_many_columns_is_set_out_as_a_list_and_says_so() -> None:
    columns = tuple(Column(f"c{n}", t(f"Responsibilities {n}")) for n in range(14))
    rows = (Record("R1", tuple(Cell((para(f"Communities {n}"),)) for n in range(14))),)
    made = built(of(Table(columns, (Group(rows),), (), "c0")))
    assert rules(made) == {"table-as-list"}
    assert not failures(only_file(made))
    reading = verify(only_file(made), "wide.pdf")
    assert not reading.findings
    assert "Table" not in reading.tree
    assert "Communities 0, 1 of 1" in reading.tree


@pytest.mark.parametrize("words", ["Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"])
def test_a_word_wider_than_the_line_is_refused_with_the_largest_size_that_fits(words: str) -> None:
    (finding,) = [one for one in built(of(para(words)), "giant-print").findings if one.rule == "word-too-wide"]
    assert finding.severity is Severity.ERROR
    assert finding.block == "one/1"
    size = float(finding.message.rsplit("the largest size that fits is ", 1)[1].split()[0])
    assert 12 < size < 28
    assert rules(built(of(para(words)), "large-print", size=size)) == set()
    assert rules(built(of(para(words)), "large-print", size=size + 1)) == {"word-too-wide"}


def test_a_long_address_breaks_and_stays_on_the_page() -> None:
    made = built(
        of(para("See https://example.org/a/very/long/address/that/no/line/of/giant/print/can/hold?at=all")),
        "giant-print-36",
    )
    assert rules(made) == set()
    with pdfplumber.open(BytesIO(only_file(made))) as file:
        assert all(char["x0"] > 0 and char["x1"] < page.width - 40 for page in file.pages for char in page.chars)


def test_a_character_that_no_shipped_font_has_is_an_error_that_names_it() -> None:
    (finding,) = [one for one in built(of(para("The sign 𓀀 is old"))).findings if one.rule == "missing-character"]
    assert "U+13000 EGYPTIAN HIEROGLYPH A001" in finding.message
    assert finding.severity is Severity.ERROR
    assert finding.block == "one/1"


@pytest.mark.parametrize("words", WRITING)
@pytest.mark.parametrize("face", ["Arimo", "Atkinson Hyperlegible Next"])
def test_the_shipped_fonts_have_the_writing_of_the_communities_councils_serve(words: str, face: str) -> None:
    made = built(of(para(words)), face=face)
    assert rules(made) == set()
    assert not failures(only_file(made))
    assert words in [said.text for said in verify(only_file(made), "words.pdf").words]


def test_low_contrast_is_refused() -> None:
    made = built(of(para("Hard to see")), ink="#777777")
    (finding,) = made.findings
    assert finding.rule == "look-contrast"
    assert "4.5:1" in finding.message


def test_a_picture_larger_than_the_page_shrinks_to_it() -> None:
    svg = b"<svg xmlns='http://www.w3.org/2000/svg' width='9000' height='9000'><rect width='9000' height='9000'/></svg>"
    document = of(Image("pictures/huge.svg", "A huge square"))
    made = pdf.build(_with_picture(document, svg))
    assert rules(made) <= {"page-not-full"}
    assert not failures(only_file(made))
    assert verify(only_file(made), "huge.pdf").findings == ()
    assert "A huge square" in verify(only_file(made), "huge.pdf").tree


def _with_picture(document: Document, data: bytes):  # type: ignore[no-untyped-def]
    from dataclasses import replace

    return replace(job(document, look("standard")), assets=Assets(ASSETS.templates, {"pictures/huge.svg": data}))


def test_a_picture_that_is_not_there_is_an_error_of_the_page_engine() -> None:
    made = built(of(Image("pictures/none.png", "Nothing")))
    assert rules(made) == {"page-engine"}
    assert "pictures/none.png" in made.findings[0].message


def test_an_empty_table_and_an_enormous_cell_are_set() -> None:
    enormous = Record(
        "R1", (Cell((para("Aim"),)), Cell((para("Far more words than a page can hold. " * 900),)), Cell())
    )
    columns = tuple(Column(key, t(key)) for key in ("aim", "action", "by"))
    for chosen in ("standard", "large-print"):
        for records in ((), (enormous,)):
            made = built(of(Table(columns, (Group(records),), (), "aim")), chosen)
            assert made.findings == ()
            assert not failures(only_file(made))
            assert verify(only_file(made), "table.pdf").findings == ()


def test_metadata_labels_and_records_are_in_the_file() -> None:
    with pikepdf.open(BytesIO(only_file(sample()))) as file:
        with file.open_metadata() as metadata:
            assert metadata["dc:title"] == "Every block there is, 2027 to 2031"
            assert metadata["dc:creator"] == ["Policy team"]
            assert metadata["dc:coverage"] == "2027 to 2031"
            assert metadata["dc:publisher"] == {"Borough Council"}
        assert str(file.docinfo.Author) == "Policy team"
        assert file.Root.PageLabels.Nums[1].S == pikepdf.Name.D
        attached = file.attachments["every-block.csv"]
        assert attached.relationship == pikepdf.Name.Data
        rows = attached.get_file().read_bytes().decode("utf-8").split("\r\n")
    assert rows[0].startswith("\ufeffReference,Section,Group,")
    assert any(row.startswith("CL12,The plan") for row in rows)


def test_two_builds_in_two_processes_give_the_same_bytes() -> None:
    code = (
        "import hashlib; from tests.pdf_editions import *; "
        "print(hashlib.sha256(only_file(built(every_block(), 'large-print'))).hexdigest())"
    )
    made = set()
    for seed in ("1", "2"):
        env = {"PYTHONHASHSEED": seed, "PATH": "/usr/bin"}
        run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, check=True)
        made.add(run.stdout)
    assert len(made) == 1


def test_a_document_without_sections_has_no_contents_list_and_is_still_whole() -> None:
    made = built(Document("bare", t("A bare note"), blocks=(para("One paragraph."), bullets("a", "b"))))
    assert made.findings == ()
    assert not failures(only_file(made))
    assert "Contents" not in " ".join(page_texts(made))


def test_the_notice_of_a_table_set_out_as_a_list_stands_before_its_first_record() -> None:
    pages = page_texts(built(of(table(2)), "large-print"))
    assert "is set out here as a list" in next(page for page in pages if "Contents" in page), (
        "a short list stands alone"
    )
    text = " ".join(pages)
    assert text.index("is set out here as a list") < text.index("CL1: Ask in place 1, 1 of 2")


def test_an_italic_sign_that_no_italic_face_has_comes_from_a_shipped_face() -> None:
    document = of(Paragraph((Emphasis(t("① and ☐")), Strong((Emphasis(t(" ☑")),)))))
    made = built(document)
    assert verify_all(document, made.files, made.reading, ExpectedFacts(assets=ASSETS)).findings == ()


@pytest.mark.parametrize(("name", "place"), [("standard", 0), ("large-print", -1)])
def test_each_page_but_the_first_tells_which_publication_it_is(name: str, place: int) -> None:
    made = built(of(*(para("A long paragraph of words. " * 20) for _ in range(12))), name)
    with pdfplumber.open(BytesIO(only_file(made))) as file:
        first, *later = [page.extract_text().splitlines() for page in file.pages]
    assert later
    assert all("A small plan" in lines[place] for lines in later)
    assert "A small plan" not in first[-1]


def _lines(words: str, width: int) -> list[str]:
    """The lines of a paragraph that is `width` pixels wide."""
    html = f"<style>p {{ width: {width}px; font-size: 28px; margin: 0 }}</style><p>{words}</p>"
    document = lay_out(html, ASSETS, lambda _: None)
    lines = [box for box in document.pages[0]._page_box.descendants() if isinstance(box, boxes.LineBox)]
    return ["".join(part.text for part in line.descendants() if isinstance(part, boxes.TextBox)) for line in lines]


def test_lines_end_where_they_would_without_marked_words() -> None:
    words = "Staff of the team and of the council started on an action plan, agreed with {}, for gaining a new status."
    for width in range(150, 700, 7):
        marked = _lines(words.format("<abbr>HoK</abbr>"), width)
        assert [line.strip() for line in marked] == [line.strip() for line in _lines(words.format("HoK"), width)], width
