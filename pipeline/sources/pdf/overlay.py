"""Pictures of the pages of a PDF on which one sees what was taken for what: cells, headings, lists, furniture, joins.

Each box carries its meaning in words, so that nothing is told by colour alone (WCAG 1.4.1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from pipeline.model.flow import Flow, FlowBlock, FlowParagraph, Grid, GridCell, Picture
from pipeline.model.place import Box, Place
from pipeline.sources.pdf.file.look import POINTS_PER_INCH
from pipeline.sources.pdf.file.open import open_pdf, pages_of
from pipeline.sources.pdf.hinted import numbers

DOTS_PER_INCH = 110
MOST_PIXELS = 2400
TYPE, LEAST_DOTS = 6.5, 8
"""The type size of what is said, in points of the page, and in dots at least."""
WORDS_HIGH = 7.5
"""How high the ground of words about a box is, in points of the page."""
INSIDE, OUTSIDE = 1.5, 1.8
"""How far inside of a cell its frame stands, and how far around another box, in points of the page."""
PAD, GAP = 2, 3
"""Dots around the number of a block, and between it and the block."""
HIGHEST = 4
"""Words about a box stand up to so many times their height above its upper edge, where others stand below."""
INSET = 4
"""Points of the picture between the edge of a cell and what is said of it, so that its rule stays."""
DARK = 160
"""Grey below which a point belongs to a letter or a rule."""
COLOURS = {"heading": "#8a1c7c", "item": "#1b6e3c", "text": "#5a6b7b", "cell": "#1f4e9e", "aside": "#b03a00",
           "join": "#c00020", "note": "#6b5900", "number": "#000000"}  # fmt: skip


Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
Heads = set[tuple[int, Box | None]]


@dataclass(frozen=True)
class _Label:
    place: Place
    kind: str
    text: str


def overlay(data: bytes, flow: Flow, headings: Sequence[Place] = (), plain: Flow | None = None) -> list[bytes]:
    """One PNG for each page of the file that `flow` was read from; `headings` are the places that became headings.

    The blocks of `plain`, which was read without hints, give the numbers that hints name. Raises Unreadable as `extract` does.
    """
    labels: dict[int, list[_Label]] = {}
    heads: Heads = {(place.page, place.box) for place in headings}
    for label in (*_numbers(plain or flow), *_of_blocks(flow.blocks, heads), *_of_account(flow)):
        labels.setdefault(label.place.page, []).append(label)
    pictures = []
    with open_pdf(data, "this file") as (pdf, _):
        for page in pages_of(pdf):
            inches = max(float(page.width), float(page.height)) / POINTS_PER_INCH
            dots = max(1, int(min(DOTS_PER_INCH, MOST_PIXELS / max(inches, 1 / POINTS_PER_INCH))))
            image = page.to_image(resolution=dots).original.convert("RGB")
            left, top = float(page.mediabox[0]), float(page.mediabox[1])
            _draw(image, labels.get(page.page_number, []), (dots / POINTS_PER_INCH, left, top))
            buffer = BytesIO()
            image.save(buffer, "PNG")
            pictures.append(buffer.getvalue())
    return pictures


def _numbers(flow: Flow) -> Iterator[_Label]:
    """The number of each block on its page, by which a hint names it."""
    blocks = [block for block in flow.blocks if not isinstance(block, Picture)]
    for (_, number), block in zip(numbers([block.place.page for block in blocks]), blocks, strict=True):
        yield _Label(block.place, "number", str(number))


def _of_blocks(blocks: Iterable[FlowBlock], heads: Heads) -> Iterator[_Label]:
    for block in blocks:
        if isinstance(block, Grid):
            for cell in block.cells:
                yield _Label(cell.place, "cell", f"r{cell.row + 1} c{cell.column + 1}" + _spans(cell))
                yield from _of_blocks((block for block in cell.blocks if not _plain(block)), heads)
        elif isinstance(block, FlowParagraph):
            yield _of_paragraph(block, heads)
        else:
            yield _Label(block.place, "text", "picture")


def _plain(block: FlowBlock) -> bool:
    """An unmarked paragraph in a cell, which the box of the cell shows well enough."""
    return isinstance(block, FlowParagraph) and block.marker is None and not block.heading


def _spans(cell: GridCell) -> str:
    return f", {cell.rowspan} by {cell.colspan}" if cell.rowspan > 1 or cell.colspan > 1 else ""


def _of_paragraph(block: FlowParagraph, heads: Heads) -> _Label:
    if block.heading or (block.place.page, block.place.box) in heads:
        return _Label(block.place, "heading", f"heading {block.heading}" if block.heading else "heading")
    if block.marker is not None:
        return _Label(block.place, "item", "item")
    return _Label(block.place, "note", "footnote") if block.style == "footnote" else _Label(block.place, "text", "text")


def _of_account(flow: Flow) -> Iterator[_Label]:
    for note in flow.notes:
        yield _Label(note.place, "note", f"note {note.key}")
    for aside in flow.asides:
        yield _Label(aside.place, "aside", f"set aside: {aside.reason}")
    for join in flow.joins:
        yield _Label(join.place, "join", f"joined: {join.what}, {join.confidence:.0%} sure")


def _draw(image: Image.Image, labels: Sequence[_Label], scale: tuple[float, float, float]) -> None:
    canvas = ImageDraw.Draw(image)
    factor, left, top = scale
    font = ImageFont.load_default(max(LEAST_DOTS, round(TYPE * factor)))
    taken: list[Box] = []
    page = image.convert("L")
    for label in labels:
        if label.place.box is None:
            continue
        x0, y0, x1, y1 = label.place.box
        box = Box((x0 - left) * factor, (y0 - top) * factor, (x1 - left) * factor, (y1 - top) * factor)
        colour = COLOURS[label.kind]
        pad = -INSIDE * factor if label.kind == "cell" else OUTSIDE * factor
        if label.kind == "number":
            taken.append(_tag(canvas, label.text, box, font))
            continue
        if box.x1 - box.x0 > 2 * abs(pad) and box.bottom - box.top > 2 * abs(pad):
            canvas.rectangle(
                (box.x0 - pad, box.top - pad, box.x1 + pad, box.bottom + pad),
                outline=colour,
                width=max(1, round(factor)),
            )
        if label.kind == "text":
            continue
        size = (canvas.textlength(label.text, font) + PAD, WORDS_HIGH * factor)
        x, y = _spot(box, size, label.kind == "cell", page, taken)
        taken.append(Box(x, y, x + size[0], y + size[1]))
        canvas.rectangle(taken[-1], fill="#ffffff")
        canvas.text((x + 1, y), label.text, colour, font)


def _tag(canvas: ImageDraw.ImageDraw, text: str, box: Box, font: Font) -> Box:
    """Draw the number of a block to the left of its first line; returns the box of the number."""
    wide, high = canvas.textlength(text, font) + 2 * PAD, font.getbbox("0")[3] + GAP
    right = max(wide, box.x0 - GAP)
    canvas.rectangle((right - wide, box.top, right, box.top + high), fill=COLOURS["number"])
    canvas.text((right - wide + PAD, box.top), text, "#ffffff", font)
    return Box(right - wide, box.top, right, box.top + high)


def _spot(
    box: Box, size: tuple[float, float], inside: bool, page: Image.Image, taken: Sequence[Box]
) -> tuple[float, float]:
    """Where the words about a box hide the fewest others: in a corner of a cell; at, beside or stacked up over another box."""
    (x0, y0, x1, y1), (wide, high) = box, size
    if inside:
        tries = [
            (x1 - wide - INSET, y0 + INSET),
            (x1 - wide - INSET, y1 - high - INSET),
            (x0 + INSET, y1 - high - INSET),
        ]
    else:
        tries = [(x1 - wide, y0 - high), (x1 + 2, y0), (x1 - wide, y1 - high), (x0, y0 - high)]
        tries += [(x1 - wide, y0 - high * step) for step in range(2, HIGHEST + 1)] + [(x0 - wide - 2, y0)]

    def hides(spot: tuple[float, float]) -> int:
        x, y = spot
        if x < 0 or y < 0 or x + wide > page.width or y + high > page.height:
            return page.width * page.height
        over = sum(x < t.x1 and x + wide > t.x0 and y < t.bottom and y + high > t.top for t in taken)
        dark = page.crop((round(x), round(y), round(x + wide), round(y + high))).histogram()[:DARK]
        return over * page.width + sum(dark)

    x, y = min(tries, key=hides)
    return max(0.0, min(x, page.width - wide)), max(0.0, min(y, page.height - high))
