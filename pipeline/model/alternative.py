"""Text alternatives of pictures that say nothing of the picture (WCAG 2.2, failure F30)."""

from __future__ import annotations

import re

_ENDING = r"\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?|emf|wmf|heic|eps|ai|psd)"
_FILE_NAME = re.compile(
    rf"\S*{_ENDING}|.*[/\\].*{_ENDING}|(?:image|img|dsc|picture|photo|scan)[\W_]*\d+", re.IGNORECASE | re.DOTALL
)


def names_a_file(alternative: str) -> bool:
    """Whether the words are only the name or path of a file, or the name that a program gives ("Picture 3")."""
    return bool(_FILE_NAME.fullmatch(alternative.strip()))
