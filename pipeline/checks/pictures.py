"""Checks pictures: their text alternatives (WCAG 1.1.1), and that their files exist below content/."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from pipeline.library.library import ContentDocument
from pipeline.library.neighbours import Neighbours
from pipeline.model.alternative import names_a_file
from pipeline.model.document import Image
from pipeline.model.findings import Finding
from pipeline.model.walk import all_blocks

LONGEST_DESCRIPTION = 150
# Formats that web pages and e-books cannot show, although Word writes some of them.
_OTHER_KINDS = frozenset({".bmp", ".tif", ".tiff", ".emf", ".wmf", ".heic", ".eps", ".pdf"})
_VERBOSE = re.compile(
    r"(?:an? |the )?(?:image|picture|photo(?:graph)?|graphic|icon|screenshot) (?:of|showing)\b", re.IGNORECASE
)


def check(neighbours: Neighbours, content: ContentDocument) -> Iterator[Finding]:
    """Checks every picture of the document."""
    for _, block in all_blocks(content.document):
        if isinstance(block, Image):
            yield from _words(content, block)
            yield from _file(neighbours, content, block)


def _words(content: ContentDocument, image: Image) -> Iterator[Finding]:
    alt = " ".join((image.alt or "").split())
    if image.decorative:
        if alt:
            message = f"the picture {image.file} is decorative but has words in alt:"
            yield content.tell("picture-alt-decorative", message, image.place, "delete alt:, or decorative:", alt)
        return
    if not alt:
        message = f"the picture {image.file} has no words for those who cannot see it"
        yield content.tell(
            "picture-alt", message, image.place, "add alt: with what it shows, or decorative: yes", image.file
        )
    elif names_a_file(alt) or alt == PurePosixPath(image.file).stem:
        message = f"“{alt}” is the name of a file, not what the picture shows"
        yield content.tell("picture-alt-file-name", message, image.place, "write what it shows", alt)
    elif len(alt) > LONGEST_DESCRIPTION:
        message = f"the words of the picture {image.file} have {len(alt)} characters, more than {LONGEST_DESCRIPTION}"
        yield content.tell("picture-alt-long", message, image.place, "say the rest in the text beside it", "alt:")
    elif match := _VERBOSE.match(alt):
        message = f"the words “{match[0]}” are not needed: a screen reader says that it is a picture"
        yield content.tell("picture-alt-verbose", message, image.place, f"begin after “{match[0]}”", match[0])


def _file(neighbours: Neighbours, content: ContentDocument, image: Image) -> Iterator[Finding]:
    path = PurePosixPath(image.file.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]+:", image.file):
        message = f"the picture “{image.file}” is not below content/"
        hint = "copy it into content/images/ and write images/ and its name"
        yield content.tell("picture-path", message, image.place, hint, image.file)
    elif path.suffix.lower() in _OTHER_KINDS:
        message = f"pictures of the kind “{path.suffix}” cannot be shown, such as “{image.file}”"
        yield content.tell("picture-missing", message, image.place, "save it as PNG or JPEG", image.file)
    elif not neighbours.has_file(image.file):
        message = f"there is no picture “{image.file}” below content/"
        namesakes = neighbours.files_named(path.name)
        hint = f"did you mean “{namesakes[0]}”?" if namesakes else "put the file there, or correct its name"
        yield content.tell("picture-missing", message, image.place, hint, image.file)
