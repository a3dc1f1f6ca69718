"""What is drawn on the pictures of pages: frames around what was read, words about them, the numbers of blocks."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops, ImageFont

from pipeline.model.place import Box, Place
from pipeline.sources.pdf import overlay

GREY = "#c0c0c0"


def drawn(kind: str, text: str, scale: float, *boxes: Box) -> Image.Image:
    image = Image.new("RGB", (800, 800), GREY)
    overlay._draw(
        image, [overlay._Label(Place("plan.pdf", page=1, box=box), kind, text) for box in boxes], (scale, 0, 0)
    )
    return image


def extent(image: Image.Image, colour: str) -> tuple[int, int, int, int]:
    """The box around the dots of a colour."""
    apart = ImageChops.difference(image, Image.new("RGB", image.size, colour)).convert("L")
    found = apart.point([255] + [0] * 255).getbbox()
    assert found
    return found


@pytest.mark.parametrize(("kind", "left", "top"), [("cell", 206, 406), ("text", 192, 392)])
def test_the_frame_of_a_cell_stands_inside_and_another_one_around_its_box(kind: str, left: int, top: int) -> None:
    found = extent(drawn(kind, "", 4, Box(50, 100, 150, 150)), overlay.COLOURS[kind])
    assert found[:2] == (left, top)


def test_words_about_a_box_have_a_ground_of_their_own() -> None:
    _, top, _, foot = extent(drawn("heading", "heading", 4, Box(50, 100, 150, 150)), "#ffffff")
    assert foot - top == 31


@pytest.mark.parametrize(("scale", "size"), [(4, 26), (0.5, 8)])
def test_the_number_of_a_block_stands_to_its_left(scale: float, size: int) -> None:
    font = ImageFont.load_default(size)
    left, top, right, foot = extent(drawn("number", "1", scale, Box(100, 100, 150, 150)), overlay.COLOURS["number"])
    assert right == 100 * scale - 2
    assert right - left == pytest.approx(font.getlength("1") + 5, abs=1)
    assert foot - top == round(font.getbbox("0")[3]) + 4


def test_words_about_many_boxes_at_one_place_are_stacked_up() -> None:
    box = Box(50.0, 100.0, 150.0, 104.0)
    _, top, _, _ = extent(drawn("heading", "heading", 4, *[box] * 9), "#ffffff")
    assert top == 400 - 4 * 30
