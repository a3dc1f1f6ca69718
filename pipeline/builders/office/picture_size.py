"""The size of a picture on paper: in Word and OpenDocument files, and in print."""

from __future__ import annotations

import io
import re
from contextlib import suppress

from lxml import etree

from pipeline.editions.looks import Look
from pipeline.ooxml.elements import Element

EMU = 914400 // 1440  # English Metric Units in a twentieth of a point
USUAL_SIZE = 12.0
"""Points: the type size of standard print, where pictures have the size that they had in the source."""
LEAST = (160, 60)
"""Twentieths of a point: the least width and height of a picture. A smaller one, such as a blank of one dot, shows nothing."""


def fitted(size: tuple[float, float], most: tuple[float, float], factor: float = 1.0) -> tuple[float, float]:
    """The width and height of a picture that is enlarged by a factor, shrunk to fit, and made no smaller than the least."""
    factor = min(factor, most[0] / size[0], most[1] / size[1])
    return max(size[0] * factor, LEAST[0]), max(size[1] * factor, LEAST[1])


def pixel_size(data: bytes) -> tuple[float, float] | None:
    """Width and height of a picture in twentieths of a point, by its pixels and resolution; None where it is no picture."""
    from docx.image.image import Image  # it loads all of python-docx, which the size of a drawing does not need

    try:
        image = Image.from_blob(data)
        width, height = int(image.width), int(image.height)
    except Exception:  # python-docx raises a bare Exception for a JPEG that breaks off, and others by kind
        return None
    return (width / EMU, height / EMU) if width and height else None


def resolution(data: bytes) -> float | None:
    """The dots for each inch that the file of a picture asks for; None where it asks for none."""
    from PIL import Image  # only where there is a picture

    with suppress(OSError, ValueError, SyntaxError), Image.open(io.BytesIO(data)) as image:
        return float(image.info["dpi"][0]) if image.info.get("dpi", (0,))[0] >= 1 else None
    return None


def enlargement(look: Look) -> float:
    """How much larger than its file says a picture is shown: as much as the type is larger than that of standard print."""
    return max(1.0, look.size / USUAL_SIZE)


def svg_size(data: bytes) -> tuple[float, float] | None:
    """Width and height of an SVG in twentieths of a point (a user unit is 1/96 inch), from its size or its viewBox."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None
    matches = [re.match(r"\s*([0-9.]+)(px)?\s*$", root.get(name, "")) for name in ("width", "height")]
    numbers = [float(match[1]) for match in matches if match] or [float(n) for n in _view_box(root)]
    return (numbers[0] * 15, numbers[1] * 15) if len(numbers) == 2 and all(numbers) else None


def _view_box(root: Element) -> list[str]:
    return re.findall(r"[-0-9.]+", root.get("viewBox", ""))[2:4]
