"""Findings that are rarely met: each is brought about once, so that it is known to be told."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pikepdf
import pytest
from docx import Document as open_word

from pipeline import content
from pipeline.app import building
from pipeline.app.orders import Order
from pipeline.app.project import Project
from pipeline.app.verify import read_back, verify
from pipeline.assemble.assemble import assemble
from pipeline.builders import BUILDERS
from pipeline.editions import looks
from pipeline.editions.assets import Assets
from pipeline.merge import merge
from pipeline.model import document as m
from pipeline.model.findings import Findings
from pipeline.model.flow import Flow, FlowNote, FlowParagraph, Grid, GridCell, Picture, Run, Unreadable
from pipeline.sources.pdf.extract import extract
from pipeline.sources.pdf.file import read_pages as pdf_sheets
from pipeline.sources.word_edition import read as docx_ours
from pipeline.verifiers.pdf.seen import seen
from pipeline.verifiers.pdf.views import views
from tests.documents import P
from tests.editions import edition, file_of
from tests.opened import opened
from tests.pdf_pages import drawn
from tests.projects import paper, project, reports


def names(findings: Findings | list[object]) -> set[str]:
    return {getattr(one, "rule", "") for one in findings}


# ------------------------------------------------------------------------------------------------ the command line


@pytest.mark.parametrize(
    ("arguments", "rule"),
    [
        (["build", "plan", "--fragment", "--heading-level", "9"], "bad-level"),
        (["build", "plan", "--fragment", "--look", "large-print", "--format", "pdf"], "fragment-option"),
        (["verify"], "not-built"),
        (["verify", "--record"], "no-record"),
        (["verify", "nowhere.html"], "cannot-read"),
    ],
)
def test_a_request_that_cannot_be_met_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], rule: str
) -> None:
    assert reports(project(tmp_path, "plan"), *arguments) > 0
    assert f"({rule})" in capsys.readouterr().err


def test_a_folder_that_is_no_project_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "plan.yaml").write_text("title: Plan\nkind: policy\n", "utf-8")
    assert reports(tmp_path, "build") == 2
    assert "(no-project)" in capsys.readouterr().err


def test_make_writes_nothing_in_a_folder_that_is_no_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "source_docs").mkdir()
    word = open_word()
    word.add_paragraph("We listen.")
    word.save(str(tmp_path / "source_docs" / "plan.docx"))
    assert reports(tmp_path, "make") == 2
    assert "(no-project)" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["source_docs"]


def test_a_project_without_a_site_is_told(tmp_path: Path) -> None:
    folder = project(tmp_path, "plan")
    (folder / "content" / "site.yaml").unlink()
    assert names(Project(folder).site_with_findings.findings) == {"no-site"}


def test_a_project_with_neither_source_nor_content_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert reports(project(tmp_path), "make") == 2
    assert "(no-source)" in capsys.readouterr().err


def test_a_project_whose_only_source_cannot_be_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = project(tmp_path)
    (folder / "source_docs").mkdir(exist_ok=True)
    (folder / "source_docs" / "plan.pdf").write_bytes(b"no PDF")
    assert reports(folder, "make") == 2
    said = capsys.readouterr().err
    assert "plan.pdf" in said
    assert "no source that could be read (no-source)" in " ".join(said.split())
    assert "put PDF or DOCX files into source_docs" not in said


def test_a_builder_that_fails_is_told_and_stops_nobody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = project(tmp_path, "plan")
    document, _ = opened(content.read(paper(folder, "plan").read_bytes(), "plan", "plan.yaml"))
    assert document is not None
    workshop = building.Workshop(folder / "output", Project(folder), lambda _: None)
    order = Order(document, "html", looks.load(Project(folder).assets, "standard"))
    monkeypatch.setitem(BUILDERS, "html", BUILDERS["html"]._replace(module="no.such.builder"))
    assert names(workshop.run([order])[order.file].findings) == {"build-failed"}


def test_a_value_that_no_look_has_is_told() -> None:
    assert names(opened(looks.change(looks.Look("x", "X", 12), "colour", "red", Assets()))[1]) == {"unknown-look-key"}


# ------------------------------------------------------------------------------------------------ what arrives


def cell(*blocks: FlowParagraph | Grid | Picture, column: int = 0, row: int = 1) -> GridCell:
    return GridCell(row, column, blocks=blocks)


def words(text: str) -> FlowParagraph:
    return FlowParagraph((Run(text, size=11),))


def test_what_a_cell_or_page_cannot_keep_is_told() -> None:
    inner = Grid(1, 2, (GridCell(0, 0, blocks=(words("in"),)), GridCell(0, 1, blocks=(words("side"),))))
    head = (GridCell(0, 0, blocks=(words("Objective"),)), GridCell(0, 1, blocks=(words("Actions"),)))
    row = (cell(words("Train"), inner), cell(Picture(b"x", "map.png"), column=1))
    table = Grid(2, 2, (*head, *row), header_rows=1)
    title = replace(words("Plan"), heading=1)
    flow = Flow((title, words("Text."), table, Picture(b"x", "bare.png")), (FlowNote("n", (words("A note."),)),))
    found = names(assemble(flow, "plan").findings)
    assert {"nested-table", "picture-in-cell", "picture-without-alt", "note-without-mark"} <= found


def test_a_row_whose_cells_are_merged_over_columns_is_told() -> None:
    labels = ("Objective", "Actions", "Officer")
    head = tuple(GridCell(0, place, blocks=(words(label),)) for place, label in enumerate(labels))
    rows = [GridCell(row, place, blocks=(words(f"Cell {place}"),)) for row in (1, 3) for place in range(3)]
    wide = (GridCell(2, 0, blocks=(words("Train"),)), GridCell(2, 1, 1, 2, (words("All staff"),)))
    flow = Flow((replace(words("Plan"), heading=1), Grid(4, 3, (*head, *rows, *wide), header_rows=1)))
    assert "merged-columns" in names(assemble(flow, "plan").findings)


def test_a_page_whose_words_are_not_drawn_is_told() -> None:
    name, data = file_of(edition("pdf", document=m.Document("plan", (m.Text("Plan"),), "policy")), "pdf")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.pages[0].contents_add(b"3 Tr ", prepend=True)
        out = io.BytesIO()
        pdf.save(out)
    found = tuple(one for view in views(out.getvalue()) for one in seen(view, name))
    assert "pdf-unseen" in names(found)


def test_a_word_that_a_line_break_parts_is_told() -> None:
    built = edition("html", document=m.Document("plan", (m.Text("Plan"),), "policy", blocks=(P("We meet often."),)))
    name, data = file_of(built, "html")
    parted = {**built.files, name: data.replace(b"We meet often", b"We me<br>et often")}
    document = m.Document("plan", (m.Text("Plan"),), "policy", blocks=(P("We meet often."),))
    assert "words-come-apart" in names(verify(document, parted, built.reading).findings)


def test_recognised_text_of_a_scan_is_told() -> None:
    page = "BT /F 12 Tf 3 Tr 20 100 Td (Words under a picture of themselves) Tj ET q 300 0 0 200 0 0 cm /I Do Q"
    with pikepdf.open(io.BytesIO(drawn(page))) as pdf:
        image = pdf.make_stream(
            b"\x00\xff" * 50, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=10, Height=10
        )
        image.ColorSpace, image.BitsPerComponent = pikepdf.Name.DeviceGray, 8
        pdf.pages[0].Resources.XObject = pikepdf.Dictionary(I=image)
        out = io.BytesIO()
        pdf.save(out)
    assert "pdf-recognised" in names(list(extract(out.getvalue(), "scan.pdf").findings))


def test_a_file_past_the_limit_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_sheets, "MAX_PAGES", 1)
    line = "BT /F 12 Tf 20 100 Td (A line of text) Tj ET"
    with pytest.raises(Unreadable) as refused:
        extract(drawn(line, line, line), "long.pdf")
    assert refused.value.finding.rule == "pdf-too-long"


def test_long_text_is_read_where_as_many_pages_of_one_drawing_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_sheets, "MAX_WORK", 100)
    texts = [" ".join(str((page * 7919 + at * 104729) % 99991) for at in range(60)) for page in range(9)]
    pages = [f"BT /F 12 Tf 20 100 Td ({text}) Tj ET" for text in texts]
    assert extract(drawn(*pages), "long.pdf").pages == 9
    with pikepdf.open(io.BytesIO(drawn(*pages))) as pdf:
        for page in pdf.pages:
            page.obj.Contents = pdf.pages[0].obj.Contents
        out = io.BytesIO()
        pdf.save(out)
    with pytest.raises(Unreadable) as refused:
        extract(out.getvalue(), "same.pdf")
    assert refused.value.finding.rule == "pdf-too-long"


def test_an_xfa_form_is_told() -> None:
    with pikepdf.open(io.BytesIO(drawn("BT /F 12 Tf 20 100 Td (Please wait) Tj ET"))) as pdf:
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=pdf.make_stream(b"<xdp/>"))
        out = io.BytesIO()
        pdf.save(out)
    try:
        found = names(list(extract(out.getvalue(), "form.pdf").findings))
    except Unreadable as refused:
        found = {refused.finding.rule}
    assert "pdf-xfa" in found


# ------------------------------------------------------------------------------------------------ the way back and merging


def changed(change: Callable[[str], str]) -> bytes:
    """The Word edition of the document with every node, its main part changed."""
    _, data = file_of(edition("docx"), "docx")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.namelist():
            part = old.read(entry)
            new.writestr(entry, change(part.decode()).encode() if entry == "word/document.xml" else part)
    return out.getvalue()


def test_a_title_that_is_gone_and_a_row_with_a_cell_too_many_are_told() -> None:
    no_title = changed(lambda xml: xml.replace('<w:pStyle w:val="Heading1"/>', ""))
    assert "no-title" in names(docx_ours.read_back(no_title, "every-node.docx").findings)

    def longer(xml: str) -> str:
        at = xml.index("</w:tr>", xml.index("Ask residents"))
        return xml[:at] + "<w:tc><w:p><w:r><w:t>More</w:t></w:r></w:p></w:tc>" + xml[at:]

    assert "row-too-long" in names(docx_ours.read_back(changed(longer), "every-node.docx").findings)


def plan(*sections: m.Section) -> m.Document:
    return m.Document("plan", (m.Text("Plan"),), "policy", sections=sections)


def test_a_new_part_whose_place_is_gone_is_told() -> None:
    part = m.Section("a", (m.Text("A"),), (P("One."),))
    old = plan(
        part, m.Section("b", (m.Text("B"),), (P("Two."),), (m.Section("b1", (m.Text("B one"),), (P("Three."),)),))
    )
    grown = (*old.sections[1].sections, m.Section("b2", (m.Text("B two"),), (P("Four."),)))
    new = plan(part, replace(old.sections[1], sections=grown))
    merged = merge.merge(old, new, content.write(plan(part)).encode(), "plan.yaml")
    assert "merge-no-place" in names(merged.findings)
    assert "Four." not in merged.data.decode()


def test_a_merge_that_would_spoil_the_file_leaves_it_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    old = plan(m.Section("a", (m.Text("A"),), (P("One."),)))
    new = plan(m.Section("a", (m.Text("A"),), (P("Other."),)))
    mine = content.write(old).encode()
    monkeypatch.setattr(merge, "_with_line_ends", lambda _lines, _data: b"title: Plan\nkind: none\n")
    merged = merge.merge(old, new, mine, "plan.yaml")
    assert "merge-invalid" in names(merged.findings)
    assert merged.data == mine


# ------------------------------------------------------------------------------------------------ finished files


def test_a_word_file_without_any_text_is_told() -> None:
    reading = read_back(changed(lambda xml: xml[: xml.index("<w:body>")] + "</w:document>"), "paper.docx")
    assert reading is not None
    assert "docx-unreadable" in names(reading.findings)


def test_a_link_that_word_cannot_open_is_told() -> None:
    link = m.Link("javascript:alert(1)", (m.Text("the plan"),))
    blocks = (m.Paragraph((m.Text("See "), link)),)
    document = m.Document("x", (m.Text("X"),), "policy", status="published", blocks=blocks)
    built = edition("docx", "standard", document)
    assert "link-target" in names(built.findings)


def test_every_module_that_a_registry_names_is_there() -> None:
    for entry in BUILDERS.values():
        for name in (entry.module, *entry.verifiers.values()):
            import_module(name)
