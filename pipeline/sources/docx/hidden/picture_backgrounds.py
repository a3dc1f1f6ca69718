"""Marks pictures behind the text that have one colour, and transparent pictures in front of the text.

Letters in the colour of the picture behind them are invisible; words under a transparent picture are not.
"""

from __future__ import annotations

import io
from collections import Counter
from contextlib import suppress

from PIL import Image

from pipeline.ooxml.package import Package, Relationship
from pipeline.ooxml.xml import Element, q
from pipeline.sources.docx.shapes import BACKGROUND, SHEER

SIDE = 32
"""Pixels: a picture is reduced to so many rows and columns."""
NEARLY_ALL = 0.9
SAME_SHADE = 16
"""Out of 256: values of a colour channel that differ by less count as equal."""
MOST_PIXELS = 50_000_000
CLEAR, MOSTLY = 128, 0.6
"""Out of 255: words can be read through a pixel of less opacity. With this share of them a picture hides no words."""


def mark_backgrounds(root: Element, relationships: dict[str, Relationship], package: Package) -> None:
    """Marks anchors of pictures behind the text with the colour, "" for several, and those of clear ones in front."""
    for anchor in root.iter(q("wp:anchor")):
        for name in (BACKGROUND, SHEER):
            anchor.attrib.pop(name, None)
        blip = next(anchor.iter(q("a:blip")), None)
        relation = relationships.get(blip.get(q("r:embed"), "")) if blip is not None else None
        data = (package.read(relation.target) if relation and not relation.external else None) or b""
        if blip is not None and anchor.get("behindDoc") in ("1", "true"):
            anchor.set(BACKGROUND, _colour(data))
        elif data and _is_clear(data):
            anchor.set(SHEER, "1")


def _is_clear(data: bytes) -> bool:
    """Whether words can be read through a picture."""
    with suppress(Exception), Image.open(io.BytesIO(data)) as image:
        if image.width * image.height <= MOST_PIXELS and image.has_transparency_data:
            shades = image.convert("RGBA").getchannel("A").histogram()
            return sum(shades[:CLEAR]) >= MOSTLY * sum(shades)
    return False


def _colour(data: bytes) -> str:
    with suppress(Exception), Image.open(io.BytesIO(data)) as image:
        if image.width * image.height <= MOST_PIXELS:
            paper = Image.new("RGBA", image.size, "white")
            paper.alpha_composite(image.convert("RGBA"))
            small = paper.convert("RGB").resize((SIDE, SIDE)).tobytes()
            dots = Counter(zip(small[::3], small[1::3], small[2::3], strict=True))
            (usual, _), *_ = dots.most_common(1)
            near = sum(
                count
                for dot, count in dots.items()
                if all(abs(a - b) < SAME_SHADE for a, b in zip(dot, usual, strict=True))
            )
            if near >= NEARLY_ALL * SIDE * SIDE:
                return "{:02x}{:02x}{:02x}".format(*usual)
    return ""
