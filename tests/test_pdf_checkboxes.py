"""Boxes to tick that are drawn: which squares of a page become ☐ and ☒."""

from __future__ import annotations

import pytest

from tests.pdf_pages import drawn, told

TEXT = "BT /F 12 Tf 40 100 Td (Yes) Tj 60 0 Td (No) Tj ET"
CROSS = "{x} 98 m {x1} 108 l S {x1} 98 m {x} 108 l S"


def box(x: float, side: float = 10) -> str:
    return f"{x} 98 {side} {side} re S"


def cross(x: int) -> str:
    return CROSS.format(x=x, x1=x + 10)


@pytest.mark.parametrize(
    ("drawing", "text"),
    [
        pytest.param(box(65) + " " + box(120) + " " + cross(120), "Yes ☐ No ☒", id="an empty box and a crossed one"),
        pytest.param(box(66), "Yes ☐ No", id="a box beside a word"),
        pytest.param(box(120, 17), "Yes No ☐", id="a square as high as a line"),
        pytest.param(box(120, 20), "Yes No", id="a large square is a frame"),
        pytest.param(box(120, 7), "Yes No", id="a small square is a bullet"),
        pytest.param(f"{box(120)} {box(130)}", "Yes No", id="squares that touch are a field of letters"),
        pytest.param(f"{box(120)} {box(130.8)}", "Yes No", id="squares nearly touch in the border of a page"),
        pytest.param(f"{box(120)} {box(131.2)}", "Yes No ☐☐", id="squares with a narrow gap between them"),
        pytest.param(f"0 g {box(120).replace('S', 'B')}", "Yes No", id="a filled square"),
        pytest.param(f"1 g {box(120).replace('S', 'B')} 0 g", "Yes No ☐", id="a white square"),
        pytest.param("102 96 16 16 re S", "Yes No", id="a square around a word"),
        pytest.param("120 98 10 10.8 re S", "Yes No ☐", id="a square drawn a little too high"),
        pytest.param("120 98 10 11.2 re S", "Yes No", id="an oblong"),
        pytest.param(box(140), "Yes No ☐", id="a square two and a half squares behind a word"),
        pytest.param(box(155), "Yes No", id="a square four squares behind a word"),
        pytest.param(f"{box(120)} 122 100 m 128 106 l S", "Yes No ☒", id="a short stroke in a square"),
        pytest.param(f"{box(120)} 123 98 m 127 108 l S", "Yes No ☐", id="a steep stroke in a square"),
        pytest.param(f"{box(120)} 120 101 m 130 105 l S", "Yes No ☐", id="a flat stroke in a square"),
        pytest.param(f"{box(120)} 118 96.5 m 132 109.5 l S", "Yes No ☐", id="a line that runs on out of a square"),
        pytest.param("220 98 10 10 re S", "Yes No", id="a square far from all text"),
        pytest.param("220 98 10 10 re S 250 98 10 10 re S", "Yes No ☐ ☐", id="several squares far from all text"),
    ],
)
def test_squares_beside_text_are_boxes_to_tick(drawing: str, text: str) -> None:
    assert told(drawn(f"{drawing} {TEXT}")).replace("| ", "").replace(" |", "") == text


def test_a_page_of_many_squares_has_no_boxes() -> None:
    squares = " ".join(f"{20 + 12 * (at % 20)} {300 + 12 * (at // 20)} 10 10 re S" for at in range(220))
    assert "☐" not in told(drawn(f"{squares} {TEXT}", size=(300, 500)))


@pytest.mark.parametrize(
    ("signs", "text"),
    [
        pytest.param("(Yes ) Tj /F 12 Tf (o) Tj /G 12 Tf ( No ) Tj /F 12 Tf (q) Tj", "Yes ☐ No ☐", id="behind words"),
        pytest.param("/F 12 Tf (o) Tj /G 12 Tf ( Yes ) Tj /F 12 Tf (q) Tj /G 12 Tf ( No) Tj", "☐ Yes ☐ No", id="before words"),
        pytest.param("/F 12 Tf (o) Tj /G 12 Tf ( Halls are open) Tj", "* Halls are open", id="a bullet"),
        pytest.param("(Halls) Tj 60 0 Td /F 12 Tf (o) Tj /G 12 Tf ( Open) Tj", "Halls ❏ Open", id="a bullet in a column"),
        pytest.param("(Yes ) Tj /F 12 Tf (4) Tj /G 12 Tf ( No ) Tj /F 12 Tf (o) Tj", "Yes ✔ No ☐", id="beside a tick"),
        pytest.param("(Halls ) Tj /F 12 Tf (n) Tj /G 12 Tf ( Rooms) Tj", "Halls ■ Rooms", id="a filled square"),
    ],
)  # fmt: skip
def test_boxes_of_fonts_of_signs_that_stand_in_a_line_are_boxes_to_tick(signs: str, text: str) -> None:
    assert told(drawn(f"BT /G 12 Tf 40 100 Td {signs} ET", font="ZapfDingbats")) == text
