"""Pictures that the engine cannot show as they are, redrawn for print: drawings (SVG) of some kinds, and fine greys.

Words (`<text>`) would be set as text without a tag, and what is half transparent is not allowed in files for keeping (PDF/A).
A picture inside of a drawing may be so, too.

What the words say is in the alternative text of the picture, as it is for everyone who does not see it.
"""

from __future__ import annotations

import base64
import io
import re
from functools import lru_cache
from typing import Any

import pypdfium2
from PIL import Image
from weasyprint import HTML
from weasyprint.formatting_structure import boxes
from weasyprint.urls import URLFetcher, URLFetcherResponse

HARD = re.compile(rb"<(?:\w+:)?(?:text|image|foreignObject|mask|filter)\b|opacity\s*[=:]")
WIDTH, HEIGHT = 800, 4000
"""The page in pixels on which a drawing is set; it is as wide as the page, and what is higher is cut."""
PNG, GREY_16 = b"\x89PNG", b"\x10\x00"
"""How a PNG begins; and what its header says of a picture in 16 bits of grey (PNG, 11.2.1), which the engine breaks."""
SHARPNESS = 4
"""Dots of the picture for each pixel: over 600 dots an inch where it is half as wide as the paper."""
WHITE = (255, 255, 255, 255)
CLEAR = (255, 255, 255, 0)
KINDS_INSIDE = ("data:image/png", "data:image/jpeg")
"""How the addresses of pictures begin that are inside of a drawing."""
PAGE = (
    f"<style>@page {{ size: {WIDTH}px {HEIGHT}px; margin: 0 }} body {{ margin: 0 }}"
    f" img {{ display: block; width: {WIDTH}px }}</style><img src='picture:drawing.svg' alt=''>"
)


class _One(URLFetcher):  # type: ignore[misc]
    """Gives the engine one drawing with the pictures that are in it, and nothing else."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._data = data

    def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002 (the engine's signature)
        kind, _, inside = url.partition(";base64,")
        if kind in KINDS_INSIDE:
            return URLFetcherResponse(url, base64.b64decode(inside))
        if url != "picture:drawing.svg":
            raise ValueError(f"a drawing may ask for nothing else: {url[:80]}")
        return fetched(url, self._data)


@lru_cache(maxsize=32)
def painted(data: bytes, font_config: Any) -> bytes:
    """A drawing with words or transparent parts as a PNG on white, greys of 16 bits as 8; every other file as it is."""
    if is_drawing(data):
        return as_png(data, font_config, WHITE, SHARPNESS) if HARD.search(data) else data
    return _with_fewer_greys(data) if data.startswith(PNG) and data[24:26] == GREY_16 else data


def _with_fewer_greys(data: bytes) -> bytes:
    out = io.BytesIO()
    with Image.open(io.BytesIO(data)) as image:
        image.point(lambda level: level / 256).convert("L").save(out, "png")
    return out.getvalue()


def fetched(url: str, data: bytes) -> Any:
    """What the engine gets from an address; it is told of a drawing, or would first load all readers of pictures and try them."""
    return URLFetcherResponse(url, data, {"Content-Type": "image/svg+xml"} if is_drawing(data) else None)


def is_drawing(data: bytes) -> bool:
    """Whether a picture is a drawing (SVG)."""
    return b"<svg" in data[:4000].lower()


def as_png(data: bytes, font_config: Any, ground: tuple[int, int, int, int], sharpness: float) -> bytes:
    """A drawing as a PNG on a colour, so many dots for each pixel; one that the engine cannot read as it is."""
    document = HTML(string=PAGE, url_fetcher=_One(data)).render(font_config=font_config)
    found = [box for box in document.pages[0]._page_box.descendants() if isinstance(box, boxes.ReplacedBox)]
    if not found:
        return data  # the engine cannot read it, and says so where the picture stands
    pdf = pypdfium2.PdfDocument(document.write_pdf())
    image = pdf[0].render(scale=sharpness * 96 / 72, fill_color=ground).to_pil()
    out = io.BytesIO()
    whole = image.crop((0, 0, image.width, round(min(found[0].height, HEIGHT) * sharpness)))
    whole.convert("RGBA" if ground[3] < WHITE[3] else "RGB").save(out, "png")
    return out.getvalue()
