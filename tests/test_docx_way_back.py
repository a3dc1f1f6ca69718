"""A Word edition of ours comes back as the document it was built from, with the edits where someone made some."""

from __future__ import annotations

import copy
import io
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from docx import Document as open_document
from docx.shared import Inches
from hypothesis import given, settings

from pipeline import content
from pipeline.builders.docx.build import build
from pipeline.cli import main
from pipeline.editions.assets import Assets
from pipeline.editions.set_out import set_out
from pipeline.editions.words import load
from pipeline.model.document import Blocks, Document, Note, Section, Text
from pipeline.model.show import show
from pipeline.model.walk import canonical, records
from pipeline.sources.word_edition.read import ReturnedEdition, publication, read_back
from tests.documents import every_node, running
from tests.docx_samples import LARGE, PNG, ROOT, STANDARD, W, file_of, job, libreoffice
from tests.opened import opened

PAPERS = sorted(path for path in (ROOT / "content").glob("*.yaml") if path.stem != "site")
Edit = Callable[[Any], None]


def edition(document: Document, look: Any = STANDARD) -> bytes:
    """The Word file of a document."""
    plain = job(look=look)
    site = replace(plain.site, notice="Sample.", licence="Open licence", licence_url="https://example.org/licence")
    made = replace(
        plain,
        site=site,
        document=document,
        edition=set_out(document, look, load(plain.assets, document.language)),
        assets=Assets(plain.assets.templates, {"crest.png": PNG, "line.png": PNG}),
    )
    return file_of(build(made))


def paper(path: Path) -> Document:
    """The document of a content file."""
    document = opened(content.read(path.read_bytes(), path.stem, path.name))[0]
    assert document is not None
    return document


@cache
def update() -> Document:
    return paper(ROOT / "content" / "equalities-update-2020-21.yaml")


def after(edit: Edit, document: Document | None = None) -> ReturnedEdition:
    """What comes back after an edit in the Word file of the update."""
    document = document or update()
    opened = open_document(io.BytesIO(edition(document)))
    edit(opened)
    out = io.BytesIO()
    opened.save(out)
    return read_back(out.getvalue(), document.name, document)


def changes(back: Document) -> list[str]:
    """The lines of the tree that are new or other ones."""
    before = show(update()).splitlines()
    return [line.strip() for line in show(back).splitlines() if line not in before]


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_an_edition_that_nobody_changed_gives_the_same_document(path: Path) -> None:
    document = paper(path)
    data = edition(document)
    assert publication(data) == document.name
    back = read_back(data, document.name, document)
    assert back.document == document
    assert back.findings == ()


def test_every_node_comes_back_through_libreoffice_too(tmp_path: Path) -> None:
    data = edition(every_node())
    for file in (data, libreoffice(data, "docx", tmp_path)):
        back = read_back(file, "every-node", every_node())
        assert show(back.document) == show(every_node())
        assert back.document == every_node()
        assert back.findings == ()


def test_a_large_print_edition_gives_the_words_back_though_not_its_tables() -> None:
    back = read_back(edition(update(), LARGE), update().name, update())
    said = "".join("".join(piece.text.split()) for piece in canonical(back.document))
    assert "Compassionate Maidstone Awards".replace(" ", "") in said


@settings(max_examples=60, deadline=None)
@given(running(), running())
def test_any_running_text_comes_back(first: Blocks, second: Blocks) -> None:
    note = Note("1", (Text("A note."),))
    document = Document("paper", (Text("A paper"),), blocks=first, notes=(note,), sections=(
        Section("s", (Text("Section"),), second),
    ))  # fmt: skip
    back = read_back(edition(document), "paper", document).document
    assert show(replace(back, notes=())) == show(replace(document, notes=()))


def test_changed_words_in_a_cell_are_the_only_change() -> None:
    def edit(word: Any) -> None:
        run = next(
            run for cell in word.tables[0]._cells for p in cell.paragraphs for run in p.runs if "agreed it" in run.text
        )
        run.text = run.text.replace("agreed it", "agreed all of it")

    back = after(edit)
    assert changes(back.document) == ["paragraph: A report went to Committee, which agreed all of it (January 2020)."]
    assert back.findings == ()


def test_bold_and_a_link_made_in_word_come_back() -> None:
    def edit(word: Any) -> None:
        paragraph = next(p for p in word.paragraphs if p.text.startswith("Set the example"))
        paragraph.add_run(" At once.").bold = True

    assert changes(after(edit).document) == [
        "paragraph: Set the example ourselves, so that no resident is without support or links to others. **At once.**"
    ]


def test_a_new_section_gets_an_id_and_is_told() -> None:
    def edit(word: Any) -> None:
        word.add_heading("What comes next", 2)
        word.add_paragraph("We will report in 2022.")

    back = after(edit)
    assert changes(back.document) == [
        "heading 2 #what_comes_next: What comes next",
        "paragraph: We will report in 2022.",
    ]
    assert [finding.rule for finding in back.findings] == ["section-without-id"]


def test_a_pasted_row_without_an_id_is_reported_and_given_one() -> None:
    def edit(word: Any) -> None:
        pasted(word)

    back = after(edit)
    ids = [record.id for _, _, _, record in records(back.document)]
    new = [id for id in ids if id not in [record.id for _, _, _, record in records(update())]]
    assert [finding.rule for finding in back.findings] == ["record-without-id"]
    assert len(new) == 1
    assert new[0].startswith("UCL")


def pasted(word: Any, *, empty: bool = False) -> Any:
    """The copy of the first row, pasted at the end of its table."""
    row = copy.deepcopy(word.tables[0].rows[1]._tr)
    for mark in [*row.iter("{*}bookmarkStart"), *row.iter("{*}bookmarkEnd")]:
        mark.getparent().remove(mark)
    for text in row.iter("{*}t") if empty else ():
        text.text = ""
    word.tables[0].rows[-1]._tr.addnext(row)
    return row


def test_an_empty_pasted_row_is_left_out_and_named_by_its_place() -> None:
    back = after(lambda word: pasted(word, empty=True))
    assert back.document == update()
    (finding,) = back.findings
    assert "an empty row below “" in finding.message


def test_words_typed_over_a_reference_count_in_an_edition_that_remembers_no_added_words() -> None:
    def edit(word: Any) -> None:
        row = pasted(word)
        first = next(row.iter("{*}tc"))
        reference, *others = first.iter("{*}p")
        next(reference.iter("{*}t")).text = "Floods"
        for other in others:
            other.getparent().remove(other)
        forget(word)

    back = after(edit)
    assert any("Floods" in line for line in changes(back.document))


def forget(word: Any) -> None:
    """Takes the list of added words out of a file, as earlier versions of the program built it."""
    part = next(part for part in word.part.package.parts if str(part.partname).endswith("custom.xml"))
    part._blob = re.sub(rb'name="AddedWords\d+"', b'name="Other"', part.blob)


def test_a_header_row_that_lost_its_cells_stops_nothing() -> None:
    def edit(word: Any) -> None:
        for cell in list(word.tables[0].rows[0]._tr.iter("{*}tc")):
            cell.getparent().remove(cell)

    assert len(list(records(after(edit).document))) == len(list(records(update()))) - 1


def test_a_deleted_row_is_gone_and_the_others_keep_their_ids() -> None:
    def edit(word: Any) -> None:
        row = word.tables[0].rows[2]._tr
        row.getparent().remove(row)

    before = [record.id for _, _, _, record in records(update())]
    ids = [record.id for _, _, _, record in records(after(edit).document)]
    assert ids == [id for id in before if id != before[1]]


def test_a_column_whose_label_was_changed_keeps_its_key() -> None:
    def edit(word: Any) -> None:
        word.tables[0].rows[0].cells[1].paragraphs[0].runs[0].text = "What was done"

    table = next(table for _, table, _, _ in records(after(edit).document))
    was = next(table for _, table, _, _ in records(update()))
    assert [column.key for column in table.columns] == [column.key for column in was.columns]
    assert table.columns[1].label == (Text("What was done"),)


def test_words_that_the_edition_adds_are_left_out_and_a_change_of_them_is_told() -> None:
    def edit(word: Any) -> None:
        paragraph = next(p for p in word.paragraphs if p.text.startswith("Period"))
        paragraph.runs[-1].text = "2021 to 2022"

    back = after(edit)
    assert back.document == update()
    assert [finding.message for finding in back.findings] == [
        "the program writes this line, so the change was left out: “Period: 2021 to 2022”"
    ]


def test_a_bookmark_that_a_reader_set_takes_no_ones_id() -> None:
    def edit(word: Any) -> None:
        heading = next(p for p in word.paragraphs if p.text == "As an Employer")._p
        for tag, attributes in (("bookmarkEnd", {"id": "999"}), ("bookmarkStart", {"id": "999", "name": "Here"})):
            mark = heading.makeelement(f"{W}{tag}", {f"{W}{key}": text for key, text in attributes.items()})
            heading.insert(1, mark)

    assert after(edit).document == update()


def test_an_accepted_insertion_counts_and_a_deletion_does_not() -> None:
    def edit(word: Any) -> None:
        paragraph = next(p for p in word.paragraphs if p.text.startswith("Set the example"))
        run = paragraph.add_run(" More.")._r
        inserted = run.makeelement(f"{W}ins")
        run.addprevious(inserted)
        inserted.append(run)

    assert changes(after(edit).document)[0].endswith("to others. More.")


def test_a_picture_put_in_by_hand_comes_with_its_data(tmp_path: Path) -> None:
    (tmp_path / "new.png").write_bytes(PNG)
    back = after(lambda word: word.add_picture(str(tmp_path / "new.png"), Inches(1)))
    assert [data for _, data in back.pictures] == [PNG]


def test_without_its_content_file_the_words_and_ids_still_come_back() -> None:
    back = read_back(edition(update()), update().name)
    assert [record.id for _, _, _, record in records(back.document)] == [r.id for _, _, _, r in records(update())]
    assert "no-content-file" in [finding.rule for finding in back.findings]


def test_the_verb_reads_an_edition_of_ours_by_its_bookmarks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "from the committee.docx"
    source.write_bytes(edition(update()))
    assert main(["--project", str(ROOT), "extract", str(source), "-o", str(tmp_path)]) == 0
    written = paper(tmp_path / "equalities-update-2020-21.yaml")
    assert written == update()
    assert "equalities-update-2020-21.yaml" in capsys.readouterr().out


def project_with_the_update(folder: Path) -> Path:
    """A project of its own with the content of the update; its content file."""
    for name in ("templates", "source_docs"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "content").mkdir()
    for name in ("site.yaml", "equalities-update-2020-21.yaml"):
        (folder / "content" / name).write_bytes((ROOT / "content" / name).read_bytes())
    return folder / "content" / "equalities-update-2020-21.yaml"


def edited_edition(folder: Path) -> Path:
    """An edition in which a colleague changed one sentence."""
    word = open_document(io.BytesIO(edition(update())))
    paragraph = next(p for p in word.paragraphs if p.text.startswith("Set the example"))
    paragraph.runs[0].text = paragraph.runs[0].text.replace("Set the example", "Lead by example")
    word.save(str(folder / "edited.docx"))
    return folder / "edited.docx"


def test_an_edit_goes_into_the_content_file_and_every_other_byte_of_it_stays(tmp_path: Path) -> None:
    target = project_with_the_update(tmp_path)
    before = target.read_bytes()
    assert main(["--project", str(tmp_path), "extract", str(edited_edition(tmp_path))]) == 0
    assert target.read_bytes() == before.replace(b"Set the example", b"Lead by example")


def test_an_edition_of_an_earlier_state_is_not_merged_into_a_content_file_that_has_changed(tmp_path: Path) -> None:
    target = project_with_the_update(tmp_path)
    newer = target.read_bytes().replace(b"no resident", b"nobody")
    target.write_bytes(newer)
    command = ["--project", str(tmp_path), "extract", str(edited_edition(tmp_path))]
    assert main(command) == 2
    assert target.read_bytes() == newer
    assert main([*command, "-o", str(tmp_path / "beside")]) == 0
    assert b"Lead by example" in (tmp_path / "beside" / target.name).read_bytes()
