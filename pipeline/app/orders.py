"""Which editions a publication gets: of itself, and of its Easy Read, which is a document beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.app.building import Order
from pipeline.app.project import ContentFile, sha256
from pipeline.builders import EASY_READ, EASY_READ_FORMATS
from pipeline.editions.looks import Look, easy_read

Edition = tuple[str, Look]


def orders(file: ContentFile, editions: Iterable[Edition]) -> Iterator[Order]:
    """The orders for these editions; none for what cannot be read or is not there."""
    for format, look in editions:
        if format != EASY_READ and file.document:
            yield Order(file.document, format, look, sha256(file.data))
        elif format == EASY_READ and file.easy_read:
            own = easy_read(look)
            yield from (Order(file.easy_read.document, one, own, sha256(file.easy_data)) for one in EASY_READ_FORMATS)
