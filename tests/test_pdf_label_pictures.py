"""Numbers of clauses that a page shows as small pictures: which are read, and which are left alone."""

from __future__ import annotations

import base64
import io
from unittest.mock import Mock, patch

import pypdfium2
import pytest

from pipeline.model.flow import Flow, FlowParagraph
from pipeline.model.place import Box
from pipeline.sources.pdf.label_pictures import read_label_pictures
from tests.pdf_pages import drawn, printed, read

TEXT = "The clause on the care of hedges says on two lines what a keeper of hedges does in May."


def label(text: str, high: int = 9, spacing: float = 0.0, base: float = 0.3) -> str:
    """A picture of a label, set in 12 points, as an element of HTML."""
    content = f"BT /F 12 Tf {spacing} Tc 1 {base} Td ({text}) Tj ET"
    page = pypdfium2.PdfDocument(drawn(content, size=(27, high)))[0]
    page.render(scale=2.77).to_pil().save(out := io.BytesIO(), "PNG")
    return f'<img style="width: 27pt" src="data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}">'


def clause(mark: str, gap: float = 8, before: str = "", style: str = "") -> str:
    """A clause behind its mark, with a hanging indent."""
    mark = mark.replace('width: 27pt"', f'width: 27pt; margin-right: {gap}pt; {style}"')
    return f'<p style="font-size: 12pt; margin: 8pt 0 8pt {27 + gap}pt; text-indent: -{27 + gap}pt">{before}{mark}{TEXT}</p>'


def first_of(flow: Flow) -> str:
    """The first paragraph with its label."""
    block = flow.blocks[0]
    assert isinstance(block, FlowParagraph)
    return f"{block.marker.text} {block.text}" if block.marker else block.text


@pytest.mark.parametrize("text", ["1.1.", "2.45", "10.", "3.6.7", "8.9.0"])
def test_a_number_is_read(text: str) -> None:
    flow = read(printed(clause(label(text)) + clause("7.")))
    assert first_of(flow) == f"{text} {TEXT}"
    assert [finding.message for finding in flow.findings] == [
        "numbers on page 1 are pictures and were read by their shape"
    ]


@pytest.mark.parametrize(
    ("style", "before"),
    [("vertical-align: 2.6pt", ""), ("", "<span style='margin-right: 15pt'>Of</span>")],
    ids=["a little raised", "far behind"],
)
def test_a_number_need_not_stand_on_the_line_nor_at_its_edge(style: str, before: str) -> None:
    assert "1.1. The clause" in first_of(
        read(printed(clause(label("1.1."), style=style, before=before) + clause("7.")))
    )


def test_figures_that_touch_are_read() -> None:
    assert first_of(read(printed(clause(label("1.34", spacing=-1.1))))).startswith("1.34 ")
    page = clause(label("1.1.", high=11, base=2.0), style="vertical-align: -2pt")
    assert first_of(read(printed(page))).startswith("1.1. ")  # also with white below


def test_a_number_is_tagged_with_its_text() -> None:
    flow = read(printed(f"<h1>Hedges</h1>{clause(label('7'))}{clause(label('8'))}", variant="pdf/ua-1"))
    assert [block.text[:5] for block in flow.blocks] == ["Hedge", "7 The", "8 The"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "page",
    [
        clause(label("1.1.", high=16)),
        clause(label("1.1.", high=9), style="width: 10pt"),
        clause(label("1.1."), gap=60),
        clause(label("1.1."), style="vertical-align: 4.6pt"),
        clause(label("1.1."), before="Of "),
        clause(label("1.1."), before="<span style='margin-right: 9pt'>Of</span>"),
        clause(label("1,1,", high=11, base=2.0), style="vertical-align: -2pt"),
        clause(label("W.1.")),
        clause(label("§.1.")),
        clause(label("1'1.")),
        clause(label("...")),
    ],
    ids=["high", "low", "far", "raised", "amid", "close behind", "commas", "letter", "sign", "apostrophe", "points"],
)
def test_another_picture_is_no_number(page: str) -> None:
    flow = read(printed(page))
    assert "1" not in first_of(flow)
    assert not flow.findings


def test_one_that_cannot_be_read_among_others_is_told_of() -> None:
    findings = read(printed(clause(label("1.1.")) + clause(label("W.2.")))).findings
    assert findings[-1].message == "the number before “The” is a picture that could not be read"


def test_a_page_that_draws_without_end_is_not_looked_at() -> None:
    with patch("pipeline.sources.pdf.label_pictures._beside_lines", return_value=[(Box(0, 0, 1, 1), None)]):
        read_label_pictures(Mock(number=1), eyes := Mock(endless={1}), "case.pdf")
    eyes.page.assert_not_called()


@pytest.mark.parametrize(("most", "looked"), [(1, False), (2, True)])
def test_the_words_beside_a_few_pictures_are_looked_for(most: int, looked: bool) -> None:
    page = printed(clause(label("1.1.")) + clause(label("1.2.")))
    with patch("pipeline.sources.pdf.label_pictures.MOST_PICTURES", most):
        assert first_of(read(page)).startswith("1.1. ") == looked
