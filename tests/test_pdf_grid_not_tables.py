"""What only looks like a table is left alone: text in columns, lists, contents lists, addresses, charts; and work is bounded."""

from __future__ import annotations

import time
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.sources.pdf.body import read_body
from pipeline.sources.pdf.file.glyphs import Style
from pipeline.sources.pdf.sheet import Sheet
from pipeline.sources.pdf.tables.find import find_tables
from pipeline.sources.pdf.text.paragraphs import Para
from pipeline.sources.pdf.text.words import Word, WordPart
from tests.page_pictures import sheets_of, tables_of
from tests.pdf_grid_pages import tables

SENTENCE = "The council will look at every service again and ask the people who use it what they would change first. "
PROSE = "".join(f"<p>{SENTENCE * n}</p>" for n in (3, 2, 4, 2, 3))

CASES = {
    "one column": PROSE,
    "two columns": f"<div style='columns: 2; column-gap: 14pt'>{PROSE * 2}</div>",
    "three columns, justified": f"<div style='columns: 3; text-align: justify'>{PROSE * 2}</div>",
    "two columns with headings": f"<div style='columns: 2'>{''.join(f'<h3>Part {n}</h3>{PROSE}' for n in range(4))}</div>",
    "bullets": "<ul>" + "".join(f"<li>{SENTENCE}</li><li>Short point {n}</li>" for n in range(8)) + "</ul>",
    "numbers": "<ol>" + "".join(f"<li>Short point {n}</li>" for n in range(14)) + "</ol>",
    "contents": "".join(
        f"<p style='display: flex; margin: 2pt'><span>Chapter {n} of the report</span>"
        f"<span style='flex: 1; text-align: right'>{n * 3}</span></p>"
        for n in range(1, 12)
    ),
    "address": "<div style='display: flex; justify-content: space-between'>"
    "<p>The Council<br>High Street<br>Our Town</p><p>Ask for: A. Clerk<br>Telephone<br>12 May</p></div>" + PROSE,
    "boxes": f"<div style='border: 1pt solid; padding: 6pt'>{PROSE}</div><div style='border: 1pt solid'>{PROSE}</div>",
    "two highlights on a line": "".join(
        f"<p><span style='background: yellow'>Rule {n} must be kept in the plan</span> "
        f"<span style='background: #eee'>as rule{'s' * n} [R-{n}].</span></p>".replace("</span> ", " </span>")
        for n in range(1, 6)
    ),
    "a highlight that ends inside a word": "".join(
        f"<p><span style='background: yellow'>Rule {n} must be kept</span><span style='background: #eee'>, as rule"
        f"{'s' * n} [R-{n}].</span></p>"
        for n in range(1, 6)
    ),
    "header and footer rules": f"<hr><div style='columns: 2'>{PROSE * 2}</div><hr>",
}


@pytest.mark.parametrize("case", CASES)
def test_no_table_is_found_in(case: str) -> None:
    assert tables(CASES[case]) == ""


def test_a_page_frame_with_a_margin_for_the_running_title_is_no_table() -> None:
    style = "td { border: 1pt solid; vertical-align: top }"
    assert tables(f"<table><tr><td>{PROSE}</td><td style='width: 12%'>Prepare</td></tr></table>", style) == ""


def test_the_labels_of_a_chart_are_no_table() -> None:
    marks = "".join(f"<text x=10 y={n * 20}>{n * 5}.0</text><text x=360 y={n * 20}>{n}%</text>" for n in range(1, 9))
    curve = "<path d='M40 160 C 100 20, 200 140, 340 30' stroke='black' fill='none'/>"
    assert tables(f"<svg width=400 height=180 font-size=9>{marks}{curve}</svg>") == ""


def test_the_ground_of_a_chart_with_bars_is_no_table() -> None:
    grid = "".join(f"<path d='M40 {n * 20}H340' stroke='black'/><text x=20 y={n * 20}>{n}</text>" for n in range(1, 9))
    bars = "".join(f"<rect x={n * 40} y={160 - n * 15} width=20 height={n * 15} fill='#346'/>" for n in range(1, 8))
    assert tables(f"<svg width=400 height=180 font-size=9>{grid}{bars}</svg>") == ""


FLOW_CHART = """
+--------+      +-------+
| Asked  |      | Told  |
|        +------+       |
| first  |      | later |
+----+---+      +-------+
     |
     |
+----+---+      +-------+
| Heard  |      | Closed|
|        +------+       |
|        |      |       |
+--------+      +-------+
"""


def test_each_box_of_a_flow_chart_is_a_paragraph() -> None:
    body, _ = read_body(sheets_of(FLOW_CHART), "picture.pdf")
    paras = [block for block in body if isinstance(block, Para)]
    assert [para.text for para in paras] == ["Asked first", "Told later", "Heard", "Closed"]
    assert {para.style for para in paras} == {"boxed"}


NEWSLETTER = """
+----------------------------------------+
| We look back on a full summer and hope |
| that you had one. Each month we tell   |
| what the centre will do next, and whom |
| to ask where you would like to help.   |
+-------------------+--------------------+
| Our new garden.   | The parenting days |
| The beds are dug, | are full until May.|
| and we plant from | We take names from |
| March on. Come on | June on. Ring the  |
| a Friday, or ring | desk, or come by   |
| us at the office. | any morning.       |
+-------------------+                    |
| The hall is open  | There is always a  |
| every day. Bring  | list at the desk   |
| a friend and ask  | door, too, and on  |
| at the desk which | the last page of   |
| room is yours for | this letter. Those |
| the hour you want | who wait are first.|
+-------------------+--------------------+
"""


def test_boxes_of_running_text_are_the_layout_of_a_page() -> None:
    body, _ = read_body(sheets_of(NEWSLETTER), "picture.pdf")
    paras = [block for block in body if isinstance(block, Para)]
    assert paras == body
    assert [para.text.split()[0] for para in paras] == ["We", "Our", "The", "There", "The"]
    assert {para.style for para in paras} == {""}


FORM = """
+--------------------------------------------------+
| Say in a few words what you mean to do, and when |
|                                                  |
| Begin of work:    The             end of work:   |
+--------------------------------------------------+
+12
+--------------------------------------------------+
| Say who else was asked for help with this work   |
| Given by          Kind of help    Whole sum      |
|                                                  |
| What was given in the last three years to you    |
| Given by          Kind of help    Date of letter |
|                   or loan                        |
|                                                  |
| Tell us of changes.                              |
+--------------------------------------------------+
"""


def test_lines_in_two_frames_are_no_rows_of_one_table() -> None:
    assert "end of work" not in tables_of(FORM)


def test_a_page_of_fifty_thousand_strokes_is_done_in_bounded_time() -> None:
    def stroke(x: float, y: float, wide: float, high: float) -> dict[str, float]:
        return {"x0": x, "top": y, "x1": x + wide, "bottom": y + high}

    lines = [stroke(n % 500, (n * 7) % 800, 30, 0) for n in range(25_000)]
    lines += [stroke((n * 3) % 590, n % 790, 0, 20) for n in range(25_000)]
    style = Style("Sans", 8.0, False, False, "#000000", 0)
    page: Any = SimpleNamespace(width=595, height=842, lines=lines, rects=[], curves=[])
    sheet = Sheet(page, 1, 595.0, 842.0)
    for n in range(6_000):
        x, top = n % 90 * 6, n // 90 * 9
        sheet.words.append(Word([WordPart(f"w{n}", style, top + 6)], x, top, x + 5, top + 8, top + 6, 8.0, 0))
    begun = time.process_time()
    find_tables([sheet])
    assert time.process_time() - begun < 8


def test_a_title_that_runs_up_the_margin_does_not_tie_lines_together() -> None:
    rows = "".join(f"<tr><td>Ward {n}<td>{n}1.5<td>{n}2%</tr>" for n in range(1, 9))
    turned = "<div style='position: absolute; left: -14mm; top: 25mm; transform: rotate(90deg)'>SummaryTables</div>"
    assert tables(f"{turned}<table>{rows}</table>").split("\n")[3] == "Ward 4 | 41.5 | 42%"


def test_an_empty_page_has_no_tables() -> None:
    page: Any = SimpleNamespace(width=595, height=842, lines=[], rects=[], curves=[])
    assert not find_tables([Sheet(page, 1, 595.0, 842.0)])[1]
