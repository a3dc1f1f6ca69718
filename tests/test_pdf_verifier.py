"""The gate reads a finished PDF by its tags; each fault that hurts a reader is planted once and caught."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from pipeline.app.proof import prove
from pipeline.model.walk import canonical
from pipeline.verifiers.pdf.places import page_order
from pipeline.verifiers.pdf.structure import MarkOf, Tag
from pipeline.verifiers.pdf.verify import verify
from tests.pdf_editions import every_block, only_file, sample


def elements(pdf: Pdf, kind: str) -> Iterator[Object]:
    """The structure elements of a type in tag order."""
    waiting = [pdf.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop(0)
        if element.get("/S") == f"/{kind}":
            yield element
        kids = element.get("/K", Array())
        several = list(kids) if isinstance(kids, Array) else [kids]
        waiting[:0] = [
            kid for kid in several if isinstance(kid, Dictionary) and "/Obj" not in kid and "/MCID" not in kid
        ]


def first(pdf: Pdf, kind: str) -> Object:
    return next(elements(pdf, kind))


def no_scope(pdf: Pdf) -> None:
    del first(pdf, "TH").A.Scope


def no_headers(pdf: Pdf) -> None:
    del first(pdf, "TD").A.Headers


def unknown_header(pdf: Pdf) -> None:
    first(pdf, "TD").A.Headers = Array([String("nobody")])


def lost_cell(pdf: Pdf) -> None:
    row = next(row for row in elements(pdf, "TR") if any(kid.S == Name.TD for kid in row.K))
    del row.K[-1]


def header_row_twice(pdf: Pdf) -> None:
    body, head = first(pdf, "TBody"), first(pdf, "THead")
    body.K.insert(3, head.K if isinstance(head.K, Dictionary) else head.K[0])


def table_in_two(pdf: Pdf) -> None:
    table = first(pdf, "Table")
    section, head, body = table.P, first(pdf, "THead"), first(pdf, "TBody")
    rows = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.TBody, K=Array(list(body.K)[-4:])))
    again = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Table, P=section, K=Array([head, rows])))
    body.K = Array(list(body.K)[:-4])
    section.K.append(again)


def no_numbering(pdf: Pdf) -> None:
    del next(one for one in elements(pdf, "L") if one.A.ListNumbering == Name.Disc).A


def words_beside_body(pdf: Pdf) -> None:
    item = next(item for item in elements(pdf, "LI") if isinstance(item.K, Array))
    item.K.append(item.K[-1].K)
    del item.K[-2]


def raw_address(pdf: Pdf) -> None:
    link = next(
        a for page in pdf.pages for a in page.get("/Annots", []) if "/A" in a and "example.org/guide" in str(a.A.URI)
    )
    link.Contents = String("https://example.org/guide")


def loose_annotation(pdf: Pdf) -> None:
    del first(pdf, "Link").K[0]


def no_alt(pdf: Pdf) -> None:
    del first(pdf, "Figure").Alt


def box_upside_down(pdf: Pdf) -> None:
    figure = first(pdf, "Figure")
    figure.A.BBox = Array([10, 50, 90, 20])


def note_without_id(pdf: Pdf) -> None:
    del first(pdf, "Note").ID


def note_as_paragraph(pdf: Pdf) -> None:
    first(pdf, "Note").S = Name.P


def same_id(pdf: Pdf) -> None:
    heads = list(elements(pdf, "TH"))
    heads[1].ID = heads[0].ID


def skipped_level(pdf: Pdf) -> None:
    first(pdf, "H2").S = Name.H4


def no_bookmark(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        del outline.root[-1]


def no_title(pdf: Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        del metadata["dc:title"]


def no_claim(pdf: Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        del metadata["{http://www.aiim.org/pdfua/ns/id/}part"]


def no_language(pdf: Pdf) -> None:
    del pdf.Root.Lang


def no_labels(pdf: Pdf) -> None:
    del pdf.Root.PageLabels


def loose_content(pdf: Pdf) -> None:
    del first(pdf, "P").K


def content_of_nobody(pdf: Pdf) -> None:
    first(pdf, "H1").K = 9999


def content_of_two(pdf: Pdf) -> None:
    first(pdf, "H2").K = first(pdf, "H1").K


def bare_words(pdf: Pdf) -> None:
    first(pdf, "P").S = Name.Sect


def read_backwards(pdf: Pdf) -> None:
    body = first(pdf, "TBody")
    body.K = Array(reversed(list(body.K)))


def changed_page(pdf: Pdf, change: Callable[[bytes], bytes]) -> None:
    page = pdf.pages[0]
    page.Contents = pdf.make_stream(change(page.Contents.read_bytes()))


def spoken_page_number(pdf: Pdf) -> None:
    changed_page(pdf, lambda data: data.replace(b"/Pagination", b"/Layout"))
    for page in list(pdf.pages)[1:]:
        page.Contents = pdf.make_stream(page.Contents.read_bytes().replace(b"/Pagination", b"/Layout"))


def unmarked_text(pdf: Pdf) -> None:
    text = b"BT /F 12 Tf 50 50 Td <0003> Tj ET"
    font = next(iter(pdf.pages[0].Resources.Font.keys())).encode()
    changed_page(pdf, lambda data: data + b"\n" + text.replace(b"/F", font))


def letters_without_characters(pdf: Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        font.ToUnicode = pdf.make_stream(b"0 beginbfchar endbfchar")


PLANTED: dict[str, Callable[[Pdf], None]] = {
    "pdf-headers": no_scope,
    "pdf-headers ": no_headers,
    "pdf-headers  ": unknown_header,
    "pdf-table-shape": lost_cell,
    "pdf-table-shape ": header_row_twice,
    "pdf-table-cut": table_in_two,
    "pdf-lists": no_numbering,
    "pdf-lists ": words_beside_body,
    "pdf-links": raw_address,
    "pdf-annotation": loose_annotation,
    "pdf-figures": no_alt,
    "pdf-figures ": box_upside_down,
    "pdf-notes": note_without_id,
    "pdf-notes ": note_as_paragraph,
    "pdf-ids": same_id,
    "pdf-headings": skipped_level,
    "pdf-bookmarks": no_bookmark,
    "pdf-title": no_title,
    "pdf-claim": no_claim,
    "pdf-language": no_language,
    "pdf-page-labels": no_labels,
    "pdf-loose-content": loose_content,
    "pdf-missing-content": content_of_nobody,
    "pdf-content-twice": content_of_two,
    "pdf-bare-words": bare_words,
    "pdf-paint-order": read_backwards,
    "pdf-artifact": spoken_page_number,
    "pdf-unmarked": unmarked_text,
    "pdf-character": letters_without_characters,
}


def planted(plant: Callable[[Pdf], None]) -> bytes:
    with pikepdf.open(BytesIO(only_file(sample()))) as pdf:
        plant(pdf)
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("rule", "plant"), PLANTED.items(), ids=[plant.__name__ for plant in PLANTED.values()])
def test_each_fault_is_caught(rule: str, plant: Callable[[Pdf], None]) -> None:
    found = {finding.rule for finding in verify(planted(plant), "sample.pdf").findings}
    assert rule.strip() in found


def test_a_file_as_built_has_no_fault_before_and_after_it_is_saved_anew() -> None:
    assert verify(only_file(sample()), "sample.pdf").findings == ()
    assert verify(planted(lambda _pdf: None), "sample.pdf").findings == ()


def test_a_page_that_is_lost_makes_the_count_of_pages_wrong() -> None:
    def lost_page(pdf: Pdf) -> None:
        del pdf.pages[-1]

    assert "pdf-page-number" not in {one.rule for one in verify(only_file(sample()), "sample.pdf").strange}
    assert "pdf-page-number" in {one.rule for one in verify(planted(lost_page), "sample.pdf").strange}


def test_a_link_whose_area_lies_elsewhere_is_told() -> None:
    def moved_areas(pdf: Pdf) -> None:
        for page in pdf.pages:
            for link in page.obj.get("/Annots", []):
                link.Rect = Array([1, 1, 5, 5])
                if "/QuadPoints" in link:
                    del link["/QuadPoints"]

    assert "pdf-link-area" not in {one.rule for one in verify(only_file(sample()), "sample.pdf").strange}
    assert "pdf-link-area" in {one.rule for one in verify(planted(moved_areas), "sample.pdf").strange}


def test_a_paragraph_whose_first_words_are_in_another_language_may_break_over_a_page() -> None:
    words = Tag("P", kids=[Tag("Span", kids=[MarkOf(0, 1, "Q3. ")]), MarkOf(1, 1, "and so on")])
    before = Tag("P", kids=[MarkOf(0, 0, "Before")])
    assert list(page_order(Tag("Document", kids=[before, words]))) == []
    assert [page for _, _, page in page_order(Tag("Document", kids=[words, before]))] == [0]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 and nothing more", b"no PDF at all"])
def test_a_file_that_is_no_pdf_is_one_finding(data: bytes) -> None:
    reading = verify(data, "broken.pdf")
    assert [finding.rule for finding in reading.findings] == ["pdf-unreadable"]
    assert (reading.words, reading.tree) == ((), "")


def test_a_file_without_tags_says_so() -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        out = BytesIO()
        pdf.save(out)
    assert [finding.rule for finding in verify(out.getvalue(), "plain.pdf").findings] == ["pdf-untagged"]


@pytest.mark.parametrize("name", ["standard", "large-print", "giant-print-36", "yellow-on-black"])
def test_the_words_in_tag_order_are_those_of_the_document_and_the_declared_added_ones(name: str) -> None:
    made = sample(name)
    reading = verify(only_file(made), "sample.pdf")
    proof = prove(canonical(every_block()), made.reading, reading.words, "sample.pdf")
    assert [finding.as_text() for finding in proof.findings] == []
    assert proof.words > 200


def test_the_tree_is_shown_as_text_that_people_can_read() -> None:
    tree = verify(only_file(sample()), "sample.pdf").tree
    wanted = """
    H2 #plan “The plan”
    Table #plan_table1
      Caption “Plan CL”
      THead
        TR
          TH #table1.0.0 Scope=Column “Our aim”
          TH #table1.0.1 Scope=Column “What we will do”
          TH #table1.0.2 Scope=Column “Done by”
      TBody
        TR #CL1
          TH #table1.1.0 Scope=Row
            P “CL1”
            P “Aim 1 of plan CL”
          TD headers=table1.0.1,table1.1.0
            L ListNumbering=Disc
              LI
                Lbl “•”
                LBody “Ask in place 1.”
              LI
                Lbl “•”
                LBody “Report on 1.”
          TD headers=table1.0.2,table1.1.0 “Team 1”
"""
    assert wanted.strip("\n") in tree
