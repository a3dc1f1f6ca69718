"""Prepares a picture for publishing: finds its format from its bytes, crops it as the page does, and removes hidden data.

Cameras store the place and the author in a picture, and Word keeps the parts that were cropped. Neither belongs on a
website. From JPEG and PNG files only this data is removed; other formats, and cropped pictures, are saved as PNG.
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass

from PIL import Image, ImageOps

from pipeline.content.pictures import MOST_PIXELS, ORIENTATION, Broken, bare_jpeg, bare_png, safe_svg


@dataclass(frozen=True)
class Crop:
    """The shares (0 to 1) of the width or height that are cropped at each edge."""

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0

    def __bool__(self) -> bool:
        """Whether anything is cropped."""
        return any(edge > 0 for edge in (self.left, self.top, self.right, self.bottom))


def published(data: bytes, crop: Crop) -> tuple[bytes, str]:
    """Returns the prepared picture and the file ending for its format. Raises `Broken`."""
    if data.lstrip()[:5] in (b"<?xml", b"<svg ", b"<svg\n") or b"<svg" in data[:500]:
        return safe_svg(data), ".svg"
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Broken("it has too many pixels")
            kind = image.format
            if kind == "WMF":  # Pillow calls both kinds so
                raise Broken("it is a Windows drawing, EMF or WMF")
            image.load()
            turned = image.getexif().get(ORIENTATION, 1) != 1
            if kind in ("JPEG", "PNG") and not crop and not turned:
                return (bare_jpeg(data), ".jpg") if kind == "JPEG" else (bare_png(data), ".png")
            return _drawn(ImageOps.exif_transpose(image), crop), ".png"
    except (OSError, ValueError, SyntaxError, struct.error, EOFError, Image.DecompressionBombError) as fault:
        raise Broken(str(fault)) from fault


def _drawn(image: Image.Image, crop: Crop) -> bytes:
    """Returns the visible part as PNG."""
    width, height = image.size
    box = (
        round(width * max(0.0, crop.left)),
        round(height * max(0.0, crop.top)),
        round(width * (1 - max(0.0, crop.right))),
        round(height * (1 - max(0.0, crop.bottom))),
    )
    if box[2] <= box[0] or box[3] <= box[1]:
        raise Broken("all of it is cropped")
    shown = image.crop(box)
    if shown.mode not in ("1", "L", "LA", "P", "RGB", "RGBA"):
        shown = shown.convert("RGB")
    shown.info = {key: value for key, value in shown.info.items() if key == "transparency"}
    target = io.BytesIO()
    shown.save(target, "PNG", optimize=True)
    return target.getvalue()
