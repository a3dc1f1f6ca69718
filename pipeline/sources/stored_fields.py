"""Fields that LibreOffice works out anew when it opens a file: dates, names of files, numbers of words.

They are turned into what was last shown, which the file stores beside each: a paper "agreed on 17 May 2019" would come out with
today's date. Programs that show an OpenDocument text work them out anew as well, so that what it stores may be words that nobody
sees: there only what looks like a value is taken. Word shows what RTF and its own files store.
"""

from __future__ import annotations

import re
from typing import Any

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OPEN = (
    "date", "time", "creation-date", "creation-time", "modification-date", "modification-time", "print-date", "print-time",
    "file-name", "editing-cycles", "editing-duration", "word-count", "paragraph-count", "character-count", "table-count",
    "image-count", "object-count",
)  # fmt: skip
"""Elements of OpenDocument whose value the file does not say elsewhere (ODF 1.3 part 3, 7.3 to 7.5)."""
_VALUE = re.compile(
    r"(?=.*\d)[\w.,:/+-]{1,12}(?:\s[\w.,:/+-]{1,12}){0,7}|(?:\S{1,30}\s){0,4}\S{1,30}\.(?:odt|ott|docx?|rtf|pdf)",
    re.IGNORECASE,
)
"""A date, a time or a number with a few short words, or the name of a file."""
_WORD = {
    14: "INFO", 15: "TITLE", 16: "SUBJECT", 17: "AUTHOR", 18: "KEYWORDS", 19: "COMMENTS", 20: "LASTSAVEDBY",
    21: "CREATEDATE", 22: "SAVEDATE", 23: "PRINTDATE", 24: "REVNUM", 25: "EDITTIME", 27: "NUMWORDS",
    28: "NUMCHARS", 29: "FILENAME", 30: "TEMPLATE", 31: "DATE", 32: "TIME", 60: "USERNAME", 61: "USERINITIALS",
    62: "USERADDRESS", 69: "FILESIZE", 85: "DOCPROPERTY",
}  # fmt: skip
"""Fields of Word by their numbers in its old format ([MS-DOC] 2.9.90); numbers of pages are set aside in any Word file."""
_QUOTE = b"\x13\x23"
"""A field that shows its result as it is stands in their place."""
_BINARY = re.compile(rb"\x13[" + re.escape(bytes(_WORD)) + rb"](?=\x14\xff\x15)")
"""A field in the list of fields of the old format: its begin with its number, its separator, its end ([MS-DOC] 2.9.89)."""
_RICH = re.compile(
    rb"(\\fldinst(?:[\s{}]|\\[a-z]+-?\d*)*+)(?:" + "|".join(_WORD.values()).encode() + rb")\b", re.IGNORECASE
)


def as_stored_open(root: Any) -> int:
    """Set the fields of an OpenDocument text as plain words; how many there were."""
    fields = [
        field
        for field in root.iter(*(f"{_TEXT}{name}" for name in _OPEN))
        if not len(field) and _VALUE.fullmatch((field.text or "").strip())
    ]
    for field in fields:
        field.tag = f"{_TEXT}span"
        field.attrib.clear()
    return len(fields)


def as_stored(data: bytes) -> bytes:
    """The RTF file, or file of the old Word format, with fields that are not worked out anew."""
    if data.startswith(rb"{\rtf"):
        return _RICH.sub(rb"\1QUOTE", data)
    return _BINARY.sub(_QUOTE, data)
