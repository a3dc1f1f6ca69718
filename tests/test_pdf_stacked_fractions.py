"""Fractions drawn as one figure above another with a bar between are read in their line."""

from __future__ import annotations

import pytest

from tests.pdf_pages import drawn, printed, told


def figure(text: str, x: float, y: float, size: float = 8) -> str:
    return f"BT /F {size} Tf {x} {y} Td ({text}) Tj ET"


def bar(x0: float, x1: float, y: float = 103) -> str:
    return f".5 w {x0} {y} m {x1} {y} l S"


LINE = figure("Take", 40, 100, 12) + " " + figure("of it", 90, 100, 12)
HALF = [figure("1", 76, 105), bar(75, 82), figure("2", 76, 96)]
FILLED = [HALF[0], "75 103 7 .5 re f", HALF[2]]


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (HALF, "Take 1/2 of it"),
        (FILLED, "Take 1/2 of it"),
        ([*HALF, HALF[1]], "Take 1/2 of it"),
        ([figure("11", 74, 105), bar(73, 84), figure("12", 74, 96)], "Take 11/12 of it"),
        ([figure("1", 76, 106, 12), bar(75, 83.5), figure("2", 76, 93, 12)], "Take 1/2 of it"),
    ],
)
def test_a_figure_over_another_is_a_fraction_of_their_line(parts: list[str], said: str) -> None:
    assert told(drawn(" ".join([LINE, *parts]))) == said


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [((62, "("), ")", "( 1/2)"), ((62, "of"), ", or", "of 1/2, or"), ((70, ")"), "a", ") 1/2 a")],
)
def test_a_closing_sign_stays_with_the_fraction(before: tuple[int, str], after: str, said: str) -> None:
    escaped = [sign.replace("(", r"\(").replace(")", r"\)") for sign in (before[1], after)]
    parts = [figure(escaped[0], before[0], 100, 12), *HALF, figure(escaped[1], 85, 100, 12)]
    assert told(drawn(" ".join(parts))) == said


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param([HALF[0], HALF[2]], id="no bar"),
        pytest.param([HALF[0], "78 96 .5 18 re f", HALF[2]], id="an upright bar"),
        pytest.param([HALF[0], bar(75, 79), HALF[2]], id="a bar that is shorter on the right"),
        pytest.param([HALF[0], bar(77, 82), HALF[2]], id="a bar that is shorter on the left"),
        pytest.param([figure("a", 76, 105), *HALF[1:]], id="a letter"),
        pytest.param([figure("1", 76, 116), *HALF[1:]], id="the one above far off"),
        pytest.param([*HALF[:2], figure("2", 76, 89)], id="the one below far off"),
        pytest.param([figure("1", 75.1, 105), bar(75, 87.3), figure("3", 82.8, 105), HALF[2]], id="two above"),
        pytest.param([HALF[0], bar(70, 86), HALF[2]], id="a bar as of a table"),
        pytest.param([HALF[0], bar(75, 82), figure("2", 76, 99)], id="the one below on the bar"),
    ],
)
def test_other_figures_above_one_another_are_none(parts: list[str]) -> None:
    assert "/" not in told(drawn(" ".join([LINE, *parts])))


@pytest.mark.parametrize(
    "beside", [figure("Take", 24, 100, 12), figure("Take", 48, 88, 12), figure("Take", 48, 116, 12)]
)
def test_figures_in_no_line_of_words_are_no_fraction(beside: str) -> None:
    assert "/" not in told(drawn(" ".join([beside, *HALF])))


def test_a_fraction_may_stand_somewhat_apart() -> None:
    assert told(drawn(" ".join([figure("Take", 32, 100, 12), *HALF]))) == "Take 1/2"


@pytest.mark.parametrize("variant", [None, "pdf/ua-1"])
def test_a_fraction_stands_at_its_place_in_tagged_text(variant: str | None) -> None:
    css = ".f { display: inline-block; vertical-align: middle; font-size: 6pt } .f b { display: block; padding: 0 1pt }"
    half = "<span class='f'><b>1</b><b style='height: .5pt; background: black'></b><b>2</b></span>"
    data = printed(f"<p>Take {half} of it, or {half} or {half} considered again.</p>", css, variant)
    assert " ".join(told(data).split()) == "Take 1/2 of it, or 1/2 or 1/2 considered again."
