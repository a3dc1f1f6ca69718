"""Which way the words of a language run (UAX 9)."""

from __future__ import annotations

from unicodedata import bidirectional

RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "syr", "ug", "ur", "yi"})
RTL_SCRIPTS = frozenset({"arab", "hebr", "syrc", "thaa", "nkoo"})


def direction(language: str) -> str:
    """The writing direction of a language tag (BCP 47): "rtl" or "ltr"."""
    parts = language.lower().split("-")
    return "rtl" if parts[0] in RIGHT_TO_LEFT or RTL_SCRIPTS & set(parts[1:]) else "ltr"


def opens_from_right(text: str) -> bool:
    """Whether the first letter of a text is of a script that runs from right to left (P2 and P3)."""
    return next((kind != "L" for kind in map(bidirectional, text) if kind in ("L", "R", "AL")), False)
