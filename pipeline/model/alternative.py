"""Recognises text alternatives that do not describe the picture, such as a file name (WCAG 2.2, failure F30)."""

from __future__ import annotations

import re

_ENDING = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?|emf|wmf|heic|eps|ai|psd)\Z", re.IGNORECASE)
_BY_PROGRAM = re.compile(
    r"(?:(?:image|img|dsc|picture|photo|scan|graphic|grafik|bild|imagen|imagem|immagine|afbeelding|obraz|llun|shape|group|object"
    r"|rectangle|text ?box|diagram|chart)[\W_]*\d+|image|picture|photo|graphic|grafik|bild)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]{1,9}://|www\.|cid:)\S+", re.IGNORECASE)
_PLACE = re.compile(r"[a-z]:\\|\\\\", re.IGNORECASE)
"""How a place on a computer or in a network begins, whatever the kind of file: Word names a picture pasted from mail so."""
# What Word and others write below a description that they have made.
_DESCRIBED = re.compile(
    r"automatically generated|ai-generated content|automatisch generiert|automatisch gegenereerd|générée? automatiquement"
    r"|generad[ao] automáticamente|gerad[ao] automaticamente|generat[ao] automaticamente|wygenerowany automatycznie",
    re.IGNORECASE,
)


def names_a_file(alternative: str) -> bool:
    """Whether the text alternative is only the name, path or address of a file, or a name given by a program ("Picture 3")."""
    words = alternative.strip()
    file = _ENDING.search(words[-6:]) is not None and (re.search(r"[/\\]", words) or not re.search(r"\s", words))
    return bool(file or _PLACE.match(words) or _ADDRESS.fullmatch(words) or _BY_PROGRAM.fullmatch(words))


def is_machine_made(alternative: str) -> bool:
    """Whether a program says of a text alternative that it has made it, from what it saw in the picture."""
    return _DESCRIBED.search(alternative) is not None
