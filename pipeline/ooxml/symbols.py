"""Converts characters of symbol fonts to Unicode, from a `w:sym`, or private-use characters in Symbol or Wingdings.

The tables have the characters that public documents use: bullets, arrows, ticks, crosses, boxes, and the Greek and
mathematics of Symbol (Adobe's Symbol encoding). Word moves such characters to U+F000 to U+F0FF.
"""

from __future__ import annotations

import re
from functools import cache

_SYMBOL_LOW = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"  # 0x41 to 0x5A
_SYMBOL_SMALL = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"  # 0x61 to 0x7A
_SYMBOL_HIGH = (  # 0xA0 to 0xFE
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\ufffd〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
)
_SYMBOL_REST = dict(zip((0x22, 0x24, 0x27, 0x2A, 0x2D, 0x40, 0x5C, 0x5E, 0x7E), "∀∃∋∗−≅∴⊥∼", strict=True))
_SYMBOL = {
    **{code: chr(code) for code in range(0x20, 0x7F)},
    **_SYMBOL_REST,
    **{0x41 + place: character for place, character in enumerate(_SYMBOL_LOW)},
    **{0x61 + place: character for place, character in enumerate(_SYMBOL_SMALL)},
    **{0xA0 + place: character for place, character in enumerate(_SYMBOL_HIGH)},
}
_WINGDINGS = {
    0x20: " ", 0x21: "✏", 0x22: "✂", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x34: "✋", 0x36: "⌛", 0x46: "☞", 0x47: "☝",
    0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒",
    0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x78: "⌧", 0x7B: "❀", 0x7C: "✿", 0x80: "⓪", 0x81: "①",
    0x82: "②", 0x83: "③", 0x84: "④", 0x85: "⑤", 0x86: "⑥", 0x87: "⑦", 0x88: "⑧", 0x89: "⑨", 0x8A: "⑩", 0x8C: "❶",
    0x8D: "❷", 0x8E: "❸", 0x8F: "❹", 0x90: "❺", 0x91: "❻", 0x92: "❼", 0x93: "❽", 0x94: "❾", 0x95: "❿", 0x9E: "·",
    0x9F: "•", 0xA1: "○", 0xA4: "◉", 0xA5: "◎", 0xA7: "▪", 0xA8: "□", 0xAA: "✦", 0xAB: "★", 0xB2: "⟡", 0xD8: "➢",
    0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xFB: "✗",
    0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x95: "·", 0x96: "•", 0x97: "●", 0x98: "●",
    0x99: "○", 0x9D: "◎", 0x9E: "▪", 0x9F: "■", 0xA0: "■", 0xA2: "□", 0xA3: "□", 0xAE: "◆", 0xAF: "◇", 0xC8: "✶",
}  # fmt: skip
_WINGDINGS_3 = {
    0x7D: "▶", 0x84: "◀", 0x86: "▲", 0x88: "▼", 0x21: "→", 0x22: "↑", 0x23: "↓", 0xC6: "▸", 0xE2: "▸",
}  # fmt: skip
_WEBDINGS = {0x34: "►", 0x33: "◄", 0x35: "▲", 0x36: "▼", 0x61: "✓", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "✗"}
_DINGBATS = {
    0x2A: "☛", 0x33: "✓", 0x34: "✔", 0x35: "✕", 0x36: "✖", 0x37: "✗", 0x38: "✘", 0x48: "★", 0x6C: "●", 0x6D: "❍",
    0x6E: "■", 0x6F: "❏", 0x70: "❐", 0x71: "❑", 0x72: "❒", 0x73: "▲", 0x74: "▼", 0x75: "◆", 0x76: "❖", 0xD4: "➔",
    0xD5: "→", 0xE4: "➤", 0xFC: "➼",
}  # fmt: skip
_FONTS = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
    "zapfdingbats": _DINGBATS,
}
_FAMILY = re.compile(
    r"(symbol|wingdings|webdings|zapfdingbats)(?:[ -]?([23])\b)?(?:(?:[ ,-]?(?:mt|itc|regular|bold))*$)", re.I
)


_NO_LETTERS = re.compile(
    r"wingdings( ?[23])?|webdings|marlett|zapf ?dingbats|bookshelf symbol 7|mt extra|(adobe|noto) ?blank|redacted( script)?|"
    r"flow (block|circular|rounded)|blokk(neue)?|segoe mdl2 assets|segoe fluent icons|font ?awesome.*|opens?ymbol|"
    r".*\bbarcode\b.*|(free )?3 of 9.*|(idautomation.*|code) ?(39|128).*|ean-?13|"
    r"dots?(matrix)? ?blank",
    re.IGNORECASE,
)
"""The names of fonts that show a word as pictures, bars, blocks or blanks."""


def hides_words(font: str, text: str) -> bool:
    """Whether a text has a word that the font does not show as letters."""
    return bool(_NO_LETTERS.fullmatch(font) and re.search("[A-Za-z]{3}", text))


def is_symbol_font(font: str) -> bool:
    """Whether the name is that of a symbol font."""
    return font.lower() in _FONTS


@cache
def family(font: str) -> str:
    """The symbol font of a font name in a PDF: "wingdings 2" for "Wingdings2,Bold"; "" for another font."""
    match = _FAMILY.match(font)
    return " ".join(filter(None, match.groups())).lower() if match else ""


def decoded(character: str, font: str) -> str:
    """Converts a character to Unicode; a private-use character of an unknown font is unchanged."""
    code = ord(character)
    if 0xF000 <= code <= 0xF0FF:
        code -= 0xF000
    elif not is_symbol_font(font) or (font.lower() == "symbol" and code > 0xFF):
        return character
    return _FONTS.get(font.lower(), {}).get(code, character)


def symbol(code: str, font: str) -> str:
    """Returns the character of a `w:sym` (17.3.3.30) from its hexadecimal code and font; U+FFFD if it is unknown."""
    try:
        number = int(code, 16)
    except ValueError:
        return "\ufffd"
    if is_symbol_font(font) and number < 0x100:
        number += 0xF000
    if not 0x20 <= number <= 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        return "\ufffd"
    return decoded(chr(number), font)
