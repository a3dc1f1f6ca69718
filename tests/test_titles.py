"""Titles: what the first page shows, wherever it stands there, and no property of an older file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.assemble.assemble import assemble
from pipeline.model.document import Document
from pipeline.model.walk import canonical, plain_text
from tests.flow_text import flow
from tests.pdf_pages import printed, read

TEXT = "<p>The council keeps a record of each meeting and sends it to every member.</p>" * 3
BOX = "table { border-collapse: collapse; width: 100% } td { border: 1pt solid; padding: 3pt }"
LARGE = "font: bold 18pt 'Liberation Sans'"


def made(html: str) -> Document:
    """The document that pages become."""
    return assemble(read(printed(html, BOX)), "some-file").document


def table(*rows: str) -> str:
    """A ruled table of these rows of cells."""
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


TITLE = f'<td colspan=2 style="{LARGE}">Homework for all</td>'
DATES = ("<td>Adopted<td>May 2026", "<td>Next review<td>May 2028")


@pytest.mark.parametrize(
    "cover",
    [
        pytest.param(table(TITLE, *DATES), id="over labels and values"),
        pytest.param(table(TITLE.replace(" colspan=2", ""), "<td>Adopted: May 2026", "<td>Next: May 2028"), id="over lines"),
        pytest.param(table("<td colspan=2>Our school", TITLE, *DATES), id="below the name of the organisation"),
        pytest.param(table(TITLE.replace("</td>", "<br>and everybody</td>"), *DATES), id="of two lines"),
        pytest.param(table(f"{TITLE.replace(' colspan=2', '')}<td rowspan=3>", "<td>Adopted: May 2026", "<td>Next: May 2028"),
                     id="beside an empty cell over all rows"),
        pytest.param(table(TITLE), id="alone in a frame"),
    ],
)  # fmt: skip
def test_the_title_may_stand_in_a_table_of_the_first_page(cover: str) -> None:
    document = made(f"{cover}<p style='font-weight: bold'>Aim</p>{TEXT}<p style='font-weight: bold'>Scope</p>{TEXT}")
    assert plain_text(document.title).startswith("Homework for all")
    words = " ".join(run.text for run in canonical(document))
    assert words.count("Homework for all") == 1
    assert [plain_text(section.heading) for section in document.sections] == ["Aim", "Scope"]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(f"<h1>Plan</h1>{TEXT}{table(TITLE, *DATES)}", id="below a larger title"),
        pytest.param(f'{table(TITLE, *DATES)}<p style="{LARGE}">Plan</p>{TEXT}', id="over a line as large"),
        pytest.param(table(f'<td style="{LARGE}">Homework for all<td>Plan', *DATES) + TEXT, id="beside another cell"),
        pytest.param(table(TITLE.replace("18pt", "11pt"), *DATES) + TEXT, id="hardly larger than the text"),
    ],
)
def test_a_large_cell_is_no_title(page: str) -> None:
    assert plain_text(made(page).title) != "Homework for all"


@pytest.mark.parametrize(
    ("name", "title"), [("Rules for Members", "Rules for Members"), ("Visitors of 2019", "Some file")]
)
def test_a_title_of_the_properties_counts_only_where_the_document_says_its_words(name: str, title: str) -> None:
    flow = read(printed(f"<p>members and rules.</p>{TEXT}"))
    assert plain_text(assemble(replace(flow, title=name), "some-file").document.title) == title


@pytest.mark.parametrize(
    ("size", "page", "title"),
    [(30, 1, "Gardens of the town"), (19, 1, "Trees"), (30, 2, "Trees")],
    ids=["larger by far", "hardly larger", "on another page"],
)
def test_a_line_larger_than_all_else_on_the_first_page_is_the_title_wherever_it_stands(
    size: int, page: int, title: str
) -> None:
    text = "The council keeps its trees and says in May how far it has come with all of them, as it did before."
    left = "".join(
        f"[14 b p1] {word}\n[p1] {text}\n" for word in ("Trees", "Hedges", "Lawns", "Ponds", "Paths", "Walls", "Gates")
    )
    source = flow(f"{left}[{size} b p{page}] Gardens of the town\n[p{page}] {text}\n")
    assert plain_text(assemble(source, "case").document.title) == title
