"""Recognises text alternatives that do not describe the picture, such as a file name (WCAG 2.2, failure F30)."""

from __future__ import annotations

import re

_ENDING = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?|emf|wmf|heic|eps|ai|psd)\Z", re.IGNORECASE)
_BY_PROGRAM = re.compile(r"(?:image|img|dsc|picture|photo|scan)[\W_]*\d+", re.IGNORECASE)


def names_a_file(alternative: str) -> bool:
    """Whether the text alternative is only the name or path of a file, or a name given by a program ("Picture 3")."""
    words = alternative.strip()
    file = _ENDING.search(words[-6:]) is not None and (re.search(r"[/\\]", words) or not re.search(r"\s", words))
    return bool(file or _BY_PROGRAM.fullmatch(words))
