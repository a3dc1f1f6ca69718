"""Leaflets and spreads: panels side by side on one page, which are read one by one, the front cover first."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.assemble.assemble import assemble
from pipeline.model.walk import plain_text
from tests.pdf_pages import drawn, read, told

WIDE = (600, 400)
Box = tuple[int, int, Sequence[str]]


def page(*boxes: Box, font: int = 10) -> str:
    """Boxes of short lines, each with the x and the y of its first line, in the order in which they are drawn."""
    ops = []
    for x, y, lines in boxes:
        ops += [f"BT /F {font} Tf {x} {y - 20 * at} Td ({line}) Tj ET" for at, line in enumerate(lines)]
    return "\n".join(ops)


def lines_of(name: str, count: int = 10) -> list[str]:
    return [f"{name} has room {number}." for number in range(1, count + 1)]


LEFT, RIGHT, THIRD = lines_of("Ash"), lines_of("Elm"), lines_of("Oak")


@pytest.mark.parametrize(
    "boxes",
    [
        pytest.param([(330, 300, RIGHT), (40, 300, LEFT)], id="of which the right one was drawn first"),
        pytest.param([(40, 220, LEFT[4:]), (40, 300, LEFT[:4]), (330, 300, RIGHT)], id="of boxes"),
    ],
)  # fmt: skip
def test_the_panels_of_a_wide_page_are_read_one_by_one(boxes: Sequence[Box]) -> None:
    assert told(drawn(page(*boxes), size=WIDE)).splitlines() == [*LEFT, *RIGHT]


def test_a_page_that_is_hardly_wider_than_high_has_no_panels() -> None:
    assert told(drawn(page((330, 300, RIGHT), (40, 300, LEFT)), size=(600, 560))).splitlines() != [*LEFT, *RIGHT]


def test_three_panels_are_read_one_by_one() -> None:
    boxes = [(420, 300, THIRD), (30, 300, LEFT), (230, 300, RIGHT)]
    assert told(drawn(page(*boxes), size=WIDE)).splitlines() == [*LEFT, *RIGHT, *THIRD]


def test_rows_that_were_drawn_one_by_one_are_no_panels() -> None:
    rows = [(x, 300 - 20 * at, side[at : at + 1]) for at in range(10) for x, side in ((40, LEFT), (330, RIGHT))]
    assert told(drawn(page(*rows), size=WIDE)).splitlines() != [*LEFT, *RIGHT]


INSIDE = page((40, 300, lines_of("Yew", 4)), (330, 300, lines_of("Fir", 4)))


def cover(font: int, beside: int) -> str:
    """The outside of a leaflet: a title in type of 20 points on the right, lines in their own type on the left."""
    return page((40, 300, LEFT[:beside]), font=font) + "\nBT /F 20 Tf 330 300 Td (Halls of the town) Tj ET"


@pytest.mark.parametrize("size", [WIDE, (600, 700)])
def test_the_last_panel_of_a_leaflet_is_its_cover(size: tuple[int, int]) -> None:
    front, inside, back = ["Halls of the town"], [*lines_of("Yew", 4), *lines_of("Fir", 4)], LEFT[:5]
    assert told(drawn(cover(10, 5), INSIDE, size=size)).splitlines() == [*front, *inside, *back]
    assert told(drawn(cover(10, 5), size=size)).splitlines() == [*front, *back]


@pytest.mark.parametrize(
    "pages",
    [
        pytest.param([cover(14, 5), INSIDE], id="whose type is hardly larger than that on another panel"),
        pytest.param([cover(10, 3), INSIDE], id="beside a few lines"),
        pytest.param([cover(10, 5), INSIDE, INSIDE], id="of three pages"),
        pytest.param([cover(10, 5), page((40, 300, ["The halls are open to all who live in the town in May."]))],
                     id="before a page"),
    ],
)  # fmt: skip
def test_a_large_line_on_the_right_is_no_cover(pages: Sequence[str]) -> None:
    assert told(drawn(*pages, size=WIDE)).startswith(LEFT[0])


def test_the_title_stands_on_the_cover_of_a_leaflet() -> None:
    document = assemble(read(drawn(cover(10, 5), INSIDE, size=WIDE)), "some-file").document
    assert plain_text(document.title) == "Halls of the town"
