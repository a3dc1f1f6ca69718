"""Drawings (SVG) that the engine cannot draw as they are, painted as pictures for print.

Words (`<text>`) would be set as text without a tag, and what is half transparent is not allowed in files for keeping (PDF/A).

What the words say is in the alternative text of the picture, as it is for everyone who does not see it.
"""

from __future__ import annotations

import io
import re
from functools import lru_cache
from typing import Any

import pypdfium2
from weasyprint import HTML
from weasyprint.formatting_structure import boxes
from weasyprint.urls import URLFetcher, URLFetcherResponse

HARD = re.compile(rb"<(?:\w+:)?(?:text|foreignObject|mask|filter)\b|opacity\s*[=:]")
WIDTH, HEIGHT = 800, 4000
"""The page in pixels on which a drawing is set; it is as wide as the page, and what is higher is cut."""
SHARPNESS = 4
"""Dots of the picture for each pixel: over 600 dots an inch where it is half as wide as the paper."""
PAGE = (
    f"<style>@page {{ size: {WIDTH}px {HEIGHT}px; margin: 0 }} body {{ margin: 0 }}"
    f" img {{ display: block; width: {WIDTH}px }}</style><img src='picture:drawing.svg' alt=''>"
)


class _One(URLFetcher):  # type: ignore[misc]
    """Gives the engine one drawing and nothing else."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._data = data

    def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002 (the engine's signature)
        if url != "picture:drawing.svg":
            raise ValueError(f"a drawing may ask for nothing else: {url[:80]}")
        return URLFetcherResponse(url, self._data)


@lru_cache(maxsize=32)
def painted(data: bytes, font_config: Any) -> bytes:
    """A drawing with words or transparent parts as a PNG on white; every other file as it is."""
    if not HARD.search(data) or b"<svg" not in data[:4000].lower():
        return data
    document = HTML(string=PAGE, url_fetcher=_One(data)).render(font_config=font_config)
    found = [box for box in document.pages[0]._page_box.descendants() if isinstance(box, boxes.ReplacedBox)]
    if not found:
        return data  # the engine cannot read it, and says so where the picture stands
    pdf = pypdfium2.PdfDocument(document.write_pdf())
    scale = SHARPNESS * 96 / 72
    image = pdf[0].render(scale=scale, fill_color=(255, 255, 255, 255)).to_pil()
    out = io.BytesIO()
    image.crop((0, 0, image.width, round(min(found[0].height, HEIGHT) * SHARPNESS))).convert("RGB").save(out, "png")
    return out.getvalue()
