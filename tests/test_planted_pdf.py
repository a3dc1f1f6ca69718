"""Faults planted in a finished PDF: in its tags, its words and its claims; each is found, though validators may pass it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pikepdf
import pytest

from pipeline.app.verify import verify
from pipeline.model.findings import Finding
from pipeline.verifiers.pdf.signs import signs
from pipeline.verifiers.pdf.views import figures_of, views
from tests import pdf_editions
from tests import test_charts as charts
from tests.editions import edition, file_of, published
from tests.plant import Fault, judge

Tag = pikepdf.Object


def kids(tag: Tag) -> list[Tag]:
    inside = tag.get("/K")
    if inside is None:
        return []
    return list(inside) if isinstance(inside, pikepdf.Array) else [inside]


def tags(pdf: pikepdf.Pdf, kind: str) -> list[Tag]:
    def walk(tag: Tag) -> Iterator[Tag]:
        if isinstance(tag, pikepdf.Dictionary) and "/S" in tag:
            if f"/{kind}" == tag.S:
                yield tag
            for kid in kids(tag):
                yield from walk(kid)

    found = [one for top in kids(pdf.Root.StructTreeRoot) for one in walk(top)]
    assert found, f"there is no {kind} to plant the fault in"
    return found


def drop(kind: str, which: int) -> Callable[[pikepdf.Pdf], None]:
    """Takes an element out of the tree; its content stays on the page."""

    def plant(pdf: pikepdf.Pdf) -> None:
        tag = tags(pdf, kind)[which]
        parent = tag.P
        parent.K = pikepdf.Array([kid for kid in kids(parent) if not _same(kid, tag)])

    return plant


def _same(one: Tag, other: Tag) -> bool:
    return isinstance(one, pikepdf.Dictionary) and one.objgen == other.objgen


def double(kind: str, which: int) -> Callable[[pikepdf.Pdf], None]:
    def plant(pdf: pikepdf.Pdf) -> None:
        tag = tags(pdf, kind)[which]
        tag.P.K = pikepdf.Array([one for kid in kids(tag.P) for one in ((kid, kid) if _same(kid, tag) else (kid,))])

    return plant


def swap_rows(pdf: pikepdf.Pdf) -> None:
    body = tags(pdf, "TBody")[0] if _has(pdf, "TBody") else tags(pdf, "Table")[0]
    rows = kids(body)
    rows[-1], rows[-2] = rows[-2], rows[-1]
    body.K = pikepdf.Array(rows)


def _has(pdf: pikepdf.Pdf, kind: str) -> bool:
    try:
        return bool(tags(pdf, kind))
    except AssertionError:
        return False


def without(kind: str, owner: str) -> Callable[[pikepdf.Pdf], None]:
    """Takes the attributes of an owner ("/Table", "/List") from the first element of a kind."""

    def plant(pdf: pikepdf.Pdf) -> None:
        for tag in tags(pdf, kind):
            if "/A" in tag:
                del tag["/A"]
                return
        raise AssertionError(f"no {kind} has attributes of {owner}")

    return plant


def rename(kind: str, new: str, which: int = 0) -> Callable[[pikepdf.Pdf], None]:
    def plant(pdf: pikepdf.Pdf) -> None:
        tags(pdf, kind)[which].S = pikepdf.Name(f"/{new}")

    return plant


def lose(*path: str) -> Callable[[pikepdf.Pdf], None]:
    def plant(pdf: pikepdf.Pdf) -> None:
        node = pdf.Root
        for name in path[:-1]:
            node = node[name]
        del node[path[-1]]

    return plant


def no_alt(pdf: pikepdf.Pdf) -> None:
    del tags(pdf, "Figure")[0]["/Alt"]


def raw_address(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        for annotation in page.get("/Annots", []):
            if str(annotation.get("/Contents", "")) == "the plan":
                annotation.Contents = pikepdf.String("https://example.org/x")
                return
    raise AssertionError("no link to plant the fault in")


def artifact(pdf: pikepdf.Pdf) -> None:
    """Marks the content of a paragraph as an artifact: it is still seen and no longer heard."""
    tag = next(one for one in tags(pdf, "P") if kids(one) and isinstance(kids(one)[0], int) and "/Pg" in one)
    number, page = int(kids(tag)[0]), tag.Pg
    content = pikepdf.parse_content_stream(page)
    for index, step in enumerate(content):
        marks = step.operands[1] if str(step.operator) == "BDC" else None
        if isinstance(marks, pikepdf.Dictionary) and int(marks.get("/MCID", -1)) == number:
            content[index] = pikepdf.ContentStreamInstruction([pikepdf.Name("/Artifact")], pikepdf.Operator("BMC"))
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(content))


def unmarked(pdf: pikepdf.Pdf) -> None:
    """Draws words of the page a second time, neither tagged nor as an artifact."""
    page = pdf.pages[-1]
    steps = list(pikepdf.parse_content_stream(page))
    shown = next(n for n, step in enumerate(steps) if str(step.operator) in ("Tj", "TJ"))
    font = next(step for step in reversed(steps[:shown]) if str(step.operator) == "Tf")
    draw = [pikepdf.ContentStreamInstruction([], pikepdf.Operator("BT")), font, steps[shown]]
    end = pikepdf.ContentStreamInstruction([], pikepdf.Operator("ET"))
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream([*steps, *draw, end]))


def painted(operators: str, page: int = -1) -> Callable[[pikepdf.Pdf], None]:
    """Paints something on a page as an artifact, in the page's own units from its corner."""

    def plant(pdf: pikepdf.Pdf) -> None:
        steps = pikepdf.unparse_content_stream(pikepdf.parse_content_stream(pdf.pages[page]))
        own = f"/Artifact BMC q {operators} Q EMC"
        pdf.pages[page].Contents = pdf.make_stream(b"q " + steps + b" Q\n" + own.encode())

    return plant


# Blank room at the foot of the last page, above its number: strokes of an N, a letter of curves, dots, a block.
BLANK = {
    "a slanted line": "2 w 80 150 m 80 190 l 110 150 l 110 190 l S",
    "curves": "80 150 m 80 190 120 190 120 150 c f",
    "upright strokes": "80 150 3 40 re 100 150 3 40 re f",
    "a block": "80 150 60 40 re f",
    "short strokes": "80 150 10 3 re 80 160 10 3 re f",
    "a turned line": "0.9 0.4 -0.4 0.9 0 0 cm 80 150 90 2 re f",
}

FAULTS: dict[str, tuple[Callable[[pikepdf.Pdf], None], str]] = {
    "a cell is dropped from the tags": (drop("TD", 0), "words-missing"),
    "the row of the dropped cell is uneven": (drop("TD", 0), "pdf-table-shape"),
    "a row is dropped from the tags": (drop("TR", -1), "words-missing"),
    "a list item is dropped": (drop("LI", -1), "words-missing"),
    "a paragraph is dropped": (drop("P", -1), "words-missing"),
    "content that lost its element is told": (drop("P", -1), "pdf-loose-content"),
    "a row stands twice": (double("TR", -1), "words-doubled"),
    "two rows are swapped": (swap_rows, "words-reordered"),
    "a header cell loses its scope": (without("TH", "/Table"), "pdf-headers"),
    "a data cell loses its headers": (without("TD", "/Table"), "pdf-headers"),
    "a list loses its numbering": (without("L", "/List"), "pdf-lists"),
    "a heading skips a level": (rename("H2", "H4", 1), "pdf-headings"),
    "a list becomes a frame": (rename("L", "Div"), "pdf-strange"),
    "a paragraph becomes a caption": (rename("P", "Caption"), "pdf-strange"),
    "a quotation holds bare words": (rename("P", "BlockQuote"), "pdf-strange"),
    "an item has no body": (rename("LBody", "P"), "pdf-lists"),
    "real text is marked as an artifact": (artifact, "words-missing"),
    "words are drawn without a mark": (unmarked, "pdf-unmarked"),
    "a figure loses its words": (no_alt, "pdf-figures"),
    "a link announces its address": (raw_address, "pdf-links"),
    "the language is lost": (lose("/Lang"), "pdf-language"),
    "the bookmarks are lost": (lose("/Outlines"), "pdf-bookmarks"),
    "the page labels are lost": (lose("/PageLabels"), "pdf-page-labels"),
    "the claim of conformance is lost": (lose("/Metadata"), "pdf-claim"),
    "the tags are lost": (lose("/StructTreeRoot"), "pdf-untagged"),
}  # fmt: skip


def found(plant: Callable[[pikepdf.Pdf], None]) -> set[str]:
    built = edition("pdf")
    name, data = file_of(built, "pdf")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        plant(pdf)
        out = io.BytesIO()
        pdf.save(out)
    return {one.rule for one in verify(published(), {name: out.getvalue()}, built.reading).findings}


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found(name: str) -> None:
    plant, rule = FAULTS[name]
    assert rule in found(plant)


def test_the_file_without_a_fault_is_clean() -> None:
    assert found(lambda _: None) == set()


def with_sign(operators: str) -> bytes:
    with pikepdf.open(io.BytesIO(file_of(edition("pdf"), "pdf")[1])) as pdf:
        painted(operators)(pdf)
        pdf.save(out := io.BytesIO())
    return out.getvalue()


def strange(data: bytes, *, ornaments: bool = False) -> list[Finding]:
    """The signs that the pages of a file draw."""
    figures = figures_of(data)
    return [one for view in views(data) for one in signs(view, figures, "x.pdf", ornaments=ornaments)]


@pytest.mark.parametrize("operators", BLANK.values(), ids=BLANK)
def test_a_sign_drawn_in_blank_room_is_found(operators: str) -> None:
    assert [one.rule for one in strange(with_sign(operators))] == ["pdf-strange"]


def test_a_sign_drawn_in_blank_room_is_found_by_the_proof_of_a_build() -> None:
    assert judge.found("pdf", Fault("a sign is drawn", "the last page", with_sign(BLANK["curves"])))


@pytest.mark.parametrize("look", ["standard", "giant-print"])
def test_lines_boxes_charts_and_labels_of_ours_are_no_strange_signs(look: str) -> None:
    for document in (published(), charts.WHOLE):
        assert strange(file_of(edition("pdf", look, document), "pdf")[1]) == []


def test_a_drawing_that_nobody_hears_is_no_strange_sign() -> None:
    data = pdf_editions.only_file(pdf_editions.sample())  # it has a map that is decoration
    assert [one.rule for one in strange(data)] == ["pdf-strange"]
    assert strange(data, ornaments=True) == []
