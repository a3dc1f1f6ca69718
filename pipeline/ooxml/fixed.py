"""Digests of the parts of a Word or OpenDocument package without text: styles, lists, settings, margins, properties.

The look and numbering of the text depend on these parts, so a finished file must have exactly the bytes that were built.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator

TEXT = re.compile(r"word/(document|footnotes|media/.*)\b.*|content\.xml|Pictures/.*")
FACT = "SHA-256 of "


def digests(data: bytes) -> Iterator[tuple[str, str]]:
    """Yields the SHA-256 of each of these parts as a fact about the file; repeated names are yielded separately."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for entry in package.infolist():
            if not TEXT.fullmatch(entry.filename):
                yield f"{FACT}{entry.filename}", hashlib.sha256(package.read(entry)).hexdigest()
