"""Each number of the reader of tags from both sides: just inside it holds, just outside it does not."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.model.flow import Marker
from pipeline.model.place import Box
from pipeline.sources.pdf.file.glyphs import Style
from pipeline.sources.pdf.tables.cells import TableCell
from pipeline.sources.pdf.tables.join import LongTable
from pipeline.sources.pdf.tags.read_tagged import Tagged
from pipeline.sources.pdf.tags.trust import missed_tables, take_headings, why_not
from pipeline.sources.pdf.text.list_labels import Marked
from pipeline.sources.pdf.text.paragraphs import Frame, Para
from pipeline.sources.pdf.text.words import Line, Word, WordPart
from tests.pdf_pages import printed, read, told
from tests.pdf_tagged import tagged

STYLE = Style("Sans", 10.0, False, False, "#000000", 0)


def para(text: str, heading: int = 0, x: float = 50.0) -> Para:
    """A paragraph of one line."""
    words = [Word([WordPart(word, STYLE, 100.0)], x, 92.0, x + 20, 102.0, 100.0, 10.0, 0) for word in text.split()]
    return Para([Line(words, 100.0, 10.0, 1)], Frame(50.0, 500.0, 10.0), heading=heading)


def table(*rows: Sequence[str], reaching: int = 0) -> LongTable:
    """A ruled table whose columns are 100 points wide; the first `reaching` cells have words of the next column."""
    cells = [
        [TableCell(y, x, 1, 1, Box(100.0 * x, 0.0, 100.0 * x + 100, 10.0), 1, [para(text, x=100.0 * x)])
         for x, text in enumerate(row) if text]
        for y, row in enumerate(rows)
    ]  # fmt: skip
    for cell in [cell for row in cells for cell in row if cell.column == 0][:reaching]:
        cell.paras[0].lines[0].words[0].x0 += 110
    part: Any = SimpleNamespace(drawn=True)
    return LongTable([part], [100.0 * x for x in range(len(rows[0]) + 1)], cells)


def words_of(blocks: Sequence[Para | LongTable]) -> list[Word]:
    paras = [
        para
        for block in blocks
        for para in (
            [block] if isinstance(block, Para) else [p for row in block.rows for cell in row for p in cell.paras]
        )
    ]
    return [word for para in paras for line in para.lines for word in line.words]


def doubt(
    blocks: list[Para | LongTable], drawn: list[Para | LongTable] | None = None, more: Sequence[Word] = ()
) -> str:
    """Why tags with these blocks are not trusted, where the page has them in the order of `drawn`, and `more` words."""
    words = words_of(blocks)
    sheets: Any = [SimpleNamespace(words=[*words, *more])]
    return why_not(Tagged(blocks, {id(word) for word in words}), drawn or blocks, sheets)


@pytest.mark.parametrize(("missed", "why"), [(0, ""), (1, ""), (3, "they reach only 37 of 40 words")])
def test_reach(missed: int, why: str) -> None:
    held = [para("The town has parks.") for _ in range((40 - missed) // 4)]
    rest = para("so " * (40 - 4 * len(held)))
    reached, more = (
        rest.lines[0].words[: 40 - missed - 4 * len(held)],
        rest.lines[0].words[40 - missed - 4 * len(held) :],
    )
    rest.lines[0].words = reached
    assert doubt([*held, *([rest] if reached else [])], more=more) == why


@pytest.mark.parametrize(("headings", "trusted"), [(3, True), (5, False)])
def test_headings(headings: int, trusted: bool) -> None:
    paras: list[Para | LongTable] = [para("Trees in town.", int(at < headings)) for at in range(10)]
    assert (doubt(paras) == "") is trusted


@pytest.mark.parametrize(("cuts", "trusted"), [(3, True), (5, False)])
def test_cut(cuts: int, trusted: bool) -> None:
    texts = [*["The town has", "many parks."] * cuts, *["It has parks."] * (40 - 2 * cuts)]
    assert (doubt([para(text) for text in texts]) == "") is trusted


@pytest.mark.parametrize(("blocks", "back", "trusted"), [(2, 1, True), (20, 3, True), (20, 5, False)])
def test_back(blocks: int, back: int, trusted: bool) -> None:
    drawn: list[Para | LongTable] = [para("It has parks.") for _ in range(blocks)]
    tagged = list(drawn)
    for at in range(0, 2 * back, 2):
        tagged[at], tagged[at + 1] = tagged[at + 1], tagged[at]
    assert (doubt(tagged, drawn) == "") is trusted


@pytest.mark.parametrize(("words", "trusted"), [(300, True), (500, False)])
def test_paragraph(words: int, trusted: bool) -> None:
    assert (doubt([para("Trees " * words)]) == "") is trusted


@pytest.mark.parametrize(("reaching", "trusted"), [(3, True), (5, False)])
def test_crossed(reaching: int, trusted: bool) -> None:
    assert (doubt([table(*[("Ward", "Plan")] * 100, reaching=reaching)]) == "") is trusted


@pytest.mark.parametrize(("ragged", "trusted"), [(3, True), (5, False)])
def test_ragged(ragged: int, trusted: bool) -> None:
    whole = table(*[("Ward", "Plan")] * 20)
    for row in whole.rows[:ragged]:
        row[1].colspan = 2
    assert (doubt([whole]) == "") is trusted


@pytest.mark.parametrize(("held", "missed"), [(9, 0), (7, 1)])
def test_table_held(held: int, missed: int) -> None:
    drawn = table(*[("Ward", "Plan")] * 5)
    inside = {id(word) for word in words_of([drawn])[:held]}
    assert len(missed_tables(Tagged(drawn=inside), [drawn])) == missed


@pytest.mark.parametrize(("items", "printed_label", "missed"), [(4, True, 1), (6, True, 0), (6, False, 1)])
def test_listed(items: int, printed_label: bool, missed: int) -> None:
    drawn = table(*[("1.", "Oaks", "Limes")] * 10)
    drawn.parts[0].drawn = False
    cells: list[Para | LongTable] = []
    for at, cell in enumerate(cell for row in drawn.rows for cell in row):
        lines = cell.paras[0].lines
        label = lines[0].words[0] if printed_label else None
        mark = Marked(Marker("1.", ordered=True), label, 0.0) if at < 3 * items else None
        cells.append(Para(lines, cell.paras[0].frame, mark))
    assert len(missed_tables(Tagged(cells), [drawn])) == missed


@pytest.mark.parametrize(("headings", "taken"), [(3, 3), (4, 0)])
def test_headings_taken(headings: int, taken: int) -> None:
    drawn: list[Para | LongTable] = [para("Trees in town.") for _ in range(10)]
    tagged: list[Para | LongTable] = [
        Para(one.lines, one.frame, heading=int(at < headings)) for at, one in enumerate(drawn) if isinstance(one, Para)
    ]
    take_headings(Tagged(tagged), drawn)
    assert sum(one.heading for one in drawn if isinstance(one, Para)) == taken


CLAUSE = (
    "1 300 50 The town plants a tree on each of its streets in the spring,",
    "1 288 50 and it asks those who live there to water",
)


@pytest.mark.parametrize(
    ("rest", "whole"),
    [
        pytest.param("1 276 50 it in each summer of the two years after it.", True, id="in the distance of the lines above"),
        pytest.param("1 274 50 it in each summer of the two years after it.", False, id="farther below"),
        pytest.param("1 276 50 It is in each summer of the two years after it.", False, id="a new sentence"),
        pytest.param("1 276 50 https://ashby.example/trees", False, id="an address"),
    ],
)  # fmt: skip
def test_the_rest_of_a_sentence_that_is_tagged_apart_is_put_to_it(rest: str, whole: bool) -> None:
    shown = told(tagged(("P", [*CLAUSE]), ("P", [rest])))
    assert (shown.count("\n") == 0) is whole


@pytest.mark.parametrize(
    ("weight", "lines"),
    [
        ("normal", ["The town plants a tree on each of its streets and waters it in summer and in spring."]),
        ("bold", ["H1 The town plants a tree on each of its streets", "and waters it in summer and in spring."]),
    ],
)
def test_a_clause_whose_first_line_is_tagged_as_a_heading_is_text(weight: str, lines: list[str]) -> None:
    style = f"h1, .rest {{ font: {weight} 10pt 'Liberation Sans'; margin: 0 }}"
    page = (
        "<h1>The town plants a tree on each of its streets</h1><p class=rest>and waters it in summer and in spring.</p>"
    )
    page += "<p>Nobody fells a tree of the town without the leave of an officer.</p>" * 4
    assert told(printed(page, style, "pdf/ua-1")).splitlines()[:-4] == lines


@pytest.mark.parametrize(
    ("second", "pieces"),
    [
        pytest.param("1 276 50 1.2. Nobody fells it.", 2, id="the next label"),
        pytest.param("2 300 50 1.2. Nobody fells it.", 2, id="the next label on the next page"),
        pytest.param("1 276 50 1.4. Nobody fells it.", 1, id="another label"),
        pytest.param("1 276 72 1.2. and in the rules of the county.", 1, id="a number at the edge of the text"),
    ],
)
def test_clauses_that_are_tagged_as_one_paragraph_are_parted(second: str, pieces: int) -> None:
    lines = [
        "1 300 50 1.1. The town plants a tree on each of its streets, as is said",
        "1 288 72 of it in section",
        second,
    ]
    others = [("P", [f"1 {200 - 20 * at} 50 The town keeps a record {at}."]) for at in range(3)]
    assert len(read(tagged(("P", lines), *others, pages=2)).blocks) == pieces + 3


@pytest.mark.parametrize(
    ("sign", "second", "pieces"),
    [
        pytest.param("-", "2 300 50 - It waters them.", 2, id="the same bullet on the next page"),
        pytest.param("-", "2 300 50 + It waters them.", 1, id="another sign"),
        pytest.param("-", "2 300 72 - as the rules say.", 1, id="a dash farther in"),
        pytest.param("-", "2 300 50 it waters them.", 1, id="a sentence that goes on"),
        pytest.param("A", "2 300 50 A tree has water.", 1, id="a word of one letter"),
        pytest.param("(now)", "2 300 50 (now) as the rules say.", 1, id="a word in brackets"),
    ],
)
def test_items_that_are_tagged_as_one_are_parted_where_their_bullet_comes_again(
    sign: str, second: str, pieces: int
) -> None:
    first = f"1 300 50 {sign} The town plants a tree on each of its streets, as is said"
    others = [("P", [f"1 {200 - 20 * at} 50 The town keeps a record {at}."]) for at in range(3)]
    assert (
        len(read(tagged(("P", [first, "1 288 72 of it in its rules", second]), *others, pages=2)).blocks) == pieces + 3
    )
