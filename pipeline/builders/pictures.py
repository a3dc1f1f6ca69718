"""Which pictures of a document a format cannot show: those that are not there, damaged ones, and kinds that it does not know."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping
from functools import lru_cache

from lxml import etree
from PIL import Image as Raster
from PIL import ImageFile

from pipeline.builders import BUILDERS
from pipeline.builders.office.picture_size import pixel_size, svg_size
from pipeline.model.document import Document, Image
from pipeline.model.walk import all_blocks


def unusable(document: Document, format: str, pictures: Mapping[str, bytes]) -> Iterator[str]:
    """The file of each picture that a format cannot show, once. Formats that are read line by line show none, and miss none."""
    if BUILDERS[format].linear:
        return
    for file in dict.fromkeys(block.file for _, block in all_blocks(document) if isinstance(block, Image)):
        if file not in pictures or not _shows(format, file, pictures[file]):
            yield file


def _shows(format: str, file: str, data: bytes) -> bool:
    vector = file.lower().endswith(".svg")
    if not can_be_read(file, data):
        return False
    # Word and OpenDocument files say how large a picture is; where a kind has no size that is known, it cannot stand there.
    return not BUILDERS[format].png or (svg_size(data) if vector else pixel_size(data)) is not None


def can_be_read(file: str, data: bytes) -> bool:
    """Whether the bytes of a picture are what its name says, to the end."""
    return is_drawing(data) if file.lower().endswith(".svg") else is_whole(data)


def is_drawing(data: bytes) -> bool:
    """Whether an SVG can be read."""
    try:
        etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return False
    return True


@lru_cache(maxsize=256)
def is_whole(data: bytes) -> bool:
    """Whether a picture of pixels can be drawn to its last line."""
    lenient = ImageFile.LOAD_TRUNCATED_IMAGES  # WeasyPrint sets it for the whole process
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # Pillow warns of pictures that would fill the memory
            Raster.open(io.BytesIO(data)).load()
    except Exception:  # Pillow raises errors of many kinds, also those of the libraries below it
        return False
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient
    return True
