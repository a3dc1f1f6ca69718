"""The signs of braille files: cells as Unicode braille, and as ASCII for embossers (North American code)."""

from __future__ import annotations

import re
import unicodedata

# In the order of the cells U+2800 to U+283F.
ASCII = " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)="
BLANK = "\u2800"
CELLS = {ord(sign): chr(0x2800 + number) for number, sign in enumerate(ASCII)}
CELLS |= {ord(sign.lower()): cell for sign, cell in zip(ASCII, map(chr, range(0x2800, 0x2840)), strict=True)}
LETTERS = {0x2800 + number: sign for number, sign in enumerate(ASCII)}

CONTINUES = "\u2810"  # dot 5 at the end of a line: the word continues on the next line (UEB 10.13)
GUIDE = "\u2810"  # dot 5, repeated, leads from a heading to its page number in a contents list
NOTE_OPEN, NOTE_CLOSE = "\u2808\u2828\u2823", "\u2808\u2828\u281c"  # transcriber's note (UEB 3.27)
OTHER_OPEN, OTHER_CLOSE = "\u2818\u2837", "\u2818\u283e"  # a passage in another code than UEB (UEB 14.3)
NUMBER = "\u283c"
DIGITS = dict(zip("1234567890", "\u2801\u2803\u2809\u2819\u2811\u280b\u281b\u2813\u280a\u281a", strict=True))

# Written if a table lacks a sign or does not read it back: the danda as a full stop, ligatures as letters (UEB 4.3).
SAME_CELLS = {"।": ".", "œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae", "ĳ": "ij", "Ĳ": "Ij"}
_RAISED = re.compile("<super> (?:003|002B|2212|003D|002[89])")  # digits and signs: “10⁶” is not 106
_DOTTED = (*range(0x958, 0x960), *range(0x9DC, 0x9E0), *range(0xA33, 0xA37), *range(0xA59, 0xA5F))
_WHOLE = {
    unicodedata.normalize("NFC", chr(code)): chr(code) for code in _DOTTED if unicodedata.decomposition(chr(code))
}


def cells(ascii: str) -> str:
    """Converts a line of a BRF file to Unicode braille. Raises KeyError for a character that is not a cell."""
    return "".join(CELLS[ord(sign)] for sign in ascii)


def ascii(cells: str) -> str:
    """Converts a line of Unicode braille to BRF. Raises KeyError for a character that is not a six-dot cell."""
    return "".join(LETTERS[ord(cell)] for cell in cells)


def named(character: str) -> str:
    """Returns the words for a character without braille: "[grinning face]"; "" for an invisible one."""
    if unicodedata.category(character) == "Cf" or "\ufe00" <= character <= "\ufe0f":
        return ""
    return f"[{unicodedata.name(character, f'sign {ord(character):04x}').lower()}]"


def forms(character: str) -> tuple[str, ...]:
    """Returns the ways to write a character, best first: itself, its plain form (㎡ is m2); none for an invisible one."""
    plain = unicodedata.normalize("NFKC", character)
    if _RAISED.match(unicodedata.decomposition(character)):
        plain = f"^{plain}"
    if not named(character):
        return ()
    same = SAME_CELLS.get(character)
    return (plain,) if "\ufb00" <= character <= "\ufb06" else (character, plain, *([same] if same else []))


def composed(text: str) -> str:
    """Returns a text in composed letters, including those of Indian scripts that NFC decomposes but tables need composed."""
    text = unicodedata.normalize("NFC", text)
    for decomposed, composed_letter in _WHOLE.items():
        text = text.replace(decomposed, composed_letter)
    return text


def number(value: int) -> str:
    """Returns a whole number in braille digits."""
    return NUMBER + "".join(DIGITS[digit] for digit in str(value))
