"""The parts of a Word or OpenDocument package that hold no words of the text: styles, lists, settings, margins, properties.

How words look and are counted depends on them alone, so a finished file must have them byte for byte as they were built.
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
    """The SHA-256 of each of these parts as a fact that a file says of itself; parts of one name are reported one by one."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for entry in package.infolist():
            if not TEXT.fullmatch(entry.filename):
                yield f"{FACT}{entry.filename}", hashlib.sha256(package.read(entry)).hexdigest()
